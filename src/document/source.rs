//! The bytes of a file as text, and the way back from the text to lines, columns and the file's own bytes.

use std::sync::{Arc, OnceLock};

use super::docx::{self, Outline, Part};
use super::encoding::{self, Decoded, Encoding};
use super::legacy::Marks;
use super::{Format, declared};
use crate::span::{LineIndex, Place, Span};

pub use super::encoding::SourceError;

/// A file's text, decoded, and how to find the file's bytes again.
#[derive(Debug)]
pub struct Source {
    /// The text with its byte order mark, if it had one, so that UTF-8 is never copied.
    whole: String,
    encoding: Encoding,
    marks: Marks,
    /// What is odd about the encoding, and where in the text.
    remark: Option<(Span, String)>,
    lines: OnceLock<LineIndex>,
    ruler: OnceLock<Ruler>,
    /// Where in a container the lines come from.
    outline: Option<Arc<Outline>>,
}

impl Source {
    /// Reads UTF-8, with or without a byte order mark, or UTF-16 with one.
    ///
    /// # Errors
    /// Anything else is refused in plain words; an encoding is never guessed.
    pub fn decode(bytes: Vec<u8>) -> Result<Self, SourceError> {
        encoding::decode(bytes, None, None).map(Self::of)
    }

    /// Reads a file of a format: text as [`Self::decode`] does, or in the encoding that it declares, or what a container
    /// holds.
    ///
    /// # Errors
    /// As for [`Self::decode`], or when the container is damaged or too large.
    pub fn read(bytes: Vec<u8>, format: Format) -> Result<Self, SourceError> {
        Self::read_in(bytes, format, None)
    }

    /// Reads a file of a format; text that declares nothing and is not UTF-8 is in the encoding that the reader was `told`.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn read_in(bytes: Vec<u8>, format: Format, told: Option<Encoding>) -> Result<Self, SourceError> {
        if format == Format::Docx {
            return docx::open(bytes);
        }
        let declared = declared::of(&bytes, format);
        encoding::decode(bytes, declared, told).map(Self::of)
    }

    /// Text that is already decoded, such as an editor's buffer; its bytes count as UTF-8.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        let whole = text.into();
        let encoding = if whole.starts_with('\u{feff}') { Encoding::Utf8WithMark } else { Encoding::Utf8 };
        Self::of((whole, encoding).into())
    }

    /// Text that was taken out of a container; its bytes count as UTF-8.
    pub(super) fn of_container(text: String, outline: Outline) -> Self {
        Self { outline: Some(Arc::new(outline)), ..Self::of((text, Encoding::Utf8).into()) }
    }

    fn of(decoded: Decoded) -> Self {
        // A file that declares its encoding does so in ASCII and has no byte order mark.
        let remark = decoded.remark.map(|(range, text)| (Span::new(range.start, range.end), text));
        Self {
            whole: decoded.text,
            encoding: decoded.encoding,
            marks: decoded.marks,
            remark,
            lines: OnceLock::new(),
            ruler: OnceLock::new(),
            outline: None,
        }
    }

    /// What the container says of the lines.
    pub(super) fn outline(&self) -> Option<&Outline> {
        self.outline.as_deref()
    }

    /// The part and paragraph of a container that a span of the decoded text begins in.
    #[must_use]
    pub fn part(&self, span: Span) -> Option<Part> {
        self.outline.as_ref()?.part(span)
    }

    /// The decoded text, without its byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        match self.encoding {
            Encoding::Utf8WithMark => &self.whole['\u{feff}'.len_utf8()..],
            _ => &self.whole,
        }
    }

    /// How the file stores its text.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The bytes of words in the file's encoding; `None` where it has no such character.
    #[must_use]
    pub fn encode(&self, words: &str) -> Option<Vec<u8>> {
        self.encoding.encode(words)
    }

    /// Whether these are the bytes of the file.
    #[must_use]
    pub fn holds(&self, bytes: &[u8]) -> bool {
        match (self.encoding, bytes) {
            (Encoding::Utf8 | Encoding::Utf8WithMark, _) => self.whole.as_bytes() == bytes,
            (Encoding::Utf16Le, [0xFF, 0xFE, units @ ..]) | (Encoding::Utf16Be, [0xFE, 0xFF, units @ ..]) => {
                self.encode(&self.whole).is_some_and(|own| own == units)
            }
            (Encoding::Utf16Le | Encoding::Utf16Be, _) => false,
            (older, _) => {
                older.legacy().is_some_and(|encoding| Marks::of(&self.whole, bytes, encoding).is_ok())
            }
        }
    }

    /// What is odd about the file's encoding, and where in the text.
    pub(super) fn remark(&self) -> Option<&(Span, String)> {
        self.remark.as_ref()
    }

    /// Where the lines begin; built when first asked for.
    #[must_use]
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(self.text()))
    }

    /// Where a span of the decoded text stands in the file: its bytes, lines and columns.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let (line, column, byte_column) = self.line_and_columns(span.start);
        let (end_line, end_column, end_byte_column) = self.line_and_columns(span.end);
        let (start, end) = (self.byte_in_file(span.start), self.byte_in_file(span.end));
        Place { start, end, line, column, end_line, end_column, byte_column, end_byte_column }
    }

    /// The range of the decoded text that stands at a place in the file.
    #[must_use]
    pub fn span_of(&self, place: Place) -> Span {
        let at = |line: u32, byte_column: u32| {
            let start = self.lines().line_range(line.saturating_sub(1) as usize, self.text()).start;
            (start + byte_column.saturating_sub(1) as usize).min(self.text().len())
        };
        let start = at(place.line, place.byte_column);
        Span::new(start, at(place.end_line, place.end_byte_column).max(start))
    }

    /// The line, the column in characters and the column in bytes, all from 1.
    fn line_and_columns(&self, offset: u32) -> (u32, u32, u32) {
        let lines = self.lines();
        let offset = (offset as usize).min(self.text().len());
        let line = lines.line_of(offset);
        let start = lines.line_range(line, self.text()).start;
        (line as u32 + 1, self.characters(start, offset) + 1, (offset - start) as u32 + 1)
    }

    /// Characters between two offsets; a story on one endless line must not be counted again for every finding.
    fn characters(&self, start: usize, end: usize) -> u32 {
        if end - start <= STEP {
            return Count::of(&self.text().as_bytes()[start..end]).characters;
        }
        let ruler = self.ruler();
        ruler.before(self.text(), end).characters - ruler.before(self.text(), start).characters
    }

    fn byte_in_file(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text().len());
        match self.encoding {
            Encoding::Utf8 => offset as u32,
            Encoding::Utf8WithMark => offset as u32 + 3,
            Encoding::Utf16Le | Encoding::Utf16Be => 2 + 2 * self.ruler().before(self.text(), offset).units(),
            older => match older.legacy() {
                Some(encoding) if !encoding.is_single_byte() => {
                    self.marks.byte_in_file(self.text(), offset, encoding)
                }
                _ => self.ruler().before(self.text(), offset).characters,
            },
        }
    }

    fn ruler(&self) -> &Ruler {
        self.ruler.get_or_init(|| Ruler::new(self.text()))
    }
}

