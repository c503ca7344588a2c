//! Second opinions on a verb in the wrong form: what the tagger takes the words for.
//!
//! The tagger has met right English only, so that it takes many a verb in the wrong form for a noun. Where it says “verb”
//! it is right.

use super::outline::Outline;
use super::{Fault, Place, traps};
use crate::document::Role;
use crate::lexicon::names::is_past_form;
use crate::story::{Sentence, Story, Tag};

/// What the score of a place loses or gains; nothing is said where the words are something else for sure. Tuned on 1,290 published
/// stories, for less than one alarm in 2,500 sentences, and on sentences that have lost a “to” or an -ing.
pub fn doubt(story: &Story<'_>, sentence: &Sentence, outline: &Outline, place: Place) -> Option<f32> {
    let token = |place: usize| sentence.first_token as usize + place;
    let tag = |at: usize| story.tag(token(at));
    let word = story.tokens().get(token(place.verb)).map_or("", |token| token.span.of(story.text()));
    let is_verb = is_verb(tag(place.verb));
    let is_noun_next = matches!(tag(place.verb + 1), Some(Tag::NN | Tag::NNS));
    let is_direct = place.verb == place.governor + 1 && self::is_verb(tag(place.governor));
    let is_adjective = tag(place.verb) == Some(Tag::JJ) && outline.at(place.verb, 0).may_describe;
    let is_doubtful = traps::is_doubtful(outline, place) && !is_verb;
    match place.fault {
        // “won over”: the preposition belongs to a verb before it.
        Fault::Preposition if tag(place.governor) == Some(Tag::RP) => None,
        Fault::Preposition if is_doubtful && is_heading(story, sentence) => None,
        // “for turn over”: no noun has such a word behind it.
        Fault::Preposition if tag(place.verb + 1) == Some(Tag::RP) => Some(0.0),
        Fault::Preposition if is_doubtful && is_noun_next => Some(1.2),
        Fault::Preposition if is_doubtful => Some(0.75),
        // “expects total domestic output”
        Fault::MissingTo if is_adjective && tag(place.verb + 1) == Some(Tag::JJ) => None,
        // “the battle for control this year”
        Fault::MissingTo if traps::is_before_time(outline, place) => Some(1.5),
        // “the decision read”: its past has the same form.
        Fault::MissingTo if !is_verb && is_past_form(word) => Some(2.5),
        Fault::MissingTo if is_doubtful => Some(1.1),
        // “needed pass”
        Fault::MissingTo if is_verb && is_direct => Some(-0.5),
        _ => Some(0.0),
    }
}

fn is_verb(tag: Option<Tag>) -> bool {
    matches!(tag, Some(Tag::VB | Tag::VBP | Tag::VBD | Tag::VBZ))
}

/// Headings are full of compounds: “role in push”, “lift for house market”.
fn is_heading(story: &Story<'_>, sentence: &Sentence) -> bool {
    let block = story.blocks().get(sentence.block as usize);
    block.is_some_and(|block| matches!(block.role, Role::Headline | Role::Deck | Role::Crosshead))
}
