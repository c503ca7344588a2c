//! YAML front matter, from the parser's events: scalars under keys, in lists and alone, with their exact places.
//!
//! Aliases are never expanded, so that a few lines cannot stand for gigabytes.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::Layer;
use super::front_matter::{Entry, LONGEST_KEY, Mistake};

/// The entries of a YAML mapping up to the first mistake, and the mistake; `None` where mere words stand.
pub(super) fn read(text: &str) -> Option<(Vec<Entry>, Option<Mistake>)> {
    let mut reader = Reader { text, bytes: Bytes { text, ..Bytes::default() }, ..Reader::default() };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::Scalar(..), _)) if reader.around.is_empty() => return None,
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
    /// The mappings and lists around the current place.
    around: Vec<Around>,
}

/// A mapping or a list that is open.
enum Around {
    /// A mapping, with the key whose value is awaited.
    Mapping(Option<String>),
    List,
}

impl Reader<'_> {
    /// `range` counts characters.
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Scalar(value, style, ..) => self.scalar(&value, style, range),
            Event::Alias(_) => self.pass(),
            Event::MappingStart(..) => self.around.push(Around::Mapping(None)),
            Event::SequenceStart(..) => self.around.push(Around::List),
            Event::SequenceEnd | Event::MappingEnd => {
                self.around.pop();
                self.pass();
            }
            _ => {}
        }
    }

    /// A key or a value without words of its own has gone by.
    fn pass(&mut self) {
        if let Some(Around::Mapping(key)) = self.around.last_mut() {
            *key = if key.is_some() { None } else { Some(String::new()) };
        }
    }

    fn scalar(&mut self, value: &str, style: ScalarStyle, range: Range<usize>) {
        if let Some(Around::Mapping(key @ None)) = self.around.last_mut() {
            *key = Some(value.to_owned());
            return;
        }
        if let Some(key) = self.key() {
            let range = self.bytes.at(range.start)..self.bytes.at(range.end);
            let range = inside(self.text, range, style);
            self.entries.push(Entry { key, value: value.to_owned(), range, layer: layer(style) });
        }
        if let Some(Around::Mapping(key)) = self.around.last_mut() {
            *key = None;
        }
    }

    /// The keys around the current place, with dots between them; `None` if they are too long for any config.
    fn key(&self) -> Option<String> {
        let mut whole: Option<String> = None;
        for around in &self.around {
            let Around::Mapping(key) = around else { continue };
            // Without a key yet, this is a part of the key itself.
            let key = key.as_deref()?;
            let longer = whole.map_or_else(|| key.to_owned(), |whole| whole + "." + key);
            whole = Some(longer).filter(|key| key.len() <= LONGEST_KEY);
            whole.as_ref()?;
        }
        whole
    }

    fn mistake(&mut self, error: &ScanError) -> Mistake {
        let at = self.bytes.at(error.marker().index());
        let end = self.text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
        Mistake { at: at..end, message: format!("{} (YAML)", error.info()) }
    }
}

/// What other words would stand in if they took the place of a scalar's.
fn layer(style: ScalarStyle) -> Layer {
    match style {
        ScalarStyle::DoubleQuoted => Layer::Json,
        ScalarStyle::SingleQuoted => Layer::SingleQuoted,
        ScalarStyle::Plain => Layer::Bare,
        ScalarStyle::Literal | ScalarStyle::Folded => Layer::Line,
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
    fn aliases_are_passed_over_and_nested_values_have_long_keys() {
        let text = "a: &x [one, [two], {b: c}]\nd: *x\n? [e]\n: f\ng: é\nh: 1\n";
        let (entries, mistake) = read(text).expect("it has keys");
        assert!(read("mere words\n").is_none());
        let found: Vec<_> = entries.iter().map(|entry| (&*entry.key, &text[entry.range.clone()])).collect();
        let expected = [("a", "one"), ("a", "two"), ("a.b", "c"), ("", "f"), ("g", "é"), ("h", "1")];
        assert_eq!(found, expected);
        assert!(mistake.is_none());
    }
}
