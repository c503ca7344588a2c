//! A summary for the comments of a pull request, in the Markdown of GitHub and GitLab.

use std::io::{Result, Write};

use super::details::cut;
use super::{Style, plain, summary};
use crate::finding::{Failure, Finding, Outcome};

/// GitHub refuses comments of more than 65,536 characters; the line that says what is left out needs some of them.
const LONGEST: usize = 65_000;
/// Characters of one message.
const LONGEST_MESSAGE: usize = 1_000;

/// Writes the counts, the files that could not be checked and a table for each file; as much as a comment can hold.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let head = format!("### copydesk: {}\n", summary(outcome, &Style::default()));
    let mut page = Page { text: head, left_out: 0 };
    for (at, failure) in outcome.failed.iter().enumerate() {
        page.put(if at == 0 { "\n#### Not checked\n\n" } else { "" }, &not_checked(failure));
    }
    for file in outcome.findings.chunk_by(|one, other| one.primary.path == other.primary.path) {
        let mut head = table(&file[0].primary.path);
        for finding in file {
            if page.put(&head, &row(finding)) {
                head.clear();
            }
        }
    }
    if page.left_out > 0 {
        page.text
            .push_str(&format!("\nLeft out, because a comment has no room for more: {}.\n", page.left_out));
    }
    out.write_all(page.text.as_bytes())
}

struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    /// Adds a row, and the head that it needs, where there is room for both.
    fn put(&mut self, head: &str, row: &str) -> bool {
        let fits = self.left_out == 0 && self.text.len() + head.len() + row.len() <= LONGEST;
        if fits {
            self.text.push_str(head);
            self.text.push_str(row);
        } else {
            self.left_out += 1;
        }
        fits
    }
}

fn not_checked(failure: &Failure) -> String {
    format!("- {}: {}\n", plain::code(&failure.path), plain::words(&cut(&failure.reason, LONGEST_MESSAGE)))
}

fn table(path: &str) -> String {
    let path = plain::code(path);
    format!("\n#### {path}\n\n| Line | Severity | Finding | Rule |\n| ---: | --- | --- | --- |\n")
}

fn row(finding: &Finding) -> String {
    let line = match finding.primary.place.line {
        0 => String::new(),
        line => line.to_string(),
    };
    let mut words = plain::words(&cut(&finding.message, LONGEST_MESSAGE));
    if let Some(help) = &finding.help {
        words = format!("{words}<br>{}", plain::words(&cut(help, LONGEST_MESSAGE)));
    }
    format!("| {line} | {} | {words} | {} |\n", finding.severity.name(), plain::code(&finding.rule))
}
