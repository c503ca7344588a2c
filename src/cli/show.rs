//! What the commands that show drafts share: every draft is read, shown, or named as unread.

use std::io::{self, BufWriter, Write};

use super::Ending;
use super::args::Shown;
use super::check::desk_problems;
use super::drafts::{Draft, Drafts};
use super::terminal::Terminal;
use crate::config::Config;
use crate::document::Source;
use crate::files::{ConfigChoice, Desks};
use crate::finding::Failure;

/// Writes `head`, then what `show` makes of each draft, to standard output.
///
/// # Errors
/// When standard output cannot be written to.
pub fn each(
    shown: &Shown,
    terminal: &Terminal,
    head: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    show: impl Fn(Source, &Draft, &mut dyn Write) -> io::Result<()>,
) -> io::Result<Ending> {
    let choice = ConfigChoice { config: shown.config.clone(), ..ConfigChoice::default() };
    let mut desks = Desks::new(choice, Config::default());
    let mut drafts = Drafts::open(&shown.paths, shown.stdin_filename.as_deref(), false, &mut desks);
    desks.ensure_one();
    let mut out = BufWriter::new(io::stdout().lock());
    head(&mut out)?;
    for draft in drafts.files {
        match draft.read() {
            Ok(source) => show(source, &draft, &mut out)?,
            Err(error) => {
                drafts.failed.push(Failure { path: draft.found.shown.to_string(), reason: error.to_string() })
            }
        }
    }
    out.flush()?;
    let mistakes = desk_problems(&mut desks, drafts.failed, terminal)?;
    Ok(if mistakes { Ending::Failed } else { Ending::Quiet })
}
