//! The run in one line, and the files that could not be checked.

use std::collections::HashSet;

use super::Style;
use super::paint::{level_style, paint};
use crate::finding::{Outcome, Severity};

/// The run in one line: `3 warnings and 1 note in 2 of 14 stories; 1 file not checked`.
#[must_use]
pub fn summary(outcome: &Outcome, style: &Style) -> String {
    let mut line = if outcome.findings.is_empty() { quiet(outcome) } else { found(outcome, style) };
    if outcome.accepted > 0 {
        line = format!("{line}; {} accepted by the baseline", outcome.accepted);
    }
    if !outcome.failed.is_empty() {
        let failed = format!("{} not checked", count(outcome.failed.len(), "file", "files"));
        line = format!("{line}; {}", paint(style, level_style(Severity::Error), &failed));
    }
    if outcome.skipped > 0 {
        line = format!("{line}; {} of other kinds skipped", count(outcome.skipped, "file", "files"));
    }
    line
}

fn quiet(outcome: &Outcome) -> String {
    if outcome.checked == 0 {
        return "no stories checked".to_owned();
    }
    format!("{} checked, nothing to report", count(outcome.checked, "story", "stories"))
}

fn found(outcome: &Outcome, style: &Style) -> String {
    let names = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let part = |(severity, one, many)| {
        let found = outcome.findings.iter().filter(|finding| finding.severity == severity).count();
        (found > 0).then(|| paint(style, level_style(severity), &count(found, one, many)))
    };
    let parts: Vec<String> = names.into_iter().filter_map(part).collect();
    format!("{} {}", join(&parts), place(outcome))
}

/// `in 2 of 14 stories`; findings may also stand in files that are no stories, such as rules.
fn place(outcome: &Outcome) -> String {
    let of_stories = outcome.findings.iter().filter(|finding| !finding.is_about_rules());
    let paths: HashSet<&str> = of_stories.map(|finding| &*finding.primary.path).collect();
    match (paths.len(), outcome.checked) {
        (0, checked) => format!("in the rules or the config; {} checked", count(checked, "story", "stories")),
        (touched, checked) if touched > checked => format!("in {}", count(touched, "file", "files")),
        (1, 1) => "in 1 story".to_owned(),
        (2, 2) => "in both stories".to_owned(),
        (touched, checked) if touched == checked => format!("in all {checked} stories"),
        (touched, checked) => format!("in {touched} of {}", count(checked, "story", "stories")),
    }
}

fn join(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// So many of a thing, by the name that it has then.
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
