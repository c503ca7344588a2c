//! SonarQube's generic external findings: rules, and what they found.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use serde_json::{Value, json};

use super::Style;
use super::details::{NOT_CHECKED, WHY_NOT_CHECKED, about, lines};
use super::json::put;
use crate::finding::{Finding, Label, Outcome, Severity};

/// Minutes that a finding is taken to cost: one sentence to be read and perhaps written anew.
const EFFORT: u32 = 2;

/// Writes the rules and the findings, an object a line.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    out.write_all(b"{\"rules\":[")?;
    list(rules(outcome), out)?;
    out.write_all(b"],\n\"issues\":[")?;
    let failed = outcome.failed.iter().map(|failure| {
        let place = json!({ "message": failure.reason, "filePath": failure.path });
        json!({ "ruleId": NOT_CHECKED, "effortMinutes": EFFORT, "primaryLocation": place })
    });
    list(outcome.findings.iter().map(object).chain(failed), out)?;
    out.write_all(b"]}\n")
}

fn list(values: impl IntoIterator<Item = Value>, out: &mut dyn Write) -> Result<()> {
    for (at, value) in values.into_iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&value, out)?;
    }
    Ok(())
}

/// Severity belongs to the rule there: the loudest of its findings decides.
fn rules(outcome: &Outcome) -> Vec<Value> {
    let mut found: BTreeMap<&str, Severity> = BTreeMap::new();
    for finding in &outcome.findings {
        let loudest = found.entry(&finding.rule).or_insert(finding.severity);
        *loudest = finding.severity.max(*loudest);
    }
    if !outcome.failed.is_empty() {
        found.insert(NOT_CHECKED, Severity::Error);
    }
    let rule = |(name, severity): (&str, Severity)| {
        let text = outcome.rules.iter().find(|rule| *rule.name == *name);
        let why = if name == NOT_CHECKED { WHY_NOT_CHECKED } else { text.map_or(name, |rule| &rule.why) };
        let (severity, impact) = match severity {
            Severity::Error => ("CRITICAL", "HIGH"),
            Severity::Warning => ("MAJOR", "MEDIUM"),
            Severity::Note => ("MINOR", "LOW"),
        };
        json!({
            "id": name,
            "name": name,
            "description": why,
            "engineId": "copydesk",
            "cleanCodeAttribute": "CLEAR",
            "type": "CODE_SMELL",
            "severity": severity,
            "impacts": [{ "softwareQuality": "MAINTAINABILITY", "severity": impact }],
        })
    };
    found.into_iter().map(rule).collect()
}

fn object(finding: &Finding) -> Value {
    let mut object = json!({
        "ruleId": finding.rule,
        "effortMinutes": EFFORT,
        "primaryLocation": location(&finding.primary, &lines(finding).join("; ")),
    });
    if !finding.labels.is_empty() {
        object["secondaryLocations"] =
            finding.labels.iter().map(|label| location(label, about(label))).collect();
    }
    object
}

/// Columns count from 0; a range that covers nothing would stop the import, and is given as its line.
fn location(label: &Label, message: &str) -> Value {
    let mut location = json!({ "message": message, "filePath": label.path });
    let place = label.place;
    if place.line == 0 {
        return location;
    }
    location["textRange"] = if (place.line, place.column) == (place.end_line, place.end_column) {
        json!({ "startLine": place.line })
    } else {
        json!({
            "startLine": place.line,
            "endLine": place.end_line,
            "startColumn": place.column.saturating_sub(1),
            "endColumn": place.end_column.saturating_sub(1),
        })
    };
    location
}
