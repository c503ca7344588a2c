//! `copydesk inspect`: what copydesk understood of a draft.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Ending;
use super::args::{Inspect, InspectFormat};
use super::check::STANDARD_INPUT;
use super::terminal::Terminal;
use crate::config::Config;
use crate::document::{Document, Format, Options, Role, Source};
use crate::files::read::{ReadError, read, read_standard_input};
use crate::files::{ConfigChoice, Desks, Walk, path};
use crate::report::visible::visible;
use crate::span::{Place, Span};
use crate::story::{Name, Quote, Story, language};

/// No heading inside a story has more words than this.
const HEADING_WORDS: usize = 10;

/// Prints every file's blocks, sentences and tokens.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(inspect: &Inspect, terminal: &Terminal) -> io::Result<Ending> {
    let choice = ConfigChoice { config: inspect.config.clone(), ..ConfigChoice::default() };
    let mut desks = Desks::new(choice, Config::default());
    let (inputs, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        inspect.paths.iter().cloned().partition(|path| path.as_os_str() == STANDARD_INPUT);
    let walk = Walk::of(&paths, false, &mut desks);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = !walk.failed.is_empty();
    for failure in &walk.failed {
        terminal.error(&format!("{}: {}", failure.path, failure.reason));
    }
    for found in walk.files.values() {
        let source = read(&found.path);
        failed |= !show(
            source,
            &found.shown,
            found.format,
            found.desk.desk.options(),
            inspect,
            terminal,
            &mut out,
        )?;
    }
    if !inputs.is_empty() {
        let name = inspect.stdin_filename.as_deref();
        let desk = desks.of_file(name.unwrap_or(Path::new(""))).desk;
        let shown = name.map_or_else(|| "<stdin>".into(), path::shown);
        let format = name.and_then(Format::of_path).unwrap_or(Format::PlainText);
        let source = read_standard_input();
        failed |= !show(source, &shown, format, desk.options(), inspect, terminal, &mut out)?;
    }
    out.flush()?;
    Ok(if failed { Ending::Failed } else { Ending::Quiet })
}

/// Prints one file; false when it could not be read.
fn show(
    source: Result<Source, ReadError>,
    shown: &str,
    format: Format,
    options: &Options,
    inspect: &Inspect,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            terminal.error(&format!("{shown}: {error}"));
            return Ok(false);
        }
    };
    let document = Document::parse(source, format, options);
    let story = Story::new(&document);
    match inspect.format {
        InspectFormat::Json => writeln!(out, "{}", object(&story, shown))?,
        InspectFormat::Text => text(&story, shown, out)?,
    }
    Ok(true)
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
