//! `copydesk check`: walks, checks on several threads, reports.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::Ending;
use super::args::{Check, FailOn, Format, Selection};
use super::terminal::Terminal;
use crate::checks::Fact;
use crate::config::{Choice, Config, Named};
use crate::document::{self, Source};
use crate::engine::{self, Checked, RuleSet, parallel};
use crate::files::read::{ReadError, read, read_standard_input};
use crate::files::{ConfigChoice, Desks, Found, Walk, path};
use crate::finding::{Failure, Finding, Outcome, Severity};
use crate::report;
use crate::rule::{Located, Problem, TomlFile};
use crate::span::Span;

/// The path that stands for standard input.
pub const STANDARD_INPUT: &str = "-";
/// Runs over fewer files than this show no progress bar.
const LONG_RUN: usize = 500;

/// Checks what was asked for and prints the report.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(check: &Check, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = desks_with(&check.selection, Some(check.sources.clone()));
    let paths = if check.paths.is_empty() { vec![PathBuf::from(".")] } else { check.paths.clone() };
    let (inputs, paths): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| path.as_os_str() == STANDARD_INPUT);
    let mut walk = Walk::of(&paths, check.follow, &mut desks);
    let files: Vec<Found> = std::mem::take(&mut walk.files).into_values().collect();
    let mut outcome = Outcome { skipped: walk.skipped, failed: walk.failed, ..Outcome::default() };
    let mut gathered = Gathered::default();

    let progress = progress(files.len(), check.quiet);
    let results = parallel::map(files.len(), threads(check), |index| {
        let result = check_file(&files[index]);
        progress.inc(1);
        result
    });
    progress.finish_and_clear();
    for (found, result) in files.iter().zip(results) {
        gathered.add(&found.shown, result, &mut outcome);
    }
    if !inputs.is_empty() {
        let name = check.stdin_filename.as_deref();
        let shown: Arc<str> = name.map_or_else(|| "<stdin>".into(), path::shown).into();
        let result = check_standard_input(name, &shown, &mut desks);
        gathered.add(&shown, result, &mut outcome);
    }
    gathered.conclude(&mut outcome);
    outcome.failed.append(&mut desks.failed);
    let mistakes = add_problems(&desks, &mut outcome, terminal);
    finish(&mut outcome);
    report(check, terminal, &outcome)?;
    Ok(ending(check.fail_on, &outcome, mistakes))
}

/// The desks of a run, with what the command line says above every config; no sources are read.
#[must_use]
pub fn desks(selection: &Selection) -> Desks {
    desks_with(selection, None)
}

fn desks_with(selection: &Selection, sources: Option<Vec<PathBuf>>) -> Desks {
    let choice = ConfigChoice {
        config: selection.config.clone(),
        isolated: selection.isolated,
        rules: selection.rules.clone(),
        sources,
    };
    let select = named("--select", &selection.select);
    let above = Choice {
        select: (!select.is_empty()).then_some(select),
        ignore: named("--ignore", &selection.ignore),
        ..Choice::default()
    };
    Desks::new(choice, Config { choices: vec![above], ..Config::default() })
}

/// Adds the mistakes of config and rule files to the findings, says those of the command line, and counts both.
pub fn add_problems(desks: &Desks, outcome: &mut Outcome, terminal: &Terminal) -> usize {
    let (ours, theirs) = problems(desks);
    let count = ours.len() + theirs.len();
    for problem in ours {
        let help = problem.help.map_or_else(String::new, |help| format!("; {help}"));
        terminal.error(&format!("{}: {}{help}", problem.file.path, problem.message));
    }
    outcome.findings.extend(theirs.into_iter().map(Problem::into_finding));
    count
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

type FileResult = Result<(Arc<RuleSet>, Checked), String>;

fn check_file(found: &Found) -> FileResult {
    let source = read(&found.path).map_err(|error| error.to_string())?;
    let checked = found.desk.desk.check(source, found.format, &found.shown, &found.relative);
    checked.map_err(|error| error.to_string())
}

fn check_standard_input(name: Option<&Path>, shown: &Arc<str>, desks: &mut Desks) -> FileResult {
    let here = desks.of_file(name.unwrap_or(Path::new("")));
    let format = name.and_then(document::Format::of_path).unwrap_or(document::Format::PlainText);
    let relative = name.map_or_else(String::new, |name| path::relative(&path::absolute(name), here.folder()));
    let source = read_standard_input().map_err(|error: ReadError| error.to_string())?;
    here.desk.check(source, format, shown, &relative).map_err(|error| error.to_string())
}

/// Facts of all stories, by the rule set that gathered them.
#[derive(Default)]
struct Gathered(Vec<(Arc<RuleSet>, Vec<Vec<Fact>>)>);

impl Gathered {
    fn add(&mut self, shown: &str, result: FileResult, outcome: &mut Outcome) {
        match result {
            Ok((rules, checked)) => {
                outcome.checked += 1;
                outcome.findings.extend(checked.findings);
                self.keep(rules, checked.facts);
            }
            Err(reason) => outcome.failed.push(Failure { path: shown.to_owned(), reason }),
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

fn report(check: &Check, terminal: &Terminal, outcome: &Outcome) -> io::Result<()> {
    let format = match check.format {
        Format::Full => report::Format::Full,
        Format::Short => report::Format::Short,
        Format::Json => report::Format::Json,
        Format::Github => report::Format::Github,
    };
    for failure in &outcome.failed {
        terminal.error(&format!("{}: {}", failure.path, failure.reason));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    report::write(format, outcome, &terminal.style(), &mut out)?;
    out.flush()?;
    if !check.quiet {
        eprintln!("{}", report::summary(outcome, &terminal.error_style()));
    }
    Ok(())
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
