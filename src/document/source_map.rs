//! The source map: which bytes of the file's text each word of the story came from.

use std::ops::Range;

use crate::span::Span;

/// From offsets in the story to ranges of the file's decoded text. Without pieces the two are the same.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    pieces: Vec<Piece>,
}

/// A stretch of the story that ends where the next one begins.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where it begins in the story.
    text: u32,
    /// Where it came from.
    source: Span,
    /// Whether its bytes equal those of its source; otherwise it stands for its source as a whole.
    verbatim: bool,
}

impl SourceMap {
    /// The range of the source that a span of the story came from.
    ///
    /// The start is taken from the piece that holds the first byte and the end from the piece that holds the
    /// last one, so that marks between words are left out unless words on both sides are meant.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        let start = self.first_byte(span.start);
        let end = if span.is_empty() { start } else { self.last_byte(span.end) };
        Span { start: start.min(end), end: start.max(end) }
    }

    fn first_byte(&self, offset: u32) -> u32 {
        let piece = self.holding(offset);
        if piece.verbatim {
            (piece.source.start + (offset - piece.text)).min(piece.source.end)
        } else {
            piece.source.start
        }
    }

    fn last_byte(&self, end: u32) -> u32 {
        let piece = self.holding(end - 1);
        if piece.verbatim {
            (piece.source.start + (end - piece.text)).min(piece.source.end)
        } else {
            piece.source.end
        }
    }

    fn holding(&self, offset: u32) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.text <= offset);
        self.pieces[after.max(1) - 1]
    }
}

/// Story text under construction, with its map.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub text: String,
    pieces: Vec<Piece>,
}

impl Prose {
    /// Adds a range of the source as it stands.
    pub fn copy(&mut self, source: &str, range: Range<usize>) {
        let Some(words) = source.get(range.clone()).filter(|words| !words.is_empty()) else { return };
        let joins = |last: &&mut Piece| last.verbatim && last.source.end as usize == range.start;
        match self.pieces.last_mut().filter(joins) {
            Some(last) => last.source.end = range.end as u32,
            None => self.pieces.push(self.piece(range, true)),
        }
        self.text.push_str(words);
    }

    /// Adds `words` in place of a range of the source.
    pub fn replace(&mut self, words: &str, range: Range<usize>) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(self.piece(range, false));
        self.text.push_str(words);
    }

    /// Adds `words`, piece by piece where they can be followed through the source: line breaks and indentation
    /// may differ, escapes and doubled quotes stand for a character. What cannot be followed is kept whole.
    pub fn align(&mut self, words: &str, source: &str, range: Range<usize>) {
        let before = (self.text.len(), self.pieces.len());
        if self.follow(words, source, range.clone()).is_none() {
            self.text.truncate(before.0);
            self.pieces.truncate(before.1);
            self.replace(words, range);
        }
    }

    /// Adds other prose behind this one.
    pub fn append(&mut self, other: &Self) {
        let shift = self.text.len() as u32;
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { text: piece.text + shift, ..*piece }));
        self.text.push_str(&other.text);
    }

    /// The map of the finished text.
    pub fn map(&mut self) -> SourceMap {
        SourceMap { pieces: std::mem::take(&mut self.pieces) }
    }

    fn piece(&self, range: Range<usize>, verbatim: bool) -> Piece {
        Piece { text: self.text.len() as u32, source: Span::new(range.start, range.end), verbatim }
    }

    fn follow(&mut self, mut words: &str, source: &str, range: Range<usize>) -> Option<()> {
        let mut at = range.start;
        while !words.is_empty() {
            let rest = source.get(at..range.end)?;
            let same = common_prefix(words, rest);
            self.copy(source, at..at + same);
            (words, at) = (&words[same..], at + same);
            if words.is_empty() {
                break;
            }
            let (read, stood) = step(words, source.get(at..range.end)?)?;
            self.replace(&words[..read], at..at + stood);
            (words, at) = (&words[read..], at + stood);
        }
        Some(())
    }
}

fn common_prefix(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=same).rev().find(|&at| a.is_char_boundary(at) && b.is_char_boundary(at)).unwrap_or(0)
}

/// Bytes of words, and bytes of source, that say the same in different letters.
fn step(words: &str, source: &str) -> Option<(usize, usize)> {
    let blank = |text: &str| text.len() - text.trim_start().len();
    let first = words.chars().next()?;
    match source.bytes().next()? {
        // A backslash before a line break joins the lines.
        b'\\' if source[1..].starts_with(['\n', '\r']) => Some((0, 1 + blank(&source[1..]))),
        b'\\' => escape(source).map(|stood| (first.len_utf8(), stood)),
        b'\'' if source.starts_with("''") => Some((first.len_utf8(), 2)),
        _ if blank(source) > 0 => Some((blank(words), blank(source))),
        _ => None,
    }
}

/// Bytes of the escape that `source` begins with.
fn escape(source: &str) -> Option<usize> {
    match source.as_bytes().get(1)? {
        b'x' => Some(4),
        b'u' => Some(6),
        b'U' => Some(10),
        byte if byte.is_ascii() => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_through_markup_and_entities() {
        let source = "A **bold** AT&amp;T move";
        let mut prose = Prose::default();
        prose.copy(source, 0..2);
        prose.copy(source, 4..8);
        prose.copy(source, 10..13);
        prose.replace("&", 13..18);
        prose.copy(source, 18..24);
        assert_eq!(prose.text, "A bold AT&T move");
        let map = prose.map();
        let back = |start, end| map.source_span(Span::new(start, end)).of(source);
        assert_eq!(
            [back(2, 6), back(0, 6), back(7, 11), back(9, 10)],
            ["bold", "A **bold", "AT&amp;T", "&amp;"]
        );
        assert_eq!(map.source_span(Span::new(2, 2)), Span::new(4, 4));
        assert_eq!(map.source_span(Span::new(16, 16)), Span::new(24, 24));
    }

    #[test]
    fn folded_lines_and_escapes_are_followed() {
        let source = r#"say \"no\" to
    all of it"#;
        let mut prose = Prose::default();
        prose.align("say \"no\" to all of it", source, 0..source.len());
        assert_eq!(prose.text, "say \"no\" to all of it");
        let map = prose.map();
        assert_eq!(map.source_span(Span::new(5, 7)).of(source), "no");
        assert_eq!(map.source_span(Span::new(12, 15)).of(source), "all");
    }
}
