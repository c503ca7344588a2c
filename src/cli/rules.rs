//! `copydesk rules list`, `packs`, `test`, `check` and `schema`.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::Ending;
use super::args::{List, Packs, RulesCheck, Test};
use super::check::{add_problems, all_rules, desk_problems, desks};
use super::terminal::Terminal;
use crate::config::rule_schema::rule_schema;
use crate::engine::conflicts::conflicts;
use crate::engine::coverage::{Covered, coverage};
use crate::engine::{Desk, examples};
use crate::files::Desks;
use crate::files::path::absolute;
use crate::finding::{Finding, Outcome, Severity};
use crate::report;
use crate::report::visible::visible;
use crate::rule::{Problem, Problems, Rule};

/// The desk of this folder.
fn desk_here(desks: &mut Desks) -> Arc<Desk> {
    desks.of_folder(&absolute(Path::new("."))).desk
}

/// Prints every rule with its severity, check, pack and whether it runs in this folder.
///
/// # Errors
/// When standard output cannot be written to.
pub fn list(list: &List, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = desks(&list.selection);
    let desk = desk_here(&mut desks);
    let running = desk.default_rules();
    let catalogue = desk.catalogue().rules();
    let width = catalogue.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let checks = catalogue.iter().map(|rule| rule.check.len()).max().unwrap_or(0);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for rule in catalogue {
        let now = running.rule(&rule.name);
        let state = if now.is_some() { "on" } else { "off" };
        let severity = now.unwrap_or(rule).severity.name();
        let pack = rule.pack.as_deref().unwrap_or("-");
        writeln!(out, "{:width$}  {state:3}  {severity:7}  {:checks$}  {pack}", rule.name, rule.check)?;
    }
    out.flush()?;
    drop(out);
    let mistakes = desk_problems(&mut desks, Vec::new(), terminal)?;
    Ok(if mistakes { Ending::Failed } else { Ending::Quiet })
}

/// Prints every pack with its version, how many of its rules run in this folder, and what is in it.
///
/// # Errors
/// When standard output cannot be written to.
pub fn packs(packs: &Packs, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = all_rules(&packs.origin);
    let desk = desk_here(&mut desks);
    let running = desk.default_rules();
    let packs = desk.catalogue().packs();
    let width = packs.iter().map(|pack| pack.name.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for pack in packs {
        let own = |rule: &&Arc<Rule>| rule.pack.as_ref() == Some(&pack.name);
        let all = desk.catalogue().rules().iter().filter(own).count();
        let on = running.rules().iter().filter(own).count();
        let about = visible(&pack.description);
        writeln!(out, "{:width$}  {:6}  {on} of {all} rules on  {about}", pack.name, pack.version)?;
    }
    drop(out);
    let mistakes = desk_problems(&mut desks, Vec::new(), terminal)?;
    Ok(if mistakes { Ending::Failed } else { Ending::Quiet })
}

/// Tries every example of every rule this folder's desk knows, and reports those that do not hold.
///
/// # Errors
/// When standard output cannot be written to.
pub fn test(test: &Test, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = all_rules(&test.origin);
    let desk = desk_here(&mut desks);
    let _ = desk.default_rules();
    let mut problems = Problems::default();
    examples::try_all(&desk, &mut problems);
    let mut outcome = Outcome::default();
    let mistakes = add_problems(&mut desks, &mut outcome, terminal);
    let wrong = problems.0.len();
    outcome.findings.extend(problems.0.into_iter().map(Problem::into_finding));
    outcome.findings.sort_by(Finding::order);
    terminal.failures(&outcome.failed);
    report::full::write(&outcome, &terminal.style(), &mut io::stdout().lock())?;
    let (exercised, all) = cover(&desk, test.coverage)?;
    let rules = desk.catalogue().rules().len();
    terminal.say(&format!("rules tried: {rules}; examples missing or wrong: {wrong}"));
    terminal.say(&format!(
        "alternatives exercised by an example: {exercised} of {all}{}",
        match test.coverage {
            false if exercised < all => "; `--coverage` lists the others",
            _ => "",
        }
    ));
    if mistakes > 0 || !outcome.failed.is_empty() {
        return Ok(Ending::Failed);
    }
    Ok(if wrong > 0 { Ending::Findings } else { Ending::Quiet })
}

/// How many alternatives of all rules an example exercises, and how many there are; prints the others when `shown`.
fn cover(desk: &Desk, shown: bool) -> io::Result<(usize, usize)> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (mut exercised, mut all) = (0, 0);
    for rule in desk.catalogue().rules() {
        for Covered { alternative, exercised: is } in coverage(desk, rule) {
            all += 1;
            exercised += usize::from(is);
            if shown && !is {
                let place = alternative.file.source.place(alternative.span);
                let (path, text) = (visible(&alternative.file.path), visible(&alternative.text));
                writeln!(
                    out,
                    "{path}:{}:{}: no example of `{}` exercises “{text}”",
                    place.line, place.column, rule.name
                )?;
            }
        }
    }
    out.flush()?;
    Ok((exercised, all))
}

/// Reports rules that contradict each other, say the same twice, or can never speak, among those that run here.
///
/// # Errors
/// When standard output cannot be written to.
pub fn check(check: &RulesCheck, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = desks(&check.selection);
    let desk = desk_here(&mut desks);
    let running = desk.default_rules();
    let mut outcome = Outcome::default();
    let mistakes = add_problems(&mut desks, &mut outcome, terminal);
    let found = conflicts(running.rules(), desk.known().vocabulary);
    let loud = found.iter().any(|finding| finding.severity >= Severity::Warning);
    terminal.say(&format!("rules compared: {}; conflicts: {}", running.rules().len(), found.len()));
    outcome.findings.extend(found);
    outcome.findings.sort_by(Finding::order);
    terminal.failures(&outcome.failed);
    report::full::write(&outcome, &terminal.style(), &mut io::stdout().lock())?;
    if mistakes > 0 || !outcome.failed.is_empty() {
        return Ok(Ending::Failed);
    }
    Ok(if loud { Ending::Findings } else { Ending::Quiet })
}

/// Prints the JSON schema of rule files.
///
/// # Errors
/// When standard output cannot be written to.
pub fn schema() -> io::Result<Ending> {
    let text = serde_json::to_string_pretty(&rule_schema())?;
    writeln!(io::stdout(), "{text}")?;
    Ok(Ending::Quiet)
}
