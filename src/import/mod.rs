//! Rules of other programs, turned into rule files of copydesk: text in, text out; the disk is somebody else's.

pub mod csv;
pub mod toml;
pub mod vale;
pub mod yaml;

use std::sync::Arc;

use crate::checks::Known;
use crate::document::Source;
use crate::engine::RuleSet;
use crate::rule::{Problems, TomlFile, file};

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

/// The first thing that copydesk itself finds wrong with a rule file that was made.
#[must_use]
pub fn mistake_in(name: &str, text: &str) -> Option<String> {
    let mut problems = Problems::default();
    let rules = file::read(&TomlFile::of_rules(name, Source::from_text(text)), &Known, &mut problems);
    let rules = rules.into_iter().map(Arc::new).collect();
    let _ = RuleSet::prepare(rules, Arc::new([]), &mut problems);
    let problem = problems.0.into_iter().next()?;
    let place = problem.span.of(text);
    let place =
        if place.contains('\n') || place.is_empty() { String::new() } else { format!(", at {place}") };
    Some(format!("{}{place}", problem.message))
}
