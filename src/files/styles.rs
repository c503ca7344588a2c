//! Reads and writes the files of an import.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::path::{absolute, relative, shown};
use super::read::read;
use crate::finding::Failure;
use crate::import::{Read, Written};

/// Names that Vale gives its config.
const CONFIGS: [&str; 3] = [".vale.ini", "_vale.ini", "vale.ini"];

/// Every text file of styles that `path` stands for: a folder of them, or a config with the folder it names. Files that
/// cannot be read are added to `failed`.
pub fn read_styles(path: &Path, failed: &mut Vec<Failure>) -> Vec<Read> {
    let path = absolute(path);
    if path.is_dir() {
        return match CONFIGS.iter().map(|name| path.join(name)).find(|config| config.is_file()) {
            Some(config) => read_configured(&config, failed),
            None => read_tree(&path, failed),
        };
    }
    let is_config = path.extension().is_some_and(|extension| extension == "ini");
    if is_config {
        read_configured(&path, failed)
    } else {
        read_file(&path, &path, failed).into_iter().collect()
    }
}

fn read_configured(config: &Path, failed: &mut Vec<Failure>) -> Vec<Read> {
    let Some(ini) = read_file(config, config, failed) else { return Vec::new() };
    let folder = config.parent().unwrap_or(config);
    let named =
        ini.text.lines().find_map(|line| line.trim().strip_prefix("StylesPath")?.trim().strip_prefix('='));
    let styles = folder.join(named.map_or("styles", str::trim));
    let mut files = read_tree(&styles, failed);
    files.push(ini);
    files
}

fn read_tree(folder: &Path, failed: &mut Vec<Failure>) -> Vec<Read> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_wanted(entry.path()) => {
                files.extend(read_file(entry.path(), folder, failed));
            }
            Ok(_) => {}
            Err(error) => {
                let path = shown(error.path().unwrap_or(folder));
                failed
                    .push(Failure { path, reason: format!("this folder of styles cannot be read: {error}") });
            }
        }
    }
    files
}

fn is_wanted(path: &Path) -> bool {
    let known = |extension: &std::ffi::OsStr| ["yml", "yaml", "txt"].iter().any(|known| extension == *known);
    path.extension().is_some_and(known)
}

/// A file, its path counted from the folder that holds `top`, so that a style's own name is part of it.
fn read_file(path: &Path, top: &Path, failed: &mut Vec<Failure>) -> Option<Read> {
    let base = if top == path { path.parent().and_then(Path::parent) } else { top.parent() };
    match read(path) {
        Ok(source) => {
            let path = relative(path, base.unwrap_or(Path::new("/")));
            Some(Read { path, text: source.text().to_owned() })
        }
        Err(error) => {
            failed.push(Failure { path: shown(path), reason: error.to_string() });
            None
        }
    }
}

/// Writes files below a folder. One that is there with other words in it is left as it is and added to `failed`.
pub fn write_new(folder: &Path, files: &[Written], failed: &mut Vec<Failure>) -> usize {
    let mut written = 0;
    for file in files {
        let path: PathBuf = folder.join(&file.path);
        match write_one(&path, &file.text) {
            Ok(()) => written += 1,
            Err(reason) => failed.push(Failure { path: shown(&path), reason }),
        }
    }
    written
}

fn write_one(path: &Path, text: &str) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("its folder cannot be made: {error}"))?;
    }
    match fs::File::create_new(path).and_then(|mut file| io::Write::write_all(&mut file, text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::read(path) {
            Ok(there) if there == text.as_bytes() => Ok(()),
            _ => Err("is there already, with other words in it, and was left as it is".to_owned()),
        },
        Err(error) => Err(format!("cannot be written: {error}")),
    }
}
