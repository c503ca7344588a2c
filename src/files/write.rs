//! Writes a file whole or not at all.
//!
//! The new bytes go into a temporary file beside the old one, are flushed to the disk, and take the old one's name in one
//! step, so that whoever reads, and whatever power fails, finds the old file or the new one. Links lead to the file that is
//! replaced and stay links; mode and, where the system allows, owner stay. A file with several names (hard links) is left
//! alone: the step would part them, and writing into it would give up the old bytes before the new ones are safe.
//!
//! A run that is killed leaves its temporary file behind. It holds a lock on it while it lives, so that a later run can tell
//! a leftover from a file in use.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// How temporary files end.
const ENDING: &str = ".copydesk-tmp";
/// Letters of chance in their names.
const CHANCE: usize = 6;
/// Longer names of files are cut within the name of a temporary one.
const LONGEST_NAME: usize = 120;
/// How often a temporary file is made anew because a sweep has taken it for a leftover.
const MOST_TRIES: usize = 8;

/// Why a file was not written; what was there is there still.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody else has written to it.
    #[error("it has changed since it was read, so it was left as it is; run again")]
    Changed,
    /// Its permissions forbid it.
    #[error("it is read-only, so it was left as it is")]
    ReadOnly,
    /// It has several names.
    #[error("it has {0} names on this disk (hard links), which a new file would part; it was left as it is")]
    Linked(u64),
    /// A folder where a file was asked for.
    #[error("this is a folder, not a file")]
    Folder,
    /// Nowhere to put it.
    #[error("the folder that it should lie in is not there")]
    NoFolder,
    /// Not allowed.
    #[error("permission denied: nothing can be written there, so it was left as it is")]
    Denied,
    /// No room.
    #[error("the disk is full, so it was left as it is")]
    Full,
    /// More than one file may hold.
    #[error("the new file would be larger than this system allows, so it was left as it is")]
    TooLarge,
    /// Whatever else the system says.
    #[error("it cannot be written: {0}")]
    Other(io::Error),
}

/// Replaces what a path holds, or makes the file. With `expected`, only a file that still holds these bytes is replaced. What
/// is no regular file, such as a pipe, is written to as it is.
///
/// # Errors
/// When that cannot be done; the file then holds what it held.
pub fn replace(path: &Path, bytes: &[u8], expected: Option<&[u8]>) -> Result<(), WriteError> {
    let there = match fs::metadata(path) {
        Ok(there) => Some(there),
        Err(error) if error.kind() == ErrorKind::NotFound => match expected {
            None => None,
            Some(_) => return Err(WriteError::Changed),
        },
        Err(error) => return Err(explain(error)),
    };
    match &there {
        Some(there) if there.is_dir() => return Err(WriteError::Folder),
        Some(there) if !there.is_file() => return write_straight(path, bytes),
        Some(there) => may_replace(path, there)?,
        None => {}
    }
    let target = if there.is_some() { fs::canonicalize(path).map_err(explain)? } else { path.to_owned() };
    let mut file = temporary(&target).map_err(explain)?;
    file.write_all(bytes).map_err(explain)?;
    if let Some(there) = &there {
        keep_owner(file.as_file(), there);
        file.as_file().set_permissions(there.permissions()).map_err(explain)?;
    }
    file.as_file().sync_all().map_err(explain)?;
    if let Some(expected) = expected
        && !holds(&target, expected).map_err(explain)?
    {
        return Err(WriteError::Changed);
    }
    let folder = folder_of(&target).to_owned();
    file.persist(&target).map_err(|error| explain(error.error))?;
    // The file is whole either way; only whether its new name outlives a power cut hangs on this.
    let _ = sync_folder(&folder);
    Ok(())
}

/// Removes what killed runs have left in a folder.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_temporary) {
            remove_leftover(&entry.path());
        }
    }
}

