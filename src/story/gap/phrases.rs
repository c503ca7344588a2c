//! What a story knows of its noun phrases: the keys of its words, and how often each head stands with which article.

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

/// The keys of a story's words and the articles before its noun phrases.
#[derive(Debug, Default)]
pub struct Phrases {
    /// A key a token: of the word whatever its case, or of the kind of number.
    pub keys: Vec<u64>,
    seen: Vec<(u64, [u8; 4])>,
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
    /// Reads the whole story.
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
        let keys: Vec<u64> = story.tokens().iter().map(key).collect();
        let mut found: Vec<(u64, Determiner)> = Vec::with_capacity(keys.len() / 2);
        each(story, &keys, |from, head, determiner| {
            found.push((keys[head], determiner));
            if head > from {
                found.push((whole(&keys[from..=head]), determiner));
            }
        });
        found.sort_unstable();
        let mut seen: Vec<(u64, [u8; 4])> = Vec::with_capacity(found.len() / 2);
        for (key, determiner) in found {
            if seen.last().is_none_or(|(last, _)| *last != key) {
                seen.push((key, [0; 4]));
            }
            if let Some((_, counts)) = seen.last_mut() {
                let count = &mut counts[determiner as usize];
                *count = count.saturating_add(1);
            }
        }
        Self { keys, seen }
    }

    /// How often a head or a whole phrase stands with each determiner.
    #[must_use]
    pub fn seen(&self, key: u64) -> [u8; 4] {
        self.seen.binary_search_by_key(&key, |(key, _)| *key).map_or([0; 4], |at| self.seen[at].1)
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

/// Calls `look` with the first word, the head and the determiner of every noun phrase of the copy.
pub fn each(story: &Story<'_>, keys: &[u64], mut look: impl FnMut(usize, usize, Determiner)) {
    let articles = Articles::new();
    let tags = story.tags();
    for sentence in story.sentences().iter().filter(|sentence| is_copy(story, sentence)) {
        let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
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
                    look(from, head, determiner);
                    at = head + 1;
                }
                None => at = from.max(at + 1),
            }
        }
    }
}
