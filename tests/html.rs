//! What holds for any HTML, alone or in a feed: spans on boundaries, words that lead back to themselves, bad input that is
//! read quickly, and places in files of any encoding.

use std::fs;

use copydesk::document::{Document, Encoding, Format, Options, Source};
use copydesk::story::Story;
use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use quick_xml::escape::{escape, unescape};

use crate::properties::config;
use crate::support::{are_checked_quickly, copydesk};

/// Pieces whose words are copy.
const INSIDE: &[&str] = &[
    "The council ",
    "votes ",
    "on Monday",
    ". ",
    "\n  ",
    "\r\n",
    "\r",
    "\t",
    "“No,” ",
    "she said. ",
    "é",
    "🙂",
    "AT&amp;T ",
    "caf&eacute ",
    "&#8212;",
    "&#x93;",
    "&nbsp;",
    "&notit;",
    "&lt;p&gt; ",
    "&#0;",
    "& ",
    "&é",
    "< ",
    "<3",
    "<é",
    "<b>bo</b>",
    "<span title='a>b' class=byline>Ana <em>Costa</em></span> ",
    "<br>",
    "<!-- x > y -->",
    "<?x y?>",
    "</>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<ul><li>one<li>two</ul>",
    "<h2>Why</h2>",
    "<td>",
    "<q>",
    "<pre>\n a  b\r\n</pre>",
    "<!-- copydesk: allow restated-lede -- why -->",
];

/// Pieces that are no copy, or that break the form.
const BROKEN: &[&str] = &[
    "<",
    ">",
    "&",
    "&#",
    "&#x",
    "\"",
    "'",
    "<p",
    "</",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<!",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<img alt='a &amp; b'>",
    "<img alt=é&eacute;>",
    "<svg>",
    "<del>",
    "</del>",
    "<form>",
    "<article>",
    "<textarea>",
    "<a b=\"c",
    "/>",
    "<p hidden>",
    "<html lang='&eacute;n'>",
    "<?xml ?>",
    "xmlns=\"http://www.w3.org/1999/xhtml\"",
    "[caption]",
    "[/caption]",
    "<item>",
    "</item>",
    "<content:encoded>",
    "<title type='html'>",
    "\u{feff}",
    "copydesk: allow",
    "<o:p>",
    "\u{c}",
];

fn whole() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(INSIDE), 0..40).prop_map(|pieces| pieces.concat())
}

