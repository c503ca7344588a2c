//! How new words have to stand in the file in the place of words of the story.

use super::{Document, Escapes};
use crate::span::Span;

impl Document {
    /// The words as the file has to hold them in place of a span of the story: escaped as its format wants it. `None`
    /// where the format cannot hold them, or where the span is more than words in the file, such as words and tags.
    #[must_use]
    pub fn write(&self, span: Span, words: &str) -> Option<String> {
        let (source, text, place) = (self.source.text(), self.text(), self.source_span(span));
        let stands_there = place.of(source) == span.of(text);
        if !stands_there && !self.parts.map.is_words_alone(span, text, source) {
            return None;
        }
        let escapes = self.escapes_at(span.start, span.is_empty() && self.ends_block(span.start));
        let (before, after) = (&source[..place.start as usize], &source[place.end as usize..]);
        let is_one = stands_there || escapes == self.escapes_at(span.end, true);
        is_one.then(|| escapes.write_between(before, words, after))?
    }

    /// How words have to be written at an offset of the story, or right before it.
    fn escapes_at(&self, offset: u32, before: bool) -> Escapes {
        let reaches = |start: u32| if before { start < offset } else { start <= offset };
        let from = self.parts.escapes.partition_point(|(start, _)| reaches(*start));
        from.checked_sub(1).map_or(Escapes::NONE, |at| self.parts.escapes[at].1)
    }

    fn ends_block(&self, offset: u32) -> bool {
        self.parts.blocks.binary_search_by_key(&offset, |block| block.span.end).is_ok()
    }
}
