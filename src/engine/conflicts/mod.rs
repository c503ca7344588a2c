//! Rules that contradict each other, say the same twice, or can never speak: what `copydesk rules check` finds.

mod listed;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use crate::finding::{Finding, Label, Severity};
use crate::rule::words::{Finder, Hit};
use crate::rule::{INPUT_CHECK, Rule, Table, TomlFile, Value, Vocabulary};
use crate::span::Span;
use listed::{Listed, folded, listed};

/// The rule that these findings are reported as.
pub const CONFLICTING_RULES: &str = "conflicting-rules";

/// A place in a rule file, with words about it.
type Spot<'a> = (&'a Arc<TomlFile>, Span, String);

/// What is wrong among some rules, in the order of their files.
#[must_use]
pub fn conflicts(rules: &[Arc<Rule>], vocabulary: &Vocabulary) -> Vec<Finding> {
    let phrases = listed(rules);
    let finder = Finder::of(phrases.iter().map(Listed::word));
    let mut found = Found { rules, phrases: &phrases, alike: BTreeSet::new(), findings: Vec::new() };
    found.same_settings();
    found.never();
    found.same_phrase();
    found.inside(&finder);
    found.repairs(&finder);
    for phrase in &phrases {
        found.excused(phrase, vocabulary);
    }
    found.findings.sort_by(Finding::order);
    found.findings
}

struct Found<'a> {
    rules: &'a [Arc<Rule>],
    phrases: &'a [Listed],
    /// Pairs of rules that look for the same, of which nothing more is said.
    alike: BTreeSet<(usize, usize)>,
    findings: Vec<Finding>,
}

