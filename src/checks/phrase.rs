//! Words that should not stand in copy, with what to write instead where there is an answer.
//!
//! A desk lists phrases; each is found as whole words, in any case unless the rule says otherwise, also when a line
//! break or a curly apostrophe stands inside it. Where a replacement is given it becomes a fix, re-cased to the place.

use std::collections::BTreeMap;
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::{Located, Problems, Rule, read_settings};
use crate::span::Span;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "phrase",
    about: "Words that should not stand, with a replacement where there is one.",
    values: &["phrase", "replacement"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `phrase` rule can set.
    pub struct Settings {
        /// The words that should not stand; one space stands for any white space.
        pub phrases: Vec<Located<String>> = Vec::new(),
        /// What to write instead of a phrase; its keys need not stand in `phrases` again.
        pub replacements: BTreeMap<String, String> = BTreeMap::new(),
        /// Whether capitals have to agree.
        pub match_case: bool = false,
        /// Whether the replacement may be put in unseen (`safe`) or is a proposal (`suggested`).
        pub fix: FixSafety = FixSafety::Suggested,
    }
}

choices! {
    /// How far a replacement is to be trusted.
    pub enum FixSafety {
        /// Right wherever the phrase stands.
        Safe = "safe",
        /// To be read first.
        Suggested = "suggested",
    }
}

struct Phrases {
    rules: Vec<Arc<Rule>>,
    entries: Vec<Entry>,
    /// Finds how entries begin.
    starts: Option<AhoCorasick>,
    /// The entry each pattern of `starts` belongs to.
    entry_of: Vec<usize>,
}

struct Entry {
    rule: usize,
    words: Vec<String>,
    replacement: Option<String>,
    match_case: bool,
    safety: Safety,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut entries = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let settings: Settings = read_settings(rule, problems);
        report_empty(rule, &settings, problems);
        entries.extend(entries_of(index, &settings));
    }
    let starts: Vec<(String, usize)> = entries
        .iter()
        .enumerate()
        .flat_map(|(index, entry)| starts_of(&entry.words[0]).into_iter().map(move |start| (start, index)))
        .collect();
    let automaton =
        AhoCorasick::builder().ascii_case_insensitive(true).build(starts.iter().map(|(start, _)| start));
    let entry_of = starts.iter().map(|(_, index)| *index).collect();
    Box::new(Phrases { rules: rules.to_vec(), entries, starts: automaton.ok(), entry_of })
}

/// What the automaton looks for: the ASCII start of a word, since it folds the case of ASCII letters only, or the
/// first character in either case. The rest is left to [`Entry::matches`].
fn starts_of(word: &str) -> Vec<String> {
    let end = word.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(word.len());
    if end > 0 {
        return vec![word[..end].to_owned()];
    }
    let first = word.chars().next().into_iter();
    let mut starts: Vec<String> =
        vec![first.clone().collect(), first.clone().flat_map(char::to_lowercase).collect()];
    starts.push(first.flat_map(char::to_uppercase).collect());
    starts.sort_unstable();
    starts.dedup();
    starts
}

fn report_empty(rule: &Rule, settings: &Settings, problems: &mut Problems) {
    for phrase in &settings.phrases {
        if phrase.value.trim().is_empty() {
            problems.add(&rule.file, phrase.span, "a phrase needs at least one word", None);
        }
    }
    if settings.phrases.is_empty() && settings.replacements.is_empty() {
        let help = "give `phrases = […]` or a table `replacements` under `[rule.settings]`";
        problems.add(&rule.file, rule.span, "this rule lists no phrase", Some(help.into()));
    }
}

fn entries_of(rule: usize, settings: &Settings) -> Vec<Entry> {
    let listed = settings.phrases.iter().map(|phrase| phrase.value.as_str());
    let mut phrases: Vec<&str> = listed.chain(settings.replacements.keys().map(String::as_str)).collect();
    phrases.sort_unstable();
    phrases.dedup();
    let safety = match settings.fix {
        FixSafety::Safe => Safety::Safe,
        FixSafety::Suggested => Safety::Suggested,
    };
    let entry = |phrase: &str| Entry {
        rule,
        words: phrase.split_whitespace().map(plain_apostrophes).collect(),
        replacement: settings.replacements.get(phrase).cloned(),
        match_case: settings.match_case,
        safety,
    };
    phrases.into_iter().map(entry).filter(|entry| !entry.words.is_empty()).collect()
}

