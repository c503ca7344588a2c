//! Findings that a desk has read and accepted, by their file, their rule and their words, so that they stay accepted when
//! the story changes elsewhere, when a paragraph moves and when the file gets another name. They are counted: of two
//! equal findings of which one is accepted, the second is new.

pub mod judge;
pub mod read;
pub mod write;

use std::sync::Arc;

use crate::finding::Finding;
use crate::rule::TomlFile;
use crate::span::Span;

/// The name a baseline has when nobody gives it another.
pub const FILE_NAME: &str = "copydesk-baseline.toml";

/// Characters of the marked words that an entry shows.
const SHOWN: usize = 80;

/// The accepted findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    /// The file; none where nothing was written yet.
    pub file: Option<Arc<TomlFile>>,
    /// Its entries, in the order of the file.
    pub entries: Vec<Entry>,
}

/// Some equal findings of one file that are accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What they are known by.
    pub key: Key,
    /// The words they point to, cut, for whoever reads the file.
    pub words: String,
    /// How many there are.
    pub count: usize,
    /// Why they are accepted.
    pub reason: Option<String>,
    /// Where the entry stands in the baseline.
    pub span: Span,
}

/// What a finding is known by, wherever in its file it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The file, from the folder of the baseline.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// [`Finding::fingerprint`].
    pub fingerprint: String,
}

impl Key {
    /// The key of a finding in the file of this path.
    #[must_use]
    pub fn of(finding: &Finding, path: &str) -> Self {
        Self { path: path.to_owned(), rule: finding.rule.to_string(), fingerprint: finding.fingerprint() }
    }
}

impl Entry {
    /// An entry for one finding in the file of this path.
    #[must_use]
    pub fn of(finding: &Finding, path: &str) -> Self {
        let words = finding.words();
        let cut = words.char_indices().nth(SHOWN).map(|(at, _)| at);
        let words = cut.map_or_else(|| words.clone(), |at| format!("{}…", words[..at].trim_end()));
        Self { key: Key::of(finding, path), words, count: 1, reason: None, span: Span::default() }
    }
}