impl<'a> Found<'a> {
    fn name(&self, phrase: &Listed) -> &'a str {
        &self.rules[phrase.rule].name
    }

    /// Whether both rules may speak on the same words of a story.
    fn meet(&self, one: usize, other: usize) -> bool {
        let pair = (one.min(other), one.max(other));
        !self.alike.contains(&pair) && self.rules[one].scope.meets(&self.rules[other].scope)
    }

    fn say(
        &mut self,
        severity: Severity,
        message: String,
        at: Spot<'_>,
        other: Option<Spot<'_>>,
        help: &str,
    ) {
        let label = |(file, span, text): Spot<'_>| Label::new(&file.path, &file.source, span, &[], text);
        self.findings.push(Finding {
            rule: CONFLICTING_RULES.into(),
            check: INPUT_CHECK.into(),
            severity,
            message,
            primary: label(at),
            labels: other.map(label).into_iter().collect(),
            notes: Vec::new(),
            help: Some(help.to_owned()),
            fixes: Vec::new(),
            certainty: None,
        });
    }

    /// Rules of one check with equal settings and scope.
    fn same_settings(&mut self) {
        let mut seen: BTreeMap<(Arc<str>, String), usize> = BTreeMap::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let words = rule.settings.iter().map(|layer| written(&layer.table)).collect::<String>();
            if words.is_empty() {
                continue;
            }
            let key = (Arc::clone(&rule.check), words);
            let Some(&before) = seen.get(&key) else {
                seen.insert(key, number);
                continue;
            };
            let other = &self.rules[before];
            if !rule.scope.meets(&other.scope) {
                continue;
            }
            self.alike.insert((before, number));
            let message = format!("the rules `{}` and `{}` look for the same", other.name, rule.name);
            let there = (&other.file, other.span, format!("`{}` stands here", other.name));
            let here = (&rule.file, rule.span, String::new());
            self.say(Severity::Warning, message, here, Some(there), "leave one of the two out");
        }
    }

    /// Rules whose scope leaves nothing to look at.
    fn never(&mut self) {
        for rule in self.rules {
            if rule.scope.is_empty() {
                let message = format!("the rule `{}` can never speak: its scope covers nothing", rule.name);
                let here = (&rule.file, rule.span, String::new());
                self.say(Severity::Warning, message, here, None, "name a role that it covers");
            }
        }
    }

    fn same_phrase(&mut self) {
        let mut by_words: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
        for phrase in self.phrases {
            by_words.entry(&phrase.folded).or_default().push(phrase);
        }
        for (_, same) in by_words {
            for (at, phrase) in same.iter().enumerate() {
                let before = same[..at].iter();
                let mut meeting = before.filter(|other| {
                    other.rule != phrase.rule && phrase.meets(other) && self.meet(other.rule, phrase.rule)
                });
                let Some(other) = meeting.next() else { continue };
                let (one, two) = (self.name(other), self.name(phrase));
                let differ =
                    !phrase.better.is_empty() && !other.better.is_empty() && phrase.better != other.better;
                let message = if differ {
                    format!("the rules `{one}` and `{two}` write different words for “{}”", phrase.text)
                } else {
                    format!("“{}” stands in the rules `{one}` and `{two}`", phrase.text)
                };
                let there = (&other.file, other.span, format!("`{one}` has it here"));
                let here = (&phrase.file, phrase.span, String::new());
                self.say(Severity::Warning, message, here, Some(there), "keep it in one of the two");
            }
        }
    }

    /// Phrases that stand inside a longer one of another rule.
    fn inside(&mut self, finder: &Finder) {
        for phrase in self.phrases {
            let mut told = BTreeSet::new();
            for other in self.hits(finder, &phrase.text) {
                let shorter = other.folded.len() < phrase.folded.len() && other.rule != phrase.rule;
                if !shorter || !self.meet(phrase.rule, other.rule) || !told.insert(other.rule) {
                    continue;
                }
                let message =
                    format!("“{}” holds “{}” of the rule `{}`", phrase.text, other.text, self.name(other));
                let there = (&other.file, other.span, "the shorter phrase".to_owned());
                let here = (&phrase.file, phrase.span, "both rules speak where this stands".to_owned());
                let help = "if one finding is enough, make the longer phrase an exception of the other rule";
                self.say(Severity::Note, message, here, Some(there), help);
            }
        }
    }

    /// Replacements that a rule objects to.
    fn repairs(&mut self, finder: &Finder) {
        for phrase in self.phrases {
            for better in &phrase.better {
                for other in self.hits(finder, better) {
                    self.repair(phrase, better, other);
                }
            }
        }
    }

    fn repair(&mut self, phrase: &Listed, better: &str, other: &Listed) {
        let here = (&phrase.file, phrase.span, String::new());
        let own = std::ptr::eq(phrase, other);
        let (one, two) = (self.name(phrase), self.name(other));
        if own && folded(better) == phrase.folded {
            if better == phrase.text {
                let message =
                    format!("the rule `{one}` can never speak on “{better}”, which it writes itself");
                self.say(Severity::Warning, message, here, None, "name the words that should not stand");
            }
            return;
        }
        if own {
            let message = format!("what the rule `{one}` writes for “{}” still holds it", phrase.text);
            self.say(Severity::Warning, message, here, None, "make the replacement an exception of the rule");
            return;
        }
        if !self.meet(phrase.rule, other.rule) {
            return;
        }
        let there = (&other.file, other.span, format!("`{two}` speaks on it"));
        let mutual =
            other.folded == folded(better) && other.better.iter().any(|back| folded(back) == phrase.folded);
        if !mutual {
            let message = format!("the rule `{one}` writes “{better}”, on which the rule `{two}` speaks");
            self.say(Severity::Warning, message, here, Some(there), "let one of the two give way");
        } else if phrase.order() > other.order() {
            let message = format!(
                "the rule `{two}` writes “{}” for “{}”, and the rule `{one}` takes it back",
                phrase.text, other.text
            );
            self.say(Severity::Warning, message, here, Some(there), "let one of the two give way");
        }
    }

    /// Phrases that an exception or the vocabulary always excuses.
    fn excused(&mut self, phrase: &Listed, vocabulary: &Vocabulary) {
        let rule = &self.rules[phrase.rule];
        let by = if rule.exceptions.as_deref().is_some_and(|list| list.is_all_of(&phrase.text)) {
            "is among the exceptions of its own rule"
        } else if rule.vocabulary && vocabulary.accepts(&phrase.text) {
            "is a word that the desk accepts"
        } else {
            return;
        };
        let message = format!("the rule `{}` can never speak on “{}”, which {by}", rule.name, phrase.text);
        let here = (&phrase.file, phrase.span, String::new());
        self.say(Severity::Warning, message, here, None, "take it out of one of the two lists");
    }

    /// The phrases that stand in some words, without those that an exception of their rule lets stand there.
    fn hits(&self, finder: &Finder, text: &str) -> Vec<&'a Listed> {
        let phrases = self.phrases;
        let whole = Span::new(0, text.len());
        let mut hits = finder.find(text, whole).hits;
        hits.retain(|hit| {
            let list = self.rules[phrases[hit.entry].rule].exceptions.as_deref();
            let around = |one: &Hit| one.span.start <= hit.span.start && hit.span.end <= one.span.end;
            !list.is_some_and(|list| list.find(text, whole).hits.iter().any(around))
        });
        hits.iter().map(|hit| &phrases[hit.entry]).collect()
    }
}

impl Listed {
    /// Where it stands, for telling the same of a pair only once.
    fn order(&self) -> (&str, Span) {
        (&self.file.path, self.span)
    }
}

/// Settings as text without their places.
fn written(table: &Table) -> String {
    let mut out = String::new();
    for (key, value) in table {
        let _ = write!(out, "{:?}={};", key.value, written_value(&value.value));
    }
    out
}

fn written_value(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<_> = items.iter().map(|item| written_value(&item.value)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Table(table) => format!("{{{}}}", written(table)),
        other => format!("{other:?}"),
    }
}
