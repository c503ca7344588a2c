//! Suppressions applied to findings, and the findings about suppressions and files themselves.

use std::collections::HashMap;
use std::sync::Arc;

use super::RuleSet;
use crate::document::{Document, Suppression, Target};
use crate::finding::{Finding, Label};
use crate::rule::did_you_mean;
use crate::span::{Place, Span};
use crate::story::{Language, Story};

/// Adds what the parser noted and whether the story was looked at as English.
pub fn notes(
    rules: &RuleSet,
    path: &Arc<str>,
    document: &Document,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let mut speaker = Speaker { rules, path, document, findings };
    for note in document.notes() {
        speaker.say("unread-part", note.source, &[("problem", note.text.clone())], None);
    }
    for mistake in document.malformed_suppressions() {
        let problem = [("problem", mistake.message.clone())];
        speaker.say("invalid-suppression", mistake.source, &problem, mistake.help.clone());
    }
    if language == Language::Other {
        let first =
            document.blocks().first().map_or(Span::default(), |block| document.source_span(block.span));
        speaker.say("not-english", first, &[], None);
    }
}

/// Takes out what is suppressed, then reports suppressions that silence nothing or name no rule.
pub fn apply(
    rules: &RuleSet,
    path: &Arc<str>,
    story: &Story<'_>,
    language: Language,
    findings: &mut Vec<Finding>,
) {
    let document = story.document();
    let suppressions = document.suppressions();
    if suppressions.is_empty() {
        return;
    }
    let reach: Vec<_> = suppressions.iter().map(|suppression| reach(suppression, story)).collect();
    let mut used: Vec<Vec<bool>> = suppressions.iter().map(|one| vec![false; one.rules.len()]).collect();
    findings.retain(|finding| {
        let mut silent = false;
        for (index, suppression) in suppressions.iter().enumerate() {
            let inside = reach[index].is_none_or(|place| holds(place, finding.primary.place));
            for (which, (name, _)) in suppression.rules.iter().enumerate() {
                if inside && *name == *finding.rule {
                    used[index][which] = true;
                    silent = true;
                }
            }
        }
        !silent
    });
    let mut speaker = Speaker { rules, path, document, findings };
    for (suppression, used) in suppressions.iter().zip(used) {
        for ((name, span), used) in suppression.rules.iter().zip(used) {
            speaker.judge(name, *span, used, language);
        }
    }
}

/// A suppression that stories of a file share is unused only where it is unused in each; what is said of it is said once.
pub fn agree(documents: &[Document], stories: &mut [&mut Vec<Finding>]) {
    let mut holders: HashMap<Place, usize> = HashMap::new();
    for document in documents {
        let names = document.suppressions().iter().flat_map(|suppression| &suppression.rules);
        names.for_each(|(_, span)| *holders.entry(document.source().place(*span)).or_default() += 1);
    }
    holders.retain(|_, stories| *stories > 1);
    let is_shared = |finding: &Finding| {
        matches!(&*finding.rule, "unused-suppression" | "invalid-suppression")
            && holders.contains_key(&finding.primary.place)
    };
    let mut said: HashMap<Place, usize> = HashMap::new();
    for finding in stories.iter().flat_map(|findings| findings.iter()).filter(|finding| is_shared(finding)) {
        *said.entry(finding.primary.place).or_default() += 1;
    }
    for findings in stories {
        findings.retain(|finding| {
            !is_shared(finding)
                || said.remove(&finding.primary.place) == holders.get(&finding.primary.place).copied()
        });
    }
}

/// The place a suppression covers; `None` is the whole file.
fn reach(suppression: &Suppression, story: &Story<'_>) -> Option<Place> {
    let Target::After(offset) = suppression.target else { return None };
    let document = story.document();
    let at = Span { start: offset, end: offset };
    if let Some(block) = story.blocks().iter().find(|block| block.span.start >= offset) {
        let inside = story.blocks().iter().any(|block| block.span.start < offset && offset < block.span.end);
        if !inside {
            return Some(document.place(block.span));
        }
    }
    let sentence = story.sentences().iter().find(|sentence| sentence.span.end > offset);
    Some(document.place(sentence.map_or(at, |sentence| sentence.span)))
}

fn holds(outer: Place, inner: Place) -> bool {
    outer.start <= inner.start && inner.start < outer.end.max(outer.start + 1)
}

/// Speaks for the rules that look at the file instead of the copy.
struct Speaker<'a> {
    rules: &'a RuleSet,
    path: &'a Arc<str>,
    document: &'a Document,
    findings: &'a mut Vec<Finding>,
}

impl Speaker<'_> {
    /// Reports a name of a suppression that silenced nothing. A rule that did not run may have had its reason.
    fn judge(&mut self, name: &str, span: Span, used: bool, language: Language) {
        if !self.rules.knows(name) {
            let problem = [("problem", format!("there is no rule `{name}`"))];
            self.say("invalid-suppression", span, &problem, did_you_mean(name, self.rules.known_names()));
        } else if !used && self.rules.looks_at(name, language) {
            self.say("unused-suppression", span, &[("rule", name.to_owned())], None);
        }
    }

    fn say(&mut self, name: &str, source: Span, values: &[(&str, String)], help: Option<String>) {
        let Some(rule) = self.rules.rule(name) else { return };
        let help = help.or_else(|| rule.help.as_ref().and_then(|help| help.fill(values)));
        self.findings.push(Finding {
            rule: Arc::clone(&rule.name),
            check: Arc::clone(&rule.check),
            severity: rule.severity,
            message: rule.message.fill(values).unwrap_or_else(|| rule.name.to_string()),
            primary: Label::new(self.path, self.document.source(), source, &[], ""),
            labels: Vec::new(),
            notes: Vec::new(),
            help,
            fixes: Vec::new(),
            certainty: None,
        });
    }
}
