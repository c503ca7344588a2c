//! `copydesk learn articles`: where articles are missing, from published stories.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::args::Learn;
use crate::document::{Document, Format, Options, Source};
use crate::learn::articles::copy::Copy;
use crate::learn::articles::{self, Figures, RATES, prefilter};
use crate::learn::documents;
use crate::model::Models;

/// Recall is told at these numbers of false alarms per 1,000 sentences.
const TOLD: [f32; 2] = [1.0, 5.0];

/// Learns from the stories and says what the weights find in those held back.
pub fn learn(learn: &Learn, texts: &[(String, Source)]) -> io::Result<Vec<u8>> {
    let copy = copy_of(texts);
    let options = options(learn);
    let progress = progress();
    let learnt = articles::learn(&copy, &options, |share| progress.set_position((share * 100.0) as u64));
    progress.finish_and_clear();
    tell(&learnt.figures, &mut io::stdout())?;
    Ok(learnt.bytes)
}

/// Learns which sentences are worth tagging for the embedded weights.
pub fn learn_prefilter(learn: &Learn, texts: &[(String, Source)]) -> Vec<u8> {
    let model = Models::shipped().articles;
    model.map_or_else(Vec::new, |model| prefilter::learn(&copy_of(texts), &model, &options(learn)))
}

fn options(learn: &Learn) -> articles::Options {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = learn.threads.map_or_else(cores, usize::from);
    articles::Options { seed: learn.seed, threads, ..articles::Options::default() }
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
