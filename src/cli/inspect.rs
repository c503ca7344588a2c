//! `copydesk inspect`: what copydesk understood of a draft.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

use super::Ending;
use super::args::{Inspect, InspectFormat};
use super::drafts::Drafts;
use super::terminal::Terminal;
use crate::document::Role;
use crate::report::visible::visible;
use crate::span::{Place, Span};
use crate::story::{Name, Quote, Story, language};

/// Prints every file's blocks, sentences and tokens.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(inspect: &Inspect, terminal: &Terminal) -> io::Result<Ending> {
    let drafts = Drafts {
        paths: &inspect.paths,
        config: inspect.config.as_deref(),
        stdin_filename: inspect.stdin_filename.as_deref(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let ending = drafts.each(terminal, |shown, document| {
        let story = Story::new(document);
        match inspect.format {
            InspectFormat::Json => writeln!(out, "{}", object(&story, shown)),
            InspectFormat::Text => text(&story, shown, &mut out),
        }
    })?;
    out.flush()?;
    Ok(ending)
}

fn object(story: &Story<'_>, shown: &str) -> Value {
    let document = story.document();
    let bytes = |span: Span| {
        let Place { start, end, .. } = document.place(span);
        json!({ "start": start, "end": end })
    };
    let with = |span: Span, key: &str, value: Value| {
        let mut object = bytes(span);
        object[key] = value;
        object
    };
    let blocks: Vec<_> =
        story.blocks().iter().map(|block| with(block.span, "role", json!(block.role))).collect();
    let tokens: Vec<_> = story.tokens().iter().map(|token| with(token.span, "tag", Value::Null)).collect();
    json!({
        "path": shown,
        "format": document.format().name(),
        "language": format!("{:?}", language::of(story)).to_lowercase(),
        "blocks": blocks,
        "sentences": story.sentences().iter().map(|sentence| bytes(sentence.span)).collect::<Vec<_>>(),
        "tokens": tokens,
        "quotes": quotes(story),
        "names": names(story),
    })
}

fn quotes(story: &Story<'_>) -> Vec<Value> {
    let bytes = |span: Span| {
        let Place { start, end, .. } = story.document().place(span);
        json!({ "start": start, "end": end })
    };
    let speaker = |quote: &Quote| {
        let speaker = quote.speaker.as_ref()?;
        let mut object = bytes(speaker.mention);
        object["name"] = json!(speaker.name);
        object["confidence"] = json!(speaker.confidence);
        Some(object)
    };
    let object = |quote: &Quote| {
        let mut object = bytes(quote.span);
        object["status"] = json!(quote.status);
        object["speaker"] = json!(speaker(quote));
        object["cue"] = json!(quote.cue.map(bytes));
        object
    };
    // A headline says again what the story quotes: its words are no further quotation.
    let is_headline = |quote: &Quote| {
        let block = story.blocks().get(quote.block as usize);
        block.is_some_and(|block| matches!(block.role, Role::Headline | Role::Deck | Role::Crosshead))
    };
    let listed = |quote: &&Quote| quote.inside.is_none() && !is_headline(quote);
    story.quotes().iter().filter(listed).map(object).collect()
}

fn names(story: &Story<'_>) -> Vec<Value> {
    let mention = |span: &Span| {
        let Place { start, end, .. } = story.document().place(*span);
        json!({ "start": start, "end": end })
    };
    let object = |name: &Name| {
        let mentions: Vec<_> = name.mentions.iter().map(mention).collect();
        json!({ "name": name.name, "kind": name.kind, "mentions": mentions })
    };
    story.names().iter().map(object).collect()
}

fn text(story: &Story<'_>, shown: &str, out: &mut dyn Write) -> io::Result<()> {
    let document = story.document();
    writeln!(out, "{} ({}, {:?})", visible(shown), document.format().name(), language::of(story))?;
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
