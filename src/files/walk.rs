//! Which files a run looks at: those named, and those of known formats in the folders named.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::{DirEntry, WalkBuilder};

use super::desks::{DeskHere, Desks};
use super::path::{absolute, relative, shown};
use super::read::{explain, head};
use crate::document::Format;
use crate::finding::Failure;
use crate::report::html::is_page;

/// A file to check.
pub struct Found {
    /// The file itself.
    pub path: PathBuf,
    /// Its path as findings show it.
    pub shown: Arc<str>,
    /// Its path from its config's folder.
    pub relative: String,
    /// Its format; plain text when its name does not say.
    pub format: Format,
    /// The desk that judges it.
    pub desk: DeskHere,
}

/// What a walk came to.
#[derive(Default)]
pub struct Walk {
    /// Files to check, by shown path, each once whatever names it goes by.
    pub files: BTreeMap<(String, PathBuf), Found>,
    /// Files passed over because their names say nothing of copy.
    pub skipped: usize,
    /// Paths that were asked for and cannot be looked at.
    pub failed: Vec<Failure>,
    seen: HashSet<PathBuf>,
}

impl Walk {
    /// Looks at every path of `paths`; `follow` goes through links to folders, too.
    #[must_use]
    pub fn of(paths: &[PathBuf], follow: bool, desks: &mut Desks) -> Self {
        let mut walk = Self::default();
        for path in paths {
            match std::fs::metadata(path) {
                Ok(about) if about.is_dir() => walk.folder(path, follow, desks),
                Ok(_) => walk.named(path, desks),
                Err(error) => {
                    walk.failed.push(Failure { path: shown(path), reason: explain(error).to_string() });
                }
            }
        }
        walk.failed.sort();
        walk.failed.dedup();
        walk
    }

    /// A path named by the user is checked whatever its name.
    fn named(&mut self, path: &Path, desks: &mut Desks) {
        let desk = desks.of_file(path);
        let relative = relative(&absolute(path), desk.folder());
        let format = Format::of_file(path, true, || head(path)).unwrap_or(Format::PlainText);
        self.add(path, relative, format, desk);
    }

    fn folder(&mut self, folder: &Path, follow: bool, desks: &mut Desks) {
        // Without a git repository around, .gitignore files still say what is no copy.
        let entries = WalkBuilder::new(folder).follow_links(follow).require_git(false).build();
        for entry in entries {
            match entry {
                Ok(entry) => self.entry(&entry, desks),
                Err(error) => self.walk_error(folder, &error),
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry, desks: &mut Desks) {
        let path = entry.path();
        let Some(kind) = entry.file_type() else { return };
        if kind.is_dir() || (kind.is_symlink() && path.is_dir()) {
            return;
        }
        let desk = desks.of_file(path);
        let relative = relative(&absolute(path), desk.folder());
        if desk.desk.excludes(&relative) || desk.is_source(path) {
            self.skipped += 1;
            return;
        }
        match Format::of_file(path, desk.desk.includes(&relative), || head(path)) {
            // A report of an earlier run, forgotten among the drafts that it quotes.
            Some(Format::Html) if is_page(&head(path)) => self.skipped += 1,
            Some(format) => self.add(path, relative, format, desk),
            None => self.skipped += 1,
        }
    }

    fn add(&mut self, path: &Path, relative: String, format: Format, desk: DeskHere) {
        if !self.seen.insert(absolute(path)) {
            return;
        }
        let name = shown(path);
        let found = Found { path: path.to_owned(), shown: name.as_str().into(), relative, format, desk };
        self.files.insert((name, path.to_owned()), found);
    }

    fn walk_error(&mut self, folder: &Path, error: &ignore::Error) {
        let (path, reason) = describe(error);
        let path = path.unwrap_or(folder);
        self.failed.push(Failure { path: shown(path), reason });
    }
}

fn describe(error: &ignore::Error) -> (Option<&Path>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path), describe(err).1),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => describe(err),
        ignore::Error::Loop { ancestor, child } => {
            (Some(child), format!("this link leads back to the folder {}", shown(ancestor)))
        }
        ignore::Error::Io(error) => {
            // The error cannot be taken out of its wrapper, so it is made again from its number.
            let again = error.raw_os_error().map(std::io::Error::from_raw_os_error);
            let again = again.unwrap_or_else(|| std::io::Error::from(error.kind()));
            (None, explain(again).to_string())
        }
        other => (None, other.to_string()),
    }
}
