//! Copy that a regular expression describes, with what to write instead where there is an answer.
//!
//! A rule gives one pattern or several ways of one; where they stand in its scope, it speaks. In a replacement `$1` is
//! what the first group found. A pattern sees one paragraph at a time, or one sentence when the scope says so. What it
//! may cost is bounded: a rule that takes too much work on a text is stopped there, and named.

mod template;

use std::sync::Arc;

use super::{Check, Context, FixSafety, Kind, Repair, Report, Sink};
use crate::rule::pattern::{Groups, Sieve};
use crate::rule::scope::Unit;
use crate::rule::settings::Settings as _;
use crate::rule::words::recase;
use crate::rule::{Located, Pattern, Problems, Rule, read_whole_settings};
use crate::settings;
use crate::span::Span;
use crate::story::Story;
use template::Replacement;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "pattern",
    about: "Copy that a regular expression describes, with a replacement where there is one.",
    values: &["phrase", "replacement"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `pattern` rule can set.
    pub struct Settings {
        /// Regular expressions, with look-around; the first that matches at a place counts.
        pub patterns: Vec<Located<Pattern>> = Vec::new(),
        /// What has to stand directly before each of them, counted as part of the match.
        pub before: Option<Pattern> = None,
        /// What has to stand directly after each of them, counted as part of the match.
        pub after: Option<Pattern> = None,
        /// What to write instead; `$1` is what the first group found, `$0` the whole.
        pub replacement: Option<Replacement> = None,
        /// Whether capitals have to agree.
        pub match_case: bool = true,
        /// Whether a match of `patterns` has to be no part of a longer word.
        pub whole_words: bool = false,
        /// Whether the replacement may be put in unseen (`safe`) or is a proposal (`suggested`).
        pub fix: FixSafety = FixSafety::Suggested,
    }
}

struct Patterns {
    rules: Vec<Prepared>,
    sieve: Sieve,
}

struct Prepared {
    rule: Arc<Rule>,
    pattern: Pattern,
    replacement: Option<Replacement>,
    match_case: bool,
    fix: FixSafety,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        if let Some(pattern) = pattern_of(rule, &settings, problems) {
            prepared.push(Prepared {
                rule: Arc::clone(rule),
                pattern,
                replacement: settings.replacement,
                match_case: settings.match_case,
                fix: settings.fix,
            });
        }
    }
    let sieve = Sieve::new(prepared.iter().map(|one| &one.pattern));
    Box::new(Patterns { rules: prepared, sieve })
}

/// One pattern of all that the rule gives.
fn pattern_of(rule: &Rule, settings: &Settings, problems: &mut Problems) -> Option<Pattern> {
    if settings.patterns.is_empty() && settings.before.is_none() && settings.after.is_none() {
        let help = "give `patterns = ['…']` under `[rule.settings]`";
        problems.add(&rule.file, rule.span, "this rule has no pattern", Some(help.into()));
        return None;
    }
    let pattern = match Pattern::new(&source_of(settings), settings.match_case) {
        Ok(pattern) => pattern,
        Err(mistake) => {
            problems.add(&rule.file, rule.span, format!("this rule {}", mistake.message), mistake.help);
            return None;
        }
    };
    if pattern.hir().properties().minimum_len() == Some(0) {
        let nothing = |one: &&Located<Pattern>| one.value.hir().properties().minimum_len() == Some(0);
        let span = settings.patterns.iter().find(nothing).map_or(rule.span, |one| one.span);
        let help = "look for an empty alternative, such as in `(a|)`, and for `*` or `?` after everything";
        problems.add(&rule.file, span, "this pattern also matches no words at all", Some(help.into()));
        return None;
    }
    if let Some(replacement) = &settings.replacement {
        replacement.check(pattern.hir(), rule, problems);
    }
    Some(pattern)
}

fn source_of(settings: &Settings) -> String {
    let edge = |edge: &Option<Pattern>| {
        edge.as_ref().map_or_else(String::new, |one| format!("(?:{})", one.source()))
    };
    let body = match settings.patterns.as_slice() {
        [] => String::new(),
        [one] => format!("(?:{})", one.value.source()),
        several => {
            let ways: Vec<String> = several.iter().map(|one| format!("(?:{})", one.value.source())).collect();
            format!("(?:{})", ways.join("|"))
        }
    };
    let body = if settings.whole_words { format!(r"\b{body}\b") } else { body };
    format!("{}{body}{}", edge(&settings.before), edge(&settings.after))
}

impl Check for Patterns {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        for block in story.blocks() {
            for index in self.sieve.candidates(block.span.of(story.text())) {
                let prepared = &self.rules[index];
                if !prepared.rule.scope.covers(block) {
                    continue;
                }
                if prepared.rule.scope.unit == Unit::Sentence {
                    story
                        .sentences_in(block.span)
                        .iter()
                        .for_each(|one| prepared.look_at(one.span, story, sink));
                } else {
                    prepared.look_at(block.span, story, sink);
                }
            }
        }
    }
}

impl Prepared {
    fn look_at(&self, stretch: Span, story: &Story<'_>, sink: &mut Sink<'_>) {
        let text = stretch.of(story.text());
        let mut matches = self.pattern.find_iter(text);
        let mut groups = self.pattern.groups_in(text);
        for found in matches.by_ref() {
            let span = Span { start: found.start + stretch.start, end: found.end + stretch.start };
            if !self.rule.scope.covers_words(story, span) {
                continue;
            }
            if let Some(report) = self.report(text, &mut groups, found, span) {
                sink.report(&self.rule, report);
            }
        }
        if matches.spent() {
            sink.spent(&self.rule, stretch);
        }
    }

    /// `found` counts in `text`, `span` in the story.
    fn report(&self, text: &str, groups: &mut Groups<'_, '_>, found: Span, span: Span) -> Option<Report> {
        let phrase = found.of(text);
        let shown = phrase.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut report = Report { span, wording: true, values: vec![("phrase", shown)], ..Report::default() };
        if let Some(replacement) = &self.replacement {
            let words = replacement.fill(text, &groups.of(found));
            let words = if self.match_case { words } else { recase(&words, phrase) };
            if words == phrase {
                return None;
            }
            report.values.push(("replacement", words.clone()));
            report.repairs.push(Repair::write(words, span, self.fix));
        }
        Some(report)
    }
}
