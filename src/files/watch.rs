//! Tells when drafts are saved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::path::absolute;

/// Saving a draft makes several events; nothing new for so long means that it is saved.
const QUIET: Duration = Duration::from_millis(150);
/// Where something is always being written, what was saved is told after so long.
const LONGEST: Duration = Duration::from_secs(2);
/// How often a folder that has vanished is looked for.
const RETRY: Duration = Duration::from_secs(1);

/// Files and folders under watch.
pub struct Saves {
    /// What was asked for, absolute, by the paths without links under which the system may tell of it.
    roots: Vec<(PathBuf, PathBuf)>,
    /// The folders that the system watches.
    folders: BTreeMap<PathBuf, RecursiveMode>,
    /// Those among them that have vanished, and with them the system's watch.
    lost: BTreeSet<PathBuf>,
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
}

/// Why something cannot be watched.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be watched: {reason}")]
pub struct WatchError {
    path: String,
    reason: notify::Error,
}

impl Saves {
    /// Begins to watch; `follow` goes through links to folders.
    ///
    /// # Errors
    /// When the system refuses, or a path is not there.
    pub fn of(paths: &[PathBuf], follow: bool) -> Result<Self, WatchError> {
        let (send, events) = channel();
        let config = Config::default().with_follow_symlinks(follow);
        let watcher = RecommendedWatcher::new(send, config)
            .map_err(|reason| WatchError { path: "this system".to_owned(), reason })?;
        let (roots, folders, lost) = Default::default();
        let mut saves = Self { roots, folders, lost, events, watcher };
        paths.iter().try_for_each(|path| saves.add(path))?;
        Ok(saves)
    }

    /// Watches this as well. A file is watched through its folder, since many editors save by putting a new file in its
    /// place; one that is a link, also where it leads to.
    ///
    /// # Errors
    /// When the system refuses, or the path is not there.
    pub fn add(&mut self, path: &Path) -> Result<(), WatchError> {
        let named = absolute(path);
        let failed = |reason| WatchError { path: path.display().to_string(), reason };
        let real = named.canonicalize().map_err(|error| failed(notify::Error::io(error)))?;
        if named.is_dir() {
            self.roots.push((real.clone(), named));
            return self.watch(&real, RecursiveMode::Recursive).map_err(failed);
        }
        let beside = named.parent().and_then(|folder| folder.canonicalize().ok());
        let beside = beside.zip(named.file_name()).map(|(folder, name)| folder.join(name));
        for place in BTreeSet::from([real]).into_iter().chain(beside) {
            if let Some(folder) = place.parent() {
                self.watch(folder, RecursiveMode::NonRecursive).map_err(failed)?;
            }
            self.roots.push((place, named.clone()));
        }
        Ok(())
    }

    /// Watches a folder, unless it is watched with a larger one.
    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> notify::Result<()> {
        let is_known = |(known, how): (&PathBuf, &RecursiveMode)| match how {
            RecursiveMode::Recursive => folder.starts_with(known),
            RecursiveMode::NonRecursive => mode == RecursiveMode::NonRecursive && folder == known,
        };
        if self.folders.iter().any(is_known) {
            return Ok(());
        }
        self.watcher.watch(folder, mode)?;
        self.folders.insert(folder.to_owned(), mode);
        Ok(())
    }

