//! The phrases that rules list, with the place of each.

use std::sync::Arc;

use crate::rule::words::{Case, Word};
use crate::rule::{Located, Rule, TomlFile, Value};
use crate::span::Span;

/// A phrase taken literally.
pub struct Listed {
    /// The number of its rule.
    pub rule: usize,
    /// It, in lower case with single spaces.
    pub folded: String,
    /// It, as the rule writes it.
    pub text: String,
    /// Whether capitals have to agree.
    pub match_case: bool,
    /// What to write instead.
    pub better: Vec<String>,
    /// The file it stands in.
    pub file: Arc<TomlFile>,
    /// Where in that file.
    pub span: Span,
}

impl Listed {
    /// Whether a text may be found by both.
    pub fn meets(&self, other: &Self) -> bool {
        let strict = self.match_case && other.match_case;
        self.folded == other.folded && (!strict || self.text == other.text)
    }

    /// It, as a list of words is searched for.
    pub fn word(&self) -> (Word, Case) {
        let case = if self.match_case { Case::Written } else { Case::Any };
        (Word::Literal(self.text.clone()), case)
    }
}

/// Lower case, single spaces, straight apostrophes.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}

/// Every literal phrase of the rules that list phrases.
pub fn listed(rules: &[Arc<Rule>]) -> Vec<Listed> {
    let mut all = Vec::new();
    for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| *rule.check == *"phrase") {
        let match_case =
            rule.setting("match_case").is_some_and(|(_, value)| value.value == Value::Boolean(true));
        let mut own: Vec<Listed> = Vec::new();
        let mut add = |file: &Arc<TomlFile>, text: &Located<String>, better: Vec<String>| {
            let is_pattern = text.value.len() > 2 && text.value.starts_with('/') && text.value.ends_with('/');
            if !is_pattern && !own.iter().any(|other| other.text == text.value) {
                own.push(Listed {
                    rule: number,
                    folded: folded(&text.value),
                    text: text.value.clone(),
                    match_case,
                    better,
                    file: Arc::clone(file),
                    span: text.span,
                });
            }
        };
        if let Some((file, Located { value: Value::Table(table), .. })) = rule.setting("replacements") {
            table.iter().for_each(|(key, better)| add(file, key, texts(&better.value)));
        }
        if let Some((file, Located { value: Value::List(items), .. })) = rule.setting("phrases") {
            for item in items {
                if let Value::String(text) = &item.value {
                    add(file, &Located { value: text.clone(), span: item.span }, Vec::new());
                }
            }
        }
        all.extend(own);
    }
    all
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::List(items) => items.iter().flat_map(|item| texts(&item.value)).collect(),
        _ => Vec::new(),
    }
}
