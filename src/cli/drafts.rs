//! The drafts that a command is to show: files, folders, standard input, each read, parsed and handed on in order.

use std::io;
use std::path::{Path, PathBuf};

use super::Ending;
use super::check::STANDARD_INPUT;
use super::terminal::Terminal;
use crate::config::Config;
use crate::document::{Document, Format, Options, Source};
use crate::files::read::{ReadError, read, read_standard_input};
use crate::files::{ConfigChoice, Desks, Walk, path};

/// Which drafts to show.
pub struct Drafts<'a> {
    /// Files, folders, `-`.
    pub paths: &'a [PathBuf],
    /// One config for all of them.
    pub config: Option<&'a Path>,
    /// The name standard input goes by.
    pub stdin_filename: Option<&'a Path>,
}

impl Drafts<'_> {
    /// Calls `show` with the path and the document of every draft; what cannot be read is named on standard error.
    ///
    /// # Errors
    /// When `show` cannot write.
    pub fn each(
        &self,
        terminal: &Terminal,
        mut show: impl FnMut(&str, &Document) -> io::Result<()>,
    ) -> io::Result<Ending> {
        let choice = ConfigChoice { config: self.config.map(Path::to_owned), ..ConfigChoice::default() };
        let mut desks = Desks::new(choice, Config::default());
        let (inputs, paths): (Vec<PathBuf>, Vec<PathBuf>) =
            self.paths.iter().cloned().partition(|path| path.as_os_str() == STANDARD_INPUT);
        let walk = Walk::of(&paths, false, &mut desks);
        for failure in &walk.failed {
            terminal.error(&format!("{}: {}", failure.path, failure.reason));
        }
        let mut failed = !walk.failed.is_empty();
        let mut one = |source, shown: &str, format, options: &Options| {
            let document = parsed(source, shown, format, options, terminal);
            failed |= document.is_none();
            document.map_or(Ok(()), |document| show(shown, &document))
        };
        for found in walk.files.values() {
            one(read(&found.path), &found.shown, found.format, found.desk.desk.options())?;
        }
        if !inputs.is_empty() {
            let name = self.stdin_filename;
            let desk = desks.of_file(name.unwrap_or(Path::new(""))).desk;
            let shown = name.map_or_else(|| "<stdin>".into(), path::shown);
            let format = name.and_then(Format::of_path).unwrap_or(Format::PlainText);
            one(read_standard_input(), &shown, format, desk.options())?;
        }
        Ok(if failed { Ending::Failed } else { Ending::Quiet })
    }
}

fn parsed(
    source: Result<Source, ReadError>,
    shown: &str,
    format: Format,
    options: &Options,
    terminal: &Terminal,
) -> Option<Document> {
    match source {
        Ok(source) => Some(Document::parse(source, format, options)),
        Err(error) => {
            terminal.error(&format!("{shown}: {error}"));
            None
        }
    }
}
