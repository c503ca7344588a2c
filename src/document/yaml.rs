//! YAML front matter, from the parser's events: top-level scalars and lists of scalars with their exact places.
//!
//! Aliases are never expanded, so that a few lines cannot stand for gigabytes.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::front_matter::{Entry, Mistake};

/// The entries of a YAML mapping up to the first mistake, and the mistake; `None` where mere words stand.
pub(super) fn read(text: &str) -> Option<(Vec<Entry>, Option<Mistake>)> {
    let mut reader = Reader { text, bytes: Bytes { text, ..Bytes::default() }, ..Reader::default() };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::Scalar(..), _)) if reader.depth == 0 => return None,
            Ok((Event::DocumentEnd, _)) => break,
            Ok((event, span)) => reader.event(event, span.start.index()..span.end.index()),
            Err(error) => {
                let mistake = reader.mistake(&error);
                return Some((reader.entries, Some(mistake)));
            }
        }
    }
    Some((reader.entries, None))
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    bytes: Bytes<'t>,
    entries: Vec<Entry>,
    depth: usize,
    /// The top-level key whose value is awaited or open.
    key: Option<String>,
    /// Whether the value is a list.
    list: bool,
}

impl Reader<'_> {
    /// `range` counts characters.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Scalar(value, style, ..) if self.depth == 1 || (self.depth == 2 && self.list) => {
                self.scalar(&value, style, range);
            }
            Event::Alias(_) if self.depth == 1 => self.pass(),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                self.list =
                    self.depth == 1 && self.key.is_some() && matches!(event, Event::SequenceStart(..));
                self.depth += 1;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 1 {
                    self.pass();
                }
            }
            _ => {}
        }
    }

    /// A key or a value without words of its own has gone by.
    fn pass(&mut self) {
        self.key = if self.key.is_some() { None } else { Some(String::new()) };
        self.list = false;
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, range: Range<usize>) {
        let Some(key) = self.key.clone() else {
            self.key = Some(value.to_owned());
            return;
        };
        let range = self.bytes.at(range.start)..self.bytes.at(range.end);
        let range = inside(self.text, range, style);
        self.entries.push(Entry { key, value: value.to_owned(), range });
        if self.depth == 1 {
            self.key = None;
        }
    }

    fn mistake(&mut self, error: &ScanError) -> Mistake {
        let at = self.bytes.at(error.marker().index());
        let end = self.text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
        Mistake { at: at..end, message: format!("{} (YAML)", error.info()) }
    }
}

/// The words of a scalar without quotation marks and the white space around them.
fn inside(text: &str, range: Range<usize>, style: ScalarStyle) -> Range<usize> {
    let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && range.len() >= 2;
    let range = if quoted { range.start + 1..range.end - 1 } else { range };
    let Some(words) = text.get(range.clone()) else { return range };
    let start = range.end - words.trim_start().len();
    start..(range.start + words.trim_end().len()).max(start)
}

/// From characters to bytes. Marks come nearly in order, so that the way is walked about once.
#[derive(Default)]
struct Bytes<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn at(&mut self, character: usize) -> usize {
        if character < self.character {
            (self.character, self.byte) = (0, 0);
        }
        let mut rest = self.text[self.byte..].char_indices();
        let walked = rest.nth(character - self.character).map(|(at, _)| at);
        self.byte = walked.map_or(self.text.len(), |at| self.byte + at);
        self.character = character;
        self.byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_and_nested_values_are_passed_over() {
        let text = "a: &x [one, [two], {b: c}]\nd: *x\n? [e]\n: f\ng: é\nh: 1\n";
        let (entries, mistake) = read(text).expect("it has keys");
        assert!(read("mere words\n").is_none());
        let found: Vec<_> = entries.iter().map(|entry| (&*entry.key, &text[entry.range.clone()])).collect();
        assert_eq!(found, [("a", "one"), ("", "f"), ("g", "é"), ("h", "1")]);
        assert!(mistake.is_none());
    }
}
