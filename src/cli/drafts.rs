//! The drafts that a command was asked to look at: files, folders, standard input.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use super::args::Arguments;
use crate::document::{Encoding, Format, Source, SourceError};
use crate::files::read::{self, ReadError};
use crate::files::{Desks, Found, Walk, path};
use crate::finding::Failure;
use crate::rule::problem::nearest;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";

/// A draft and where it comes from.
pub struct Draft {
    /// Its names, format and desk.
    pub found: Found,
    /// What standard input held, where it comes from there.
    input: Option<Vec<u8>>,
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
        let of_file = |found| Draft { found, input: None };
        let mut files: Vec<Draft> = walk.files.into_values().map(of_file).collect();
        let mut failed: Vec<Failure> = walk.failed.into_iter().map(misspelt_command).collect();
        if !inputs.is_empty() {
            match read::standard_input() {
                Ok(bytes) => files.push(standard_input(name, bytes, desks)),
                Err(error) => failed.push(Failure { path: input_name(name), reason: error.to_string() }),
            }
        }
        Self { files, skipped: walk.skipped, failed }
    }

    /// Passes over files that a walk found.
    pub fn leave_out(&mut self, is_out: impl Fn(&Path) -> bool) {
        let before = self.files.len();
        self.files.retain(|draft| draft.is_standard_input() || !is_out(&draft.found.path));
        self.skipped += before - self.files.len();
    }
}

impl Draft {
    /// Whether it is standard input and no file.
    #[must_use]
    pub fn is_standard_input(&self) -> bool {
        self.input.is_some()
    }

    /// Reads its bytes as they are.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> Result<Vec<u8>, ReadError> {
        self.input.clone().map_or_else(|| read::bytes(&self.found.path), Ok)
    }

    /// Reads and decodes it.
    ///
    /// # Errors
    /// When it cannot be read or is not text in a known encoding.
    pub fn read(&self) -> Result<Source, ReadError> {
        Ok(self.decode(self.bytes()?)?)
    }

    /// Decodes its bytes.
    ///
    /// # Errors
    /// When they are not text in a known encoding.
    pub fn decode(&self, bytes: Vec<u8>) -> Result<Source, SourceError> {
        Source::read_in(bytes, self.found.format, self.told())
    }

    /// The encoding that its config says it is in.
    #[must_use]
    pub fn told(&self) -> Option<Encoding> {
        self.found.desk.desk.encoding_of(&self.found.relative)
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

/// Standard input under a name, which says its config, its overrides and, like a file's, what format it is in.
fn standard_input(name: Option<&Path>, bytes: Vec<u8>, desks: &mut Desks) -> Draft {
    let path = name.unwrap_or(Path::new(""));
    let desk = desks.of_file(path);
    let head = || bytes[..bytes.len().min(Format::HEAD)].to_vec();
    let found = Found {
        path: PathBuf::from(STANDARD_INPUT),
        shown: input_name(name).into(),
        relative: name.map_or_else(String::new, |name| path::relative(&path::absolute(name), desk.folder())),
        format: Format::of_file(path, true, head).unwrap_or(Format::PlainText),
        desk,
    };
    Draft { found, input: Some(bytes) }
}

fn input_name(name: Option<&Path>) -> String {
    name.map_or_else(|| "<stdin>".to_owned(), path::shown)
}
