//! Puts the true line numbers into a drawing.
//!
//! The drawing library numbers rows, but a row of wrapped prose is only a part of a line. So rows are drawn
//! under numbers of one fixed length, which follow each other, and those are replaced here.

use annotate_snippets::renderer::{DEFAULT_CONTEXT_STYLE, DEFAULT_LINE_NUM_STYLE};

use super::Style;
use super::excerpt::{Gutter, Row};
use super::paint::{level_style, paint};
use crate::finding::Severity;

/// What leads to a path in a drawing.
const ARROWS: [&str; 5] = ["--> ", "::: ", " ╭▸ ", " ├▸ ", " ⸬  "];

/// A file's part of a drawing.
#[derive(Debug)]
pub struct Sheet {
    /// The path as shown.
    pub path: String,
    /// Where the arrow leads, behind the path.
    pub place: Option<String>,
    /// The rows; none when only the place is known.
    pub rows: Vec<Row>,
}

/// How a drawing is numbered.
#[derive(Clone, Copy, Debug)]
pub struct Gutters<'a> {
    /// Digits of every number.
    pub digits: usize,
    /// Of the finding.
    pub severity: Severity,
    /// How to draw.
    pub style: &'a Style,
}

impl Gutters<'_> {
    /// The number under which the first row is drawn.
    #[must_use]
    pub fn first(&self) -> usize {
        10_usize.pow(self.digits as u32 - 1)
    }

    /// Replaces the numbers in a drawing of `sheets`, whose rows were numbered from [`Self::first`] on.
    #[must_use]
    pub fn apply(&self, drawing: &str, sheets: &[Sheet]) -> String {
        let mut rows = sheets.iter().flat_map(|sheet| &sheet.rows);
        let mut sheets = sheets.iter();
        let (mut number, mut row) = (self.first(), rows.next());
        // Without a row, the library leaves no room for numbers.
        let indent = " ".repeat(if row.is_none() { self.digits } else { 0 });
        let mut out = String::with_capacity(drawing.len());
        // Under the words of a label the library would close the drawing with an empty bar.
        let (body, last) = drawing.rsplit_once('\n').unwrap_or((drawing, ""));
        let drawing = if without_colour(last).trim() == "|" { body } else { drawing };
        for line in drawing.lines() {
            out.push_str(&indent);
            let bare = without_colour(line);
            if let Some(now) = row.filter(|_| bare.starts_with(&format!("{number} {}", self.style.bar()))) {
                out.push_str(self.row(line, number, now).trim_end());
                (number, row) = (number + 1, rows.next());
            } else if self.is_arrow(&bare) {
                out.push_str(&sheets.next().map_or_else(|| line.to_owned(), |sheet| placed(line, sheet)));
            } else {
                out.push_str(line.trim_end());
            }
            out.push('\n');
        }
        out
    }

    fn is_arrow(&self, bare: &str) -> bool {
        let inner = bare.strip_prefix(&*" ".repeat(self.digits)).unwrap_or_default();
        ARROWS.iter().any(|arrow| inner.starts_with(arrow))
    }

    fn row(&self, line: &str, number: usize, row: &Row) -> String {
        let (digits, fake) = (self.digits, number.to_string());
        match row.gutter {
            Gutter::Line(real) => line.replacen(&fake, &format!("{real:>digits$}"), 1),
            Gutter::Continued => line.replacen(&fake, &" ".repeat(digits), 1),
            Gutter::Gap => {
                self.blue(&if self.style.unicode { format!("{:digits$} ┆", "") } else { "...".to_owned() })
            }
            Gutter::Words { primary } => {
                let bar = self.blue(&format!("{:digits$} {}", "", self.style.bar()));
                let (indent, words) = row.text.split_at(row.text.len() - row.text.trim_start().len());
                let colour = if primary { level_style(self.severity) } else { DEFAULT_CONTEXT_STYLE };
                format!("{bar} {indent}{}", paint(self.style, colour, words))
            }
        }
    }

    fn blue(&self, text: &str) -> String {
        paint(self.style, DEFAULT_LINE_NUM_STYLE, text)
    }
}

/// The line with an arrow, ending in the true line and column.
fn placed(line: &str, sheet: &Sheet) -> String {
    if sheet.rows.is_empty() {
        return line.to_owned();
    }
    let path = line.rsplitn(3, ':').nth(2).unwrap_or(line);
    sheet.place.as_ref().map_or_else(|| path.to_owned(), |place| format!("{path}:{place}"))
}

/// Our own colour codes are the only ones left in a drawing.
fn without_colour(line: &str) -> String {
    let mut parts = line.split('\x1b');
    let mut bare = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        bare.push_str(part.split_once('m').map_or("", |(_, text)| text));
    }
    bare
}
