//! `copydesk fix`: makes the fixes of findings, shows what they would change, or asks about each.

mod ask;
mod draft;
mod word;

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::Fix;
use super::check::{desk_problems, desks_of, ending};
use super::drafts::{Drafts, STANDARD_INPUT};
use super::examine::{CheckedFile, Gathered, threads};
use super::terminal::Terminal;
use crate::engine::{keep_limits, parallel};
use crate::files::write;
use crate::finding::Outcome;
use crate::report;
use crate::report::summary::count;
use crate::report::visible::{prose, visible};
use ask::Asker;
use draft::{Job, Mended};

/// Fixes what was asked for and says what was done.
///
/// # Errors
/// When standard output cannot be written to.
pub fn run(fix: &Fix, terminal: &Terminal) -> io::Result<Ending> {
    if let Some(mistake) = mistake(fix) {
        terminal.error(mistake);
        return Ok(Ending::Failed);
    }
    let mut desks = desks_of(&fix.selection, &fix.sources);
    let paths = if fix.paths.is_empty() { vec![PathBuf::from(".")] } else { fix.paths.clone() };
    let mut drafts = Drafts::open(&paths, fix.stdin_filename.as_deref(), fix.follow, &mut desks);
    desks.ensure_one();
    keep_one_name_a_file(&mut drafts);
    if fix.output.is_some() && !fix.diff && drafts.files.len() != 1 {
        terminal.error(&format!("--output takes one draft, and there are {}", drafts.files.len()));
        return Ok(Ending::Failed);
    }
    if !fix.diff {
        sweep(fix, &drafts);
    }
    let job =
        Job { fix, style: terminal.style(), asked: paths.iter().map(|path| write::real(path)).collect() };
    let results = if fix.interactive {
        match Asker::new(io::stdin().lock(), io::stdout().lock(), terminal.style()).ask_all(&job, &drafts)? {
            Some(results) => results,
            None => {
                terminal.error("--interactive reads answers from standard input, and there are none");
                return Ok(Ending::Failed);
            }
        }
    } else {
        parallel::map(drafts.files.len(), threads(fix.threads), |at| job.mend(&drafts.files[at]))
    };
    let mut done = Done::default();
    let mut outcome = Outcome { skipped: drafts.skipped, failed: drafts.failed, ..Outcome::default() };
    let mut gathered = Gathered::default();
    for (draft, result) in drafts.files.iter().zip(results) {
        let result = result.map(|mended| CheckedFile {
            checked: done.add(&draft.found.shown, mended),
            documents: Vec::new(),
        });
        gathered.add(&draft.found.shown, result, &mut outcome);
    }
    outcome.findings.extend(gathered.conclude());
    done.print(fix, terminal, &mut outcome)?;
    let failed = std::mem::take(&mut outcome.failed);
    let unread = failed.len();
    let broken = desk_problems(&mut desks, failed, terminal)?;
    if !fix.quiet {
        done.sum_up(fix, unread, &outcome, terminal);
    }
    Ok(match () {
        () if broken => Ending::Failed,
        () if fix.diff && done.changed > 0 => Ending::Findings,
        () if fix.diff => Ending::Quiet,
        () => ending(fix.fail_on, &outcome, 0),
    })
}

/// What was asked for and does not go together.
fn mistake(fix: &Fix) -> Option<&'static str> {
    let standard_input = fix.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
    match () {
        () if fix.stdin_filename.is_some() && !standard_input => {
            Some("--stdin-filename names standard input, which is read only for the path `-`")
        }
        () if standard_input && fix.paths.len() > 1 => {
            Some("a draft from standard input goes to standard output and has to be the only one")
        }
        () if standard_input && fix.interactive => {
            Some("--interactive reads answers from standard input, which cannot hold the draft as well")
        }
        () => None,
    }
}

/// A file that goes by several names, such as a link and itself, is fixed once.
fn keep_one_name_a_file(drafts: &mut Drafts) {
    let mut seen = BTreeSet::new();
    drafts.files.retain(|draft| draft.is_standard_input() || seen.insert(write::real(&draft.found.path)));
}

/// Removes what killed runs have left where this run will write.
fn sweep(fix: &Fix, drafts: &Drafts) {
    let real = |path: &Path| write::folder_of(&write::real(path)).to_owned();
    let folders: BTreeSet<PathBuf> = match &fix.output {
        Some(output) => [real(output)].into(),
        None => {
            let on_disk = drafts.files.iter().filter(|draft| !draft.is_standard_input());
            on_disk.map(|draft| real(&draft.found.path)).collect()
        }
    };
    folders.iter().for_each(|folder| write::sweep(folder));
}

