//! Gaps: the places of a sentence where an article may be missing, and what a linear model says of each.

pub mod features;
mod phrase;
pub mod phrases;

use self::features::{Features, Reading};
use self::phrases::Phrases;
use super::{Sentence, Story};
use crate::lexicon::bare_phrases;
use crate::model::linear::Linear;

/// A place where a noun phrase begins without a determiner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The index of the token after the gap.
    pub token: usize,
    /// The last word of the noun phrase.
    pub head: usize,
    /// The first token of the sentence.
    pub first: usize,
    /// One past the last token of the sentence.
    pub end: usize,
}

/// A gap with what the model says of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Where it is.
    pub place: Place,
    /// How much rather an article belongs there than none: the logarithm of the odds, as the model was trained.
    pub score: f32,
    /// Whether “the” fits better than “a”.
    pub definite: bool,
}

/// The places of a sentence at which an article may be missing, in their order.
pub fn places(story: &Story<'_>, sentence: &Sentence) -> impl Iterator<Item = Place> {
    let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
    let tags = story.tags();
    (first..end).filter(move |&token| phrase::opens(tags, token, first)).filter_map(move |token| {
        let head = phrase::head(tags, token, end)?;
        Some(Place { token, head, first, end })
    })
}

/// The place at a token of a sentence, whether or not an article could be missing there.
#[must_use]
pub fn place_at(story: &Story<'_>, sentence: &Sentence, token: usize) -> Place {
    let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
    Place { token, head: phrase::head(story.tags(), token, end).unwrap_or(token), first, end }
}

/// Gaps whose first features score less are passed over, more than half of all; of those that the gate would let through
/// fewer than one in two hundred are lost, tuned on 150 published stories.
pub const FLOOR: f32 = -0.6;

/// The gaps of a sentence with what the model says of each; hopeless ones are left out.
pub fn gaps(
    story: &Story<'_>,
    sentence: &Sentence,
    phrases: &Phrases,
    model: &Linear,
) -> impl Iterator<Item = Gap> {
    let mut features = Features::new();
    places(story, sentence).filter_map(move |place| {
        let reading = Reading::new(story, phrases, &place, |word| model.class(word));
        features.first(&reading);
        let first = model.scores(features.hashes());
        if soft_sum(first[0], first[1]) < FLOOR {
            return None;
        }
        let read = features.hashes().len();
        features.rest(&reading);
        let rest = model.scores(&features.hashes()[read..]);
        let [a, the] = [first[0] + rest[0], first[1] + rest[1]];
        Some(Gap { place, score: soft_sum(a, the), definite: the > a })
    })
}

/// Whether the phrase after a gap is one that stands bare after the word before it.
#[must_use]
pub fn stands_bare(story: &Story<'_>, place: &Place) -> bool {
    let Some(before) = place.token.checked_sub(1).filter(|&before| before >= place.first) else {
        return false;
    };
    let word = |at: usize| story.tokens()[at].span.of(story.text()).to_lowercase();
    let phrase: Vec<String> = (place.token..=place.head).map(word).collect();
    bare_phrases::stands_bare(&word(before), &phrase)
}

/// The logarithm of the odds of either article against none.
#[must_use]
pub fn soft_sum(a: f32, the: f32) -> f32 {
    let most = a.max(the);
    most + ((a - most).exp() + (the - most).exp()).ln()
}
