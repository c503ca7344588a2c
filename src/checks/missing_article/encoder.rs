//! The third stage: a small network reads the whole sentence where the stages before suspect something, and what they say
//! and what it says are added up.

use super::bare::{is_bare, is_person};
use super::gap::{Article, Gap};
use crate::lexicon::names::with_the;
use crate::model::encoder::Encoder;
use crate::span::Span;
use crate::story::gap::{self, Place, place_at};
use crate::story::pieces::Pieces;
use crate::story::{Sentence, Story, Tag};

/// How much the score of the linear model counts beside that of the network, and what it is where it scored nothing;
/// recall on cut articles changed little between 0.2 and 0.7.
const LINEAR: f32 = 0.4;
const UNSCORED: f32 = -3.0;
/// How much a sure word list counts.
const LISTED: f32 = 2.9;
/// What an unknown name and one that the lists know to stand bare lose.
const UNKNOWN_NAME: f32 = 1.5;
const BARE_NAME: f32 = 2.5;
/// Scores from which the quiet and the strict profile speak, as certainties of 0.8 and 0.5; set on published stories,
/// with real faults in print left out, for one and five false alarms in a thousand sentences.
const QUIET: f32 = 3.2;
const STRICT: f32 = 2.0;
/// Logarithm of the odds of the certainty 0.8.
const SURE: f32 = 1.386;
/// Gaps of less certainty are of no use to any rule.
const LEAST: f32 = 0.3;

/// Asks the network about one sentence. `listed` are the gaps that word lists see in it, `scored` those of the linear model.
pub fn look(
    network: &Encoder,
    story: &Story<'_>,
    sentence: &Sentence,
    scored: &[gap::Gap],
    listed: &[Gap],
    gaps: &mut Vec<Gap>,
) {
    let pieces = Pieces::of(network, story.text(), sentence.span);
    let scores = network.scores(&pieces.ids, &pieces.cases);
    let opinions = pieces.gaps.iter().zip(scores).filter_map(|(start, score)| Some(((*start)?, score)));
    for (start, [none, a, the]) in opinions {
        let token = story.tokens().partition_point(|token| token.span.start < start);
        if story.tokens().get(token).is_none_or(|token| token.span.start != start) {
            continue;
        }
        let list = listed.iter().filter(|gap| gap.token as usize == token);
        let listed = list.max_by(|one, other| one.certainty.total_cmp(&other.certainty));
        let linear = scored.iter().find(|gap| gap.place.token == token).map_or(UNSCORED, |gap| gap.score);
        let place = place_at(story, sentence, token);
        let score = gap::soft_sum(a - none, the - none)
            + LINEAR * linear
            + listed.map_or_else(|| -loss_of_name(story, &place), |gap| LISTED * gap.certainty);
        let certainty = certainty(score);
        if certainty < LEAST || (listed.is_none() && (is_bare(story, &place) || is_person(story, token))) {
            continue;
        }
        let article = listed.map_or(if the > a { Article::The } else { Article::A }, |gap| gap.article);
        let phrase = listed.map_or_else(|| phrase(story, &place), |gap| gap.phrase);
        gaps.push(Gap { token: token as u32, article, certainty, phrase });
    }
}

/// Most names stand without an article, and the network has not read the papers.
fn loss_of_name(story: &Story<'_>, place: &Place) -> f32 {
    let is_name = |at: usize| matches!(story.tags()[at], Tag::NNP | Tag::NNPS);
    if !is_name(place.token) || !is_name(place.head) {
        return 0.0;
    }
    match with_the(phrase(story, place).of(story.text())) {
        None => UNKNOWN_NAME,
        Some(known) if known.share < 0.5 => BARE_NAME,
        Some(_) => 0.0,
    }
}

fn phrase(story: &Story<'_>, place: &Place) -> Span {
    let tokens = story.tokens();
    Span { start: tokens[place.token].span.start, end: tokens[place.head].span.end }
}

/// The score as a certainty, so that each profile's own is reached at its score.
fn certainty(score: f32) -> f32 {
    1.0 / (1.0 + (-(score - STRICT) * SURE / (QUIET - STRICT)).exp())
}
