//! Service messages, which TeamCity shows as inspections of a build.

use std::collections::BTreeSet;
use std::io::{Result, Write};

use super::Style;
use super::details::{NOT_CHECKED, WHY_NOT_CHECKED, cut, lines};
use super::visible::is_hidden;
use crate::finding::{Finding, Outcome, Severity};

/// Characters that TeamCity keeps of a name.
const LONGEST_NAME: usize = 255;
/// Characters that it keeps of a text.
const LONGEST_TEXT: usize = 4_000;

/// Writes each rule once, then the findings and the files that could not be checked, a message a line.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    let mut names: BTreeSet<&str> = outcome.findings.iter().map(|finding| &*finding.rule).collect();
    if !outcome.failed.is_empty() {
        names.insert(NOT_CHECKED);
    }
    for name in names {
        let text = outcome.rules.iter().find(|rule| *rule.name == *name);
        let why = if name == NOT_CHECKED { WHY_NOT_CHECKED } else { text.map_or(name, |rule| &rule.why) };
        let (id, why) = (value(name, LONGEST_NAME), value(why, LONGEST_TEXT));
        writeln!(
            out,
            "##teamcity[inspectionType id='{id}' name='{id}' category='copydesk' description='{why}']"
        )?;
    }
    outcome.findings.iter().try_for_each(|finding| inspection(finding, out))?;
    for failure in &outcome.failed {
        let (path, reason) = (value(&failure.path, LONGEST_TEXT), value(&failure.reason, LONGEST_TEXT));
        writeln!(
            out,
            "##teamcity[inspection typeId='{NOT_CHECKED}' message='{reason}' file='{path}' SEVERITY='ERROR']"
        )?;
    }
    Ok(())
}

fn inspection(finding: &Finding, out: &mut dyn Write) -> Result<()> {
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "WEAK WARNING",
    };
    let (id, path) = (value(&finding.rule, LONGEST_NAME), value(&finding.primary.path, LONGEST_TEXT));
    let message = value(&lines(finding).join("\n"), LONGEST_TEXT);
    let line = match finding.primary.place.line {
        0 => String::new(),
        line => format!(" line='{line}'"),
    };
    writeln!(
        out,
        "##teamcity[inspection typeId='{id}' message='{message}' file='{path}'{line} SEVERITY='{severity}']"
    )
}

/// A value of a service message: no bar, bracket, quotation mark or line break of it means anything.
fn value(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for ch in cut(text, most).chars() {
        match ch {
            '|' | '\'' | '[' | ']' => out.extend(['|', ch]),
            '\n' => out.push_str("|n"),
            '\r' => out.push_str("|r"),
            _ if is_hidden(ch) => {
                ch.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("|0x{unit:04X}")));
            }
            _ => out.push(ch),
        }
    }
    out
}
