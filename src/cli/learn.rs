//! `copydesk learn`: weights from published copy, by the code that made the embedded ones.

use std::io::{self, Write};
use std::path::Path;

use super::Ending;
use super::args::{Learn, Learnable};
use super::terminal::Terminal;
use crate::files::path::shown;
use crate::files::read::read;
use crate::learn::{names, nouns, word_weights};

/// Reads the copy and writes the weights.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(learn: &Learn, terminal: &Terminal) -> io::Result<Ending> {
    let mut texts = Vec::new();
    for path in files(learn, terminal) {
        match read(Path::new(&path)) {
            Ok(source) => texts.push(source),
            Err(error) => {
                terminal.error(&format!("{path}: {error}"));
                return Ok(Ending::Failed);
            }
        }
    }
    let texts_of = texts.iter().map(|source| source.text());
    let bytes = match learn.what {
        Learnable::Words => word_weights::learn(texts_of),
        Learnable::Names => names::learn(texts_of).into_bytes(),
        Learnable::Nouns => nouns::learn(texts_of).into_bytes(),
    };
    if let Err(error) = std::fs::write(&learn.to, &bytes) {
        terminal.error(&format!("{} cannot be written: {error}", shown(&learn.to)));
        return Ok(Ending::Failed);
    }
    writeln!(io::stdout(), "wrote {} bytes from {} files", bytes.len(), texts.len())?;
    Ok(Ending::Quiet)
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
