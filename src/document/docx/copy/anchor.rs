//! Where a comment hangs: at its words or, where Word allows none, at the nearest paragraph of the story.

use std::collections::BTreeMap;

use super::super::extract::Extract;
use super::super::paragraph::Reference;
use super::cuts::{Cuts, comment_end, comment_start};
use super::patch::Patches;
use crate::span::Span;

/// Finds places for comments.
pub struct Anchors<'e> {
    extract: &'e Extract,
    prefix: &'e str,
    /// The line and run that refer to each note.
    references: BTreeMap<Reference, (usize, usize)>,
}

impl<'e> Anchors<'e> {
    pub fn new(extract: &'e Extract, prefix: &'e str) -> Self {
        let mut references = BTreeMap::new();
        for (line, paragraph) in extract.paragraphs.iter().enumerate() {
            references.extend(paragraph.references.iter().map(|(to, run)| (*to, (line, *run))));
        }
        Self { extract, prefix, references }
    }

    /// Hangs a comment over a span of the text.
    pub fn set(&self, span: Span, id: u32, cuts: &mut Cuts<'_>, patches: &mut Patches) {
        match self.spots(span, cuts) {
            Some((first, last)) => cuts.comment(id, first, last),
            None => self.hang(self.extract.outline.line_of(span.start), id, patches),
        }
    }

    /// The first and the last element of the words, each with the offset of the cut. A place between two characters counts
    /// as the one before it.
    fn spots(&self, span: Span, cuts: &Cuts<'_>) -> Option<((usize, u32), (usize, u32))> {
        let (start, end) = if span.is_empty() { self.widened(span.start) } else { (span.start, span.end) };
        let first = cuts.spots.partition_point(|spot| spot.end <= start);
        let last = cuts.spots.partition_point(|spot| spot.start < end).checked_sub(1)?;
        let lines =
            [self.extract.outline.line_of(start), self.extract.outline.line_of(end.max(start + 1) - 1)];
        let ends = [cuts.spots.get(first)?.line, cuts.spots.get(last)?.line];
        if first > last || lines != ends || lines.iter().any(|line| !self.takes_comments(*line)) {
            return None;
        }
        Some(((first, start.max(cuts.spots[first].start)), (last, end.min(cuts.spots[last].end))))
    }

    fn widened(&self, at: u32) -> (u32, u32) {
        let text = &self.extract.text;
        let before = text.get(..at as usize).and_then(|text| text.chars().next_back());
        match before.filter(|character| *character != '\n') {
            Some(character) => (at - character.len_utf8() as u32, at),
            None => {
                let after = text.get(at as usize..).and_then(|text| text.chars().next());
                (at, at + after.map_or(0, |character| character.len_utf8() as u32))
            }
        }
    }

    /// Word hangs no comments in text boxes, and ours stay out of notes.
    fn takes_comments(&self, line: usize) -> bool {
        let lines = &self.extract.outline.lines;
        lines.get(line).is_some_and(|line| line.copy && line.part == 0 && !line.about.boxed)
    }

    /// Hangs a comment at the paragraph that a line belongs to.
    fn hang(&self, line: usize, id: u32, patches: &mut Patches) {
        let outline = &self.extract.outline;
        let Some(own) = outline.lines.get(line) else { return };
        let order = outline.orders.iter().find(|order| !own.copy && order.words.start == own.start);
        if let Some(order) = order {
            return self.surround(outline.line_of(order.at), id, patches);
        }
        let reference = own.about.note.map(|note| match self.extract.footnotes == Some(own.part) {
            true => Reference::Footnote(note),
            false => Reference::Endnote(note),
        });
        match reference.and_then(|reference| self.references.get(&reference)) {
            Some(&(line, run)) if self.takes_comments(line) => {
                let run = &self.extract.paragraphs[line].runs[run].xml;
                patches.put(run.start..run.start, comment_start(id, self.prefix));
                patches.put(run.end..run.end, comment_end(id, self.prefix));
            }
            Some(&(line, _)) => self.surround(line, id, patches),
            None => self.surround(line, id, patches),
        }
    }

    /// Hangs a comment over the nearest paragraph that takes one, those before first.
    fn surround(&self, line: usize, id: u32, patches: &mut Patches) {
        let fits = |line: &usize| {
            let inside = self.extract.paragraphs.get(*line).and_then(|paragraph| paragraph.inside.as_ref());
            inside.is_some() && self.takes_comments(*line)
        };
        let before = (0..=line.min(self.extract.paragraphs.len())).rev().find(fits);
        let Some(line) = before.or_else(|| (0..self.extract.paragraphs.len()).find(fits)) else { return };
        if let Some(inside) = &self.extract.paragraphs[line].inside {
            patches.put(inside.start..inside.start, comment_start(id, self.prefix));
            patches.put(inside.end..inside.end, comment_end(id, self.prefix));
        }
    }
}
