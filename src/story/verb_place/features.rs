//! What stands around a place, as hashed features.

use super::outline::{Class, Outline, Word, key_of};
use super::{Fault, Place};
use crate::lexicon::governors::Governs;

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The features of a place, into `hashes`.
pub fn features(outline: &Outline, place: Place, hashes: &mut Vec<u64>) {
    hashes.clear();
    let mut features = Features { hashes, salt: place.fault as u64 + 1 };
    let view = View::new(outline, place);
    match place.fault {
        Fault::MissingTo => missing_to(&view, &mut features),
        Fault::Preposition => preposition(&view, &mut features),
        Fault::For => thanks(&view, &mut features),
    }
}

struct Features<'h> {
    hashes: &'h mut Vec<u64>,
    salt: u64,
}

impl Features<'_> {
    /// Adds one feature: `name` tells it from others, `parts` is what was seen.
    fn add(&mut self, name: u8, parts: &[u64]) {
        let start = (self.salt << 8 | u64::from(name)).wrapping_mul(MIX);
        let hash = parts.iter().fold(start, |hash, &part| {
            let mixed = (hash ^ part).wrapping_mul(MIX);
            mixed ^ mixed >> 29
        });
        self.hashes.push(hash.wrapping_mul(MIX));
    }
}

/// The words that features are made of.
struct View<'o> {
    outline: &'o Outline,
    place: Place,
    governor: Word,
    verb: Word,
    last: Word,
    next: Word,
    next2: Word,
    before: Word,
    before2: Word,
}

impl<'o> View<'o> {
    fn new(outline: &'o Outline, place: Place) -> Self {
        Self {
            outline,
            place,
            governor: outline.at(place.governor, 0),
            verb: outline.at(place.verb, 0),
            last: outline.at(place.verb, -1),
            next: outline.at(place.verb, 1),
            next2: outline.at(place.verb, 2),
            before: outline.at(place.governor, -1),
            before2: outline.at(place.governor, -2),
        }
    }

    fn between(&self) -> impl Iterator<Item = Word> + '_ {
        (self.place.governor + 1..self.place.verb).map(|index| self.outline.at(index, 0))
    }

    /// The nearest word before the governor that takes a bare verb or is an auxiliary: “did”, “help”, “let”.
    fn bare(&self) -> u64 {
        let words = (1..=7).map(|back| self.outline.at(self.place.governor, -back));
        let mut words = words.take_while(|word| !matches!(word.class, Class::Mark | Class::Edge));
        words
            .find(|word| word.governs.any(Governs::BARE) || word.class == Class::Auxiliary)
            .map_or(0, |word| word.key)
    }

    /// The first word after the verb that shows a clause of its own before the next comma.
    fn later(&self) -> u64 {
        let words = (1..=9).map(|ahead| self.outline.at(self.place.verb, ahead));
        let mut words =
            words.take_while(|word| !matches!(word.class, Class::Mark | Class::Comma | Class::Edge));
        words
            .find(|word| matches!(word.class, Class::Auxiliary | Class::To))
            .map_or(0, |word| word.class as u64 + 1)
    }
}

fn class(word: Word) -> u64 {
    word.class as u64
}

fn kind(word: Word) -> u64 {
    word.base.map_or(0, |base| base as u64 + 1)
}

/// What the verb and the words after it say, whatever stands before.
fn verb_and_next(view: &View<'_>, features: &mut Features<'_>) {
    let View { verb, next, next2, .. } = *view;
    let kind = kind(verb);
    features.add(1, &[verb.key]);
    features.add(2, &[kind]);
    features.add(3, &[kind, class(next)]);
    features.add(4, &[kind, next.key]);
    features.add(5, &[verb.key, class(next)]);
    features.add(6, &[verb.key, next.key]);
    features.add(7, &[kind, class(next), class(next2)]);
    features.add(8, &[class(next), class(next2)]);
    features.add(9, &[next.key]);
    features.add(10, &[verb.key, class(next), class(next2)]);
    features.add(11, &[kind, view.later()]);
}

