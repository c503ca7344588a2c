//! Reads files of words that a desk accepts: one entry a line, `#` before a remark, a pattern between slashes.

use std::path::Path;

use super::toml::read_toml;
use crate::config::Config;
use crate::finding::Failure;
use crate::rule::words::Word;
use crate::rule::{Problems, Setting, TomlFile, Value};
use crate::span::Span;

/// Adds the entries of one file to a config; a mistake in an entry is shown where it stands.
pub fn read_vocabulary(
    path: &Path,
    shown: &str,
    config: &mut Config,
    problems: &mut Problems,
    failed: &mut Vec<Failure>,
) {
    let Some(file) = read_toml(path, shown, TomlFile::of_config, problems, failed) else { return };
    let mut at = 0;
    for line in file.source.text().split_inclusive('\n') {
        let entry = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        match Word::read(&Value::String(entry.to_owned())) {
            Ok(word) => config.words.push(word),
            Err(mistake) => {
                let span = Span::new(start, start + entry.len());
                problems.add(&file, span, format!("this entry {}", mistake.message), mistake.help);
            }
        }
    }
    config.files.push(file);
}
