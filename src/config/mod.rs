//! `copydesk.toml`: one struct, one merge. Later choices win over earlier ones, whichever file they came from.

pub mod packs;
pub mod read;
pub mod rule_schema;
pub mod schema;

use std::sync::Arc;

use globset::GlobSet;

use crate::checks::registry::KINDS;
use crate::document::{Document, Encoding, Role};
use crate::finding::Severity;
use crate::rule::words::Word;
use crate::rule::{
    Catalogue, INPUT_CHECK, Identity, Located, Problems, Rule, SettingsLayer, TomlFile, did_you_mean,
};
use crate::story::Language;
use packs::PackChoice;

/// The name a config is found by.
pub const FILE_NAME: &str = "copydesk.toml";

/// Everything a desk has decided, from one file or several that extend each other.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Folders of rule files, each with the config that names it.
    pub rules: Vec<Named>,
    /// Folders or files that quotes are looked up in, each with the config that names it.
    pub sources: Vec<Named>,
    /// Files of words that the desk accepts, each with the config that names it.
    pub vocabulary: Vec<Named>,
    /// Words that the desk accepts.
    pub words: Vec<Word>,
    /// Which models are asked.
    pub models: Models,
    /// Patterns of files that are copy although their names do not say so.
    pub include: Vec<Named>,
    /// Patterns of files and folders that a walk leaves out.
    pub exclude: Vec<Named>,
    /// Front matter keys that hold copy, and what it is.
    pub roles: Vec<(String, Role)>,
    /// What runs, how loudly and with which settings; the first is the file's own, then its overrides.
    pub choices: Vec<Choice>,
}

/// Which models a desk asks.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// The file of learnt weights, with the config that names it.
    pub learnt: Option<Named>,
    /// Whether the encoder gives a second opinion; it does when nobody says otherwise.
    pub encoder: Option<bool>,
}

/// Words of a config that something else has to make sense of.
#[derive(Clone, Debug)]
pub struct Named {
    /// The config file.
    pub file: Arc<TomlFile>,
    /// The words and their place.
    pub name: Located<String>,
}

/// What runs, how loudly and with which settings, for the stories it holds for.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Paths it holds for, relative to its config's folder; all when absent.
    pub paths: Option<GlobSet>,
    /// Front matter it holds for: every key has to have the value.
    pub front_matter: Vec<(String, String)>,
    /// Rules, checks and packs that run, and no others.
    pub select: Option<Vec<Named>>,
    /// Packs that run as well.
    pub packs: Vec<PackChoice>,
    /// Rules, checks and packs that run as well.
    pub extend_select: Vec<Named>,
    /// Rules, checks and packs that do not run.
    pub ignore: Vec<Named>,
    /// Severities by rule, check or pack.
    pub severity: Vec<(Named, Severity)>,
    /// Settings by rule or check.
    pub settings: Vec<(Named, SettingsLayer)>,
    /// The language of the stories it holds for.
    pub language: Option<Language>,
    /// The encoding of files that do not say so themselves and are not UTF-8.
    pub encoding: Option<Encoding>,
}

impl Config {
    /// Puts `other` on top: its choices come later and so win.
    pub fn merge(&mut self, other: Self) {
        self.rules.extend(other.rules);
        self.vocabulary.extend(other.vocabulary);
        self.words.extend(other.words);
        self.sources.extend(other.sources);
        self.models.learnt = other.models.learnt.or(self.models.learnt.take());
        self.models.encoder = other.models.encoder.or(self.models.encoder);
        self.include.extend(other.include);
        self.exclude.extend(other.exclude);
        self.roles.extend(other.roles);
        self.choices.extend(other.choices);
    }

    /// Which choices hold for a story, as indices in their order. `path` is relative to the config's folder.
    #[must_use]
    pub fn choices_for(&self, path: &str, document: &Document) -> Vec<usize> {
        let holds = |choice: &Choice| choice.holds_for(path, document);
        (0..self.choices.len()).filter(|&index| holds(&self.choices[index])).collect()
    }

    /// The rules that run under some choices, in the order of their names.
    #[must_use]
    pub fn rules_under(&self, choices: &[usize], catalogue: &[Arc<Rule>]) -> Vec<Arc<Rule>> {
        let mut running: Vec<bool> = catalogue.iter().map(|rule| rule.runs_by_default()).collect();
        let mut rules = catalogue.to_vec();
        for choice in choices.iter().filter_map(|&index| self.choices.get(index)) {
            for (rule, runs) in rules.iter_mut().zip(&mut running) {
                *runs = choice.runs(rule, *runs);
                choice.adjust(rule);
            }
        }
        let running = rules.into_iter().zip(running).filter(|(_, runs)| *runs);
        running.map(|(rule, _)| rule).collect()
    }

