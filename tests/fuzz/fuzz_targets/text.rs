//! Any bytes as text: checked or refused in words, never a panic.
#![no_main]

use copydesk::config::Config;
use copydesk::document::{Format, Source};
use copydesk::engine::{Desk, shipped_rules};
use copydesk::rule::Problems;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static DESK: Desk = {
        let mut problems = Problems::default();
        Desk::new(Config::default(), shipped_rules(&mut problems), problems)
    };
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode(bytes.to_vec()) else { return };
    DESK.with(|desk| {
        let done = desk.check(source, Format::PlainText, &"draft".into(), "draft");
        assert!(done.is_ok(), "the program broke on a draft");
    });
});
