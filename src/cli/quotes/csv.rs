//! Quotes as comma-separated values, by RFC 4180, for a spreadsheet that must not take them for formulas.

use std::borrow::Cow;
use std::io::{self, Write};

use super::Row;
use crate::report::visible::prose;

const COLUMNS: [&str; 7] = ["path", "line", "speaker", "status", "cue", "confidence", "quote"];

/// Writes the names of the columns.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}\r\n", COLUMNS.join(","))
}

/// Writes the quotes of one story.
pub fn write(path: &str, rows: &[Row], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let cells = [
            path,
            &row.line.to_string(),
            row.speaker.as_deref().unwrap_or_default(),
            row.status,
            row.cue.as_deref().unwrap_or_default(),
            &row.confidence.map(|confidence| confidence.to_string()).unwrap_or_default(),
            &row.quote,
        ];
        write!(out, "{}\r\n", cells.map(cell).join(","))?;
    }
    Ok(())
}

/// A cell that a spreadsheet shows as it is: one that would begin a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let text = prose(text);
    let text = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
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
