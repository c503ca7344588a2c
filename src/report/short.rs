//! One line a finding: `path:line:column: severity[rule]: message`.

use std::io::{Result, Write};

use super::Style;
use super::visible::{prose, visible};
use crate::finding::{Finding, Outcome};

/// Writes the findings, a line each.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    outcome.findings.iter().try_for_each(|finding| writeln!(out, "{}", line(finding)))
}

fn line(finding: &Finding) -> String {
    let path = visible(&finding.primary.path);
    let (severity, rule, message) =
        (finding.severity.name(), visible(&finding.rule), prose(&finding.message));
    let Some(place) = finding.primary.shown_place() else {
        return format!("{path}: {severity}[{rule}]: {message}");
    };
    format!("{path}:{}: {severity}[{rule}]: {message}", visible(&place))
}
