//! Bytes to blocks: what kind of file it is, which of its words are copy, and where each stood in the file.

mod archieml;
mod dateline;
mod declared;
pub mod docx;
mod encoding;
mod escape;
mod feed;
mod front_matter;
mod furniture;
mod html;
mod iptc7901;
mod json;
mod legacy;
mod lines;
mod markdown;
mod nesting;
mod newsml;
mod newsml_g2;
mod ninjs;
mod nitf;
mod plain;
mod refusal;
mod role;
#[cfg(test)]
mod samples;
mod sniff;
pub mod source;
pub mod source_map;
pub mod suppression;
mod writer;
mod written;
mod xml;
mod yaml;

use std::path::Path;
use std::sync::Arc;

pub use docx::Part;
pub use encoding::{Encoding, LARGEST};
pub use escape::{Escapes, Layer};
pub use role::{Options, Role};
pub use source::{Source, SourceError};
pub use source_map::{Backward, SourceMap};
pub use suppression::{Malformed, Suppression, Target};

use crate::span::{Place, Span};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Paragraphs with blank lines between them.
    PlainText,
    /// CommonMark with tables, footnotes and front matter.
    Markdown,
    /// HTML pages.
    Html,
    /// Word documents.
    Docx,
    /// News Industry Text Format.
    Nitf,
    /// NewsML-G2: news items and messages.
    NewsmlG2,
    /// NewsML 1.
    Newsml,
    /// News in JSON, versions 1 to 3.
    Ninjs,
    /// ArchieML.
    Archieml,
    /// RSS and Atom feeds, and exports of WordPress.
    Feed,
    /// The wire format IPTC 7901.
    Iptc7901,
    /// XML of no known vocabulary.
    Xml,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::PlainText,
        Self::Markdown,
        Self::Html,
        Self::Docx,
        Self::Nitf,
        Self::NewsmlG2,
        Self::Newsml,
        Self::Ninjs,
        Self::Archieml,
        Self::Feed,
        Self::Iptc7901,
        Self::Xml,
    ];

    /// The format that a file's name promises, whatever is in it.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().iter().any(|one| extension.eq_ignore_ascii_case(one)))
    }

    /// Whether only a look inside tells whether a file of this name is copy: `.xml` and `.json` hold anything.
    #[must_use]
    pub fn depends_on_content(path: &Path) -> bool {
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        ["xml", "json"].iter().any(|one| extension.eq_ignore_ascii_case(one))
    }

    /// The format that a file of this name is read as. `head` gives its first [`HEAD`](Self::HEAD) bytes and is asked only
    /// where the name leaves a doubt; a file that was asked for by name is read whatever it holds.
    #[must_use]
    pub fn of_file(path: &Path, asked_for: bool, head: impl FnOnce() -> Vec<u8>) -> Option<Self> {
        if !asked_for && Self::is_left_by_programs(path) {
            return None;
        }
        if let Some(format) = Self::of_path(path) {
            return Some(format);
        }
        let unclear = Self::depends_on_content(path);
        if !unclear && !asked_for {
            return None;
        }
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        let fallback = match () {
            () if !asked_for => None,
            () if extension.eq_ignore_ascii_case("xml") => Some(Self::Xml),
            () if extension.eq_ignore_ascii_case("json") => Some(Self::Ninjs),
            () => Some(Self::PlainText),
        };
        Self::of_content(&head()).or(fallback)
    }

    /// Whether a file is no draft in spite of its name: Word's note that a document is open, and the copies that copydesk
    /// writes beside documents.
    fn is_left_by_programs(path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let is_copy = || name.rsplit_once('.').is_some_and(|(rest, _)| rest.ends_with(".copydesk"));
        name.starts_with("~$") || (is_copy() && Self::of_path(path) == Some(Self::Docx))
    }

    /// Bytes from the start of a file that tell its format.
    pub const HEAD: usize = sniff::HEAD;

    /// The format that a file's first bytes show, however it is named.
    #[must_use]
    pub fn of_content(head: &[u8]) -> Option<Self> {
        sniff::format(head)
    }

    /// The name used in reports and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "plain-text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Nitf => "nitf",
            Self::NewsmlG2 => "newsml-g2",
            Self::Newsml => "newsml",
            Self::Ninjs => "ninjs",
            Self::Archieml => "archieml",
            Self::Feed => "feed",
            Self::Iptc7901 => "iptc7901",
            Self::Xml => "xml",
        }
    }

    /// The endings of file names, without the dot and in lower case.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::PlainText => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
            Self::Html => &["html", "htm", "xhtml"],
            Self::Docx => &["docx", "docm", "dotx", "dotm"],
            Self::Nitf => &["nitf"],
            Self::Archieml => &["aml", "archieml"],
            Self::Feed => &["rss", "atom"],
            Self::Iptc7901 => &["iptc", "anpa"],
            Self::NewsmlG2 | Self::Newsml | Self::Ninjs | Self::Xml => &[],
        }
    }
}

