//! The examples of rules are their tests: the bad one has to be spoken on, the good one not.

use std::sync::Arc;

use super::conflicts::{CONFLICTING_RULES, conflicts};
use super::pairs::PAIRS;
use super::{Desk, RuleSet, check};
use crate::archive::{Archive, Memory, Page};
use crate::baseline::judge::Reach;
use crate::baseline::read::read as read_baseline;
use crate::checks::Known;
use crate::checks::spelling::{self, DICTIONARIES};
use crate::config::read;
use crate::document::{Document, Format, Options, Source};
use crate::finding::STALE_BASELINE;
use crate::lexicon::dictionary::{Dictionaries, Files, key};
use crate::rule::value::parse;
use crate::rule::{
    CORE, Example, INPUT_CHECK, Located, Problems, Rule, SettingsLayer, TomlFile, Vocabulary, file,
};

/// What stands over an example that is one paragraph.
const HEADLINE: &str = "Case";

/// Tries every example of every rule the desk knows, and adds what does not hold.
pub fn try_all(desk: &Desk, problems: &mut Problems) {
    for rule in desk.catalogue().rules() {
        try_rule(desk, rule, problems);
    }
}

/// Tries the examples of one rule.
pub fn try_rule(desk: &Desk, rule: &Arc<Rule>, problems: &mut Problems) {
    if rule.examples.is_empty() {
        let message = format!("the rule `{}` has no example", rule.name);
        let help =
            "show copy it speaks on and copy it is silent on: `[[rule.example]]` with `bad` and `good`";
        problems.add(&rule.file, rule.span, message, Some(help.into()));
    }
    for example in &rule.examples {
        for (words, wanted) in [(&example.bad, true), (&example.good, false)] {
            let Some(words) = words else { continue };
            if speaks(desk, rule, example, words) != wanted {
                let does = if wanted { "does not speak" } else { "speaks" };
                let message = format!("the rule `{}` {does} on this example", rule.name);
                problems.add(&rule.file, words.span, message, None);
            }
        }
    }
}

/// Whether the rule has anything to say about the example.
fn speaks(desk: &Desk, rule: &Arc<Rule>, example: &Example, words: &Located<String>) -> bool {
    let mut problems = Problems::default();
    let source = Source::from_text(words.value.as_str());
    match &*rule.name {
        "invalid-rule" => drop(file::read(&TomlFile::of_rules("example", source), &Known, &mut problems)),
        CONFLICTING_RULES => {
            let rules = file::read(&TomlFile::of_rules("example", source), &Known, &mut problems);
            let rules: Vec<_> = rules.into_iter().map(Arc::new).collect();
            return !conflicts(&rules, &Vocabulary::default()).is_empty();
        }
        "invalid-config" => {
            let config = read::read(&TomlFile::of_config("example", source), &mut problems).config;
            config.check_names(desk.catalogue(), &mut problems);
        }
        STALE_BASELINE => {
            let baseline = read_baseline(&TomlFile::of_config("example", source), &mut problems);
            let judged = baseline.judge(&[], |_| true);
            return problems.0.is_empty() && !baseline.stale(&judged, rule, |_| Reach::Gone).is_empty();
        }
        _ => return speaks_on_copy(desk, rule, example, &words.value),
    }
    !problems.0.is_empty()
}

/// Whether it has anything to say about it as copy.
fn speaks_on_copy(desk: &Desk, rule: &Arc<Rule>, example: &Example, words: &str) -> bool {
    let document = document_of(words);
    let source =
        example.source.as_ref().map(|source| Page::new("source".into(), parsed(source.value.clone())));
    let archive = source.map(|page| Memory::new(vec![Arc::new(page)]));
    let archive = archive.as_ref().map(|archive| archive as &dyn Archive);
    let known = super::Known { archive, ..desk.known() };
    let names_dictionary =
        |layer: &SettingsLayer| layer.table.iter().any(|(key, _)| key.value == DICTIONARIES);
    if *rule.check == *spelling::KIND.name && !rule.settings.iter().any(names_dictionary) {
        let (rule, dictionaries) = with_own_words(rule, example);
        let rules = RuleSet::prepare(vec![rule], Arc::new([]), &mut Problems::default());
        let known = super::Known { dictionaries: &dictionaries, ..known };
        return check(&rules, &"example".into(), &document, None, known)
            .is_ok_and(|one| !one.findings.is_empty());
    }
    let rules = desk.rules_where(|other| other.name == rule.name || goes_along(other, rule));
    let checked = check(&rules, &"example".into(), &document, None, known);
    checked.is_ok_and(|checked| checked.findings.iter().any(|finding| finding.rule == rule.name))
}

/// A rule about spelling that names no dictionary is tried with the words of the good copy as one.
fn with_own_words(rule: &Arc<Rule>, example: &Example) -> (Arc<Rule>, Dictionaries) {
    const NAME: &str = "example";
    let mut dictionaries = Dictionaries::default();
    let file = TomlFile::of_rules(NAME, Source::from_text(format!("{DICTIONARIES} = [\"{NAME}\"]")));
    let (table, _) = parse(file.source.text());
    let mut rule = Rule::clone(rule);
    rule.settings.push(SettingsLayer { file, table });
    let good = example.good.as_ref().map_or("", |good| &good.value);
    let copy = format!("{HEADLINE} {good}");
    let words = move || {
        let words = copy.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        Ok(Files::of_words(words))
    };
    dictionaries.add(key(NAME, NAME), Box::new(words));
    (Arc::new(rule), dictionaries)
}

/// Whether `other` has a say in what becomes of findings of `rule`: a suppression needs something to silence, and of two
/// rules about the same pair of places one gives way.
fn goes_along(other: &Rule, rule: &Rule) -> bool {
    let has_company = *rule.check == *INPUT_CHECK || PAIRS.contains(&&*rule.check);
    has_company && other.pack.as_deref() == Some(CORE) && other.runs_by_default()
}

/// An example as a document: a sentence alone is read as the body of a story, and front matter makes it Markdown.
pub fn document_of(words: &str) -> Document {
    parsed(if words.contains("\n\n") { words.to_owned() } else { format!("{HEADLINE}\n\n{words}\n") })
}

fn parsed(text: String) -> Document {
    let format = if text.starts_with("---") { Format::Markdown } else { Format::PlainText };
    Document::parse(Source::from_text(text), format, &Options::default())
}
