//! `copydesk watch`: checks, and again whenever something is saved.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{Common, Watch};
use super::check::{conclude, judge, reads_standard_input};
use super::examine::Examined;
use super::look::Look;
use super::reports::Reports;
use super::terminal::Terminal;
use crate::files::path::{absolute, relative, shown};
use crate::files::read::explain;
use crate::files::watch::Saves;
use crate::finding::Outcome;
use crate::report;
use crate::report::visible::visible;

/// No more saved files than this are named one by one.
const NAMED: usize = 3;

/// Reports everything, then what is saved, until it is told to stop.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(watch: &Watch, terminal: &Terminal) -> io::Result<Ending> {
    match begin(&watch.common) {
        Ok((reports, saves)) => go_on(&watch.common, &reports, saves, terminal),
        Err(reason) => {
            terminal.error(&reason);
            Ok(Ending::Failed)
        }
    }
}

/// Begins to watch what was asked for, so that nothing saved during the first check is missed.
fn begin(common: &Common) -> Result<(Reports, Saves), String> {
    if reads_standard_input(&common.paths) {
        return Err("standard input is not saved anywhere and cannot be watched".to_owned());
    }
    let reports = Reports::of(common)?;
    let here = [PathBuf::from(".")];
    let paths = if common.paths.is_empty() { &here } else { &*common.paths };
    for path in paths {
        path.metadata().map_err(|error| format!("{}: {}", shown(path), explain(error)))?;
    }
    let saves = Saves::of(paths, common.follow).map_err(|error| error.to_string())?;
    Ok((reports, saves))
}

fn go_on(common: &Common, reports: &Reports, mut saves: Saves, terminal: &Terminal) -> io::Result<Ending> {
    let mut examined = examine(common, reports, terminal);
    let mut look = Look::of(&examined);
    for config in examined.desks.configs() {
        // A config that cannot be watched has been read all the same.
        let _ = saves.add(config);
    }
    reports.write_files(&examined.outcome, terminal)?;
    show(&examined.outcome, common, reports, terminal)?;
    while let Some(mut saved) = saves.wait(None) {
        saved.retain(|path| !reports.go_to(path) && look.may_concern(path));
        if saved.is_empty() {
            continue;
        }
        examined = examine(common, reports, terminal);
        let before = std::mem::replace(&mut look, Look::of(&examined));
        let is_whole = look.judges_otherwise(&before, &saved);
        saved.retain(|path| is_whole || look.has(path) || before.has(path));
        if saved.is_empty() {
            continue;
        }
        reports.write_files(&examined.outcome, terminal)?;
        if !is_whole {
            look.narrow(&mut examined.outcome, &saved);
        }
        if !common.quiet {
            terminal.say(&told(&saved));
        }
        show(&examined.outcome, common, reports, terminal)?;
    }
    Ok(Ending::Quiet)
}

fn examine(common: &Common, reports: &Reports, terminal: &Terminal) -> Examined {
    let mut examined = judge(common, None, reports, terminal);
    conclude(&mut examined);
    examined
}

fn show(outcome: &Outcome, common: &Common, reports: &Reports, terminal: &Terminal) -> io::Result<()> {
    terminal.failures(&outcome.failed);
    reports.print(outcome, terminal)?;
    if !common.quiet {
        terminal.say(&report::summary(outcome, &terminal.error_style()));
    }
    Ok(())
}

/// `saved: a.md, b.md (gone) and 2 more`.
fn told(saved: &BTreeSet<PathBuf>) -> String {
    let here = absolute(Path::new("."));
    let name = |path: &PathBuf| {
        let gone = if path.symlink_metadata().is_ok() { "" } else { " (gone)" };
        format!("{}{gone}", visible(&relative(path, &here)))
    };
    let names: Vec<String> = saved.iter().take(NAMED).map(name).collect();
    let more = saved.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("saved: {}{more}", names.join(", "))
}
