//! `copydesk check`: walks, checks on several threads, reports.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::Ending;
use super::args::{Check, FailOn, Origin, Selection};
use super::drafts::{Draft, Drafts, STANDARD_INPUT};
use super::reports::Reports;
use super::terminal::Terminal;
use crate::checks::Fact;
use crate::config::{Choice, Config, Named};
use crate::document::{Document, Source};
use crate::engine::{self, Checked, RuleSet, parallel};
use crate::files::{ConfigChoice, Desks};
use crate::finding::{Failure, Finding, Manuscript, Outcome, RuleText, Severity};
use crate::report;
use crate::rule::{Located, Problem, TomlFile};
use crate::span::Span;

/// Runs over fewer files than this show no progress bar.
const LONG_RUN: usize = 500;

/// Checks what was asked for and prints the report.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(check: &Check, terminal: &Terminal) -> io::Result<Ending> {
    let standard_input = check.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
    if check.stdin_filename.is_some() && !standard_input {
        terminal.error("--stdin-filename names standard input, which is read only for the path `-`");
        return Ok(Ending::Failed);
    }
    let reports = match Reports::of(check) {
        Ok(reports) => reports,
        Err(reason) => {
            terminal.error(&reason);
            return Ok(Ending::Failed);
        }
    };
    let choice = ConfigChoice { sources: Some(check.sources.clone()), ..choice(&check.selection.origin) };
    let mut desks = desks_with(&check.selection, choice);
    let paths = if check.paths.is_empty() { vec![PathBuf::from(".")] } else { check.paths.clone() };
    let mut drafts = Drafts::open(&paths, check.stdin_filename.as_deref(), check.follow, &mut desks);
    drafts.leave_out(|path| reports.go_to(path));
    desks.ensure_one();
    let mut outcome = Outcome { skipped: drafts.skipped, failed: drafts.failed, ..Outcome::default() };
    let mut gathered = Gathered::default();
    let progress = progress(drafts.files.len(), check.quiet);
    let results = parallel::map(drafts.files.len(), threads(check), |index| {
        let result = check_draft(&drafts.files[index], reports.print_stories());
        progress.inc(1);
        result
    });
    progress.finish_and_clear();
    for (draft, result) in drafts.files.iter().zip(results) {
        gathered.add(&draft.found.shown, result, &mut outcome);
    }
    gathered.conclude(&mut outcome);
    let mistakes = add_problems(&mut desks, &mut outcome, terminal);
    finish(&mut outcome);
    outcome.rules = rule_texts(&desks, &outcome);
    terminal.failures(&outcome.failed);
    let whole = match reports.write(&outcome, terminal) {
        Ok(whole) => whole,
        // Whoever closed the pipe has read enough; the exit code still says what was found.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => true,
        Err(error) => return Err(error),
    };
    if !check.quiet {
        terminal.say(&report::summary(&outcome, &terminal.error_style()));
    }
    Ok(if whole { ending(check.fail_on, &outcome, mistakes) } else { Ending::Failed })
}

/// The desks of a command about rules, with what the command line says above every config; no sources are read.
#[must_use]
pub fn desks(selection: &Selection) -> Desks {
    desks_with(selection, ConfigChoice { every_rule: true, ..choice(&selection.origin) })
}

fn desks_with(selection: &Selection, choice: ConfigChoice) -> Desks {
    let select = named("--select", &selection.select);
    let above = Choice {
        select: (!select.is_empty()).then_some(select),
        ignore: named("--ignore", &selection.ignore),
        ..Choice::default()
    };
    Desks::new(choice, Config { choices: vec![above], ..Config::default() })
}

/// The desks of a command that runs no selection of rules.
#[must_use]
pub fn all_rules(origin: &Origin) -> Desks {
    Desks::new(ConfigChoice { every_rule: true, ..choice(origin) }, Config::default())
}

fn choice(origin: &Origin) -> ConfigChoice {
    ConfigChoice {
        config: origin.config.clone(),
        isolated: origin.isolated,
        every_rule: false,
        rules: origin.rules.clone(),
        sources: None,
    }
}

/// Adds the mistakes of config and rule files to the outcome, says those of the command line, and counts both.
pub fn add_problems(desks: &mut Desks, outcome: &mut Outcome, terminal: &Terminal) -> usize {
    outcome.failed.append(&mut desks.failed);
    let (ours, theirs) = problems(desks);
    let count = ours.len() + theirs.len();
    for problem in ours {
        let help = problem.help.map_or_else(String::new, |help| format!("; {help}"));
        terminal.error(&format!("{}: {}{help}", problem.file.path, problem.message));
    }
    outcome.findings.extend(theirs.into_iter().map(Problem::into_finding));
    count
}

