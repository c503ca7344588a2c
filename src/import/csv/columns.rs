//! Which column holds what, by the headings that spreadsheets of rules have.

use csv::StringRecord;

use super::super::{Imported, Remark};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// What a rule looks for.
    Pattern,
    /// Whether that is words or a regular expression.
    Kind,
    /// What to write instead.
    Replacement,
    /// What the rule says.
    Message,
    /// The section of the style guide.
    Category,
    /// Why.
    Notes,
    /// The rule's name.
    Name,
    /// How loudly it speaks.
    Severity,
    /// Whether capitals have to agree.
    Case,
    /// Copy on which it speaks.
    Bad,
    /// Copy on which it stays silent.
    Good,
}

/// Headings, in lower case.
const HEADINGS: [(Column, &[&str]); 11] = [
    (
        Column::Pattern,
        &["pattern", "find", "search", "phrase", "word", "words", "term", "regex", "match", "wrong"],
    ),
    (Column::Kind, &["kind", "type", "rule type"]),
    (
        Column::Replacement,
        &["replacement", "replace", "replace with", "suggestion", "correct", "right", "preferred", "use"],
    ),
    (Column::Message, &["message", "description", "explanation"]),
    (Column::Category, &["category", "section", "group"]),
    (Column::Notes, &["notes", "note", "comment", "comments", "why", "reason"]),
    (Column::Name, &["name", "id", "rule", "rule name", "rule id"]),
    (Column::Severity, &["severity", "level"]),
    (Column::Case, &["case", "match case", "case sensitive", "case-sensitive"]),
    (Column::Bad, &["bad", "example", "bad example"]),
    (Column::Good, &["good", "good example"]),
];

/// The columns of a spreadsheet.
pub struct Columns(Vec<(Column, usize)>);

impl Columns {
    /// Reads the headings; columns that are not used are noted. Nothing comes of a sheet without patterns.
    pub fn read(head: &StringRecord, imported: &mut Imported) -> Option<Self> {
        let mut columns: Vec<(Column, usize)> = Vec::new();
        for (at, heading) in head.iter().enumerate() {
            let words = heading.trim().to_lowercase().replace('_', " ");
            let known = HEADINGS.iter().find(|(_, names)| names.contains(&words.as_str()));
            match known.filter(|(column, _)| !columns.iter().any(|(other, _)| other == column)) {
                Some((column, _)) => columns.push((*column, at)),
                None if words.is_empty() => {}
                None => {
                    let text = "this column is not used".to_owned();
                    imported.notes.push(Remark { about: heading.trim().to_owned(), text });
                }
            }
        }
        columns.iter().any(|(column, _)| *column == Column::Pattern).then_some(Self(columns))
    }

    /// The cell of a row, without white space around it; empty when there is no such column.
    pub fn get<'r>(&self, record: &'r StringRecord, column: Column) -> &'r str {
        let place = self.0.iter().find(|(other, _)| *other == column);
        place.and_then(|(_, at)| record.get(*at)).unwrap_or_default().trim()
    }
}
