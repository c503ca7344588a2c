//! The folder that packs lie in: where it is, who may read it, and what is thrown away.

use std::fs::{self, DirBuilder, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The ending of a pack's name.
const ENDING: &str = ".copydesk-pack";
/// How the name of a pack ends while it is written.
pub const LEFTOVER: &str = ".copydesk-tmp";
/// Packs that stay, the newest of all.
const MOST: usize = 64;
/// Bytes of packs that stay.
const LARGEST: u64 = 512 << 20;
/// A pack that is still not in place after this was left behind.
const ABANDONED: Duration = Duration::from_secs(3_600);

/// The user's cache folder for copydesk; none where the system names no home.
#[must_use]
pub fn default_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| folder("HOME").map(|home| home.join(below));
    let system = match std::env::consts::OS {
        "windows" => folder("LOCALAPPDATA"),
        "macos" => home("Library/Caches"),
        _ => home(".cache"),
    };
    folder("XDG_CACHE_HOME").or(system).map(|caches| caches.join("copydesk"))
}

/// What tells this build of the program from others.
#[must_use]
pub fn build() -> Vec<u8> {
    let about = std::env::current_exe().and_then(fs::metadata).ok();
    let modified = about.as_ref().and_then(|about| about.modified().ok());
    let since = modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let size = about.map(|about| about.len());
    format!("{} {size:?} {since:?}", env!("CARGO_PKG_VERSION")).into_bytes()
}

/// The name of a pack. It is hidden, so that a cache that lies among drafts is no part of them.
pub fn name_of(number: u128) -> String {
    format!(".{number:032x}{ENDING}")
}

/// Makes the folder, for the user alone.
pub fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// Throws away the packs that were used longest ago, as far as there are too many, and what killed runs left behind.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut packs: Vec<(SystemTime, PathBuf, Metadata)> = Vec::new();
    for entry in entries {
        let (path, Ok(about)) = (entry.path(), entry.metadata()) else { continue };
        let Ok(time) = about.modified() else { continue };
        let is_old = || SystemTime::now().duration_since(time).is_ok_and(|age| age > ABANDONED);
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(LEFTOVER) {
            if is_old() {
                let _ = fs::remove_file(path);
            }
        } else if name.ends_with(ENDING) {
            packs.push((time, path, about));
        }
    }
    packs.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
    let mut size = 0;
    for (count, (_, path, about)) in packs.iter().enumerate() {
        size += about.len();
        if count >= MOST || (size > LARGEST && count > 0) {
            let _ = fs::remove_file(path);
        }
    }
}