/// A stretch of the story with one role. Blocks are in the order of the text and never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Where it stands in [`Document::text`].
    pub span: Span,
    /// Whether the format itself marks it as a heading; the first line of a text is a headline without a mark.
    pub heading: bool,
}

/// An entry of the front matter. A list gives one field for each of its entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The key, as written.
    pub key: String,
    /// The value as text.
    pub value: String,
    /// Where the value stands in the source, without its quotation marks.
    pub source: Span,
}

/// Something in the file that was not understood, and was kept as it stands or left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where, in the source.
    pub source: Span,
    /// What, in plain words.
    pub text: String,
}

/// A parsed story. Most files hold one; a message or a feed holds several, which share their source.
#[derive(Debug)]
pub struct Document {
    source: Arc<Source>,
    format: Format,
    parts: Parts,
}

/// What a format's parser finds in the text of a source.
#[derive(Debug, Default)]
struct Parts {
    /// The story's text where it is not simply the source's.
    prose: Option<String>,
    map: SourceMap,
    blocks: Vec<Block>,
    fields: Vec<Field>,
    wishes: suppression::Wishes,
    notes: Vec<Note>,
    /// How words have to be written in the file, each from an offset of the story on.
    escapes: Vec<(u32, Escapes)>,
}

impl Document {
    /// Reads a source that holds one story; of several, the first. Whatever cannot be understood is kept as a plain
    /// block, with a note.
    #[must_use]
    pub fn parse(source: Source, format: Format, options: &Options) -> Self {
        let source = Arc::new(source);
        let format = sniff::settle(format, source.text());
        let parts = read(&source, format, options).into_iter().next().unwrap_or_default();
        Self::new(source, format, parts)
    }

    /// Reads all stories of a source, in file order; there is at least one, though it may be empty.
    #[must_use]
    pub fn parse_all(source: Source, format: Format, options: &Options) -> Vec<Self> {
        let source = Arc::new(source);
        let format = sniff::settle(format, source.text());
        let stories = read(&source, format, options);
        stories.into_iter().map(|parts| Self::new(Arc::clone(&source), format, parts)).collect()
    }

    fn new(source: Arc<Source>, format: Format, mut parts: Parts) -> Self {
        parts.aim_suppressions();
        Self { source, format, parts }
    }

    /// The words of the story, blocks one after the other.
    #[must_use]
    pub fn text(&self) -> &str {
        self.parts.prose.as_deref().unwrap_or(self.source.text())
    }

    /// The blocks, in text order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.parts.blocks
    }

    /// The file's decoded text.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The format it was read as.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The range of the file's decoded text that a span of the story came from.
    #[must_use]
    pub fn source_span(&self, span: Span) -> Span {
        self.parts.map.source_span(span)
    }

    /// The way from the file's decoded text to the words of the story.
    #[must_use]
    pub fn backward(&self) -> Backward {
        self.parts.map.backward(self.text().len())
    }

    /// Where in the file a span of the story stands.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        self.source.place(self.source_span(span))
    }

    /// The front matter's entries, in file order.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        &self.parts.fields
    }

    /// The first value under a key of the front matter.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields()
            .iter()
            .find(|field| field.key.eq_ignore_ascii_case(key))
            .map(|field| field.value.as_str())
    }

    /// The suppressions in the copy, in file order.
    #[must_use]
    pub fn suppressions(&self) -> &[Suppression] {
        &self.parts.wishes.suppressions
    }

    /// Comments to copydesk that are not understood, in file order.
    #[must_use]
    pub fn malformed_suppressions(&self) -> &[Malformed] {
        &self.parts.wishes.malformed
    }

    /// What was not understood.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.parts.notes
    }
}

