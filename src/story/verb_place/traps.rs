//! Good English that looks as if a “to” were missing, told by its grammar.

use super::outline::{Class, Outline, Word, is_set_phrase, key_of};
use super::{Fault, Place};
use crate::lexicon::governors::Governs;
use crate::lexicon::verb_forms::Base;
use crate::story::{Story, Token};

/// What a noun follows, and a verb hardly ever.
const NOUN_OPENERS: [Class; 7] = [
    Class::Determiner,
    Class::Possessive,
    Class::Preposition,
    Class::Number,
    Class::Adjective,
    Class::Abstract,
    Class::Noun,
];

/// What no verb has as an object.
const TIMES: [&str; 12] = [
    "week", "weekend", "month", "year", "morning", "evening", "season", "spring", "summer", "autumn", "fall",
    "winter",
];

/// Whether governor and verb are something else for sure.
pub fn is_trap(outline: &Outline, place: Place) -> bool {
    let Place { governor, verb, .. } = place;
    let is_direct = (governor + 1..verb).all(|index| is_particle(outline.at(index, 0)));
    (is_direct
        && (is_description(outline, place) || is_clause(outline, governor) || is_reduced(outline, governor)))
        || is_object(outline, governor)
        || is_title(outline, place)
        || is_idiom(outline, place)
        || is_subject(outline, place)
        || is_thing(outline, place)
        || is_fronted(outline, place)
}

/// Whether a preposition and a base form are something else for sure: “out of use”, “on hold”, “on live television”, “by
/// coach Ann Lee”.
pub fn is_phrase(outline: &Outline, place: Place) -> bool {
    let (preposition, word) = (outline.at(place.governor, 0), outline.at(place.verb, 0));
    let next = outline.at(place.verb, 1).class;
    let is_state = preposition.key == key_of("of") && outline.at(place.governor, -1).key == key_of("out");
    let describes =
        word.may_describe && !matches!(next, Class::Determiner | Class::Object | Class::Preposition);
    let ends = next != Class::Object && !opens_noun(outline.at(place.verb, 1));
    is_state
        || describes
        || is_stranded(outline, place.governor)
        || (ends && is_set_phrase(preposition, word))
        || is_title(outline, place)
}

/// “the men he works with say”: the preposition ends a clause about a noun.
fn is_stranded(outline: &Outline, preposition: usize) -> bool {
    outline.at(preposition, -2).class == Class::Subject && is_many(outline.at(preposition, -3))
}

/// “wants work for his crew”: a noun that the governor may take.
fn is_thing(outline: &Outline, place: Place) -> bool {
    let (governor, word) = (outline.at(place.governor, 0), outline.at(place.verb, 0));
    let is_noun = word.base != Some(Base::Plain) && outline.at(place.verb, 1).class == Class::Preposition;
    governor.governs.any(Governs::THING) && is_noun && place.verb == place.governor + 1
}

/// “Asking prices have fallen”: the governor describes the subject of the clause.
fn is_fronted(outline: &Outline, place: Place) -> bool {
    let opens = matches!(outline.at(place.governor, -1).class, Class::Edge | Class::Comma | Class::Mark);
    let is_describing = outline.at(place.governor, 0).class == Class::Ing && place.verb == place.governor + 2;
    opens && is_describing && outline.at(place.verb, -1).class == Class::Plural
}

/// “the new measures ban”, “the orders ban”: many things with a verb of their own.
fn is_subject(outline: &Outline, place: Place) -> bool {
    let (before, word) = (outline.at(place.governor, -1), outline.at(place.governor, 0));
    let is_told = word.class == Class::Past && before.class == Class::Determiner;
    let is_many = (word.class == Class::Plural || is_told) && word.governs.any(Governs::NOUN);
    is_many
        && place.verb == place.governor + 1
        && !matches!(before.class, Class::Past | Class::Preposition | Class::Ing)
}

/// Whether the verb stands elsewhere in the story as a noun. What a story speaks of, it speaks of more than once: “the
/// hunt” makes “hunt supporters” likelier than a verb.
pub fn is_noun_elsewhere(story: &Story<'_>, outline: &Outline, place: Place, token: usize) -> bool {
    let word = outline.at(place.verb, 0);
    if place.fault == Fault::For || word.base == Some(Base::Plain) {
        return false;
    }
    let text = story.text();
    let tokens = story.tokens();
    let is_noun = |(before, index): (&Token, usize)| {
        let class = Word::read(before.span.of(text), before.kind).class;
        index != token && NOUN_OPENERS.contains(&class)
    };
    let Some(verb) = tokens.get(token) else { return false };
    let forms = [word.key, key_of(&format!("{}s", verb.span.of(text)))];
    let others = tokens
        .iter()
        .zip(1..tokens.len())
        .filter(|&(_, index)| forms.contains(&key_of(tokens[index].span.of(text))));
    others.into_iter().any(is_noun)
}

/// Whether what could be a verb stands as a noun or describes one: “the pressure”, “their lobbying groups”.
pub fn is_noun(outline: &Outline, governor: usize) -> bool {
    let (before, word) = (outline.at(governor, -1), outline.at(governor, 0));
    let may_be_noun = word.base.is_some_and(|base| base != Base::Plain);
    let is_after_noun_opener =
        matches!(before.class, Class::Preposition | Class::Adjective | Class::Edge | Class::Mark);
    opens_noun(before) || (may_be_noun && is_after_noun_opener)
}

