//! `copydesk check`: walks, checks on several threads, reports.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Ending;
use super::accepted::{self, Missing};
use super::args::{Check, Common, FailOn, Origin, Selection};
use super::changed;
use super::day::today;
use super::drafts::STANDARD_INPUT;
use super::examine::{Asked, Examined, examine};
use super::reports::Reports;
use super::terminal::Terminal;
use crate::config::{Choice, Config, Named};
use crate::document::Source;
use crate::files::{ConfigChoice, Desks, git};
use crate::finding::{Failure, Finding, Outcome, RuleText, Severity};
use crate::report;
use crate::rule::{Located, Problem, TomlFile};
use crate::span::Span;

/// Checks what was asked for and prints the report.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(check: &Check, terminal: &Terminal) -> io::Result<Ending> {
    let (reports, mut examined) = match judged(check, terminal) {
        Ok(judged) => judged,
        Err(reason) => {
            terminal.error(&reason);
            return Ok(Ending::Failed);
        }
    };
    conclude(&mut examined);
    let Examined { outcome, mistakes, .. } = examined;
    terminal.failures(&outcome.failed);
    let whole = reports.write_files(&outcome, terminal)?;
    match reports.print(&outcome, terminal) {
        // Whoever closed the pipe has read enough; the exit code still says what was found.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        printed => printed?,
    }
    if !check.common.quiet {
        terminal.say(&report::summary(&outcome, &terminal.error_style()));
    }
    Ok(if whole { ending(check.fail_on, &outcome, mistakes) } else { Ending::Failed })
}

/// What was found; or in plain words why nothing is looked for.
fn judged(check: &Check, terminal: &Terminal) -> Result<(Reports, Examined), String> {
    let Check { common, stdin_filename, changed: revision, .. } = check;
    if stdin_filename.is_some() && !reads_standard_input(&common.paths) {
        let reason = "--stdin-filename names standard input, which is read only for the path `-`";
        return Err(reason.to_owned());
    }
    let reports = Reports::of(common)?;
    if let Some(revision) = revision {
        let here = [PathBuf::from(".")];
        let paths = if common.paths.is_empty() { &here } else { &*common.paths };
        git::verify(revision, paths).map_err(|error| error.to_string())?;
    }
    let mut examined = judge(common, stdin_filename.as_deref(), &reports, terminal);
    if let Some(revision) = revision {
        changed::keep(&mut examined, revision).map_err(|error| error.to_string())?;
    }
    Ok((reports, examined))
}

/// Whether one of the paths is standard input.
#[must_use]
pub fn reads_standard_input(paths: &[PathBuf]) -> bool {
    paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT)
}

/// Checks what was asked for and takes out what a baseline accepts.
#[must_use]
pub fn judge(
    common: &Common,
    stdin_filename: Option<&Path>,
    reports: &Reports,
    terminal: &Terminal,
) -> Examined {
    let asked = Asked {
        paths: &common.paths,
        selection: &common.selection,
        sources: &common.sources,
        stdin_filename,
        follow: common.follow,
        threads: common.threads,
        quiet: common.quiet,
        keep: &common.keep,
        leave_out: &|path| reports.go_to(path),
        keep_stories: reports.print_stories(),
    };
    let mut examined = examine(&asked, terminal);
    let shelves = accepted::open(&mut examined, common.baseline.as_deref(), None, Missing::IsMistake);
    accepted::apply(&mut examined, &shelves);
    examined
}

/// Puts what was found in order, with what its rules say of themselves.
pub fn conclude(examined: &mut Examined) {
    finish(&mut examined.outcome);
    examined.outcome.rules = rule_texts(&examined.desks, &examined.outcome);
}

/// The desks of a command about rules, with what the command line says above every config; no sources are read.
#[must_use]
pub fn desks(selection: &Selection) -> Desks {
    desks_with(selection, ConfigChoice { every_rule: true, ..choice(&selection.origin) })
}

/// The desks of a command that checks drafts: what no rule or setting needs is left unread.
#[must_use]
pub fn desks_of(selection: &Selection, sources: &[PathBuf]) -> Desks {
    let choice = choice(&selection.origin);
    desks_with(selection, ConfigChoice { sources: Some(sources.to_vec()), today: today(), ..choice })
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
        today: None,
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
    Ok(!draw_mistakes(&mut outcome, terminal)? || mistakes > 0)
}

/// Draws the mistakes of configs, rules and baselines on standard error and names what could not be read. Whether all was
/// well.
///
/// # Errors
/// When standard error cannot be written to.
pub fn draw_mistakes(outcome: &mut Outcome, terminal: &Terminal) -> io::Result<bool> {
    outcome.findings.retain(Finding::is_mistake);
    finish(outcome);
    terminal.failures(&outcome.failed);
    report::full::write(outcome, &terminal.error_style(), &mut io::stderr().lock())?;
    Ok(outcome.findings.is_empty() && outcome.failed.is_empty())
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

/// How a run that said this ends.
#[must_use]
pub fn ending(fail_on: FailOn, outcome: &Outcome, mistakes: usize) -> Ending {
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
