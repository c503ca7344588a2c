//! What holds for any XML: spans on boundaries, words that lead back to themselves, and bad input that is read quickly.

use std::fs;

use copydesk::config::Config;
use copydesk::document::{Document, Format, Options, Source};
use copydesk::rule::Problems;
use copydesk::story::Story;
use proptest::prelude::*;
use quick_xml::escape::unescape;

use crate::properties::config;
use crate::support::{are_checked_quickly, check_bytes, desk};

/// The formats that are XML.
const FORMATS: [Format; 4] = [Format::Nitf, Format::NewsmlG2, Format::Newsml, Format::Xml];

/// Pieces of paragraphs, each well-formed by itself.
const INSIDE: &[&str] = &[
    "The council ",
    "votes ",
    "on Monday",
    ". ",
    "\n  ",
    "\r\n",
    "\t",
    "“No,” ",
    "she said. ",
    "é",
    "🙂",
    "AT&amp;T ",
    "&#8212;",
    "&#xe9;",
    "&nbsp;",
    "&lt;p&gt; ",
    "<b>bo</b>",
    "<person>Ana <em>Costa</em></person> ",
    "<br/>",
    "<!-- x > y -->",
    "<![CDATA[a < b & c]]>",
    "<?pi x?>",
    "</p>\n<p>",
    "</p><hl2>Why</hl2><p>",
    "</p><ul><li>one &amp; two</li></ul><p>",
    "<!-- copydesk: allow restated-lede -- why -->",
];

/// Pieces that break the form.
const BROKEN: &[&str] = &[
    "<",
    ">",
    "&",
    "\"",
    "'",
    "<p",
    "</",
    "</b>",
    "<b>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "?>",
    "<!DOCTYPE x [",
    "]>",
    "&foo;",
    "&#0;",
    "<newsItem>",
    "</newsItem>",
    "<inlineXML>",
    "<contentMeta><headline>",
    "<NewsComponent>",
    "<hl1>",
    "<p class=\"x",
    "/>",
    "<title>",
    "<pre>",
    "<DataContent>",
    "<a:b c='d'>",
    "copydesk: allow",
    "\u{feff}",
];

fn well_formed() -> impl Strategy<Value = String> {
    let inside = prop::collection::vec(prop::sample::select(INSIDE), 0..40);
    inside.prop_map(|pieces| {
        format!("<nitf><body><body.content><p>{}</p></body.content></body></nitf>", pieces.concat())
    })
}

fn broken() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(INSIDE), prop::sample::select(BROKEN)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The words of a stretch of XML: tags, comments and instructions taken out, references read.
fn words(source: &str) -> String {
    let (mut rest, mut words) = (source, String::new());
    while let Some(first) = rest.chars().next() {
        let up_to = |mark: &str| rest.find(mark).map_or(rest.len(), |at| at + mark.len());
        let end = if let Some(section) = rest.strip_prefix("<![CDATA[") {
            let end = section.find("]]>").unwrap_or(section.len());
            words += &section[..end];
            (9 + end + 3).min(rest.len())
        } else if rest.starts_with("<!--") {
            up_to("-->")
        } else if first == '<' {
            up_to(">")
        } else if first == '&' {
            let end = up_to(";");
            words += &unescape(&rest[..end]).expect("the references of the pieces are known");
            end
        } else {
            words.push(first);
            first.len_utf8()
        };
        rest = &rest[end..];
    }
    words
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn words_of_nitf_lead_back_to_themselves(text in well_formed()) {
        let document = Document::parse(Source::from_text(text.clone()), Format::Nitf, &Options::default());
        prop_assert!(document.notes().is_empty(), "{:?}", document.notes());
        for token in Story::new(&document).tokens() {
            let source = document.source_span(token.span).of(document.source().text());
            let token = token.span.of(document.text());
            prop_assert!(source == token || words(&source.replace("]]>", "")) == token, "{token:?} came from {source:?}");
        }
    }

    #[test]
    fn no_words_of_nitf_are_lost(text in well_formed()) {
        let document = Document::parse(Source::from_text(text.clone()), Format::Nitf, &Options::default());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(document.text()), letters(&words(&text)));
    }

    #[test]
    fn spans_of_broken_xml_lie_on_boundaries(text in broken()) {
        for format in FORMATS {
            for document in Document::parse_all(Source::from_text(text.clone()), format, &Options::default()) {
                let story = Story::new(&document);
                let mut last = 0;
                for block in story.blocks() {
                    prop_assert!(block.span.start >= last && story.text().get(block.span.range()).is_some());
                    prop_assert!(document.source().text().get(document.source_span(block.span).range()).is_some());
                    last = block.span.end;
                }
                for note in document.notes() {
                    prop_assert!(document.source().text().get(note.source.range()).is_some());
                }
                prop_assert!(story.tokens().iter().all(|token| story.text().get(token.span.range()).is_some()));
            }
        }
    }
}

