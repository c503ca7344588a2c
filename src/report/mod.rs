//! Finished findings to what people and programs read. It decides nothing and reads nothing.
//!
//! Everything that came from a draft, a rule or a file name goes through [`visible`] on its way out.

use std::io::{self, BufWriter, Write};

pub mod excerpt;
pub mod full;
pub mod github;
pub mod gutter;
pub mod json;
pub mod jsonl;
pub mod paint;
pub mod piece;
pub mod short;
pub mod summary;
pub mod visible;
pub mod wrap;

pub use summary::summary;

use crate::finding::Outcome;

#[cfg(test)]
mod drawings;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

/// A form that a report can have.
#[derive(Debug)]
pub struct Form {
    /// What it is asked for by.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    write: fn(&Outcome, &Style, &mut dyn Write) -> io::Result<()>,
}

/// Every form: the command line, its help and the tests know those that stand here.
pub static FORMS: [Form; 5] = [
    Form { name: "full", about: "Every finding drawn with its lines", write: full::write },
    Form {
        name: "short",
        about: "One line a finding: path:line:column: severity[rule]: message",
        write: short::write,
    },
    Form { name: "json", about: "One JSON object", write: json::write },
    Form { name: "jsonl", about: "A JSON object a line", write: jsonl::write },
    Form {
        name: "github",
        about: "Workflow commands that GitHub shows beside the lines",
        write: github::write,
    },
];

/// What a report for people looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to draw with line-drawing characters.
    pub unicode: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 80, unicode: false }
    }
}

impl Style {
    /// Narrower terminals are not believed.
    pub const NARROWEST: usize = 20;
    /// Longer rows of prose are hard to read.
    pub const WIDEST: usize = 120;

    /// The columns that a report uses.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width.clamp(Self::NARROWEST, Self::WIDEST)
    }

    /// The line to the left of an excerpt, and from a mark down to its words.
    #[must_use]
    pub fn bar(&self) -> &'static str {
        if self.unicode { "│" } else { "|" }
    }
}

impl Form {
    /// The form of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMS.iter().find(|form| form.name == name)
    }

    /// Writes a report. A closed pipe is an error like any other; callers decide what it means.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        (self.write)(outcome, style, &mut out)?;
        out.flush()
    }
}
