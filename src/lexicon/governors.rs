//! Words that decide in which form a verb follows: “wants to play”, “allowed them to play”, “in playing”.

use super::Lists;
use super::verb_forms::forms;

/// What may follow a word, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Governs(u8);

impl Governs {
    /// “to” and a verb at once: “wants to play”.
    pub const DIRECT: Self = Self(1);
    /// Somebody, then “to” and a verb: “allowed them to play”.
    pub const OBJECT: Self = Self(2);
    /// An adjective that takes “to” and a verb.
    pub const ADJECTIVE: Self = Self(4);
    /// A noun that takes “to” and a verb.
    pub const NOUN: Self = Self(8);
    /// A bare verb, with or without somebody before it: “helped them play”.
    pub const BARE: Self = Self(16);
    /// A form in -ing.
    pub const PARTICIPLE: Self = Self(32);
    /// “for” and a form in -ing: “thanked them for playing”.
    pub const FOR: Self = Self(64);
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// A noun as well as “to” and a verb.
    pub const THING: Self = Self(128);
    /// All words that take “to” and a verb.
    pub const TO: Self = Self(1 | 2 | 4 | 8);

    /// Whether any of `others` may follow.
    #[must_use]
    pub const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// The words of both sets.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set as a number.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }
}

/// Prepositions, each with a noun that follows it in a set phrase: “on”, “hold”.
pub fn set_phrases() -> Vec<(&'static str, &'static str)> {
    let lists = Lists::read(include_str!("governors.toml"));
    let of = |preposition| lists.group("phrases", preposition).map(move |noun| (preposition, noun));
    lists.groups("phrases").flat_map(of).collect()
}

/// The words of all lists, in lower case, with what may follow each; a word of several lists comes several times.
pub fn governors() -> Vec<(String, Governs)> {
    let lists = Lists::read(include_str!("governors.toml"));
    let mut all = Vec::new();
    let verbs = [
        ("direct", Governs::DIRECT),
        ("object", Governs::OBJECT),
        ("for", Governs::FOR),
        ("things", Governs::THING),
    ];
    for (list, class) in verbs {
        all.extend(lists.group(list, "irregular").map(|word| (word.to_owned(), class)));
        for base in lists.group(list, "regular") {
            all.push((base.to_owned(), class));
            all.extend(forms(base).map(|form| (form, class)));
        }
    }
    let plain = [
        ("adjectives", Governs::ADJECTIVE),
        ("nouns", Governs::NOUN),
        ("bare", Governs::BARE),
        ("prepositions", Governs::PARTICIPLE),
    ];
    for (list, class) in plain {
        all.extend(lists.words(list).map(|word| (word.to_owned(), class)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_verb_govern() {
        let all = governors();
        let has = |word: &str, class| all.iter().any(|(other, governs)| other == word && governs.any(class));
        assert!(has("planned", Governs::DIRECT) && has("tries", Governs::DIRECT));
        assert!(has("permitting", Governs::OBJECT) && has("urged", Governs::OBJECT));
        assert!(has("criticised", Governs::FOR) && has("effort", Governs::NOUN));
    }
}
