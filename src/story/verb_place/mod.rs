//! Places where a verb may stand in the wrong form, each with how surely it does.
//!
//! A word that decides the form of a verb (“allowed”, “in”, “thanked”) and a base form after it make a place. What stands
//! around them is hashed into features, and a linear model says how much more often such a place comes about by a lost
//! “to” or -ing than in clean copy. The weights were trained by losing them in clean copy (`copydesk learn verbs`).

mod doubt;
mod features;
pub mod outline;
mod traps;

use crate::lexicon::governors::Governs;
use crate::lexicon::verb_weights;
use crate::model::hashed;
use crate::span::Span;
use crate::story::Story;

pub use features::features;
use outline::{Class, Outline, key_of};

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
            let score = hashed::score(verb_weights::table(), &hashes) as f32 * hashed::STEP;
            if score <= 0.0 {
                continue;
            }
            let verb = sentence.first_token as usize + place.verb;
            let Some(doubt) = doubt::doubt(story, sentence, &outline, place) else { continue };
            let score = score - doubt;
            if score > 0.0 && !traps::is_noun_elsewhere(story, &outline, place, verb) {
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
        let word = outline.at(governor, 0);
        if governor > 0 && word.is_capital {
            continue;
        }
        let governs = word.governs;
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

/// “allowed [the Russian services] track”: what may stand between is an adverb, or a noun phrase where the governor takes
/// one. Nouns and adjectives take one after a preposition: “time for them”.
fn after_governor(outline: &Outline, governor: usize, places: &mut Vec<Place>) {
    let reach = Reach::of(outline, governor);
    for verb in governor + 1..outline.len().min(governor + 1 + REACH) {
        let word = outline.at(verb, 0);
        let place = Place { fault: Fault::MissingTo, governor, verb };
        if word.base.is_some() && !traps::is_trap(outline, place) {
            places.push(place);
        }
        if !reach.holds(outline, verb) || word.governs.any(Governs::BARE) {
            return;
        }
    }
}

/// What may stand between a governor and its verb.
struct Reach {
    governor: usize,
    has_object: bool,
    is_led: bool,
}

impl Reach {
    fn of(outline: &Outline, governor: usize) -> Self {
        let governs = outline.at(governor, 0).governs;
        let is_taker = governs.any(Governs::NOUN.with(Governs::ADJECTIVE));
        let is_led = is_taker && ["for", "by", "of"].map(key_of).contains(&outline.at(governor, 1).key);
        let has_object = is_led || (governs.any(Governs::OBJECT) && !traps::is_noun(outline, governor));
        Self { governor, has_object, is_led }
    }

    /// Whether the token at `index` can stand there, so that the verb may come later.
    fn holds(&self, outline: &Outline, index: usize) -> bool {
        let (word, last) = (outline.at(index, 0), outline.at(index, -1));
        let is_first = index == self.governor + 1;
        match word.class {
            Class::Adverb => true,
            Class::Preposition if is_first => self.is_led,
            Class::Preposition => self.has_object && word.key == key_of("of"),
            Class::Edge | Class::Comma | Class::Mark | Class::To | Class::Auxiliary => false,
            Class::Conjunction | Class::Subject | Class::Plain => false,
            // “warned the meeting the measures lead”: a second noun phrase begins a clause.
            Class::Determiner => {
                let opens = is_first || matches!(last.class, Class::Preposition | Class::Determiner);
                self.has_object && opens && word.key != key_of("that")
            }
            _ => self.has_object,
        }
    }
}

fn after_preposition(outline: &Outline, governor: usize, places: &mut Vec<Place>) {
    let is_not = outline.at(governor, 1).key == key_of("not");
    let verb = governor + 1 + usize::from(is_not);
    let place = Place { fault: Fault::Preposition, governor, verb };
    if outline.at(verb, 0).base.is_some() && !traps::is_phrase(outline, place) {
        places.push(place);
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
            Class::Conjunction | Class::Subject | Class::Auxiliary => return,
            _ => {}
        }
    }
}
