//! The rules of a run, grouped by check, each check made ready once for all its rules.

use std::sync::Arc;

use crate::checks::registry::KINDS;
use crate::checks::{Check, Kind};
use crate::rule::{Problems, Rule};
use crate::story::Language;

/// A check ready to look, with the rules it looks for.
pub struct Prepared {
    /// The check.
    pub kind: &'static Kind,
    /// The check made ready.
    pub check: Box<dyn Check>,
}

/// Rules ready to run.
pub struct RuleSet {
    rules: Vec<Arc<Rule>>,
    checks: Vec<Prepared>,
    known: Arc<[Arc<str>]>,
}

impl RuleSet {
    /// Makes the checks ready; mistakes in settings are added to `problems` and read as the default. `known` names
    /// every rule there is, running or not, so that a suppression of a rule that is off is no mistake.
    #[must_use]
    pub fn prepare(rules: Vec<Arc<Rule>>, known: Arc<[Arc<str>]>, problems: &mut Problems) -> Self {
        let mut checks = Vec::new();
        for kind in KINDS {
            let own: Vec<_> = rules.iter().filter(|rule| *rule.check == *kind.name).cloned().collect();
            if !own.is_empty() {
                checks.push(Prepared { kind, check: (kind.prepare)(&own, problems) });
            }
        }
        Self { rules, checks, known }
    }

    /// Checks without rules, for trying the engine itself.
    #[cfg(test)]
    pub fn of_checks(checks: Vec<Prepared>) -> Self {
        Self { rules: Vec::new(), checks, known: Arc::new([]) }
    }

    /// The rules that run, in the order of their names.
    #[must_use]
    pub fn rules(&self) -> &[Arc<Rule>] {
        &self.rules
    }

    /// The checks that run.
    #[must_use]
    pub fn checks(&self) -> &[Prepared] {
        &self.checks
    }

    /// Whether a rule of this name exists, running or not.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.known_names().any(|known| known == name)
    }

    /// The names of all rules there are.
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().map(|name| &**name)
    }

    /// Whether the rule of this name runs on stories in this language.
    #[must_use]
    pub fn looks_at(&self, name: &str, language: Language) -> bool {
        let Some(rule) = self.rule(name) else { return false };
        let kind = self.checks.iter().find(|prepared| *prepared.kind.name == *rule.check);
        let is_known = language.is_english() || kind.is_none_or(|prepared| !prepared.kind.english_only);
        is_known && rule.is_for(language)
    }

    /// The rule of this name, when it runs.
    #[must_use]
    pub fn rule(&self, name: &str) -> Option<&Arc<Rule>> {
        let place = self.rules.binary_search_by(|rule| (*rule.name).cmp(name)).ok()?;
        self.rules.get(place)
    }
}
