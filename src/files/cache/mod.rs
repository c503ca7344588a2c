//! Findings kept from one run to the next, by everything they depend on: the bytes of the file, its paths and format, the
//! desk and the program itself. What was kept is believed only where its checksum holds; anything else is looked at
//! anew, without a word. Nothing is kept of standard input, of stories that broke something, and of desks with a mistake.
//!
//! The findings hold words of drafts, so they lie in the user's own cache folder, readable to nobody else. Beside the
//! drafts they would come along in a stranger's pull request, and a forged file could hide what is wrong with it.

mod entry;
mod folder;
mod pack;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::fingerprint::Fingerprint;
use super::walk::Found;
use crate::engine::Looked;
use pack::Pack;

pub use folder::default_folder;

/// Looking so few stories up costs about what it saves.
const FEW: usize = 16;

/// What a run knows from earlier ones.
pub struct Cache {
    folder: PathBuf,
    /// By the number of what a desk was made of.
    packs: HashMap<u128, Pack>,
}

impl Cache {
    /// Opens what was kept for the desks of these files; nothing where they are few.
    #[must_use]
    pub fn open<'f>(folder: PathBuf, files: impl Iterator<Item = &'f Found>) -> Option<Self> {
        let files: Vec<_> = files.collect();
        if files.len() < FEW {
            return None;
        }
        let mut packs = HashMap::new();
        let build = folder::build();
        for found in files {
            let number = found.desk.fingerprint();
            packs.entry(number).or_insert_with(|| Pack::open(path(&folder, found, &build)));
        }
        Some(Self { folder, packs })
    }

    /// What a file gave in an earlier run.
    #[must_use]
    pub fn get(&self, found: &Found, key: u128) -> Option<Vec<Looked>> {
        let value = self.packs.get(&found.desk.fingerprint())?.get(key)?;
        entry::read(&value)
    }

    /// Keeps what a file gave whose key this is.
    pub fn put(&self, found: &Found, key: u128, looked: &[Looked]) {
        if let (Some(pack), Some(value)) = (self.packs.get(&found.desk.fingerprint()), entry::write(looked)) {
            pack.put(key, value);
        }
    }

    /// Writes what is new for the next run. What cannot be written is found anew then, which is no fault of this one.
    pub fn save(self) {
        let saved: Vec<_> = self.packs.into_values().filter_map(|pack| pack.save(&self.folder)).collect();
        if !saved.is_empty() {
            folder::sweep(&self.folder);
        }
    }
}

/// The pack of a file's desk: another for every desk, folder and build of the program.
fn path(folder: &Path, found: &Found, build: &[u8]) -> PathBuf {
    let mut number = Fingerprint::default();
    number.part(build);
    number.part(&found.desk.fingerprint().to_le_bytes());
    number.part(found.desk.folder().as_os_str().as_encoded_bytes());
    folder.join(folder::name_of(number.number()))
}

/// What everything that a file of these bytes can give depends on, but for its desk.
#[must_use]
pub fn key(found: &Found, bytes: &[u8]) -> u128 {
    let mut number = Fingerprint::default();
    number.part(found.shown.as_bytes());
    number.part(found.relative.as_bytes());
    number.part(found.format.name().as_bytes());
    number.part(bytes);
    number.number()
}
