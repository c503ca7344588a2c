//! What several reports need of a finding: its words as lines, and a key that no other finding of the run has.

use std::collections::HashMap;

use crate::finding::{Finding, Label};

/// The name under which reports list files that could not be checked.
pub const NOT_CHECKED: &str = "not-checked";
/// What it says of itself where a rule would.
pub const WHY_NOT_CHECKED: &str = "A file was asked for and could not be checked.";

/// The message, then the other places, the notes and the help, a line each, word for word.
#[must_use]
pub fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = vec![finding.message.clone()];
    lines.extend(finding.labels.iter().map(|label| {
        let text = about(label);
        match label.place.line {
            0 => format!("{text}: {}", label.path),
            line => format!("{text}: {}:{line}", label.path),
        }
    }));
    lines.extend(finding.notes.iter().map(|note| format!("note: {note}")));
    let repairs = finding.fixes.iter().map(|fix| &fix.title);
    let others = repairs.filter(|title| finding.help.as_ref() != Some(title));
    lines.extend(finding.help.iter().chain(others).map(|help| format!("help: {help}")));
    lines
}

/// What a label says, or that it may be looked at.
#[must_use]
pub fn about(label: &Label) -> &str {
    if label.text.trim().is_empty() { "see also" } else { &label.text }
}

/// The text cut to `most` characters, the last of them an ellipsis.
#[must_use]
pub fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Counts findings that say the same of the same file.
#[derive(Default)]
pub struct Repeats<'a>(HashMap<(&'a str, String), u32>);

impl<'a> Repeats<'a> {
    /// A key for the finding that no other of the run has, and that edits elsewhere leave alone.
    pub fn key(&mut self, finding: &'a Finding) -> String {
        let before = self.0.entry((&finding.primary.path, finding.fingerprint())).or_default();
        let key = finding.fingerprint_here(*before);
        *before += 1;
        key
    }
}
