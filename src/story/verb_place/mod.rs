//! Places where a verb may stand in the wrong form, each with how surely it does.
//!
//! A word that decides the form of a verb (“allowed”, “in”, “thanked”) and a base form after it make a place. What stands
//! around them is hashed into features, and a linear model says how much more often such a place comes about by a lost
//! “to” or -ing than in clean copy. The weights were trained by losing them in clean copy (`copydesk learn verbs`).

mod features;
pub mod outline;

use crate::lexicon::governors::Governs;
use crate::lexicon::verb_weights;
use crate::model::hashed;
use crate::span::Span;
use crate::story::Story;

pub use features::features;
use outline::{Class, Outline};

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// “allowed them play”: “to” is missing.
    MissingTo,
    /// “in play”: the verb should end in -ing.
    Preposition,
    /// “thanked them to play”: it should read “for playing”.
    For,
}

/// A place in an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What may be wrong.
    pub fault: Fault,
    /// The word that decides the form.
    pub governor: usize,
    /// The verb.
    pub verb: usize,
}

/// A place in a story.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VerbPlace {
    /// What may be wrong.
    pub fault: Fault,
    /// The word that decides the form.
    pub governor: Span,
    /// The verb.
    pub verb: Span,
    /// The word before the verb.
    pub before: Span,
    /// How surely something is wrong: the logarithm of the odds. Clean copy lies far below zero.
    pub score: f32,
}

/// Words looked at between a governor and its verb.
const REACH: usize = 8;

/// The places of a story where something is likelier wrong than not, in text order.
#[must_use]
pub fn verb_places(story: &Story<'_>) -> Vec<VerbPlace> {
    verb_places_by(story, verb_weights::table())
}

/// The same by a table of one's own.
#[must_use]
pub fn verb_places_by(story: &Story<'_>, table: &[u8]) -> Vec<VerbPlace> {
    let mut found = Vec::new();
    let mut hashes = Vec::new();
    for sentence in story.sentences() {
        if !outline::is_worth_reading(story, sentence) {
            continue;
        }
        let outline = Outline::of(story, sentence);
        let tokens = outline::tokens(story, sentence);
        for place in places(&outline) {
            features(&outline, place, &mut hashes);
            let score = hashed::score(table, &hashes) as f32 * hashed::STEP;
            if score > 0.0 {
                let span = |index: usize| tokens[index].span;
                found.push(VerbPlace {
                    fault: place.fault,
                    governor: span(place.governor),
                    verb: span(place.verb),
                    before: span(place.verb - 1),
                    score,
                });
            }
        }
    }
    found
}

/// All places of a sentence.
#[must_use]
pub fn places(outline: &Outline) -> Vec<Place> {
    let mut places = Vec::new();
    for governor in 0..outline.len() {
        let governs = outline.at(governor, 0).governs;
        if governs.any(Governs::TO) {
            after_governor(outline, governor, &mut places);
        }
        if governs.any(Governs::PARTICIPLE) {
            after_preposition(outline, governor, &mut places);
        }
        if governs.any(Governs::FOR) {
            after_thanks(outline, governor, &mut places);
        }
    }
    places
}

/// “allowed [the Russian services] track”: what may stand between is a noun phrase or an adverb.
fn after_governor(outline: &Outline, governor: usize, places: &mut Vec<Place>) {
    let has_object = outline.at(governor, 0).governs.any(Governs::OBJECT.with(Governs::NOUN).with(Governs::ADJECTIVE));
    for verb in governor + 1..outline.len().min(governor + 1 + REACH) {
        let word = outline.at(verb, 0);
        if word.base.is_some() {
            places.push(Place { fault: Fault::MissingTo, governor, verb });
        }
        let goes_on = match word.class {
            Class::Adverb => true,
            Class::Edge | Class::Comma | Class::Mark | Class::To | Class::Auxiliary | Class::Plain => false,
            Class::Conjunction => has_object && is_joint(outline, verb),
            Class::Preposition => has_object && verb > governor + 1 && is_inner(outline, verb),
            _ => has_object && !(word.governs.any(Governs::BARE) && word.base.is_some()),
        };
        if !goes_on {
            return;
        }
    }
}

/// Prepositions that a noun phrase holds.
fn is_inner(outline: &Outline, at: usize) -> bool {
    ["of", "in", "from"].iter().any(|word| outline.at(at, 0).key == outline::key_of(word))
}

fn is_joint(outline: &Outline, at: usize) -> bool {
    ["and", "or"].iter().any(|word| outline.at(at, 0).key == outline::key_of(word))
}

fn after_preposition(outline: &Outline, governor: usize, places: &mut Vec<Place>) {
    let is_not = outline.at(governor, 1).key == outline::key_of("not");
    let verb = governor + 1 + usize::from(is_not);
    if outline.at(verb, 0).base.is_some() {
        places.push(Place { fault: Fault::Preposition, governor, verb });
    }
}

/// “thanked [him] to help”.
fn after_thanks(outline: &Outline, governor: usize, places: &mut Vec<Place>) {
    for to in governor + 1..outline.len().min(governor + 2 + REACH) {
        match outline.at(to, 0).class {
            Class::To if outline.at(to, 1).base.is_some() => {
                places.push(Place { fault: Fault::For, governor, verb: to + 1 });
                return;
            }
            Class::Edge | Class::Comma | Class::Mark | Class::To => return,
            _ => {}
        }
    }
}
