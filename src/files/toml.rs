//! Reads config and rule files; one that is not UTF-8 is shown at its first wrong byte, like any other mistake.

use std::path::Path;
use std::sync::Arc;

use super::read::{ReadError, bytes, read};
use crate::document::{Source, SourceError};
use crate::finding::Failure;
use crate::rule::{Problems, TomlFile};
use crate::span::Span;

/// The file, made by `make` from its shown path and text; nothing when it cannot be read, which is then said.
pub fn read_toml(
    path: &Path,
    shown: &str,
    make: fn(&str, Source) -> Arc<TomlFile>,
    problems: &mut Problems,
    failed: &mut Vec<Failure>,
) -> Option<Arc<TomlFile>> {
    match read(path) {
        Ok(source) => return Some(make(shown, source)),
        Err(ReadError::Source(error @ SourceError::NotUtf8 { .. })) => {
            if let Some((text, span)) = legible(path) {
                let file = make(shown, Source::from_text(text));
                problems.add(&file, span, format!("this file is {error}"), None);
            }
        }
        Err(error) => failed.push(Failure { path: shown.to_owned(), reason: error.to_string() }),
    }
    None
}

/// The text as far as it can be read, and the place of the first byte that cannot.
fn legible(path: &Path) -> Option<(String, Span)> {
    let text = String::from_utf8_lossy(&bytes(path).ok()?).into_owned();
    let at = text.find(char::REPLACEMENT_CHARACTER)?;
    let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
    Some((text, span))
}
