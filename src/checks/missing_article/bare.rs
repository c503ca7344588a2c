//! Noun phrases that good copy leaves bare: idioms, offices, and descriptions before a name.

use crate::lexicon::bare_phrases::{is_office_of_one, is_time_of_honour, makes_an_office};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::gap::{Place, place_at, stands_bare};
use crate::story::name::{Kind, Name};
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
    let sentence = story.sentence_around(token as usize);
    sentence.is_some_and(|sentence| is_bare(story, &place_at(story, sentence, token as usize)))
}

/// Whether the token is part of somebody's name, or the last word of a longer name that the story gives without an article.
#[must_use]
pub fn is_person(story: &Story<'_>, token: usize) -> bool {
    let span = story.tokens()[token].span;
    let names =
        story.names().iter().filter(|name| name.mentions.iter().any(|mention| mention.contains(span)));
    names.into_iter().any(|name| name.kind == Kind::Person || is_short_form(story, name, span))
}

fn is_short_form(story: &Story<'_>, name: &Name, mention: Span) -> bool {
    let text = story.text();
    let Some((_, last)) = name.name.rsplit_once(' ') else { return false };
    let whole = name.mentions.iter().find(|whole| whole.of(text) == name.name);
    let bare = |whole: &&Span| !text[..whole.start as usize].trim_end().to_lowercase().ends_with(" the");
    last == mention.of(text) && whole.filter(bare).is_some()
}

/// “won best film”, “player of the year”.
fn is_honour(story: &Story<'_>, place: &Place) -> bool {
    let word = |at: usize| story.tokens().get(at).map_or("", |token| token.span.of(story.text()));
    word(place.token).eq_ignore_ascii_case("best")
        || (word(place.head + 1) == "of"
            && word(place.head + 2).eq_ignore_ascii_case("the")
            && is_time_of_honour(&word(place.head + 3).to_lowercase()))
}

/// “editor of British film weekly Screen Guide”, “star of cult classic “Rain””: what describes a name or a title takes no
/// article in news copy.
fn describes_a_name(story: &Story<'_>, place: &Place) -> bool {
    let tags = story.tags_around(place.token).span(place.token, place.head);
    let is_name = |tag: &Tag| matches!(tag, Tag::NNP | Tag::NNPS);
    let names = tags.last().is_some_and(is_name) && tags.iter().any(|tag| matches!(tag, Tag::NN | Tag::NNS));
    let next = story.tokens().get(place.head + 1).map(|token| token.span.of(story.text()));
    names || (place.head + 1 < place.end && matches!(next, Some("“" | "‘" | "<")))
}

/// “was elected president”, “as chief executive of the bank”, “Ann Hale, editor of the Echo”.
fn is_office(story: &Story<'_>, place: &Place) -> bool {
    let word = |at: usize| story.tokens()[at].span.of(story.text());
    let head = word(place.head);
    if !classes(head).any(Classes::ROLE.with(Classes::TITLE)) && !is_office_of_one(&head.to_lowercase()) {
        return false;
    }
    let Some(before) = place.token.checked_sub(1).filter(|&before| before >= place.first) else {
        return false;
    };
    let verb = word(before);
    story.tag(before) == Some(Tag::Comma) || makes_an_office(&verb.to_lowercase())
}
