//! Logging commands, which Azure Pipelines shows as errors and warnings of a run. It has no notes: they are warnings.

use std::io::{Result, Write};

use super::Style;
use super::details::{NOT_CHECKED, lines};
use super::visible::{prose, visible};
use crate::finding::{Finding, Outcome, Severity};

/// Writes the files that could not be checked and the findings, a command each.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    for failure in &outcome.failed {
        let (path, reason) = (property(&failure.path), data(&failure.reason));
        writeln!(out, "##vso[task.logissue type=error;sourcepath={path};code={NOT_CHECKED};]{reason}")?;
    }
    outcome.findings.iter().try_for_each(|finding| writeln!(out, "{}", command(finding)))
}

fn command(finding: &Finding) -> String {
    let name = if finding.severity == Severity::Error { "error" } else { "warning" };
    let (path, rule) = (property(&finding.primary.path), property(&finding.rule));
    let place = match finding.primary.place {
        place if place.line == 0 => String::new(),
        place => format!("linenumber={};columnnumber={};", place.line, place.column),
    };
    let lines: Vec<String> = lines(finding).iter().map(|line| data(line)).collect();
    format!("##vso[task.logissue type={name};sourcepath={path};{place}code={rule};]{}", lines.join("%0A"))
}

fn data(text: &str) -> String {
    prose(text).replace('%', "%AZP25")
}

/// Escaped before anything is made visible, so that a path keeps the characters it is looked up by.
fn property(text: &str) -> String {
    let escaped = text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped.replace(';', "%3B").replace(']', "%5D")).into_owned()
}
