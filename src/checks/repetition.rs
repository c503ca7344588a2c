//! Words that stand twice in a row.
//!
//! “The the” comes of editing and hides best where a line ends. Two of the same word side by side are found in any case,
//! inside a sentence, with nothing but white space between them. Some doublings are good English (“had had”) and some are
//! names (“Walla Walla”): a rule lists both.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::document::Role;
use crate::finding::Safety;
use crate::lexicon::word_classes::{Classes, classes};
use crate::rule::settings::Settings as _;
use crate::rule::{Pattern, Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::{Story, TokenKind, is_word_char};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "repetition",
    about: "Words that stand twice in a row.",
    values: &["word", "count"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `repetition` rule can set.
    pub struct Settings {
        /// What may not stand twice in a row: a pattern that finds the pieces to compare. Words, when it is not given.
        pub pattern: Option<Pattern> = None,
        /// How many repeats in a row are fine.
        pub max: usize = 0,
        /// Whether capitals have to agree.
        pub match_case: bool = false,
        /// Whether only pieces made of letters count, with hyphens and apostrophes in them.
        pub letters_only: bool = true,
        /// Whether a repeat counts when a line ends between the two.
        pub across_lines: bool = true,
        /// Words that may stand twice, in any case: “had”.
        pub fine: Vec<String> = Vec::new(),
        /// Whether two capitals inside a sentence of running copy are taken for a name, and a capital beside a small letter for another word: “will Will”.
        pub guess_names: bool = true,
        /// Doublings that are names, with their capitals: “Walla Walla”.
        pub names: Vec<String> = Vec::new(),
    }
}

struct Repetitions {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    fine: HashSet<String>,
}

/// The same piece several times in a row.
struct Run {
    first: Span,
    /// From the first piece to the last.
    whole: Span,
    repeats: usize,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let prepared = |rule: &Arc<Rule>| {
        let settings: Settings = read_settings(rule, problems);
        let fine = settings.fine.iter().map(|word| word.to_lowercase()).collect();
        Prepared { rule: Arc::clone(rule), settings, fine }
    };
    Box::new(Repetitions { rules: rules.iter().map(prepared).collect() })
}

impl Check for Repetitions {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for prepared in &self.rules {
            prepared.look(context.story, sink);
        }
    }
}

impl Prepared {
    fn look(&self, story: &Story<'_>, sink: &mut Sink<'_>) {
        let mut runs = Vec::new();
        match &self.settings.pattern {
            None => self.in_words(story, &mut runs),
            Some(pattern) => self.in_matches(story, pattern, sink, &mut runs),
        }
        for run in runs {
            let is_name = self.is_name(story.text(), &run) || self.is_likely_name(story, &run);
            if !is_name && self.rule.scope.covers_span(story, run.whole) {
                sink.report(&self.rule, run.report(story.text()));
            }
        }
    }