impl Check for Phrases {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let Some(starts) = &self.starts else { return };
        let story = context.story;
        let text = story.text();
        let mut found: Vec<(usize, Span, usize)> = Vec::new();
        for hit in starts.find_overlapping_iter(text) {
            let index = self.entry_of[hit.pattern().as_usize()];
            let entry = &self.entries[index];
            let Some(span) = entry.matches(text, hit.start()) else { continue };
            if self.rules[entry.rule].scope.covers_span(story, span) {
                found.push((entry.rule, span, index));
            }
        }
        for (rule, span, index) in longest(found) {
            sink.report(&self.rules[rule], self.entries[index].report(span, text));
        }
    }
}

/// Of the matches of one rule that overlap, the one that begins first and is longest.
fn longest(mut found: Vec<(usize, Span, usize)>) -> Vec<(usize, Span, usize)> {
    found.sort_by_key(|&(rule, span, index)| (rule, span.start, std::cmp::Reverse(span.end), index));
    let mut last: Option<(usize, Span)> = None;
    found.retain(|&(rule, span, _)| {
        let free = last.is_none_or(|(other, before)| other != rule || span.start >= before.end);
        if free {
            last = Some((rule, span));
        }
        free
    });
    found
}

impl Entry {
    /// The span of the phrase when it stands at `start` as whole words.
    fn matches(&self, text: &str, start: usize) -> Option<Span> {
        let before = text.get(..start)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let mut at = start;
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                let rest = text.get(at..)?;
                let blank = rest.len() - rest.trim_start().len();
                if blank == 0 {
                    return None;
                }
                at += blank;
            }
            at += self.word_length(word, text.get(at..)?)?;
        }
        let after = text.get(at..)?.chars().next();
        let ends =
            self.words.last().and_then(|word| word.chars().next_back()).is_some_and(char::is_alphanumeric);
        if ends && after.is_some_and(char::is_alphanumeric) {
            return None;
        }
        Some(Span::new(start, at))
    }

    /// How many bytes of `text` the word covers when the text begins with it.
    fn word_length(&self, word: &str, text: &str) -> Option<usize> {
        let mut rest = text.char_indices();
        for wanted in word.chars() {
            let (_, seen) = rest.next()?;
            let seen = if seen == '’' { '\'' } else { seen };
            let same = seen == wanted || (!self.match_case && seen.to_lowercase().eq(wanted.to_lowercase()));
            if !same {
                return None;
            }
        }
        Some(rest.next().map_or(text.len(), |(at, _)| at))
    }

    fn report(&self, span: Span, text: &str) -> Report {
        let phrase = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let replacement = self.replacement.as_ref().map(|words| recase(words, &phrase));
        let mut report = Report { span, values: vec![("phrase", phrase)], ..Report::default() };
        if let Some(words) = replacement {
            report.values.push(("replacement", words.clone()));
            let title = if words.is_empty() { "leave it out".into() } else { format!("write “{words}”") };
            report.repairs.push(Repair { title, safety: self.safety, edits: vec![(span, words)] });
        }
        report
    }
}

/// `words` in the case of `like`: all capitals, a capital first, or as they are.
fn recase(words: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return words.to_uppercase();
    }
    let mut rest = words.chars();
    match (letters().next(), rest.next()) {
        (Some(first), Some(own)) if first.is_uppercase() => own.to_uppercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

fn plain_apostrophes(word: &str) -> String {
    word.replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::recase;

    #[test]
    fn replacements_take_the_case_of_the_place() {
        assert_eq!(recase("use", "Utilise"), "Use");
        assert_eq!(recase("use", "UTILISE"), "USE");
        assert_eq!(recase("the BBC", "it"), "the BBC");
    }
}
