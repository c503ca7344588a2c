//! What a name names, told by its words and by what stands around it; what is not sure is “other”.

use super::Kind;
use super::table::Entry;
use crate::lexicon::word_classes::{Classes, classes};

/// Words before the name of a place.
const BEFORE_PLACES: [&str; 16] = [
    "New", "San", "Los", "Las", "Santa", "North", "South", "East", "West", "St.", "Saint", "Fort", "El",
    "Northern", "Southern", "Middle",
];

/// The kind of an entry.
pub fn of(text: &str, entry: &Entry) -> Kind {
    let words = entry.span.of(text);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let titled = entry.title.any(Classes::TITLE.with(Classes::ROLE));
    if entry.words > 1 && entry.head.any(Classes::GIVEN) && !classes(last).any(Classes::BODY) {
        return Kind::Person;
    }
    if entry.all.any(Classes::BODY) || is_acronym(words) {
        return Kind::Body;
    }
    let opening = words.split(char::is_whitespace).next().unwrap_or_default();
    let named_place = entry.words > 1 && BEFORE_PLACES.contains(&opening);
    if !titled && (classes(last).any(Classes::PLACE) || named_place) {
        return Kind::Place;
    }
    if titled || entry.acts || (entry.words == 1 && entry.all.any(Classes::GIVEN)) {
        return Kind::Person;
    }
    Kind::Other
}

/// Whether the word is letters in capitals alone: “NATO”, “F.B.I.”.
pub fn is_acronym(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    (2..=6).contains(&letters)
        && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.' || byte == b'&')
}
