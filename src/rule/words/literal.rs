//! One entry of words taken literally, and whether it stands at a place.

use super::Case;
use crate::rule::Pattern;
use crate::span::Span;
use crate::story::is_word_char;

/// An entry of words.
#[derive(Debug)]
pub struct Literal {
    words: Vec<String>,
    case: Case,
}

impl Literal {
    /// An entry; none when it holds no letter or figure to look it up by.
    pub fn new(text: &str, case: Case) -> Option<Self> {
        let words: Vec<String> = text.split_whitespace().map(plain).collect();
        let found = words.iter().any(|word| word.chars().any(is_word_char));
        found.then_some(Self { words, case })
    }

    /// The words, one space between them.
    pub fn text(&self) -> String {
        self.words.join(" ")
    }

    /// Its span when it stands in `text` so that a run of letters inside it, with `before` in front, begins at `run`.
    /// `before` has its last character first; a space is any white space.
    pub fn around(&self, text: &str, before: &[char], run: usize) -> Option<Span> {
        let mut start = run;
        for &wanted in before {
            let rest = text.get(..start)?;
            start = if wanted == ' ' {
                let end = rest.trim_end().len();
                (end < start).then_some(end)?
            } else {
                let seen = rest.chars().next_back()?;
                same(seen, wanted, self.case).then(|| start - seen.len_utf8())?
            };
        }
        self.at(text, start)
    }

    /// Its span when it stands at `start` as whole words.
    fn at(&self, text: &str, start: usize) -> Option<Span> {
        let mut at = start;
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                let rest = text.get(at..)?;
                let blank = rest.len() - rest.trim_start().len();
                if blank == 0 {
                    return None;
                }
                at += blank;
            }
            at += length_at(word, self.case, text.get(at..)?)?;
        }
        let found = text.get(start..at)?;
        let joins = |c: Option<char>| c.is_some_and(is_word_char);
        let opens_word = joins(found.chars().next());
        let ends_word = joins(found.chars().next_back()) || found.ends_with('.');
        let inside = (opens_word && joins(text[..start].chars().next_back()))
            || (ends_word && joins(text[at..].chars().next()));
        (!inside && self.has_capitals(found)).then(|| Span::new(start, at))
    }

    /// Whether the words found have the capitals that the entry asks for.
    fn has_capitals(&self, found: &str) -> bool {
        let is_lower = |word: &String| !word.chars().any(char::is_uppercase);
        if self.case != Case::Own || self.words.iter().all(is_lower) || !found.chars().any(char::is_lowercase)
        {
            return true;
        }
        self.words.iter().map(String::as_str).eq(found.split_whitespace().map(plain))
    }
}

/// How many bytes of `text` the word covers when the text begins with it.
fn length_at(word: &str, case: Case, text: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for wanted in word.chars() {
        if !same(rest.next()?.1, wanted, case) {
            return None;
        }
    }
    Some(rest.next().map_or(text.len(), |(at, _)| at))
}

fn same(seen: char, wanted: char, case: Case) -> bool {
    let seen = plain_char(seen);
    seen == wanted || (case != Case::Written && seen.to_lowercase().eq(wanted.to_lowercase()))
}

/// A pattern for signs without a letter among them.
pub fn pattern(text: &str) -> Option<Pattern> {
    let words: Vec<String> = text.split_whitespace().map(regex_syntax::escape).collect();
    Pattern::new(&words.join(r"\s+"), true).ok()
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
