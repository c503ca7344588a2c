//! Finished findings to what people and programs read. It decides nothing and reads nothing.
//!
//! Everything that came from a draft, a rule or a file name goes through [`visible`] on its way out.

use std::io::{self, BufWriter, Write};

pub mod diff;
pub mod excerpt;
pub mod full;
pub mod github;
pub mod gutter;
pub mod json;
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

/// The shapes a report can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// The lines of the story with the places underlined.
    #[default]
    Full,
    /// A line a finding.
    Short,
    /// One JSON object.
    Json,
    /// Annotations of a pull request on GitHub.
    Github,
}

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

/// Writes a report. A closed pipe is an error like any other; callers decide what it means.
pub fn write(format: Format, outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Full => full::write(outcome, style, &mut out)?,
        Format::Short => short::write(outcome, &mut out)?,
        Format::Json => json::write(outcome, &mut out)?,
        Format::Github => github::write(outcome, &mut out)?,
    }
    out.flush()
}