    /// Waits for something to be saved, made, renamed or removed and then for quiet; gives the absolute paths, sorted. Of
    /// a folder that is moved or comes back only the folder's own path is given. `None` when nothing happens for
    /// `patience`; without patience it waits for ever.
    pub fn wait(&mut self, patience: Option<Duration>) -> Option<BTreeSet<PathBuf>> {
        let end = patience.map(|patience| Instant::now() + patience);
        let (mut saved, mut latest) = (BTreeSet::new(), None);
        loop {
            self.regain(&mut saved);
            let now = Instant::now();
            if !saved.is_empty() && *latest.get_or_insert(now + LONGEST) <= now {
                return Some(saved);
            }
            let retry = (!self.lost.is_empty()).then_some(now + RETRY);
            let until = match latest {
                Some(latest) => Some(latest.min(now + QUIET)),
                None => end.into_iter().chain(retry).min(),
            };
            let event = match until {
                Some(until) => self.events.recv_timeout(until.saturating_duration_since(now)),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Ok(event)) => self.note(event, &mut saved),
                // An event that got lost is not known; what comes next is.
                Ok(Err(_)) => {}
                Err(_) if !saved.is_empty() => return Some(saved),
                Err(RecvTimeoutError::Timeout) if end.is_none_or(|end| Instant::now() < end) => {}
                Err(_) => return None,
            }
        }
    }

    fn note(&mut self, event: Event, saved: &mut BTreeSet<PathBuf>) {
        if event.need_rescan() {
            saved.extend(self.roots.iter().map(|(_, named)| named.clone()));
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let may_vanish = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        for path in event.paths {
            saved.extend(self.named(&path));
            if may_vanish && self.folders.contains_key(&path) {
                self.lost.insert(path);
            }
        }
    }

    /// What was asked for, at this path or above it; hidden files are no drafts, and some are our own.
    fn named(&self, path: &Path) -> impl Iterator<Item = PathBuf> {
        let is_hidden = |part: Component<'_>| {
            part.as_os_str().as_encoded_bytes().first().is_some_and(|first| *first == b'.')
        };
        let below =
            self.roots.iter().filter_map(|(root, named)| Some((path.strip_prefix(root).ok()?, named)));
        below
            .filter(move |(rest, _)| !rest.components().any(is_hidden))
            .map(|(rest, named)| if rest.as_os_str().is_empty() { named.clone() } else { named.join(rest) })
    }

    /// Watches folders again that were lost and are there.
    fn regain(&mut self, saved: &mut BTreeSet<PathBuf>) {
        let back: Vec<PathBuf> = self.lost.iter().filter(|folder| folder.is_dir()).cloned().collect();
        for folder in back {
            // What is left of the old watch is of another folder.
            let _ = self.watcher.unwatch(&folder);
            if self.watcher.watch(&folder, self.folders[&folder]).is_ok() {
                self.lost.remove(&folder);
                let below = self.roots.iter().filter(|(root, _)| root.starts_with(&folder));
                saved.extend(below.map(|(_, named)| named.clone()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Option<Duration> = Some(Duration::from_secs(10));

    #[test]
    fn a_saved_draft_is_told_once_and_others_are_not() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let folder = folder.path().canonicalize().expect("it is there");
        let draft = folder.join("draft.md");
        std::fs::write(&draft, "One.").expect("it can be written");
        let mut saves = Saves::of(std::slice::from_ref(&draft), false).expect("it can be watched");
        std::fs::write(folder.join("other.md"), "Two.").expect("it can be written");
        std::fs::write(folder.join("new"), "Three.").expect("it can be written");
        std::fs::rename(folder.join("new"), &draft).expect("it takes the draft's place");
        let saved = saves.wait(PATIENCE).expect("it is noticed");
        assert_eq!(saved.into_iter().collect::<Vec<_>>(), [draft]);
    }

    #[test]
    fn new_files_of_a_folder_are_told() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let folder = folder.path().canonicalize().expect("it is there");
        let mut saves = Saves::of(std::slice::from_ref(&folder), false).expect("it can be watched");
        std::fs::write(folder.join(".x.copydesk-tmp"), "no draft").expect("it can be written");
        std::fs::write(folder.join("draft.md"), "One.").expect("it can be written");
        let saved = saves.wait(PATIENCE).expect("it is noticed");
        assert!(saved.contains(&folder.join("draft.md")));
        assert!(!saved.contains(&folder.join(".x.copydesk-tmp")));
    }

    #[test]
    fn what_is_not_there_cannot_be_watched() {
        let missing = Path::new("no-such-folder-anywhere/draft.md").to_owned();
        let error = Saves::of(&[missing], false).err().expect("it is refused").to_string();
        assert!(error.contains("cannot be watched"), "{error}");
    }
}
