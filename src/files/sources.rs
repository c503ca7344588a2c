//! Reads the sources of a desk: the transcripts, statements and readouts its quotes are looked up in.

use std::path::Path;
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::path::shown;
use super::read::{explain, head, read_draft};
use crate::archive::Page;
use crate::document::{Document, Encoding, Format, Options};
use crate::finding::Failure;

/// The only trouble of a walk that the system knows nothing of.
const LOOP: &str = "this link leads back to a folder it lies in";

/// Every page of a folder, its subfolders too, in the order of their paths; or the one page that a file is. What cannot
/// be read is added to `failed`. Links are followed as far as `root`, where there is one. `told` gives the encoding of a
/// file that does not say it itself.
pub fn read_sources(
    path: &Path,
    root: Option<&Path>,
    options: &Options,
    told: &dyn Fn(&Path) -> Option<Encoding>,
    failed: &mut Vec<Failure>,
) -> Vec<Arc<Page>> {
    let mut pages = Vec::new();
    for entry in WalkDir::new(path).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(error.path().unwrap_or(path));
                let reason =
                    error.into_io_error().map(explain).map_or_else(|| LOOP.into(), |error| error.to_string());
                failed.push(Failure { path, reason });
                continue;
            }
        };
        let Some(format) = format_of(&entry, root) else { continue };
        match read_draft(entry.path(), format, told(entry.path())) {
            Ok(source) => {
                let page = |document| Arc::new(Page::new(shown(entry.path()).into(), document));
                pages.extend(Document::parse_all(source, format, options).into_iter().map(page));
            }
            Err(error) => failed.push(Failure { path: shown(entry.path()), reason: error.to_string() }),
        }
    }
    pages
}

/// The format of a file that is a source; a file that was named itself is one whatever its name.
fn format_of(entry: &DirEntry, root: Option<&Path>) -> Option<Format> {
    if entry.file_type().is_dir() || !lies_in(entry, root) {
        return None;
    }
    let format = Format::of_file(entry.path(), entry.depth() == 0, || head(entry.path()));
    format.filter(|_| !entry.path().is_dir())
}

/// A config may come with a stranger's pull request, and a finding shows lines of a source: a link out of the repository
/// must not be one.
fn lies_in(entry: &DirEntry, root: Option<&Path>) -> bool {
    let Some(root) = root.filter(|_| entry.path_is_symlink()) else { return true };
    match (entry.path().canonicalize(), root.canonicalize()) {
        (Ok(real), Ok(root)) => real.starts_with(root),
        _ => false,
    }
}
