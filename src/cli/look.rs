//! What one check of a watched folder looked at, and which part of it is about the files that were saved.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::examine::Examined;
use crate::document::Format;
use crate::files::path::absolute;
use crate::finding::{Finding, Label, Outcome};

/// What a check looked at. All paths are absolute.
pub struct Look {
    /// Drafts, and whatever else it spoke of.
    known: BTreeSet<PathBuf>,
    /// The drafts by the paths that findings show.
    drafts: HashMap<Arc<str>, PathBuf>,
    baselines: HashSet<PathBuf>,
    /// One number for everything that configs, rules and sources say.
    desks: BTreeSet<u128>,
}

impl Look {
    /// What this check looked at.
    #[must_use]
    pub fn of(examined: &Examined) -> Self {
        let found = || examined.files.iter().map(|(draft, _)| &draft.found);
        let drafts: HashMap<_, _> =
            found().map(|found| (Arc::clone(&found.shown), absolute(&found.path))).collect();
        let outcome = &examined.outcome;
        let mut look = Self {
            known: drafts.values().cloned().collect(),
            drafts,
            baselines: found().filter_map(|found| Some(found.desk.baseline()?.0.clone())).collect(),
            desks: examined.desks.fingerprints(),
        };
        let findings = outcome.findings.iter().map(|finding| &*finding.primary.path);
        let spoken_of = findings.chain(outcome.failed.iter().map(|failure| &*failure.path));
        let spoken_of: Vec<PathBuf> = spoken_of.map(|shown| look.path(shown)).collect();
        look.known.extend(spoken_of);
        look
    }

    /// Whether something saved here may change what a check says: it was looked at, or its name is one of copy, of rules or
    /// of dictionaries.
    #[must_use]
    pub fn may_concern(&self, saved: &Path) -> bool {
        let extension = saved.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        self.has(saved)
            || ["toml", "dic", "aff"].contains(&extension)
            || Format::of_path(saved).is_some()
            || Format::depends_on_content(saved)
            || saved.is_dir()
    }

    /// Whether this file, or a file in this folder, was looked at.
    #[must_use]
    pub fn has(&self, path: &Path) -> bool {
        self.known.range(path.to_owned()..).next().is_some_and(|known| known.starts_with(path))
    }

    /// Whether what was saved changes how drafts are judged.
    #[must_use]
    pub fn judges_otherwise(&self, before: &Self, saved: &BTreeSet<PathBuf>) -> bool {
        self.desks != before.desks || saved.iter().any(|path| self.baselines.contains(path))
    }

    /// Leaves what is about the files that were saved, or points to them.
    pub fn narrow(&self, outcome: &mut Outcome, saved: &BTreeSet<PathBuf>) {
        let is_saved = |shown: &str| self.path(shown).ancestors().any(|path| saved.contains(path));
        let touches = |finding: &Finding| labels(finding).any(|label| is_saved(&label.path));
        outcome.findings.retain(touches);
        let found: HashSet<&str> = outcome.findings.iter().map(|finding| &*finding.rule).collect();
        outcome.rules.retain(|rule| found.contains(&*rule.name));
        let shown: HashSet<&str> = outcome.findings.iter().map(|finding| &*finding.primary.path).collect();
        outcome.stories.retain(|story| shown.contains(&*story.path) || is_saved(&story.path));
        outcome.failed.retain(|failure| is_saved(&failure.path));
        outcome.checked = self.drafts.keys().filter(|shown| is_saved(shown)).count();
        (outcome.skipped, outcome.accepted) = (0, 0);
    }

    fn path(&self, shown: &str) -> PathBuf {
        self.drafts.get(shown).cloned().unwrap_or_else(|| absolute(Path::new(shown)))
    }
}

fn labels(finding: &Finding) -> impl Iterator<Item = &Label> {
    std::iter::once(&finding.primary).chain(&finding.labels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::finding::{Failure, Severity};
    use crate::span::Span;

    fn label(path: &str) -> Label {
        Label::new(&path.into(), &Source::from_text("words"), Span::new(0, 5), &[], "")
    }

    fn finding(path: &str, others: &[&str]) -> Finding {
        Finding {
            rule: "said-before".into(),
            check: "said-before".into(),
            severity: Severity::Note,
            message: String::new(),
            primary: label(path),
            labels: others.iter().map(|path| label(path)).collect(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            certainty: None,
        }
    }

    fn look(drafts: &[&str]) -> Look {
        let drafts: HashMap<Arc<str>, PathBuf> =
            drafts.iter().map(|draft| ((*draft).into(), absolute(Path::new(draft)))).collect();
        let known = drafts.values().cloned().collect();
        Look { known, drafts, baselines: HashSet::new(), desks: BTreeSet::new() }
    }

    fn saved(paths: &[&str]) -> BTreeSet<PathBuf> {
        paths.iter().map(|path| absolute(Path::new(path))).collect()
    }

    #[test]
    fn a_finding_stays_when_any_of_its_places_was_saved() {
        let look = look(&["a.txt", "b.txt", "new/c.txt"]);
        let findings = [
            finding("a.txt", &[]),
            finding("b.txt", &["a.txt"]),
            finding("b.txt", &[]),
            finding("new/c.txt", &[]),
        ];
        let failed = ["b.txt", "a.txt"].map(|path| Failure { path: path.into(), reason: String::new() });
        let kept = |paths| {
            let mut outcome = Outcome {
                findings: findings.to_vec(),
                failed: failed.to_vec(),
                checked: 3,
                ..Outcome::default()
            };
            look.narrow(&mut outcome, &saved(paths));
            let paths: Vec<String> =
                outcome.findings.iter().map(|finding| finding.primary.path.to_string()).collect();
            (paths.join(" "), outcome.checked, outcome.failed.len())
        };
        assert_eq!(kept(&["a.txt"]), ("a.txt b.txt".to_owned(), 1, 1));
        assert_eq!(kept(&["new"]), ("new/c.txt".to_owned(), 1, 0), "a folder that was moved here");
        assert_eq!(kept(&["ne"]), (String::new(), 0, 0), "not merely a name that begins alike");
    }

    #[test]
    fn what_can_change_nothing_is_no_reason_to_check() {
        let look = look(&["stories/draft", "a.txt"]);
        let may_concern = |path: &str| look.may_concern(&absolute(Path::new(path)));
        assert!(
            ["stories/draft", "stories", "a.txt", "b.md", "c.xml", "desk.toml"].into_iter().all(may_concern)
        );
        assert!(!["x.log", "a.txt~", "4913", "stor"].into_iter().any(may_concern));
    }
}
