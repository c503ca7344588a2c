//! The drafts that a command was asked to look at: files, folders, standard input.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::args::Arguments;
use crate::document::{Format, Source};
use crate::files::read::{ReadError, read_draft, read_standard_input};
use crate::files::{Desks, Found, Walk, path};
use crate::finding::Failure;
use crate::rule::problem::nearest;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// A draft and where it comes from.
pub struct Draft {
    /// Its names, format and desk.
    pub found: Found,
    standard_input: bool,
}

/// What was asked for.
pub struct Drafts {
    /// The drafts in the order of their names, standard input last.
    pub files: Vec<Draft>,
    /// Files passed over because their names say nothing of copy.
    pub skipped: usize,
    /// Paths that cannot be looked at.
    pub failed: Vec<Failure>,
}

impl Drafts {
    /// Walks the paths; `name` is what standard input goes by.
    #[must_use]
    pub fn open(paths: &[PathBuf], name: Option<&Path>, follow: bool, desks: &mut Desks) -> Self {
        let (inputs, paths): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.iter().cloned().partition(|path| path.as_os_str() == STANDARD_INPUT);
        let walk = Walk::of(&paths, follow, desks);
        let of_file = |found| Draft { found, standard_input: false };
        let mut files: Vec<Draft> = walk.files.into_values().map(of_file).collect();
        if !inputs.is_empty() {
            files.push(Draft { found: standard_input(name, desks), standard_input: true });
        }
        let failed = walk.failed.into_iter().map(misspelt_command).collect();
        Self { files, skipped: walk.skipped, failed }
    }
}

impl Draft {
    /// Reads and decodes it.
    ///
    /// # Errors
    /// When it cannot be read or is not text in a known encoding.
    pub fn read(&self) -> Result<Source, ReadError> {
        let found = &self.found;
        let told = found.desk.desk.encoding_of(&found.relative);
        if self.standard_input {
            return read_standard_input(found.format, told);
        }
        read_draft(&found.path, found.format, told)
    }
}

/// A word that is no file but nearly a command was probably meant as one.
fn misspelt_command(mut failure: Failure) -> Failure {
    let command = Arguments::command();
    let names: Vec<_> = command.get_subcommands().map(clap::Command::get_name).collect();
    if let Some(meant) = nearest(&failure.path, names.iter().copied()) {
        failure.reason = format!("{}; did you mean the command `{meant}`?", failure.reason);
    }
    failure
}

/// Standard input under a name, which says its format, config and overrides.
fn standard_input(name: Option<&Path>, desks: &mut Desks) -> Found {
    let desk = desks.of_file(name.unwrap_or(Path::new("")));
    Found {
        path: PathBuf::from(STANDARD_INPUT),
        shown: name.map_or_else(|| "<stdin>".into(), path::shown).into(),
        relative: name.map_or_else(String::new, |name| path::relative(&path::absolute(name), desk.folder())),
        format: name.and_then(|name| Format::of_file(name, true, Vec::new)).unwrap_or(Format::PlainText),
        desk,
    }
}
