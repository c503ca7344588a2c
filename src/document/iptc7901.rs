//! IPTC 7901, the wire's text format, and its North American sibling ANPA 1312.
//!
//! A message is a header line (service and number, urgency, category, count of words), perhaps a line of keywords, a text
//! and a date, between control characters, or between `ZCZC` and `NNNN` on older wires. Control characters are left out,
//! and the wire's substitutes are read as what they stand for: two accents or two apostrophes as quotation marks, a low
//! line between words as a dash. Files from which the control characters have been lost are read too.

mod message;
mod words;

use self::message::Message;
use self::words::{line_ends, paragraphs};
use super::source_map::Inner;
use super::writer::Writer;
use super::{Block, Escapes, Field, Layer, Options, Parts, Role, furniture};
use crate::span::Span;

pub(super) use self::message::begins;

/// Reads the messages of a file.
pub(super) fn parse(source: &str, _options: &Options) -> Vec<Parts> {
    let mut stories: Vec<Parts> =
        message::split(source).iter().map(|message| story(source, message)).collect();
    stories.retain(|story| !story.blocks.is_empty());
    if stories.is_empty() {
        stories.push(Parts { prose: Some(String::new()), ..Parts::default() });
    }
    stories
}

fn story(source: &str, message: &Message) -> Parts {
    let mut writer = Writer::new(source);
    for (role, range) in &message.head {
        let inner = words::inner(source, line_ends(source, range.clone()));
        write(&mut writer, *role, &inner);
    }
    let body = paragraphs(source, message.text.clone());
    write(&mut writer, Role::Body, &body);
    let mut parts = writer.finish();
    let fields = message.fields.iter();
    parts.fields = fields
        .map(|(key, place)| Field {
            key: (*key).to_owned(),
            value: source[place.clone()].to_owned(),
            source: Span::new(place.start, place.end),
        })
        .collect();
    let story = parts.prose.as_deref().unwrap_or_default();
    furniture::assign(story, source, &parts.map, &mut parts.blocks, None);
    close(story, &mut parts.blocks);
    parts
}

fn write(writer: &mut Writer<'_>, role: Role, inner: &Inner) {
    writer.nest_plain(role, inner, Escapes::of(Layer::Line));
}

