//! Noun phrases that good copy leaves bare: idioms, offices, and descriptions before a name.

use crate::lexicon::bare_phrases::{is_time_of_honour, makes_an_office};
use crate::lexicon::word_classes::{Classes, classes};
use crate::story::gap::{Place, place_at, stands_bare};
use crate::story::name::Kind;
use crate::story::{Story, Tag};

/// Whether the phrase needs no article, or none that anybody would miss.
#[must_use]
pub fn is_bare(story: &Story<'_>, place: &Place) -> bool {
    stands_bare(story, place)
        || describes_a_name(story, place)
        || is_office(story, place)
        || is_honour(story, place)
}

/// The same of the phrase at a token.
#[must_use]
pub fn is_bare_at(story: &Story<'_>, token: u32) -> bool {
    let after = story.sentences().partition_point(|sentence| sentence.first_token <= token);
    let sentence = after.checked_sub(1).and_then(|at| story.sentences().get(at));
    sentence.is_some_and(|sentence| is_bare(story, &place_at(story, sentence, token as usize)))
}

/// Whether the token is part of somebody's name.
#[must_use]
pub fn is_person(story: &Story<'_>, token: usize) -> bool {
    let span = story.tokens()[token].span;
    let given =
        |name: &str| name.split_once(' ').is_some_and(|(first, _)| classes(first).any(Classes::GIVEN));
    let people = story.names().iter().filter(|name| name.kind == Kind::Person || given(&name.name));
    people.flat_map(|name| &name.mentions).any(|mention| mention.contains(span))
}

/// “won best film”, “player of the year”.
fn is_honour(story: &Story<'_>, place: &Place) -> bool {
    let word = |at: usize| story.tokens().get(at).map_or("", |token| token.span.of(story.text()));
    word(place.token).eq_ignore_ascii_case("best")
        || (word(place.head + 1) == "of"
            && word(place.head + 2).eq_ignore_ascii_case("the")
            && is_time_of_honour(&word(place.head + 3).to_lowercase()))
}

/// “editor of British film weekly Screen Guide”: what describes a name takes no article in news copy.
fn describes_a_name(story: &Story<'_>, place: &Place) -> bool {
    let tags = &story.tags()[place.token..=place.head];
    let is_name = |tag: &Tag| matches!(tag, Tag::NNP | Tag::NNPS);
    is_name(&tags[tags.len() - 1]) && tags.iter().any(|tag| matches!(tag, Tag::NN | Tag::NNS))
}

/// “was elected president”, “as chief executive of the bank”, “Ann Hale, editor of the Echo”.
fn is_office(story: &Story<'_>, place: &Place) -> bool {
    let word = |at: usize| story.tokens()[at].span.of(story.text());
    if !classes(word(place.head)).any(Classes::ROLE.with(Classes::TITLE)) {
        return false;
    }
    let Some(before) = place.token.checked_sub(1).filter(|&before| before >= place.first) else {
        return false;
    };
    let verb = word(before);
    matches!(story.tags()[before], Tag::Comma) || makes_an_office(&verb.to_lowercase())
}
