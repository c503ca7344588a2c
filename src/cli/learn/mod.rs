//! `copydesk learn`: weights from published copy, by the code that made the embedded ones.

mod articles;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{Learn, Learnable};
use super::terminal::Terminal;
use crate::document::Source;
use crate::files::path::shown;
use crate::files::read::read;
use crate::learn::{names, nouns, tags, verb_weights, word_weights};
use crate::lexicon::tagger::Tagger;
use crate::model::learnt;

/// Reads the copy and writes the weights.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    match learn.what {
        Learnable::Tags => tags(learn, terminal),
        _ => from_copy(learn, terminal),
    }
}

/// What is learnt from stories without tags.
fn from_copy(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    let Some(texts) = sources(&learn.paths, terminal) else { return Ok(Ending::Failed) };
    let copy = || texts.iter().map(|(_, source)| source.text());
    let bytes = match learn.what {
        Learnable::Articles => articles::learn(learn, &texts)?,
        Learnable::Prefilter => articles::learn_prefilter(learn, &texts),
        Learnable::Names => names::learn(copy()).into_bytes(),
        Learnable::Nouns => nouns::learn(copy()).into_bytes(),
        Learnable::Verbs => verbs(copy())?,
        Learnable::All => learnt::write(&word_weights::learn(copy()), &articles::learn(learn, &texts)?),
        Learnable::Words | Learnable::Tags => word_weights::learn(copy()),
    };
    if !written(learn, &bytes, terminal) {
        return Ok(Ending::Failed);
    }
    writeln!(io::stdout(), "wrote {} bytes from {} files", bytes.len(), texts.len())?;
    Ok(Ending::Quiet)
}

/// The weights of verbs, with what they catch in documents that were held back.
fn verbs<'a>(copy: impl Iterator<Item = &'a str>) -> io::Result<Vec<u8>> {
    let learnt = verb_weights::learn(copy);
    for line in &learnt.figures {
        writeln!(io::stdout(), "{line}")?;
    }
    Ok(learnt.bytes)
}

fn tags(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    let sources = |paths| sources(paths, terminal);
    let (Some(texts), Some(tests)) = (sources(&learn.paths), sources(&learn.test)) else {
        return Ok(Ending::Failed);
    };
    let learnt = tags::learn(texts.iter().map(|(_, source)| source.text()), |line| terminal.say(line));
    if !written(learn, &learnt.bytes, terminal) {
        return Ok(Ending::Failed);
    }
    let mut out = io::stdout();
    let (weights, left_out) = learnt.weights;
    writeln!(out, "wrote {} bytes with {weights} weights, {left_out} left out", learnt.bytes.len())?;
    writeln!(out, "{:6.2}% of the tags right in what was held back", learnt.held_back)?;
    for (path, source) in &tests {
        let right = Tagger::read(&learnt.bytes)
            .map_or(0.0, |learnt| tags::accuracy(learnt, &tags::corpus::read(source.text())));
        writeln!(out, "{right:6.2}% in {path}")?;
    }
    Ok(Ending::Quiet)
}

/// The texts below the paths; `None` once one cannot be read, which is said.
fn sources(paths: &[PathBuf], terminal: &Terminal) -> Option<Vec<(String, Source)>> {
    let mut sources = Vec::new();
    for path in files(paths, terminal) {
        match read(Path::new(&path)) {
            Ok(source) => sources.push((path, source)),
            Err(error) => {
                terminal.error(&format!("{path}: {error}"));
                return None;
            }
        }
    }
    Some(sources)
}

fn written(learn: &Learn, bytes: &[u8], terminal: &Terminal) -> bool {
    let written = std::fs::write(&learn.to, bytes);
    if let Err(error) = &written {
        terminal.error(&format!("{} cannot be written: {error}", shown(&learn.to)));
    }
    written.is_ok()
}

fn files(paths: &[PathBuf], terminal: &Terminal) -> Vec<String> {
    let mut files = Vec::new();
    for path in paths {
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
