//! A JSON object a line: each finding as in [`json`], and last what became of the files, so that a report that was
//! cut short can be told from a whole one.

use std::io::{Result, Write};

use serde::Serialize;

use super::Style;
use super::json::{Files, VERSION, files, object, put};
use crate::finding::Outcome;

#[derive(Serialize)]
struct End<'a> {
    version: u32,
    files: Files<'a>,
}

/// Writes the findings and the end, a line each.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    for finding in &outcome.findings {
        put(&object(finding), out)?;
        out.write_all(b"\n")?;
    }
    put(&End { version: VERSION, files: files(outcome) }, out)?;
    out.write_all(b"\n")
}
