//! Findings against a baseline: which of them are accepted, and which entries nothing matches any more.

use std::collections::{BTreeMap, HashMap};

use super::{Baseline, Entry, Key};
use crate::finding::{Finding, Label, STALE_BASELINE};
use crate::rule::{Rule, TomlFile};

/// What a run says about the entries of a baseline.
pub struct Judged {
    /// For each finding, in their order, whether it is accepted.
    pub accepted: Vec<bool>,
    /// For each entry, how many findings it accepts, by the file they stand in.
    pub matched: Vec<BTreeMap<String, usize>>,
}

/// How far a run can speak about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It checked the file by the rule, or the rule is no more.
    Checked,
    /// The file is gone.
    Gone,
    /// Neither.
    Outside,
}

impl Baseline {
    /// Judges findings by the path of their file, as the baseline names it. `gone` says that a file is no more: what was
    /// accepted there is accepted in the file that has the same words now.
    #[must_use]
    pub fn judge(&self, findings: &[(String, &Finding)], gone: impl Fn(&str) -> bool) -> Judged {
        let mut judged = Judged {
            accepted: vec![false; findings.len()],
            matched: vec![BTreeMap::new(); self.entries.len()],
        };
        let keys: Vec<Key> = findings.iter().map(|(path, finding)| Key::of(finding, path)).collect();
        let mut by_key: HashMap<&Key, Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            by_key.entry(&entry.key).or_default().push(at);
        }
        for (at, key) in keys.iter().enumerate() {
            let own = by_key.get(key).map_or(&[][..], Vec::as_slice);
            judged.accept(&self.entries, at, key, own);
        }
        let mut by_words: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, entry)| gone(&entry.key.path)) {
            by_words.entry((&entry.key.rule, &entry.key.fingerprint)).or_default().push(at);
        }
        for (at, key) in keys.iter().enumerate() {
            let moved = by_words.get(&(&*key.rule, &*key.fingerprint)).map_or(&[][..], Vec::as_slice);
            judged.accept(&self.entries, at, key, moved);
        }
        judged
    }

    /// Entries that accept more than there is, in the words of the rule about them.
    #[must_use]
    pub fn stale(&self, judged: &Judged, rule: &Rule, reach: impl Fn(&Key) -> Reach) -> Vec<Finding> {
        let Some(file) = &self.file else { return Vec::new() };
        let mut findings = Vec::new();
        for (entry, matched) in self.entries.iter().zip(&judged.matched) {
            let left = matched.values().sum::<usize>();
            let reach = reach(&entry.key);
            if left < entry.count && reach != Reach::Outside {
                findings.push(stale(entry, left, reach, rule, file));
            }
        }
        findings
    }
}

impl Judged {
    /// Accepts a finding by the first of some entries that has room for it.
    fn accept(&mut self, entries: &[Entry], finding: usize, key: &Key, candidates: &[usize]) {
        if self.accepted[finding] {
            return;
        }
        let has_room = |at: &&usize| self.matched[**at].values().sum::<usize>() < entries[**at].count;
        if let Some(&at) = candidates.iter().find(has_room) {
            *self.matched[at].entry(key.path.clone()).or_default() += 1;
            self.accepted[finding] = true;
        }
    }
}

fn stale(entry: &Entry, left: usize, reach: Reach, rule: &Rule, file: &TomlFile) -> Finding {
    let values = [("rule", entry.key.rule.clone())];
    let note = match (reach, left) {
        (Reach::Gone, _) => Some(format!("there is no file `{}` any more", entry.key.path)),
        (_, 0) => None,
        (_, left) => Some(format!("it accepts {}, and {left} is left", entry.count)),
    };
    Finding {
        rule: STALE_BASELINE.into(),
        check: rule.check.clone(),
        severity: rule.severity,
        message: rule.message.fill(&values).unwrap_or_else(|| STALE_BASELINE.to_owned()),
        primary: Label::new(&file.path, &file.source, entry.span, &[], ""),
        labels: Vec::new(),
        notes: note.into_iter().collect(),
        help: rule.help.as_ref().and_then(|help| help.fill(&values)),
        fixes: Vec::new(),
        certainty: None,
    }
}
