//! ArchieML: keys with values, lists, and freeform arrays whose lines are the story.
//!
//! What is copy is told by keys: those of [`Options`], then those that hold a story's paragraphs, quotes and crossheads in
//! most houses. Lines of a freeform array are paragraphs. Values under other keys, such as links and dates, are no copy,
//! and neither is what stands in objects for other places, such as `seo`.

mod copy;
mod line;
mod reader;
mod tree;

use super::source_map::Prose;
use super::writer::Writer;
use super::{Escapes, Layer, Note, Options, Parts, furniture};
use crate::span::Span;

/// Reads ArchieML.
pub(super) fn parse(source: &str, options: &Options) -> Parts {
    let (tree, comments) = reader::read(source);
    let found = copy::find(source, &tree, options);
    let mut writer = Writer::new(source);
    let mut comments = comments.into_iter().peekable();
    for text in &found.texts {
        while let Some(comment) = comments.next_if(|comment| comment.start < text.end()) {
            // Those inside a value are read with its words.
            if comment.start < text.start() {
                writer.wish(comment);
            }
        }
        let mut prose = Prose::default();
        text.stretches.iter().for_each(|stretch| prose.copy(source, stretch.clone()));
        writer.nest_plain(text.role, &prose.finish(), Escapes::of(Layer::Line));
    }
    comments.for_each(|comment| writer.wish(comment));
    let mut parts = writer.finish();
    parts.fields = found.fields;
    let story = parts.prose.as_deref().unwrap_or_default();
    furniture::assign(story, source, &parts.map, &mut parts.blocks, None);
    if parts.blocks.is_empty() && !source.trim().is_empty() {
        parts.notes.push(silent(source));
    }
    parts
}

fn silent(source: &str) -> Note {
    let start = source.len() - source.trim_start().len();
    let end = start + source[start..].lines().next().unwrap_or_default().len();
    let text =
        "none of its keys is known to hold copy; name those that do under `[front_matter]` in the config";
    Note { source: Span::new(start, end), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Role, Source, Target};
    use super::*;

    fn read(text: &str) -> Document {
        Document::parse(Source::from_text(text), Format::Archieml, &Options::default())
    }

    use Role::{Body, Boilerplate, Byline, Caption, Crosshead, Deck, Headline, ListItem, QuoteBlock};

    #[test]
    fn keys_tell_roles_and_freeform_lines_are_the_story() {
        let document = read(
            "hed: Port *shut*\nslug: port-shut\ndek: Ships wait\nbyline: By Ada Byrne\n\n[+body]\nShips wait.\n\nsubhed: Why\n\
             Rain fell: a lot.\nSmith: We never saw such rain.\npullquote: Too deep\nembed: https://example.org/x\n\
             {.image}\nurl: s.jpg\ncaption: The lock\ncredit: Li Wei\n{}\n[.list]\n* one\n* two\n[]\nIt poured.\n[]\n\
             {seo}\ntitle: Port shut, ships wait\n{}\n",
        );
        let expected = [
            (Headline, "Port *shut*"),
            (Deck, "Ships wait"),
            (Byline, "By Ada Byrne"),
            (Body, "Ships wait."),
            (Crosshead, "Why"),
            (Body, "Rain fell: a lot."),
            (Body, "Smith: We never saw such rain."),
            (QuoteBlock, "Too deep"),
            (Caption, "The lock"),
            (Boilerplate, "Li Wei"),
            (ListItem, "one"),
            (ListItem, "two"),
            (Body, "It poured."),
        ];
        assert_eq!(blocks(&document), expected);
        assert_eq!(document.field("slug"), Some("port-shut"));
        assert!(document.notes().is_empty());
    }

    #[test]
    fn long_values_have_paragraphs_and_lead_back() {
        let text = "title: Port\r\nstory: OSLO (AP) — One.\r\n\r\n\\Two: three\r\nfour.\r\n:end\r\nno\r\n";
        let document = read(text);
        let dateline = (Role::Dateline, "OSLO (AP) —");
        let expected = [(Headline, "Port"), dateline, (Body, "One."), (Body, "Two: three\r\nfour.")];
        assert_eq!(blocks(&document), expected);
        for words in ["Port", "One.", "Two: three\r\nfour"] {
            let start = document.text().find(words).expect("in the story");
            assert_eq!(document.source_span(Span::new(start, start + words.len())).of(text), words);
        }
        let two = document.text().find("Two").expect("in the story");
        let two = Span::new(two, two + 3);
        assert_eq!(document.write(two, "Three").as_deref(), Some("Three"));
        assert_eq!(document.write(two, "Three\nfour"), None);
    }

    #[test]
    fn comments_to_copydesk_are_suppressions_wherever_they_stand() {
        let document = read(
            "<!-- copydesk: allow a -- r -->\nhed: Port\n[+body]\nOne.\n<!-- copydesk: allow b -- r -->\nTwo.\n[]\n\
             end: x\nstory: Three.\n\n  <!-- copydesk: allow c -- r -->\nFour\n<!--copydesk: allow d -- r-->\nfive.\n:end\n",
        );
        let after = |at: usize| match document.suppressions()[at].target {
            Target::After(offset) => document.text()[offset as usize..].trim().lines().next(),
            Target::File => None,
        };
        assert_eq!([after(0), after(1), after(2)], [Some("Port"), Some("Two."), Some("Four")]);
        assert_eq!(document.suppressions().len(), 4);
        let words: Vec<_> = document.blocks().iter().map(|block| block.span.of(document.text())).collect();
        assert_eq!(words[..4], ["Port", "One.", "Two.", "Three."]);
        assert!(words[4].starts_with("Four\n") && words[4].ends_with("\nfive.") && !words[4].contains('<'));
    }

    #[test]
    fn a_config_names_keys_by_their_last_word_or_their_path() {
        let mut options = Options::default();
        options.roles.push(("kicker".to_owned(), Deck));
        options.roles.push(("seo.title".to_owned(), Deck));
        let text = "{page}\nkicker: Sea\n{seo}\ntitle: Port shut\ndescription: no\n{}\n";
        let document = Document::parse(Source::from_text(text), Format::Archieml, &options);
        assert_eq!(blocks(&document), [(Deck, "Sea"), (Deck, "Port shut")]);
    }

    #[test]
    fn a_file_without_copy_says_so() {
        let document = read("\nurl: x\ndate: y\n");
        assert!(document.blocks().is_empty());
        assert!(document.notes()[0].text.contains("none of its keys"));
        assert!(read("").notes().is_empty());
    }
}
