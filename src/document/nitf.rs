//! NITF, the News Industry Text Format of the IPTC.

use super::xml::{Elements, Event, Reader, of_copy};
use super::{Parts, Role};

/// Reads NITF: a document, or a piece of one.
pub(super) fn parse(source: &str) -> Parts {
    let mut reader = Reader::new(source);
    let mut story = Elements::new(source, Some(Role::Body));
    for event in reader.by_ref() {
        let Event::Open(tag) = &event else {
            story.follow(event);
            continue;
        };
        if tag.name.local == "nitf" {
            story.field(
                "language",
                tag,
                if tag.attribute("xml:lang").is_some() { "xml:lang" } else { "baselang" },
            );
        }
        let meaning = of_copy(tag, &story);
        story.open(tag, meaning);
    }
    let mut parts = story.finish();
    parts.notes.append(&mut reader.notes);
    parts
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Options, Source, Target};
    use super::*;
    use crate::span::Span;

    fn read(source: &str) -> Document {
        Document::parse(Source::from_text(source), Format::Nitf, &Options::default())
    }

    const STORY: &str = "<?xml version=\"1.0\"?>\n<nitf xml:lang=\"en-GB\">\n<head><title>Port shut - The Post</title><meta name=\"a\" content=\"b\"/>\
        <docdata><key-list><keyword key=\"port\"/></key-list></docdata></head>\n<body><body.head><hedline><hl1>Port\n  shut</hl1>\
        <hl2>Ships wait</hl2></hedline><note noteclass=\"editorsnote\"><body.content><p>Hold for 3 p.m.</p></body.content></note>\
        <byline>By <person>Ada Byrne</person><byttl>Harbour Editor</byttl></byline><distributor>The Post</distributor>\
        <dateline><location>Hull</location></dateline><abstract><p>Waves shut it.</p></abstract></body.head>\n\
        <body.content><p lede=\"true\">Ships of <org>AT&amp;T</org> wait.</p><hl2>Why</hl2><bq><block><p>Too deep.</p></block><credit>The chair</credit></bq>\
        <ul><li>one</li><li><p>two</p></li></ul><table><caption>Depth</caption><tr><td>a</td><td>1</td></tr></table>\
        <media media-type=\"image\"><media-reference source=\"a.jpg\">x</media-reference><media-caption><p>Ships at sea</p></media-caption>\
        <media-producer>A. Byrne</media-producer></media><pre>Tides:\n  high  6.10\n\nlow 12.20</pre></body.content>\
        <body.end><tagline>desk@example.org</tagline></body.end></body></nitf>\n";

    #[test]
    fn elements_have_roles() {
        let document = read(STORY);
        use Role::{
            Body, Boilerplate, Byline, Caption, Crosshead, Dateline, Deck, Headline, ListItem, Note,
            QuoteBlock, TableCell,
        };
        let expected = [
            (Headline, "Port shut"),
            (Deck, "Ships wait"),
            (Note, "Hold for 3 p.m."),
            (Byline, "By Ada Byrne Harbour Editor"),
            (Boilerplate, "The Post"),
            (Dateline, "Hull"),
            (Deck, "Waves shut it."),
            (Body, "Ships of AT&T wait."),
            (Crosshead, "Why"),
            (QuoteBlock, "Too deep."),
            (QuoteBlock, "The chair"),
            (ListItem, "one"),
            (ListItem, "two"),
            (Caption, "Depth"),
            (TableCell, "a"),
            (TableCell, "1"),
            (Caption, "Ships at sea"),
            (Boilerplate, "A. Byrne"),
            (Body, "Tides:\nhigh 6.10"),
            (Body, "low 12.20"),
            (Boilerplate, "desk@example.org"),
        ];
        assert_eq!(blocks(&document), expected);
        assert_eq!(document.field("language"), Some("en-GB"));
        assert!(document.notes().is_empty(), "{:?}", document.notes());
    }

    #[test]
    fn words_lead_back_and_are_written_as_the_file_wants_them() {
        let document = read(
            "<nitf><body><p>Ships of <b>AT&amp;T</b>\n  sail<!-- x --> to <![CDATA[Q&A]]>.</p></body></nitf>",
        );
        assert_eq!(document.text(), "Ships of AT&T sail to Q&A.");
        let span = |words: &str| {
            let start = document.text().find(words).expect("in the story");
            Span::new(start, start + words.len())
        };
        let back = |words| document.source_span(span(words)).of(document.source().text());
        assert_eq!([back("of AT&T"), back("&T"), back("Q&A")], ["of <b>AT&amp;T", "&amp;T", "Q&A"]);
        assert_eq!(document.write(span("sail"), "B&B").as_deref(), Some("B&amp;B"));
        assert_eq!(document.write(span("Q&A"), "B&B").as_deref(), Some("B&B"));
        assert_eq!(document.write(span("AT&T"), "R&D").as_deref(), Some("R&amp;D"));
        assert_eq!(document.write(span("AT&T sail"), "x"), None, "a tag stands between the words");
        assert_eq!(document.write(span("to Q"), "x"), None, "the words are written in two ways");
    }

    #[test]
    fn a_title_heads_a_story_without_a_headline() {
        let document = read(
            "<nitf><head><title>Port shut</title></head><body><byline>Ada</byline><p>It is.</p></body></nitf>",
        );
        assert_eq!(blocks(&document)[..2], [(Role::Headline, "Port shut"), (Role::Byline, "Ada")]);
        assert_eq!(
            blocks(&read("<nitf><head><title>Port shut</title></head></nitf>")),
            [(Role::Headline, "Port shut")]
        );
    }

    #[test]
    fn breaks_end_lines_and_two_of_them_paragraphs() {
        let document = read("<nitf><body><p>One.<br/>Two.<br/>\n<br/>Three.<br/></p></body></nitf>");
        assert_eq!(blocks(&document), [(Role::Body, "One.\nTwo."), (Role::Body, "Three.")]);
    }

    #[test]
    fn a_piece_is_read_and_its_dateline_found() {
        let document = read("<p>OSLO (AP) — Ships sailed.</p> <p>All of them.</p>");
        use Role::{Body, Dateline};
        let expected = [(Dateline, "OSLO (AP) —"), (Body, "Ships sailed."), (Body, "All of them.")];
        assert_eq!(blocks(&document), expected);
    }

    #[test]
    fn comments_are_suppressions_of_paragraphs_and_sentences() {
        let document = read(
            "<nitf><body>\n<!-- copydesk: allow a -- r -->\n<p>One. <!-- copydesk: allow b -- r --> Two.</p></body><!-- copydesk: allow-file c -- r --></nitf>",
        );
        let targets: Vec<_> = document.suppressions().iter().map(|one| one.target).collect();
        assert_eq!(targets, [Target::After(0), Target::After(5), Target::File]);
        assert_eq!(document.text(), "One. Two.");
    }

    #[test]
    fn paragraphs_given_twice_for_an_index_are_read_once() {
        let document = read(
            "<nitf><body><byline class=\"print_byline\">By Ada Byrne</byline><byline class=\"normalized_byline\">Byrne, Ada</byline>\
             <body.content><block class=\"lead_paragraph\"><p>It is.</p></block><block class=\"full_text\"><p>It is.</p></block></body.content></body></nitf>",
        );
        assert_eq!(blocks(&document), [(Role::Byline, "By Ada Byrne"), (Role::Body, "It is.")]);
    }
}
