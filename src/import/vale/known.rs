//! The keys of a rule of Vale's as they are asked for; what nobody asked for is named.

use super::super::yaml::Yaml;
use super::super::{Imported, Remark};

/// The keys of one rule.
pub struct Keys<'y> {
    name: &'y str,
    table: &'y [(String, Yaml)],
    asked: Vec<&'static str>,
}

impl<'y> Keys<'y> {
    /// The keys of the rule `name`.
    pub fn new(name: &'y str, table: &'y [(String, Yaml)]) -> Self {
        Self { name, table, asked: Vec::new() }
    }

    /// The value of a key as it stands.
    pub fn raw(&mut self, key: &'static str) -> Option<&'y Yaml> {
        self.asked.push(key);
        self.table.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// The words of a key.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.raw(key)?.text().map(str::to_owned)
    }

    /// The words of a list; an empty one when there is none.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        let texts = self.raw(key).and_then(Yaml::texts).unwrap_or_default();
        texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
    }

    /// Whether a key says yes.
    pub fn yes(&mut self, key: &'static str) -> Option<bool> {
        match self.text(key)?.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "y" | "1" => Some(true),
            _ => Some(false),
        }
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<String> {
        let text = self.text(key)?;
        text.trim().parse::<f64>().is_ok().then(|| text.trim().to_owned())
    }

    /// Names the keys that nobody asked for.
    pub fn finish(self, imported: &mut Imported) {
        for (key, _) in self.table {
            if !self.asked.iter().any(|asked| asked.eq_ignore_ascii_case(key)) {
                let text = format!("the key `{key}` has no counterpart and was left out");
                imported.notes.push(Remark { about: self.name.to_owned(), text });
            }
        }
    }
}
