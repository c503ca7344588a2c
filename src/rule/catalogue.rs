//! The rules a desk knows: those it has read, and those of packs that are off, by name only.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::file::{Checks, read_in_pack};
use super::pack::{Identity, Pack, ShippedFile, ShippedPack};
use super::problem::{Problems, TomlFile};
use super::shipped::PACKS;
use super::{CORE, Rule};
use crate::document::Source;

/// Rules and packs of a desk's own.
#[derive(Debug, Default)]
pub struct Own {
    /// The rules, later ones over earlier ones of the same name.
    pub rules: Vec<Rule>,
    /// The packs.
    pub packs: Vec<Pack>,
}

/// Which of the rules that ship are read.
#[derive(Clone, Copy)]
pub enum Shipped<'w> {
    /// None, and none is known.
    Unknown,
    /// Those of `core`, and of files with a rule that is wanted.
    Wanted(&'w dyn Fn(&Identity) -> bool),
    /// All of them.
    All,
}

/// The rules a desk knows.
#[derive(Debug, Default)]
pub struct Catalogue {
    rules: Vec<Arc<Rule>>,
    unread: Vec<Identity>,
    packs: Vec<Pack>,
}

impl Catalogue {
    /// Puts a desk's own rules over those that ship. A pack of its own takes the place of a shipped one of its name.
    #[must_use]
    pub fn new(own: Own, shipped: Shipped<'_>, checks: &dyn Checks, problems: &mut Problems) -> Self {
        let mut packs: BTreeMap<Arc<str>, Pack> = BTreeMap::new();
        let replaced: BTreeSet<Arc<str>> = own.packs.iter().map(|pack| Arc::clone(&pack.name)).collect();
        let mut rules: BTreeMap<Arc<str>, Arc<Rule>> = BTreeMap::new();
        let mut unread = Vec::new();
        let known = if matches!(shipped, Shipped::Unknown) { &[] } else { PACKS };
        for pack in known.iter().filter(|pack| !replaced.contains(pack.name)) {
            packs.insert(pack.name.into(), pack.pack());
            for file in pack.files {
                if !is_read(pack, file, shipped) {
                    unread.extend(pack.identities(file));
                    continue;
                }
                let toml = TomlFile::of_rules(file.path, Source::from_text(file.text));
                for rule in read_in_pack(&toml, Some(pack.name), checks, problems) {
                    rules.insert(Arc::clone(&rule.name), Arc::new(rule));
                }
            }
        }
        packs.extend(own.packs.into_iter().map(|pack| (Arc::clone(&pack.name), pack)));
        for rule in own.rules {
            rules.insert(Arc::clone(&rule.name), Arc::new(rule));
        }
        unread.retain(|identity: &Identity| !rules.contains_key(&identity.name));
        Self { rules: rules.into_values().collect(), unread, packs: packs.into_values().collect() }
    }

    /// The rules that were read, running or not, in the order of their names.
    #[must_use]
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The packs there are, in the order of their names.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// Every rule there is, read or not.
    pub fn identities(&self) -> impl Iterator<Item = Identity> {
        self.rules.iter().map(|rule| rule.identity()).chain(self.unread.iter().cloned())
    }

    /// Whether a rule, its check or its pack goes by this name.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.packs.iter().any(|pack| *pack.name == *word)
            || self.rules.iter().any(|rule| rule.answers_to(word))
            || self.unread.iter().any(|identity| identity.answers_to(word))
    }

    /// Every name that a rule, a check of a rule or a pack has, each once, in their order.
    #[must_use]
    pub fn names(&self) -> Vec<Arc<str>> {
        let mut names: BTreeSet<Arc<str>> = self.packs.iter().map(|pack| Arc::clone(&pack.name)).collect();
        for identity in self.identities() {
            names.extend([identity.name, identity.check]);
            names.extend(identity.pack);
        }
        names.into_iter().collect()
    }

    /// The names of packs, also of those that only their rules name.
    #[must_use]
    pub fn pack_names(&self) -> BTreeSet<Arc<str>> {
        let named = self.packs.iter().map(|pack| Arc::clone(&pack.name));
        named.chain(self.identities().filter_map(|identity| identity.pack)).collect()
    }
}

fn is_read(pack: &ShippedPack, file: &ShippedFile, shipped: Shipped<'_>) -> bool {
    match shipped {
        Shipped::Unknown => false,
        Shipped::All => true,
        Shipped::Wanted(wanted) => {
            pack.name == CORE || pack.identities(file).any(|identity| wanted(&identity))
        }
    }
}
