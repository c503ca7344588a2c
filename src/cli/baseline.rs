//! `copydesk baseline write`, `prune` and `stats`.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Ending;
use super::accepted::{self, Missing, Shelf};
use super::args::{Accepting, BaselineCommand};
use super::check::draw_mistakes;
use super::examine::{Asked, Examined, examine};
use super::terminal::Terminal;
use crate::baseline::judge::Reach;
use crate::baseline::{Entry, FILE_NAME, write};
use crate::config;
use crate::files::path::{absolute, shown};
use crate::files::write::replace;
use crate::report::visible::visible;

/// Checks what was asked for, then writes, prunes or counts.
///
/// # Errors
/// When a standard stream cannot be written to.
pub fn run(command: &BaselineCommand, terminal: &Terminal) -> io::Result<Ending> {
    let (accepting, missing) = match command {
        BaselineCommand::Write(accepting) => (accepting, Missing::IsNew),
        BaselineCommand::Prune(accepting) | BaselineCommand::Stats(accepting) => {
            (accepting, Missing::IsMistake)
        }
    };
    let asked = Asked {
        paths: &accepting.paths,
        selection: &accepting.selection,
        sources: &accepting.sources,
        stdin_filename: None,
        follow: accepting.follow,
        threads: accepting.threads,
        quiet: false,
        keep: &accepting.keep,
        leave_out: &|_| false,
        keep_stories: false,
    };
    let mut examined = examine(&asked, terminal);
    let fallback = default_path();
    let shelves = accepted::open(&mut examined, accepting.baseline.as_deref(), Some(&fallback), missing);
    let done = match command {
        _ if examined.mistakes > 0 => false,
        BaselineCommand::Write(_) => write_all(&shelves, &examined, terminal, accepting)?,
        BaselineCommand::Prune(_) => prune_all(&shelves, &examined, terminal)?,
        BaselineCommand::Stats(_) => count_all(&shelves, &examined)?,
    };
    let is_whole = draw_mistakes(&mut examined.outcome, terminal)?;
    Ok(if done && is_whole { Ending::Quiet } else { Ending::Failed })
}

/// Beside the config of this folder, or in this folder.
fn default_path() -> PathBuf {
    let here = absolute(Path::new("."));
    let home = here.ancestors().find(|up| up.join(config::FILE_NAME).is_file());
    home.unwrap_or(&here).join(FILE_NAME)
}

fn write_all(
    shelves: &[Shelf],
    examined: &Examined,
    terminal: &Terminal,
    accepting: &Accepting,
) -> io::Result<bool> {
    let mut done = true;
    for shelf in shelves {
        let (_, findings) = shelf.own(&examined.outcome.findings);
        let judged = shelf.judge(&findings);
        let entries = shelf.baseline.rewritten(&findings, &judged, |key| shelf.reach(key));
        let is_known = accepting.baseline.is_some()
            || examined
                .files
                .iter()
                .any(|(draft, _)| draft.found.desk.baseline().is_some_and(|(path, _)| *path == shelf.path));
        done &= put(shelf, &entries, terminal)?;
        if done && !is_known {
            let key = format!("baseline = \"{FILE_NAME}\"");
            terminal.say(&format!("it holds when copydesk.toml says `{key}`, or by `--baseline FILE`"));
        }
    }
    Ok(done)
}

fn prune_all(shelves: &[Shelf], examined: &Examined, terminal: &Terminal) -> io::Result<bool> {
    let mut done = true;
    for shelf in shelves {
        let (_, findings) = shelf.own(&examined.outcome.findings);
        let entries = shelf.baseline.pruned(&shelf.judge(&findings), |key| shelf.reach(key));
        done &= put(shelf, &entries, terminal)?;
    }
    Ok(done)
}

/// Writes a baseline and says what changed.
fn put(shelf: &Shelf, entries: &[Entry], terminal: &Terminal) -> io::Result<bool> {
    let path = shown(shelf.path.strip_prefix(absolute(Path::new("."))).unwrap_or(&shelf.path));
    if let Err(error) = replace(&shelf.path, write::text(entries).as_bytes(), None) {
        terminal.error(&format!("{path}: {error}"));
        return Ok(false);
    }
    let count = |entries: &[Entry]| entries.iter().map(|entry| entry.count).sum::<usize>();
    let (before, after) = (count(&shelf.baseline.entries), count(entries));
    writeln!(io::stdout(), "{}: {after} accepted, {before} before", visible(&path))?;
    Ok(true)
}

/// What is counted of an entry: how many findings it accepts, and how many of those are still there. Of files that the
/// run did not check nobody knows.
#[derive(Clone, Copy, Default)]
struct Count {
    accepted: usize,
    looked_for: usize,
    found: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.accepted += other.accepted;
        self.looked_for += other.looked_for;
        self.found += other.found;
    }

    fn share(self) -> String {
        if self.looked_for == 0 {
            return "not checked".to_owned();
        }
        format!("{} of {} still found", self.found, self.looked_for)
    }
}

fn count_all(shelves: &[Shelf], examined: &Examined) -> io::Result<bool> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for shelf in shelves {
        let (_, findings) = shelf.own(&examined.outcome.findings);
        let judged = shelf.judge(&findings);
        let (mut all, mut rules, mut files) = (Count::default(), BTreeMap::new(), BTreeMap::new());
        for (entry, matched) in shelf.baseline.entries.iter().zip(&judged.matched) {
            let found = matched.values().sum();
            let is_known = found > 0 || shelf.reach(&entry.key) != Reach::Outside;
            let looked_for = if is_known { entry.count } else { 0 };
            let count = Count { accepted: entry.count, looked_for, found };
            all.add(count);
            rules.entry(&entry.key.rule).or_insert_with(Count::default).add(count);
            files.entry(&entry.key.path).or_insert_with(Count::default).add(count);
        }
        let path = shown(shelf.path.strip_prefix(absolute(Path::new("."))).unwrap_or(&shelf.path));
        writeln!(out, "{}: {} accepted, {}", visible(&path), all.accepted, all.share())?;
        for counts in [rules, files] {
            let name = |name: &str| visible(name).to_string();
            let width = counts.keys().map(|key| name(key).chars().count()).max().unwrap_or(0);
            writeln!(out)?;
            for (key, count) in counts {
                writeln!(out, "{:width$}  {:5}  {}", name(key), count.accepted, count.share())?;
            }
        }
    }
    out.flush()?;
    Ok(true)
}
