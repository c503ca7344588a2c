//! Which alternatives of a rule its examples exercise: those under which alone it would still speak on one of them.

mod alternatives;
mod branches;

use std::sync::Arc;

use super::examples::document_of;
use super::{Desk, RuleSet, check};
use crate::document::Document;
use crate::finding::Finding;
use crate::rule::{Problems, Rule, SettingsLayer, Table};

pub use alternatives::{Alternative, alternatives};

/// An alternative, and whether an example exercises it.
pub struct Covered {
    /// The alternative.
    pub alternative: Alternative,
    /// Whether it is exercised.
    pub exercised: bool,
}

/// Every alternative of a rule.
#[must_use]
pub fn coverage(desk: &Desk, rule: &Rule) -> Vec<Covered> {
    let all = alternatives(rule);
    if all.is_empty() {
        return Vec::new();
    }
    // Where a rule asks for enough of something, it is the good example that has it.
    let counts = *rule.check == *"count";
    let words = rule.examples.iter().flat_map(|one| [one.bad.as_ref(), one.good.as_ref().filter(|_| counts)]);
    let examples: Vec<(String, Document)> =
        words.flatten().map(|words| (folded(&words.value), document_of(&words.value))).collect();
    let by_lemma = *rule.check == *"sequence";
    let speaks = |alternative: &Alternative| {
        let mut sets = None;
        examples.iter().any(|(words, document)| {
            (by_lemma || may_stand(alternative, words))
                && sets
                    .get_or_insert_with(|| rule_sets(rule, alternative))
                    .iter()
                    .any(|rules| !findings(desk, rules, document).is_empty())
        })
    };
    all.into_iter().map(|alternative| Covered { exercised: speaks(&alternative), alternative }).collect()
}

/// The rule as it would be with this alternative alone, made ready; several for a form, beside each other form.
#[must_use]
pub fn rule_sets(rule: &Rule, alternative: &Alternative) -> Vec<RuleSet> {
    let with = |table: &Table| {
        let mut rule = rule.clone();
        rule.settings.push(SettingsLayer { file: Arc::clone(&alternative.file), table: table.clone() });
        RuleSet::prepare(vec![Arc::new(rule)], Arc::new([]), &mut Problems::default())
    };
    alternative.settings.iter().map(with).collect()
}

/// What a rule says of a document; nothing where the program itself breaks, which a check of the document would name.
#[must_use]
pub fn findings(desk: &Desk, rules: &RuleSet, document: &Document) -> Vec<Finding> {
    let checked = check(rules, &"example".into(), document, None, desk.known());
    checked.map(|checked| checked.findings).unwrap_or_default()
}

/// Whether words taken literally may stand in an example, so that most examples need not be looked at.
fn may_stand(alternative: &Alternative, words: &str) -> bool {
    let text = folded(&alternative.text);
    let is_word = text.chars().all(|c| c.is_alphanumeric() || c == ' ');
    !is_word || text.split(' ').all(|word| words.contains(word))
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}