/// Bytes between two marks of the ruler.
const STEP: usize = 4096;

/// What stands before every [`STEP`]th byte of the text.
#[derive(Debug)]
struct Ruler {
    marks: Vec<Count>,
}

impl Ruler {
    fn new(text: &str) -> Self {
        let mut sum = Count::default();
        let mut marks = vec![sum];
        for part in text.as_bytes().chunks(STEP) {
            sum = sum.plus(Count::of(part));
            marks.push(sum);
        }
        Self { marks }
    }

    fn before(&self, text: &str, offset: usize) -> Count {
        let mark = offset / STEP;
        self.marks[mark].plus(Count::of(&text.as_bytes()[mark * STEP..offset]))
    }
}

/// Counts first bytes, not whole characters, so that a chunk may end inside a character.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    characters: u32,
    /// Characters that take two units of UTF-16.
    wide: u32,
}

impl Count {
    fn of(bytes: &[u8]) -> Self {
        let characters = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
        let wide = bytes.iter().filter(|&&byte| byte >= 0xF0).count() as u32;
        Self { characters, wide }
    }

    fn plus(self, other: Self) -> Self {
        Self { characters: self.characters + other.characters, wide: self.wide + other.wide }
    }

    fn units(self) -> u32 {
        self.characters + self.wide
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(source: &Source, words: &str) -> Place {
        let start = source.text().find(words).expect("the words are there");
        source.place(Span::new(start, start + words.len()))
    }

    #[test]
    fn a_byte_order_mark_is_no_text_but_counts_in_the_file() {
        let source = Source::decode(b"\xEF\xBB\xBFCaf\xC3\xA9 shut.".to_vec()).expect("UTF-8");
        assert_eq!(source.text(), "Café shut.");
        let place = place_of(&source, "shut");
        assert_eq!((place.start, place.end, place.line, place.column), (9, 13, 1, 6));
    }

    #[test]
    fn utf_16_places_are_bytes_of_the_file() {
        let text = "Hé 🙂\r\nlast";
        for (mark, order) in
            [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)]
        {
            let mut bytes = mark.to_vec();
            text.encode_utf16().for_each(|unit| bytes.extend(order(unit)));
            let source = Source::decode(bytes.clone()).expect("UTF-16");
            assert!(source.holds(&bytes) && !source.holds(&bytes[2..]));
            assert_eq!(source.text(), text);
            let place = place_of(&source, "last");
            assert_eq!((place.line, place.column, place.end_column), (2, 1, 5));
            assert_eq!(place.end as usize, bytes.len());
            assert_eq!(order(u16::from(b'l')), bytes[place.start as usize..place.start as usize + 2]);
        }
    }

    #[test]
    fn a_column_far_along_a_line_counts_characters() {
        let source = Source::from_text(format!("{}x", "é🙂".repeat(5_000)));
        assert_eq!(place_of(&source, "x").column, 10_001);
    }

    #[test]
    fn places_in_older_encodings_are_bytes_of_the_file() {
        for (name, words) in [("latin1", "Café “été” "), ("shift_jis", "港ｶﾅ ")] {
            let text = format!("<meta charset={name}>{}\nlast", words.repeat(3_000));
            let bytes =
                Encoding::from_name(name).and_then(|encoding| encoding.encode(&text)).expect("it has these");
            let length = bytes.len() as u32;
            let source = Source::read(bytes.clone(), Format::Html).expect("it is read");
            assert_eq!(source.text(), text);
            assert!(source.holds(&bytes) && !source.holds(&bytes[1..]));
            let place = place_of(&source, "last");
            assert_eq!((place.start, place.end, place.line, place.column), (length - 4, length, 2, 1));
        }
    }
}
