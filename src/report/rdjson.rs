//! reviewdog's own JSON, whose columns count bytes of UTF-8. Other places stand in the message: releases in use refuse
//! a report that lists them.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::Style;
use super::address::web;
use super::details::{NOT_CHECKED, lines};
use super::json::put;
use crate::finding::{Finding, Fix, Label, Outcome, Severity};
use crate::span::Place;

/// Writes the findings, then the files that could not be checked, an object a line.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let link = |finding: &Finding| {
        let rule = outcome.rules.iter().find(|rule| rule.name == finding.rule)?;
        rule.link.as_deref().and_then(web)
    };
    let findings = outcome.findings.iter().map(|finding| object(finding, link(finding)));
    let failed = outcome.failed.iter().map(|failure| {
        json!({
            "message": format!("not checked: {}", failure.reason),
            "location": { "path": failure.path },
            "severity": "ERROR",
            "code": { "value": NOT_CHECKED },
        })
    });
    let source = json!({ "name": "copydesk", "url": env!("CARGO_PKG_REPOSITORY") });
    write!(out, "{{\"source\":{source},\n\"diagnostics\":[")?;
    for (at, value) in findings.chain(failed).enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&value, out)?;
    }
    out.write_all(b"]}\n")
}

fn object(finding: &Finding, link: Option<&str>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let mut code = json!({ "value": finding.rule });
    if let Some(link) = link {
        code["url"] = link.into();
    }
    let mut object = json!({
        "message": lines(finding).join("\n"),
        "location": location(&finding.primary),
        "severity": severity,
        "code": code,
    });
    let suggestions: Vec<Value> = finding.fixes.iter().filter_map(suggestion).collect();
    if !suggestions.is_empty() {
        object["suggestions"] = suggestions.into();
    }
    object
}

/// A suggestion replaces one range: repairs of several edits would be applied by halves.
fn suggestion(fix: &Fix) -> Option<Value> {
    let [edit] = &fix.edits[..] else { return None };
    Some(json!({ "range": range(edit.place), "text": edit.text }))
}

fn location(label: &Label) -> Value {
    if label.place.line == 0 {
        return json!({ "path": label.path });
    }
    json!({ "path": label.path, "range": range(label.place) })
}

fn range(place: Place) -> Value {
    json!({
        "start": { "line": place.line, "column": place.byte_column },
        "end": { "line": place.end_line, "column": place.end_byte_column },
    })
}