/// Hostile files: none is expanded, none opens anything, and each is as quick as good copy of half a megabyte.
fn hostile() -> Vec<(&'static str, String)> {
    let laughs: String =
        (1..20).map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10))).collect();
    vec![
        ("laughs.nitf", format!("<!DOCTYPE nitf [<!ENTITY a0 \"lol\">{laughs}]><nitf><p>&a19;</p></nitf>")),
        ("file.nitf", "<!DOCTYPE n [<!ENTITY x SYSTEM \"secret.txt\">]><nitf><p>&x;</p></nitf>".to_owned()),
        (
            "parameter.nitf",
            "<!DOCTYPE n [<!ENTITY % x SYSTEM \"secret.txt\">%x;]><nitf><p>y</p></nitf>".to_owned(),
        ),
        ("include.nitf", "<nitf><p><xi:include href=\"secret.txt\" parse=\"text\"/></p></nitf>".to_owned()),
        ("deep.nitf", "<p>".repeat(200_000)),
        ("deep_closed.nitf", format!("{}x{}", "<b>".repeat(100_000), "</b>".repeat(100_000))),
        ("brackets.nitf", "<".repeat(300_000)),
        ("tags.nitf", "<p a=\"".repeat(100_000)),
        ("comments.nitf", "<!--".repeat(100_000)),
        ("sections.nitf", "<![CDATA[".repeat(1_000)),
        ("instructions.nitf", "<?x ".repeat(100_000)),
        ("types.nitf", "<!DOCTYPE x [".repeat(30_000)),
        ("quotes.nitf", "<!DOCTYPE x ['".repeat(30_000)),
        ("ends.nitf", format!("{}{}", "<a>".repeat(256), "</b>".repeat(100_000))),
        ("references.nitf", "&".repeat(300_000)),
        (
            "attributes.nitf",
            format!("<p {}>x</p>", (0..30_000).map(|n| format!("a{n}=\"1\" ")).collect::<String>()),
        ),
        ("one_tag.nitf", format!("<p class=\"{}\">x</p>", "y ".repeat(300_000))),
        ("titles.nitf", "<title>x</title>".repeat(30_000)),
        ("blanks.nitf", format!("<p>{}</p>", " <b> </b>".repeat(50_000))),
        ("unclosed.nitf", "<nitf><body><p>The mayor".to_owned()),
        ("empty.nitf", String::new()),
    ]
}

#[test]
fn hostile_xml_is_read_quickly_and_opens_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("secret.txt"), "sesame").expect("a file can be written");
    are_checked_quickly(folder.path(), &hostile());
    for (name, text) in hostile() {
        let document = Document::parse(Source::from_text(text.as_str()), Format::Nitf, &Options::default());
        assert!(document.text().len() <= text.len(), "{name} is expanded");
        assert!(!document.text().contains("sesame"), "{name} opens a file");
    }
}

#[test]
fn declared_entities_are_named_and_stay_as_they_stand() {
    let text = "<!DOCTYPE n [<!ENTITY firm \"Ships Inc\">]><nitf><p>The &firm; deal.</p></nitf>";
    let document = Document::parse(Source::from_text(text), Format::Nitf, &Options::default());
    assert_eq!(document.text(), "The &firm; deal.");
    assert!(document.notes()[0].text.contains("&firm;"), "{:?}", document.notes());
}

#[test]
fn findings_in_nitf_stand_where_their_words_are() {
    let text = "<nitf><body><p>Ships of AT&amp;T wait\n in in the port.</p></body></nitf>";
    let desk = desk(Config::default(), Vec::new(), Problems::default());
    let findings = check_bytes(&desk, text.into(), Format::Nitf).expect("it is read");
    let doubled = findings.iter().find(|finding| &*finding.rule == "doubled-word").expect("a doubled word");
    let place = doubled.primary.place;
    assert_eq!(&text[place.start as usize..place.end as usize], "in in");
    assert_eq!((place.line, place.column), (2, 2));
}

#[test]
fn a_suppression_for_all_items_is_unused_only_where_none_uses_it() {
    let item = |words: &str| {
        format!("<newsItem><contentSet><inlineXML><p>{words}</p></inlineXML></contentSet></newsItem>")
    };
    let message = |rule: &str| {
        let items = item("The mayor left in in a hurry.") + &item("The mayor left by the back door.");
        format!("<newsMessage>{items}<!-- copydesk: allow-file {rule} -- a quirk --></newsMessage>")
    };
    let desk = desk(Config::default(), Vec::new(), Problems::default());
    let rules = |text: String| -> Vec<String> {
        let findings = check_bytes(&desk, text.into_bytes(), Format::NewsmlG2).expect("it is read");
        findings.iter().map(|finding| finding.rule.to_string()).collect()
    };
    assert!(rules(message("doubled-word")).is_empty());
    assert_eq!(rules(message("mixed-forms")), ["doubled-word", "unused-suppression"]);
    assert_eq!(rules(message("no-such-rule")), ["doubled-word", "invalid-suppression"]);
}

#[test]
fn metadata_that_repeats_the_story_is_no_repetition() {
    let text = "<newsItem xml:lang=\"en\"><contentMeta><headline>Harbour board to close the old lock gates for repairs</headline><by>By Jo Hale</by>\
        <description role=\"drol:summary\">The harbour board will close the old lock gates until the end of the summer season.</description></contentMeta>\
        <contentSet><inlineXML><nitf><body><body.head><hedline><hl1>Harbour board to close the old lock gates for repairs</hl1></hedline>\
        <byline>By Jo Hale</byline><abstract><p>The harbour board will close the old lock gates until the end of the summer season.</p></abstract></body.head>\
        <body.content><p>Ferries will leave from the new pier.</p><p>Traders were told on Monday.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>";
    let desk = desk(Config::default(), Vec::new(), Problems::default());
    let findings = check_bytes(&desk, text.into(), Format::NewsmlG2).expect("it is read");
    assert!(findings.is_empty(), "{findings:?}");
}
