//! `copydesk inspect`: what copydesk understood of a draft.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Ending;
use super::args::{Inspect, InspectFormat};
use super::drafts::Draft;
use super::show::each;
use super::terminal::Terminal;
use crate::document::{Document, Role, Source};
use crate::report::visible::visible;
use crate::span::{Place, Span};
use crate::story::{Language, Name, Quote, Story, language};

/// No heading inside a story has more words than this.
const HEADING_WORDS: usize = 10;

/// Prints every file's blocks, sentences and tokens.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(inspect: &Inspect, terminal: &Terminal) -> io::Result<Ending> {
    let show = |source: Source, draft: &Draft, out: &mut dyn Write| show(source, draft, inspect.format, out);
    each(&inspect.drafts, terminal, |_| Ok(()), show)
}

fn show(source: Source, draft: &Draft, format: InspectFormat, out: &mut dyn Write) -> io::Result<()> {
    let found = &draft.found;
    let documents = Document::parse_all(source, found.format, found.desk.desk.options());
    for (at, document) in documents.iter().enumerate() {
        let story = Story::new(document);
        let (_, told) = found.desk.desk.rules_for(&found.relative, document);
        let language = language::of(&story, told);
        let item = (documents.len() > 1).then_some(at + 1);
        match format {
            InspectFormat::Json => writeln!(out, "{}", object(&story, &found.shown, item, language))?,
            InspectFormat::Text => text(&story, &found.shown, item, language, out)?,
        }
    }
    Ok(())
}

/// What is understood of one story; `item` is its number where the file holds several.
fn object(story: &Story<'_>, shown: &str, item: Option<usize>, language: Language) -> Value {
    let document = story.document();
    let bytes = |span: Span| bytes(document, span);
    let with = |span: Span, key: &str, value: Value| {
        let mut object = bytes(span);
        object[key] = value;
        object
    };
    let blocks: Vec<_> =
        story.blocks().iter().map(|block| with(block.span, "role", json!(block.role))).collect();
    let tagged = story.tokens().iter().zip(story.tags());
    let tokens: Vec<_> = tagged.map(|(token, tag)| with(token.span, "tag", json!(tag.name()))).collect();
    let mut object = json!({
        "path": shown,
        "format": document.format().name(),
        "language": language.name(),
        "blocks": blocks,
        "sentences": story.sentences().iter().map(|sentence| bytes(sentence.span)).collect::<Vec<_>>(),
        "tokens": tokens,
        "quotes": quotes(story),
        "names": names(story),
    });
    if let Some(item) = item {
        object["item"] = json!(item);
    }
    object
}

/// A place in the file; in a container such as a Word document with the part and the paragraph.
fn bytes(document: &Document, span: Span) -> Value {
    let Place { start, end, .. } = document.place(span);
    let mut object = json!({ "start": start, "end": end });
    if let Some(part) = document.source().part(document.source_span(span)) {
        object["part"] = json!(part.name);
        object["paragraph"] = json!(part.paragraph);
    }
    object
}

fn quotes(story: &Story<'_>) -> Vec<Value> {
    let bytes = |span: Span| bytes(story.document(), span);
    let speaker = |quote: &Quote| {
        let speaker = quote.speaker.as_ref()?;
        let mut object = bytes(speaker.mention);
        object["name"] = json!(speaker.name);
        object["confidence"] = json!((f64::from(speaker.confidence) * 100.0).round() / 100.0);
        Some(object)
    };
    let object = |quote: &Quote| {
        let mut object = bytes(quote.span);
        object["status"] = json!(quote.status);
        object["speaker"] = json!(speaker(quote));
        object["cue"] = json!(quote.cue.map(bytes));
        object
    };
    let is_single = |quote: &Quote| matches!(quote.open.of(story.text()), "'" | "‘");
    let doubles = story.quotes().iter().any(|quote| !quote.open.is_empty() && !is_single(quote));
    // A headline says again what the story quotes: its words are no further quotation. A few words in single marks that
    // stand alone, where the story quotes with double ones, are a heading that plain text does not tell from a paragraph.
    let is_headline = |quote: &Quote| {
        let Some(block) = story.blocks().get(quote.block as usize) else { return false };
        let alone = quote.open.start == block.span.start && quote.span.end + 8 > block.span.end;
        let is_short = || quote.span.of(story.text()).split_whitespace().nth(HEADING_WORDS).is_none();
        matches!(block.role, Role::Headline | Role::Deck | Role::Crosshead)
            || (doubles && is_single(quote) && alone && is_short())
    };
    let listed = |quote: &&Quote| quote.inside.is_none() && !is_headline(quote);
    story.quotes().iter().filter(listed).map(object).collect()
}

fn names(story: &Story<'_>) -> Vec<Value> {
    let mention = |span: &Span| bytes(story.document(), *span);
    let object = |name: &Name| {
        let mentions: Vec<_> = name.mentions.iter().map(mention).collect();
        json!({ "name": name.name, "kind": name.kind, "mentions": mentions })
    };
    story.names().iter().map(object).collect()
}

fn text(
    story: &Story<'_>,
    shown: &str,
    item: Option<usize>,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let document = story.document();
    let item = item.map_or_else(String::new, |item| format!(", story {item}"));
    writeln!(out, "{} ({}, {}{item})", visible(shown), document.format().name(), language.name())?;
    for (index, block) in story.blocks().iter().enumerate() {
        let place = document.place(block.span);
        writeln!(out, "{:>5}  {}", place.line, block.role.name())?;
        let own = story.sentences().iter().filter(|sentence| sentence.block == index as u32);
        for sentence in own {
            let words = sentence.span.of(story.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "         | {}", visible(&words))?;
        }
    }
    Ok(())
}