    /// Words of one sentence with nothing but white space between them.
    fn in_words(&self, story: &Story<'_>, runs: &mut Vec<Run>) {
        let text = story.text();
        for sentence in story.sentences() {
            let tokens = &story.tokens()[sentence.first_token as usize..sentence.end_token as usize];
            let kinds =
                tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number));
            self.add_runs(text, kinds.map(|token| token.span), runs, |before, after| {
                is_blank(text, before, after) && is_whole(text, before) && is_whole(text, after)
            });
        }
    }

    fn in_matches(&self, story: &Story<'_>, pattern: &Pattern, sink: &mut Sink<'_>, runs: &mut Vec<Run>) {
        for stretch in self.rule.scope.stretches(story) {
            let mut matches = pattern.find_iter(stretch.of(story.text()));
            let at = |span: Span| Span { start: span.start + stretch.start, end: span.end + stretch.start };
            self.add_runs(story.text(), matches.by_ref().map(at), runs, |_, _| true);
            if matches.spent() {
                sink.spent(&self.rule, stretch);
            }
        }
    }

    fn add_runs(
        &self,
        text: &str,
        pieces: impl Iterator<Item = Span>,
        runs: &mut Vec<Run>,
        adjoin: impl Fn(Span, Span) -> bool,
    ) {
        let mut run: Option<Run> = None;
        let mut before: Option<Span> = None;
        for piece in pieces {
            let repeats =
                before.is_some_and(|before| self.is_same(text, before, piece) && adjoin(before, piece));
            match &mut run {
                Some(run) if repeats => {
                    run.repeats += 1;
                    run.whole.end = piece.end;
                }
                _ => {
                    runs.extend(run.take().filter(|run| run.repeats > self.settings.max));
                    run = Some(Run { first: piece, whole: piece, repeats: 0 });
                }
            }
            before = Some(piece);
        }
        runs.extend(run.filter(|run| run.repeats > self.settings.max));
    }

    fn is_same(&self, text: &str, before: Span, after: Span) -> bool {
        let (one, two) = (before.of(text).trim(), after.of(text).trim());
        let folds = !self.settings.match_case;
        let same = one == two
            || (folds && one.eq_ignore_ascii_case(two))
            || (folds && !one.is_ascii() && one.to_lowercase() == two.to_lowercase());
        same && !one.is_empty()
            && (!self.settings.letters_only || is_letters(one))
            && (self.settings.across_lines || !between(text, before, after).contains('\n'))
            && !self.fine.contains(&one.to_lowercase())
    }

    fn is_name(&self, text: &str, run: &Run) -> bool {
        let words = run.whole.of(text).split_whitespace();
        self.settings.names.iter().any(|name| name.split_whitespace().eq(words.clone()))
    }

    /// Whether the capitals of two words say that they are a name or not the same word.
    fn is_likely_name(&self, story: &Story<'_>, run: &Run) -> bool {
        if !self.settings.guess_names || self.settings.pattern.is_some() || opens_sentence(story, run.first) {
            return false;
        }
        let words = run.whole.of(story.text());
        let first = words.starts_with(char::is_uppercase);
        let last =
            words.split_whitespace().next_back().is_some_and(|word| word.starts_with(char::is_uppercase));
        let role = story.block_of(run.whole).map(|block| block.role);
        let is_headline = matches!(role, Some(Role::Headline | Role::Deck | Role::Crosshead));
        let is_function_word = classes(run.first.of(story.text())).any(Classes::NO_NAME);
        first != last || (first && !is_headline && !is_function_word)
    }
}

impl Run {
    fn report(&self, text: &str) -> Report {
        let word = self.first.of(text).trim().to_owned();
        let rest = Span { start: self.first.end, end: self.whole.end };
        let repair = Repair {
            title: format!("write “{word}” once"),
            safety: Safety::Safe,
            edits: vec![(rest, String::new())],
        };
        Report {
            span: self.whole,
            values: vec![("word", word), ("count", (self.repeats + 1).to_string())],
            repairs: vec![repair],
            wording: true,
            ..Report::default()
        }
    }
}

/// Whether no word of its sentence stands before the word.
fn opens_sentence(story: &Story<'_>, word: Span) -> bool {
    let sentences = story.sentences();
    let after = sentences.partition_point(|sentence| sentence.span.start <= word.start);
    let Some(sentence) = after.checked_sub(1).map(|index| sentences[index]) else { return true };
    let before = Span { start: sentence.span.start, end: word.start };
    !before.of(story.text()).contains(is_word_char)
}

fn between(text: &str, before: Span, after: Span) -> &str {
    text.get(before.end as usize..after.start as usize).unwrap_or_default()
}

fn is_blank(text: &str, before: Span, after: Span) -> bool {
    let between = between(text, before, after);
    !between.is_empty() && between.chars().all(char::is_whitespace)
}

/// Whether the token is a word by itself and not a part of one with a clitic, as “had” in “hadn’t”.
fn is_whole(text: &str, token: Span) -> bool {
    let joins = |c: char| is_word_char(c) || matches!(c, '\'' | '’' | '-' | '‑');
    let before = text[..token.start as usize].chars().next_back();
    let mut after = text[token.end as usize..].chars();
    let attached = match after.next() {
        Some(mark @ ('\'' | '’' | '-' | '‑')) => joins(mark) && after.next().is_some_and(is_word_char),
        next => next.is_some_and(is_word_char),
    };
    !before.is_some_and(|c| joins(c) && !matches!(c, '\'' | '’')) && !attached
}

fn is_letters(piece: &str) -> bool {
    piece.chars().any(char::is_alphabetic)
        && piece.chars().all(|c| is_word_char(c) && !c.is_numeric() || matches!(c, '-' | '‑' | '\'' | '’'))
}
