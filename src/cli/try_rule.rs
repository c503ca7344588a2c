//! `copydesk rules try`: what a rule would have said of published copy.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use super::Ending;
use super::args::{InspectFormat, Try};
use super::check::{all_rules, desk_problems};
use super::drafts::{Draft, Drafts};
use super::terminal::Terminal;
use crate::document::Document;
use crate::engine::trial::{Hit, Seen, Tally, Trial};
use crate::engine::{Desk, guard, parallel};
use crate::files::path::{absolute, shown};
use crate::finding::Failure;
use crate::report::json;
use crate::report::visible::visible;
use crate::rule::{Rule, did_you_mean};

/// Runs the rules that were asked for over the copy, and prints what each said.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(tried: &Try, terminal: &Terminal) -> io::Result<Ending> {
    let file = Path::new(&tried.rule);
    let is_file = file.extension().is_some_and(|extension| extension == "toml");
    let mut origin = tried.origin.clone();
    if is_file {
        origin.rules.push(file.to_owned());
    }
    let mut desks = all_rules(&origin);
    let desk = desks.of_folder(&absolute(Path::new("."))).desk;
    let _ = desk.default_rules();
    let wanted = |rule: &&Arc<Rule>| match is_file {
        true => *rule.file.path == *shown(file),
        false => *rule.name == *tried.rule,
    };
    let rules: Vec<_> = desk.catalogue().rules().iter().filter(wanted).collect();
    if rules.is_empty() && !is_file {
        let names = desk.catalogue().rules().iter().map(|rule| &*rule.name);
        let help = did_you_mean(&tried.rule, names).map_or_else(String::new, |help| format!("; {help}"));
        terminal.error(&format!("there is no rule `{}`{help}", tried.rule));
    }
    let mut drafts = Drafts::open(&tried.on, None, false, &mut desks);
    let trials: Vec<Trial<'_>> = rules.iter().map(|rule| Trial::new(&desk, rule)).collect();
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    let threads = tried.threads.map_or_else(cores, usize::from);
    let results =
        parallel::map(drafts.files.len(), threads, |index| look(&desk, &trials, &drafts.files[index]));
    let mut seen: Vec<Vec<Seen>> = trials.iter().map(|_| Vec::new()).collect();
    for (draft, result) in drafts.files.iter().zip(results) {
        match result {
            Ok(story) => seen.iter_mut().zip(story).for_each(|(all, one)| all.push(one)),
            Err(reason) => drafts.failed.push(Failure { path: draft.found.shown.to_string(), reason }),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for (trial, seen) in trials.iter().zip(seen) {
        let tally = trial.tally(seen, tried.sample, tried.seed);
        match tried.format {
            InspectFormat::Json => {
                json::put(&tally, &mut out)?;
                writeln!(out)?;
            }
            InspectFormat::Text => print(&tally, &mut out)?,
        }
    }
    out.flush()?;
    let mistakes = desk_problems(&mut desks, drafts.failed, terminal)?;
    Ok(if mistakes || rules.is_empty() { Ending::Failed } else { Ending::Quiet })
}

fn look(desk: &Desk, trials: &[Trial<'_>], draft: &Draft) -> Result<Vec<Seen>, String> {
    let source = draft.read().map_err(|error| error.to_string())?;
    let parse = || Document::parse_all(source, draft.found.format, desk.options());
    let documents = guard("reading the format", parse).map_err(|error| error.to_string())?;
    let look = |trial: &Trial<'_>, document| trial.look(&draft.found.shown, document);
    let all = |trial| documents.iter().map(move |document| look(trial, document));
    trials.iter().flat_map(all).collect::<Result<_, _>>().map_err(|error| error.to_string())
}

fn print(tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    let Tally { rule, check, stories, sentences, findings, .. } = tally;
    writeln!(out, "{rule} (check {check}) on {stories} stories, {sentences} sentences")?;
    writeln!(
        out,
        "{findings:>8} findings: {:.1} per 100 stories, {:.1} per 1,000 sentences",
        tally.per_100_stories, tally.per_1000_sentences
    )?;
    writeln!(
        out,
        "{:>8} stories with a finding: {:.1}% of all; at most {} in one",
        tally.stories_with_findings,
        100.0 * tally.share_of_stories,
        tally.most_in_one_story
    )?;
    if !tally.alternatives.is_empty() {
        writeln!(out, "\nby alternative:")?;
        for count in &tally.alternatives {
            writeln!(out, "{:>8} {}", count.findings, visible(&count.text))?;
        }
    }
    if !tally.sample.is_empty() {
        writeln!(out, "\n{} of {findings} in their context:", tally.sample.len())?;
        let places: Vec<String> = tally.sample.iter().map(place).collect();
        let width = places.iter().map(|place| place.chars().count()).max().unwrap_or(0);
        let left = tally.sample.iter().map(|hit| hit.before.chars().count()).max().unwrap_or(0);
        for (place, hit) in places.iter().zip(&tally.sample) {
            let words = |text: &str| visible(text).into_owned();
            let (before, found, after) = (words(&hit.before), words(&hit.found), words(&hit.after));
            writeln!(out, "    {place:width$}  {before:>left$} [{found}] {after}")?;
        }
    }
    writeln!(out)
}

fn place(hit: &Hit) -> String {
    format!("{}:{}:{}", visible(&hit.path), hit.line, hit.column)
}
