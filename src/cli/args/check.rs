//! Arguments of `check` and `watch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Selection;
use crate::cli::reports::{Report, ReportParser};

/// What `check` and `watch` have in common.
#[derive(Args, Clone, Debug)]
pub struct Common {
    /// Drafts, or folders of drafts; this folder when nothing is named. `check` reads standard input for `-`.
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
    /// Hide the findings that this file accepts; the one that the config names when nothing is said.
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Threads to use; as many as the machine has cores when nothing is said.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Print no summary and no progress.
    #[arg(long, short)]
    pub quiet: bool,
    /// Go through links to folders, too.
    #[arg(long)]
    pub follow: bool,
    /// What is kept for the next run.
    #[command(flatten)]
    pub keep: Keep,
}

/// Arguments of `check`.
#[derive(Args, Clone, Debug)]
pub struct Check {
    /// What `watch` takes as well.
    #[command(flatten)]
    pub common: Common,
    /// The quietest severity that makes the run end with 1.
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// The name standard input goes by: it says the format, the config and the overrides.
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Report only what touches a line changed since this revision of git; since the last commit when none is named.
    #[arg(long, value_name = "REV", num_args = 0..=1, default_missing_value = "HEAD")]
    pub changed: Option<String>,
}

/// Arguments of `watch`.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Example: copydesk watch stories --format short\n\nThe first report is of everything; after that, of what \
    was saved. When a config, a rule or a source is saved, everything is read anew and reported. Reports that go to files \
    are always of everything. Ctrl-C ends it."
)]
pub struct Watch {
    /// What `check` takes as well.
    #[command(flatten)]
    pub common: Common,
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
