//! Bytes to blocks: what kind of file it is, which of its words are copy, and where each stood in the file.

mod dateline;
mod encoding;
mod front_matter;
mod furniture;
mod lines;
mod markdown;
mod nesting;
mod plain;
mod role;
pub mod source;
pub mod source_map;
pub mod suppression;
mod writer;
mod yaml;

use std::path::Path;

pub use encoding::{Encoding, LARGEST};
pub use role::{Options, Role};
pub use source::{Source, SourceError};
pub use source_map::SourceMap;
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
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::PlainText, Self::Markdown];

    /// The format that a file's name promises.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        Self::ALL
            .into_iter()
            .find(|format| format.extensions().iter().any(|one| extension.eq_ignore_ascii_case(one)))
    }

    /// The name used in reports and settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PlainText => "plain-text",
            Self::Markdown => "markdown",
        }
    }

    /// The endings of file names, without the dot and in lower case.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::PlainText => &["txt", "text"],
            Self::Markdown => &["md", "markdown"],
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

/// A parsed file.
#[derive(Debug)]
pub struct Document {
    source: Source,
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
}

impl Document {
    /// Reads a source. Whatever cannot be understood is kept as a plain block, with a note.
    #[must_use]
    pub fn parse(source: Source, format: Format, options: &Options) -> Self {
        let mut parts = match format {
            Format::PlainText => plain::parse(source.text()),
            Format::Markdown => markdown::parse(source.text(), options),
        };
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

impl Parts {
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
        assert_eq!([of("a.docx"), of("README")], [None, None]);
    }

    #[test]
    fn a_suppression_before_a_dateline_is_for_the_paragraph() {
        let text = "Port reopens\n\n<!-- copydesk: allow x -- y -->\n\nOSLO (AP) — Ships sailed.\n";
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        let Target::After(offset) = document.suppressions()[0].target else { panic!("not for the file") };
        assert!(document.text()[offset as usize..].starts_with("Ships"));
    }
}