/// “the expected share”, “a possible switch”: the governor describes the noun that could be a verb.
fn is_description(outline: &Outline, place: Place) -> bool {
    let (before, governor) = (outline.at(place.governor, -1), outline.at(place.governor, 0));
    let describes = opens_noun(before)
        || matches!(before.class, Class::Determiner | Class::Preposition | Class::Adjective);
    let is_adjective = governor.governs.any(Governs::ADJECTIVE);
    let can_describe = is_adjective || !(governor.governs.any(Governs::NOUN) || governor.class == Class::Ing);
    describes && can_describe && outline.at(place.verb, 0).base != Some(Base::Plain)
}

/// “the things we want include”: the governor ends a clause about a noun, and the verb belongs to that noun.
fn is_clause(outline: &Outline, governor: usize) -> bool {
    let inner = |word: &Word| matches!(word.class, Class::Auxiliary | Class::Adverb);
    let back = (1..=4).find(|&back| !inner(&outline.at(governor, -back))).unwrap_or_default();
    let is_ours =
        outline.at(governor, -back).class == Class::Subject && is_many(outline.at(governor, -back - 1));
    is_ours || is_owned_clause(outline, governor) || is_relative(outline, governor)
}

/// “the things the council wants include”: a noun, and at once the subject of a clause about it.
fn is_owned_clause(outline: &Outline, governor: usize) -> bool {
    let is_finite = matches!(outline.at(governor, 0).class, Class::Plural | Class::Past);
    let back = (2..=4).find(|&back| opens_noun(outline.at(governor, -back)));
    is_finite && back.is_some_and(|back| is_many(outline.at(governor, -back - 1)))
}

/// Whether a word may be many things: a base form can be their verb.
fn is_many(word: Word) -> bool {
    word.class == Class::Plural
        || ["people", "those", "men", "women", "children", "police"].map(key_of).contains(&word.key)
}

/// “people who the council decides have a need”: who or which, then a subject of its own.
fn is_relative(outline: &Outline, governor: usize) -> bool {
    let relatives = ["who", "whom", "which"].map(key_of);
    let back = (2..=6).find(|&back| relatives.contains(&outline.at(governor, -back).key));
    back.is_some_and(|back| matches!(outline.at(governor, 1 - back).class, Class::Determiner | Class::Name))
}

/// “letters sent out contain”, “voters asked say”: the governor only describes the noun, whose verb it is.
fn is_reduced(outline: &Outline, governor: usize) -> bool {
    let (before, word) = (outline.at(governor, -1), outline.at(governor, 0));
    let is_present = word.base.is_some() || matches!(word.class, Class::Ing | Class::Plural);
    is_many(before) && word.governs.any(Governs::OBJECT) && !word.governs.any(Governs::DIRECT) && !is_present
}

/// “saw the effort fail”, “helped his campaign raise”: the bare verb belongs to a verb before the noun.
fn is_object(outline: &Outline, governor: usize) -> bool {
    if !outline.at(governor, 0).governs.any(Governs::NOUN) {
        return false;
    }
    let words = (1..=5).map(|back| outline.at(governor, -back));
    let stops = |word: &Word| {
        matches!(word.class, Class::Edge | Class::Comma | Class::Mark | Class::To | Class::Conjunction)
    };
    let mut words = words.take_while(|word| !stops(word));
    words.any(|word| {
        word.governs.any(Governs::BARE) && !matches!(word.class, Class::Auxiliary | Class::Adverb)
    })
}

/// “told Fox host Ann Lee”, “by coach Ann Lee”, “told the BBC's Today programme”: the noun of a name.
pub fn is_title(outline: &Outline, place: Place) -> bool {
    let (word, next) = (outline.at(place.verb, 0), outline.at(place.verb, 1));
    let is_noun = word.base.is_some_and(|base| base != Base::Plain);
    let is_within = outline.at(place.verb, -1).class == Class::Name;
    let is_owned = is_within && outline.at(place.verb, -2).class == Class::Possessive;
    is_noun && (is_owned || (next.class == Class::Name && (word.is_role || is_within)))
}

/// “declined comment”, “going live”.
fn is_idiom(outline: &Outline, place: Place) -> bool {
    let (last, word) = (outline.at(place.verb, -1), outline.at(place.verb, 0));
    let declines = ["decline", "declines", "declined", "declining"].map(key_of);
    (word.key == key_of("comment") && declines.contains(&last.key))
        || (last.key == key_of("going") && word.base != Some(Base::Plain))
}

fn is_particle(word: Word) -> bool {
    let particles = ["out", "up", "in", "down", "off", "not"].map(key_of);
    word.class == Class::Adverb || particles.contains(&word.key)
}

/// Articles and possessives: a noun follows for sure.
fn opens_noun(word: Word) -> bool {
    let openers = ["the", "a", "an", "its", "their", "our", "my", "your", "his", "her", "every"].map(key_of);
    word.class == Class::Possessive || openers.contains(&word.key)
}

/// Whether nothing but the word itself tells that it is a verb: a noun could stand there as well, as in “by fund managers”.
pub fn is_doubtful(outline: &Outline, place: Place) -> bool {
    let (word, next) = (outline.at(place.verb, 0), outline.at(place.verb, 1));
    word.base != Some(Base::Plain) && !matches!(next.class, Class::Determiner | Class::Object | Class::Adverb)
}

/// “for control this week”: what could be the object says when.
pub fn is_before_time(outline: &Outline, place: Place) -> bool {
    ["this", "last", "next"].map(key_of).contains(&outline.at(place.verb, 1).key)
        && TIMES.map(key_of).contains(&outline.at(place.verb, 2).key)
}
