//! A file of kept values: a mark, the number of values, a checksum of the index, the index, the values.
//!
//! A pack is written anew as a whole and put in place by renaming, so that two runs at once never see half of one: the
//! last to end wins, and what the other found is found again.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use twox_hash::XxHash3_128;

use super::folder;

/// What a pack begins with; the number is the format's.
const MARK: &[u8; 16] = b"copydesk cache 1";
/// Bytes before the index: the mark, the number of values, the checksum of the index.
const HEADER: usize = 16 + 8 + 16;
/// Bytes of an entry of the index: key, first byte, length, checksum.
const ENTRY: usize = 16 + 8 + 8 + 16;
/// How many bytes of values are kept that the last run did not ask for.
const UNASKED: u64 = 16 << 20;

/// The values of one file, and those that are new.
pub struct Pack {
    path: PathBuf,
    file: Option<Mutex<File>>,
    index: HashMap<u128, Entry>,
    asked: Mutex<HashSet<u128>>,
    new: Mutex<Vec<(u128, Vec<u8>)>>,
}

#[derive(Clone, Copy)]
struct Entry {
    start: u64,
    length: u64,
    checksum: u128,
}

impl Pack {
    /// Opens a pack; one that is not there, was cut short or holds anything else has no values.
    #[must_use]
    pub fn open(path: PathBuf) -> Self {
        let opened = File::open(&path).ok().and_then(|mut file| Some((index(&mut file)?, Mutex::new(file))));
        let (index, file) = opened.map_or_else(Default::default, |(index, file)| (index, Some(file)));
        Self { path, file, index, asked: Mutex::default(), new: Mutex::default() }
    }

    /// The value of a key, where it is there and whole.
    #[must_use]
    pub fn get(&self, key: u128) -> Option<Vec<u8>> {
        let value = self.value(self.index.get(&key)?)?;
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        Some(value)
    }

    /// Keeps a value for the next run.
    pub fn put(&self, key: u128, value: Vec<u8>) {
        self.new.lock().unwrap_or_else(PoisonError::into_inner).push((key, value));
    }

    /// Writes the pack with what is new, when anything is.
    pub fn save(self, folder: &Path) -> Option<()> {
        let new = std::mem::take(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner));
        if new.is_empty() {
            // The packs used last are the last to be thrown away.
            let file = File::options().append(true).open(&self.path).ok()?;
            file.set_modified(SystemTime::now()).ok()?;
            return None;
        }
        folder::make(folder).ok()?;
        let values = self.old(&new).into_iter().chain(new).collect::<Vec<_>>();
        let mut file =
            tempfile::Builder::new().prefix(".").suffix(folder::LEFTOVER).tempfile_in(folder).ok()?;
        write(&values, file.as_file_mut()).ok()?;
        // A pack that is still open cannot be replaced on every system.
        drop(self.file);
        file.persist(&self.path).ok()?;
        Some(())
    }

    /// What stays of the old values: all that was asked for, and of the rest as much as there is room for.
    fn old(&self, new: &[(u128, Vec<u8>)]) -> Vec<(u128, Vec<u8>)> {
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let replaced: HashSet<u128> = new.iter().map(|(key, _)| *key).collect();
        let mut entries: Vec<_> = self.index.iter().filter(|(key, _)| !replaced.contains(key)).collect();
        entries.sort_by_key(|(key, entry)| (!asked.contains(key), entry.start));
        let mut room = UNASKED;
        let mut stays = |key: &u128, entry: &Entry| {
            if !asked.contains(key) {
                room = room.checked_sub(entry.length)?;
            }
            self.value(entry)
        };
        entries.into_iter().map_while(|(key, entry)| Some((*key, stays(key, entry)?))).collect()
    }

    fn value(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut value = vec![0; usize::try_from(entry.length).ok()?];
        let mut file = self.file.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(entry.start)).ok()?;
        file.read_exact(&mut value).ok()?;
        (XxHash3_128::oneshot(&value) == entry.checksum).then_some(value)
    }
}

/// The index of a pack, when all of it is sound.
fn index(file: &mut File) -> Option<HashMap<u128, Entry>> {
    let size = file.metadata().ok()?.len();
    let mut header = [0; HEADER];
    file.read_exact(&mut header).ok()?;
    let count = number(&header, 16)?;
    let length = count.checked_mul(ENTRY as u64)?;
    if !header.starts_with(MARK) || length > size.checked_sub(HEADER as u64)? {
        return None;
    }
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    file.read_exact(&mut bytes).ok()?;
    if XxHash3_128::oneshot(&bytes) != key(&header, 24)? {
        return None;
    }
    let entry = |bytes: &[u8]| {
        let entry =
            Entry { start: number(bytes, 16)?, length: number(bytes, 24)?, checksum: key(bytes, 32)? };
        (entry.start.checked_add(entry.length)? <= size).then_some((key(bytes, 0)?, entry))
    };
    bytes.chunks_exact(ENTRY).map(entry).collect()
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|bytes| u64::from_le_bytes(*bytes))
}

fn key(bytes: &[u8], at: usize) -> Option<u128> {
    bytes.get(at..)?.first_chunk().map(|bytes| u128::from_le_bytes(*bytes))
}

fn write(values: &[(u128, Vec<u8>)], file: &mut File) -> io::Result<()> {
    let mut index = Vec::with_capacity(values.len() * ENTRY);
    let mut start = (HEADER + values.len() * ENTRY) as u64;
    for (key, value) in values {
        index.extend(key.to_le_bytes());
        index.extend(start.to_le_bytes());
        index.extend((value.len() as u64).to_le_bytes());
        index.extend(XxHash3_128::oneshot(value).to_le_bytes());
        start += value.len() as u64;
    }
    let mut out = BufWriter::new(file);
    out.write_all(MARK)?;
    out.write_all(&(values.len() as u64).to_le_bytes())?;
    out.write_all(&XxHash3_128::oneshot(&index).to_le_bytes())?;
    out.write_all(&index)?;
    values.iter().try_for_each(|(_, value)| out.write_all(value))?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> Vec<(u128, Vec<u8>)> {
        (0..9_u8).map(|n| (u128::from(n) << 100, vec![n; usize::from(n) * 3])).collect()
    }

    fn saved(folder: &Path) -> PathBuf {
        let path = folder.join("a.pack");
        let pack = Pack::open(path.clone());
        values().into_iter().for_each(|(key, value)| pack.put(key, value));
        pack.save(folder).expect("it can be written");
        path
    }

    #[test]
    fn values_come_back_and_stay_when_others_are_added() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = saved(folder.path());
        let pack = Pack::open(path.clone());
        pack.put(1, b"new".to_vec());
        pack.save(folder.path()).expect("it can be written");
        let pack = Pack::open(path);
        assert_eq!(pack.get(1), Some(b"new".to_vec()));
        assert!(values().iter().all(|(key, value)| pack.get(*key).as_ref() == Some(value)));
        assert_eq!(pack.get(2), None);
    }

    #[test]
    fn a_damaged_pack_gives_what_was_put_in_or_nothing() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = saved(folder.path());
        let whole = std::fs::read(&path).expect("it is there");
        for at in 0..whole.len() {
            for damaged in
                [whole[..at].to_vec(), [&whole[..at], &[!whole[at]][..], &whole[at + 1..]].concat()]
            {
                std::fs::write(&path, &damaged).expect("it can be written");
                let pack = Pack::open(path.clone());
                for (key, value) in values() {
                    assert!(pack.get(key).is_none_or(|there| there == value), "damaged at {at}");
                }
            }
        }
    }
}
