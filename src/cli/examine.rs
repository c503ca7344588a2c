//! What `check` and `baseline` have in common: walks, checks on several threads, and keeps findings for the next run.

use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Keep, Selection};
use super::check::{add_problems, desks_of};
use super::drafts::{Draft, Drafts};
use super::terminal::Terminal;
use crate::checks::Fact;
use crate::document::Document;
use crate::engine::{self, Checked, RuleSet, parallel};
use crate::files::cache::{Cache, default_folder, key};
use crate::files::{Desks, Found};
use crate::finding::{Failure, Finding, Manuscript, Outcome};

/// Runs over fewer files than this show no progress bar.
const LONG_RUN: usize = 500;

/// What a run is asked to look at, and how.
pub struct Asked<'a> {
    /// Files, folders, or `-`; this folder when nothing is named.
    pub paths: &'a [PathBuf],
    /// Which rules run.
    pub selection: &'a Selection,
    /// Sources besides those of the configs.
    pub sources: &'a [PathBuf],
    /// The name standard input goes by.
    pub stdin_filename: Option<&'a Path>,
    /// Whether to go through links to folders.
    pub follow: bool,
    /// Threads to use.
    pub threads: Option<u16>,
    /// Whether to show no progress.
    pub quiet: bool,
    /// Where findings are kept for the next run.
    pub keep: &'a Keep,
    /// Files that are no drafts although they lie among them, such as the run's own reports.
    pub leave_out: &'a dyn Fn(&Path) -> bool,
    /// Whether a report prints the stories.
    pub keep_stories: bool,
}

/// What a run found, and on what.
pub struct Examined {
    /// Findings and failures.
    pub outcome: Outcome,
    /// How many mistakes the configs and rules have.
    pub mistakes: usize,
    /// The files that were checked, each with the rules that looked at its stories.
    pub files: Vec<(Draft, Vec<Arc<RuleSet>>)>,
    /// The desks that judged them.
    pub desks: Desks,
}

/// Checks what was asked for.
#[must_use]
pub fn examine(asked: &Asked<'_>, terminal: &Terminal) -> Examined {
    let mut desks = desks_of(asked.selection, asked.sources);
    let here = [PathBuf::from(".")];
    let paths = if asked.paths.is_empty() { &here } else { asked.paths };
    let mut drafts = Drafts::open(paths, asked.stdin_filename, asked.follow, &mut desks);
    drafts.leave_out(asked.leave_out);
    desks.ensure_one();
    let mut outcome = Outcome { skipped: drafts.skipped, failed: drafts.failed, ..Outcome::default() };
    let cache = cache(asked.keep, &drafts.files);
    let keep_stories = asked.keep_stories;
    let progress = progress(drafts.files.len(), asked.quiet);
    let results = parallel::map(drafts.files.len(), threads(asked.threads), |index| {
        let result = check_draft(&drafts.files[index], cache.as_ref(), keep_stories);
        progress.inc(1);
        result
    });
    progress.finish_and_clear();
    let mut gathered = Gathered::default();
    let mut files = Vec::new();
    for (draft, result) in drafts.files.into_iter().zip(results) {
        if let Some(rules) = gathered.add(&draft.found.shown, result, &mut outcome) {
            files.push((draft, rules));
        }
    }
    let found: HashMap<&str, &Found> =
        files.iter().map(|(draft, _)| (&*draft.found.shown, &draft.found)).collect();
    outcome.findings.extend(gathered.conclude().into_iter().filter(|finding| !is_allowed(finding, &found)));
    outcome.findings.extend(desks.all().flat_map(|desk| desk.unused_allowances()));
    let mistakes = add_problems(&mut desks, &mut outcome, terminal);
    if let Some(cache) = cache.filter(|_| mistakes == 0) {
        cache.save();
    }
    Examined { outcome, mistakes, files, desks }
}

/// What earlier runs found, where anything is kept.
fn cache(keep: &Keep, drafts: &[Draft]) -> Option<Cache> {
    if keep.no_cache {
        return None;
    }
    let folder = keep.cache_dir.clone().or_else(default_folder)?;
    Cache::open(folder, drafts.iter().filter(|draft| !draft.is_standard_input()).map(|draft| &draft.found))
}

