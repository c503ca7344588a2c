//! The command line: arguments in, exit code out.

#![allow(clippy::disallowed_methods, reason = "a front end is where the program meets its environment")]

pub mod accepted;
pub mod args;
pub mod baseline;
pub mod changed;
pub mod check;
pub mod day;
pub mod drafts;
pub mod examine;
pub mod explain;
pub mod fix;
pub mod fix_docx;
pub mod generate;
pub mod import;
pub mod init;
pub mod inspect;
pub mod learn;
pub mod look;
pub mod quotes;
pub mod reports;
pub mod rules;
pub mod show;
pub mod terminal;
pub mod try_rule;
pub mod watch;

use std::ffi::OsString;
use std::io;

use clap::Parser;

use args::{Arguments, Command, RulesCommand};
use terminal::Terminal;

/// How a run ended, by the design's exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing at or above `--fail-on`.
    Quiet = 0,
    /// Findings.
    Findings = 1,
    /// Not all that was asked could be done.
    Failed = 2,
}

/// Runs the program; `arguments` begin with its own name.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Ending {
    // A panic inside a check is reported by the engine with the story's path; what it says may hold words of a draft.
    std::panic::set_hook(Box::new(|_| {}));
    let parsed = match Arguments::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Ending::Failed } else { Ending::Quiet };
        }
    };
    let terminal = Terminal::new(parsed.color);
    let done = match parsed.command {
        None => check::run(&parsed.check, &terminal),
        Some(Command::Check(check)) => check::run(&check, &terminal),
        Some(Command::Watch(watch)) => watch::run(&watch, &terminal),
        Some(Command::Fix(fix)) => fix::run(&fix, &terminal),
        Some(Command::Explain(explain)) => explain::run(&explain, &terminal),
        Some(Command::Inspect(inspect)) => inspect::run(&inspect, &terminal),
        Some(Command::Quotes(quotes)) => quotes::run(&quotes, &terminal),
        Some(Command::Init(init)) => init::run(&init, &terminal),
        Some(Command::Rules(RulesCommand::List(list))) => rules::list(&list, &terminal),
        Some(Command::Rules(RulesCommand::Test(test))) => rules::test(&test, &terminal),
        Some(Command::Rules(RulesCommand::Try(tried))) => try_rule::run(&tried, &terminal),
        Some(Command::Rules(RulesCommand::Check(check))) => rules::check(&check, &terminal),
        Some(Command::Rules(RulesCommand::Packs(packs))) => rules::packs(&packs, &terminal),
        Some(Command::Rules(RulesCommand::Schema)) => rules::schema(),
        Some(Command::Rules(RulesCommand::Import(import))) => import::run(&import, &terminal),
        Some(Command::Baseline(command)) => baseline::run(&command, &terminal),
        Some(Command::Learn(learn)) => learn::run(&learn, &terminal),
        Some(Command::Completions { shell }) => generate::completions(shell),
        Some(Command::Man) => generate::man(),
    };
    match done {
        Ok(ending) => ending,
        // Whoever closed the pipe has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ending::Quiet,
        Err(error) => {
            terminal.error(&format!("the report cannot be written: {error}"));
            Ending::Failed
        }
    }
}
