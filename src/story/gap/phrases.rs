//! What a story knows of its noun phrases: the keys of its words, and how often each head stands with which article.

use std::ops::Range;

use super::phrase;
use crate::document::Role;
use crate::story::similarity::key::key_within;
use crate::story::{Sentence, Story, Tag, TokenKind};

/// How a noun phrase of the story is determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Determiner {
    /// By nothing.
    None,
    /// By “a” or “an”.
    A,
    /// By “the”.
    The,
    /// By a possessive, a demonstrative or another determiner.
    Other,
}

/// A noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its first word, without determiner.
    pub from: usize,
    /// Its last word.
    pub head: usize,
    /// How it is determined.
    pub determiner: Determiner,
}

/// The keys of a story's words, and what they say of its noun phrases.
#[derive(Debug, Default)]
pub struct Phrases {
    /// A key a token: of the word whatever its case, or of the kind of number.
    pub keys: Vec<u64>,
}

/// How many tokens before and after a phrase are searched for its words: more than most stories have.
const REACH: usize = 2_000;

/// What a story says of a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Of its head, in whatever phrase.
    pub head: Uses,
    /// Of all its words together.
    pub whole: Uses,
}

/// How often something stands with each determiner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses([u8; 4]);

impl Uses {
    /// How often with this one.
    #[must_use]
    pub fn with(self, determiner: Determiner) -> u8 {
        self.0[determiner as usize]
    }

    fn add(&mut self, determiner: Determiner) {
        let count = &mut self.0[determiner as usize];
        *count = count.saturating_add(1);
    }
}

/// Keys of words that stand for articles.
pub struct Articles {
    a: u64,
    an: u64,
    the: u64,
}

impl Articles {
    /// The keys.
    #[must_use]
    pub fn new() -> Self {
        let of = |word: &str| key_within(word.as_bytes(), 0, word.len());
        Self { a: of("a"), an: of("an"), the: of("the") }
    }

    /// The determiner that a token is, when it is an article.
    #[must_use]
    pub fn of(&self, key: u64) -> Option<Determiner> {
        match key {
            key if key == self.the => Some(Determiner::The),
            key if key == self.a || key == self.an => Some(Determiner::A),
            _ => None,
        }
    }
}

impl Default for Articles {
    fn default() -> Self {
        Self::new()
    }
}

impl Phrases {
    /// Reads the words of the story.
    #[must_use]
    pub fn of(story: &Story<'_>) -> Self {
        let text = story.text().as_bytes();
        let key = |token: &crate::story::Token| {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            match token.kind {
                TokenKind::Number => number(end - start),
                _ => key_within(text, start, end),
            }
        };
        Self { keys: story.tokens().iter().map(key).collect() }
    }

    /// How often the head of a phrase, and the whole of it, stand with each determiner in the story around it.
    #[must_use]
    pub fn seen(&self, story: &Story<'_>, from: usize, head: usize) -> Seen {
        let keys = &self.keys;
        let (noun, all) = (keys[head], whole(&keys[from..=head]));
        let (first, end) = (head.saturating_sub(REACH), keys.len().min(head + REACH));
        let mut seen = Seen::default();
        let mut read = 0;
        for at in (first..end).filter(|&at| keys[at] == noun) {
            let sentence = story.sentence_around(at).filter(|sentence| is_copy(story, sentence));
            let Some(sentence) = sentence.filter(|sentence| sentence.first_token >= read) else { continue };
            read = sentence.end_token;
            // One sentence may be a whole text long.
            let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
            let near = first.max(at.saturating_sub(REACH))..end.min(at + REACH);
            within(story, keys, near, |phrase| {
                if keys[phrase.head] == noun {
                    seen.head.add(phrase.determiner);
                }
                if phrase.head > phrase.from && whole(&keys[phrase.from..=phrase.head]) == all {
                    seen.whole.add(phrase.determiner);
                }
            });
        }
        seen
    }
}

/// Whether sentences of this one's block are full sentences; headlines drop their articles.
#[must_use]
pub fn is_copy(story: &Story<'_>, sentence: &Sentence) -> bool {
    let block = story.blocks().get(sentence.block as usize);
    block.is_some_and(|block| matches!(block.role, Role::Body | Role::QuoteBlock | Role::ListItem))
}

/// The key of all words of a phrase together.
#[must_use]
pub fn whole(keys: &[u64]) -> u64 {
    keys.iter().fold(0x5bd1_e995, |hash, key| (hash.rotate_left(7) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Numbers of the same length count as the same word: years have four digits.
fn number(length: usize) -> u64 {
    0x00d1_6175_0000_0000 + length.min(8) as u64
}

/// Calls `look` with every noun phrase of a sentence.
pub fn each(story: &Story<'_>, keys: &[u64], sentence: &Sentence, look: impl FnMut(Phrase)) {
    within(story, keys, sentence.first_token as usize..sentence.end_token as usize, look);
}

/// The same of the noun phrases between some tokens of a sentence.
fn within(story: &Story<'_>, keys: &[u64], tokens: Range<usize>, mut look: impl FnMut(Phrase)) {
    let articles = Articles::new();
    let Range { start: first, end } = tokens;
    let tags = story.tags_around(first);
    let mut at = first;
    while at < end {
        let (determiner, from) = match tags[at] {
            Tag::DT => (articles.of(keys[at]).unwrap_or(Determiner::Other), at + 1),
            Tag::PRPS | Tag::WPS | Tag::POS => (Determiner::Other, at + 1),
            _ if phrase::opens(tags, at, first) => (Determiner::None, at),
            _ => {
                at += 1;
                continue;
            }
        };
        match phrase::head(tags, from, end) {
            Some(head) => {
                look(Phrase { from, head, determiner });
                at = head + 1;
            }
            None => at = from.max(at + 1),
        }
    }
}
