//! Sentences that one story says twice.
//!
//! A story put together from several hands, or filed in takes, tells its readers the same thing again: the opening comes
//! back in the ninth paragraph, a sentence was pasted twice, a rewritten paragraph stands beside the old one. Every
//! sentence is compared with those before it by the telling words they share. One pair gives one finding, of one of
//! three kinds: the opening said again, a sentence said again, or the same sentence with other figures or names, where
//! one of the two is probably wrong. What comes again by right stays silent: refrains, lists, tables, results, refusals
//! to comment, anything said three times or more.

mod guards;
mod verdict;
mod wording;

use std::sync::Arc;

use self::verdict::{Judge, Pair};
use self::wording::Sentences;
use super::{Check, Context, Kind, Pointer, Report, Sink};
use crate::document::Block;
use crate::lexicon::word_weights::WordWeights;
use crate::rule::settings::{Settings as _, Share};
use crate::rule::{Problems, Rule, read_settings};
use crate::span::Span;
use crate::story::similarity::terms::Terms;
use crate::story::{Sentence, Story};
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "near-duplicate",
    about: "Sentences that one story says twice.",
    values: &[],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

settings! {
    /// What a `near-duplicate` rule can set.
    pub struct Settings {
        /// Which pairs the rule speaks about: the opening said again (`lede`), a sentence said again (`sentence`), or the
        /// same sentence with other figures or names (`figures`).
        pub relation: Relation = Relation::Sentence,
        /// How sure the check has to be that two sentences say the same, from 0 to 1; `figures` does not ask.
        pub certainty: Share = Share(0.5),
        /// Words of sentences that may come again, in lower case, besides those that every desk knows.
        pub stock_phrases: Vec<String> = Vec::new(),
    }
}

choices! {
    /// How a later sentence repeats an earlier one.
    pub enum Relation {
        /// It says again what the opening said.
        Lede = "lede",
        /// It says the same.
        Sentence = "sentence",
        /// It is the same sentence with other figures or names.
        Figures = "figures",
    }
}

struct NearDuplicate {
    rules: Vec<(Arc<Rule>, Settings)>,
    /// The certainty below which no rule speaks.
    least: f64,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules: Vec<(Arc<Rule>, Settings)> =
        rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    let least = rules.iter().map(|(_, settings)| settings.certainty.0).fold(1.0, f64::min);
    Box::new(NearDuplicate { rules, least })
}

impl Check for NearDuplicate {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let compared = self.compared(story);
        let terms = terms_of(story, &compared, &context.models.words);
        for pair in Judge::new(&terms, self.least).pairs() {
            let (earlier, later) = (compared[pair.earlier].span, compared[pair.later].span);
            if let Some(rule) = self.rule_for(&pair, story, earlier, later) {
                sink.report(rule, report(story, &terms, &pair));
            }
        }
    }
}

impl NearDuplicate {
    /// The sentences of the blocks that any of the rules looks at.
    fn compared(&self, story: &Story<'_>) -> Vec<Sentence> {
        let covered = |block: &Block| self.rules.iter().any(|(rule, _)| rule.scope.covers(block));
        let blocks: Vec<bool> = story.blocks().iter().map(covered).collect();
        let wanted = |sentence: &&Sentence| blocks.get(sentence.block as usize) == Some(&true);
        story.sentences().iter().filter(wanted).copied().collect()
    }

    /// The rule that speaks about a pair: the one for its relation. Where that rule is off the pair is accepted.
    fn rule_for(&self, pair: &Pair, story: &Story<'_>, earlier: Span, later: Span) -> Option<&Rule> {
        let (one, other) = (earlier.of(story.text()), later.of(story.text()));
        if !guards::is_closed(one) || !guards::is_closed(other) || guards::is_list(one, other) {
            return None;
        }
        if is_pull_quote(story, earlier, later) {
            return None;
        }
        let (rule, settings) = self.rules.iter().find(|(_, settings)| settings.relation == pair.relation)?;
        let sure = pair.relation == Relation::Figures || pair.certainty >= settings.certainty.0;
        let stock = [one, other].iter().any(|words| guards::is_stock(words, &settings.stock_phrases));
        let covered = [earlier, later].iter().all(|&span| rule.scope.covers_span(story, span));
        (sure && covered && !stock).then_some(rule)
    }
}

/// Whether one of the two is a paragraph of quoted words alone, set apart from the same quotation in the story.
fn is_pull_quote(story: &Story<'_>, earlier: Span, later: Span) -> bool {
    let alone = |span: Span| story.block_of(span).is_some_and(|block| story.is_quoted(block.span));
    let quotes = |span: Span| {
        story.marked().iter().any(|quote| quote.span.start < span.end && span.start < quote.span.end)
    };
    let repeats = |pulled: Span, other: Span| {
        alone(pulled) && quotes(other) && guards::holds_words(other.of(story.text()), pulled.of(story.text()))
    };
    repeats(later, earlier) || repeats(earlier, later)
}

fn terms_of(story: &Story<'_>, sentences: &[Sentence], weights: &WordWeights) -> Terms {
    let (text, tokens) = (story.text(), story.tokens());
    let mut terms = Terms::with_capacity(tokens.len());
    for sentence in sentences {
        let range = sentence.first_token as usize..sentence.end_token as usize;
        let first = sentence.first_token as usize;
        terms.push_sentence(text, tokens.get(range).unwrap_or_default(), first, weights);
    }
    terms.finish();
    terms
}

fn report(story: &Story<'_>, terms: &Terms, pair: &Pair) -> Report {
    let sentences = Sentences {
        text: story.text(),
        tokens: story.tokens(),
        earlier: terms.sentence(pair.earlier),
        later: terms.sentence(pair.later),
    };
    let (earlier, later) = sentences.shared(terms, pair);
    let label = Pointer { span: earlier, text: "first said here".into(), ..Pointer::default() };
    let notes = vec![sentences.difference(pair)];
    Report { span: later, labels: vec![label], notes, ..Report::default() }
}
