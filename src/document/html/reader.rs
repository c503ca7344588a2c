//! Writes a story out of the tokens of HTML.

use std::ops::Range;

use super::super::writer::Writer;
use super::super::{Escapes, Field, Layer, Note, Options, Parts, Role};
use super::Use;
use super::element::Kind;
use super::open::{Open, State};
use super::shortcode::{Part, parts_of};
use super::tokens::{Attribute, Sink, Tag};
use crate::span::Span;

/// A story under construction from the tokens of HTML.
pub(super) struct Reader<'s> {
    writer: Writer<'s>,
    options: &'s Options,
    /// Whether a tag can end its own element.
    xhtml: bool,
    open: Open,
    purpose: Use,
    /// White space after the last word, not written yet.
    space: Option<Range<usize>>,
    /// Line ends of the source since the last word.
    line_ends: usize,
    /// Whether the open block ends in a line break.
    broken: bool,
    /// The shortcode whose words are being read, and whether they are a caption.
    shortcode: Option<bool>,
    /// The page's title among the blocks.
    title: Option<usize>,
    headed: bool,
    /// The first words that are no copy because of where they stand.
    left_out: Option<Range<usize>>,
}

impl<'s> Reader<'s> {
    pub fn new(text: &'s str, options: &'s Options, purpose: Use, xhtml: bool, role: Role) -> Self {
        let mut writer = Writer::escaping(text, Escapes::of(Layer::Markup));
        writer.escape_captions_as(Escapes::of(Layer::Attribute));
        Self {
            writer,
            options,
            xhtml,
            purpose,
            open: Open::new(role),
            space: None,
            line_ends: 0,
            broken: false,
            shortcode: None,
            title: None,
            headed: false,
            left_out: None,
        }
    }

    fn close(&mut self) {
        self.writer.close();
        (self.space, self.broken) = (None, false);
    }

    /// The role of words at this place.
    fn role(&self) -> Role {
        match self.shortcode {
            Some(true) => Role::Caption,
            _ => self.open.state().role,
        }
    }

    fn write(&mut self, words: &str, range: Range<usize>) {
        self.flush_space();
        (self.broken, self.line_ends) = (false, 0);
        self.writer.write(self.role(), false, words, range);
    }

    fn flush_space(&mut self) {
        if let Some(space) = self.space.take().filter(|_| self.writer.is_open() && !self.broken) {
            self.writer.write(self.role(), false, " ", space);
        }
    }

