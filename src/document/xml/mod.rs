//! XML of no known vocabulary, and what all that read XML share: the [`Reader`] and the [`Elements`].

mod elements;
mod event;
mod frame;
mod meaning;
mod reader;
mod reference;
mod stories;

pub(super) use elements::Elements;
pub(super) use event::{Event, Name, Tag, Words};
pub(super) use meaning::{Meaning, of_copy};
pub(super) use reader::Reader;
pub(super) use stories::{Vocabulary, hand_over, spread, stories};

use super::{Note, Parts, Role};
use crate::span::Span;

/// Reads XML whose elements mean nothing to copydesk: the words of each are a paragraph.
pub(super) fn parse(source: &str) -> Parts {
    let mut reader = Reader::new(source);
    let mut elements = Elements::new(source, Some(Role::Body));
    let mut first = None;
    while let Some(event) = reader.next() {
        if let Event::Open(tag) = &event {
            first = first.or(Some(tag.range.clone()));
            let joins = elements.has_own_words() || INLINE.contains(&tag.name.local);
            let meaning = if joins { Meaning::Inline } else { Meaning::Block };
            elements.open(tag, meaning);
        } else {
            elements.follow(event);
        }
    }
    let mut parts = elements.finish();
    if let Some(first) = first {
        let text =
            "XML of a kind that copydesk does not know: the words of every element are read as paragraphs";
        parts.notes.push(Note { source: Span::new(first.start, first.end), text: text.to_owned() });
    }
    parts.notes.append(&mut reader.notes);
    parts
}

/// Elements that stand inside a sentence in most kinds of XML.
const INLINE: [&str; 16] = [
    "a", "b", "i", "u", "em", "strong", "span", "q", "cite", "sub", "sup", "small", "font", "emphasis",
    "link", "quote",
];

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Options, Source};

    fn read(source: &str) -> Document {
        Document::parse(Source::from_text(source), Format::Xml, &Options::default())
    }

    fn blocks(document: &Document) -> Vec<&str> {
        document.blocks().iter().map(|block| block.span.of(document.text())).collect()
    }

    #[test]
    fn every_element_is_a_paragraph_unless_it_stands_among_words() {
        let document = read(
            "<story>\n <kop>Port  shut</kop>\n <al><b>Ships</b> wait at <place>Hull</place>.</al>\n</story>",
        );
        assert_eq!(blocks(&document), ["Port shut", "Ships wait at Hull."]);
        assert!(document.notes()[0].text.contains("does not know"), "{:?}", document.notes());
    }

    #[test]
    fn a_file_without_elements_has_its_words() {
        assert_eq!(blocks(&read("no tags &amp; no end")), ["no tags & no end"]);
        assert!(blocks(&read("")).is_empty());
    }
}
