//! Workflow commands, which GitHub shows as annotations of a pull request.

use std::io::{Result, Write};

use super::Style;
use super::details::lines;
use super::visible::{prose, visible};
use crate::finding::{Finding, Outcome, Severity};

/// Writes the files that could not be checked and the findings, a command each.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    for failure in &outcome.failed {
        let (path, reason) = (property(&failure.path), data(&prose(&failure.reason)));
        writeln!(out, "::error file={path},title=not checked::{reason}")?;
    }
    outcome.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
}

fn command(finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let (path, rule) = (property(&finding.primary.path), property(&finding.rule));
    format!("::{name} file={path}{},title={rule}::{}", place(finding), data(&message(finding)))
}

/// Columns are given only within one line: GitHub refuses others.
fn place(finding: &Finding) -> String {
    let place = finding.primary.place;
    if place.line == 0 {
        return String::new();
    }
    let lines = format!(",line={},endLine={}", place.line, place.end_line);
    if place.line != place.end_line {
        return lines;
    }
    format!("{lines},col={},endColumn={}", place.column, place.end_column)
}

/// The message, and under it the other places, notes and help, a line each.
fn message(finding: &Finding) -> String {
    lines(finding).iter().map(|line| prose(line)).collect::<Vec<_>>().join("\n")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Colons are escaped before anything else is made visible, so that a path keeps the characters GitHub looks it up by.
fn property(text: &str) -> String {
    let escaped = data(text).replace(':', "%3A").replace(',', "%2C");
    visible(&escaped).into_owned()
}
