//! Reads the rule files of a folder, and of the packs in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::path::shown;
use super::toml::read_toml;
use crate::checks::Known;
use crate::finding::Failure;
use crate::rule::pack::{self, FILE_NAME};
use crate::rule::{Own, Problems, Rule, TomlFile, file};

/// Adds every rule of every `.toml` file in `folder`, its subfolders too, in the order of their paths; a subfolder with
/// a `pack.toml` is a pack. Files that cannot be read are added to `failed`, and so are links that lead out of `root`,
/// when there is one.
pub fn read_folder(
    folder: &Path,
    root: Option<&Path>,
    own: &mut Own,
    problems: &mut Problems,
    failed: &mut Vec<Failure>,
) {
    let mut homes = Homes { top: folder, root, known: HashMap::new() };
    let mut files: HashMap<Arc<str>, Arc<TomlFile>> = HashMap::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(error.path().unwrap_or(folder));
                failed
                    .push(Failure { path, reason: format!("this folder of rules cannot be read: {error}") });
                continue;
            }
        };
        let is_toml = entry.path().extension().is_some_and(|extension| extension == "toml");
        let is_rules = is_toml && entry.file_name() != crate::config::FILE_NAME;
        if entry.file_type().is_dir() || !is_rules {
            continue;
        }
        if root.is_some_and(|root| !lies_in(entry.path(), root)) {
            let reason = "this link leads out of the repository".to_owned();
            failed.push(Failure { path: shown(entry.path()), reason });
            continue;
        }
        let home = homes.of(entry.path().parent().unwrap_or(folder), own, problems, failed);
        if entry.file_name() == FILE_NAME {
            continue;
        }
        // Where a pack cannot be told, its rules would run as if they were in none.
        if let Home::Broken = home {
            continue;
        }
        for rule in read_file(entry.path(), &home, problems, failed) {
            if is_new(&rule, &mut files, problems) {
                own.rules.push(rule);
            }
        }
    }
}

/// What the rules of a folder belong to.
#[derive(Clone)]
enum Home {
    /// The desk itself.
    Desk,
    /// A pack, by its name.
    Pack(Arc<str>),
    /// A pack with a mistake in it.
    Broken,
}

/// The home of each folder met so far.
struct Homes<'f> {
    top: &'f Path,
    root: Option<&'f Path>,
    known: HashMap<PathBuf, Home>,
}

impl Homes<'_> {
    fn of(
        &mut self,
        folder: &Path,
        own: &mut Own,
        problems: &mut Problems,
        failed: &mut Vec<Failure>,
    ) -> Home {
        if let Some(home) = self.known.get(folder) {
            return home.clone();
        }
        let pack = folder.join(FILE_NAME);
        let above = folder.parent().filter(|_| folder != self.top);
        let home = match above {
            _ if pack.is_file() => self.read(&pack, own, problems, failed),
            Some(above) => self.of(above, own, problems, failed),
            None => Home::Desk,
        };
        self.known.insert(folder.to_owned(), home.clone());
        home
    }

    fn read(&self, path: &Path, own: &mut Own, problems: &mut Problems, failed: &mut Vec<Failure>) -> Home {
        if self.root.is_some_and(|root| !lies_in(path, root)) {
            return Home::Broken;
        }
        let file = read_toml(path, &shown(path), TomlFile::of_rules, problems, failed);
        let Some(pack) = file.and_then(|file| pack::read(&file, problems)) else { return Home::Broken };
        if let Some(other) = own.packs.iter().find(|other| other.name == pack.name) {
            if let (Some((file, span)), Some((there, _))) = (&pack.place, &other.place) {
                let message = format!("the pack `{}` stands in {} already", pack.name, there.path);
                problems.add(file, *span, message, None);
            }
            return Home::Broken;
        }
        let name = Arc::clone(&pack.name);
        own.packs.push(pack);
        Home::Pack(name)
    }
}

fn lies_in(path: &Path, root: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(path), Ok(root)) => path.starts_with(root),
        // What is not there is named when it is read.
        _ => true,
    }
}

fn read_file(path: &Path, home: &Home, problems: &mut Problems, failed: &mut Vec<Failure>) -> Vec<Rule> {
    let pack = if let Home::Pack(name) = home { Some(&**name) } else { None };
    let file = read_toml(path, &shown(path), TomlFile::of_rules, problems, failed);
    file.map(|file| file::read_in_pack(&file, pack, &Known, problems)).unwrap_or_default()
}

/// Two files of one folder that define the same rule contradict each other.
fn is_new(rule: &Rule, files: &mut HashMap<Arc<str>, Arc<TomlFile>>, problems: &mut Problems) -> bool {
    let Some(other) = files.get(&rule.name) else {
        files.insert(Arc::clone(&rule.name), Arc::clone(&rule.file));
        return true;
    };
    let message = format!("the rule `{}` stands in {} already", rule.name, other.path);
    problems.add(&rule.file, rule.span, message, None);
    false
}
