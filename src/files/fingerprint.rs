//! One number for everything that a desk was made of: where it differs, kept findings are worth nothing.

use std::collections::HashSet;
use std::sync::Arc;

use twox_hash::XxHash3_128;

use super::ConfigChoice;
use crate::archive::Page;
use crate::config::{Choice, Config, Named};
use crate::rule::{Own, TomlFile};

/// A hash of parts, in their order.
#[derive(Default)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// Adds some bytes.
    pub fn part(&mut self, bytes: &[u8]) {
        let both = [self.0, XxHash3_128::oneshot(bytes)].map(u128::to_le_bytes);
        self.0 = XxHash3_128::oneshot(both.as_flattened());
    }

    /// The number of all parts so far.
    #[must_use]
    pub fn number(&self) -> u128 {
        self.0
    }

    /// Adds what the configs say, the words of their vocabulary among it, and what the command line says above them.
    pub fn config(&mut self, config: &Config, choice: &ConfigChoice) {
        self.part(&[u8::from(choice.isolated), u8::from(choice.every_rule)]);
        config.files.iter().for_each(|file| self.file(file));
        for Choice { select, ignore, .. } in &config.choices {
            self.names(select.as_deref().unwrap_or_default());
            self.part(&[u8::from(select.is_some())]);
            self.names(ignore);
        }
    }

    /// Adds the rules of a desk's own.
    pub fn rules(&mut self, own: &Own) {
        let mut seen = HashSet::new();
        for rule in &own.rules {
            self.part(rule.name.as_bytes());
            self.part(rule.pack.as_deref().unwrap_or_default().as_bytes());
            if seen.insert(Arc::as_ptr(&rule.file)) {
                self.file(&rule.file);
            }
        }
        for pack in &own.packs {
            self.part(pack.name.as_bytes());
            self.part(pack.version.as_bytes());
        }
    }

    /// Adds the sources.
    pub fn pages(&mut self, pages: &[Arc<Page>]) {
        for page in pages {
            self.part(page.path().as_bytes());
            self.part(page.document().format().name().as_bytes());
            self.part(page.document().source().text().as_bytes());
        }
    }

    fn file(&mut self, file: &TomlFile) {
        self.part(file.path.as_bytes());
        self.part(file.source.text().as_bytes());
    }

    fn names(&mut self, names: &[Named]) {
        self.part(&(names.len() as u64).to_le_bytes());
        names.iter().for_each(|named| self.part(named.name.value.as_bytes()));
    }
}
