//! Reads and writes the file of a baseline.

use std::io::{self, Write};
use std::path::Path;

use super::desks::here;
use super::path::absolute;
use super::toml::read_toml;
use crate::baseline::{Baseline, read};
use crate::finding::Failure;
use crate::rule::{Problems, TomlFile};

/// The baseline in a file; nothing when it cannot be read, which is then said.
pub fn read_baseline(path: &Path, problems: &mut Problems, failed: &mut Vec<Failure>) -> Option<Baseline> {
    let file = read_toml(path, &here(path), TomlFile::of_config, problems, failed)?;
    Some(read::read(&file, problems))
}

/// Writes a baseline beside the file and puts it in its place when it is whole. A link stays one.
///
/// # Errors
/// When the folder cannot be written to; the file is then as it was.
pub fn write_baseline(path: &Path, text: &str) -> io::Result<()> {
    let path = absolute(path).canonicalize().unwrap_or_else(|_| absolute(path));
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".copydesk-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    share(&path, file.as_file())?;
    file.persist(&path).map(drop).map_err(|error| error.error)
}

/// Gives the new file the mode of the old one; one that is new may be read by whoever may read what is written here.
#[cfg(unix)]
fn share(path: &Path, file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |about| about.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn share(_path: &Path, _file: &std::fs::File) -> io::Result<()> {
    Ok(())
}
