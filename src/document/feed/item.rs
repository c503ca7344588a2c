//! One item of a feed: its texts in the order of the file, each read as what it is.

use std::ops::Range;

use super::super::source_map::{Inner, Prose};
use super::super::suppression::Wishes;
use super::super::writer::Writer;
use super::super::xml::{Event, Name, Reader, Tag};
use super::super::{Block, Escapes, Layer, Options, Parts, Role, html};
use super::language;
use crate::span::Span;

/// What a text is to its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Title,
    Byline,
    Summary,
    Content,
    Language,
    /// What kind of entry it is in an export of WordPress.
    Kind,
}

/// Entries of WordPress that are no posts or pages, and those thrown away.
const NO_POSTS: [&str; 17] = [
    "attachment",
    "revision",
    "nav_menu_item",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "wp_block",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_navigation",
    "wp_font_family",
    "wp_font_face",
    "acf-field",
    "trash",
    "auto-draft",
];

/// A text of the item.
#[derive(Debug)]
struct Text {
    part: Part,
    inner: Inner,
    /// The layers in which the text stands in the file.
    layers: Escapes,
    is_html: bool,
}

/// Texts and comments in the order of the file.
#[derive(Debug)]
enum Entry {
    Text(Text),
    Comment(Range<usize>),
}

#[derive(Debug, Default)]
pub(super) struct Item {
    entries: Vec<Entry>,
    language: Option<(String, Span)>,
}

impl Item {
    /// Reads on to the end of the item.
    pub fn read<'s>(source: &'s str, tag: &Tag<'s>, reader: &mut Reader<'s>) -> Self {
        let mut item = Self::default();
        if let Some((value, place)) = tag.attribute("xml:lang").zip(tag.attribute_place("xml:lang")) {
            item.language = Some((value.into_owned(), Span::new(place.start, place.end)));
        }
        let is_atom = tag.name.local == "entry";
        while let Some(event) = reader.next() {
            match event {
                Event::Open(tag) => {
                    item.entries.extend(text_of(source, &tag, is_atom, reader).map(Entry::Text))
                }
                Event::Comment(range) => item.entries.push(Entry::Comment(range)),
                Event::Words(_) => {}
                Event::Close(..) => break,
            }
        }
        item
    }

    /// Whether an entry of WordPress is copy.
    pub fn is_post(&self) -> bool {
        let mut kinds = self.texts(Part::Kind);
        !kinds.any(|text| NO_POSTS.contains(&text.inner.text.trim()))
    }

    /// The item as a story; `wishes` are what comments before it ask for.
    pub fn write(self, source: &str, wordpress: bool, wishes: Wishes, options: &Options) -> Parts {
        let read = |text: &Text, role| text.read(wordpress, role, options);
        let body = |entry: &Entry| match entry {
            Entry::Text(text) if text.part == Part::Content => Some(read(text, Role::Body)),
            _ => None,
        };
        let bodies: Vec<_> = self.entries.iter().map(body).collect();
        let content: String = bodies.iter().flatten().map(letters).collect();
        let mut writer = Writer::new(source);
        writer.parts.wishes = wishes;
        if let Some((value, source)) = self.language {
            writer.parts.fields.push(language(&value, source));
        }
        for (entry, body) in self.entries.into_iter().zip(bodies) {
            let text = match entry {
                Entry::Comment(range) => {
                    writer.wish(range);
                    continue;
                }
                Entry::Text(text) => text,
            };
            let parts = match text.part {
                Part::Title => read(&text, Role::Headline),
                Part::Byline => read(&text, Role::Byline),
                Part::Summary if content.is_empty() => read(&text, Role::Body),
                Part::Summary => read(&text, Role::Deck),
                Part::Content => body.unwrap_or_default(),
                Part::Language => {
                    let whole = text.inner.map.source_span(Span::new(0, text.inner.text.len()));
                    writer.parts.fields.push(language(text.inner.text.trim(), whole));
                    continue;
                }
                Part::Kind => continue,
            };
            // Many systems make the summary out of the first words.
            let is_cut =
                text.part == Part::Summary && !content.is_empty() && content.starts_with(&letters(&parts));
            if !is_cut {
                writer.nest(parts, &text.inner, text.layers);
            }
        }
        writer.finish()
    }

    fn texts(&self, part: Part) -> impl Iterator<Item = &Text> {
        let texts = self.entries.iter().filter_map(|entry| match entry {
            Entry::Text(text) => Some(text),
            Entry::Comment(_) => None,
        });
        texts.filter(move |text| text.part == part)
    }
}

