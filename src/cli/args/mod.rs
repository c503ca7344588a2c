//! The arguments; help, man page and completions come from here.

mod fix;
mod rules;
mod show;

use std::path::PathBuf;

use super::reports::{Report, ReportParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use fix::{Accepting, BaselineCommand, Fix};
pub use rules::{Import, Importable, List, Packs, RulesCheck, RulesCommand, Test, Try};
pub use show::{Inspect, InspectFormat, Learn, Learnable, Quotes, QuotesFormat, Shown};

/// A linter for newsroom copy.
///
/// Checks drafts by rules that a desk can write in TOML, and shows each finding with its place, the other place it
/// points to, the reason and the repair.
#[derive(Debug, Parser)]
#[command(name = "copydesk", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit codes: 0 nothing to report, 1 findings, 2 not all that was asked could be done."
)]
pub struct Arguments {
    /// What to do; `check` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Arguments of `check`.
    #[command(flatten)]
    pub check: Check,
    /// Colours in what is printed.
    #[arg(long, value_enum, default_value = "auto", global = true, value_name = "WHEN")]
    pub color: Color,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// In a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check drafts (the default).
    Check(Check),
    /// Repair drafts: apply the safe fixes of findings, or show them, or ask about each.
    Fix(Fix),
    /// Explain a rule: what it looks for, why, and when it stays silent.
    Explain(Explain),
    /// Show what copydesk understands of a draft: blocks, sentences, tokens.
    Inspect(Inspect),
    /// List who said what in a draft.
    Quotes(Quotes),
    /// Write a commented copydesk.toml into this folder.
    Init(Init),
    /// Work with rules.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// Work with the file of findings that are accepted.
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Make weights from a folder of published stories.
    Learn(Learn),
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the man page.
    Man,
}

/// Which rules run, and where they come from.
#[derive(Args, Clone, Debug)]
pub struct Selection {
    /// Where rules come from.
    #[command(flatten)]
    pub origin: Origin,
    /// Run these rules, checks or packs and no others; turns on what is off.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Do not run these rules, checks or packs.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

/// Where rules come from.
#[derive(Args, Clone, Debug)]
pub struct Origin {
    /// Use this config for all files instead of the nearest copydesk.toml upwards.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no config and no shipped rules; needs --rules.
    #[arg(long, requires = "rules", conflicts_with = "config")]
    pub isolated: bool,
    /// Add a folder of rule files.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
}

/// Arguments of `check`.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// Drafts, folders of drafts, or `-` for standard input; this folder when nothing is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Which rules run.
    #[command(flatten)]
    pub selection: Selection,
    /// Look quotes up in these transcripts, statements or readouts: a folder or a file.
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// The report's form; several may be given, each as FORM=FILE but for one.
    #[arg(long, value_name = "FORM[=FILE]", value_parser = ReportParser, default_value = "full")]
    pub format: Vec<Report>,
    /// The file for the report that names none, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The quietest severity that makes the run end with 1.
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Print no summary and no progress.
    #[arg(long, short)]
    pub quiet: bool,
    /// The name standard input goes by: it says the format, the config and the overrides.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Go through links to folders, too.
    #[arg(long)]
    pub follow: bool,
    /// Hide the findings that this file accepts; the one that the config names when nothing is said.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Report only what touches a line changed since this revision of git; since the last commit when none is named.
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD")]
    pub changed: Option<String>,
    /// What is kept for the next run.
    #[command(flatten)]
    pub keep: Keep,
}

/// Whether and where findings are kept for the next run.
#[derive(Args, Clone, Debug)]
pub struct Keep {
    /// Keep findings in this folder, so that stories that have not changed need not be checked again; your own cache
    /// folder when nothing is said.
    #[arg(long, value_name = "DIR")]
    pub cache_dir: Option<PathBuf>,
    /// Check every story anew, and keep nothing.
    #[arg(long, conflicts_with = "cache_dir")]
    pub no_cache: bool,
}

/// What makes a run end with 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Any finding.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors only.
    Error,
    /// No finding.
    Never,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct Explain {
    /// The rule's name.
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Where rules come from.
    #[command(flatten)]
    pub origin: Origin,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to write copydesk.toml into.
    #[arg(default_value = ".", value_name = "DIR")]
    pub folder: PathBuf,
}