    /// Words without the white space around them, and one space for every white space between them.
    fn collapse(&mut self, words: &str, range: &Range<usize>) {
        let verbatim = words.len() == range.len();
        let part = |from: usize, to: usize| match verbatim {
            true => range.start + from..range.start + to,
            false => range.clone(),
        };
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = at + line(&bytes[at..]);
            if end > at {
                self.write(&words[at..end], part(at, end));
            }
            at = end + bytes[end..].iter().take_while(|byte| is_space(**byte)).count();
            let line_ends = bytes[end..at].iter().filter(|byte| **byte == b'\n').count();
            self.line_ends += line_ends;
            if self.purpose == Use::WordPress && line_ends > 0 && self.line_ends > 1 {
                self.close();
                self.shortcode = None;
            } else if at > end && self.space.is_none() {
                self.space = Some(part(end, at));
            }
        }
    }

    /// Words among the shortcodes of WordPress.
    fn words_and_codes(&mut self, words: &str, range: &Range<usize>) {
        for (at, part) in parts_of(words) {
            match part {
                Part::Words(words) if self.shortcode != Some(false) => {
                    self.collapse(words, &(range.start + at..range.start + at + words.len()));
                }
                Part::Words(_) => {}
                Part::Start { is_caption } => {
                    self.close();
                    (self.shortcode, self.line_ends) = (Some(is_caption), 0);
                }
                Part::End => {
                    self.close();
                    self.shortcode = None;
                }
                Part::Single => self.close(),
            }
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        self.space = None;
        if self.broken {
            return self.close();
        }
        if self.writer.is_open() {
            self.writer.write(self.role(), false, "\n", range);
            self.broken = true;
        }
    }

    fn image(&mut self, tag: &Tag) {
        let Some(alt) = tag.attribute("alt") else { return };
        for (words, range) in alt.pieces() {
            self.writer.write(Role::Caption, true, words, range);
        }
        self.writer.end_caption(true);
        if !self.writer.is_open() {
            self.writer.close();
        }
    }

    fn void(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.line_break(tag.range.clone()),
            "hr" => self.close(),
            "img" => self.image(tag),
            _ => {}
        }
    }

    /// What the words inside a new element are.
    fn state_in(&self, tag: &Tag, kind: Kind) -> State {
        let mut state = self.open.state();
        if let Some(role) = self.role_by_attributes(tag, kind).or_else(|| self.role_of(kind)) {
            state.role = role;
        }
        if kind == Kind::Story && state.form {
            (state.silent, state.form) = (false, false);
        }
        if !state.silent {
            state.form = tag.name == "form";
        }
        let silent_title = kind == Kind::Title && self.purpose != Use::Page;
        state.silent |= kind.is_silent() || silent_title || tag.attribute("hidden").is_some();
        state.silent |= state.preformatted && tag.name == "code";
        state.preformatted |= kind == Kind::Preformatted;
        state
    }

    fn role_of(&self, kind: Kind) -> Option<Role> {
        match kind {
            Kind::Heading(1) if self.purpose == Use::Page && !self.headed => Some(Role::Headline),
            kind => kind.role(),
        }
    }

    /// The role that an element's classes or its author mark promise: `class="story-byline"`, `rel="author"`.
    fn role_by_attributes(&self, tag: &Tag, kind: Kind) -> Option<Role> {
        let wanted = match kind {
            Kind::Inline => !self.writer.is_open() && self.open.block() != Some(Kind::Paragraph),
            Kind::Paragraph => true,
            Kind::Heading(level) => level > 1,
            _ => matches!(tag.name.as_str(), "div" | "ul" | "header"),
        };
        if !wanted {
            return None;
        }
        let values = ["class", "rel", "itemprop"].into_iter().filter_map(|name| tag.value(name));
        let words = values.flat_map(|value| value.split(|mark: char| !mark.is_alphanumeric()));
        let mut roles = words.filter_map(|word| self.options.role_of(word));
        roles.find(|role| matches!(role, Role::Byline | Role::Deck | Role::Caption))
    }

    /// The name of an element without what stands before a colon, which in XHTML may stand for HTML.
    fn local<'n>(&self, name: &'n str) -> &'n str {
        name.split_once(':').filter(|_| self.xhtml).map_or(name, |(_, local)| local)
    }

    fn language(&mut self, lang: &Attribute) {
        let (Some(value), Some(range)) = (lang.value(), lang.range()) else { return };
        let source = Span::new(range.start, range.end);
        self.writer.parts.fields.push(Field { key: "lang".to_owned(), value: value.to_owned(), source });
    }

    /// A page's title is its headline only where no heading is.
    fn ended(&mut self, kind: Kind) {
        let last = self.writer.parts.blocks.len().checked_sub(1);
        let headline = |at: &usize| self.writer.parts.blocks[*at].role == Role::Headline;
        match kind {
            Kind::Title if self.title.is_none() => self.title = last.filter(headline),
            Kind::Heading(_) => self.headed |= last.filter(headline).is_some_and(|at| self.title != Some(at)),
            _ => {}
        }
    }

    /// The finished story.
    pub fn finish(mut self) -> Parts {
        self.close();
        let (page, headed) = (self.purpose == Use::Page, self.headed);
        let mut parts = self.writer.finish();
        let blocks = &mut parts.blocks;
        match (self.title, blocks.first_mut()) {
            (Some(title), _) if headed => drop(blocks.remove(title)),
            (None, Some(first)) if page && !headed && first.role == Role::Crosshead => {
                first.role = Role::Headline;
            }
            _ => {}
        }
        if let Some(range) = self.left_out.filter(|_| page && blocks.is_empty()) {
            let text = "all words stand where HTML has no copy, such as in navigation or a form".to_owned();
            parts.notes.push(Note { source: Span::new(range.start, range.end), text });
        }
        parts
    }
}

impl Sink for Reader<'_> {
    fn words(&mut self, words: &str, range: Range<usize>) {
        let state = self.open.state();
        if state.silent {
            if self.left_out.is_none() && words.contains(char::is_alphabetic) {
                self.left_out = Some(range);
            }
        } else if state.preformatted {
            self.write(words, range);
        } else if self.purpose == Use::WordPress && words.len() == range.len() {
            self.words_and_codes(words, &range);
        } else {
            self.collapse(words, &range);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = self.local(&tag.name);
        let kind = Kind::of(name);
        if tag.name == "html"
            && let Some(lang) = tag.attribute("lang").or_else(|| tag.attribute("xml:lang"))
        {
            self.language(lang);
        }
        if kind == Kind::Void {
            if !self.open.state().silent {
                self.void(tag);
            }
            return;
        }
        if kind.is_block() {
            self.close();
        }
        self.open.make_room(kind);
        if self.xhtml && tag.self_closing {
            return;
        }
        let state = self.state_in(tag, kind);
        self.open.push(name, kind, state);
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        let name = self.local(name);
        if name == "br" {
            return self.line_break(range);
        }
        if Kind::of(name).is_block() {
            self.close();
        }
        if matches!(name, "html" | "body") {
            return;
        }
        if let Some(kind) = self.open.pop(name) {
            self.ended(kind);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        self.flush_space();
        self.writer.wish(range);
    }
}

/// Bytes up to the first white space that is more than one space between two words.
fn line(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| is_space(*byte)).unwrap_or(bytes.len() - at);
        match &bytes[at..] {
            [b' ', next, ..] if at > 0 && !is_space(*next) => at += 1,
            _ => return at,
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC)
}
