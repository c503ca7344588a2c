//! The arguments; help, man page and completions come from here.

use std::path::PathBuf;

use super::reports::{Report, ReportParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

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

/// Work with the file of findings that are accepted.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Accept every finding there is now; reasons that stand in the file are kept.
    Write(Accepting),
    /// Take out what is accepted and no more there.
    Prune(Accepting),
    /// Count what is accepted, by rule and by file, and how much of it is still there.
    Stats(Accepting),
}

/// Arguments of `baseline write`, `prune` and `stats`.
#[derive(Args, Debug)]
pub struct Accepting {
    /// Drafts, or folders of drafts; this folder when nothing is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The baseline; the config's, or copydesk-baseline.toml beside it, when nothing is said.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Which rules run.
    #[command(flatten)]
    pub selection: Selection,
    /// Look quotes up in these transcripts, statements or readouts: a folder or a file.
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// Go through links to folders, too.
    #[arg(long)]
    pub follow: bool,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// What is kept for the next run.
    #[command(flatten)]
    pub keep: Keep,
}

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

/// Arguments of `fix`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Only the first fix of a finding is ever made, and only where it raises no new finding. Exit codes: 0 \
    nothing at or above --fail-on is left (with --diff: nothing would change), 1 findings are left (with --diff: drafts \
    would change), 2 not all that was asked could be done; a draft that cannot be written stays as it was."
)]
pub struct Fix {
    /// Drafts, folders of drafts, or `-` to read a draft from standard input and write it to standard output; this folder
    /// when nothing is named.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Change nothing; show what would change: word by word in colours, or as a patch.
    #[arg(long, conflicts_with = "interactive")]
    pub diff: bool,
    /// Show each finding with its fix, and ask.
    #[arg(long, short)]
    pub interactive: bool,
    /// Make the fixes that are only suggested, too; read them first with --diff.
    #[arg(long)]
    pub suggested: bool,
    /// Word documents stay as they are: in the copy, make the fixes as tracked changes beside the comments.
    #[arg(long)]
    pub tracked: bool,
    /// Write the fixed draft (there has to be one), or the patch of --diff, into this file.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which rules run.
    #[command(flatten)]
    pub selection: Selection,
    /// Look quotes up in these transcripts, statements or readouts: a folder or a file.
    #[arg(long, value_name = "DIR")]
    pub sources: Vec<PathBuf>,
    /// The quietest severity that makes the run end with 1 when it is left.
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Print no summary.
    #[arg(long, short)]
    pub quiet: bool,
    /// The name standard input goes by: it says the format, the config and the overrides.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Go through links to folders, too.
    #[arg(long)]
    pub follow: bool,
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

/// Drafts that are shown and not checked.
#[derive(Args, Debug)]
pub struct Shown {
    /// Drafts, folders of drafts, or `-` for standard input.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Use this config for all files instead of the nearest copydesk.toml upwards.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The name standard input goes by.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
}

/// Arguments of `inspect`.
#[derive(Args, Debug)]
pub struct Inspect {
    /// The drafts.
    #[command(flatten)]
    pub drafts: Shown,
    /// The form: for reading, or one JSON object a line for each file.
    #[arg(long, value_enum, default_value = "text")]
    pub format: InspectFormat,
}

/// The forms of `inspect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// For reading.
    Text,
    /// One JSON object a line.
    Json,
}

/// Arguments of `quotes`.
#[derive(Args, Debug)]
pub struct Quotes {
    /// The drafts.
    #[command(flatten)]
    pub drafts: Shown,
    /// The form of the list.
    #[arg(long, value_enum, default_value = "table")]
    pub format: QuotesFormat,
}

/// The forms of `quotes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuotesFormat {
    /// A table for reading.
    Table,
    /// One JSON object a line for each draft.
    Json,
    /// Comma-separated values, for a spreadsheet.
    Csv,
}

/// Arguments of `init`.
#[derive(Args, Debug)]
pub struct Init {
    /// The folder to write copydesk.toml into.
    #[arg(default_value = ".", value_name = "DIR")]
    pub folder: PathBuf,
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

/// Arguments of `learn`.
#[derive(Args, Debug)]
pub struct Learn {
    /// What to learn.
    #[arg(value_enum)]
    pub what: Learnable,
    /// Text files, or folders of them: published copy.
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// What chance begins with: the same copy and seed give the same file.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Tagged text to measure the result by; nothing is learnt from it.
    #[arg(long, value_name = "FILE")]
    pub test: Vec<PathBuf>,
}

/// What can be learnt from copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Learnable {
    /// How rare words are, for telling restated sentences from formulas: the table that is embedded.
    Words,
    /// Where articles are missing: the table that is embedded.
    Articles,
    /// Which names stand with “the”.
    Names,
    /// Which nouns do not stand without a determiner.
    Nouns,
    /// Parts of speech, from tagged text: `word TAB tag` lines, or sentences of `word_TAG`.
    Tags,
    /// Word weights and articles in one file, for `[models] learnt = "…"` in copydesk.toml.
    All,
    /// Which sentences are worth tagging for the embedded table of articles, told from words alone.
    Prefilter,
    /// How surely a verb stands in the wrong form, for `missing-to` and `verb-form-after-preposition`.
    Verbs,
}