    /// The language that some choices say the story is in.
    #[must_use]
    pub fn language_under(&self, choices: &[usize]) -> Option<Language> {
        choices.iter().rev().find_map(|&index| self.choices.get(index)?.language)
    }

    /// The encoding that holds for a path. What depends on a file's front matter cannot say how to read it.
    #[must_use]
    pub fn encoding_of(&self, path: &str) -> Option<Encoding> {
        let holds = |choice: &&Choice| {
            choice.front_matter.is_empty() && choice.paths.as_ref().is_none_or(|paths| paths.is_match(path))
        };
        self.choices.iter().rev().filter(holds).find_map(|choice| choice.encoding)
    }

    /// Whether some choice switches the rule on, for whatever stories.
    #[must_use]
    pub fn switches_on(&self, rule: &Identity) -> bool {
        self.choices.iter().any(|choice| {
            let names = |list: &[Named]| list.iter().any(|named| rule.is_switched_on_by(&named.name.value));
            choice.select.as_deref().is_some_and(names)
                || names(&choice.extend_select)
                || choice.has_pack(rule.pack.as_deref())
        })
    }

    /// Reports every name that no rule, check or pack answers to, and packs of another version.
    pub fn check_names(&self, catalogue: &Catalogue, problems: &mut Problems) {
        for choice in &self.choices {
            choice.packs.iter().for_each(|pack| pack.check(catalogue, problems));
            let severity = choice.severity.iter().map(|(name, _)| name);
            let settings = choice.settings.iter().map(|(name, _)| name);
            let selected = choice.select.iter().flatten().chain(&choice.extend_select).chain(&choice.ignore);
            for named in selected.chain(severity).chain(settings) {
                let word = &named.name.value;
                let check = KINDS.iter().any(|kind| *kind.name == **word);
                if !check && !catalogue.knows(word) {
                    let message = format!("there is no rule, check or pack `{word}`");
                    problems.add(&named.file, named.name.span, message, meant(word, catalogue));
                }
            }
        }
    }
}

/// "did you mean …?" among rules, checks and packs.
fn meant(word: &str, catalogue: &Catalogue) -> Option<String> {
    did_you_mean(word, catalogue.names().iter().map(|name| &**name))
}

impl Choice {
    fn holds_for(&self, path: &str, document: &Document) -> bool {
        let same = |(key, value): &(String, String)| {
            document.fields().iter().any(|f| f.key.eq_ignore_ascii_case(key) && f.value == *value)
        };
        self.paths.as_ref().is_none_or(|paths| paths.is_match(path)) && self.front_matter.iter().all(same)
    }

    fn has_pack(&self, pack: Option<&str>) -> bool {
        pack.is_some_and(|pack| self.packs.iter().any(|choice| choice.named.name.value == pack))
    }

    fn runs(&self, rule: &Rule, before: bool) -> bool {
        let names = |list: &[Named]| list.iter().any(|named| rule.answers_to(&named.name.value));
        // A check's name means the rules at hand: it switches on none of a pack that is off.
        let at_hand = before || rule.is_at_hand() || self.has_pack(rule.pack.as_deref());
        let switches = |list: &[Named]| {
            list.iter().any(|named| rule.identity().is_switched_on_by(&named.name.value))
                || (at_hand && names(list))
        };
        // What the program says about its own input is no matter of taste: only `ignore` takes it away.
        let about_input = *rule.check == *INPUT_CHECK && before;
        let selected = self.select.as_deref().map_or(before, |list| switches(list) || about_input);
        let added = switches(&self.extend_select) || (rule.enabled && self.has_pack(rule.pack.as_deref()));
        (selected || added) && !names(&self.ignore)
    }

    /// A rule that nothing is said about stays shared.
    fn adjust(&self, rule: &mut Arc<Rule>) {
        if let Some((_, severity)) =
            self.severity.iter().rfind(|(named, _)| rule.answers_to(&named.name.value))
        {
            Arc::make_mut(rule).severity = *severity;
        }
        for (named, layer) in &self.settings {
            let word = named.name.value.as_str();
            if *rule.name == *word || *rule.check == *word {
                Arc::make_mut(rule).settings.push(layer.clone());
            }
        }
    }
}
