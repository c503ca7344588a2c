//! Which lines of files have changed since a revision, as git sees them: in the working tree, staged or not, and in files
//! that git does not know yet.
//!
//! Git is started without a shell, looks at nothing but its own repository and writes nothing. What is configured there as
//! another program for differences is not called.

mod diff;
mod run;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::path::absolute;
use super::read;
use run::Repository;

/// The revision that `--changed` means when it names none.
pub const HEAD: &str = "HEAD";

/// Why it cannot be said what has changed.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// A revision that git would take for an option.
    #[error("a revision cannot begin with `-`, as `{0}` does")]
    Option(String),
    /// No git.
    #[error("what has changed is asked of git, which cannot be started: {0}")]
    NoGit(std::io::Error),
    /// A file that no repository holds.
    #[error("{0} lies in no git repository, so that nobody knows what has changed there")]
    NoRepository(String),
    /// A name that stands for no commit.
    #[error("there is no revision `{name}` in the git repository {repository}{meant}")]
    NoRevision {
        /// The name.
        name: String,
        /// The repository's folder.
        repository: String,
        /// What was meant.
        meant: String,
    },
    /// Nothing in common.
    #[error("`{name}` and the last commit have no commit in common{shallow}")]
    NoBase {
        /// The name.
        name: String,
        /// What to do when only a part of the history is here.
        shallow: &'static str,
    },
    /// Whatever else git says.
    #[error("git failed: {0}")]
    Failed(String),
}

/// What has changed in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// All of it, or nobody can tell what.
    All,
    /// These lines, counted from 1.
    Some(Vec<RangeInclusive<u32>>),
}

/// What has changed in some files.
#[derive(Debug, Default)]
pub struct Changed {
    files: HashMap<PathBuf, Lines>,
}

impl Changed {
    /// What has changed in these files since the commit that `revision` and the last one have in common. Of the others
    /// nothing has changed where no repository holds them.
    ///
    /// # Errors
    /// When git, the repository or the revision is missing.
    pub fn since<'p>(
        revision: &str,
        files: impl Iterator<Item = &'p Path>,
        others: impl Iterator<Item = &'p Path>,
    ) -> Result<Self, GitError> {
        let mut repositories: BTreeMap<PathBuf, Vec<(&Path, PathBuf)>> = BTreeMap::new();
        let mut homes = run::Homes::default();
        for file in files {
            let real = real(file);
            repositories.entry(homes.of(file, &real)?).or_default().push((file, real));
        }
        for file in others {
            let real = real(file);
            if let Ok(home) = homes.of(file, &real) {
                repositories.entry(home).or_default().push((file, real));
            }
        }
        let mut changed = Self::default();
        for (root, files) in repositories {
            let lines = Repository::new(root).changed(revision)?;
            for (file, real) in files {
                if let Some(lines) = lines.get(&real) {
                    changed.files.insert(absolute(file), counted(lines, &real));
                }
            }
        }
        Ok(changed)
    }

    /// Whether one of the lines of a file has changed.
    #[must_use]
    pub fn touches(&self, file: &Path, lines: &RangeInclusive<u32>) -> bool {
        match self.files.get(&absolute(file)) {
            None => false,
            Some(Lines::All) => true,
            Some(Lines::Some(changed)) => {
                changed.iter().any(|one| one.start() <= lines.end() && lines.start() <= one.end())
            }
        }
    }
}

/// Makes sure, before anything takes time, that the repositories of some paths know a revision.
///
/// # Errors
/// When git or the revision is missing.
pub fn verify(revision: &str, paths: &[PathBuf]) -> Result<(), GitError> {
    if revision.starts_with('-') {
        return Err(GitError::Option(revision.to_owned()));
    }
    let mut homes = run::Homes::default();
    // What lies in a folder named `.` is asked for, and not what lies beside it.
    let inside = paths.iter().map(|path| real(path).join(".git"));
    let roots: BTreeSet<PathBuf> = inside.filter_map(|path| homes.of(&path, &path).ok()).collect();
    roots.into_iter().try_for_each(|root| Repository::new(root).knows(revision))
}

/// The file that git knows, behind whatever links lead there.
fn real(file: &Path) -> PathBuf {
    let absolute = absolute(file);
    // On Windows a resolved path has a form that git does not understand.
    if cfg!(windows) { absolute } else { absolute.canonicalize().unwrap_or(absolute) }
}

/// Git ends lines at `\n` alone; where a file has other line ends, its lines are not ours.
fn counted(lines: &Lines, file: &Path) -> Lines {
    let bytes = read::bytes(file).unwrap_or_default();
    let lone = memchr::memchr_iter(b'\r', &bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'));
    if lone { Lines::All } else { lines.clone() }
}
