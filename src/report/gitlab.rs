//! GitLab's Code Quality report, a JSON list.

use std::io::{Result, Write};

use serde_json::json;

use super::Style;
use super::details::{NOT_CHECKED, Repeats, lines};
use super::json::put;
use crate::finding::{Finding, Outcome, Severity};

/// Writes the findings, then the files that could not be checked, an object a line.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let mut repeats = Repeats::default();
    let findings = outcome.findings.iter().map(|finding| object(finding, repeats.key(finding)));
    let failed = outcome.failed.iter().map(|failure| {
        json!({
            "check_name": NOT_CHECKED,
            "description": format!("not checked: {}", failure.reason),
            "fingerprint": format!("{NOT_CHECKED}:{}", failure.path),
            "severity": "blocker",
            "location": { "path": failure.path, "lines": { "begin": 1 } },
        })
    });
    out.write_all(b"[")?;
    for (at, value) in findings.chain(failed).enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&value, out)?;
    }
    out.write_all(b"]\n")
}

fn object(finding: &Finding, fingerprint: String) -> serde_json::Value {
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Note => "info",
    };
    let place = finding.primary.place;
    json!({
        "check_name": finding.rule,
        "description": lines(finding).join("; "),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": finding.primary.path,
            "lines": { "begin": place.line.max(1), "end": place.end_line.max(1) },
        },
    })
}
