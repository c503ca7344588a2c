//! The baselines of a run, and what of its findings they accept.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::examine::Examined;
use crate::baseline::judge::{Judged, Reach};
use crate::baseline::{Baseline, Key};
use crate::engine::RuleSet;
use crate::files::baseline::read_baseline;
use crate::files::path::{absolute, from, shown};
use crate::finding::{Failure, Finding, Outcome, STALE_BASELINE};
use crate::rule::{Problem, Problems};

/// A baseline, and the files of the run that it is for.
pub struct Shelf {
    /// The file it lies in, be it there or not; absolute.
    pub path: PathBuf,
    /// What it accepts.
    pub baseline: Baseline,
    /// Whether it can be followed, and so be written anew without a loss.
    pub is_sound: bool,
    /// The rules of each checked file by its path from the baseline.
    files: BTreeMap<String, Vec<Arc<RuleSet>>>,
    /// The same path by the path that findings show.
    names: HashMap<Arc<str>, String>,
}

/// What is done about a baseline that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It is a mistake.
    IsMistake,
    /// It will be written.
    IsNew,
}

/// The baselines that hold for the files of a run: the one that was `given`, or those that their configs name. Files
/// without one are for `fallback`, where there is one.
pub fn open(
    examined: &mut Examined,
    given: Option<&Path>,
    fallback: Option<&Path>,
    missing: Missing,
) -> Vec<Shelf> {
    let mut shelves: BTreeMap<PathBuf, Option<Shelf>> = BTreeMap::new();
    let Examined { outcome, mistakes, files, .. } = examined;
    let mut problems = Problems::default();
    let may_lack = missing == Missing::IsNew;
    if let Some(given) = given {
        let path = absolute(given);
        let is_lost = !may_lack && !path.exists();
        if is_lost {
            let reason = "there is no such file; `copydesk baseline write` makes one".to_owned();
            outcome.failed.push(Failure { path: shown(given), reason });
        }
        let shelf = (!is_lost).then(|| Shelf::read(&path, outcome, &mut problems));
        shelves.insert(path, shelf);
    }
    for (draft, rules) in files.iter().filter(|(draft, _)| !draft.is_standard_input()) {
        let own = draft.found.desk.baseline().filter(|_| given.is_none());
        let Some(path) = own.map(|(path, _)| path.clone()).or_else(|| given.or(fallback).map(absolute))
        else {
            continue;
        };
        let shelf = shelves.entry(path.clone()).or_insert_with(|| match own {
            Some((_, named)) if !may_lack && !path.exists() => {
                let message = format!("there is no baseline `{}`", named.name.value);
                let help = "`copydesk baseline write` makes one".to_owned();
                problems.add(&named.file, named.name.span, message, Some(help));
                None
            }
            _ => Some(Shelf::read(&path, outcome, &mut problems)),
        });
        if let Some(shelf) = shelf {
            shelf.add(&draft.found.path, &draft.found.shown, rules);
        }
    }
    *mistakes += problems.0.len();
    outcome.findings.extend(problems.0.into_iter().map(Problem::into_finding));
    shelves.into_values().flatten().collect()
}

/// Takes out of the outcome what the baselines accept, and says which of their entries nothing matches any more.
pub fn apply(examined: &mut Examined, shelves: &[Shelf]) {
    let mut accepted = vec![false; examined.outcome.findings.len()];
    let mut stale = Vec::new();
    for shelf in shelves {
        let (places, findings) = shelf.own(&examined.outcome.findings);
        let judged = shelf.judge(&findings);
        places.iter().zip(&judged.accepted).for_each(|(&at, is_accepted)| accepted[at] |= is_accepted);
        stale.extend(shelf.stale(&judged));
    }
    let mut accepted = accepted.into_iter();
    let before = examined.outcome.findings.len();
    examined.outcome.findings.retain(|_| !accepted.next().unwrap_or_default());
    examined.outcome.accepted = before - examined.outcome.findings.len();
    examined.outcome.findings.extend(stale);
}

impl Shelf {
    /// Reads the baseline, where it is there.
    fn read(path: &Path, outcome: &mut Outcome, problems: &mut Problems) -> Self {
        let before = (outcome.failed.len(), problems.0.len());
        let is_there = path.exists();
        let baseline = is_there.then(|| read_baseline(path, problems, &mut outcome.failed)).flatten();
        Self {
            path: path.to_owned(),
            baseline: baseline.unwrap_or_default(),
            is_sound: before == (outcome.failed.len(), problems.0.len()),
            files: BTreeMap::new(),
            names: HashMap::new(),
        }
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    fn add(&mut self, path: &Path, shown: &Arc<str>, rules: &[Arc<RuleSet>]) {
        let path = from(self.folder(), &absolute(path));
        self.names.insert(Arc::clone(shown), path.clone());
        self.files.insert(path, rules.to_vec());
    }

    /// The findings that are this baseline's, each with the path of its file, and their numbers.
    #[must_use]
    pub fn own<'f>(&self, findings: &'f [Finding]) -> (Vec<usize>, Vec<(String, &'f Finding)>) {
        let own = findings.iter().enumerate().filter(|(_, finding)| !finding.is_about_rules());
        let named = own.filter_map(|(at, finding)| {
            let path = self.names.get(&finding.primary.path)?;
            Some((at, (path.clone(), finding)))
        });
        named.unzip()
    }

    /// What the baseline says about its findings.
    #[must_use]
    pub fn judge(&self, findings: &[(String, &Finding)]) -> Judged {
        self.baseline.judge(findings, |path| self.is_gone(path))
    }

    /// How far this run can speak about an entry.
    #[must_use]
    pub fn reach(&self, key: &Key) -> Reach {
        match self.files.get(&key.path) {
            Some(sets)
                if sets.iter().any(|rules| rules.rule(&key.rule).is_some() || !rules.knows(&key.rule)) =>
            {
                Reach::Checked
            }
            None if self.is_gone(&key.path) => Reach::Gone,
            _ => Reach::Outside,
        }
    }

    fn is_gone(&self, path: &str) -> bool {
        !self.files.contains_key(path) && self.folder().join(path).symlink_metadata().is_err()
    }

    fn stale(&self, judged: &Judged) -> Vec<Finding> {
        let mut sets = self.files.values().flatten();
        let Some(rule) = sets.next().and_then(|rules| rules.rule(STALE_BASELINE)) else { return Vec::new() };
        self.baseline.stale(judged, rule, |key| self.reach(key))
    }
}
