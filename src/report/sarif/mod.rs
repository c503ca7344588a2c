//! SARIF 2.1.0, which GitHub's code scanning and many viewers read.

use std::collections::BTreeSet;
use std::io::{Result, Write};

use serde_json::{Value, json};

use super::Style;
use super::json::put;
use crate::finding::{Failure, Outcome};
use result::{Results, file, message};
use rule::rule;

mod result;
mod rule;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// GitHub refuses runs with more results.
const MOST_RESULTS: usize = 25_000;
/// GitHub shows no more of a run: the worst have to come first.
const MOST_SHOWN: usize = 5_000;

/// Writes one run, a result a line.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let mut findings: Vec<_> = outcome.findings.iter().collect();
    if findings.len() > MOST_SHOWN {
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    let left_out = findings.len().saturating_sub(MOST_RESULTS);
    findings.truncate(MOST_RESULTS);
    let rules: BTreeSet<&str> = findings.iter().map(|finding| &*finding.rule).collect();
    let rules: Vec<&str> = rules.into_iter().collect();
    write!(out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\n\"tool\":")?;
    put(&tool(&rules, outcome), out)?;
    out.write_all(b",\n\"invocations\":")?;
    put(&json!([invocation(outcome, left_out)]), out)?;
    out.write_all(b",\n\"originalUriBaseIds\":")?;
    put(&json!({ "%SRCROOT%": { "description": { "text": "The folder in which copydesk ran." } } }), out)?;
    out.write_all(b",\n\"columnKind\":\"unicodeCodePoints\",\n\"artifacts\":")?;
    let files: BTreeSet<&str> = findings.iter().map(|finding| &*finding.primary.path).collect();
    put(&files.into_iter().map(|path| json!({ "location": file(path) })).collect::<Vec<_>>(), out)?;
    out.write_all(b",\n\"results\":[")?;
    let mut results = Results::new(&rules);
    for (at, finding) in findings.into_iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&results.result(finding), out)?;
    }
    out.write_all(b"]}]}\n")
}

fn tool(rules: &[&str], outcome: &Outcome) -> Value {
    let text = |name: &str| outcome.rules.iter().find(|rule| *rule.name == *name);
    let rules: Vec<Value> = rules.iter().map(|name| rule(name, text(name))).collect();
    json!({ "driver": {
        "name": "copydesk",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    } })
}

/// How the run went: the files that could not be checked, and how many findings the report could not hold.
fn invocation(outcome: &Outcome, left_out: usize) -> Value {
    let mut notifications: Vec<Value> = outcome.failed.iter().map(not_checked).collect();
    if left_out > 0 {
        let text = format!("{left_out} findings are left out: a report may hold {MOST_RESULTS}.");
        notifications.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    let successful = outcome.failed.is_empty();
    json!({ "executionSuccessful": successful, "toolExecutionNotifications": notifications })
}

fn not_checked(failure: &Failure) -> Value {
    json!({
        "level": "error",
        "message": message(&format!("not checked: {}", failure.reason)),
        "locations": [{ "physicalLocation": { "artifactLocation": file(&failure.path) } }],
    })
}