/// The stories of a source; at least one. What is odd about the whole file is noted in the first.
fn read(source: &Source, format: Format, options: &Options) -> Vec<Parts> {
    let mut stories = read_format(source, format, options);
    if let (Some(first), Some((at, text))) = (stories.first_mut(), source.remark()) {
        first.notes.push(Note { source: *at, text: text.clone() });
    }
    stories
}

fn read_format(source: &Source, format: Format, options: &Options) -> Vec<Parts> {
    let text = source.text();
    match format {
        Format::PlainText => vec![plain::parse(text)],
        Format::Markdown => vec![markdown::parse(text, options)],
        Format::Html => vec![html::parse(text, options)],
        Format::Docx => vec![docx::parse(source, options)],
        Format::Nitf => vec![nitf::parse(text)],
        Format::NewsmlG2 => newsml_g2::parse(text),
        Format::Newsml => newsml::parse(text),
        Format::Ninjs => ninjs::parse(text, options),
        Format::Archieml => vec![archieml::parse(text, options)],
        Format::Feed => feed::parse(text, options),
        Format::Iptc7901 => iptc7901::parse(text, options),
        Format::Xml => vec![xml::parse(text)],
    }
}

impl Parts {
    /// Words from this offset of the story on stand in the source inside these layers.
    fn escape_from(&mut self, offset: usize, escapes: Escapes) {
        self.escapes.push((offset as u32, escapes));
    }

    /// Takes over everything but the words of parts whose story begins at `shift` of this one and whose sources lead
    /// back through `outer`, where they stand inside `layers`.
    fn adopt(&mut self, inner: Self, shift: usize, outer: &SourceMap, layers: Escapes) {
        let shift = shift as u32;
        let moved = |span: Span| Span { start: span.start + shift, end: span.end + shift };
        self.blocks.extend(inner.blocks.into_iter().map(|block| Block { span: moved(block.span), ..block }));
        let fields = inner.fields.into_iter();
        self.fields.extend(fields.map(|field| Field { source: outer.source_span(field.source), ..field }));
        let notes = inner.notes.into_iter();
        self.notes.extend(notes.map(|note| Note { source: outer.source_span(note.source), ..note }));
        self.wishes.adopt(inner.wishes, shift, outer);
        if inner.escapes.first().is_none_or(|(start, _)| *start > 0) {
            self.escapes.push((shift, layers));
        }
        let escapes = inner.escapes.into_iter();
        self.escapes.extend(escapes.map(|(start, own)| (start + shift, own.inside_all(layers))));
    }

    /// Moves a suppression between two blocks to the start of the next; a dateline stands for its paragraph.
    fn aim_suppressions(&mut self) {
        for suppression in &mut self.wishes.suppressions {
            let Target::After(offset) = &mut suppression.target else { continue };
            let next = self.blocks.partition_point(|block| block.span.end <= *offset);
            let Some(block) = self.blocks.get(next).filter(|block| block.span.start >= *offset) else {
                continue;
            };
            let body = self.blocks.get(next + 1).filter(|_| block.role == Role::Dateline);
            *offset = body.unwrap_or(block).span.start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_promise_a_format() {
        let of = |name| Format::of_path(Path::new(name));
        assert_eq!(of("a/b.MD"), Some(Format::Markdown));
        assert_eq!(of("wire.Text"), Some(Format::PlainText));
        assert_eq!([of("a.Docx"), of("README"), of("a.xml")], [Some(Format::Docx), None, None]);
    }

    #[test]
    fn what_programs_leave_is_read_only_when_asked_for() {
        let of = |name, asked_for| Format::of_file(Path::new(name), asked_for, Vec::new);
        let left = ["a/~$story.docx", "story.copydesk.docx", "a/story.copydesk.docm"];
        assert_eq!(left.map(|name| of(name, false)), [None; 3]);
        assert_eq!(of("copydesk.dotm", false), Some(Format::Docx));
        assert_eq!(of("story.copydesk.docx", true), Some(Format::Docx));
    }

    #[test]
    fn a_suppression_before_a_dateline_is_for_the_paragraph() {
        let text = "Port reopens\n\n<!-- copydesk: allow x -- y -->\n\nOSLO (AP) — Ships sailed.\n";
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        let Target::After(offset) = document.suppressions()[0].target else { panic!("not for the file") };
        assert!(document.text()[offset as usize..].starts_with("Ships"));
    }
}
