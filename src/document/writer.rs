//! Writes a story block by block, for formats whose text differs from their source.

use std::ops::Range;

use super::source_map::{Inner, Prose};
use super::{Block, Escapes, Parts, Role, plain};
use crate::span::Span;

/// A story under construction.
pub(super) struct Writer<'s> {
    pub source: &'s str,
    pub parts: Parts,
    prose: Prose,
    /// The open block's role, and where it begins in the story.
    open: Option<(Role, usize)>,
    /// Words about pictures inside the open block; they follow it as blocks of their own.
    captions: Vec<Prose>,
    caption: Prose,
    /// How words are written in the source from here on, and words about pictures.
    escapes: Escapes,
    caption_escapes: Escapes,
    /// Something between two words was left out: one of two spaces around it goes with it.
    gap: bool,
    headed: bool,
}

impl<'s> Writer<'s> {
    /// A writer whose words stand in the source inside these layers.
    pub fn escaping(source: &'s str, escapes: Escapes) -> Self {
        let mut writer = Self::new(source);
        writer.escape_as(escapes);
        writer
    }

    pub fn new(source: &'s str) -> Self {
        Self {
            source,
            parts: Parts::default(),
            prose: Prose::default(),
            open: None,
            captions: Vec::new(),
            caption: Prose::default(),
            escapes: Escapes::NONE,
            caption_escapes: Escapes::NONE,
            gap: false,
            headed: false,
        }
    }

    /// Adds words that stand for a range of the source, to the open block or to a new one with this role.
    pub fn write(&mut self, role: Role, caption: bool, words: &str, range: Range<usize>) {
        let verbatim = self.source.get(range.clone()) == Some(words);
        if caption {
            self.gap = true;
            return put(&mut self.caption, self.source, verbatim, words, range);
        }
        self.begin(role, range.start);
        let gap = std::mem::take(&mut self.gap) && self.prose.text.ends_with(' ') && words.starts_with(' ');
        let (words, start) =
            if gap && verbatim { (&words[1..], range.start + 1) } else { (words, range.start) };
        put(&mut self.prose, self.source, verbatim, words, start..range.end);
    }

    /// Adds a whole block whose words differ from their source by escapes and line breaks.
    pub fn write_aligned(&mut self, role: Role, words: &str, range: Range<usize>) {
        self.close();
        self.begin(role, range.start);
        self.prose.align(words, self.source, range);
        self.close();
    }

    /// Ends the open block; the words from here on stand in the source inside these layers.
    pub fn escape_as(&mut self, escapes: Escapes) {
        self.close();
        (self.escapes, self.caption_escapes) = (escapes, escapes);
        self.parts.escape_from(self.prose.text.len(), escapes);
    }

    /// The words from here on stand in the source inside these layers; the open block goes on.
    pub fn escape_within(&mut self, escapes: Escapes) {
        (self.escapes, self.caption_escapes) = (escapes, escapes);
        self.parts.escape_from(self.prose.text.len(), escapes);
    }

    /// Words about pictures stand in the source inside these layers, others do not.
    pub fn escape_captions_as(&mut self, escapes: Escapes) {
        self.caption_escapes = escapes;
    }

    /// Adds what was read from a text that stands inside this source, in these layers.
    pub fn nest(&mut self, parts: Parts, of: &Inner, layers: Escapes) {
        self.close();
        let text = parts.prose.as_deref().unwrap_or(&of.text);
        if !text.is_empty() {
            self.separate(0);
        }
        let shift = self.prose.text.len();
        self.prose.append_mapped(text, &parts.map.through(&of.map));
        self.headed |= parts.blocks.iter().any(|block| block.role == Role::Headline);
        self.parts.adopt(parts, shift, &of.map, layers);
    }

    /// Adds the paragraphs of a plain text that stands inside this source; notes to the desk among them stay notes.
    pub fn nest_plain(&mut self, role: Role, of: &Inner, layers: Escapes) {
        let mut parts = plain::paragraphs(&of.text);
        if role != Role::Body {
            let heading = matches!(role, Role::Headline | Role::Crosshead);
            let own = parts.blocks.iter_mut().filter(|block| block.role != Role::Note);
            own.for_each(|block| *block = Block { role, heading, ..*block });
        }
        self.nest(parts, of, layers);
    }

    /// Ends the open block.
    pub fn close(&mut self) {
        if let Some((role, start)) = self.open.take() {
            self.add_block(role, start);
        }
        for caption in std::mem::take(&mut self.captions) {
            self.separate(0);
            let start = self.prose.text.len();
            self.prose.append(&caption);
            self.add_block(Role::Caption, start);
            if self.caption_escapes != self.escapes {
                self.parts.escape_from(start, self.caption_escapes);
                self.parts.escape_from(self.prose.text.len(), self.escapes);
            }
        }
        self.gap = false;
    }

    /// Ends a picture's words; those of pictures inside pictures stay with the outer one.
    pub fn end_caption(&mut self, outermost: bool) {
        if outermost && !self.caption.text.trim().is_empty() {
            self.captions.push(std::mem::take(&mut self.caption));
        }
    }

    /// The story so far.
    pub fn text(&self) -> &str {
        &self.prose.text
    }

    /// Whether a headline is written.
    pub fn has_headline(&self) -> bool {
        self.headed
    }

    /// Whether a block is open and has words.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Reads one comment that may speak to copydesk.
    pub fn wish(&mut self, comment: Range<usize>) {
        self.gap = true;
        self.parts.wishes.read(self.source, comment, self.prose.text.len());
    }

    /// Reads a comment of the front matter, from its `#` to the end of its line.
    pub fn wish_hash(&mut self, comment: Range<usize>) {
        self.parts.wishes.read_hash(self.source, comment, self.prose.text.len());
    }

    /// Reads all comments in a range of the source.
    pub fn wishes(&mut self, range: Range<usize>) {
        self.parts.wishes.read_all(self.source, range, self.prose.text.len());
    }

    /// The finished parts.
    pub fn finish(mut self) -> Parts {
        self.close();
        self.parts.map = self.prose.map();
        self.parts.prose = Some(self.prose.text);
        self.parts
    }

    fn begin(&mut self, role: Role, at: usize) {
        if self.open.is_none() {
            self.separate(at);
            self.open = Some((role, self.prose.text.len()));
        }
    }

    fn separate(&mut self, at: usize) {
        if !self.prose.text.is_empty() {
            self.prose.replace("\n\n", at..at);
        }
    }

    fn add_block(&mut self, role: Role, start: usize) {
        let words = &self.prose.text[start..];
        let first = self.prose.text.len() - words.trim_start().len();
        let last = start + words.trim_end().len();
        if first < last {
            self.headed |= role == Role::Headline;
            let heading = matches!(role, Role::Headline | Role::Crosshead);
            self.parts.blocks.push(Block { role, span: Span::new(first, last), heading });
        }
    }
}

fn put(prose: &mut Prose, source: &str, verbatim: bool, words: &str, range: Range<usize>) {
    if verbatim { prose.copy(source, range) } else { prose.replace(words, range) }
}
