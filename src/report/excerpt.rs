//! Lays out the lines that a file's labels show: long lines in rows, of which only those with marks stay.

use std::ops::Range;

use super::piece::{Piece, pieces};
use super::visible::prose;
use super::wrap::{columns, paragraph};
use crate::finding::{Excerpt, Label};

/// Rows of one label are cut down to the first and last few beyond this.
const MOST_ROWS: usize = 8;
/// How many rows stay at the end of what is cut down.
const LAST_ROWS: usize = 2;
/// Rows that the words of a label may take.
const MOST_WORDS: usize = 12;

/// A label to show, and how.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The label.
    pub label: &'a Label,
    /// Whether it is the finding's own place.
    pub primary: bool,
}

/// A row as it will be drawn.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// What stands left of it.
    pub gutter: Gutter,
    /// The row itself, harmless and narrow enough.
    pub text: String,
    /// The parts to underline.
    pub marks: Vec<Mark>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gutter {
    /// The first row of this line.
    Line(u32),
    /// A further row of the same line.
    Continued,
    /// Lines are left out.
    Gap,
    /// The words of a label, under its mark.
    Words {
        /// Whether the label is the finding's own place.
        primary: bool,
    },
}

/// An underlined part of a row.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of the row; empty for a caret between two of them.
    pub range: Range<usize>,
    /// Whether it belongs to the finding's own place.
    pub primary: bool,
    /// The label it belongs to, among those that show the same lines.
    owner: usize,
    /// Words to the right of it.
    pub words: Option<String>,
}

/// The rows for labels in one file, each at most `room` columns wide; `bar` leads from a mark to its words.
#[must_use]
pub fn rows(labels: &[Shown<'_>], room: usize, bar: &str) -> Vec<Row> {
    let mut labels = labels.to_vec();
    labels.sort_by_key(|shown| (shown.label.excerpt.line, shown.label.place.start, !shown.primary));
    let mut sheet = Sheet { room: room.max(6), bar, rows: Vec::new(), line: None };
    while let Some(Shown { label: Label { excerpt, .. }, .. }) = labels.first().copied() {
        let (same, others): (Vec<_>, Vec<_>) =
            labels.into_iter().partition(|shown| is_same(excerpt, &shown.label.excerpt));
        sheet.draw(&same);
        labels = others;
    }
    sheet.rows
}

fn is_same(one: &Excerpt, other: &Excerpt) -> bool {
    one.line == other.line && one.text == other.text
}

struct Sheet<'a> {
    room: usize,
    bar: &'a str,
    rows: Vec<Row>,
    line: Option<u32>,
}

impl Sheet<'_> {
    /// Draws the labels that show the same lines.
    fn draw(&mut self, labels: &[Shown<'_>]) {
        let pieces = pieces(labels, self.room - 2);
        let kept = kept(&pieces);
        let Some(&end) = kept.last() else { return };
        // Labels of one line may show different cuts of it.
        if self.line == Some(pieces[kept[0]].line) {
            self.gap();
        }
        let is_kept = |at: usize| kept.binary_search(&at).is_ok();
        for &at in &kept {
            let in_line =
                |&other: &usize| pieces.get(other).is_some_and(|piece| piece.line == pieces[at].line);
            let (before, after) = (at.checked_sub(1).filter(in_line), Some(at + 1).filter(in_line));
            let cut = (
                before.map_or(pieces[at].cut.0, |other| !is_kept(other)),
                after.map_or(pieces[at].cut.1, |other| !is_kept(other)),
            );
            self.push(&pieces[at], cut, labels);
            let is_last = |owner: &usize| last_of(*owner, &pieces, &kept).unwrap_or(end) == at;
            self.explain(labels, &(0..labels.len()).filter(is_last).collect::<Vec<_>>());
        }
    }

    fn gap(&mut self) {
        self.rows.push(Row { gutter: Gutter::Gap, text: ".".to_owned(), marks: Vec::new() });
        self.line = None;
    }

    fn push(&mut self, piece: &Piece, cut: (bool, bool), labels: &[Shown<'_>]) {
        if self.line.is_some_and(|line| line.saturating_add(1) < piece.line) {
            self.gap();
        }
        let gutter = match self.line {
            Some(line) if line == piece.line => Gutter::Continued,
            _ => Gutter::Line(piece.line),
        };
        let (left, right) = (if cut.0 { "…" } else { "" }, if cut.1 { "…" } else { "" });
        let mut text = format!("{left}{}{right}", piece.text);
        if text.is_empty() {
            text.push(' ');
        }
        let mark = |(range, owner): &(Range<usize>, usize)| Mark {
            range: range.start + left.len()..range.end + left.len(),
            primary: labels[*owner].primary,
            owner: *owner,
            words: None,
        };
        self.rows.push(Row { gutter, text, marks: piece.marks.iter().map(mark).collect() });
        self.line = Some(piece.line);
    }

    /// Puts the words of labels beside or under the row just drawn, which holds their last marks.
    fn explain(&mut self, labels: &[Shown<'_>], owners: &[usize]) {
        let Some(at) = self.rows.len().checked_sub(1) else { return };
        for &owner in owners.iter().rev() {
            let words = prose(labels[owner].label.text.trim()).into_owned();
            if !words.is_empty() && !beside(&mut self.rows[at], &words, owner, self.room) {
                self.hang(at, &words, owner, labels[owner].primary);
            }
        }
    }

    /// Hangs words from a label's last mark in a row.
    fn hang(&mut self, at: usize, words: &str, owner: usize, primary: bool) {
        let row = &self.rows[at];
        let mark = row.marks.iter().rev().find(|mark| mark.owner == owner);
        let column = mark.map_or(0, |mark| columns(&row.text[..mark.range.start])).min(self.room - 1);
        let lines = paragraph(words, 0, self.room);
        let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0);
        let indent = column.min(self.room.saturating_sub(widest));
        let mut push = |indent: usize, text: &str| {
            let text = format!("{:indent$}{text}", "");
            self.rows.push(Row { gutter: Gutter::Words { primary }, text, marks: Vec::new() });
        };
        push(column, self.bar);
        lines.iter().take(MOST_WORDS).for_each(|line| push(indent, line));
    }
}

/// Puts words to the right of the row's last mark, if it is the label's own and there is room.
fn beside(row: &mut Row, words: &str, owner: usize, room: usize) -> bool {
    let Some(last) = row.marks.iter_mut().max_by_key(|mark| (mark.range.end, mark.range.start)) else {
        return false;
    };
    let used = columns(&row.text[..last.range.end]).max(1) + 2;
    if last.owner != owner || used + columns(words) > room {
        return false;
    }
    last.words = Some(words.to_owned());
    true
}

/// The last row that stays and holds a mark of the label.
fn last_of(owner: usize, pieces: &[Piece], kept: &[usize]) -> Option<usize> {
    kept.iter().copied().rev().find(|&at| pieces[at].marks.iter().any(|(_, other)| *other == owner))
}

/// Which rows stay: those with marks, and a single one between two of them.
fn kept(pieces: &[Piece]) -> Vec<usize> {
    let has_marks = |at: usize| pieces.get(at).is_some_and(|piece| !piece.marks.is_empty());
    let stays = |&at: &usize| has_marks(at) || (at > 0 && has_marks(at - 1) && has_marks(at + 1));
    let mut kept: Vec<usize> = (0..pieces.len()).filter(stays).collect();
    if kept.len() > MOST_ROWS {
        kept.drain(MOST_ROWS - LAST_ROWS..kept.len() - LAST_ROWS);
    }
    kept
}
