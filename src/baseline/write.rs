//! A baseline as text: sorted, a small table for each entry, so that a person can review it in a diff.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::judge::{Judged, Reach};
use super::read::VERSION;
use super::{Baseline, Entry, Key};
use crate::finding::Finding;

/// What the file begins with.
const HEAD: &str = "\
# Findings of copydesk that were read and accepted. `copydesk baseline write` writes this file anew and keeps each
# `reason = \"…\"` that you add; `copydesk baseline prune` takes out what is no more.
";

impl Baseline {
    /// A baseline that accepts these findings, each with the path of its file. Entries that the run cannot speak about
    /// stay; reasons stay with their words.
    #[must_use]
    pub fn rewritten(
        &self,
        findings: &[(String, &Finding)],
        judged: &Judged,
        reach: impl Fn(&Key) -> Reach,
    ) -> Vec<Entry> {
        let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
        for entry in self.entries.iter().filter(|entry| reach(&entry.key) == Reach::Outside) {
            add(&mut entries, entry.clone());
        }
        for (path, finding) in findings {
            add(&mut entries, Entry::of(finding, path));
        }
        for (entry, matched) in self.entries.iter().zip(&judged.matched) {
            for path in matched.keys() {
                let key = Key { path: path.clone(), ..entry.key.clone() };
                if let Some(new) = entries.get_mut(&key) {
                    new.reason = new.reason.take().or_else(|| entry.reason.clone());
                }
            }
        }
        entries.into_values().collect()
    }

    /// The baseline without what is no more; what has moved to another file is moved.
    #[must_use]
    pub fn pruned(&self, judged: &Judged, reach: impl Fn(&Key) -> Reach) -> Vec<Entry> {
        let mut entries: BTreeMap<Key, Entry> = BTreeMap::new();
        for (entry, matched) in self.entries.iter().zip(&judged.matched) {
            if reach(&entry.key) == Reach::Outside {
                add(&mut entries, entry.clone());
                continue;
            }
            for (path, count) in matched {
                let key = Key { path: path.clone(), ..entry.key.clone() };
                add(&mut entries, Entry { key, count: *count, ..entry.clone() });
            }
        }
        entries.into_values().collect()
    }
}

fn add(entries: &mut BTreeMap<Key, Entry>, entry: Entry) {
    match entries.get_mut(&entry.key) {
        Some(there) => {
            there.count += entry.count;
            there.reason = there.reason.take().or(entry.reason);
        }
        None => {
            entries.insert(entry.key.clone(), entry);
        }
    }
}

/// The text of a baseline with these entries.
#[must_use]
pub fn text(entries: &[Entry]) -> String {
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    let order = |entry: &Entry| {
        let Key { path, rule, fingerprint } = entry.key.clone();
        (path, rule, entry.words.clone(), fingerprint)
    };
    sorted.sort_by_cached_key(|entry| order(entry));
    let mut text = format!("{HEAD}version = {VERSION}\n");
    for Entry { key, words, count, reason, .. } in sorted {
        text.push_str("\n[[accepted]]\n");
        for (name, value) in
            [("path", &key.path), ("rule", &key.rule), ("words", words), ("fingerprint", &key.fingerprint)]
        {
            let _ = writeln!(text, "{name} = {}", quoted(value));
        }
        if *count != 1 {
            let _ = writeln!(text, "count = {count}");
        }
        if let Some(reason) = reason {
            let _ = writeln!(text, "reason = {}", quoted(reason));
        }
    }
    text
}

/// A text in TOML, with everything escaped that a reader of a diff would not see.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            ch if is_hidden(ch) => {
                let _ = write!(quoted, "\\U{:08X}", ch as u32);
            }
            ch => quoted.push(ch),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether the character shows nothing, or turns the direction of what follows.
fn is_hidden(ch: char) -> bool {
    let formats = ['\u{ad}', '\u{61c}', '\u{180e}', '\u{feff}'];
    ch.is_control()
        || formats.contains(&ch)
        || ('\u{200b}'..='\u{200f}').contains(&ch)
        || ('\u{2028}'..='\u{202e}').contains(&ch)
        || ('\u{2060}'..='\u{206f}').contains(&ch)
        || ('\u{e0000}'..='\u{e007f}').contains(&ch)
}
