//! `copydesk rules list` and `copydesk rules test`.

use std::io::{self, Write};
use std::path::Path;

use super::Ending;
use super::args::{List, Test};
use super::check::{add_problems, all_rules, desk_problems, desks};
use super::terminal::Terminal;
use crate::engine::examples;
use crate::finding::{Finding, Outcome};
use crate::report;
use crate::rule::{Problem, Problems};

/// Prints every rule with its severity, check, pack and whether it runs in this folder.
///
/// # Errors
/// When standard output cannot be written to.
pub fn list(list: &List, terminal: &Terminal) -> io::Result<Ending> {
    let mut desks = desks(&list.selection);
    let desk = desks.of_folder(&crate::files::path::absolute(Path::new("."))).desk;
    let running = desk.default_rules();
    let catalogue = desk.catalogue().rules();
    let width = catalogue.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let checks = catalogue.iter().map(|rule| rule.check.len()).max().unwrap_or(0);
    let mut out = io::stdout().lock();
    for rule in catalogue {
        let now = running.rule(&rule.name);
        let state = if now.is_some() { "on" } else { "off" };
        let severity = now.unwrap_or(rule).severity.name();
        let pack = rule.pack.as_deref().unwrap_or("-");
        writeln!(out, "{:width$}  {state:3}  {severity:7}  {:checks$}  {pack}", rule.name, rule.check)?;
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
    let desk = desks.of_folder(&crate::files::path::absolute(Path::new("."))).desk;
    let _ = desk.default_rules();
    let mut problems = Problems::default();
    examples::try_all(&desk, &mut problems);
    let mut outcome = Outcome::default();
    let mistakes = add_problems(&mut desks, &mut outcome, terminal);
    let wrong = problems.0.len();
    outcome.findings.extend(problems.0.into_iter().map(Problem::into_finding));
    outcome.findings.sort_by(Finding::order);
    terminal.failures(&outcome.failed);
    report::write(report::Format::Full, &outcome, &terminal.style(), &mut io::stdout().lock())?;
    let rules = desk.catalogue().rules().len();
    terminal.say(&format!("rules tried: {rules}; examples missing or wrong: {wrong}"));
    if mistakes > 0 || !outcome.failed.is_empty() {
        return Ok(Ending::Failed);
    }
    Ok(if wrong > 0 { Ending::Findings } else { Ending::Quiet })
}
