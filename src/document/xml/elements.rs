//! Writes a story out of the elements of XML, each by what it means.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::frame::Frame;
use super::{Event, Meaning, Tag, Words};
use crate::document::writer::Writer;
use crate::document::{Escapes, Field, Layer, Parts, Role, furniture};
use crate::span::Span;

/// What is due before the next word.
#[derive(Debug, Default)]
enum Due {
    #[default]
    Nothing,
    Space(Range<usize>),
    Break(Range<usize>),
}

/// Words that wait until their block is whole.
#[derive(Debug)]
struct Held<'s> {
    text: Cow<'s, str>,
    range: Range<usize>,
    cdata: bool,
}

/// A story under construction from events of XML.
pub(in crate::document) struct Elements<'s> {
    pub writer: Writer<'s>,
    frames: Vec<Frame<'s>>,
    /// The role of the open block, once it has words.
    open: Option<Role>,
    due: Due,
    /// Whether the last thing written is a blank.
    blank: bool,
    cdata: Option<bool>,
    held: Vec<Held<'s>>,
    /// A page's title, until another headline comes or the story begins.
    title: Vec<Held<'s>>,
    /// What was said at the top, so that it is not said twice: letters and digits only.
    said: HashSet<(Role, String)>,
}

impl<'s> Elements<'s> {
    /// A story in which words outside all elements have this role.
    pub fn new(source: &'s str, role: Option<Role>) -> Self {
        Self {
            writer: Writer::new(source),
            frames: vec![Frame::root(role)],
            open: None,
            due: Due::Nothing,
            blank: false,
            cdata: None,
            held: Vec::new(),
            title: Vec::new(),
            said: HashSet::new(),
        }
    }

    /// Whether an element of this name is open.
    pub fn is_in(&self, name: &str) -> bool {
        self.frames.iter().any(|frame| frame.name == name)
    }