/// The folder a file stands in.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether the name is one that [`temporary`] gives.
fn is_temporary(name: &str) -> bool {
    let Some((own, chance)) = name.strip_suffix(ENDING).and_then(|rest| rest.rsplit_once('.')) else {
        return false;
    };
    own.len() > 1
        && own.starts_with('.')
        && chance.len() == CHANCE
        && chance.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whoever makes a temporary file holds its lock as long as the process lives.
fn remove_leftover(path: &Path) {
    let Ok(file) = OpenOptions::new().write(true).open(path) else { return };
    if file.try_lock().is_ok() {
        let _ = fs::remove_file(path);
    }
}

/// A locked temporary file beside `target`, whose mode is that of any new file.
fn temporary(target: &Path) -> io::Result<NamedTempFile> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let kept = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&end| end <= LONGEST_NAME);
    let prefix = format!(".{}.", &name[..kept.last().unwrap_or(0)]);
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(ENDING).rand_bytes(CHANCE);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    for _ in 0..MOST_TRIES {
        let file = builder.tempfile_in(folder_of(target))?;
        match file.as_file().try_lock() {
            // Between its making and its lock a sweep may have come by.
            Ok(()) if !file.path().exists() => {}
            Err(fs::TryLockError::WouldBlock) => {}
            // A disk without locks has no sweeps either.
            Ok(()) | Err(fs::TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(io::Error::other("its temporary file disappears"))
}

/// Whether an existing file may be replaced by this user.
fn may_replace(path: &Path, there: &Metadata) -> Result<(), WriteError> {
    if there.permissions().readonly() {
        return Err(WriteError::ReadOnly);
    }
    #[cfg(unix)]
    {
        let names = std::os::unix::fs::MetadataExt::nlink(there);
        if names > 1 {
            return Err(WriteError::Linked(names));
        }
    }
    // The step itself asks only the folder for permission.
    OpenOptions::new().write(true).open(path).map(drop).map_err(explain)
}

/// The new file belongs to whoever owned the old one, where that can be had.
#[cfg(unix)]
fn keep_owner(file: &File, there: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(own) = file.metadata() else { return };
    if (own.uid(), own.gid()) == (there.uid(), there.gid()) {
        return;
    }
    if fchown(file, Some(there.uid()), Some(there.gid())).is_err() {
        let _ = fchown(file, None, Some(there.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &File, _there: &Metadata) {}

fn holds(path: &Path, expected: &[u8]) -> io::Result<bool> {
    let mut now = Vec::with_capacity(expected.len() + 1);
    File::open(path)?.take(expected.len() as u64 + 1).read_to_end(&mut now)?;
    Ok(now == expected)
}

fn write_straight(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(bytes)).map_err(explain)
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

fn explain(error: io::Error) -> WriteError {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => WriteError::NoFolder,
        ErrorKind::PermissionDenied => WriteError::Denied,
        ErrorKind::ReadOnlyFilesystem => WriteError::ReadOnly,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => WriteError::Full,
        ErrorKind::FileTooLarge => WriteError::TooLarge,
        _ => WriteError::Other(error),
    }
}

/// The real file behind a path, by which two names of one file are told to be one.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        tempfile::tempdir().expect("a folder can be made")
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("it can be listed");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_stays_beside_it() {
        let folder = folder();
        let path = folder.path().join("a.txt");
        replace(&path, b"one", None).expect("it is made");
        replace(&path, b"two", Some(b"one")).expect("it is replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn a_file_that_somebody_has_changed_is_left_alone() {
        let folder = folder();
        let path = folder.path().join("a.txt");
        fs::write(&path, "three").expect("it can be written");
        assert!(matches!(replace(&path, b"two", Some(b"one")), Err(WriteError::Changed)));
        assert!(matches!(replace(&path, b"two", Some(b"thre")), Err(WriteError::Changed)));
        assert_eq!(fs::read(&path).expect("it is there"), b"three");
        assert_eq!(names(folder.path()), ["a.txt"]);
        fs::remove_file(&path).expect("it can be removed");
        assert!(replace(&path, b"two", Some(b"one")).is_err(), "nor does a deleted draft come back");
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = folder();
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("link.txt"));
        fs::write(&path, "one").expect("it can be written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink("a.txt", &link).expect("a link can be made");
        replace(&link, b"two", Some(b"one")).expect("it is replaced");
        assert_eq!(fs::read(&path).expect("it is there"), b"two");
        assert!(fs::symlink_metadata(&link).expect("it is there").is_symlink());
        assert_eq!(fs::metadata(&path).expect("it is there").permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_kept_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let path = folder.path().join("a.txt");
        fs::write(&path, "one").expect("it can be written");
        fs::hard_link(&path, folder.path().join("b.txt")).expect("a second name");
        assert!(matches!(replace(&path, b"two", None), Err(WriteError::Linked(2))));
        fs::remove_file(folder.path().join("b.txt")).expect("it is ours");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
        assert!(matches!(replace(&path, b"two", None), Err(WriteError::ReadOnly)));
        assert_eq!(fs::read(&path).expect("it is there"), b"one");
        assert!(matches!(replace(folder.path(), b"two", None), Err(WriteError::Folder)));
    }

    #[test]
    fn leftovers_are_swept_and_files_in_use_are_not() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        let own = [".a.txt.aB3xYz.copydesk-tmp", ".copydesk.toml.000000.copydesk-tmp"];
        let others =
            ["a.copydesk-tmp", ".a.copydesk-tmp", ".a.txt.aB3x.copydesk-tmp", "a.txt.aB3xYz.copydesk-tmp"];
        own.iter().chain(&others).for_each(|name| fs::write(at(name), "x").expect("it can be written"));
        let used = temporary(&at("b.txt")).expect("it can be made");
        sweep(folder.path());
        assert!(used.path().exists());
        drop(used);
        let mut left = others;
        left.sort_unstable();
        assert_eq!(names(folder.path()), left);
    }
}
