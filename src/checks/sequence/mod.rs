//! Words of certain kinds in a row.
//!
//! A rule gives the parts of what it looks for, one word each: words, a pattern, all forms of a word, parts of speech.
//! Other words may stand between two parts, a part may be missing or repeat, and a part may say what the word must not
//! be. Sentences are tagged only when a word that the rule needs stands in them.

mod matcher;
mod part;
mod tags;

use std::collections::HashMap;
use std::sync::Arc;

use super::{Check, Context, FixSafety, Kind, Repair, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::words::recase;
use crate::rule::{Located, Problems, Rule, read_whole_settings};
use crate::settings;
use crate::span::Span;
use crate::story::{Sentence, Story};
use matcher::{Match, Matcher};
use part::{Part, Test};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "sequence",
    about: "Words of certain kinds in a row: parts of speech, forms of a word, words between.",
    values: &["phrase", "replacement"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `sequence` rule can set.
    pub struct Settings {
        /// The parts in their order, each a table: `words`, `pattern`, `lemma` and `tag` say what the word is (all that are given hold; without any it is any word); `skip` how many words may stand before it; `min` and `max` how often it may repeat; `not = true` that it must not be so; `target = true` that the finding points at it.
        pub parts: Vec<Located<Part>> = Vec::new(),
        /// Whether capitals of `words` and patterns have to agree.
        pub match_case: bool = false,
        /// What to write in place of what the finding points at.
        pub replacement: Option<String> = None,
        /// Whether the replacement may be put in unseen (`safe`) or is a proposal (`suggested`).
        pub fix: FixSafety = FixSafety::Suggested,
    }
}

/// The most parts that a rule may have.
const MOST_PARTS: usize = 50;

struct Sequences {
    rules: Vec<Prepared>,
    /// The rules that need a word to stand in a sentence, by that word.
    by_word: HashMap<String, Vec<usize>>,
    /// The rules that need no certain word.
    anywhere: Vec<usize>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    parts: Vec<Test>,
    needs_tags: bool,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        if let Some((message, help)) = mistake(&settings.parts) {
            problems.add(&rule.file, rule.span, message, Some(help.into()));
            continue;
        }
        let parts: Vec<Test> =
            settings.parts.iter().map(|part| part.value.test(settings.match_case)).collect();
        let needs_tags = parts.iter().any(Test::needs_tag);
        prepared.push(Prepared { rule: Arc::clone(rule), settings, parts, needs_tags });
    }
    Box::new(Sequences::new(prepared))
}

fn mistake(parts: &[Located<Part>]) -> Option<(&'static str, &'static str)> {
    if parts.is_empty() {
        return Some((
            "this rule has no parts",
            "give `parts = [{ words = \"…\" }, …]` under `[rule.settings]`",
        ));
    }
    if parts.len() > MOST_PARTS {
        return Some(("this rule has more than 50 parts", "make several rules of it"));
    }
    if parts.iter().all(|part| part.value.is_optional() || part.value.not) {
        let message = "this rule can never speak: every part may be missing or says what a word is not";
        return Some((message, "let one part be needed"));
    }
    None
}

impl Sequences {
    fn new(rules: Vec<Prepared>) -> Self {
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        let mut anywhere = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            let fewest = rule.parts.iter().filter_map(Test::needed).min_by_key(|words| words.len());
            match fewest {
                Some(words) => {
                    words.iter().for_each(|word| by_word.entry(word.clone()).or_default().push(index))
                }
                None => anywhere.push(index),
            }
        }
        Self { rules, by_word, anywhere }
    }

    /// The rules that may find something in a sentence.
    fn candidates(&self, story: &Story<'_>, sentence: &Sentence, found: &mut Vec<usize>) {
        found.clear();
        found.extend(&self.anywhere);
        if self.by_word.is_empty() {
            return;
        }
        for token in &story.tokens()[sentence.first_token as usize..sentence.end_token as usize] {
            let word = token.span.of(story.text());
            let rules = match part::is_plain(word) {
                true => self.by_word.get(word),
                false => self.by_word.get(&part::folded(word, false)),
            };
            found.extend(rules.into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
    }
}

impl Check for Sequences {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let mut matchers: Vec<Matcher<'_>> =
            self.rules.iter().map(|prepared| Matcher::new(story, &prepared.parts)).collect();
        let mut candidates = Vec::new();
        for sentence in story.sentences() {
            self.candidates(story, sentence, &mut candidates);
            for &index in &candidates {
                self.rules[index].look(story, sentence, &mut matchers[index], sink);
            }
        }
        for (prepared, matcher) in self.rules.iter().zip(&matchers) {
            if let Some(span) = matcher.spent() {
                sink.spent(&prepared.rule, span);
            }
        }
    }
}

impl Prepared {
    fn look(&self, story: &Story<'_>, sentence: &Sentence, matcher: &mut Matcher<'_>, sink: &mut Sink<'_>) {
        if !self.rule.scope.covers(&story.blocks()[sentence.block as usize]) {
            return;
        }
        let mut found = matcher.find(sentence, None);
        // Without tags there are more matches than with them: a sentence that has none need not be tagged.
        if self.needs_tags && !found.is_empty() {
            found = matcher.find(sentence, Some(story.tags_around(sentence.first_token as usize).all()));
        }
        for one in found {
            self.report(story, &one, sink);
        }
    }

    fn report(&self, story: &Story<'_>, found: &Match, sink: &mut Sink<'_>) {
        let tokens = story.tokens();
        let (first, last) = found.target.unwrap_or(found.whole);
        let span = Span { start: tokens[first].span.start, end: tokens[last].span.end };
        if !self.rule.scope.covers_words(story, span) {
            return;
        }
        let phrase = span.of(story.text()).split_whitespace().collect::<Vec<_>>().join(" ");
        let replacement = self.settings.replacement.as_ref().map(|words| recase(words, &phrase));
        let mut report =
            Report { span, values: vec![("phrase", phrase)], wording: true, ..Report::default() };
        if let Some(words) = replacement {
            report.values.push(("replacement", words.clone()));
            report.repairs.push(Repair::write(words, span, self.settings.fix));
        }
        sink.report(&self.rule, report);
    }
}
