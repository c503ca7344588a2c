//! Our own colours.

use annotate_snippets::renderer as drawing;

use super::Style;
use crate::finding::Severity;

/// The text in a colour, if colours are wanted.
#[must_use]
pub fn paint(style: &Style, colour: drawing::Style, text: &str) -> String {
    if !style.color || text.is_empty() {
        return text.to_owned();
    }
    format!("{colour}{text}{colour:#}")
}

/// The colour of a severity.
#[must_use]
pub fn level_style(severity: Severity) -> drawing::Style {
    match severity {
        Severity::Error => drawing::DEFAULT_ERROR_STYLE,
        Severity::Warning => drawing::DEFAULT_WARNING_STYLE,
        Severity::Note => drawing::DEFAULT_NOTE_STYLE,
    }
}
