//! Comma-separated values, by RFC 4180, for a spreadsheet that must not take words for formulas.

use std::borrow::Cow;
use std::io::{Result, Write};

use super::Style;
use super::details::NOT_CHECKED;
use super::visible::prose;
use crate::finding::{Finding, Outcome};

const COLUMNS: [&str; 11] = [
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "severity",
    "rule",
    "message",
    "help",
    "notes",
    "fingerprint",
];

/// Writes the names of the columns, the findings, and the files that could not be checked, a row each.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    row(COLUMNS, out)?;
    outcome.findings.iter().try_for_each(|finding| put(finding, out))?;
    for failure in &outcome.failed {
        row([&failure.path, "", "", "", "", "error", NOT_CHECKED, &failure.reason, "", "", ""], out)?;
    }
    Ok(())
}

fn put(finding: &Finding, out: &mut dyn Write) -> Result<()> {
    let place = finding.primary.place;
    let numbers = [place.line, place.column, place.end_line, place.end_column]
        .map(|number| if place.line == 0 { String::new() } else { number.to_string() });
    let cells = [
        &finding.primary.path,
        &*numbers[0],
        &numbers[1],
        &numbers[2],
        &numbers[3],
        finding.severity.name(),
        &finding.rule,
        &finding.message,
        finding.help.as_deref().unwrap_or_default(),
        &finding.notes.join("; "),
        &finding.fingerprint(),
    ];
    row(cells, out)
}

/// Writes one row.
///
/// # Errors
/// When `out` cannot be written to.
pub fn row<const N: usize>(cells: [&str; N], out: &mut dyn Write) -> Result<()> {
    write!(out, "{}\r\n", cells.map(cell).join(","))
}

/// A cell that a spreadsheet shows as it is: one that would begin a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let text = prose(text);
    let text = if text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        text
    };
    if text.contains([',', '"', '\n', '\r']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for start in ["=", "+", "-", "@"] {
            assert_eq!(cell(&format!("{start}cmd()")), format!("'{start}cmd()"));
        }
        assert_eq!(cell("\t=1+1"), "'=1+1");
        assert_eq!(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
    }

    #[test]
    fn commas_and_marks_are_kept_in_quotation_marks() {
        assert_eq!(cell("plain words"), "plain words");
        assert_eq!(cell("one, two"), "\"one, two\"");
        assert_eq!(cell("a \"pier\""), "\"a \"\"pier\"\"\"");
        assert_eq!(cell("two\nlines \x1b[2J"), "two lines ␛[2J");
    }
}
