//! Reads a file whole, or says in plain words why not.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::document::{self, Encoding, Format, Source, SourceError};

const LARGEST: u64 = document::LARGEST as u64;

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not there.
    #[error("there is no such file")]
    Missing,
    /// A folder where a file was asked for.
    #[error("this is a folder, not a file")]
    Folder,
    /// A pipe, a socket or a device: reading one might never end.
    #[error("this is not a regular file")]
    Special,
    /// Larger than any draft.
    #[error("the file is too large: {0} MiB, and the limit is 256")]
    TooLarge(u64),
    /// A link that leads back to itself.
    #[error("this link leads back to itself")]
    Loop,
    /// Not allowed.
    #[error("permission denied")]
    Denied,
    /// Whatever else the system says.
    #[error("cannot be read: {0}")]
    Other(io::Error),
    /// Read, but not text.
    #[error(transparent)]
    Source(#[from] SourceError),
}

/// Reads and decodes a file of text.
///
/// # Errors
/// When it cannot be read or is not text in a known encoding.
pub fn read(path: &Path) -> Result<Source, ReadError> {
    Ok(Source::decode(bytes(path)?)?)
}

/// Reads a draft of a format; `told` is the encoding that its config says it is in.
///
/// # Errors
/// When it cannot be read or does not hold what its format promises.
pub fn read_draft(path: &Path, format: Format, told: Option<Encoding>) -> Result<Source, ReadError> {
    Ok(Source::read_in(bytes(path)?, format, told)?)
}

/// The first bytes of a file, for a look at what it is; none where it cannot be read.
#[must_use]
pub fn head(path: &Path) -> Vec<u8> {
    let is_file = std::fs::metadata(path).is_ok_and(|about| about.is_file());
    let mut bytes = Vec::new();
    if let (true, Ok(file)) = (is_file, File::open(path)) {
        // What cannot be read is named when the whole file is asked for.
        let _ = file.take(Format::HEAD as u64).read_to_end(&mut bytes);
    }
    bytes
}

/// Reads a draft of a format from standard input.
///
/// # Errors
/// As for [`read_draft`].
pub fn read_standard_input(format: Format, told: Option<Encoding>) -> Result<Source, ReadError> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(explain)?;
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::TooLarge(bytes.len() as u64 / (1 << 20)));
    }
    Ok(Source::read_in(bytes, format, told)?)
}

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    // A pipe is found out before it is opened, since opening one waits for a writer.
    let about = std::fs::metadata(path).map_err(explain)?;
    if about.is_dir() {
        return Err(ReadError::Folder);
    }
    if !about.is_file() {
        return Err(ReadError::Special);
    }
    if about.len() > LARGEST {
        return Err(ReadError::TooLarge(about.len() / (1 << 20)));
    }
    let mut bytes = Vec::with_capacity(about.len() as usize + 1);
    File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes)).map_err(explain)?;
    Ok(bytes)
}

/// The system's error in plain words.
#[must_use]
pub fn explain(error: io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Denied,
        _ if error.raw_os_error() == Some(LOOP) => ReadError::Loop,
        _ => ReadError::Other(error),
    }
}

/// ELOOP, which the standard library does not name on stable Rust.
#[cfg(target_os = "linux")]
const LOOP: i32 = 40;
#[cfg(all(unix, not(target_os = "linux")))]
const LOOP: i32 = 62;
#[cfg(not(unix))]
const LOOP: i32 = 1921;
