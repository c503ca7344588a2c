//! Arguments of the commands about rules.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::show::InspectFormat;
use super::{Origin, Selection};

/// Work with rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List every rule, whether it runs, and how loudly it speaks.
    List(List),
    /// Try the examples of every rule: each has to fire, or stay silent, as it says.
    Test(Test),
    /// Run a rule over published copy, and show how often it speaks and on what.
    Try(Try),
    /// Find rules that contradict each other, say the same twice, or can never speak.
    Check(RulesCheck),
    /// List the packs, and whether they run.
    Packs(Packs),
    /// Print the JSON schema of rule files, for editors that complete TOML.
    Schema,
    /// Turn the rules of another program into rule files.
    Import(Import),
}

/// Arguments of `rules import`.
#[derive(Args, Debug)]
pub struct Import {
    /// Whose rules they are.
    #[arg(long, value_enum, value_name = "PROGRAM")]
    pub from: Importable,
    /// Where they lie: a folder of styles, one style or a `.vale.ini`; a spreadsheet.
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
    /// The folder to write rule files into, one rule a file.
    #[arg(long, value_name = "DIR")]
    pub to: PathBuf,
}

/// Programs whose rules can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Importable {
    /// Vale: styles, `.vale.ini` and vocabularies.
    Vale,
    /// A spreadsheet of rules, saved as comma-, semicolon- or tab-separated values.
    Csv,
}

/// Arguments of `rules test`.
#[derive(Args, Debug)]
pub struct Test {
    /// Where rules come from.
    #[command(flatten)]
    pub origin: Origin,
    /// List every alternative of a rule (a phrase, a branch of a pattern, a form) that no example exercises.
    #[arg(long)]
    pub coverage: bool,
}

/// Arguments of `rules try`.
#[derive(Args, Debug)]
pub struct Try {
    /// The rule's name, or a file of rules.
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Published copy: stories, or folders of them.
    #[arg(long, value_name = "PATH", required = true, num_args = 1..)]
    pub on: Vec<PathBuf>,
    /// How many findings to show in their context.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub sample: usize,
    /// Which findings are shown: the same number shows the same.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The form: for reading, or one JSON object a line for each rule.
    #[arg(long, value_enum, default_value = "text")]
    pub format: InspectFormat,
    /// Where rules come from.
    #[command(flatten)]
    pub origin: Origin,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// Arguments of `rules check`.
#[derive(Args, Debug)]
pub struct RulesCheck {
    /// Where rules come from, and which run.
    #[command(flatten)]
    pub selection: Selection,
}

/// Arguments of `rules packs`.
#[derive(Args, Debug)]
pub struct Packs {
    /// Where rules come from.
    #[command(flatten)]
    pub origin: Origin,
}

/// Arguments of `rules list`.
#[derive(Args, Debug)]
pub struct List {
    /// Where rules come from, and which run.
    #[command(flatten)]
    pub selection: Selection,
}
