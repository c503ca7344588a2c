//! Any bytes as a rule file and as a config: read or reported, never a panic.
#![no_main]

use copydesk::checks::Known;
use copydesk::config::read;
use copydesk::document::Source;
use copydesk::engine::Desk;
use copydesk::rule::{Catalogue, Own, Problems, Shipped, TomlFile, file};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode(bytes.to_vec()) else { return };
    let text = source.text().to_owned();
    let mut problems = Problems::default();
    let rules = file::read(&TomlFile::of_rules("rule.toml", Source::from_text(text.as_str())), &Known, &mut problems);
    let config = read::read(&TomlFile::of_config("copydesk.toml", source), &mut problems).config;
    let own = Own { rules, ..Own::default() };
    let wanted = |rule: &_| config.switches_on(rule);
    let catalogue = Catalogue::new(own, Shipped::Wanted(&wanted), &Known, &mut problems);
    let desk = Desk::new(config, catalogue, problems);
    let _ = desk.default_rules();
    for problem in desk.problems() {
        let _ = problem.into_finding();
    }
});
