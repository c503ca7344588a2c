//! Reads a baseline; every mistake is reported where it stands and the other entries hold.

use std::sync::Arc;

use super::{Baseline, Entry, Key};
use crate::rule::value::parse;
use crate::rule::{Problems, TableReader, TomlFile};
use crate::span::Span;

/// The version of the format that is written, and the only one that is read.
pub const VERSION: usize = 1;

/// Reads a baseline's text.
#[must_use]
pub fn read(file: &Arc<TomlFile>, problems: &mut Problems) -> Baseline {
    let (table, errors) = parse(file.source.text());
    let nothing = Baseline { file: Some(Arc::clone(file)), entries: Vec::new() };
    if !errors.is_empty() {
        for (span, message) in errors {
            problems.add(file, span, format!("this baseline is not TOML: {message}"), None);
        }
        return nothing;
    }
    let mut reader = TableReader::new(file, &table, "a baseline");
    if !is_readable(&mut reader, file, problems) {
        return nothing;
    }
    let tables = reader.tables("accepted", problems);
    reader.finish(problems);
    let entries = tables.into_iter().filter_map(|(table, span)| {
        let mut reader = TableReader::new(file, table, "an accepted finding");
        let entry = entry(&mut reader, span, file, problems);
        reader.finish(problems);
        entry
    });
    let entries = entries.collect();
    Baseline { entries, ..nothing }
}

/// Whether the file says that it is of the version that is known here.
fn is_readable(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> bool {
    let before = problems.0.len();
    let version = reader.get::<usize>("version", problems);
    match &version {
        Some(version) if version.value == VERSION => return true,
        Some(version) => {
            let message = format!("this baseline is of version {}", version.value);
            let help = format!(
                "this copydesk reads version {VERSION}; write it anew with `copydesk baseline write`"
            );
            problems.add(file, version.span, message, Some(help));
        }
        // A wrong type is said already.
        None if problems.0.len() > before => {}
        None => {
            let help = format!("begin it with `version = {VERSION}`");
            problems.add(file, Span::default(), "this baseline does not say its version", Some(help));
        }
    }
    false
}

fn entry(
    reader: &mut TableReader<'_>,
    span: Span,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Option<Entry> {
    let mut text = |key| {
        let before = problems.0.len();
        let found = reader.get::<String>(key, problems);
        if found.is_none() && problems.0.len() == before {
            problems.add(file, span, format!("this accepted finding has no `{key}`"), None);
        }
        found
    };
    let (path, rule, words, fingerprint) = (text("path"), text("rule"), text("words"), text("fingerprint"));
    let count = reader.get::<usize>("count", problems);
    let reason = reader.get::<String>("reason", problems).map(|reason| reason.value);
    let (path, rule, words, fingerprint) = (path?, rule?, words?, fingerprint?);
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if fingerprint.value.len() != 16 || !fingerprint.value.bytes().all(is_hex) {
        let help = "it has 16 digits from 0 to f; `copydesk baseline write` writes it".to_owned();
        problems.add(file, fingerprint.span, "this is no fingerprint of a finding", Some(help));
        return None;
    }
    let span = words.span;
    let key = Key { path: path.value, rule: rule.value, fingerprint: fingerprint.value };
    Some(Entry { key, words: words.value, count: count.map_or(1, |count| count.value), reason, span })
}