fn broken() -> impl Strategy<Value = String> {
    let piece = prop_oneof![prop::sample::select(INSIDE), prop::sample::select(BROKEN)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The words between the tags of a stretch of HTML, decoded.
fn words(source: &str) -> String {
    let mut words = Vec::new();
    for token in Tokenizer::new(source).flatten() {
        if let Token::String(text) = token {
            words.extend_from_slice(&text.value);
        }
    }
    String::from_utf8(words).expect("HTML keeps characters whole")
}

fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

fn parse_all(text: &str, format: Format) -> Vec<Document> {
    Document::parse_all(Source::from_text(text), format, &Options::default())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn words_of_html_lead_back_to_themselves(text in whole()) {
        let document = &parse_all(&text, Format::Html)[0];
        let source = document.source().text();
        for token in Story::new(document).tokens() {
            let (token, stood) = (token.span.of(document.text()), document.source_span(token.span).of(source));
            prop_assert!(stood == token || words(stood) == token, "{token:?} came from {stood:?}");
        }
        prop_assert_eq!(letters(document.text()), letters(&words(source)));
    }

    #[test]
    fn html_in_a_feed_has_the_same_words(text in whole()) {
        let pieces = [escape(text.as_str()).into_owned(), format!("<![CDATA[{text}]]>")];
        let direct = parse_all(&text, Format::Html);
        for (at, piece) in pieces.iter().enumerate() {
            let feed = format!("<rss><item><description>{piece}</description></item></rss>");
            let document = &parse_all(&feed, Format::Feed)[0];
            prop_assert_eq!(letters(document.text()), letters(direct[0].text()));
            for token in Story::new(document).tokens() {
                let (token, stood) = (token.span.of(document.text()), document.source_span(token.span).of(&feed));
                let inner = if at == 0 { unescape(stood).expect("it was escaped") } else { stood.into() };
                prop_assert!(stood == token || words(&inner) == token, "{token:?} came from {stood:?}");
            }
        }
    }

    #[test]
    fn spans_of_broken_html_lie_on_boundaries(text in broken()) {
        for format in [Format::Html, Format::Feed] {
            for document in parse_all(&text, format) {
                let story = Story::new(&document);
                let source = document.source().text();
                let mut last = 0;
                for block in story.blocks() {
                    prop_assert!(block.span.start >= last && story.text().get(block.span.range()).is_some());
                    prop_assert!(source.get(document.source_span(block.span).range()).is_some());
                    last = block.span.end;
                }
                prop_assert!(story.tokens().iter().all(|token| source.get(document.source_span(token.span).range()).is_some()));
                prop_assert!(document.notes().iter().all(|note| source.get(note.source.range()).is_some()));
                prop_assert!(document.fields().iter().all(|field| source.get(field.source.range()).is_some()));
            }
        }
    }

    #[test]
    fn places_are_bytes_of_the_file_in_older_encodings(text in "[a-zé “”<>&;\n]{0,80}", name in prop::sample::select(&["windows-1252", "gb18030"][..])) {
        let text = format!("<meta charset={name}><p>{text}");
        let encoding = Encoding::from_name(name).expect("it is read");
        let bytes = encoding.encode(&text).expect("it has these letters");
        let source = Source::read(bytes.clone(), Format::Html).expect("it is read");
        prop_assert!(source.holds(&bytes));
        let document = Document::parse(source, Format::Html, &Options::default());
        for token in Story::new(&document).tokens() {
            let place = document.place(token.span);
            let written = document.source().encode(document.source_span(token.span).of(&text));
            prop_assert_eq!(written.as_deref(), Some(&bytes[place.start as usize..place.end as usize]));
        }
    }
}

/// Each is to be as quick as good copy of half a megabyte.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("deep.html", "<div>".repeat(200_000)),
        ("deep_closed.html", format!("{}x{}", "<b>".repeat(100_000), "</b>".repeat(100_000))),
        ("strangers.html", format!("{}{}", "<div>".repeat(5_000), "</x>".repeat(200_000))),
        ("items.html", "<li><p><b>".repeat(60_000)),
        ("formats.html", "<b><p>".repeat(100_000)),
        ("brackets.html", "<".repeat(1_000_000)),
        ("ends.html", "</".repeat(300_000)),
        ("references.html", "&".repeat(500_000)),
        ("numbers.html", format!("&#{}", "9".repeat(500_000))),
        ("names.html", "&CounterClockwiseContourIntegra".repeat(20_000)),
        ("tags.html", "<p a=\"".repeat(100_000)),
        ("attributes.html", format!("<p {}>x", (0..100_000).map(|n| format!("a{n}=1 ")).collect::<String>())),
        ("classes.html", format!("<p class=\"{}\">x", "y ".repeat(300_000))),
        ("comments.html", "<!--".repeat(200_000)),
        ("headings.html", "<h1>x</h1>".repeat(30_000)),
        ("titles.html", "<title>x</title>".repeat(30_000)),
        ("blanks.html", format!("<p>{}", " <b> </b>".repeat(80_000))),
        ("breaks.html", "<br>x".repeat(60_000)),
        ("pictures.html", "<img alt=x>".repeat(60_000)),
        ("scripts.html", "<script><!--<script>".repeat(30_000)),
        (
            "codes.rss",
            format!(
                "<rss xmlns:wp=''><item><content:encoded><![CDATA[{}]]></content:encoded>",
                "[".repeat(500_000)
            ),
        ),
        (
            "captions.rss",
            format!(
                "<rss xmlns:wp=''><item><content:encoded><![CDATA[{}]]></content:encoded>",
                "[caption]x".repeat(50_000)
            ),
        ),
        ("entries.rss", "<item>".repeat(50_000)),
        ("stories.rss", format!("<rss>{}</rss>", "<item><title>x</title></item>".repeat(2_000))),
    ]
}

#[test]
fn hostile_html_is_read_quickly() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    are_checked_quickly(folder.path(), &hostile());
}

#[test]
fn a_config_says_what_old_files_are() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file can be written");
    let draft = b"Caf\xe9 shut\n\nThe caf\xe9 is is shut.\n";
    write("old.txt", draft);
    write("page.html", b"<meta charset=latin1><h1>Caf\xe9</h1><p>The caf\xe9 is is shut.");
    let run = || copydesk(folder.path(), &["check", ".", "--format", "short"]);
    let (before, said) = (run(), String::from_utf8_lossy(&run().stderr).into_owned());
    assert_eq!(before.status.code(), Some(2));
    assert!(said.contains("old.txt: not UTF-8") && !said.contains("page.html: not"), "{said}");
    write("copydesk.toml", b"[[override]]\npaths = [\"old.*\"]\nencoding = \"latin1\"\n");
    let after = run();
    let report = String::from_utf8_lossy(&after.stdout).into_owned();
    assert_eq!(after.status.code(), Some(1), "{report}");
    assert!(report.contains("old.txt:3:10") && report.contains("page.html:1:47"), "{report}");
    write("copydesk.toml", b"encoding = \"latin-one\"\n");
    let wrong = run();
    assert!(String::from_utf8_lossy(&wrong.stdout).contains("no encoding that copydesk reads"));
}
