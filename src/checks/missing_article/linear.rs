//! The second stage: a linear model that has learnt, from copy with its articles cut out, where one is missing.

use super::bare::is_bare;
use super::encoder;
use super::gap::{Article, Gap};
use crate::model::encoder::Encoder;
use crate::model::linear::Linear;
use crate::span::Span;
use crate::story::gap::prefilter::Prefilter;
use crate::story::{Sentence, Story, gap};

/// A gap that word lists hold for likelier than this is worth asking about: few good sentences have one.
pub const SUSPICIOUS: f32 = 0.05;

/// A text with more suspicious sentences than this is no story; it costs no more than about a second.
const MOST_ASKED: usize = 500;

/// Scores that count beside the network's; lower ones say no more than that an article is not likely.
const FLOOR: f32 = -3.0;

/// Adds the gaps of the sentences that the model is as sure of as `least`.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], model: &Linear, least: f32, gaps: &mut Vec<Gap>) {
    let least = model.score_of(least);
    let mut prefilter = Prefilter::new(model);
    let worth_it = sentences.iter().filter(|sentence| prefilter.passes(story, sentence, least));
    let found = worth_it.flat_map(|sentence| story.gaps(sentence, model, least));
    let found = found.filter(|gap| !is_bare(story, &gap.place));
    gaps.extend(found.map(|gap| to_gap(story, model, &gap)));
}

/// Puts the network's opinion in the place of the gaps that word lists see, and adds those that it sees itself. It is
/// asked only about sentences with such a gap, or with one that scores in the linear model as one good sentence in twenty
/// does: it costs as much as all the rest.
pub fn ask(
    story: &Story<'_>,
    sentences: &[&Sentence],
    model: &Linear,
    network: &Encoder,
    covers: &dyn Fn(u32) -> bool,
    gaps: &mut Vec<Gap>,
) {
    let gate = model.shape().calibration.gate;
    let mut listed = std::mem::take(gaps);
    listed.retain(|gap| gap.certainty > SUSPICIOUS);
    let mut asked = 0;
    for sentence in sentences {
        let inside = |gap: &&Gap| (sentence.first_token..sentence.end_token).contains(&gap.token);
        let listed: Vec<Gap> = listed.iter().filter(inside).copied().collect();
        let suspect = |gap: gap::Gap| covers(gap.place.token as u32);
        let is_worth_it =
            listed.iter().any(|gap| covers(gap.token)) || story.gaps(sentence, model, gate).any(suspect);
        if is_worth_it && asked < MOST_ASKED {
            asked += 1;
            let scored: Vec<_> = story.gaps(sentence, model, FLOOR).collect();
            encoder::look(network, story, sentence, &scored, &listed, gaps);
        }
    }
}

fn to_gap(story: &Story<'_>, model: &Linear, gap: &gap::Gap) -> Gap {
    let tokens = story.tokens();
    let phrase = Span { start: tokens[gap.place.token].span.start, end: tokens[gap.place.head].span.end };
    let article = if gap.definite { Article::The } else { Article::A };
    Gap { token: gap.place.token as u32, article, certainty: model.probability(gap.score), phrase }
}
