//! Base forms of verbs: which words are, how often each is a noun as well, and its form in -ing.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use super::Lists;
use super::word_classes::{self, Fnv};

/// How sure it is that a base form is a verb where nothing else tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Hardly ever anything else: “detain”.
    Plain,
    /// A noun or an adjective as well: “stop”.
    Both,
    /// Mostly a noun: “plan”.
    Noun,
}

struct Known {
    bases: HashMap<&'static str, (Base, bool), BuildHasherDefault<Fnv>>,
    participles: HashMap<String, &'static str, BuildHasherDefault<Fnv>>,
}

/// Base forms that are what somebody is as well: “coach”.
pub fn people() -> impl Iterator<Item = &'static str> {
    Lists::read(include_str!("verb-forms.toml")).words("people").collect::<Vec<_>>().into_iter()
}

/// Base forms that describe a noun as well: “live”.
pub fn adjectives() -> impl Iterator<Item = &'static str> {
    Lists::read(include_str!("verb-forms.toml")).words("adjectives").collect::<Vec<_>>().into_iter()
}

/// The -ing form of a base form: “stopping”.
#[must_use]
pub fn participle(base: &str) -> String {
    participle_of(base, known().bases.get(base).is_some_and(|&(_, is_doubled)| is_doubled))
}

/// The base form that an -ing form belongs to.
#[must_use]
pub fn base_of_participle(word: &str) -> Option<&'static str> {
    known().participles.get(word).copied()
}

/// What kind of base form a word is, if it is one.
#[must_use]
pub fn base(word: &str) -> Option<Base> {
    known().bases.get(word).map(|&(kind, _)| kind)
}

/// All base forms.
pub fn bases() -> impl Iterator<Item = (&'static str, Base)> {
    known().bases.iter().map(|(&word, &(kind, _))| (word, kind))
}

/// The third person, past and -ing forms of a regular verb: “plans”, “planned”, “planning”.
#[must_use]
pub fn forms(base: &str) -> [String; 3] {
    let [third, past, _] = word_classes::forms(base);
    let participle = participle(base);
    let is_doubled = participle.len() == base.len() + "ning".len();
    let past = if is_doubled { participle.replace("ing", "ed") } else { past };
    [third, past, participle]
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("verb-forms.toml")))
}

fn read(toml: &'static str) -> Known {
    let lists = Lists::read(toml);
    let mut bases: HashMap<_, _, BuildHasherDefault<Fnv>> = HashMap::default();
    for (group, kind) in [("plain", Base::Plain), ("both", Base::Both), ("nouns", Base::Noun)] {
        bases.extend(lists.group("verbs", group).map(|word| (word, (kind, false))));
    }
    for word in lists.words("doubled") {
        if let Some((_, is_doubled)) = bases.get_mut(word) {
            *is_doubled = true;
        }
    }
    let participles = bases.iter().map(|(&word, &(_, is_doubled))| (participle_of(word, is_doubled), word));
    Known { participles: participles.collect(), bases }
}

fn participle_of(base: &str, is_doubled: bool) -> String {
    let bytes = base.as_bytes();
    let last = bytes.last().copied().unwrap_or_default();
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if let Some(stem) =
        base.strip_suffix('e').filter(|stem| stem.len() > 1 && !stem.ends_with(['e', 'o', 'y']))
    {
        return format!("{stem}ing");
    }
    match last {
        b'c' if is_doubled => format!("{base}king"),
        _ if is_doubled || is_short(bytes) => format!("{base}{}ing", last as char),
        _ => format!("{base}ing"),
    }
}

/// One vowel between consonants at the end of one syllable: “stop”, “quit”, but not “stoop”, “start” or “play”.
fn is_short(word: &[u8]) -> bool {
    let is_vowel = |byte: &u8| b"aeiouy".contains(byte);
    let [start @ .., vowel, last] = word else { return false };
    if is_vowel(last) || b"wxhc".contains(last) || !b"aeiou".contains(vowel) {
        return false;
    }
    let start = start.strip_suffix(b"qu").unwrap_or(start);
    !start.iter().any(is_vowel) && !word.len().eq(&2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn participles_are_spelt_right() {
        let pairs = [
            ("stop", "stopping"),
            ("die", "dying"),
            ("see", "seeing"),
            ("be", "being"),
            ("begin", "beginning"),
            ("use", "using"),
            ("quit", "quitting"),
            ("traffic", "trafficking"),
            ("visit", "visiting"),
            ("fix", "fixing"),
            ("offer", "offering"),
            ("prefer", "preferring"),
            ("play", "playing"),
            ("free", "freeing"),
            ("go", "going"),
            ("agree", "agreeing"),
            ("tie", "tying"),
            ("show", "showing"),
            ("start", "starting"),
            ("yell", "yelling"),
        ];
        for (base, wanted) in pairs {
            assert_eq!(participle(base), wanted);
            assert_eq!(base_of_participle(wanted), Some(base));
        }
    }

    #[test]
    fn nouns_are_told_from_verbs() {
        let kind = |word| bases().find(|&(base, _)| base == word).map(|(_, kind)| kind);
        assert_eq!(kind("detain"), Some(Base::Plain));
        assert_eq!(kind("plan"), Some(Base::Noun));
        assert_eq!(kind("banana"), None);
        assert_eq!(forms("plan"), ["plans", "planned", "planning"]);
    }
}
