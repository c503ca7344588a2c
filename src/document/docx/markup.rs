//! The XML of a part as tags and words, each with its place; no document types, no endless towers of elements.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::{Part, damaged};
use super::refusal::Refusal;

/// Elements inside each other.
pub const DEEPEST: usize = 256;
/// Elements of a part; 64 MiB of what Word writes have half as many.
const MOST: usize = 4_000_000;

/// The name spaces of WordprocessingML: of most documents, and of those saved as “strict”.
const NAMESPACES: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];

/// A start tag.
pub struct Tag<'x> {
    /// The name without its prefix.
    pub local: &'x str,
    /// Whether it belongs to WordprocessingML.
    pub word: bool,
    /// The tag in the part.
    pub range: Range<usize>,
    start: BytesStart<'x>,
}

impl<'x> Tag<'x> {
    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, local: &str) -> Option<Cow<'x, str>> {
        let mut attributes = self.start.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|one| split(one.key.0).1 == local)?;
        let value = found.value;
        match quick_xml::escape::unescape(&value) {
            Ok(text) => Some(Cow::Owned(text.into_owned())),
            Err(_) => Some(Cow::Owned(value.into_owned())),
        }
    }

    /// Whether a property that is either on or off is on.
    pub fn is_on(&self) -> bool {
        !self.attribute("val").is_some_and(|value| ["0", "false", "off"].contains(&&*value))
    }

    /// The prefix of its name with the colon; empty without one.
    pub fn prefix(&self) -> String {
        let name = self.start.name().0;
        name[..name.len() - self.local.len()].to_owned()
    }
}

/// What a part consists of.
pub enum Piece<'x> {
    /// A start tag. Every one gets its [`Piece::Close`], also `<a/>`.
    Open(Tag<'x>),
    /// An end tag's place; empty for `<a/>`.
    Close(Range<usize>),
    /// Words, decoded.
    Words(Cow<'x, str>),
}

/// Reads a part from start to end.
pub struct Scanner<'x> {
    part: &'x Part,
    reader: Reader<&'x [u8]>,
    /// The prefix under which the root declares WordprocessingML.
    prefix: Option<String>,
    depth: usize,
    count: usize,
    /// The end of a tag that is its own end tag, still to be told.
    pending: Option<usize>,
}

impl<'x> Scanner<'x> {
    /// At the start of a part.
    pub fn new(part: &'x Part) -> Self {
        let mut reader = Reader::from_str(&part.xml);
        reader.config_mut().allow_dangling_amp = true;
        Self { part, reader, prefix: None, depth: 0, count: 0, pending: None }
    }

    /// The next piece; `None` at the end.
    pub fn read(&mut self) -> Result<Option<Piece<'x>>, Refusal> {
        if let Some(end) = self.pending.take() {
            self.depth -= 1;
            return Ok(Some(Piece::Close(end..end)));
        }
        loop {
            let from = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|error| self.broken(&error.to_string()))?;
            let range = from..self.reader.buffer_position() as usize;
            match event {
                Event::Start(start) => return self.open(start, range).map(Some),
                Event::Empty(start) => {
                    self.pending = Some(range.end);
                    return self.open(start, range).map(Some);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Some(Piece::Close(range)));
                }
                Event::Text(text) => return Ok(Some(Piece::Words(text.into_inner()))),
                Event::CData(text) => return Ok(Some(Piece::Words(text.into_inner()))),
                Event::GeneralRef(name) => return Ok(Some(Piece::Words(resolve(&name.into_inner())))),
                Event::DocType(_) => return Err(Refusal::DocumentType(self.part.name.clone())),
                Event::Eof if self.depth > 0 => return Err(self.broken("it is cut off")),
                Event::Eof => return Ok(None),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    fn open(&mut self, start: BytesStart<'x>, range: Range<usize>) -> Result<Piece<'x>, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refusal::TooDeep(self.part.name.clone()));
        }
        self.count += 1;
        if self.count > MOST {
            return Err(Refusal::TooLong { part: self.part.name.clone(), most: MOST, what: "elements" });
        }
        let prefix = self.prefix.get_or_insert_with(|| declared_prefix(&start));
        // The name is taken from the part itself, so that it outlives the tag.
        let name = &self.part.xml[range.start + 1..range.start + 1 + start.name().0.len()];
        let (own, local) = split(name);
        Ok(Piece::Open(Tag { local, word: own == prefix.as_str(), range, start }))
    }

    fn broken(&self, reason: &str) -> Refusal {
        damaged(&self.part.name, reason)
    }
}

fn declared_prefix(root: &BytesStart<'_>) -> String {
    let mut attributes = root.attributes();
    attributes.with_checks(false);
    let declared = attributes.flatten().find(|one| NAMESPACES.contains(&&*one.value));
    match declared.as_ref().map(|one| split(one.key.0)) {
        Some(("xmlns", prefix)) => prefix.to_owned(),
        Some(_) => String::new(),
        None => "w".to_owned(),
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// The character that a reference stands for; what is not known stays as it is written.
fn resolve(name: &str) -> Cow<'static, str> {
    let number = name.strip_prefix('#').and_then(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    });
    if let Some(character) = number.and_then(char::from_u32) {
        return Cow::Owned(character.to_string());
    }
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{name};")),
    }
}
