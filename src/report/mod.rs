//! Finished findings to what people and programs read. It decides nothing and reads nothing.
//!
//! Everything that came from a draft, a rule or a file name goes through [`visible`] on its way out, or through what the
//! form has for words that mean nothing: escapes of JSON, references of XML, code in Markdown.

use std::io::{self, BufWriter, Write};

pub mod address;
pub mod azure;
pub mod checkstyle;
pub mod csv;
pub mod details;
pub mod diff;
pub mod excerpt;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod gutter;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod paint;
pub mod piece;
pub mod plain;
pub mod rdjson;
pub mod sarif;
pub mod short;
pub mod sonar;
pub mod summary;
pub mod teamcity;
pub mod visible;
pub mod wrap;
pub mod xml;

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

/// The page.
const HTML: &str = "html";

/// Every form: the command line, its help and the tests know those that stand here.
pub static FORMS: [Form; 16] = [
    Form { name: "full", about: "Every finding drawn with its lines", write: full::write },
    Form {
        name: "short",
        about: "One line a finding: path:line:column: severity[rule]: message",
        write: short::write,
    },
    Form { name: "json", about: "One JSON object", write: json::write },
    Form {
        name: "jsonl",
        about: "A JSON object a line: the findings, then what became of the files",
        write: jsonl::write,
    },
    Form { name: "sarif", about: "SARIF 2.1.0, for code scanning and viewers", write: sarif::write },
    Form { name: HTML, about: "A page for a browser: the stories with their findings", write: html::write },
    Form {
        name: "github",
        about: "Workflow commands that GitHub shows beside the lines",
        write: github::write,
    },
    Form { name: "gitlab", about: "GitLab's Code Quality report", write: gitlab::write },
    Form { name: "azure", about: "Logging commands that Azure Pipelines shows", write: azure::write },
    Form {
        name: "teamcity",
        about: "Service messages that TeamCity shows as inspections",
        write: teamcity::write,
    },
    Form { name: "sonar", about: "SonarQube's generic external findings", write: sonar::write },
    Form { name: "rdjson", about: "reviewdog's JSON", write: rdjson::write },
    Form { name: "checkstyle", about: "Checkstyle's XML, which Jenkins reads", write: checkstyle::write },
    Form { name: "junit", about: "JUnit's XML: a case for each finding", write: junit::write },
    Form { name: "csv", about: "A row a finding, for a spreadsheet", write: csv::write },
    Form { name: "markdown", about: "A summary for the comments of a pull request", write: markdown::write },
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
    /// Whether it prints the stories themselves, which then have to be kept until the end of a run.
    #[must_use]
    pub fn prints_stories(&self) -> bool {
        self.name == HTML
    }

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
