//! Reads a TOML table key by key; what was not asked for is reported with the nearest key that would have been.

use std::sync::Arc;

use super::problem::{Problems, TomlFile, did_you_mean};
use super::settings::Setting;
use super::value::{Located, Table, Value};
use crate::span::Span;

/// A table being read.
pub struct TableReader<'t> {
    file: &'t Arc<TomlFile>,
    table: &'t Table,
    name: &'t str,
    asked: Vec<&'static str>,
}

impl<'t> TableReader<'t> {
    /// `name` says what the table is, for messages: "a rule", "the config".
    #[must_use]
    pub fn new(file: &'t Arc<TomlFile>, table: &'t Table, name: &'t str) -> Self {
        Self { file, table, name, asked: Vec::new() }
    }

    /// The value of `key` as `T`; a wrong type is reported and read as absent.
    pub fn get<T: Setting>(&mut self, key: &'static str, problems: &mut Problems) -> Option<Located<T>> {
        let found = self.raw(key)?;
        match T::read(&found.value) {
            Ok(value) => Some(Located { value, span: found.span }),
            Err(mistake) => {
                let span = mistake.place(self.file, found.span);
                let message = format!("`{key}` {}", mistake.message);
                problems.add(self.file, span, message, mistake.help);
                None
            }
        }
    }

    /// The value of `key` as it stands.
    pub fn raw(&mut self, key: &'static str) -> Option<&'t Located<Value>> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.value == key).map(|(_, value)| value)
    }

    /// The table under `key`.
    pub fn table(&mut self, key: &'static str, problems: &mut Problems) -> Option<(&'t Table, Span)> {
        let found = self.raw(key)?;
        if let Value::Table(table) = &found.value {
            return Some((table, found.span));
        }
        self.wrong_type(key, found, "a table", problems);
        None
    }

    /// The tables under `[[key]]`.
    pub fn tables(&mut self, key: &'static str, problems: &mut Problems) -> Vec<(&'t Table, Span)> {
        let Some(found) = self.raw(key) else { return Vec::new() };
        let Value::List(items) = &found.value else {
            self.wrong_type(key, found, "a list of tables, written `[[…]]`", problems);
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match &item.value {
                Value::Table(table) => tables.push((table, item.span)),
                _ => self.wrong_type(key, item, "a list of tables, written `[[…]]`", problems),
            }
        }
        tables
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, problems: &mut Problems) {
        for (key, _) in self.table {
            if !self.asked.contains(&key.value.as_str()) {
                let message = format!("{} has no key `{}`", self.name, key.value);
                problems.add(
                    self.file,
                    key.span,
                    message,
                    did_you_mean(&key.value, self.asked.iter().copied()),
                );
            }
        }
    }

    fn wrong_type(&self, key: &str, found: &Located<Value>, wanted: &str, problems: &mut Problems) {
        let message = format!("`{key}` has to be {wanted}, not {}", found.value.type_name());
        problems.add(self.file, found.span, message, None);
    }
}
