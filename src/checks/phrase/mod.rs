//! Words that should not stand in copy, with what to write instead where there is an answer.
//!
//! A desk lists words and phrases; each is found as whole words, in any case unless the rule says otherwise, also when a
//! line break or a curly apostrophe stands inside it. An entry between slashes is a pattern. Where a replacement is given
//! it becomes a fix, re-cased to the place. Thousands of such rules cost hardly more than a few: one pass over the copy
//! finds the entries of them all.

mod entries;
mod replacements;

use std::cmp::Reverse;
use std::sync::Arc;

use super::{Check, Context, FixSafety, Kind, Repair, Report, Sink};
use crate::rule::scope::Unit;
use crate::rule::settings::Settings as _;
use crate::rule::words::{Word, recase};
use crate::rule::{Finder, Located, Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::Story;
use entries::{Entry, entries_of};
use replacements::Replacements;

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
        /// The words that should not stand; one space stands for any white space, and `/…/` is a pattern.
        pub phrases: Vec<Located<Word>> = Vec::new(),
        /// What to write instead of a phrase: words, or a list of them to choose from. Its keys need not stand in `phrases` again.
        pub replacements: Replacements = Replacements::default(),
        /// Whether capitals have to agree.
        pub match_case: bool = false,
        /// Whether apostrophes have to agree; otherwise a straight one stands for a curly one.
        pub match_marks: bool = false,
        /// Whether an entry has to be no part of a longer word.
        pub whole_words: bool = true,
        /// Whether the replacement may be put in unseen (`safe`) or is a proposal (`suggested`).
        pub fix: FixSafety = FixSafety::Suggested,
    }
}

/// The rules that look at stretches of one kind.
struct Group {
    unit: Unit,
    entries: Vec<Entry>,
    finder: Finder,
}

struct Phrases {
    rules: Vec<Arc<Rule>>,
    groups: Vec<Group>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut by_unit: [(Unit, Vec<(Entry, _)>); 2] =
        [(Unit::Paragraph, Vec::new()), (Unit::Sentence, Vec::new())];
    for (index, rule) in rules.iter().enumerate() {
        let before = problems.0.len();
        let settings: Settings = read_settings(rule, problems);
        if problems.0.len() == before {
            report_empty(rule, &settings, problems);
        }
        let place = usize::from(rule.scope.unit == Unit::Sentence);
        by_unit[place].1.extend(entries_of(index, rule, &settings, problems));
    }
    let group = |(unit, entries): (Unit, Vec<(Entry, _)>)| {
        let (entries, words): (Vec<_>, Vec<_>) = entries.into_iter().unzip();
        Group { unit, entries, finder: Finder::of(words) }
    };
    let groups = by_unit.into_iter().filter(|(_, entries)| !entries.is_empty()).map(group).collect();
    Box::new(Phrases { rules: rules.to_vec(), groups })
}

fn report_empty(rule: &Rule, settings: &Settings, problems: &mut Problems) {
    if settings.phrases.is_empty() && settings.replacements.0.is_empty() {
        let help = "give `phrases = […]` or a table `replacements` under `[rule.settings]`";
        problems.add(&rule.file, rule.span, "this rule lists no phrase", Some(help.into()));
    }
}

impl Check for Phrases {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for group in &self.groups {
            for stretch in group.stretches(context.story) {
                self.look_at(group, stretch, context.story, sink);
            }
        }
    }
}

impl Phrases {
    fn look_at(&self, group: &Group, stretch: Span, story: &Story<'_>, sink: &mut Sink<'_>) {
        let text = story.text();
        let found = group.finder.find(text, stretch);
        let mut hits = Vec::new();
        for hit in found.hits {
            let rule = group.entries[hit.entry].rule;
            if self.rules[rule].scope.covers_span(story, hit.span) {
                hits.push((rule, hit.span, hit.entry));
            }
        }
        for (rule, span, entry) in longest(hits) {
            if let Some(report) = group.entries[entry].report(span, text) {
                sink.report(&self.rules[rule], report);
            }
        }
        for entry in found.stopped {
            sink.spent(&self.rules[group.entries[entry].rule], stretch);
        }
    }
}

impl Group {
    fn stretches(&self, story: &Story<'_>) -> Vec<Span> {
        match self.unit {
            Unit::Sentence => story.sentences().iter().map(|sentence| sentence.span).collect(),
            Unit::Paragraph | Unit::Story => story.blocks().iter().map(|block| block.span).collect(),
        }
    }
}

/// Of the matches of one rule that overlap, the one that begins first and is longest.
fn longest(mut found: Vec<(usize, Span, usize)>) -> Vec<(usize, Span, usize)> {
    found.sort_by_key(|&(rule, span, index)| (rule, span.start, Reverse(span.end), index));
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
    /// What to say of the words at `span`; nothing where they are already what they should be.
    fn report(&self, span: Span, text: &str) -> Option<Report> {
        let phrase = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let written = |words: &String| if self.as_written { words.clone() } else { recase(words, &phrase) };
        let better: Vec<String> = self.replacements.iter().map(written).collect();
        if better.contains(&phrase) {
            return None;
        }
        let mut report =
            Report { span, wording: true, values: vec![("phrase", phrase)], ..Report::default() };
        if let Some((last, others)) = better.split_last() {
            let all =
                if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) };
            report.values.push(("replacement", all));
        }
        report.repairs = better.into_iter().map(|words| Repair::write(words, span, self.fix)).collect();
        Some(report)
    }
}