impl Text {
    fn read(&self, wordpress: bool, role: Role, options: &Options) -> Parts {
        let text = &self.inner.text;
        match (self.is_html, role) {
            (false, _) => plain(role, text),
            (true, Role::Body) if wordpress => html::wordpress(text, options),
            (true, Role::Body) => html::fragment(text, options),
            (true, role) => html::fragment_as(role, text, options),
        }
    }
}

/// A text without markup, as one block.
fn plain(role: Role, text: &str) -> Parts {
    let start = text.len() - text.trim_start().len();
    let span = Span::new(start, start + text.trim().len());
    let heading = role == Role::Headline;
    let block = (!span.is_empty()).then_some(Block { role, span, heading });
    Parts { prose: Some(text.to_owned()), blocks: block.into_iter().collect(), ..Parts::default() }
}

/// The letters and digits of a story's blocks, to tell whether two say the same.
fn letters(parts: &Parts) -> String {
    let story = parts.prose.as_deref().unwrap_or_default();
    let words = parts.blocks.iter().flat_map(|block| block.span.of(story).chars());
    words.filter(|letter| letter.is_alphanumeric()).collect()
}

/// The part that an element is, and how its text is written.
fn part_of(tag: &Tag<'_>, is_atom: bool) -> Option<(Part, Form)> {
    let Name { prefix, local } = tag.name;
    let part = match (prefix, local) {
        ("wp", "post_type" | "status") => Part::Kind,
        ("dc", "language") => Part::Language,
        ("dc", "creator") | ("" | "atom", "author") => Part::Byline,
        ("" | "atom", "title") => Part::Title,
        ("" | "atom" | "dc", "description") | ("" | "atom", "summary") | ("excerpt", "encoded") => {
            Part::Summary
        }
        ("content", "encoded") | ("" | "atom", "content") => Part::Content,
        _ => return None,
    };
    let form = match part {
        Part::Byline | Part::Language | Part::Kind => Form::Plain,
        _ if !is_atom => Form::Html,
        _ => Form::of_type(tag.attribute("type").as_deref())?,
    };
    Some((part, form))
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    /// HTML, escaped or in CDATA.
    Html,
    /// HTML as elements of the feed.
    Elements,
}

impl Form {
    fn of_type(name: Option<&str>) -> Option<Self> {
        match name.unwrap_or("text") {
            "text" | "text/plain" => Some(Self::Plain),
            "html" | "text/html" => Some(Self::Html),
            "xhtml" | "application/xhtml+xml" => Some(Self::Elements),
            _ => None,
        }
    }
}

/// Reads on to the end of an element; its text where it is a part of the item.
fn text_of<'s>(source: &'s str, tag: &Tag<'s>, is_atom: bool, reader: &mut Reader<'s>) -> Option<Text> {
    let part = part_of(tag, is_atom);
    let is_byline = part.is_some_and(|(part, _)| part == Part::Byline);
    let mut words = Words::default();
    let (mut depth, mut name) = (1, "");
    let mut elements = false;
    let mut end = tag.range.end;
    for event in reader.by_ref() {
        match event {
            Event::Open(tag) => {
                (depth, name) = (depth + 1, tag.name.local);
                elements = true;
            }
            Event::Close(range) => {
                (depth, end) = (depth - 1, range.start);
                if depth == 0 {
                    break;
                }
            }
            // An author's address is no copy, a name is.
            Event::Words(piece) if depth == 1 || !is_byline || name == "name" => {
                words.add(source, &piece.text, piece.range, piece.cdata);
            }
            Event::Words(_) | Event::Comment(_) => {}
        }
    }
    let (part, form) = part?;
    // Elements where escaped HTML should be are HTML all the same.
    if form == Form::Elements || (form == Form::Html && elements) {
        let mut prose = Prose::default();
        prose.copy(source, tag.range.end..end);
        return Some(Text { part, inner: prose.finish(), layers: Escapes::NONE, is_html: true });
    }
    let layers = words.layers();
    Some(Text { part, inner: words.prose.finish(), layers, is_html: form == Form::Html })
}

/// The words of an element.
#[derive(Debug, Default)]
struct Words {
    prose: Prose,
    in_section: bool,
    outside: bool,
}

impl Words {
    fn add(&mut self, source: &str, words: &str, range: Range<usize>, cdata: bool) {
        let blank = words.trim().is_empty();
        self.in_section |= cdata && !blank;
        self.outside |= !cdata && !blank;
        if source.get(range.clone()) == Some(words) {
            self.prose.copy(source, range);
        } else {
            self.prose.replace(words, range);
        }
    }

    fn layers(&self) -> Escapes {
        let in_section = self.in_section && !self.outside;
        Escapes::of(if in_section { Layer::Cdata } else { Layer::Markup })
    }
}
