//! The source map: which bytes of the file's text each word of the story came from.

mod backward;
mod words;

use std::ops::Range;

pub use backward::Backward;

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
    /// last one, so that marks between words are left out unless words on both sides are meant. A span without bytes stands
    /// before the byte that follows, at the end of a block behind the byte before it.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        if self.pieces.is_empty() {
            return span;
        }
        if span.is_empty() {
            let at = if self.ends_words(span.start) {
                self.last_byte(span.end)
            } else {
                self.first_byte(span.start)
            };
            return Span { start: at, end: at };
        }
        let (start, end) = (self.first_byte(span.start), self.last_byte(span.end));
        Span { start: start.min(end), end: start.max(end) }
    }

    /// The same map with its sources looked up in `outer`: from a text that was itself taken out of another one.
    #[must_use]
    pub fn through(&self, outer: &Self) -> Self {
        if outer.pieces.is_empty() {
            return self.clone();
        }
        if self.pieces.is_empty() {
            return outer.clone();
        }
        let mut pieces = Vec::with_capacity(self.pieces.len());
        self.pieces.iter().for_each(|piece| piece.through(outer, &mut pieces));
        Self { pieces }
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

    /// Whether words end at an offset and what follows them, such as the blank lines between blocks, came from nowhere.
    fn ends_words(&self, offset: u32) -> bool {
        let piece = self.holding(offset);
        let is_behind = !piece.verbatim && offset > piece.text;
        offset > 0 && (is_behind || (piece.source.is_empty() && offset == piece.text))
    }

    fn holding(&self, offset: u32) -> Piece {
        let after = self.pieces.partition_point(|piece| piece.text <= offset);
        self.pieces[after.max(1) - 1]
    }
}

impl Piece {
    /// Adds what becomes of the piece in `outer`: one piece for every piece there that it runs over.
    fn through(self, outer: &SourceMap, pieces: &mut Vec<Self>) {
        if !self.verbatim || self.source.is_empty() {
            return pieces.push(Self { source: outer.source_span(self.source), ..self });
        }
        let mut at = self.source.start;
        let mut next = outer.pieces.partition_point(|piece| piece.text <= at).max(1) - 1;
        while at < self.source.end {
            let piece = outer.pieces[next];
            let end =
                outer.pieces.get(next + 1).map_or(self.source.end, |after| after.text.min(self.source.end));
            let source = if piece.verbatim {
                let shift = |offset: u32| (piece.source.start + (offset - piece.text)).min(piece.source.end);
                Span { start: shift(at), end: shift(end) }
            } else {
                piece.source
            };
            let text = self.text + (at - self.source.start);
            if end > at {
                pieces.push(Self { text, source, verbatim: piece.verbatim });
            }
            (at, next) = (end, next + 1);
        }
    }
}

/// A text that was taken out of the file, such as the string of a JSON member, and the way back.
#[derive(Debug, Default)]
pub(super) struct Inner {
    pub text: String,
    pub map: SourceMap,
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

    /// Adds a whole text with its map behind this one.
    pub fn append_mapped(&mut self, text: &str, map: &SourceMap) {
        let shift = self.text.len() as u32;
        if map.pieces.is_empty() && !text.is_empty() {
            self.pieces.push(self.piece(0..text.len(), true));
        }
        self.pieces.extend(map.pieces.iter().map(|piece| Piece { text: piece.text + shift, ..*piece }));
        self.text.push_str(text);
    }

    /// The finished text with its map.
    pub fn finish(mut self) -> Inner {
        Inner { map: self.map(), text: self.text }
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
    fn a_place_at_the_end_of_a_block_stays_in_it() {
        let source = "<p>AT&amp;</p> <p>One</p>";
        let mut prose = Prose::default();
        prose.copy(source, 3..5);
        prose.replace("&", 5..10);
        prose.replace("\n\n", 18..18);
        prose.copy(source, 18..21);
        let Inner { text, map } = prose.finish();
        assert_eq!(text, "AT&\n\nOne");
        let at = |offset| map.source_span(Span::new(offset, offset)).start;
        assert_eq!([at(0), at(2), at(3), at(5), at(6), at(8)], [3, 5, 10, 18, 19, 21]);
    }

    #[test]
    fn maps_are_chained() {
        let file = r#"{"body": "<p>AT&amp;T \u201cNo\u201d</p>"}"#;
        let start = file.find("<p>").expect("it is there");
        let mut string = Prose::default();
        let quote = file.find("\\u201c").expect("it is there");
        string.copy(file, start..quote);
        string.replace("“", quote..quote + 6);
        string.copy(file, quote + 6..quote + 8);
        string.replace("”", quote + 8..quote + 14);
        let string = string.finish();
        let mut words = Prose::default();
        words.copy(&string.text, 3..5);
        words.replace("&", 5..10);
        words.copy(&string.text, 10..string.text.len());
        let words = words.finish();
        assert_eq!(words.text, "AT&T “No”");
        let map = words.map.through(&string.map);
        let back = |text: &str| {
            let start = words.text.find(text).expect("it is there");
            map.source_span(Span::new(start, start + text.len())).of(file)
        };
        assert_eq!([back("AT"), back("AT&T"), back("&")], ["AT", "AT&amp;T", "&amp;"]);
        assert_eq!([back("No"), back("“No”"), back("T “N")], ["No", "\\u201cNo\\u201d", "T \\u201cN"]);
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
