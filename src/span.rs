//! Byte spans, and the line index that turns a byte into a line and a column.

use std::ops::Range;

/// A byte range, end exclusive, on character boundaries.
///
/// In a story it counts in [`Document::text`](crate::document::Document::text); functions whose name says
/// `source` take and give ranges of the file's decoded text instead.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; offsets past 4 GiB cannot occur, since larger files are refused.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range to slice with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` that the span covers; empty when the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place in a file as other programs read it: bytes of the file itself, lines and columns from 1.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Place {
    /// First byte in the file, its byte order mark included.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character, in Unicode scalar values.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end, exclusive.
    pub end_column: u32,
    /// Column of the first character, in bytes of UTF-8 whatever the file's encoding.
    pub byte_column: u32,
    /// Column of the end in such bytes, exclusive.
    pub end_byte_column: u32,
}

/// Where the lines of a text begin. `\n`, `\r\n` and a lone `\r` end a line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                continue;
            }
            starts.push(at as u32 + 1);
        }
        Self { starts }
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line that holds `offset`, counted from 0.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= offset) - 1
    }

    /// The bytes of line `line` (from 0) in `text`, without its line end.
    #[must_use]
    pub fn line_range(&self, line: usize, text: &str) -> Range<usize> {
        let start = self.starts.get(line).map_or(text.len(), |&start| start as usize);
        let end = self.starts.get(line + 1).map_or(text.len(), |&start| start as usize);
        let body = text.get(start..end).unwrap_or_default();
        start..start + body.trim_end_matches(['\n', '\r']).len()
    }

    /// Line and column of `offset`, both from 1; the column counts Unicode scalar values.
    #[must_use]
    pub fn line_and_column(&self, offset: usize, text: &str) -> (u32, u32) {
        let line = self.line_of(offset);
        let start = self.starts[line] as usize;
        let before = text.get(start..offset).unwrap_or_default();
        (line as u32 + 1, before.chars().count() as u32 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.count(), 4);
        let lines: Vec<_> = (0..4).map(|line| &text[index.line_range(line, text)]).collect();
        assert_eq!(lines, ["a", "b", "c", "d"]);
    }

    #[test]
    fn columns_count_characters() {
        let text = "é🙂x";
        assert_eq!(LineIndex::new(text).line_and_column(text.len() - 1, text), (1, 3));
    }
}
