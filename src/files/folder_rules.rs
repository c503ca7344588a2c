//! Reads the rule files of a folder.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::path::shown;
use super::toml::read_toml;
use crate::checks::Known;
use crate::finding::Failure;
use crate::rule::{Problems, Rule, TomlFile, file};

/// Every rule of every `.toml` file in `folder`, its subfolders too, in the order of their paths. Files that cannot be
/// read are added to `failed`, and so are links that lead out of `root`, when there is one.
pub fn read_folder(
    folder: &Path,
    root: Option<&Path>,
    problems: &mut Problems,
    failed: &mut Vec<Failure>,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
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
        let is_rules = entry.path().extension().is_some_and(|extension| extension == "toml");
        if entry.file_type().is_dir() || !is_rules || entry.file_name() == crate::config::FILE_NAME {
            continue;
        }
        if root.is_some_and(|root| !lies_in(entry.path(), root)) {
            let reason = "this link leads out of the repository".to_owned();
            failed.push(Failure { path: shown(entry.path()), reason });
            continue;
        }
        for rule in read_file(entry.path(), problems, failed) {
            if is_new(&rule, &mut files, problems) {
                rules.push(rule);
            }
        }
    }
    rules
}

fn lies_in(path: &Path, root: &Path) -> bool {
    match (path.canonicalize(), root.canonicalize()) {
        (Ok(path), Ok(root)) => path.starts_with(root),
        // What is not there is named when it is read.
        _ => true,
    }
}

fn read_file(path: &Path, problems: &mut Problems, failed: &mut Vec<Failure>) -> Vec<Rule> {
    let file = read_toml(path, &shown(path), TomlFile::of_rules, problems, failed);
    file.map(|file| file::read(&file, &Known, problems)).unwrap_or_default()
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
