//! Every word of a story, cut out of the bytes of its file by its place alone and decoded without copydesk, is that word.
//!
//! And words that a fix puts in the place of others are what a reader of the file finds there, and nothing else is changed.
//!
//! `COPYDESK_SAMPLES=FOLDER cargo test round_trip` reads a folder of real files besides the drafts in here.

use std::fmt::Write;

use copydesk::document::{Block, Document, Encoding, Format, Options, Source};
use copydesk::span::Span;
use copydesk::story::{Sentence, Story, Token as Word};
use html5gum::{Token, Tokenizer};

const DRAFTS: &[(Format, &str)] = &[
    (Format::PlainText, "Port shut\n\nIt’s “over”, AT&T\nsaid on Mon-\nday.\n"),
    (
        Format::Markdown,
        "# Port *shut*\n\nAT&amp;T said **no** to\n10 \\* 3 [ships](a.html), caf&eacute; too.\n",
    ),
    (
        Format::Html,
        "<h1>Port &#x2019;shut&rsquo;</h1><p>AT&amp;T <b>s</b>aid\r\n no &lt;3,<br>caf&eacute; &amp;amp; bar one<br>two.",
    ),
    (
        Format::Nitf,
        "<nitf><body><body.content><p>AT&amp;T <![CDATA[R&D <3 &amp;]]> &#8220;no&#x201D; <em>day</em>s</p></body.content></body></nitf>",
    ),
    (
        Format::Ninjs,
        r#"{"headline": "Port \u201cshut\u201d", "body_xhtml": "<p>AT&amp;T \"said\" caf\u00e9\n &#8220;no\u201d \uD83D\uDE42 day<\/p>"}"#,
    ),
    (
        Format::Feed,
        "<rss><channel><item><title>AT&amp;amp;T shut</title><description>&lt;p&gt;R&amp;amp;D &amp;#8220;no&amp;#8221;&lt;/p&gt;</description></item></channel></rss>",
    ),
    (Format::Archieml, "headline: Port shut\nbody: One\n\\body: two\n\\:end three\n:end\n"),
];