/// What became of one file.
pub struct CheckedFile {
    /// Its stories, each with the rules that looked at it.
    pub checked: Vec<(Arc<RuleSet>, Checked)>,
    /// The stories themselves, where a report prints them.
    pub documents: Vec<Document>,
}

/// What an earlier run found in the same words, or this one does.
fn check_draft(draft: &Draft, cache: Option<&Cache>, keep_stories: bool) -> Result<CheckedFile, String> {
    let (found, desk) = (&draft.found, &draft.found.desk.desk);
    let bytes = draft.bytes().map_err(|error| error.to_string())?;
    let kept = cache.filter(|_| !draft.is_standard_input()).map(|cache| (cache, key(found, &bytes)));
    // A story that is printed has to be read anyway.
    let known = kept.filter(|_| !keep_stories).and_then(|(cache, key)| cache.get(found, key));
    if let Some(looked) = known {
        return Ok(CheckedFile { checked: desk.settle(looked, &found.relative), documents: Vec::new() });
    }
    let source = draft.decode(bytes).map_err(|error| error.to_string())?;
    let documents = desk.parse(source, found.format).map_err(|error| error.to_string())?;
    let looked = desk.look(&documents, &found.shown, &found.relative).map_err(|error| error.to_string())?;
    if let Some((cache, key)) = kept {
        cache.put(found, key, &looked);
    }
    let documents = if keep_stories { documents } else { Vec::new() };
    Ok(CheckedFile { checked: desk.settle(looked, &found.relative), documents })
}

/// Whether the config of a finding's file allows it; `files` has them by their paths as findings show them.
fn is_allowed(finding: &Finding, files: &HashMap<&str, &Found>) -> bool {
    let own = files.get(&*finding.primary.path);
    own.is_some_and(|found| found.desk.desk.allows(&found.relative, finding))
}

/// Facts of all stories, by the rule set that gathered them.
#[derive(Default)]
pub struct Gathered(Vec<(Arc<RuleSet>, Vec<Vec<Fact>>)>);

impl Gathered {
    /// The rules that looked at the stories of a file; nothing when it was not checked.
    pub fn add(
        &mut self,
        shown: &Arc<str>,
        result: Result<CheckedFile, String>,
        outcome: &mut Outcome,
    ) -> Option<Vec<Arc<RuleSet>>> {
        let file = match result {
            Ok(file) => file,
            Err(reason) => {
                outcome.failed.push(Failure { path: shown.to_string(), reason });
                return None;
            }
        };
        outcome.checked += 1;
        let kept = file.documents.into_iter();
        outcome.stories.extend(kept.map(|document| Manuscript { path: Arc::clone(shown), document }));
        let mut looked = Vec::new();
        for (rules, checked) in file.checked {
            outcome.findings.extend(checked.findings);
            looked.push(Arc::clone(&rules));
            self.keep(rules, checked.facts);
        }
        Some(looked)
    }

    fn keep(&mut self, rules: Arc<RuleSet>, facts: Vec<Vec<Fact>>) {
        if facts.iter().all(Vec::is_empty) {
            return;
        }
        match self.0.iter_mut().find(|(other, _)| Arc::ptr_eq(other, &rules)) {
            Some((_, all)) => all.iter_mut().zip(facts).for_each(|(all, new)| all.extend(new)),
            None => self.0.push((rules, facts)),
        }
    }

    /// What the stories show together.
    #[must_use]
    pub fn conclude(&self) -> Vec<Finding> {
        self.0.iter().flat_map(|(rules, facts)| engine::conclude(rules, facts)).collect()
    }
}

/// As many threads as were asked for, or as the machine has cores.
#[must_use]
pub fn threads(asked: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    asked.map_or_else(cores, usize::from)
}

fn progress(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < LONG_RUN || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} stories") {
        bar.set_style(style);
    }
    bar
}
