//! The arguments; help, man page and completions come from here.

mod check;
mod fix;
mod rules;
mod show;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use check::{Check, Common, FailOn, Keep, Watch};
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
    /// Check drafts, and again whenever one is saved.
    Watch(Watch),
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
