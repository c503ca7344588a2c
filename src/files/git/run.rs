//! Git itself: started in a repository, asked, and its errors in plain words.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::diff::{binary_files, changed_lines, path_of};
use super::{GitError, HEAD, Lines};
use crate::files::path::shown;

/// Variables that say where the repository is; a hook has them set.
const TOLD: [&str; 2] = ["GIT_DIR", "GIT_WORK_TREE"];
/// Settings of the user's that would change what git prints, or start another program.
const SETTINGS: [&str; 7] = [
    "-c",
    "core.quotePath=true",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "diff.relative=false",
    "--no-optional-locks",
];

/// The working tree of each folder met so far.
#[derive(Default)]
pub struct Homes {
    known: HashMap<PathBuf, Option<PathBuf>>,
    told: Option<PathBuf>,
}

impl Homes {
    /// The top of the working tree that holds a file; `real` is the file behind all links.
    pub fn of(&mut self, file: &Path, real: &Path) -> Result<PathBuf, GitError> {
        if TOLD.iter().any(|name| std::env::var_os(name).is_some()) {
            return self.told();
        }
        let folder = real.parent().unwrap_or(Path::new(""));
        let known = self
            .known
            .entry(folder.to_owned())
            .or_insert_with(|| folder.ancestors().find(|up| up.join(".git").exists()).map(Path::to_owned));
        known.clone().ok_or_else(|| GitError::NoRepository(shown(file)))
    }

    fn told(&mut self) -> Result<PathBuf, GitError> {
        if let Some(root) = &self.told {
            return Ok(root.clone());
        }
        let output = asked(Path::new("."), ["rev-parse", "--show-toplevel"])?;
        let root = path_of(trimmed(&output.stdout));
        self.told = Some(root.clone());
        Ok(root)
    }
}

/// A repository with a working tree.
pub struct Repository {
    root: PathBuf,
    /// Where git is started: a relative `GIT_DIR` counts from here.
    folder: PathBuf,
}

impl Repository {
    /// The repository whose working tree begins here.
    #[must_use]
    pub fn new(root: PathBuf) -> Self {
        let told = TOLD.iter().any(|name| std::env::var_os(name).is_some());
        let folder = if told { PathBuf::from(".") } else { root.clone() };
        Self { root, folder }
    }

    /// What has changed since the commit that the revision and the last one have in common, by file.
    pub fn changed(&self, revision: &str) -> Result<HashMap<PathBuf, Lines>, GitError> {
        let base = self.base(revision)?;
        let diff = |how: &[&str]| {
            let plain = ["diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames"];
            let prefixes =
                ["--src-prefix=a/", "--dst-prefix=b/", "--inter-hunk-context=0", "--ignore-submodules=all"];
            let all: Vec<&str> =
                plain.iter().chain(&prefixes).chain(how).copied().chain([&*base, "--"]).collect();
            self.ask(&all)
        };
        let mut changed = HashMap::new();
        for (path, lines) in changed_lines(&diff(&["-U0"])?) {
            changed.insert(self.root.join(path), Lines::Some(lines));
        }
        for path in binary_files(&diff(&["--numstat", "-z"])?) {
            changed.insert(self.root.join(path), Lines::All);
        }
        // From the top, so that a run in a subfolder sees the same.
        let unknown = ["ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--", ":/"];
        // A merge has left two versions in these.
        let in_conflict = ["diff", "--name-only", "--diff-filter=U", "-z"];
        for names in [self.ask(&unknown)?, self.ask(&in_conflict)?] {
            let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
            changed.extend(names.map(|name| (self.root.join(path_of(name)), Lines::All)));
        }
        Ok(changed)
    }

    /// Makes sure that the revision can be compared with.
    pub fn knows(&self, revision: &str) -> Result<(), GitError> {
        self.base(revision).map(drop)
    }

    /// The commit to compare with; where nothing was committed yet, the empty tree.
    fn base(&self, revision: &str) -> Result<String, GitError> {
        let commit = |name: &str| {
            let name = format!("{name}^{{commit}}");
            self.try_ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name])
        };
        let Some(wanted) = commit(revision)? else {
            if revision == HEAD {
                return self.ask(&["hash-object", "-t", "tree", "--stdin"]).map(|hash| text(&hash));
            }
            return Err(self.no_revision(revision)?);
        };
        let wanted = text(&wanted);
        match self.try_ask(&["merge-base", &wanted, HEAD])? {
            Some(base) => Ok(text(&base)),
            None => Err(self.no_base(revision)?),
        }
    }

    fn no_revision(&self, name: &str) -> Result<GitError, GitError> {
        let branches = self.ask(&[
            "for-each-ref",
            "--format=%(refname:short)",
            "refs/heads",
            "refs/tags",
            "refs/remotes",
        ])?;
        let branches = text(&branches);
        let nearest = crate::rule::problem::nearest(name, branches.lines());
        let meant = match nearest {
            Some(nearest) => format!("; did you mean `{nearest}`?"),
            None if Path::new(name).exists() => format!("; to check the path, write `--changed=HEAD {name}`"),
            None if self.is_shallow()? => "; only a part of the history is here: fetch it first".to_owned(),
            None => String::new(),
        };
        Ok(GitError::NoRevision { name: name.to_owned(), repository: shown(&self.root), meant })
    }

    fn no_base(&self, name: &str) -> Result<GitError, GitError> {
        let shallow = match self.is_shallow()? {
            true => {
                ", or it is not here: this clone holds only a part of the history; `git fetch --unshallow` brings the rest"
            }
            false => "",
        };
        Ok(GitError::NoBase { name: name.to_owned(), shallow })
    }

    fn is_shallow(&self) -> Result<bool, GitError> {
        Ok(text(&self.ask(&["rev-parse", "--is-shallow-repository"])?) == "true")
    }

    fn ask(&self, arguments: &[&str]) -> Result<Vec<u8>, GitError> {
        asked(&self.folder, arguments).map(|output| output.stdout)
    }

    /// The answer to a question that git may answer with no.
    fn try_ask(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, GitError> {
        let output = start(&self.folder, arguments)?;
        if output.status.code() == Some(1) {
            return Ok(None);
        }
        answer(Ok(output)).map(|output| Some(output.stdout))
    }
}

fn asked(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Output, GitError> {
    answer(Ok(start(folder, arguments)?))
}

fn start(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<Output, GitError> {
    let mut git = Command::new("git");
    git.args(SETTINGS).args(arguments).current_dir(folder).stdin(Stdio::null());
    git.output().map_err(GitError::NoGit)
}

fn answer(output: std::io::Result<Output>) -> Result<Output, GitError> {
    let output = output.map_err(GitError::NoGit)?;
    if output.status.success() {
        return Ok(output);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let first = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it gave no reason");
    Err(GitError::Failed(first.trim_start_matches("fatal: ").to_owned()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(trimmed(bytes)).into_owned()
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    bytes.strip_suffix(b"\n").unwrap_or(bytes)
}
