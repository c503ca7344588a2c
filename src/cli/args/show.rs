//! Arguments of the commands that show drafts, and of `learn`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
