//! `copydesk quotes`: who said what, in the order of the story, for fact-checkers and corrections editors.

mod csv;
mod table;

use std::io::{self, BufWriter, Write};

use serde_json::json;

use super::Ending;
use super::args::{Quotes, QuotesFormat};
use super::check::desk_problems;
use super::drafts::{Draft, Drafts};
use super::terminal::Terminal;
use crate::config::Config;
use crate::document::{Document, Source};
use crate::files::{ConfigChoice, Desks, Found};
use crate::finding::Failure;
use crate::story::quote::Status;
use crate::story::{Quote, Story};

/// A quote as it is listed.
struct Row {
    line: u32,
    quote: String,
    speaker: Option<String>,
    status: &'static str,
    cue: Option<String>,
    confidence: Option<f64>,
}

/// Lists the quotes of every draft.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(quotes: &Quotes, terminal: &Terminal) -> io::Result<Ending> {
    let choice = ConfigChoice { config: quotes.config.clone(), ..ConfigChoice::default() };
    let mut desks = Desks::new(choice, Config::default());
    let mut drafts = Drafts::open(&quotes.paths, quotes.stdin_filename.as_deref(), false, &mut desks);
    desks.ensure_one();
    let mut out = BufWriter::new(io::stdout().lock());
    if quotes.format == QuotesFormat::Csv {
        csv::head(&mut out)?;
    }
    let width = terminal.style().width;
    for draft in drafts.files {
        match draft.read() {
            Ok(source) => show(source, &draft, quotes.format, width, &mut out)?,
            Err(error) => {
                drafts.failed.push(Failure { path: draft.found.shown.to_string(), reason: error.to_string() })
            }
        }
    }
    out.flush()?;
    let mistakes = desk_problems(&mut desks, drafts.failed, terminal)?;
    Ok(if mistakes { Ending::Failed } else { Ending::Quiet })
}

fn show(
    source: Source,
    draft: &Draft,
    format: QuotesFormat,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Found { shown, format: kind, desk, .. } = &draft.found;
    let rows = rows(&Document::parse(source, *kind, desk.desk.options()));
    match format {
        QuotesFormat::Table => table::write(shown, &rows, width, out),
        QuotesFormat::Json => writeln!(out, "{}", object(shown, &rows)),
        QuotesFormat::Csv => csv::write(shown, &rows, out),
    }
}

fn rows(document: &Document) -> Vec<Row> {
    let story = Story::new(document);
    let listed = story.quotes().iter().filter(|quote| quote.inside.is_none());
    listed.map(|quote| row(&story, quote)).collect()
}

fn row(story: &Story<'_>, quote: &Quote) -> Row {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hundredths = |confidence: f32| (f64::from(confidence) * 100.0).round() / 100.0;
    Row {
        line: story.document().place(quote.span).line,
        quote: words(quote.span.of(story.text())),
        speaker: quote.speaker.as_ref().map(|speaker| words(&speaker.name)),
        status: status(quote.status),
        cue: quote.cue.map(|cue| words(cue.of(story.text()))),
        confidence: quote.speaker.as_ref().map(|speaker| hundredths(speaker.confidence)),
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Attributed => "attributed",
        Status::Continued => "continued",
        Status::Dangling => "dangling",
        Status::Unattributed => "unattributed",
        Status::Mention => "mention",
    }
}

fn object(path: &str, rows: &[Row]) -> serde_json::Value {
    let object = |row: &Row| {
        json!({
            "line": row.line,
            "quote": row.quote,
            "speaker": row.speaker,
            "status": row.status,
            "cue": row.cue,
            "confidence": row.confidence,
        })
    };
    json!({ "path": path, "quotes": rows.iter().map(object).collect::<Vec<_>>() })
}
