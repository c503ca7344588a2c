//! Quotes as comma-separated values.

use std::io::{self, Write};

use super::Row;
use crate::report::csv;

const COLUMNS: [&str; 7] = ["path", "line", "speaker", "status", "cue", "confidence", "quote"];

/// Writes the names of the columns.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    csv::row(COLUMNS, out)
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
        csv::row(cells, out)?;
    }
    Ok(())
}
