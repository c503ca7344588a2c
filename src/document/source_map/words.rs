//! Whether words of the story have nothing but words under them in the file, so that others can take their place.

use super::{Piece, SourceMap};
use crate::span::Span;

/// No escape of one character, however often escaped itself, is longer than this.
const LONGEST_ESCAPE: usize = 64;

impl SourceMap {
    /// Whether a span of the story, whose text this is, came from one stretch of the source without tags or other marks: from
    /// words as they stand there, escapes, and white space. An escape counts only as a whole.
    #[must_use]
    pub fn is_words_alone(&self, span: Span, text: &str, source: &str) -> bool {
        if span.is_empty() || self.pieces.is_empty() {
            return false;
        }
        let first = self.pieces.partition_point(|piece| piece.text <= span.start).max(1) - 1;
        let behind = self.pieces.partition_point(|piece| piece.text < span.end);
        let Some(pieces) = self.pieces.get(first..behind) else { return false };
        let joined = pieces.windows(2).all(|pair| pair[0].source.end == pair[1].source.start);
        let end_of = |at: usize| self.pieces.get(first + at + 1).map_or(text.len() as u32, |next| next.text);
        joined
            && pieces.iter().enumerate().all(|(at, piece)| {
                let words = Span { start: piece.text, end: end_of(at) };
                piece.verbatim || (span.contains(words) && piece.is_escape(words.of(text), source))
            })
    }
}

impl Piece {
    /// Whether it is white space written otherwise, or one character. A tag may stand for white space, never for more.
    fn is_escape(self, words: &str, source: &str) -> bool {
        let stood = self.source.of(source);
        if words.trim().is_empty() {
            return !stood.is_empty() && stood.trim().is_empty();
        }
        words.chars().nth(1).is_none() && !stood.is_empty() && stood.len() <= LONGEST_ESCAPE
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use super::*;

    #[test]
    fn words_with_escapes_and_white_space_are_words_and_tags_are_none() {
        let source = "a AT&amp;T\n  in<br>on <b>at</b>";
        let mut prose = Prose::default();
        prose.copy(source, 0..4);
        prose.replace("&", 4..9);
        prose.copy(source, 9..10);
        prose.replace(" ", 10..13);
        prose.copy(source, 13..15);
        prose.replace("\n", 15..19);
        prose.copy(source, 19..22);
        prose.copy(source, 25..27);
        let (text, map) = (prose.text.clone(), prose.map());
        let is_alone = |words: &str| {
            let start = text.find(words).expect("in the story");
            map.is_words_alone(Span::new(start, start + words.len()), &text, source)
        };
        assert_eq!(["a AT&T", "AT&T in", "T in", "&", " "].map(is_alone), [true; 5]);
        assert_eq!(["in\non", "T in\n", "\n", "on at"].map(is_alone), [false; 4]);
    }
}