/// What follows the line that closes the copy is for desks.
fn close(story: &str, blocks: &mut [Block]) {
    let closes = |line: &str| {
        let line = line.to_ascii_lowercase();
        line.starts_with("the following information is not ") && line.contains("publication")
    };
    let last = blocks.iter().position(|block| block.span.of(story).lines().any(closes));
    if let Some(last) = last {
        blocks[last..].iter_mut().for_each(|block| block.role = Role::Note);
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Source};
    use super::*;

    fn read(text: &str) -> Vec<Document> {
        Document::parse_all(Source::from_text(text), Format::Iptc7901, &Options::default())
    }

    use Role::{Body, Byline, Dateline, Deck, Headline, Note};

    #[test]
    fn messages_have_a_header_a_head_and_paragraphs() {
        let text = "\u{1}abc0123 4 i 52  abc 0045\r\r\n\r\r\nHarbour/weather/\r\r\n\u{2}1ST LEAD\r\r\nHarbour shut as storm\r\r\nnears the coast\r\r\nBy Ada Byrne =\r\r\n\r\r\nOslo (dpa) - The harbour is shut,\r\r\nthe mayor said.\r\r\n\r\r\n``No ship sails,'' he said _ and left.\r\r\n\u{3}\r\r\n212322 GMT Nov 18\r\r\n\u{4}\u{1}abc0124 4 i 9\r\n\u{2}Bridge open\r\n   HULL (AP) _ It is open.\r\n   Ada walked.\r\n\u{3}";
        let stories = read(text);
        let expected = [
            (Headline, "Harbour shut as storm\nnears the coast"),
            (Note, "1ST LEAD"),
            (Byline, "By Ada Byrne"),
            (Dateline, "Oslo (dpa) -"),
            (Body, "The harbour is shut,\nthe mayor said."),
            (Body, "“No ship sails,” he said — and left."),
        ];
        assert_eq!((stories.len(), blocks(&stories[0])), (2, expected.to_vec()));
        let fields = ["number", "urgency", "category", "words", "keywords"].map(|key| stories[0].field(key));
        assert_eq!(fields, ["abc0123", "4", "i", "52", "Harbour/weather/"].map(Some));
        let expected = [
            (Headline, "Bridge open"),
            (Dateline, "HULL (AP) —"),
            (Body, "It is open."),
            (Body, "Ada walked."),
        ];
        assert_eq!(blocks(&stories[1]), expected);
        let mayor = stories[0].text().find("the mayor").expect("in the story");
        assert_eq!(stories[0].source_span(Span::new(mayor, mayor + 9)).of(text), "the mayor");
    }

    #[test]
    fn anpa_marks_its_lines() {
        let text = "\u{16}\u{16}\u{1}z1234\u{1f}bc-\u{1f}\r\nr z\u{13}\u{11} BC-Harbour 02-20 0050\r\n\u{2}^BC-Harbour, 1st Ld,41<\r\n^Harbour shut as storm nears<\r\n^AP Photo XX105<\r\n^Ships wait off the coast.<\r\n^By ADA BYRNE=\r\n^AP Writer=\r\n\t   OSLO (AP) _ The harbour is shut. \r\n\t   ___ \r\n\t   It may open. \r\n\u{3}AP-WF-02-20-16 0337GMT<\r\n\u{4}";
        let expected = [
            (Headline, "Harbour shut as storm nears"),
            (Note, "AP Photo XX105"),
            (Deck, "Ships wait off the coast."),
            (Byline, "By ADA BYRNE"),
            (Byline, "AP Writer"),
            (Dateline, "OSLO (AP) —"),
            (Body, "The harbour is shut."),
            (Body, "It may open."),
        ];
        assert_eq!(blocks(&read(text)[0]), expected);
    }

    #[test]
    fn wires_without_control_characters_are_read() {
        let text = "EXT010 3 GEN 0336 F ABC-0102\nHARBOUR/OSLO/\nHarbour shut\n\n   OSLO 15/06 (AFP) = The harbour\nis shut.\n   It may open.\n./.ab\n150920 JUN 07\n";
        let stories = read(text);
        let words: Vec<_> = blocks(&stories[0]).iter().map(|(role, words)| (*role, words.len())).collect();
        assert_eq!((words[0], words.last()), ((Headline, 12), Some(&(Body, 12))));
        assert!(!stories[0].text().contains("JUN") && !stories[0].text().contains("ABC"));
        let framed = read(
            "ZCZC AB12\r\nHarbour shut\r\n\r\nIt is shut.\r\nNNNN\r\nZCZC AB13\r\nHarbour open\r\n\r\nIt is open.\r\nNNNN\r\n",
        );
        assert_eq!(blocks(&framed[1]), [(Headline, "Harbour open"), (Body, "It is open.")]);
    }

    #[test]
    fn what_follows_the_closing_line_is_for_desks() {
        let text = "abc0123 4 i 52\n\nHarbour/\nHarbour shut\n\nIt is shut.\n\n* * * *\nThe following information is not intended for publication\n\nReporting by: Ada Byrne\n";
        let roles: Vec<_> = blocks(&read(text)[0]).iter().map(|(role, _)| *role).collect();
        assert_eq!(roles[..2], [Headline, Body]);
        assert!(roles[2..].iter().all(|role| *role == Note), "{roles:?}");
    }

    #[test]
    fn first_bytes_tell_the_wire() {
        for wire in [
            "\u{1}abc0123 4 i 52",
            "\u{16}\u{16}\u{1}z1234\u{1f}",
            "ZCZC",
            "ZCZC AB1\r\n",
            "\r\nabc0123 4 i 380  abc 0045",
        ] {
            assert!(begins(wire.as_bytes()), "{wire:?}");
        }
        for other in ["ABC 123 is a bus", "", "{\"a\": 1}", "ZCZCs are marks", "Gate0123 4 me 2x"] {
            assert!(!begins(other.as_bytes()), "{other:?}");
        }
    }
}
