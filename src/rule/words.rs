//! Words and phrases that a rule or a desk lists, and where they stand in a text.
//!
//! An entry is taken literally: as whole words, with any white space between them. What stands between slashes is a
//! pattern. All literal entries of a list are found in one pass.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::Pattern;
use super::settings::{Mistake, Setting};
use super::value::Value;
use crate::span::Span;
use crate::story::is_word_char;

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
}

/// Finds the entries of a list in texts; made ready when it is first asked.
#[derive(Debug, Default)]
pub struct Finder {
    entries: Vec<Entry>,
    ready: OnceLock<Option<Ready>>,
}

#[derive(Debug)]
enum Entry {
    Literal { words: Vec<String>, case: Case },
    Pattern(Pattern),
}

#[derive(Debug)]
struct Ready {
    /// Finds how literal entries begin.
    starts: AhoCorasick,
    /// The entry each pattern of `starts` belongs to.
    entry_of: Vec<usize>,
}

impl Finder {
    /// A finder of these entries, which are numbered in their order.
    #[must_use]
    pub fn new<'w>(words: impl IntoIterator<Item = &'w Word>, case: Case) -> Self {
        let entry = |word: &Word| match word {
            Word::Literal(text) => {
                Entry::Literal { words: text.split_whitespace().map(plain).collect(), case }
            }
            Word::Pattern(pattern) => {
                Entry::Pattern(pattern.with_case(case != Case::Any).unwrap_or_else(|_| pattern.clone()))
            }
        };
        Self { entries: words.into_iter().map(entry).collect(), ready: OnceLock::new() }
    }

    /// Whether it looks for nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every place of every entry, overlapping ones too; spans count from `stretch.start` on, in `text` as a whole.
    #[must_use]
    pub fn find(&self, text: &str, stretch: Span) -> Hits {
        let mut found = Hits::default();
        let own = stretch.of(text);
        self.find_literals(own, &mut found.hits);
        for (index, entry) in self.entries.iter().enumerate() {
            let Entry::Pattern(pattern) = entry else { continue };
            let mut matches = pattern.find_iter(own);
            found.hits.extend(matches.by_ref().map(|span| Hit { span, entry: index }));
            found.spent |= matches.spent();
        }
        let start = stretch.start;
        for hit in &mut found.hits {
            hit.span = Span { start: hit.span.start + start, end: hit.span.end + start };
        }
        found.hits.sort_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.entry));
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

    fn find_literals(&self, text: &str, hits: &mut Vec<Hit>) {
        let Some(ready) = self.ready.get_or_init(|| self.make_ready()) else { return };
        for start in ready.starts.find_overlapping_iter(text) {
            let index = ready.entry_of[start.pattern().as_usize()];
            let Entry::Literal { words, case } = &self.entries[index] else { continue };
            hits.extend(literal_at(words, *case, text, start.start()).map(|span| Hit { span, entry: index }));
        }
    }

    fn make_ready(&self) -> Option<Ready> {
        let mut starts = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let Entry::Literal { words, .. } = entry else { continue };
            let first = words.first().map(|word| starts_of(word)).unwrap_or_default();
            starts.extend(first.into_iter().map(|start| (start, index)));
        }
        if starts.is_empty() {
            return None;
        }
        let texts = starts.iter().map(|(start, _)| start);
        let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(texts).ok()?;
        Some(Ready { starts: automaton, entry_of: starts.iter().map(|(_, index)| *index).collect() })
    }
}

/// `words` in the case of `like`: all capitals, a capital first, or as they are.
#[must_use]
pub fn recase(words: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return words.to_uppercase();
    }
    let mut rest = words.chars();
    match (letters().next(), rest.next()) {
        (Some(first), Some(own)) if first.is_uppercase() => own.to_uppercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

/// What the automaton looks for: the ASCII start of a word, since it folds the case of ASCII letters only, or the
/// first character in either case. The rest is left to [`literal_at`].
fn starts_of(word: &str) -> Vec<String> {
    let end = word.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(word.len());
    if end > 0 {
        return vec![word[..end].to_owned()];
    }
    let first = word.chars().next().into_iter();
    let mut starts: Vec<String> = vec![
        first.clone().collect(),
        first.clone().flat_map(char::to_lowercase).collect(),
        first.clone().flat_map(char::to_uppercase).collect(),
    ];
    if first.clone().eq(['\'']) {
        starts.push("’".into());
    }
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// The span of the words when they stand at `start` as whole words.
fn literal_at(words: &[String], case: Case, text: &str, start: usize) -> Option<Span> {
    let mut at = start;
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            let rest = text.get(at..)?;
            let blank = rest.len() - rest.trim_start().len();
            if blank == 0 {
                return None;
            }
            at += blank;
        }
        at += length_at(word, case, text.get(at..)?)?;
    }
    let found = text.get(start..at)?;
    let joins = |c: Option<char>| c.is_some_and(is_word_char);
    let opens_word = joins(found.chars().next());
    let ends_word = joins(found.chars().next_back()) || found.ends_with('.');
    let inside = (opens_word && joins(text[..start].chars().next_back()))
        || (ends_word && joins(text[at..].chars().next()));
    (!inside && has_capitals(words, case, found)).then(|| Span::new(start, at))
}

/// How many bytes of `text` the word covers when the text begins with it.
fn length_at(word: &str, case: Case, text: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for wanted in word.chars() {
        let seen = plain_char(rest.next()?.1);
        let same = seen == wanted || (case != Case::Written && seen.to_lowercase().eq(wanted.to_lowercase()));
        if !same {
            return None;
        }
    }
    Some(rest.next().map_or(text.len(), |(at, _)| at))
}

/// Whether the words found have the capitals that the entry asks for.
fn has_capitals(words: &[String], case: Case, found: &str) -> bool {
    let is_lower = |word: &String| !word.chars().any(char::is_uppercase);
    if case != Case::Own || words.iter().all(is_lower) || !found.chars().any(char::is_lowercase) {
        return true;
    }
    words.iter().map(String::as_str).eq(found.split_whitespace().map(plain))
}

fn plain(word: &str) -> String {
    word.chars().map(plain_char).collect()
}

/// Curly apostrophes and hyphens that do not break count as the plain ones.
fn plain_char(c: char) -> char {
    match c {
        '’' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
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
    fn the_longest_of_two_is_taken() {
        assert_eq!(found(&["USA", "US", "US navy"], Case::Any, "US navy, USA, US"), ["US navy", "USA", "US"]);
    }
}
