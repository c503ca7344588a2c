//! A sentence in outline: of each token what the search for verbs in the wrong form asks.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::REACH;
use crate::lexicon::governors::{Governs, governors, set_phrases};
use crate::lexicon::verb_forms::{Base, adjectives, base_of_participle, bases, people};
use crate::lexicon::word_classes::{Classes, classes};
use crate::story::similarity::key::{key, key_within};
use crate::story::{Sentence, Story, Token, TokenKind};

/// What a token is, as far as lists and endings tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// Before the first or after the last token.
    Edge,
    /// A comma.
    Comma,
    /// Any other mark.
    Mark,
    /// A number or a symbol.
    Number,
    /// “to”.
    To,
    /// “the”, “his”.
    Determiner,
    /// “’s”.
    Possessive,
    /// “they”.
    Subject,
    /// “them”.
    Object,
    /// “of”.
    Preposition,
    /// “is”, “not”.
    Auxiliary,
    /// “and”, “which”.
    Conjunction,
    /// “also”, “quickly”.
    Adverb,
    /// A word with a capital.
    Name,
    /// A base form that is hardly ever a noun.
    Plain,
    /// A base form that may be a noun.
    Both,
    /// A base form that mostly is a noun.
    Noun,
    /// Ends in -ing.
    Ing,
    /// Ends in -ed.
    Past,
    /// Ends in -s.
    Plural,
    /// Has an ending of nouns.
    Abstract,
    /// Has an ending of adjectives.
    Adjective,
    /// None of these.
    Other,
}

/// A token in outline.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The word as a number, whatever its case.
    pub key: u64,
    /// What it is.
    pub class: Class,
    /// What kind of base form it is, if it is one and has no capital.
    pub base: Option<Base>,
    /// What may follow it.
    pub governs: Governs,
    /// Whether it has a capital.
    pub is_capital: bool,
    /// Whether it is what somebody is, and so may stand before a name: “coach”.
    pub is_role: bool,
    /// Whether it is a base form that may describe a noun: “live”.
    pub may_describe: bool,
}

impl Word {
    const EDGE: Self = Self {
        key: 0,
        class: Class::Edge,
        base: None,
        governs: Governs::NONE,
        is_capital: false,
        is_role: false,
        may_describe: false,
    };

    /// Reads a token.
    #[must_use]
    pub fn read(text: &str, kind: TokenKind) -> Self {
        let key = key(text);
        let class = match kind {
            TokenKind::Punctuation if text == "," => Class::Comma,
            TokenKind::Punctuation => Class::Mark,
            TokenKind::Number | TokenKind::Symbol => Class::Number,
            TokenKind::Word => Class::Other,
        };
        if class != Class::Other {
            return Self {
                key,
                class,
                base: None,
                governs: Governs::NONE,
                is_capital: false,
                is_role: false,
                may_describe: false,
            };
        }
        let entry = entry(key);
        let is_capital = text.starts_with(char::is_uppercase);
        let base = entry.base.filter(|_| !is_capital);
        let listed = classes(text);
        let class = class_of(text, listed, base, is_capital);
        let is_role = entry.is_role || listed.any(Classes::ROLE.with(Classes::TITLE));
        Self {
            key,
            class,
            base,
            governs: entry.governs,
            is_capital,
            is_role,
            may_describe: entry.may_describe,
        }
    }

    /// The base form of a verb, as it would be read in running text.
    #[must_use]
    pub fn of_base(base: &str) -> Self {
        Self::read(base, TokenKind::Word)
    }
}

/// A sentence in outline.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    words: Vec<Word>,
}

impl Outline {
    /// Reads a sentence.
    #[must_use]
    pub fn of(story: &Story<'_>, sentence: &Sentence) -> Self {
        let text = story.text();
        let words = tokens(story, sentence).iter().map(|token| Word::read(token.span.of(text), token.kind));
        Self { words: words.collect() }
    }

    /// How many tokens there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The token `offset` after the one at `index`, or the edge of the sentence.
    #[must_use]
    pub fn at(&self, index: usize, offset: isize) -> Word {
        let place = index.checked_add_signed(offset);
        place.and_then(|place| self.words.get(place)).copied().unwrap_or(Word::EDGE)
    }

    /// The outline without one token.
    #[must_use]
    pub fn without(&self, index: usize) -> Self {
        let mut words = self.words.clone();
        words.remove(index);
        Self { words }
    }

    /// The outline with another word at one place.
    #[must_use]
    pub fn with(&self, index: usize, word: Word) -> Self {
        let mut words = self.words.clone();
        words[index] = word;
        Self { words }
    }
}

/// The key of a word that the search itself knows.
#[must_use]
pub fn key_of(word: &str) -> u64 {
    key(word)
}

/// The tokens of a sentence.
#[must_use]
pub fn tokens<'s>(story: &'s Story<'_>, sentence: &Sentence) -> &'s [Token] {
    story.tokens().get(sentence.first_token as usize..sentence.end_token as usize).unwrap_or_default()
}

