//! The source map the other way round: from ranges of the file's text to the words of the story.

use super::SourceMap;
use crate::span::Span;

/// Finds the words of a story that came from a range of the file's decoded text.
#[derive(Debug)]
pub struct Backward {
    /// In the order of their sources.
    pieces: Vec<Piece>,
    /// For each piece, how far it and all before it reach in the source.
    reach: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    text: Span,
    source: Span,
    verbatim: bool,
}

impl SourceMap {
    /// The way back, for a story of `length` bytes.
    #[must_use]
    pub fn backward(&self, length: usize) -> Backward {
        let whole = Span::new(0, length);
        let mut pieces = vec![Piece { text: whole, source: whole, verbatim: true }];
        if !self.pieces.is_empty() {
            let ends = self.pieces.iter().skip(1).map(|next| next.text).chain([whole.end]);
            let piece = |(piece, end): (&super::Piece, u32)| Piece {
                text: Span { start: piece.text, end },
                source: piece.source,
                verbatim: piece.verbatim,
            };
            // What came from nowhere, such as the blank lines between blocks, leads nowhere.
            pieces =
                self.pieces.iter().zip(ends).map(piece).filter(|piece| !piece.source.is_empty()).collect();
            pieces.sort_by_key(|piece| piece.source.start);
        }
        let mut farthest = 0;
        let reach = pieces.iter().map(|piece| {
            farthest = piece.source.end.max(farthest);
            farthest
        });
        Backward { reach: reach.collect(), pieces }
    }
}

impl Backward {
    /// The range of the source that the story was taken from.
    #[must_use]
    pub fn extent(&self) -> Span {
        let start = self.pieces.first().map_or(0, |piece| piece.source.start);
        Span { start, end: self.reach.last().copied().unwrap_or(start) }
    }

    /// The spans of the story that came from a range of the source, in text order, those that touch made one. A range
    /// without bytes gives the place between two words, if it has one.
    #[must_use]
    pub fn spans(&self, source: Span) -> Vec<Span> {
        if source.is_empty() {
            return self.point(source.start).into_iter().collect();
        }
        let first = self.reach.partition_point(|&end| end <= source.start);
        let inside = self.pieces[first..].iter().take_while(|piece| piece.source.start < source.end);
        let mut spans: Vec<Span> = inside.filter_map(|piece| piece.part(source)).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, last| {
            let joins = next.start <= last.end;
            if joins {
                last.end = last.end.max(next.end);
            }
            joins
        });
        spans
    }

    fn point(&self, at: u32) -> Option<Span> {
        let after = self.pieces.partition_point(|piece| piece.source.start <= at);
        let piece = self.pieces[..after].last().filter(|piece| at <= piece.source.end)?;
        let offset = match piece.verbatim {
            true => (piece.text.start + (at - piece.source.start)).min(piece.text.end),
            false if at == piece.source.start => piece.text.start,
            false => piece.text.end,
        };
        Some(Span { start: offset, end: offset })
    }
}

impl Piece {
    /// The part of it that came from a range of the source.
    fn part(&self, source: Span) -> Option<Span> {
        if source.start >= self.source.end {
            return None;
        }
        if !self.verbatim {
            return Some(self.text);
        }
        let at = |offset: u32| {
            let inside = offset.clamp(self.source.start, self.source.end);
            (self.text.start + (inside - self.source.start)).min(self.text.end)
        };
        Some(Span { start: at(source.start), end: at(source.end) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Prose;
    use super::*;

    #[test]
    fn ranges_of_the_file_lead_to_words() {
        let source = "A **bold** AT&amp;T move";
        let mut prose = Prose::default();
        prose.copy(source, 0..2);
        prose.copy(source, 4..8);
        prose.copy(source, 10..13);
        prose.replace("&", 13..18);
        prose.copy(source, 18..24);
        let (text, map) = (prose.text.clone(), prose.map());
        let back = map.backward(text.len());
        let words = |from: &str| {
            let start = source.find(from).expect("it is there");
            let spans = back.spans(Span::new(start, start + from.len()));
            spans.into_iter().map(|span| span.of(&text)).collect::<Vec<_>>()
        };
        assert_eq!(words("A **bold"), ["A bold"]);
        assert_eq!(words("T&amp;T"), ["T&T"]);
        assert_eq!(words("amp"), ["&"]);
        assert_eq!(words("**"), [""; 0]);
        assert_eq!(back.spans(Span::new(6, 6)), [Span::new(4, 4)]);
        assert_eq!(back.extent(), Span::new(0, 24));
    }

    #[test]
    fn without_pieces_nothing_moves() {
        let back = SourceMap::default().backward(10);
        assert_eq!(back.spans(Span::new(3, 7)), [Span::new(3, 7)]);
        assert_eq!(back.spans(Span::new(10, 10)), [Span::new(10, 10)]);
    }
}
