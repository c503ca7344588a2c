//! Words cut into the pieces that the encoder knows, with the letter case of each beside it.
//!
//! As BERT does it (Devlin et al. 2019): every mark is a word of its own, words are read without case and accents, and a
//! word that the vocabulary lacks is cut into the longest pieces that it has, from the left (WordPiece). The case, which
//! the vocabulary does not know, is kept as a number.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::encoder::Encoder;
use crate::span::Span;

/// What may stand between a space and the first word of a phrase.
const OPENING: &str = "\"'“‘«([{—–-";
/// Longer words are nothing the encoder could read.
const LONGEST_WORD: usize = 60;

/// Pieces of a sentence, as many in each list.
#[derive(Debug, Default)]
pub struct Pieces {
    /// Numbers in the encoder's vocabulary; the first and the last are its own marks.
    pub ids: Vec<u16>,
    /// Letter case of the word that the piece is part of: 0 none or lower, 1 Title, 2 UPPER, 3 MiXed.
    pub cases: Vec<u8>,
    /// For a piece before which a word may be missing, where it starts in the text.
    pub gaps: Vec<Option<u32>>,
}

impl Pieces {
    /// Cuts the words of `span` of `text`.
    #[must_use]
    pub fn of(encoder: &Encoder, text: &str, span: Span) -> Self {
        let mut pieces = Self::default();
        let special = |piece: &str| encoder.piece(piece.as_bytes()).unwrap_or_default();
        let unknown = special("[UNK]");
        pieces.push(special("[CLS]"), 0, None);
        let mut is_opening = true;
        let mut before = None;
        for word in words(text, span) {
            is_opening |= before != Some(word.start);
            before = Some(word.end);
            let letters = word.of(text);
            let gap = is_opening.then_some(word.start);
            is_opening &= OPENING.contains(letters) && letters.chars().count() == 1;
            pieces.add(encoder, letters, gap, unknown);
        }
        pieces.push(special("[SEP]"), 0, None);
        pieces
    }

    fn add(&mut self, encoder: &Encoder, word: &str, gap: Option<u32>, unknown: u16) {
        let (start, case) = (self.ids.len(), letter_case(word));
        let plain = plain(word);
        if plain.chars().count() > LONGEST_WORD || !self.cut(encoder, &plain, case) {
            self.ids.truncate(start);
            self.cases.truncate(start);
            self.gaps.truncate(start);
            self.push(unknown, case, None);
        }
        if let Some(first) = self.gaps.get_mut(start) {
            *first = gap;
        }
    }

    /// Adds the pieces of a word; false where the vocabulary has no letter of it.
    fn cut(&mut self, encoder: &Encoder, word: &str, case: u8) -> bool {
        let mut key = Vec::with_capacity(word.len() + 2);
        let mut at = 0;
        while at < word.len() {
            let mark: &[u8] = if at == 0 { b"" } else { b"##" };
            let ends = word[at..].char_indices().map(|(start, c)| at + start + c.len_utf8());
            let found = ends.rev().find_map(|end| {
                key.clear();
                key.extend_from_slice(mark);
                key.extend_from_slice(&word.as_bytes()[at..end]);
                encoder.piece(&key).map(|piece| (piece, end))
            });
            let Some((piece, end)) = found else { return false };
            self.push(piece, case, None);
            at = end;
        }
        true
    }

    fn push(&mut self, id: u16, case: u8, gap: Option<u32>) {
        self.ids.push(id);
        self.cases.push(case);
        self.gaps.push(gap);
    }
}

/// Runs without white space, every mark or symbol a word of its own.
fn words(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let base = span.start as usize;
    let mut chars = span.of(text).char_indices().map(move |(at, c)| (base + at, c)).peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.by_ref().find(|(_, c)| !c.is_whitespace())?;
        let mut end = start + first.len_utf8();
        if is_letter(first) {
            while let Some((at, c)) = chars.next_if(|&(_, c)| is_letter(c)) {
                end = at + c.len_utf8();
            }
        }
        Some(Span::new(start, end))
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.to_lowercase().nfd().filter(|&c| !is_combining_mark(c)).collect()
}

fn letter_case(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let (mut upper, mut count) = (usize::from(first), 1);
    for letter in letters {
        upper += usize::from(letter.is_uppercase());
        count += 1;
    }
    match upper {
        0 => 0,
        1 if first => 1,
        _ if upper == count => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_a_word() {
        let text = "He said: “U.S.-led—’tis” café";
        let found: Vec<_> = words(text, Span::new(0, text.len())).map(|word| word.of(text)).collect();
        assert_eq!(
            found,
            ["He", "said", ":", "“", "U", ".", "S", ".", "-", "led", "—", "’", "tis", "”", "café"]
        );
    }

    #[test]
    fn words_are_read_without_case_and_accents() {
        assert_eq!(plain("Élysée"), "elysee");
        let cases = ["the", "The", "FBI", "McCain", "A", "9th", "…"].map(letter_case);
        assert_eq!(cases, [0, 1, 2, 3, 1, 0, 0]);
    }
}
