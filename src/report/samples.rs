//! Findings for this room's tests.

use std::sync::Arc;

use crate::finding::{Excerpt, Finding, Label, Outcome, Severity};
use crate::span::{LineIndex, Place, Span};

/// A label over the marked words of `text`: `[` and `]` stand around each.
pub fn label(path: &str, text: &str, words: &str) -> Label {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut start = 0;
    for ch in text.chars() {
        match ch {
            '[' => start = plain.len(),
            ']' => marks.push(Span::new(start, plain.len())),
            _ => plain.push(ch),
        }
    }
    let span = Span::new(marks[0].start as usize, marks[marks.len() - 1].end as usize);
    let lines = LineIndex::new(&plain);
    let (line, column) = lines.line_and_column(span.start as usize, &plain);
    let (end_line, end_column) = lines.line_and_column(span.end as usize, &plain);
    let bytes =
        |offset: u32, line: u32| offset - lines.line_range(line as usize - 1, &plain).start as u32 + 1;
    let place = Place {
        start: span.start,
        end: span.end,
        line,
        column,
        end_line,
        end_column,
        byte_column: bytes(span.start, line),
        end_byte_column: bytes(span.end, end_line),
    };
    let (first, last) = (line as usize - 1, end_line as usize - 1);
    let shown = lines.line_range(first, &plain).start..lines.line_range(last, &plain).end;
    let shift = |mark: Span| Span::new(mark.start as usize - shown.start, mark.end as usize - shown.start);
    let excerpt = Excerpt {
        line,
        text: plain[shown.clone()].to_owned(),
        marks: marks.into_iter().map(shift).collect(),
        cut_start: false,
        cut_end: false,
    };
    Label { path: Arc::from(path), place, part: None, text: words.to_owned(), excerpt }
}

/// A finding at `primary`.
pub fn finding(primary: Label, message: &str) -> Finding {
    Finding {
        rule: Arc::from("sample-rule"),
        check: Arc::from("sample"),
        severity: Severity::Warning,
        message: message.to_owned(),
        primary,
        labels: Vec::new(),
        notes: Vec::new(),
        help: None,
        fixes: Vec::new(),
        certainty: None,
    }
}

/// A run that found these.
pub fn outcome(findings: Vec<Finding>) -> Outcome {
    Outcome { findings, checked: 1, ..Outcome::default() }
}
