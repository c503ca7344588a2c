//! Words and phrases that a rule or a desk lists, and where they stand in a text.
//!
//! An entry is taken literally: as whole words, with any white space between them. What stands between slashes is a
//! pattern. All entries of a list, be they thousands, are found in one pass; only patterns of which something stands in
//! the text are then looked for by themselves.

mod index;
mod literal;
mod recase;

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::Pattern;
use super::pattern::Sieve;
use super::settings::{Mistake, Setting};
use super::value::Value;
use crate::span::Span;
pub use recase::recase;

use index::Index;
use literal::Literal;

/// An entry of a list of words.
#[derive(Clone, Debug)]
pub enum Word {
    /// Words to be found as they stand.
    Literal(String),
    /// A pattern, written between slashes.
    Pattern(Pattern),
}

/// How far the capitals of an entry count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Not at all.
    Any,
    /// They have to agree.
    Written,
    /// An entry in lower case stands for any case; one with capitals for itself and for all capitals.
    Own,
}

/// A place where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// The number of the entry.
    pub entry: usize,
}

/// What was found in a text.
#[derive(Debug, Default)]
pub struct Hits {
    /// The places, in text order, the longest of those that begin together first.
    pub hits: Vec<Hit>,
    /// Whether a pattern used up its budget, so that places may be missing.
    pub spent: bool,
    /// The entries whose patterns did.
    pub stopped: Vec<usize>,
}

/// Finds the entries of a list in texts; made ready when it is first asked.
#[derive(Debug, Default)]
pub struct Finder {
    literals: Vec<(usize, Literal)>,
    patterns: Vec<(usize, Pattern)>,
    ready: OnceLock<(Index, Sieve)>,
}

impl Finder {
    /// A finder of these entries, which are numbered in their order.
    #[must_use]
    pub fn new<'w>(words: impl IntoIterator<Item = &'w Word>, case: Case) -> Self {
        Self::of(words.into_iter().map(|word| (word.clone(), case)))
    }

    /// A finder of entries whose capitals count each in its own way.
    #[must_use]
    pub fn of(entries: impl IntoIterator<Item = (Word, Case)>) -> Self {
        let mut finder = Self::default();
        for (index, (word, case)) in entries.into_iter().enumerate() {
            match word {
                Word::Literal(text) => match Literal::new(&text, case) {
                    Some(literal) => finder.literals.push((index, literal)),
                    None => finder.patterns.extend(literal::pattern(&text).map(|pattern| (index, pattern))),
                },
                Word::Pattern(pattern) => {
                    let pattern = pattern.with_case(case != Case::Any).unwrap_or(pattern);
                    finder.patterns.push((index, pattern));
                }
            }
        }
        finder
    }

    /// Whether it looks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.literals.is_empty() && self.patterns.is_empty()
    }

    /// Every place of every entry, overlapping ones too; spans count from `stretch.start` on, in `text` as a whole.
    #[must_use]
    pub fn find(&self, text: &str, stretch: Span) -> Hits {
        let mut found = Hits::default();
        if self.is_empty() {
            return found;
        }
        let (index, sieve) = self.ready.get_or_init(|| self.make_ready());
        let own = stretch.of(text);
        index.find(own, |number, before, run| {
            let (entry, literal) = &self.literals[number];
            let span = literal.around(own, before, run);
            found.hits.extend(span.map(|span| Hit { span, entry: *entry }));
        });
        for number in sieve.candidates(own) {
            let (entry, pattern) = &self.patterns[number];
            let mut matches = pattern.find_iter(own);
            found.hits.extend(matches.by_ref().map(|span| Hit { span, entry: *entry }));
            if matches.spent() {
                found.spent = true;
                found.stopped.push(*entry);
            }
        }
        let start = stretch.start;
        for hit in &mut found.hits {
            hit.span = Span { start: hit.span.start + start, end: hit.span.end + start };
        }
        found.hits.sort_by_key(|hit| (hit.span.start, Reverse(hit.span.end), hit.entry));
        found
    }

    /// The places of entries without those that overlap an earlier or longer one.
    #[must_use]
    pub fn find_apart(&self, text: &str, stretch: Span) -> Hits {
        let mut found = self.find(text, stretch);
        let mut end = 0;
        found.hits.retain(|hit| {
            let free = hit.span.start >= end && !hit.span.is_empty();
            if free {
                end = hit.span.end;
            }
            free
        });
        found
    }

    /// Whether an entry covers all of `text`.
    #[must_use]
    pub fn is_all_of(&self, text: &str) -> bool {
        let whole = Span::new(0, text.len());
        !self.is_empty() && self.find(text, whole).hits.iter().any(|hit| hit.span == whole)
    }

    fn make_ready(&self) -> (Index, Sieve) {
        let index = Index::new(self.literals.iter().map(|(_, literal)| literal));
        (index, Sieve::new(self.patterns.iter().map(|(_, pattern)| pattern)))
    }
}

