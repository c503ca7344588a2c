//! Checkstyle's XML, which Jenkins and many other programs read.

use std::io::{Result, Write};

use super::Style;
use super::details::{NOT_CHECKED, lines};
use super::xml::escape;
use crate::finding::{Finding, Outcome, Severity};

/// Writes the findings by file, then the files that could not be checked.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")?;
    for file in outcome.findings.chunk_by(|one, other| one.primary.path == other.primary.path) {
        writeln!(out, "<file name=\"{}\">", escape(&file[0].primary.path))?;
        file.iter().try_for_each(|finding| writeln!(out, "{}", error(finding)))?;
        writeln!(out, "</file>")?;
    }
    for failure in &outcome.failed {
        let (path, reason) = (escape(&failure.path), escape(&failure.reason));
        writeln!(
            out,
            "<file name=\"{path}\">\n<error severity=\"error\" message=\"{reason}\" \
             source=\"copydesk.{NOT_CHECKED}\"/>\n</file>"
        )?;
    }
    writeln!(out, "</checkstyle>")
}

fn error(finding: &Finding) -> String {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    let (message, rule) = (escape(&lines(finding).join("\n")), escape(&finding.rule));
    let place = match finding.primary.place {
        place if place.line == 0 => String::new(),
        place => format!("line=\"{}\" column=\"{}\" ", place.line, place.column),
    };
    format!("<error {place}severity=\"{severity}\" message=\"{message}\" source=\"copydesk.{rule}\"/>")
}
