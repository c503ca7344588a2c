//! The archive around a Word document: only the parts that are needed are unpacked, within limits, into memory.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::super::Source;
use super::refusal::Refusal;

/// Bytes unpacked in all.
const LARGEST: u64 = 64 << 20;
/// How many times larger than its packed bytes a part may be.
const RATIO: u64 = 100;
/// A part this small may be packed as tightly as it likes.
const SMALL: u64 = 1 << 20;
/// Parts of an archive; a long document with many pictures has hundreds.
const MOST_PARTS: usize = 10_000;

/// An open archive.
pub struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    length: u64,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// The text of one part.
pub struct Part {
    /// The name inside the archive.
    pub name: String,
    /// Its XML, without a byte order mark.
    pub xml: String,
    /// Whether it is stored as UTF-16.
    pub wide: bool,
}

impl<'b> Package<'b> {
    /// Opens the archive and looks at its list of parts.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::Empty);
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Refusal::OldOrLocked);
        }
        // The count in the archive's own list may lie; this is never less than it.
        if memmem::find_iter(bytes, b"PK\x01\x02").take(MOST_PARTS + 1).count() > MOST_PARTS {
            return Err(Refusal::TooMany(MOST_PARTS));
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| Refusal::NoArchive(error.to_string()))?;
        if archive.has_duplicate_names() {
            return Err(Refusal::Twice);
        }
        Ok(Self { archive, length: bytes.len() as u64, left: LARGEST })
    }

    /// Whether a part is there.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Unpacks a part; `None` if it is not there.
    pub fn read(&mut self, name: &str) -> Result<Option<Part>, Refusal> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let bytes = self.unpack(index, name)?;
        let (mut xml, wide) = match String::from_utf8(bytes) {
            Ok(xml) => (xml, false),
            Err(error) => {
                let source = Source::decode(error.into_bytes());
                let source = source.map_err(|error| damaged(name, &error.to_string()))?;
                (source.text().to_owned(), true)
            }
        };
        if xml.starts_with('\u{feff}') {
            xml.drain(..'\u{feff}'.len_utf8());
        }
        Ok(Some(Part { name: name.to_owned(), xml, wide }))
    }

    /// The archive itself, for a copy of its other parts.
    pub fn into_archive(self) -> ZipArchive<Cursor<&'b [u8]>> {
        self.archive
    }

    /// The limits count the bytes that really come out, not those that the archive promises.
    fn unpack(&mut self, index: usize, name: &str) -> Result<Vec<u8>, Refusal> {
        let entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refusal::Locked,
            error => damaged(name, &error.to_string()),
        })?;
        let packed = entry.compressed_size().min(self.length);
        let most = (packed * RATIO).max(SMALL);
        let mut bytes = Vec::new();
        entry
            .take(most.min(self.left) + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| damaged(name, &error.to_string()))?;
        let produced = bytes.len() as u64;
        if produced > most {
            return Err(Refusal::Bomb(name.to_owned()));
        }
        self.left = self.left.checked_sub(produced).ok_or(Refusal::TooLarge)?;
        Ok(bytes)
    }
}

/// A part that cannot be read.
pub fn damaged(part: &str, reason: &str) -> Refusal {
    Refusal::Damaged { part: part.to_owned(), reason: reason.to_owned() }
}