    /// The name of the innermost open element.
    pub fn parent(&self) -> &'s str {
        self.frame().name
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.frames.len() - 1
    }

    /// Whether the innermost open element has words of its own in the open block.
    pub fn has_own_words(&self) -> bool {
        self.open.is_some() && self.frame().has_own_words
    }

    /// Whether the story has a headline, or a title that may become one.
    pub fn has_headline(&self) -> bool {
        self.writer.has_headline()
    }

    /// Begins an element.
    pub fn open(&mut self, tag: &Tag<'s>, meaning: Meaning) {
        let frame = self.frame().inside(tag.name.local, meaning);
        match meaning {
            _ if frame.is_skipped => {}
            Meaning::Apart => self.space(tag.range.start..tag.range.start),
            Meaning::Break => self.line_break(tag.range.clone()),
            _ if frame.is_block => self.close_block(),
            _ => {}
        }
        self.frames.push(frame);
    }

    /// Goes on with any event but the begin of an element.
    pub fn follow(&mut self, event: Event<'s>) {
        match event {
            Event::Open(tag) => self.open(&tag, Meaning::Inline),
            Event::Close(..) => self.close(),
            Event::Words(words) => self.words(words),
            Event::Comment(range) => self.comment(range),
        }
    }

    /// Ends the innermost element.
    pub fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        if self.frame().is_block {
            self.close_block();
        }
        self.frames.pop();
    }

    /// Adds words, runs of white space as one space each.
    pub fn words(&mut self, words: Words<'s>) {
        let frame = self.frame();
        let Some(role) = frame.role.filter(|_| !frame.is_skipped) else { return };
        let Words { text, range, cdata } = words;
        let is_verbatim = text.len() == range.len();
        match text {
            Cow::Borrowed(text) if is_verbatim => self.runs(role, text, range.start, cdata),
            text if is_blank(&text) => self.blank(&text, range),
            text => self.write(role, Held { text, range, cdata }),
        }
    }

    /// Adds an attribute's value as a field.
    pub fn field(&mut self, key: &str, tag: &Tag<'s>, attribute: &str) {
        let (Some(value), Some(place)) = (tag.attribute(attribute), tag.attribute_place(attribute)) else {
            return;
        };
        let source = Span::new(place.start, place.end);
        self.writer.parts.fields.push(Field { key: key.to_owned(), value: value.into_owned(), source });
    }

    /// Reads a comment that may speak to copydesk.
    pub fn comment(&mut self, range: Range<usize>) {
        if self.open.is_some() && self.held.is_empty() {
            self.settle();
        }
        self.writer.wish(range);
    }

    /// The finished story.
    pub fn finish(mut self) -> Parts {
        self.close_block();
        self.put_title();
        let source = self.writer.source;
        let mut parts = self.writer.finish();
        let story = parts.prose.as_deref().unwrap_or_default();
        furniture::assign(story, source, &parts.map, &mut parts.blocks, None);
        parts
    }

    /// Ends the open block.
    pub fn close_block(&mut self) {
        self.due = Due::Nothing;
        self.frames.iter_mut().for_each(|frame| frame.has_own_words = false);
        let Some(role) = self.open.take() else { return };
        if self.held.is_empty() {
            return self.writer.close();
        }
        let held = std::mem::take(&mut self.held);
        if self.frame().is_title {
            self.title.is_empty().then(|| self.title = held);
        } else if !self.is_repeated(role, &held) && !(role == Role::Dateline && is_timestamp(&held)) {
            if role != Role::Note {
                self.put_title_unless(role);
            }
            self.put_held(role, held);
        }
    }

    /// Whether the top of the story has said the same already.
    fn is_repeated(&mut self, role: Role, held: &[Held<'_>]) -> bool {
        let key = held.iter().flat_map(|held| held.text.chars()).filter(|c| c.is_alphanumeric());
        let key: String = key.flat_map(char::to_lowercase).collect();
        if role == Role::Crosshead {
            return self.said.contains(&(Role::Headline, key));
        }
        !key.is_empty() && !self.said.insert((role, key))
    }

    fn put_title_unless(&mut self, role: Role) {
        if role == Role::Headline { self.title.clear() } else { self.put_title() }
    }

    fn put_title(&mut self) {
        let title = std::mem::take(&mut self.title);
        if !title.is_empty() && !self.writer.has_headline() {
            self.put_held(Role::Headline, title);
        }
    }

    fn put_held(&mut self, role: Role, held: Vec<Held<'s>>) {
        self.writer.close();
        held.into_iter().for_each(|held| self.put(role, held));
        self.writer.close();
    }

    fn frame(&self) -> Frame<'s> {
        self.frames[self.frames.len() - 1]
    }

    fn runs(&mut self, role: Role, text: &'s str, from: usize, cdata: bool) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let blank = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if blank > 0 {
                self.blank(&text[at..at + blank], from + at..from + at + blank);
                at += blank;
                continue;
            }
            let end = end_of_run(bytes, at);
            let text = Cow::Borrowed(&text[at..end]);
            self.write(role, Held { text, range: from + at..from + end, cdata });
            at = end;
        }
    }

    fn blank(&mut self, text: &str, range: Range<usize>) {
        let breaks = if self.frame().is_preformatted { text.matches('\n').count() } else { 0 };
        match breaks {
            0 => self.space(range),
            1 => self.line_break(range),
            _ => self.close_block(),
        }
    }

    fn space(&mut self, range: Range<usize>) {
        if self.open.is_some() && !self.blank && matches!(self.due, Due::Nothing) {
            self.due = Due::Space(range);
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        match self.due {
            _ if self.open.is_none() => {}
            Due::Break(_) => self.close_block(),
            _ => self.due = Due::Break(range),
        }
    }

    /// Adds words without white space at their ends.
    fn write(&mut self, role: Role, words: Held<'s>) {
        if self.open.is_some_and(|open| open != role) {
            self.close_block();
        }
        if self.open.is_some() {
            self.settle();
        }
        self.open = Some(role);
        self.blank = false;
        if let Some(frame) = self.frames.last_mut() {
            frame.has_own_words = true;
        }
        if may_be_repeated(role) {
            return self.held.push(words);
        }
        if role != Role::Note {
            self.put_title();
        }
        self.put(role, words);
    }

    /// Writes the blank that is due.
    fn settle(&mut self) {
        let Some(role) = self.open else { return };
        let (text, range) = match std::mem::take(&mut self.due) {
            Due::Nothing => return,
            Due::Space(range) => (" ", range),
            Due::Break(range) => ("\n", range),
        };
        let blank = Held { text: Cow::Borrowed(text), range, cdata: self.cdata.unwrap_or_default() };
        if may_be_repeated(role) {
            return self.held.push(blank);
        }
        self.put(role, blank);
        self.blank = true;
    }

    fn put(&mut self, role: Role, words: Held<'_>) {
        if self.cdata != Some(words.cdata) {
            self.cdata = Some(words.cdata);
            let layer = if words.cdata { Layer::Cdata } else { Layer::Markup };
            self.writer.escape_within(Escapes::of(layer));
        }
        self.writer.write(role, false, &words.text, words.range);
    }
}

/// Roles of which metadata and copy often hold the same words.
fn may_be_repeated(role: Role) -> bool {
    matches!(role, Role::Headline | Role::Deck | Role::Byline | Role::Dateline | Role::Crosshead)
}

/// Whether a dateline is a moment written for machines.
fn is_timestamp(held: &[Held<'_>]) -> bool {
    let mut all = held.iter().flat_map(|held| held.text.bytes());
    all.clone().filter(u8::is_ascii_digit).count() >= 8
        && all.all(|byte| byte.is_ascii_digit() || byte.is_ascii_whitespace() || b"TZ:.-+".contains(&byte))
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

/// The end of words that have single spaces between them and none at the end.
fn end_of_run(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        let joins = *byte == b' ' && bytes.get(at + 1).is_some_and(|next| !next.is_ascii_whitespace());
        if byte.is_ascii_whitespace() && !joins {
            break;
        }
        at += 1;
    }
    at
}
