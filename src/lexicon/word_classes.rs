//! What a word can be to the search for names and speakers: one look gives all its classes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::Lists;

/// More bytes than the longest word of the lists.
const LONGEST: usize = 24;

/// The classes of a word, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

macro_rules! classes {
    ($($(#[doc = $about:literal])+ $name:ident = $bit:literal,)*) => {
        impl Classes { $($(#[doc = $about])+ pub const $name: Self = Self(1 << $bit);)* }
    };
}

classes! {
    /// A verb that needs words to be spoken or written.
    STRICT = 0,
    /// A verb that may go with quoted words.
    BROAD = 1,
    /// The plain form of a verb, which may also be a noun: “claim”.
    PLAIN = 2,
    /// A verb form in -ing.
    PARTICIPLE = 3,
    /// A verb whose object hears: “told”.
    HEARER = 4,
    /// Somebody: “minister”.
    ROLE = 5,
    /// Something that speaks: “readout”.
    DOCUMENT = 6,
    /// A word of the names of bodies.
    BODY = 7,
    /// Many who speak: “critics”.
    GROUP = 8,
    /// A title or description before a name.
    TITLE = 9,
    /// A nationality or party before a title.
    ADJECTIVE = 10,
    /// “the”, “his”, “two”.
    DETERMINER = 11,
    /// “he”.
    HE = 12,
    /// “she”.
    SHE = 13,
    /// Any other pronoun that can speak.
    PRONOUN = 14,
    /// A preposition.
    PREPOSITION = 15,
    /// An auxiliary or a negation.
    AUXILIARY = 16,
    /// An adverb.
    ADVERB = 17,
    /// A conjunction.
    CONJUNCTION = 18,
    /// Any other word that is no name though it has a capital.
    FUNCTION = 19,
    /// A day, a month.
    CALENDAR = 20,
    /// “van”, “de”.
    PARTICLE = 21,
    /// “Jr.”, “III”.
    SUFFIX = 22,
    /// A place.
    PLACE = 23,
    /// A man's given name.
    MALE = 24,
    /// A woman's given name.
    FEMALE = 25,
    /// A verb of everyday use that seldom has to do with words beside it: “gave”.
    FAINT = 26,
    /// A pronoun that is no subject: “him”.
    OBJECT = 27,
}

impl Classes {
    /// Every class of words that can open a sentence with a capital and are no name.
    pub const NO_NAME: Self = Self(
        Self::DETERMINER.0
            | Self::HE.0
            | Self::SHE.0
            | Self::PRONOUN.0
            | Self::PREPOSITION.0
            | Self::AUXILIARY.0
            | Self::ADVERB.0
            | Self::CONJUNCTION.0
            | Self::FUNCTION.0
            | Self::CALENDAR.0,
    );
    /// Verbs of saying of both kinds.
    pub const SAYING: Self = Self(Self::STRICT.0 | Self::BROAD.0);
    /// Given names of both kinds.
    pub const GIVEN: Self = Self(Self::MALE.0 | Self::FEMALE.0);
    /// Nouns that can head the words for who spoke.
    pub const SPEAKING: Self = Self(Self::ROLE.0 | Self::DOCUMENT.0 | Self::BODY.0 | Self::GROUP.0);

    /// Whether the word is in any of `classes`.
    #[must_use]
    pub const fn any(self, classes: Self) -> bool {
        self.0 & classes.0 != 0
    }

    /// The classes of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The classes of a word in any case; none for a word that no list holds.
#[must_use]
pub fn classes(word: &str) -> Classes {
    let mut plain = [0; LONGEST];
    let bytes = word.as_bytes();
    let Some(room) = plain.get_mut(..bytes.len()) else { return Classes::default() };
    room.copy_from_slice(bytes);
    room.make_ascii_lowercase();
    std::str::from_utf8(room).ok().and_then(|word| known().get(word)).copied().unwrap_or_default()
}

type Table = HashMap<String, Classes, BuildHasherDefault<Fnv>>;

fn known() -> &'static Table {
    static KNOWN: OnceLock<Table> = OnceLock::new();
    KNOWN.get_or_init(read)
}

fn read() -> Table {
    let mut table = Table::default();
    verbs(&mut table);
    let grammar = [
        ("determiners", Classes::DETERMINER),
        ("he", Classes::HE),
        ("she", Classes::SHE),
        ("pronouns", Classes::PRONOUN),
        ("prepositions", Classes::PREPOSITION),
        ("auxiliaries", Classes::AUXILIARY),
        ("adverbs", Classes::ADVERB),
        ("conjunctions", Classes::CONJUNCTION),
        ("others", Classes::FUNCTION),
        ("calendar", Classes::CALENDAR),
        ("particles", Classes::PARTICLE),
        ("suffixes", Classes::SUFFIX),
        ("objects", Classes::OBJECT),
    ];
    add(&mut table, include_str!("grammar.toml"), &grammar);
    let speakers = [
        ("titles", Classes::TITLE),
        ("roles", Classes::ROLE),
        ("documents", Classes::DOCUMENT),
        ("bodies", Classes::BODY),
        ("adjectives", Classes::ADJECTIVE),
        ("groups", Classes::GROUP),
    ];
    add(&mut table, include_str!("speakers.toml"), &speakers);
    add(&mut table, include_str!("places.toml"), &[("places", Classes::PLACE)]);
    let names = [("male", Classes::MALE), ("female", Classes::FEMALE)];
    add(&mut table, include_str!("first-names.toml"), &names);
    table
}

fn add(table: &mut Table, toml: &'static str, lists: &[(&str, Classes)]) {
    let read = Lists::read(toml);
    for &(list, class) in lists {
        for word in read.words(list) {
            insert(table, word, class);
        }
    }
}

fn verbs(table: &mut Table) {
    let lists = Lists::read(include_str!("verbs-of-saying.toml"));
    for (kind, class) in [("strict", Classes::STRICT), ("broad", Classes::BROAD)] {
        for word in lists.words(&format!("{kind}_irregular")) {
            insert(table, word, with_ending(word, class));
        }
        for word in lists.words(&format!("{kind}_regular")) {
            for form in forms(word) {
                insert(table, &form, with_ending(&form, class));
            }
            insert(table, word, class.with(Classes::PLAIN));
        }
    }
    for (list, class) in [("hearer", Classes::HEARER), ("plain", Classes::PLAIN), ("faint", Classes::FAINT)] {
        for word in lists.words(list) {
            insert(table, word, class);
        }
    }
}

fn with_ending(form: &str, class: Classes) -> Classes {
    if form.ends_with("ing") { class.with(Classes::PARTICIPLE) } else { class }
}

/// The third person, past and -ing forms of a regular verb.
pub(super) fn forms(verb: &str) -> [String; 3] {
    let silent = verb.strip_suffix('e');
    let soft = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let hisses = verb.ends_with("sh") || verb.ends_with("ch") || verb.ends_with(['s', 'x', 'z']);
    let third = match soft {
        Some(stem) => format!("{stem}ies"),
        None if hisses => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let past = match (soft, silent) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, Some(stem)) => format!("{stem}ed"),
        _ => format!("{verb}ed"),
    };
    [third, past, format!("{}ing", silent.unwrap_or(verb))]
}

fn insert(table: &mut Table, word: &str, class: Classes) {
    debug_assert!(word.len() <= LONGEST);
    let entry = table.entry(word.to_owned()).or_default();
    *entry = entry.with(class);
}

/// The Fowler–Noll–Vo hash, variant 1a, in 64 bits: short words are hashed faster than by the standard one.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_look_gives_every_class() {
        assert!(classes("Said").any(Classes::STRICT) && !classes("said").any(Classes::BROAD));
        assert!(classes("denies").any(Classes::BROAD) && classes("urging").any(Classes::PARTICIPLE));
        assert!(classes("claim").any(Classes::PLAIN) && !classes("claims").any(Classes::PLAIN));
        assert!(classes("Minister").any(Classes::ROLE) && classes("Minister").any(Classes::TITLE));
        assert!(classes("she").any(Classes::SHE) && classes("Anna").any(Classes::FEMALE));
        assert_eq!(classes("zyx"), Classes::default());
        assert_eq!(classes(&"x".repeat(100)), Classes::default());
    }
}
