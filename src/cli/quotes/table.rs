//! Quotes as a table that fits the terminal: line, speaker, status, words.

use std::io::{self, Write};

use super::Row;
use crate::report::visible::prose;
use crate::report::wrap::{columns, paragraph};

/// Spaces between two columns.
const GAP: usize = 2;
/// The narrowest column of words that can be read.
const NARROW: usize = 24;
/// Who a quote without a speaker is said by.
const NOBODY: &str = "-";
/// A speaker less sure than this gets a question mark.
const SURE: f64 = 0.7;

/// Writes the quotes of one story.
pub fn write(path: &str, rows: &[Row], width: usize, out: &mut dyn Write) -> io::Result<()> {
    for part in paragraph(&prose(path), 0, width) {
        writeln!(out, "{part}")?;
    }
    if rows.is_empty() {
        return writeln!(out, "no quotes\n");
    }
    let rows: Vec<[String; 4]> = rows.iter().map(cells).collect();
    let widths = widths(&rows, width);
    for row in &rows {
        write_row(row, widths, out)?;
    }
    writeln!(out)
}

fn cells(row: &Row) -> [String; 4] {
    let doubt = if row.confidence.is_some_and(|confidence| confidence < SURE) { "?" } else { "" };
    let speaker =
        row.speaker.as_ref().map_or_else(|| NOBODY.to_owned(), |name| prose(name).into_owned() + doubt);
    [row.line.to_string(), speaker, row.status.to_owned(), prose(&row.quote).into_owned()]
}

/// The width of each column; none for the status where the words would get too little room.
fn widths(rows: &[[String; 4]], width: usize) -> [usize; 4] {
    let longest = |at: usize| rows.iter().map(|row| columns(&row[at])).max().unwrap_or(0);
    let line = longest(0);
    let speaker = longest(1).min((width / 4).max(4));
    let left = width.saturating_sub(line + speaker + 2 * GAP);
    let status = longest(2);
    if left >= status + GAP + NARROW {
        return [line, speaker, status, left - status - GAP];
    }
    [line, speaker, 0, left]
}

fn write_row(row: &[String; 4], widths: [usize; 4], out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<Vec<&str>> =
        row.iter().zip(widths).map(|(cell, width)| paragraph(cell, 0, width)).collect();
    let height = [1, 3].map(|at| parts[at].len()).into_iter().max().unwrap_or(1);
    for at in 0..height {
        let part = |column: usize| parts[column].get(at).copied().unwrap_or_default();
        let padded = |column: usize| {
            format!("{}{}", part(column), blank(widths[column] - columns(part(column)).min(widths[column])))
        };
        let line = format!("{}{}", blank(widths[0] - columns(part(0))), part(0));
        let status = if widths[2] > 0 { padded(2) + &blank(GAP) } else { String::new() };
        let text = format!("{line}{gap}{}{gap}{status}{}", padded(1), part(3), gap = blank(GAP));
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

fn blank(count: usize) -> String {
    " ".repeat(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize) -> String {
        let row = |line, speaker: Option<&str>, confidence, quote: &str| Row {
            line,
            quote: quote.to_owned(),
            speaker: speaker.map(str::to_owned),
            status: if speaker.is_some() { "attributed" } else { "unattributed" },
            cue: None,
            confidence,
        };
        let rows = [
            row(
                3,
                Some("Anna Berg"),
                Some(0.9),
                "We will mend the old pier before the first storm of the winter.",
            ),
            row(12, Some("Tom Ray"), Some(0.4), "With whose money?"),
            row(15, None, None, "Nobody knows \x1b[31m."),
        ];
        let mut out = Vec::new();
        write("a.txt", &rows, width, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn the_words_take_the_room_there_is() {
        let wanted = "a.txt\n \
             3  Anna Berg  attributed    We will mend the old pier before the first storm of\n                             \
             the winter.\n\
             12  Tom Ray?   attributed    With whose money?\n\
             15  -          unattributed  Nobody knows ␛[31m.\n\n";
        assert_eq!(drawn(80), wanted);
    }

    #[test]
    fn no_row_is_wider_than_the_terminal() {
        for width in 20..100 {
            for line in drawn(width).lines() {
                assert!(columns(line) <= width, "{line:?} in {width}");
            }
        }
    }
}
