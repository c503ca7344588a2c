//! `copydesk learn`: weights from published copy, by the code that made the embedded ones.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use super::Ending;
use super::args::{Learn, Learnable};
use super::terminal::Terminal;
use crate::document::{Document, Format, Options, Source};
use crate::files::path::shown;
use crate::files::read::read;
use crate::learn::articles::copy::Copy;
use crate::learn::articles::{self, Figures, RATES};
use crate::learn::{documents, names, nouns, word_weights};
use crate::model::learnt;

/// Recall is told at these numbers of false alarms per 1,000 sentences.
const TOLD: [f32; 2] = [1.0, 5.0];

/// Reads the copy and writes the weights.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    let mut texts = Vec::new();
    for path in files(learn, terminal) {
        match read(Path::new(&path)) {
            Ok(source) => texts.push((path, source)),
            Err(error) => {
                terminal.error(&format!("{path}: {error}"));
                return Ok(Ending::Failed);
            }
        }
    }
    let mut out = io::stdout();
    let bytes = match learn.what {
        Learnable::Words => words(&texts),
        Learnable::Articles => learn_articles(learn, &texts, &mut out)?,
        Learnable::Names => names::learn(texts.iter().map(|(_, source)| source.text())).into_bytes(),
        Learnable::Nouns => nouns::learn(texts.iter().map(|(_, source)| source.text())).into_bytes(),
        Learnable::All => learnt::write(&words(&texts), &learn_articles(learn, &texts, &mut out)?),
    };
    if let Err(error) = std::fs::write(&learn.to, &bytes) {
        terminal.error(&format!("{} cannot be written: {error}", shown(&learn.to)));
        return Ok(Ending::Failed);
    }
    writeln!(out, "wrote {} bytes from {} files", bytes.len(), texts.len())?;
    Ok(Ending::Quiet)
}

fn words(texts: &[(String, Source)]) -> Vec<u8> {
    word_weights::learn(texts.iter().map(|(_, source)| source.text()))
}

fn learn_articles(learn: &Learn, texts: &[(String, Source)], out: &mut impl Write) -> io::Result<Vec<u8>> {
    let copy = copy_of(texts);
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = learn.threads.map_or_else(cores, usize::from);
    let options = articles::Options { seed: learn.seed, threads, ..articles::Options::default() };
    let progress = progress();
    let learnt = articles::learn(&copy, &options, |share| progress.set_position((share * 100.0) as u64));
    progress.finish_and_clear();
    tell(&learnt.figures, out)?;
    Ok(learnt.bytes)
}

/// The stories of all files; a file may hold several, each opened by a line `#DOC name`, one paragraph a line.
fn copy_of(texts: &[(String, Source)]) -> Copy {
    let mut copy = Copy::default();
    for (path, source) in texts {
        let format = Format::of_path(Path::new(path)).unwrap_or(Format::PlainText);
        let text = source.text();
        let several = text.starts_with("#DOC ");
        for document in documents(text) {
            let text = if several { document.replace('\n', "\n\n") } else { document.to_owned() };
            copy.add(&Document::parse(Source::from_text(text), format, &Options::default()));
        }
    }
    copy
}

/// What the weights find in stories that were held back.
fn tell(figures: &Figures, out: &mut impl Write) -> io::Result<()> {
    let Figures { stories, sentences, cut, .. } = figures;
    writeln!(out, "held back: {stories} stories, {sentences} sentences, {cut} articles cut")?;
    for (rate, recall) in RATES.iter().zip(&figures.recall).filter(|(rate, _)| TOLD.contains(rate)) {
        let share = 100.0 * recall;
        writeln!(out, "found at {rate} false alarms per 1,000 sentences: {share:.1}%")?;
    }
    Ok(())
}

fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(100);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent}% learnt") {
        bar.set_style(style);
    }
    bar
}

fn files(learn: &Learn, terminal: &Terminal) -> Vec<String> {
    let mut files = Vec::new();
    for path in &learn.paths {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => files.push(shown(entry.path())),
                Ok(_) => {}
                Err(error) => terminal.error(&error.to_string()),
            }
        }
    }
    files
}