/// A mistake inside a pattern that stands one byte further on.
fn after_slash(mistake: Mistake) -> Mistake {
    let inside = mistake.inside.map(|span| Span { start: span.start + 1, end: span.end + 1 });
    Mistake { inside, ..mistake }
}

impl Setting for Word {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let text = String::read(value)?;
        let inner = text.strip_prefix('/').and_then(|text| text.strip_suffix('/'));
        if let Some(pattern) = inner.filter(|inner| !inner.is_empty()) {
            return Pattern::new(pattern, true).map(Self::Pattern).map_err(after_slash);
        }
        if text.trim().is_empty() {
            let help = Some("write a word, or leave the entry out".to_owned());
            return Err(Mistake { help, ..Mistake::new("is empty") });
        }
        Ok(Self::Literal(text))
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }

    fn json(&self) -> serde_json::Value {
        match self {
            Self::Literal(text) => text.as_str().into(),
            Self::Pattern(pattern) => format!("/{}/", pattern.source()).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entries: &[&str], case: Case, text: &str) -> Vec<String> {
        let words: Vec<Word> = entries.iter().map(|entry| Word::Literal((*entry).to_owned())).collect();
        let finder = Finder::new(&words, case);
        let hits = finder.find_apart(text, Span::new(0, text.len())).hits;
        hits.iter().map(|hit| hit.span.of(text).to_owned()).collect()
    }

    #[test]
    fn whole_words_are_found_in_any_script() {
        assert_eq!(found(&["élan", "straße"], Case::Any, "Élan, élans, STRAße"), ["Élan", "STRAße"]);
        assert_eq!(found(&["data"], Case::Any, "data\u{301} data"), ["data"]);
        assert_eq!(found(&["U.S."], Case::Written, "U.S. U.S.-led U.S.A. u.s."), ["U.S.", "U.S."]);
    }

    #[test]
    fn line_ends_and_curly_marks_are_no_matter() {
        assert_eq!(found(&["don't  know"], Case::Any, "I don’t\nknow"), ["don’t\nknow"]);
    }

    #[test]
    fn entries_with_capitals_stand_for_themselves() {
        assert_eq!(
            found(&["iPhone", "web"], Case::Own, "iPhone Iphone IPHONE iphone Web WEB"),
            ["iPhone", "IPHONE", "Web", "WEB"]
        );
    }

    #[test]
    fn signs_alone_and_words_among_signs_are_found() {
        assert_eq!(
            found(&["—", "$5 note", "...", "(s)he"], Case::Any, "a—b... (s)he $5\nNOTE x$5 notes"),
            ["—", "...", "(s)he", "$5\nNOTE"]
        );
    }

    #[test]
    fn the_longest_of_two_is_taken() {
        assert_eq!(found(&["USA", "US", "US navy"], Case::Any, "US navy, USA, US"), ["US navy", "USA", "US"]);
    }
}
