//! Words that no dictionary knows.
//!
//! A desk names Hunspell dictionaries; without one the rule says nothing. Words that the desk accepts are right, and so
//! are numbers, addresses, acronyms and the names of the people, places and bodies in the story.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Check, Context, FixSafety, Kind, Repair, Report, Sink};
use crate::lexicon::dictionary::{Dictionary, key};
use crate::rule::settings::Settings as _;
use crate::rule::words::{Case, Word};
use crate::rule::{Finder, Located, Pattern, Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::Story;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "spelling",
    about: "Words that no dictionary of the desk's knows.",
    values: &["word", "suggestion"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

/// The setting that names dictionaries, for whoever has to find them.
pub const DICTIONARIES: &str = "dictionaries";

settings! {
    /// What a `spelling` rule can set.
    pub struct Settings {
        /// Hunspell dictionaries, without `.aff` and `.dic`: paths relative to this file, or names of installed ones such as `en_US`.
        pub dictionaries: Vec<Located<String>> = Vec::new(),
        /// Words that are right as well.
        pub words: Vec<Word> = Vec::new(),
        /// Patterns; words that one matches as a whole are left alone.
        pub ignore: Vec<Pattern> = Vec::new(),
        /// Whether the names of people, places and bodies in the story are right.
        pub names: bool = true,
        /// Whether words of capitals alone are right.
        pub capitals: bool = true,
        /// How many corrections are offered.
        pub suggestions: usize = 3,
    }
}

/// How many different words of a story get corrections: looking for one takes a millisecond.
const MOST_CORRECTED: usize = 200;

struct Spelling {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    /// Keys of the dictionaries.
    keys: Vec<String>,
    words: Finder,
    ignore: Vec<Pattern>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let prepared = |rule: &Arc<Rule>| {
        let settings: Settings = read_settings(rule, problems);
        let names = |layer: &&crate::rule::SettingsLayer| {
            layer.table.iter().any(|(key, _)| key.value == DICTIONARIES)
        };
        let file = rule.settings.iter().rev().find(names).map_or(&rule.file, |layer| &layer.file);
        let keys = settings.dictionaries.iter().map(|name| key(&file.path, &name.value)).collect();
        let words = Finder::new(&settings.words, Case::Own);
        let whole = |pattern: &Pattern| Pattern::new(&format!(r"\A(?:{})\z", pattern.source()), true).ok();
        let ignore = settings.ignore.iter().filter_map(whole).collect();
        Prepared { rule: Arc::clone(rule), settings, keys, words, ignore }
    };
    Box::new(Spelling { rules: rules.iter().map(prepared).collect() })
}

impl Check for Spelling {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let names = OnceCell::new();
        for prepared in &self.rules {
            let dictionaries: Option<Vec<&Dictionary>> =
                prepared.keys.iter().map(|key| context.dictionaries.get(key)).collect();
            // With one of several dictionaries missing, half the copy would seem misspelt.
            let Some(dictionaries) = dictionaries.filter(|all| !all.is_empty()) else { continue };
            let names = || names.get_or_init(|| names_of(context.story));
            Reader { prepared, dictionaries, context, known: HashMap::new(), corrected: 0 }.read(names, sink);
        }
    }
}

/// One rule on one story.
struct Reader<'r> {
    prepared: &'r Prepared,
    dictionaries: Vec<&'r Dictionary>,
    context: &'r Context<'r>,
    /// Corrections for each word met so far; none where it is right.
    known: HashMap<&'r str, Option<Vec<String>>>,
    corrected: usize,
}

impl<'r> Reader<'r> {
    fn read(&mut self, names: impl Fn() -> &'r HashSet<&'r str>, sink: &mut Sink<'_>) {
        let (story, rule) = (self.context.story, &self.prepared.rule);
        let text = story.text();
        for stretch in rule.scope.stretches(story) {
            for span in story.words_in(stretch) {
                let word = with_negation(text, span);
                if !self.known.contains_key(word) {
                    let corrections = if self.is_right(word) { None } else { Some(self.corrections(word)) };
                    self.known.insert(word, corrections);
                }
                let Some(Some(corrections)) = self.known.get(word) else { continue };
                let is_name = self.prepared.settings.names && names().contains(span.of(text));
                if !is_name && rule.scope.covers_words(story, span) {
                    sink.report(rule, report(span, word, corrections));
                }
            }
        }
    }

    fn is_right(&self, word: &str) -> bool {
        let settings = &self.prepared.settings;
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let skipped = letters < 2
            || word.contains(|c: char| c.is_numeric() || matches!(c, '@' | '#' | '/' | '_' | '&'))
            || is_host(word)
            || (settings.capitals && !word.contains(char::is_lowercase));
        skipped
            || self.is_known(word)
            || self.context.vocabulary.accepts(word)
            || self.prepared.words.is_all_of(word)
            || self.prepared.ignore.iter().any(|pattern| pattern.is_match(word))
    }

    /// Whether a dictionary knows the word, or all parts of a compound.
    fn is_known(&self, word: &str) -> bool {
        let plain = word.replace('’', "'");
        let knows = |word: &str| self.dictionaries.iter().any(|dictionary| dictionary.knows(word));
        let parts = plain.split(['-', '\u{2010}', '\u{2011}']);
        knows(&plain) || (parts.clone().count() > 1 && parts.filter(|part| !part.is_empty()).all(knows))
    }

    fn corrections(&mut self, word: &str) -> Vec<String> {
        let most = self.prepared.settings.suggestions;
        if most == 0 || self.corrected >= MOST_CORRECTED {
            return Vec::new();
        }
        self.corrected += 1;
        let plain = word.replace('’', "'");
        let mut all: Vec<String> = Vec::new();
        for correction in self.dictionaries.iter().flat_map(|one| one.suggestions(&plain, most)) {
            if !all.contains(&correction) {
                all.push(correction);
            }
        }
        all.truncate(most);
        all
    }
}

fn report(span: Span, word: &str, corrections: &[String]) -> Report {
    let mut report =
        Report { span, values: vec![("word", word.to_owned())], wording: true, ..Report::default() };
    if !corrections.is_empty() {
        let quoted: Vec<_> = corrections.iter().map(|word| format!("“{word}”")).collect();
        report.values.push(("suggestion", quoted.join(" or ")));
    }
    let whole = Span { start: span.start, end: span.start + word.len() as u32 };
    let repairs = corrections.iter().map(|word| Repair::write(word.clone(), whole, FixSafety::Suggested));
    report.repairs = repairs.collect();
    report
}

/// The word with a negation that is cut off it: “won’t” is spelt right although “wo” is not.
fn with_negation(text: &str, word: Span) -> &str {
    let after = text.get(word.end as usize..).unwrap_or_default();
    let negation = ["n't", "n’t", "N'T", "N’T"].iter().find(|negation| after.starts_with(**negation));
    let end = word.end as usize + negation.map_or(0, |negation| negation.len());
    text.get(word.start as usize..end).unwrap_or_default()
}

/// Whether the word looks like a host: “example.com”; abbreviations such as “a.m.” are letters with stops.
fn is_host(word: &str) -> bool {
    word.trim_end_matches('.').contains('.')
}

/// The words of all names in the story.
fn names_of<'s>(story: &'s Story<'_>) -> HashSet<&'s str> {
    let text = story.text();
    let mentions = story.names().iter().flat_map(|name| &name.mentions);
    let words = mentions.flat_map(|mention| story.words_in(*mention));
    words.map(|word| word.of(text)).collect()
}
