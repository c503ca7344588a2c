//! Rules of other programs, turned into rule files of copydesk: text in, text out; the disk is somebody else's.

pub mod toml;
pub mod vale;
pub mod yaml;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its path below the folder that is imported, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path below the folder that is written to, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Something that did not come through, or not whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    /// The rule or file it is about, by the name it had.
    pub about: String,
    /// What did not come through, and why.
    pub text: String,
}

/// What an import gave.
#[derive(Debug, Default)]
pub struct Imported {
    /// The rule files and word lists.
    pub files: Vec<Written>,
    /// How many rules came through.
    pub rules: usize,
    /// Rules that are programs, which copydesk does not run.
    pub programs: Vec<Remark>,
    /// Other rules that did not come through.
    pub left_out: Vec<Remark>,
    /// Parts of rules and configs that did not come through.
    pub notes: Vec<Remark>,
    /// Lines for `copydesk.toml`.
    pub config: String,
}
