//! The tokens of HTML, each with the range of the source that it came from.
//!
//! html5gum finds them as browsers do; it hands over words in the pieces in which it reads them, so that every character
//! reference is a piece of its own and the rest stands in the source as it is.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

/// Takes the tokens, in the order of the source.
pub(super) trait Sink {
    /// Words between tags, decoded, and where they stand.
    fn words(&mut self, words: &str, range: Range<usize>);
    fn start(&mut self, tag: &Tag);
    /// An end tag; the name is in lower case.
    fn end(&mut self, name: &str, range: Range<usize>);
    /// A comment, marks included; also what browsers take for one.
    fn comment(&mut self, range: Range<usize>);
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// In lower case.
    pub name: String,
    pub range: Range<usize>,
    pub self_closing: bool,
    attributes: Vec<Attribute>,
}

/// An attribute with its decoded value.
#[derive(Debug, Default)]
pub(super) struct Attribute {
    name: Vec<u8>,
    value: Vec<u8>,
    pieces: Vec<Piece>,
}

/// A piece of an attribute's value.
#[derive(Debug)]
struct Piece {
    /// Where it ends in the value.
    end: usize,
    /// Where it came from.
    range: Range<usize>,
    /// Whether it stands there as it is.
    same: bool,
}

/// Attributes of a tag after this many are not read.
const MOST: usize = 256;

impl Tag {
    /// The attribute of this name; of several, the first.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|one| one.name == name.as_bytes())
    }

    /// The value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.attribute(name).and_then(Attribute::value)
    }
}

impl Attribute {
    /// The value, decoded.
    pub fn value(&self) -> Option<&str> {
        std::str::from_utf8(&self.value).ok()
    }

    /// Where the value stands, without its quotation marks.
    pub fn range(&self) -> Option<Range<usize>> {
        Some(self.pieces.first()?.range.start..self.pieces.last()?.range.end)
    }

    /// The words of the value, piece by piece.
    pub fn pieces(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let starts = std::iter::once(0).chain(self.pieces.iter().map(|piece| piece.end));
        starts.zip(&self.pieces).filter_map(|(start, piece)| {
            Some((std::str::from_utf8(&self.value[start..piece.end]).ok()?, piece.range.clone()))
        })
    }
}

/// Sends the tokens of a text to a sink. In XHTML, CDATA sections hold words.
pub(super) fn read(source: &str, xhtml: bool, sink: &mut impl Sink) {
    let tokens = Tokens {
        source,
        sink,
        xhtml,
        position: 0,
        start: 0,
        same: 0..0,
        opened: 0,
        tag: Tag::default(),
        full: false,
        is_end: false,
        last_start: String::new(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(source, tokens).finish();
}

struct Tokens<'a, S> {
    source: &'a str,
    sink: &'a mut S,
    xhtml: bool,
    /// Bytes that are read.
    position: usize,
    /// Where the next piece of words or of a value begins.
    start: usize,
    /// Words that stand in the source as they are and are not handed over yet.
    same: Range<usize>,
    /// Where the tag or comment that is being read begins.
    opened: usize,
    tag: Tag,
    /// Whether the tag has more attributes than are read.
    full: bool,
    is_end: bool,
    last_start: String,
}

impl<S: Sink> Tokens<'_, S> {
    /// The range that the next piece came from, and whether it stands there as it is.
    fn piece(&mut self, bytes: &[u8]) -> (Range<usize>, bool) {
        let source = self.source.as_bytes();
        let mut range = self.start.min(self.position)..self.position;
        let follows_return = range.start > 0 && source[range.start - 1] == b'\r';
        if follows_return && source.get(range.start) == Some(&b'\n') && range.len() > bytes.len() {
            range.start += 1;
        }
        let here = &source[range.start..];
        // What looked like the start of something and was none comes in pieces, all read at once.
        let same = here.starts_with(bytes) && (range.len() == bytes.len() || !here.starts_with(b"&"));
        if same {
            range.end = range.start + bytes.len();
        }
        self.start = range.end;
        (range, same)
    }

    fn flush(&mut self) {
        let range = std::mem::take(&mut self.same);
        if let Some(words) = self.source.get(range.clone()).filter(|words| !words.is_empty()) {
            self.sink.words(words, range);
        }
    }

    /// The attribute that is being read.
    fn attribute(&mut self) -> Option<&mut Attribute> {
        self.tag.attributes.last_mut().filter(|_| !self.full)
    }

    fn comment(&mut self) {
        self.sink.comment(self.opened..self.position);
        self.start = self.position;
    }
}

impl<S: Sink> Emitter for Tokens<'_, S> {
    type Token = Infallible;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = String::from_utf8_lossy(name.unwrap_or_default()).into_owned();
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    fn emit_error(&mut self, _: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn init_string(&mut self) {
        self.start = self.position;
    }

    fn emit_string(&mut self, bytes: &[u8]) {
        let (range, same) = self.piece(bytes);
        if same && self.same.end == range.start && !self.same.is_empty() {
            self.same.end = range.end;
            return;
        }
        self.flush();
        match std::str::from_utf8(bytes) {
            _ if same => self.same = range,
            Ok(words) => self.sink.words(words, range),
            Err(_) => {}
        }
    }

    fn init_start_tag(&mut self) {
        self.flush();
        (self.tag, self.full) = (Tag::default(), false);
        self.is_end = false;
    }

    fn init_end_tag(&mut self) {
        (self.tag, self.full) = (Tag::default(), false);
        self.is_end = true;
    }

    fn init_comment(&mut self) {
        self.flush();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        self.start = self.position;
        self.tag.range = self.opened..self.position;
        if self.is_end {
            self.last_start.clear();
            self.sink.end(&self.tag.name, self.tag.range.clone());
            return None;
        }
        self.last_start.clone_from(&self.tag.name);
        self.sink.start(&self.tag);
        let closed = self.xhtml && self.tag.self_closing;
        naive_next_state(self.tag.name.as_bytes()).filter(|_| !closed)
    }

    fn emit_current_comment(&mut self) {
        self.comment();
    }

    fn emit_current_doctype(&mut self) {
        self.start = self.position;
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn set_force_quirks(&mut self) {}

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.push_str(&String::from_utf8_lossy(name));
    }

    fn push_comment(&mut self, _: &[u8]) {}

    fn push_doctype_name(&mut self, _: &[u8]) {}

    fn init_doctype(&mut self) {
        self.flush();
    }

    fn init_attribute(&mut self) {
        self.full = self.tag.attributes.len() == MOST;
        if !self.full {
            self.tag.attributes.push(Attribute::default());
        }
    }

    fn init_attribute_value(&mut self) {
        self.start = self.position;
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some(attribute) = self.attribute() {
            attribute.name.extend(name);
        }
    }

    fn push_attribute_value(&mut self, bytes: &[u8]) {
        let (range, same) = self.piece(bytes);
        let Some(attribute) = self.attribute() else { return };
        attribute.value.extend(bytes);
        let end = attribute.value.len();
        let joins = |last: &&mut Piece| same && last.same && last.range.end == range.start;
        match attribute.pieces.last_mut().filter(joins) {
            Some(last) => (last.end, last.range.end) = (end, range.end),
            None => attribute.pieces.push(Piece { end, range, same }),
        }
    }

    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}

    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}

    fn start_open_tag(&mut self) {
        self.opened = self.position - 1;
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.xhtml
    }
}
