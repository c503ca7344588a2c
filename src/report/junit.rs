//! JUnit's XML: a suite for each file that has findings and a case for each finding, so that Jenkins and GitLab list them
//! one by one. Errors and warnings are failures; notes, which fail no run, are skipped cases.

use std::io::{Result, Write};

use super::Style;
use super::details::{NOT_CHECKED, lines};
use super::xml::escape;
use crate::finding::{Failure, Finding, Outcome, Severity};

/// Writes the suites.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let nothing = usize::from(outcome.findings.is_empty() && outcome.failed.is_empty());
    let counts = Counts::of(&outcome.findings, outcome.failed.len(), nothing);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"copydesk\" {counts}>")?;
    for file in outcome.findings.chunk_by(|one, other| one.primary.path == other.primary.path) {
        suite(&file[0].primary.path, &Counts::of(file, 0, 0), out)?;
        file.iter().try_for_each(|finding| case(finding, out))?;
        writeln!(out, "</testsuite>")?;
    }
    for failure in &outcome.failed {
        suite(&failure.path, &Counts::of(&[], 1, 0), out)?;
        not_checked(failure, out)?;
        writeln!(out, "</testsuite>")?;
    }
    // Jenkins takes a report without cases for a broken one.
    if nothing > 0 {
        suite("copydesk", &Counts::of(&[], 0, 1), out)?;
        writeln!(out, "<testcase name=\"nothing to report\" classname=\"copydesk\" time=\"0\"/>")?;
        writeln!(out, "</testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// How many cases there are, and how they went.
struct Counts {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Counts {
    fn of(findings: &[Finding], errors: usize, passed: usize) -> Self {
        let skipped = findings.iter().filter(|finding| finding.severity == Severity::Note).count();
        let tests = findings.len() + errors + passed;
        Self { tests, failures: findings.len() - skipped, errors, skipped }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { tests, failures, errors, .. } = self;
        write!(f, "tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" time=\"0\"")
    }
}

fn suite(path: &str, counts: &Counts, out: &mut dyn Write) -> Result<()> {
    writeln!(out, "<testsuite name=\"{}\" {counts} skipped=\"{}\">", escape(path), counts.skipped)
}

fn case(finding: &Finding, out: &mut dyn Write) -> Result<()> {
    let (place, path) = (finding.primary.place, escape(&finding.primary.path));
    let (rule, message) = (escape(&finding.rule), escape(&finding.message));
    let at = if place.line == 0 { String::new() } else { format!(":{}:{}", place.line, place.column) };
    writeln!(
        out,
        "<testcase name=\"{rule} at {path}{at}\" classname=\"{path}\" file=\"{path}\" time=\"0\">"
    )?;
    if finding.severity == Severity::Note {
        writeln!(out, "<skipped message=\"{message}\"/>")?;
    } else {
        let (severity, text) = (finding.severity.name(), escape(&lines(finding).join("\n")));
        writeln!(out, "<failure type=\"{severity}\" message=\"{message}\">{text}</failure>")?;
    }
    writeln!(out, "</testcase>")
}

fn not_checked(failure: &Failure, out: &mut dyn Write) -> Result<()> {
    let (path, reason) = (escape(&failure.path), escape(&failure.reason));
    writeln!(
        out,
        "<testcase name=\"{NOT_CHECKED}: {path}\" classname=\"{path}\" file=\"{path}\" time=\"0\">"
    )?;
    writeln!(out, "<error type=\"{NOT_CHECKED}\" message=\"{reason}\">{reason}</error>\n</testcase>")
}
