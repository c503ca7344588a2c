//! What the targets for drafts share.

use copydesk::config::Config;
use copydesk::document::{Format, Source};
use copydesk::checks::Known;
use copydesk::engine::Desk;
use copydesk::rule::{Catalogue, Own, Problems, Shipped};

thread_local! {
    static DESK: Desk = {
        let mut problems = Problems::default();
        let core = Shipped::Wanted(&|_| false);
        let catalogue = Catalogue::new(Own::default(), core, &Known, &mut problems);
        Desk::new(Config::default(), catalogue, problems)
    };
}

/// Checks any bytes as a draft: they are refused in words or checked, and the program never breaks.
pub fn check(bytes: &[u8], format: Format) {
    let Ok(source) = Source::read(bytes.to_vec(), format) else { return };
    DESK.with(|desk| {
        let done = desk.check(source, format, &"draft".into(), "draft");
        assert!(done.is_ok(), "the program broke on a draft");
    });
}
