//! Tells when drafts are saved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::path::absolute;

/// Saving a draft makes several events; nothing new for so long means that it is saved.
const QUIET: Duration = Duration::from_millis(150);

/// Files and folders under watch.
pub struct Saves {
    /// What was asked for, absolute.
    watched: Vec<PathBuf>,
    events: Receiver<notify::Result<Event>>,
    _watcher: RecommendedWatcher,
}

/// Why something cannot be watched.
#[derive(Debug, thiserror::Error)]
#[error("{path} cannot be watched: {reason}")]
pub struct WatchError {
    path: String,
    reason: notify::Error,
}

impl Saves {
    /// Begins to watch. A file is watched through its folder, since many editors save by putting a new file in its place.
    ///
    /// # Errors
    /// When the system refuses, or a path is not there.
    pub fn of(paths: &[PathBuf]) -> Result<Self, WatchError> {
        let (send, events) = channel();
        let failed = |path: &Path| {
            let path = path.display().to_string();
            move |reason| WatchError { path, reason }
        };
        let mut watcher = notify::recommended_watcher(send).map_err(failed(Path::new("this system")))?;
        let watched: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
        for path in &watched {
            let (folder, mode) = match path.parent() {
                Some(folder) if !path.is_dir() => (folder, RecursiveMode::NonRecursive),
                _ => (path.as_path(), RecursiveMode::Recursive),
            };
            watcher.watch(folder, mode).map_err(failed(path))?;
        }
        Ok(Self { watched, events, _watcher: watcher })
    }

    /// Waits for something to be saved, made, renamed or removed and then for quiet; gives the absolute paths, sorted.
    /// `None` when nothing happens for `patience`; without patience it waits for ever.
    pub fn wait(&self, patience: Option<Duration>) -> Option<BTreeSet<PathBuf>> {
        let mut saved = BTreeSet::new();
        loop {
            let wait = if saved.is_empty() { patience } else { Some(QUIET) };
            let event = match wait {
                Some(wait) => self.events.recv_timeout(wait),
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match event {
                Ok(Ok(event)) => saved.extend(self.saved(event)),
                // An event that got lost is not known; what comes next is.
                Ok(Err(_)) => {}
                Err(_) if saved.is_empty() => return None,
                Err(_) => return Some(saved),
            }
        }
    }

    fn saved(&self, event: Event) -> Vec<PathBuf> {
        let is_change =
            matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
        let asked = |path: &PathBuf| {
            is_change && !is_ours(path) && self.watched.iter().any(|watched| path.starts_with(watched))
        };
        event.paths.into_iter().map(|path| absolute(&path)).filter(asked).collect()
    }
}

/// Files that copydesk writes itself, and git's own.
fn is_ours(path: &Path) -> bool {
    let hidden = [".git", ".copydesk-cache"];
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.ends_with(".copydesk-tmp") || path.iter().any(|part| hidden.iter().any(|hidden| part == *hidden))
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
        let saves = Saves::of(std::slice::from_ref(&draft)).expect("it can be watched");
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
        let saves = Saves::of(std::slice::from_ref(&folder)).expect("it can be watched");
        std::fs::write(folder.join(".x.copydesk-tmp"), "no draft").expect("it can be written");
        std::fs::write(folder.join("draft.md"), "One.").expect("it can be written");
        let saved = saves.wait(PATIENCE).expect("it is noticed");
        assert!(saved.contains(&folder.join("draft.md")));
        assert!(!saved.contains(&folder.join(".x.copydesk-tmp")));
    }

    #[test]
    fn what_is_not_there_cannot_be_watched() {
        let missing = Path::new("no-such-folder-anywhere/draft.md").to_owned();
        let error = Saves::of(&[missing]).err().expect("it is refused").to_string();
        assert!(error.contains("cannot be watched"), "{error}");
    }
}
