//! Quoted words as they are compared with earlier ones: case and punctuation left out, cuts and brackets remembered.

use super::key::{key, number_key};
use crate::span::Span;

/// Words in a row that make one key of an index.
pub const KEY_WORDS: usize = 4;

/// A word at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The same for the same word in any case.
    pub key: u64,
    /// Where it stands.
    pub span: Span,
    /// Whether an ellipsis before it says that words were left out.
    pub after_cut: bool,
    /// Whether it stands in square brackets: the writer's word, not the speaker's.
    pub bracketed: bool,
    /// Whether a sentence ended before it.
    pub opens: bool,
}

/// A text's words in their order.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// The words.
    pub words: Vec<Word>,
    /// Whether it ends in an ellipsis.
    pub is_cut: bool,
}

impl Wording {
    /// The words of `span`.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let mut reader = Reader { text, wording: Self::default(), ..Reader::default() };
        let mut at = span.start as usize;
        while let Some(ch) =
            span.of(text).get(at - span.start as usize..).and_then(|rest| rest.chars().next())
        {
            let end = at + ch.len_utf8();
            match reader.open {
                Some(_) if continues(text, at, ch) => {}
                None if ch.is_alphanumeric() => reader.open = Some(at),
                _ => {
                    reader.close(at);
                    reader.mark(ch);
                }
            }
            at = end;
        }
        reader.close(span.end as usize);
        reader.wording.is_cut = reader.cut;
        reader.wording
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A key for every [`KEY_WORDS`] words in a row, with the place of the first of them.
pub fn keys(words: &[Word]) -> impl Iterator<Item = (u64, usize)> {
    let mix = |hash: u64, word: &Word| (hash ^ word.key).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    words.windows(KEY_WORDS).enumerate().map(move |(at, window)| (window.iter().fold(0, mix), at))
}

/// What is known while the characters go by.
#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    wording: Wording,
    open: Option<usize>,
    stops: usize,
    cut: bool,
    ended: bool,
    bracketed: bool,
}

impl Reader<'_> {
    fn close(&mut self, end: usize) {
        let Some(start) = self.open.take() else { return };
        let span = Span::new(start, end);
        let word = span.of(self.text);
        let key =
            if word.starts_with(|c: char| c.is_ascii_digit()) { number_key(word) } else { key_of(word) };
        self.wording.words.push(Word {
            key,
            span,
            after_cut: self.cut,
            bracketed: self.bracketed,
            opens: self.ended,
        });
        (self.stops, self.cut, self.ended) = (0, false, false);
    }

    fn mark(&mut self, ch: char) {
        match ch {
            '.' => self.stops += 1,
            '[' => self.bracketed = true,
            ']' => self.bracketed = false,
            '…' => self.cut = true,
            _ => {}
        }
        self.cut |= self.stops >= 3;
        self.ended |= matches!(ch, '.' | '!' | '?' | '…' | '\n');
    }
}

/// Whether the character goes on with a word: letters and digits, an apostrophe between letters, a mark between digits.
fn continues(text: &str, at: usize, ch: char) -> bool {
    let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
    let rest = || text[at + ch.len_utf8()..].chars().next();
    match ch {
        '\'' | '’' | '*' => rest().is_some_and(|ch| ch.is_alphanumeric() || ch == '*'),
        '.' | ',' => digit(text[..at].chars().next_back()) && digit(rest()),
        _ => ch.is_alphanumeric(),
    }
}

/// Either apostrophe is the same to a reader.
fn key_of(word: &str) -> u64 {
    if word.is_ascii() { key(word) } else { key(&word.replace('’', "'").to_lowercase()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Wording {
        Wording::of(text, Span::new(0, text.len()))
    }

    #[test]
    fn marks_and_case_do_not_count() {
        let keys = |text: &str| of(text).words.iter().map(|word| word.key).collect::<Vec<_>>();
        assert_eq!(
            keys("It’s a long-term plan, for 1,200 boats"),
            keys("it's a LONG term plan for 1200 boats.")
        );
        assert_ne!(keys("a boat"), keys("a goat"));
    }

    #[test]
    fn cuts_and_brackets_are_remembered() {
        let wording = of("We will ... mend [the pier]. Soon . . .");
        let flags = |of: fn(&Word) -> bool| wording.words.iter().map(of).collect::<Vec<_>>();
        assert_eq!(flags(|word| word.after_cut), [false, false, true, false, false, false]);
        assert_eq!(flags(|word| word.bracketed), [false, false, false, true, true, false]);
        assert!(wording.is_cut && wording.words[5].opens);
    }

    #[test]
    fn four_words_in_a_row_make_a_key() {
        let (one, other) = (of("so the harbour was shut again"), of("and the harbour was shut at last"));
        let shared = keys(&one.words).filter(|(key, _)| keys(&other.words).any(|(own, _)| own == *key));
        assert_eq!(shared.map(|(_, at)| at).collect::<Vec<_>>(), [1]);
        assert_eq!(keys(&of("three words only").words).count(), 0);
    }
}
