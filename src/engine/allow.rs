//! The config's `[[allow]]` applied to findings, and which of them silenced nothing.

use std::sync::atomic::{AtomicBool, Ordering};

use super::RuleSet;
use crate::config::{Allow, Named};
use crate::finding::{Finding, Label, UNUSED_SUPPRESSION};
use crate::rule::TomlFile;

/// What a desk allows, and what came of it in this run. Threads only ever set a mark, so that their order is no matter.
pub struct Allowances {
    all: Vec<Allowance>,
    today: Option<String>,
}

/// One entry, with a mark for each of its rules.
struct Allowance {
    allow: Allow,
    /// Whether the rule looked at a file that the entry is for.
    met: Vec<AtomicBool>,
    /// Whether it silenced the rule somewhere.
    used: Vec<AtomicBool>,
}

impl Allowances {
    /// Nothing is met yet, and nothing has run out.
    #[must_use]
    pub fn new(allows: Vec<Allow>) -> Self {
        let marks = |allow: &Allow| allow.rules.iter().map(|_| AtomicBool::new(false)).collect();
        let entry = |allow: Allow| Allowance { met: marks(&allow), used: marks(&allow), allow };
        Self { all: allows.into_iter().map(entry).collect(), today: None }
    }

    /// The day it is, as `2027-01-31`.
    pub fn set_today(&mut self, today: &str) {
        self.today = Some(today.to_owned());
    }

    /// Notes that a file was checked by some rules.
    pub fn meet(&self, path: &str, rules: &RuleSet) {
        for one in self.all.iter().filter(|one| one.allow.paths.is_match(path)) {
            for (named, met) in one.allow.rules.iter().zip(&one.met) {
                if rules.rule(&named.name.value).is_some() {
                    met.store(true, Ordering::Relaxed);
                }
            }
        }
    }

    /// Whether the finding is allowed in the file of this path; every entry that allows it counts as used.
    #[must_use]
    pub fn silence(&self, path: &str, finding: &Finding) -> bool {
        let mut silent = false;
        for one in self.all.iter().filter(|one| !self.is_over(&one.allow)) {
            for (named, used) in one.allow.rules.iter().zip(&one.used) {
                let hits = *named.name.value == *finding.rule && one.allow.paths.is_match(path);
                if hits && one.allow.words.as_ref().is_none_or(|words| finding.words().contains(words)) {
                    used.store(true, Ordering::Relaxed);
                    silent = true;
                }
            }
        }
        silent
    }

    /// The entries that ran out or silenced nothing, as findings in their config, in the words of the rule about that.
    #[must_use]
    pub fn unused(&self, rules: &RuleSet) -> Vec<Finding> {
        let mut findings = Vec::new();
        for one in &self.all {
            let met = |at: usize| one.met[at].load(Ordering::Relaxed);
            if let Some(until) = one.allow.until.as_ref().filter(|_| self.is_over(&one.allow)) {
                if (0..one.met.len()).any(met) {
                    findings.extend(over(rules, until));
                }
                continue;
            }
            for (at, named) in one.allow.rules.iter().enumerate() {
                if met(at) && !one.used[at].load(Ordering::Relaxed) {
                    findings.extend(unused(rules, named));
                }
            }
        }
        findings
    }

    fn is_over(&self, allow: &Allow) -> bool {
        let (Some(until), Some(today)) = (&allow.until, &self.today) else { return false };
        *until.name.value < **today
    }
}

fn unused(rules: &RuleSet, named: &Named) -> Option<Finding> {
    let rule = rules.rule(UNUSED_SUPPRESSION)?;
    let values = [("rule", named.name.value.clone())];
    let help = rule.help.as_ref().and_then(|help| help.fill(&values));
    say(rules, named, rule.message.fill(&values)?, help)
}

fn over(rules: &RuleSet, until: &Named) -> Option<Finding> {
    let message = format!("this suppression ran out on {}", until.name.value);
    say(rules, until, message, Some("take it out, or give it a later day".to_owned()))
}

fn say(rules: &RuleSet, named: &Named, message: String, help: Option<String>) -> Option<Finding> {
    let rule = rules.rule(UNUSED_SUPPRESSION)?;
    let TomlFile { path, source, .. } = &*named.file;
    Some(Finding {
        rule: rule.name.clone(),
        check: rule.check.clone(),
        severity: rule.severity,
        message,
        primary: Label::new(path, source, named.name.span, &[], ""),
        labels: Vec::new(),
        notes: Vec::new(),
        help,
        fixes: Vec::new(),
        certainty: None,
    })
}
