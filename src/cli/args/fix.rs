//! Arguments of `fix` and of the baseline.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FailOn, Keep, Selection};

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
