//! `copydesk learn`: weights from published copy, by the code that made the embedded ones.

use std::io::{self, Write};
use std::path::Path;

use super::Ending;
use super::args::{Learn, Learnable};
use super::terminal::Terminal;
use crate::document::Source;
use crate::files::path::shown;
use crate::files::read::read;
use crate::learn::{verb_weights, word_weights};

/// Reads the copy and writes the weights.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    let Some(texts) = texts(learn, terminal) else { return Ok(Ending::Failed) };
    let copy = texts.iter().map(Source::text);
    let (bytes, figures) = match learn.what {
        Learnable::Words => (word_weights::learn(copy), Vec::new()),
        Learnable::Verbs => {
            let learnt = verb_weights::learn(copy);
            (learnt.bytes, learnt.figures)
        }
    };
    if let Err(error) = std::fs::write(&learn.to, &bytes) {
        terminal.error(&format!("{} cannot be written: {error}", shown(&learn.to)));
        return Ok(Ending::Failed);
    }
    for line in figures {
        writeln!(io::stdout(), "{line}")?;
    }
    writeln!(io::stdout(), "wrote {} bytes from {} files", bytes.len(), texts.len())?;
    Ok(Ending::Quiet)
}

/// The sources to learn from; nothing, once the reason is said, when one cannot be read.
fn texts(learn: &Learn, terminal: &Terminal) -> Option<Vec<Source>> {
    let mut texts = Vec::new();
    for path in files(learn, terminal) {
        match read(Path::new(&path)) {
            Ok(source) => texts.push(source),
            Err(error) => {
                terminal.error(&format!("{path}: {error}"));
                return None;
            }
        }
    }
    Some(texts)
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