/// What a run has done so far.
#[derive(Default)]
struct Done {
    /// What goes to standard output, or into the file of `--output`.
    text: Vec<u8>,
    /// A line for each fix.
    lines: Vec<String>,
    /// Drafts with fixes.
    changed: usize,
    /// Fixes that were not made because they would raise findings.
    left_out: usize,
    /// Fixes that were not made because a draft's encoding lacks their characters.
    foreign: usize,
    /// Fixes that were not made because they are only suggested.
    suggested: usize,
    /// Whether the patch cannot be applied.
    unusable: bool,
    /// A line for each copy of a Word document.
    copies: Vec<String>,
}

impl Done {
    fn add(&mut self, shown: &str, mut mended: Mended) -> crate::fix::Stories {
        self.changed += usize::from(!mended.applied.is_empty());
        self.left_out += mended.left_out;
        self.foreign += mended.foreign;
        self.suggested += mended.suggested;
        self.unusable |= mended.unusable;
        self.text.append(&mut mended.text);
        self.copies.extend(mended.copied.map(|copy| copied(shown, &copy)));
        self.lines.extend(mended.applied.iter().map(|one| {
            let (path, place) = (visible(shown), one.place);
            let (rule, title) = (visible(&one.rule), prose(&one.title));
            format!("{path}:{}:{}: fixed[{rule}]: {title}", place.line, place.column)
        }));
        for (rules, checked) in &mut mended.stories {
            keep_limits(rules, &mut checked.findings);
        }
        mended.stories
    }

    fn print(&self, fix: &Fix, terminal: &Terminal, outcome: &mut Outcome) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        if fix.diff
            && let Some(output) = &fix.output
        {
            if let Err(error) = write::replace(output, &self.text, None) {
                let path = crate::files::path::shown(output);
                outcome.failed.push(crate::finding::Failure { path, reason: error.to_string() });
            }
        } else {
            out.write_all(&self.text)?;
        }
        let for_people = !fix.diff && !fix.interactive;
        let draft_goes_out =
            fix.output.is_none() && fix.paths.iter().any(|path| path.as_os_str() == STANDARD_INPUT);
        for line in self.lines.iter().chain(&self.copies).filter(|_| for_people) {
            if draft_goes_out {
                terminal.say(line);
            } else {
                writeln!(out, "{line}")?;
            }
        }
        out.flush()
    }

    fn sum_up(&self, fix: &Fix, unread: usize, outcome: &Outcome, terminal: &Terminal) {
        let (fixes, drafts) =
            (count(self.lines.len(), "fix", "fixes"), count(self.changed, "draft", "drafts"));
        let mut line = match (self.lines.len(), fix.diff) {
            (0, true) => "nothing would change".to_owned(),
            (0, false) if !self.copies.is_empty() => {
                format!("wrote {}", count(self.copies.len(), "copy", "copies"))
            }
            (0, false) => "nothing was changed".to_owned(),
            (_, true) => format!("{fixes} would change {drafts}"),
            (_, false) => format!("made {fixes} in {drafts}"),
        };
        if self.left_out > 0 {
            let verb = if self.left_out == 1 {
                "would raise a new finding and was"
            } else {
                "would raise new findings and were"
            };
            line = format!("{line}; {} {verb} left out", count(self.left_out, "fix", "fixes"));
        }
        if self.foreign > 0 {
            let verb = if self.foreign == 1 { "has" } else { "have" };
            let fixes = count(self.foreign, "fix", "fixes");
            line = format!("{line}; {fixes} {verb} characters that the file’s encoding lacks");
        }
        if self.suggested > 0 {
            let verb = if self.suggested == 1 { "is" } else { "are" };
            let more = count(self.suggested, "fix", "fixes");
            line =
                format!("{line}; {more} {verb} only suggested: see `--suggested --diff`, or --interactive");
        }
        if unread > 0 {
            line = format!("{line}; {} not fixed", count(unread, "file", "files"));
        }
        terminal.say(&line);
        if self.unusable {
            terminal.say(match fix.output {
                Some(_) => "a draft is not UTF-8: this patch is for reading; fix it without --diff",
                None => "a draft holds hidden characters or is not UTF-8: this patch is for reading; --output FILE writes it exactly where it can be",
            });
        }
        let left = report::summary(outcome, &terminal.error_style());
        match outcome.findings.is_empty() {
            _ if fix.diff => {}
            true => terminal.say(&left),
            false => terminal.say(&format!("left: {left}")),
        }
    }
}

/// What was written of a Word document.
fn copied(shown: &str, copy: &word::Copied) -> String {
    let changes = match copy.changes {
        0 => String::new(),
        changes => format!(", {}", count(changes, "tracked change", "tracked changes")),
    };
    let comments = count(copy.comments, "comment", "comments");
    format!("{}: {comments}{changes}", visible(copy.path.as_deref().unwrap_or(shown)))
}
