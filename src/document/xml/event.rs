//! What XML is made of: tags, words, comments, each with its place.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::events::attributes::Attributes;

use super::reference;

/// What stands next in the file.
#[derive(Debug)]
pub(in crate::document) enum Event<'s> {
    /// An element begins. Each has its [`Event::Close`], whether or not the file has an end tag.
    Open(Tag<'s>),
    /// An element ends; with the place of its end tag, empty where there is none.
    Close(Range<usize>),
    /// Words, or one reference or line break among them.
    Words(Words<'s>),
    /// A comment, marks included.
    Comment(Range<usize>),
}

/// The name of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) struct Name<'s> {
    /// What stands before the colon; empty without one.
    pub prefix: &'s str,
    pub local: &'s str,
}

/// A start tag, or the tag of an empty element.
#[derive(Clone, Debug)]
pub(in crate::document) struct Tag<'s> {
    pub name: Name<'s>,
    pub range: Range<usize>,
    /// What stands between its marks.
    content: &'s str,
}

/// Words of the file, decoded, and where they stand.
#[derive(Clone, Debug)]
pub(in crate::document) struct Words<'s> {
    pub text: Cow<'s, str>,
    pub range: Range<usize>,
    /// Whether they stand in a CDATA section.
    pub cdata: bool,
}

impl<'s> Name<'s> {
    pub(super) fn of(name: &'s str) -> Self {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        Self { prefix, local }
    }
}

impl<'s> Tag<'s> {
    /// The value of an attribute by its name as written, decoded.
    pub fn attribute(&self, name: &str) -> Option<Cow<'s, str>> {
        self.raw(name).map(reference::decode)
    }

    /// Where the value of an attribute stands, without its quotation marks.
    pub fn attribute_place(&self, name: &str) -> Option<Range<usize>> {
        let value = self.raw(name)?;
        // An attribute without a value has a place only where it has one in the tag.
        let inside = (value.as_ptr() as usize).checked_sub(self.content.as_ptr() as usize)?;
        let start = self.range.start + 1 + inside;
        (inside <= self.content.len()).then_some(start..start + value.len())
    }

    /// Reads a tag that ends where [`Self::end`] says; with its name as written and whether the element is empty.
    pub(super) fn read(source: &'s str, range: Range<usize>) -> (Self, &'s str, bool) {
        let content = &source[range.start + 1..range.end - 1];
        let (content, empty) = content.strip_suffix('/').map_or((content, false), |content| (content, true));
        let name = content.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or_default();
        (Self { name: Name::of(name), range, content }, name, empty)
    }

    /// The end of the tag that begins at `start`, and whether its quotation marks are closed. Nothing where another `<`
    /// comes first: then this one is no tag.
    pub(super) fn end(source: &str, start: usize) -> Option<(usize, bool)> {
        let (mut quote, mut first) = (None, None);
        for (at, byte) in (start + 1..).zip(source[start + 1..].bytes()) {
            match (byte, quote) {
                (b'>', None) => return Some((at + 1, true)),
                (b'>', Some(_)) => first = first.or(Some(at + 1)),
                (b'<', _) => break,
                (b'"' | b'\'', None) => quote = Some(byte),
                (_, Some(mark)) if mark == byte => quote = None,
                _ => {}
            }
        }
        first.map(|end| (end, false))
    }

    fn raw(&self, name: &str) -> Option<&'s str> {
        let from = self.content.find(|c: char| c.is_ascii_whitespace())?;
        let mut all = Attributes::html(self.content, from);
        let found = all.with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
        match found.value {
            Cow::Borrowed(value) => Some(value),
            Cow::Owned(_) => None,
        }
    }
}
