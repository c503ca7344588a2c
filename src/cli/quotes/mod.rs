//! `copydesk quotes`: who said what, in the order of the story, for fact-checkers and corrections editors.

mod csv;
mod table;

use std::io::{self, Write};

use serde_json::json;

use super::Ending;
use super::args::{Quotes, QuotesFormat};
use super::drafts::Draft;
use super::show::each;
use super::terminal::Terminal;
use crate::document::{Document, Source};
use crate::files::Found;
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
    let width = terminal.style().width;
    let head = |out: &mut dyn Write| match quotes.format {
        QuotesFormat::Csv => csv::head(out),
        QuotesFormat::Table | QuotesFormat::Json => Ok(()),
    };
    let show =
        |source: Source, draft: &Draft, out: &mut dyn Write| show(source, draft, quotes.format, width, out);
    each(&quotes.drafts, terminal, head, show)
}

fn show(
    source: Source,
    draft: &Draft,
    format: QuotesFormat,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Found { shown, format: kind, desk, .. } = &draft.found;
    let documents = Document::parse_all(source, *kind, desk.desk.options());
    let rows: Vec<Row> = documents.iter().flat_map(rows).collect();
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
