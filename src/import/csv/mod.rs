//! A spreadsheet of rules, one a row: each becomes a rule file of one rule, its message kept.
//!
//! Columns are known by their headings, in any order: pattern, kind, replacement, message, category, notes, name, severity,
//! case, and examples that are bad or good. A row that cannot become a rule is named with its line and the reason.

mod columns;
mod name;
mod row;

use std::collections::HashMap;

use csv::{ReaderBuilder, StringRecord};

use super::{Imported, Read, Remark, Written, mistake_in};
use columns::{Column, Columns};
use row::Row;

/// Imports a spreadsheet.
#[must_use]
pub fn import(file: &Read) -> Imported {
    let mut imported = Imported::default();
    let (skipped, text) = without_hint(&file.text);
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records().map_while(Result::ok).filter(|record| !is_blank(record));
    let Some(columns) = records.next().and_then(|head| Columns::read(&head, &mut imported)) else {
        let text = "no column is headed `pattern`, `find`, `phrase` or `word`".to_owned();
        imported.left_out.push(Remark { about: file.path.clone(), text });
        return imported;
    };
    if text.matches('"').count() % 2 == 1 {
        let text = "a quotation mark in it is never closed, so that rows after it may be missing".to_owned();
        imported.left_out.push(Remark { about: file.path.clone(), text });
    }
    let mut sheet = Sheet::default();
    for record in records {
        let line = record.position().map_or(0, csv::Position::line) + skipped;
        match sheet.rule(&columns, &record, line, &mut imported) {
            Ok(file) => imported.files.push(file),
            Err(reason) => {
                imported.left_out.push(Remark { about: format!("line {line}"), text: reason });
            }
        }
    }
    imported.rules = imported.files.len();
    imported.config = "rules = [\"RULES\"]\n".to_owned();
    imported
}

/// Rows met so far.
#[derive(Default)]
struct Sheet {
    /// The line of each row, by what it looks for and writes.
    rows: HashMap<(String, String, String), u64>,
    /// The names that are taken.
    names: HashMap<String, u64>,
}

impl Sheet {
    fn rule(
        &mut self,
        columns: &Columns,
        record: &StringRecord,
        line: u64,
        imported: &mut Imported,
    ) -> Result<Written, String> {
        let get = |column: Column| columns.get(record, column);
        let row = Row::read(&get, line, imported)?;
        let key =
            (get(Column::Kind).to_lowercase(), row.pattern.clone(), get(Column::Replacement).to_owned());
        if let Some(before) = self.rows.insert(key, line) {
            return Err(format!("line {before} says the same"));
        }
        let wanted = name::of(get(Column::Name), &row.pattern, row.is_pattern, line);
        let name = self.free(wanted, line);
        let text = row.text(&name);
        if let Some(mistake) = mistake_in(&name, &text) {
            self.names.remove(&name);
            return Err(mistake);
        }
        let folder = name::slug(get(Column::Category));
        let path = if folder.is_empty() { format!("{name}.toml") } else { format!("{folder}/{name}.toml") };
        Ok(Written { path, text })
    }

    /// The name, or with a number behind it where it is taken.
    fn free(&mut self, name: String, line: u64) -> String {
        let mut free = name.clone();
        let mut number = 2;
        while self.names.contains_key(&free) {
            free = format!("{name}-{number}");
            number += 1;
        }
        self.names.insert(free.clone(), line);
        free
    }
}

/// Some spreadsheets begin with a line that says how their cells are separated.
fn without_hint(text: &str) -> (u64, &str) {
    match text.split_once('\n') {
        Some((first, rest)) if first.trim_start().to_ascii_lowercase().starts_with("sep=") => (1, rest),
        _ => (0, text),
    }
}

/// What stands between the cells of the headings: the sign that stands there most often.
fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in head.bytes() {
        quoted ^= byte == b'"';
        for (sign, count) in &mut counts {
            *count += usize::from(!quoted && byte == *sign);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

#[cfg(test)]
mod tests;