/// Draws the mistakes of config and rule files on standard error and names what could not be read, for commands whose
/// standard output is no report. Whether there were any.
///
/// # Errors
/// When standard error cannot be written to.
pub fn desk_problems(desks: &mut Desks, failed: Vec<Failure>, terminal: &Terminal) -> io::Result<bool> {
    let mut outcome = Outcome { failed, ..Outcome::default() };
    let mistakes = add_problems(desks, &mut outcome, terminal);
    finish(&mut outcome);
    terminal.failures(&outcome.failed);
    report::full::write(&outcome, &terminal.error_style(), &mut io::stderr().lock())?;
    Ok(mistakes > 0 || !outcome.failed.is_empty())
}

/// The mistakes of the command line, and those of files; each once, however many desks met it.
fn problems(desks: &Desks) -> (Vec<Problem>, Vec<Problem>) {
    let mut all: BTreeMap<(String, Span, String), Problem> = BTreeMap::new();
    for problem in desks.all().flat_map(|desk| desk.problems()) {
        all.insert((problem.file.path.to_string(), problem.span, problem.message.clone()), problem);
    }
    all.into_values().partition(|problem| problem.file.reported_as == COMMAND_LINE)
}

/// What reports the mistakes of a pretended file that holds an argument.
const COMMAND_LINE: &str = "command-line";

fn named(flag: &str, names: &[String]) -> Vec<Named> {
    let words = names.iter().map(|name| name.trim()).filter(|name| !name.is_empty());
    let file =
        Arc::new(TomlFile { path: flag.into(), source: Source::from_text(""), reported_as: COMMAND_LINE });
    words
        .map(|name| Named {
            file: Arc::clone(&file),
            name: Located { value: name.to_owned(), span: Span::default() },
        })
        .collect()
}

/// What became of one file.
struct CheckedFile {
    stories: Vec<(Arc<RuleSet>, Checked)>,
    /// The stories themselves, where a report prints them.
    documents: Vec<Document>,
}

type FileResult = Result<CheckedFile, String>;

fn check_draft(draft: &Draft, keep: bool) -> FileResult {
    let source = draft.read().map_err(|error| error.to_string())?;
    let (found, desk) = (&draft.found, &draft.found.desk.desk);
    let documents = desk.parse(source, found.format).map_err(|error| error.to_string())?;
    let stories = desk.check_parsed(&documents, &found.shown, &found.relative);
    let stories = stories.map_err(|error| error.to_string())?;
    Ok(CheckedFile { stories, documents: if keep { documents } else { Vec::new() } })
}

/// Facts of all stories, by the rule set that gathered them.
#[derive(Default)]
struct Gathered(Vec<(Arc<RuleSet>, Vec<Vec<Fact>>)>);

impl Gathered {
    fn add(&mut self, shown: &Arc<str>, result: FileResult, outcome: &mut Outcome) {
        match result {
            Ok(file) => {
                outcome.checked += 1;
                let kept = file.documents.into_iter();
                outcome.stories.extend(kept.map(|document| Manuscript { path: Arc::clone(shown), document }));
                for (rules, checked) in file.stories {
                    outcome.findings.extend(checked.findings);
                    self.keep(rules, checked.facts);
                }
            }
            Err(reason) => outcome.failed.push(Failure { path: shown.to_string(), reason }),
        }
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

    fn conclude(&self, outcome: &mut Outcome) {
        for (rules, facts) in &self.0 {
            outcome.findings.extend(engine::conclude(rules, facts));
        }
    }
}

fn finish(outcome: &mut Outcome) {
    outcome.findings.sort_by(Finding::order);
    outcome.failed.sort();
    outcome.failed.dedup();
}

/// What the rules that found something say of themselves. Desks may have rules of the same name; the choice between
/// them must not depend on the order in which the desks were made.
fn rule_texts(desks: &Desks, outcome: &Outcome) -> Vec<RuleText> {
    let found: BTreeSet<&str> = outcome.findings.iter().map(|finding| &*finding.rule).collect();
    let mut texts: BTreeMap<Arc<str>, RuleText> = BTreeMap::new();
    for rule in desks.all().flat_map(|desk| desk.catalogue().rules()) {
        if found.contains(&*rule.name) {
            let text = rule.text();
            let kept = texts.entry(Arc::clone(&rule.name)).or_insert_with(|| text.clone());
            *kept = text.min(kept.clone());
        }
    }
    texts.into_values().collect()
}

fn ending(fail_on: FailOn, outcome: &Outcome, mistakes: usize) -> Ending {
    if !outcome.failed.is_empty() || mistakes > 0 {
        return Ending::Failed;
    }
    let least = match fail_on {
        FailOn::Note => Severity::Note,
        FailOn::Warning => Severity::Warning,
        FailOn::Error => Severity::Error,
        FailOn::Never => return Ending::Quiet,
    };
    let loud = outcome.findings.iter().any(|finding| finding.severity >= least);
    if loud { Ending::Findings } else { Ending::Quiet }
}

fn threads(check: &Check) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    check.threads.map_or_else(cores, usize::from)
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
