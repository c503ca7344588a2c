//! The second stage: a linear model that has learnt, from copy with its articles cut out, where one is missing.

use super::bare::is_bare;
use super::gap::{Article, Gap};
use super::{Profile, encoder};
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

/// What the model's probability is multiplied with, as odds, to be a certainty: where it alone decides, the quiet profile
/// speaks from a probability of 0.73. Tuned on published stories, for less than one false alarm in 1,000 sentences together
/// with those of the lists.
const ODDS: f32 = 1.5;

/// Rules that speak from less certainty than the quiet profile have the network asked more often, by so much of the
/// linear model's score.
const WIDER: f32 = 0.7;

/// What an unknown name loses here of what it loses beside the network, whose scores reach further.
const LOSS: f32 = 0.6;

/// Adds the gaps of the sentences that the model is as sure of as `least`.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], model: &Linear, least: f32, gaps: &mut Vec<Gap>) {
    let floor = model.score_of(least / (least + ODDS * (1.0 - least)));
    let mut prefilter = Prefilter::new(model);
    let worth_it = sentences.iter().filter(|sentence| prefilter.passes(story, sentence, floor));
    let found = worth_it.flat_map(|sentence| story.gaps(sentence, model, floor));
    let found = found.filter(|gap| !is_bare(story, &gap.place)).map(|gap| to_gap(story, model, &gap));
    gaps.extend(found.filter(|gap| gap.certainty >= least));
}

/// The score from which a sentence is worth asking about, for rules that speak from a certainty of `least`: one good
/// sentence in thirty has it, and twice as many for rules that are not content with what is surest.
pub fn gate(model: &Linear, least: f32) -> f32 {
    model.shape().calibration.gate - if least < Profile::Quiet.least() { WIDER } else { 0.0 }
}

/// Puts the network's opinion in the place of the gaps that word lists see, and adds those that it sees itself. It is
/// asked only about sentences where a list holds a gap for likelier than [`SUSPICIOUS`], or with a gap that scores above
/// the gate in the linear model: it costs more than all the rest.
pub fn ask(
    story: &Story<'_>,
    sentences: &[&Sentence],
    model: &Linear,
    network: &Encoder,
    gate: f32,
    covers: &dyn Fn(u32) -> bool,
    gaps: &mut Vec<Gap>,
) {
    let mut listed = std::mem::take(gaps);
    listed.retain(|gap| gap.certainty > SUSPICIOUS);
    gaps.extend(listed.iter().filter(|gap| gap.is_settled));
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
    let probability = model.probability(gap.score - LOSS * encoder::name_at(story, &gap.place).loss());
    let odds = ODDS * probability / (1.0 - probability).max(f32::EPSILON);
    let certainty = odds / (1.0 + odds);
    Gap { token: gap.place.token as u32, article, certainty, is_settled: false, phrase }
}
