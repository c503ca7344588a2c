//! Breaks the lines of an excerpt into rows, each with its part of the marks.

use std::ops::Range;

use super::excerpt::Shown;
use super::visible::visible_line;
use super::wrap::{columns, columns_of, is_space, rows as wrapped};
use crate::span::LineIndex;

/// A row of a line before it is known whether it stays.
#[derive(Debug)]
pub struct Piece {
    /// Its number.
    pub line: u32,
    /// The row.
    pub text: String,
    /// Whether the line has words before or after that were never laid out.
    pub cut: (bool, bool),
    /// Parts to underline, and whose they are.
    pub marks: Vec<(Range<usize>, usize)>,
}

/// All rows of the lines that the labels show; nothing when no mark fits the text.
#[must_use]
pub fn pieces(labels: &[Shown<'_>], room: usize) -> Vec<Piece> {
    let excerpt = &labels[0].label.excerpt;
    let marks: Vec<_> = labels.iter().enumerate().flat_map(|(owner, shown)| marks_of(shown, owner)).collect();
    let lines = LineIndex::new(&excerpt.text);
    let mut pieces = Vec::new();
    for line in 0..lines.count() {
        let range = lines.line_range(line, &excerpt.text);
        let inside: Vec<_> = marks.iter().filter_map(|mark| clip(mark, &range)).collect();
        let cut = (line == 0 && excerpt.cut_start, line + 1 == lines.count() && excerpt.cut_end);
        let number = excerpt.line.saturating_add(line as u32);
        pieces.extend(pieces_of(&excerpt.text[range], &inside, cut, number, room));
    }
    pieces
}

fn marks_of<'a>(shown: &Shown<'a>, owner: usize) -> impl Iterator<Item = (Range<usize>, usize)> + use<'a> {
    let excerpt = &shown.label.excerpt;
    let ranges = excerpt.marks.iter().map(|mark| mark.range());
    ranges.filter(|range| excerpt.text.get(range.clone()).is_some()).map(move |range| (range, owner))
}

/// The part of a mark that lies in a line, counted from the line's start.
fn clip((mark, owner): &(Range<usize>, usize), line: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let (from, to) = (mark.start.max(line.start), mark.end.min(line.end));
    let shows = from < to || (from == to && from == mark.start);
    shows.then(|| (from - line.start..to - line.start, *owner))
}

/// The rows of one line, from the words before its first mark to the row of its last.
fn pieces_of(
    line: &str,
    marks: &[(Range<usize>, usize)],
    cut: (bool, bool),
    number: u32,
    room: usize,
) -> Vec<Piece> {
    let (text, became) = visible_line(line);
    let marks: Vec<_> =
        marks.iter().map(|(mark, owner)| (became[mark.start]..became[mark.end], *owner)).collect();
    let lead = text.len() - text.trim_start_matches(is_space).len();
    let start = if lead == text.len() { 0 } else { lead.max(window(&text, &marks, room)) };
    let shift = |(mark, owner): &(Range<usize>, usize)| {
        (mark.start.saturating_sub(start)..mark.end.saturating_sub(start), *owner)
    };
    let mut left: Vec<_> = marks.iter().map(shift).collect();
    let text = &text[start..];
    let ranges = wrapped(text, room, room);
    let end = ranges.len() - 1;
    let piece = |(at, row): (usize, Range<usize>)| Piece {
        line: number,
        text: text[row.clone()].to_owned(),
        cut: (at == 0 && (start > lead || cut.0), at == end && cut.1),
        marks: take(&mut left, &row, at == end),
    };
    ranges.into_iter().enumerate().map(piece).collect()
}

/// The parts of marks that lie in a row; a caret goes to the first row that reaches it.
fn take(
    left: &mut Vec<(Range<usize>, usize)>,
    row: &Range<usize>,
    is_end: bool,
) -> Vec<(Range<usize>, usize)> {
    let mut taken = Vec::new();
    left.retain(|(mark, owner)| {
        let (from, to) = (mark.start.clamp(row.start, row.end), mark.end.clamp(row.start, row.end));
        let is_caret = mark.is_empty() && (mark.start <= row.end || is_end);
        if from < to || is_caret {
            taken.push((from - row.start..to - row.start, *owner));
        }
        !is_caret
    });
    taken
}

/// Where a line too long to be shown whole begins to be shown.
fn window(text: &str, marks: &[(Range<usize>, usize)], room: usize) -> usize {
    let Some(first) = marks.iter().map(|(mark, _)| mark.start).min() else { return 0 };
    let last = marks.iter().map(|(mark, _)| mark.end).max().unwrap_or(first);
    if columns(text) <= room {
        return 0;
    }
    let marked = columns(&text[first..last.max(first)]);
    let back = if marked < room { (room - marked) / 2 } else { room / 4 };
    words_before(text, first, back)
}

/// The start of the sentence at `end`, or else of the earliest word, at most `back` columns before it.
fn words_before(text: &str, end: usize, back: usize) -> usize {
    let (mut used, mut word, mut after) = (0, end, text[end..].chars().next());
    let mut before = text[..end].char_indices().rev().peekable();
    while let Some((at, ch)) = before.next() {
        let is_start = is_space(ch) && after.is_some_and(|after| !is_space(after));
        if is_start {
            word = at + ch.len_utf8();
        }
        if is_start && before.peek().is_some_and(|&(at, _)| ends_sentence(text, at)) {
            return word;
        }
        used += columns_of(ch);
        if used > back {
            return word;
        }
        after = Some(ch);
    }
    0
}

/// Whether the character at `at` closes a sentence.
fn ends_sentence(text: &str, at: usize) -> bool {
    let is_mark = |text: &str| text.starts_with(['.', '!', '?']);
    let is_close = text[at..].starts_with(['”', '’', '"', '\'', ')']);
    is_mark(&text[at..]) || (is_close && text[..at].ends_with(['.', '!', '?']))
}