fn missing_to(view: &View<'_>, features: &mut Features<'_>) {
    verb_and_next(view, features);
    let View { governor, verb, last, next, before, before2, .. } = *view;
    let kind = kind(verb);
    let distance = (view.place.verb - view.place.governor).min(5) as u64;
    let is_direct = view.between().all(|word| word.class == Class::Adverb || word.key == key_of("not"));
    let shape = if is_direct { 0 } else { 1 };
    let first = view.outline.at(view.place.governor, 1);
    let has_base = u64::from(view.between().any(|word| word.base.is_some()));
    let has_inner =
        u64::from(view.between().any(|word| matches!(word.class, Class::Preposition | Class::Conjunction)));
    let governs = u64::from(governor.governs.bits());
    features.add(20, &[shape, distance]);
    features.add(21, &[shape, governor.key]);
    features.add(22, &[shape, governor.key, kind]);
    features.add(23, &[shape, governor.key, verb.key]);
    features.add(24, &[shape, governs, kind]);
    features.add(25, &[shape, governor.key, class(before)]);
    features.add(26, &[shape, governor.key, before.key]);
    features.add(27, &[shape, governs, before.key]);
    features.add(28, &[shape, governor.key, class(next)]);
    features.add(29, &[shape, governs, class(before), class(before2)]);
    features.add(30, &[shape, verb.key]);
    features.add(31, &[shape, kind, class(next)]);
    features.add(32, &[shape, governs, before2.key]);
    features.add(33, &[shape, governor.key, view.bare()]);
    features.add(34, &[shape, view.bare()]);
    features.add(35, &[shape, has_base, has_inner, kind]);
    features.add(36, &[shape, governor.key, view.later()]);
    features.add(37, &[shape, governs, class(before), kind]);
    features.add(38, &[shape, governs, class(before), class(next), kind]);
    features.add(39, &[shape, governs, view.later(), kind]);
    features.add(51, &[shape, governor.key, kind, class(next)]);
    if !is_direct {
        features.add(40, &[last.key]);
        features.add(41, &[class(last), kind]);
        features.add(42, &[last.key, kind]);
        features.add(43, &[last.key, verb.key]);
        features.add(44, &[class(last), verb.key]);
        features.add(45, &[class(last), kind, class(next)]);
        features.add(46, &[class(first), distance, kind]);
        features.add(47, &[governor.key, class(first)]);
        features.add(48, &[governor.key, class(last), kind]);
        features.add(49, &[governor.key, first.key]);
        features.add(50, &[class(view.outline.at(view.place.verb, -2)), class(last), kind]);
    }
}

fn preposition(view: &View<'_>, features: &mut Features<'_>) {
    verb_and_next(view, features);
    let View { governor, verb, next, next2, before, before2, .. } = *view;
    let kind = kind(verb);
    features.add(20, &[governor.key]);
    features.add(21, &[governor.key, kind]);
    features.add(22, &[governor.key, verb.key]);
    features.add(23, &[governor.key, class(next)]);
    features.add(24, &[governor.key, kind, class(next)]);
    features.add(25, &[governor.key, class(before)]);
    features.add(26, &[governor.key, before.key]);
    features.add(27, &[before.key]);
    features.add(28, &[class(before), class(before2), kind]);
    features.add(29, &[governor.key, class(before), kind]);
    features.add(30, &[before2.key, before.key]);
    features.add(31, &[before.key, verb.key]);
    features.add(32, &[governor.key, verb.key, class(next)]);
    features.add(33, &[governor.key, next.key]);
    features.add(34, &[governor.key, class(next), class(next2)]);
    features.add(35, &[before2.key]);
    features.add(36, &[class(before), kind, class(next)]);
    features.add(37, &[governor.key, class(before), kind, class(next)]);
    features.add(38, &[class(before), verb.key]);
    features.add(39, &[governor.key, kind, class(next), class(next2)]);
    features.add(40, &[governor.key, before.key, kind]);
}

fn thanks(view: &View<'_>, features: &mut Features<'_>) {
    let View { governor, verb, next, before, .. } = *view;
    let last = view.outline.at(view.place.verb, -2);
    let first = view.outline.at(view.place.governor, 1);
    let distance = (view.place.verb - view.place.governor).min(6) as u64;
    // A noun or adjective between that takes “to” itself: “praised the decision to”.
    let taker = view.between().filter(|word| word.governs.any(Governs::NOUN.with(Governs::ADJECTIVE)));
    let other = view
        .between()
        .any(|word| matches!(word.class, Class::Preposition | Class::Auxiliary | Class::Conjunction));
    let holder = taker.last().map_or(0, |word| word.key);
    let takes = u64::from(last.governs.bits());
    features.add(1, &[]);
    features.add(2, &[governor.key]);
    features.add(3, &[distance]);
    features.add(4, &[class(last)]);
    features.add(5, &[last.key]);
    features.add(6, &[governor.key, class(last)]);
    features.add(7, &[governor.key, distance]);
    features.add(8, &[class(first)]);
    features.add(9, &[governor.key, first.key]);
    features.add(10, &[holder]);
    features.add(11, &[takes]);
    features.add(12, &[u64::from(other), u64::from(holder != 0)]);
    features.add(13, &[verb.key]);
    features.add(14, &[class(before)]);
    features.add(15, &[before.key]);
    features.add(16, &[governor.key, class(before)]);
    features.add(17, &[verb.key, class(next)]);
    features.add(18, &[class(first), class(last), distance]);
    features.add(19, &[governor.key, verb.key]);
}