/// Whether a verb in the wrong form can stand in the sentence: a base form soon after a word that takes “to” and a verb,
/// or at once after a preposition, or after “to” where “for” belongs. One look-up a token, so that most sentences cost
/// next to nothing.
#[must_use]
pub fn is_worth_reading(story: &Story<'_>, sentence: &Sentence) -> bool {
    let text = story.text();
    let to = key_of("to");
    // How many more tokens the last governor of each kind reaches over.
    let (mut takes_to, mut takes_for, mut before) = (0_usize, 0_usize, Governs::NONE);
    for token in tokens(story, sentence) {
        if token.kind == TokenKind::Punctuation {
            (takes_to, takes_for, before) = (0, 0, Governs::NONE);
            continue;
        }
        let key = key_within(text.as_bytes(), token.span.start as usize, token.span.end as usize);
        if key == to {
            (takes_to, before) = (0, Governs::NONE);
            if takes_for > 0 {
                return true;
            }
            continue;
        }
        let entry = entry(key);
        let is_base = entry.base.is_some() && text.as_bytes()[token.span.start as usize].is_ascii_lowercase();
        let is_not = before.any(Governs::PARTICIPLE) && key == key_of("not");
        if is_base && (takes_to > 0 || before.any(Governs::PARTICIPLE)) {
            return true;
        }
        takes_to = if entry.governs.any(Governs::TO) { REACH } else { takes_to.saturating_sub(1) };
        takes_for = if entry.governs.any(Governs::FOR) { REACH + 1 } else { takes_for.saturating_sub(1) };
        before = if is_not { before } else { entry.governs };
    }
    false
}

/// The base form of the -ing form that a token is.
#[must_use]
pub fn base_of(story: &Story<'_>, token: &Token) -> Option<&'static str> {
    base_of_participle(token.span.of(story.text()))
}

#[derive(Clone, Copy, Default)]
struct Entry {
    base: Option<Base>,
    governs: Governs,
    is_role: bool,
    may_describe: bool,
}

fn entry(key: u64) -> Entry {
    static KNOWN: OnceLock<HashMap<u64, Entry, BuildHasherDefault<Ready>>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known: HashMap<u64, Entry, _> = HashMap::default();
        for (word, governs) in governors() {
            let entry = known.entry(self::key(&word)).or_default();
            entry.governs = entry.governs.with(governs);
        }
        for (word, base) in bases() {
            known.entry(self::key(word)).or_default().base = Some(base);
        }
        for word in people() {
            known.entry(self::key(word)).or_default().is_role = true;
        }
        for word in adjectives() {
            known.entry(self::key(word)).or_default().may_describe = true;
        }
        known
    });
    known.get(&key).copied().unwrap_or_default()
}

/// Whether a preposition and a word after it are a set phrase.
#[must_use]
pub fn is_set_phrase(preposition: Word, word: Word) -> bool {
    static KNOWN: OnceLock<HashSet<(u64, u64)>> = OnceLock::new();
    let known = KNOWN
        .get_or_init(|| set_phrases().into_iter().map(|(first, last)| (key(first), key(last))).collect());
    known.contains(&(preposition.key, word.key))
}

/// Keys are hashes already.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

fn class_of(text: &str, listed: Classes, base: Option<Base>, is_name: bool) -> Class {
    let by_list = [
        (Classes::OBJECT, Class::Object),
        (Classes::DETERMINER, Class::Determiner),
        (Classes::HE.with(Classes::SHE).with(Classes::PRONOUN), Class::Subject),
        (Classes::PREPOSITION, Class::Preposition),
        (Classes::AUXILIARY, Class::Auxiliary),
        (Classes::CONJUNCTION, Class::Conjunction),
        (Classes::ADVERB, Class::Adverb),
    ];
    if text.eq_ignore_ascii_case("to") {
        return Class::To;
    }
    if let Some((_, class)) = by_list.into_iter().find(|&(list, _)| listed.any(list)) {
        return class;
    }
    if base.is_none() && listed.any(Classes::SAYING) && !listed.any(Classes::PARTICIPLE) {
        return Class::Past;
    }
    match base {
        Some(Base::Plain) => return Class::Plain,
        Some(Base::Both) => return Class::Both,
        Some(Base::Noun) => return Class::Noun,
        None if is_name => return Class::Name,
        None => {}
    }
    by_ending(text)
}

fn by_ending(word: &str) -> Class {
    let ends = |endings: &[&str]| {
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending))
    };
    match () {
        () if matches!(word, "'s" | "’s" | "'" | "’") => Class::Possessive,
        () if ends(&["ing"]) => Class::Ing,
        () if ends(&["ed"]) => Class::Past,
        () if ends(&["ly"]) => Class::Adverb,
        () if ends(&["s"]) && !ends(&["ss", "us", "is", "ous"]) => Class::Plural,
        () if ends(&["tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "er", "or"]) => {
            Class::Abstract
        }
        () if ends(&["al", "ous", "ive", "able", "ible", "ic", "ful", "less", "ary", "ish"]) => {
            Class::Adjective
        }
        () => Class::Other,
    }
}
