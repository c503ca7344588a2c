//! A rule: a named, configured use of a check, read from TOML with the place of every word in its file.

pub mod catalogue;
pub mod excuse;
pub mod file;
mod language;
pub mod pack;
pub mod pattern;
pub mod problem;
pub mod scope;
pub mod settings;
pub mod shipped;
pub mod table;
pub mod template;
pub mod value;
pub mod words;

use std::sync::Arc;

pub use catalogue::{Catalogue, Own, Shipped};
pub use excuse::{Excuses, Vocabulary};
pub use pack::{Identity, Pack};
pub use pattern::Pattern;
pub use problem::{Problem, Problems, TomlFile, did_you_mean};
pub use scope::Scope;
pub use settings::{Field, Setting, read_settings, read_whole_settings};
pub use table::TableReader;
pub use template::Template;
pub use value::{Located, Table, Value};
pub use words::Finder;

use crate::finding::{RuleText, Severity};
use crate::span::Span;
use crate::story::Language;

/// The pack that is on unless a desk says otherwise.
pub const CORE: &str = "core";

/// Names that belong to the program's own rules about its input; they have no examples that copy could show.
pub const INPUT_CHECK: &str = "input";

/// Two stretches of copy that show what a rule does; they are its tests.
#[derive(Clone, Debug)]
pub struct Example {
    /// Copy on which the rule speaks.
    pub bad: Option<Located<String>>,
    /// Copy on which it stays silent.
    pub good: Option<Located<String>>,
    /// A source of the desk’s, for rules that ask the archive: a transcript, a statement.
    pub source: Option<Located<String>>,
}

/// Settings of one file, read later by the check, so that a mistake in them is shown where it stands.
#[derive(Clone, Debug)]
pub struct SettingsLayer {
    /// The file the settings stand in.
    pub file: Arc<TomlFile>,
    /// The settings themselves.
    pub table: Table,
}

/// A rule as its file gives it, with whatever a config changed.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Kebab-case name, readable after "allow".
    pub name: Arc<str>,
    /// The check it configures.
    pub check: Arc<str>,
    /// How loudly it speaks.
    pub severity: Severity,
    /// What it says.
    pub message: Template,
    /// What to do about it.
    pub help: Option<Template>,
    /// The explanation shown by `copydesk explain`.
    pub why: String,
    /// Where to read more.
    pub link: Option<String>,
    /// Where in a story it looks.
    pub scope: Scope,
    /// The language whose words it is about; none where it needs no language.
    pub language: Option<Language>,
    /// How many findings of it a story may have.
    pub limit: Option<usize>,
    /// Words in which it stays silent.
    pub exceptions: Option<Arc<Finder>>,
    /// Whether words that the desk accepts excuse its findings.
    pub vocabulary: bool,
    /// The named set it belongs to; rules of a desk's own need none.
    pub pack: Option<Arc<str>>,
    /// Whether it runs when nothing selects it by name.
    pub enabled: bool,
    /// Copy on which it speaks and stays silent.
    pub examples: Vec<Example>,
    /// Settings from its own file, then from configs, later ones first in force.
    pub settings: Vec<SettingsLayer>,
    /// The file it stands in.
    pub file: Arc<TomlFile>,
    /// Where its name stands in that file.
    pub span: Span,
}

impl Rule {
    /// Whether `word` names this rule, its check or its pack.
    #[must_use]
    pub fn answers_to(&self, word: &str) -> bool {
        *self.name == *word || *self.check == *word || self.pack.as_deref() == Some(word)
    }

    /// Whether it looks at stories in this language: what is about English words at English ones, what is about others at
    /// all others, since nothing tells those apart.
    #[must_use]
    pub fn is_for(&self, language: Language) -> bool {
        self.language.is_none_or(|own| own.is_english() == language.is_english())
    }

    /// The value of a setting that is in force, and the file it stands in; none where the check's default holds.
    #[must_use]
    pub fn setting(&self, key: &str) -> Option<(&Arc<TomlFile>, &Located<Value>)> {
        self.settings.iter().rev().find_map(|layer| {
            let (_, value) = layer.table.iter().find(|(name, _)| name.value == key)?;
            Some((&layer.file, value))
        })
    }

    /// What it may be called by.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity { name: Arc::clone(&self.name), check: Arc::clone(&self.check), pack: self.pack.clone() }
    }

    /// What it says of itself.
    #[must_use]
    pub fn text(&self) -> RuleText {
        RuleText {
            name: Arc::clone(&self.name),
            check: Arc::clone(&self.check),
            severity: self.severity,
            pack: self.pack.clone(),
            why: self.why.trim().to_owned(),
            link: self.link.clone(),
        }
    }

    /// Whether the rule runs when nobody says anything about it.
    #[must_use]
    pub fn runs_by_default(&self) -> bool {
        self.enabled && self.is_at_hand()
    }

    /// Whether it is in no pack that has to be switched on.
    #[must_use]
    pub fn is_at_hand(&self) -> bool {
        self.pack.as_deref().is_none_or(|pack| pack == CORE)
    }
}
