//! How seldom a singular noun stands without a determiner: “an attack” always, “water” seldom with one.
//!
//! `nouns.txt` was counted in text in the public domain or under free licences (`copydesk learn nouns`; the list of sources
//! stands there). Its lines lie sorted: a noun, a tab, and a letter for each [`Place`]; they are searched where they lie.

use super::line_of;

static COUNTED: &str = include_str!("nouns.txt");

/// What governs a noun phrase, and whether words stand between its beginning and its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Governor {
    /// A verb but “be”.
    Verb,
    /// A form of “be”, “become”, “remain”.
    Being,
    /// “of”.
    Of,
    /// Any other preposition.
    Preposition,
    /// A verb or a preposition, with a name at the beginning of the noun phrase; the second half of the place says whether
    /// the name itself needs “the”.
    Name,
}

/// A governor, and whether the head is described by other words.
pub type Place = (Governor, bool);

/// Every place, in the order of the letters of a line.
pub const PLACES: [Place; 10] = [
    (Governor::Verb, false),
    (Governor::Verb, true),
    (Governor::Being, false),
    (Governor::Being, true),
    (Governor::Of, false),
    (Governor::Of, true),
    (Governor::Preposition, false),
    (Governor::Preposition, true),
    (Governor::Name, false),
    (Governor::Name, true),
];

/// What the letters stand for: the share of uses without determiner is at most this, with the next bare use counted in.
pub const STEPS: [(u8, f32); 7] =
    [(b'a', 0.001), (b'b', 0.002), (b'c', 0.004), (b'd', 0.008), (b'e', 0.016), (b'f', 0.03), (b'g', 0.06)];
/// The letter for more.
pub const OFTEN: u8 = b'-';

/// What is known of a noun at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The most that is to be expected of uses without determiner, from 0 to 1.
    pub bare: f32,
    /// Whether it has “the” more often than “a”; its letter is then a capital.
    pub definite: bool,
}

/// The letters of a noun in lower case, alone or with the preposition that follows it.
#[must_use]
pub fn line(noun: &str) -> Option<&'static str> {
    line_of(COUNTED, noun)
}

/// Every line: a noun, alone or with the preposition that follows it, and its letters.
pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTED.lines().filter_map(|line| line.split_once('\t'))
}

/// What the letters say of a place; nothing where the noun stands bare often, or was seen seldom.
#[must_use]
pub fn known(letters: &str, place: Place) -> Option<Known> {
    let at = PLACES.iter().position(|&known| known == place)?;
    let letter = *letters.as_bytes().get(at)?;
    let bare =
        STEPS.iter().find(|(step, _)| *step == letter.to_ascii_lowercase()).map(|&(_, share)| share)?;
    Some(Known { bare, definite: letter.is_ascii_uppercase() })
}
