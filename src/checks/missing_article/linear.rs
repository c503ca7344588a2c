//! The second stage: a linear model that has learnt, from copy with its articles cut out, where one is missing.

use super::gap::{Article, Gap};
use crate::model::linear::Linear;
use crate::span::Span;
use crate::story::{Sentence, Story, gap};

/// Gaps of less certainty are of no use to any rule.
const LEAST: f32 = 0.3;

/// Adds the gaps of the sentences that the model is sure enough of.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], model: &Linear, gaps: &mut Vec<Gap>) {
    let sure = |gap: &gap::Gap| model.probability(gap.score) >= LEAST && !gap::stands_bare(story, &gap.place);
    let found = sentences.iter().flat_map(|sentence| story.gaps(sentence, model));
    gaps.extend(found.filter(sure).map(|gap| to_gap(story, model, &gap)));
}

/// Whether a sentence is worth a second opinion: its best gap scores as only one good sentence in twenty does.
#[must_use]
pub fn suspects(story: &Story<'_>, sentence: &Sentence, model: &Linear) -> bool {
    let gate = model.shape().calibration.gate;
    story.gaps(sentence, model).any(|gap| gap.score > gate)
}

fn to_gap(story: &Story<'_>, model: &Linear, gap: &gap::Gap) -> Gap {
    let tokens = story.tokens();
    let phrase = Span { start: tokens[gap.place.token].span.start, end: tokens[gap.place.head].span.end };
    let article = if gap.definite { Article::The } else { Article::A };
    Gap { token: gap.place.token as u32, article, certainty: model.probability(gap.score), phrase }
}