#[test]
fn every_word_stands_where_its_place_says() {
    let mut wrong = String::new();
    for (format, text) in DRAFTS {
        let words = look(format.name(), text.as_bytes(), *format, &mut wrong);
        assert!(words > 5, "{} has words", format.name());
    }
    let (mut files, mut words) = (0, 0);
    each_sample(|name, bytes, format| {
        files += 1;
        words += look(name, bytes, format, &mut wrong);
    });
    println!("{words} words of {files} files");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn words_written_in_place_of_others_are_read_there() {
    let mut wrong = String::new();
    for (format, text) in DRAFTS {
        let written = try_writing(format.name(), text, *format, 1, &mut wrong);
        assert!(written > 5, "{}: {written} phrases can be replaced", format.name());
    }
    let (mut files, mut written) = (0, 0);
    each_sample(|name, bytes, format| {
        let Ok(source) = Source::read(bytes.to_vec(), format) else { return };
        if format != Format::Docx {
            files += 1;
            written += try_writing(name, source.text(), format, 17, &mut wrong);
        }
    });
    println!("{written} phrases of {files} files were replaced");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Replaces every `step`th phrase that can be, each by itself, and reads the file again; gives their number.
fn try_writing(name: &str, text: &str, format: Format, step: usize, wrong: &mut String) -> usize {
    let parse = |text: &str| Document::parse_all(Source::from_text(text), format, &Options::default());
    let mut written = 0;
    for (at, document) in parse(text).iter().enumerate() {
        let story = Story::new(document);
        for phrase in phrases(&story).into_iter().step_by(step) {
            let Some(words) = document.write(phrase, NEW) else { continue };
            written += 1;
            let mut changed = text.to_owned();
            changed.replace_range(document.source_span(phrase).range(), &words);
            let read = parse(&changed);
            if !read.get(at).is_some_and(|read| is_changed(document, read, phrase)) {
                writeln!(wrong, "{name}: “{}” at {}", phrase.of(story.text()), phrase.start)
                    .expect("a string takes it");
            }
        }
    }
    written
}

/// Whether the new words stand in place of the old ones in the same block, and all else is as it was. A headline or a deck
/// that stands in the file twice is read once, until one of them is changed: then all else is as it was and one block more.
fn is_changed(before: &Document, after: &Document, phrase: Span) -> bool {
    let words = |document: &Document| -> Vec<String> {
        document.blocks().iter().map(|block| block.span.of(document.text()).to_owned()).collect()
    };
    let (mut expected, read) = (words(before), words(after));
    let holds = |block: &Block| block.span.contains(phrase);
    let Some(at) = before.blocks().iter().position(holds) else { return false };
    let start = before.blocks()[at].span.start as usize;
    expected[at].replace_range(phrase.start as usize - start..phrase.end as usize - start, NEW);
    let without = |one: usize| read[..one].iter().chain(&read[one + 1..]).eq(&expected);
    read == expected || (0..read.len()).any(without)
}

/// What the format has to escape, if it escapes at all.
const NEW: &str = "R&D <3 men";

/// Every run of up to three tokens inside a sentence.
fn phrases(story: &Story<'_>) -> Vec<Span> {
    let of_sentence = |sentence: &Sentence| {
        let inside = |token: &&Word| sentence.span.contains(token.span);
        let tokens: Vec<_> = story.tokens().iter().filter(inside).collect();
        let runs = (1..=3).flat_map(|length| {
            let run = |run: &[&Word]| Span { start: run[0].span.start, end: run[length - 1].span.end };
            tokens.windows(length).map(run).collect::<Vec<_>>()
        });
        runs.collect::<Vec<_>>()
    };
    story.sentences().iter().flat_map(of_sentence).collect()
}

/// The files below the folder that the environment names, if it names one.
fn each_sample(mut look: impl FnMut(&str, &[u8], Format)) {
    let Some(folder) = std::env::var_os("COPYDESK_SAMPLES") else { return };
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in entries.map(|entry| entry.expect("the folder can be listed")) {
        if !entry.file_type().is_file() {
            continue;
        }
        let bytes = std::fs::read(entry.path()).expect("the file can be read");
        let head = || bytes[..bytes.len().min(Format::HEAD)].to_vec();
        if let Some(format) = Format::of_file(entry.path(), false, head) {
            look(&entry.path().to_string_lossy(), &bytes, format);
        }
    }
}

/// Adds the words that do not stand where they should; gives the number of words.
fn look(name: &str, bytes: &[u8], format: Format, wrong: &mut String) -> usize {
    let source = match Source::read(bytes.to_vec(), format) {
        Ok(source) => source,
        Err(error) => {
            println!("{name}: {error}");
            return 0;
        }
    };
    // Places in a Word document count in the text that was taken out of it.
    let extracted = (format == Format::Docx).then(|| source.text().as_bytes().to_vec());
    let bytes = extracted.as_deref().unwrap_or(bytes);
    let mut words = 0;
    for document in Document::parse_all(source, format, &Options::default()) {
        let story = Story::new(&document);
        words += story.tokens().len();
        let tokens = story.tokens().iter().map(|token| token.span);
        let sentences = story.sentences().iter().map(|sentence| sentence.span);
        let blocks = story.blocks().iter().map(|block| block.span);
        // The marks of Markdown inside a sentence are left to the tests of its parser.
        let longer = sentences.chain(blocks).filter(|_| format != Format::Markdown);
        for span in tokens.chain(longer) {
            let raw = cut(&document, bytes, span);
            let words = squeezed(span.of(story.text()));
            if !readings(&raw).any(|reading| squeezed(&reading) == words) {
                writeln!(wrong, "{name}: “{words}” stands as “{raw}”").expect("a string takes it");
            }
        }
    }
    words
}

fn cut(document: &Document, bytes: &[u8], span: Span) -> String {
    let place = document.place(span);
    let raw = &bytes[place.start as usize..place.end as usize];
    match document.source().encoding() {
        Encoding::Utf8 | Encoding::Utf8WithMark => String::from_utf8_lossy(raw).into_owned(),
        Encoding::Utf16Le => encoding_rs::UTF_16LE.decode_without_bom_handling(raw).0.into_owned(),
        Encoding::Utf16Be => encoding_rs::UTF_16BE.decode_without_bom_handling(raw).0.into_owned(),
        older => {
            let encoding = older.legacy().expect("it is from before Unicode");
            encoding.decode_without_bom_handling(raw).0.into_owned()
        }
    }
}

/// What the bytes of a word can mean: in a string of JSON or not, as text or as markup, or as markup inside markup.
fn readings(raw: &str) -> impl Iterator<Item = String> {
    let string = serde_json::from_str::<String>(&format!("\"{raw}\"")).ok();
    let outer = [Some(raw.to_owned()), string];
    let without_backslashes = raw.replace('\\', "");
    let layers = |text: String| {
        let once = markup(&text);
        let twice = markup(&once);
        [text, once, twice]
    };
    outer.into_iter().flatten().flat_map(layers).chain([without_backslashes])
}

/// The words of markup: what stands between its tags, with references resolved.
fn markup(text: &str) -> String {
    let mut words = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("<![CDATA[") {
        let (section, after) = behind.split_once("]]>").unwrap_or((behind, ""));
        words += &between_tags(before);
        words += section;
        rest = after;
    }
    words + &between_tags(rest)
}

fn between_tags(text: &str) -> String {
    let text_of = |token: Token| match token {
        Token::String(text) => Some(String::from_utf8_lossy(&text.value).into_owned()),
        _ => None,
    };
    Tokenizer::new(text).flatten().filter_map(text_of).collect()
}

/// Without white space, which markup sets as it likes.
fn squeezed(words: &str) -> String {
    words.split_whitespace().collect()
}
