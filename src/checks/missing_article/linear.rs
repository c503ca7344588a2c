//! The second stage: a linear model that has learnt, from copy with its articles cut out, where one is missing.

use super::encoder;
use super::gap::{Article, Gap};
use crate::model::encoder::Encoder;
use crate::model::linear::Linear;
use crate::span::Span;
use crate::story::{Sentence, Story, gap};

/// Gaps of less certainty are of no use to any rule.
const LEAST: f32 = 0.3;

/// Adds the gaps of a sentence that the model is sure enough of; where there is an encoder, those that it confirms.
pub fn look(
    story: &Story<'_>,
    sentence: &Sentence,
    model: &Linear,
    network: Option<&Encoder>,
    gaps: &mut Vec<Gap>,
) {
    let found: Vec<_> = story.gaps(sentence, model).collect();
    let Some(network) = network else {
        let is_sure = |gap: &&gap::Gap| {
            model.probability(gap.score) >= LEAST && !gap::stands_bare(story, &gap.place)
        };
        gaps.extend(found.iter().filter(is_sure).map(|gap| to_gap(story, model, gap)));
        return;
    };
    // Only what few good sentences show is worth the cost of a second opinion.
    if found.iter().any(|gap| gap.score > model.shape().calibration.gate) {
        encoder::look(network, story, sentence, gaps);
    }
}

fn to_gap(story: &Story<'_>, model: &Linear, gap: &gap::Gap) -> Gap {
    let tokens = story.tokens();
    let phrase = Span { start: tokens[gap.place.token].span.start, end: tokens[gap.place.head].span.end };
    let article = if gap.definite { Article::The } else { Article::A };
    Gap { token: gap.place.token as u32, article, certainty: model.probability(gap.score), phrase }
}
