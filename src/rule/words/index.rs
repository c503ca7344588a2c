//! Looks up thousands of phrases by one run of letters each, so that a text costs the same however many there are.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::literal::Literal;
use crate::story::is_word_char;

/// Phrases by the run of letters that they share with fewest others.
#[derive(Debug, Default)]
pub struct Index {
    /// Few bits that say of most words at once that no phrase has them.
    hints: Vec<u64>,
    by_run: HashMap<u64, Range<u32>, BuildHasherDefault<Fingerprint>>,
    keys: Vec<Key>,
}

/// A phrase, and what stands in it before the run: the last character first.
#[derive(Debug)]
struct Key {
    phrase: usize,
    before: Box<[char]>,
}

impl Index {
    /// Picks a run for every phrase.
    pub fn new<'l>(phrases: impl Iterator<Item = &'l Literal>) -> Self {
        let texts: Vec<String> = phrases.map(Literal::text).collect();
        let mut counts: HashMap<u64, usize> = HashMap::new();
        for text in &texts {
            runs(text, |_, run| *counts.entry(run).or_default() += 1);
        }
        let mut keys: Vec<(u64, Key)> = Vec::with_capacity(texts.len());
        for (phrase, text) in texts.iter().enumerate() {
            // Among equals the longest word is the rarest.
            let mut best: Option<((usize, Reverse<usize>), usize, u64)> = None;
            runs(text, |place, run| {
                let worth = (counts.get(&run).copied().unwrap_or_default(), Reverse(place.len()));
                if best.is_none_or(|(least, ..)| worth < least) {
                    best = Some((worth, place.start, run));
                }
            });
            let Some((_, start, run)) = best else { continue };
            keys.push((run, Key { phrase, before: text[..start].chars().rev().collect() }));
        }
        Self::of_keys(keys)
    }

    fn of_keys(mut keys: Vec<(u64, Key)>) -> Self {
        keys.sort_by_key(|(run, key)| (*run, key.phrase));
        let mut index = Self { hints: vec![0; (keys.len() / 4 + 1).next_power_of_two()], ..Self::default() };
        for (run, key) in keys {
            let (word, bit) = index.hint(run);
            index.hints[word] |= bit;
            let at = index.keys.len() as u32;
            index.by_run.entry(run).or_insert(at..at).end = at + 1;
            index.keys.push(key);
        }
        index
    }

    fn hint(&self, run: u64) -> (usize, u64) {
        let word = (run >> 40) as usize & (self.hints.len() - 1);
        (word, 1 << (run & 63))
    }

    /// Gives every phrase that may stand in `text`, with what stands in it before the run that begins there.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, &[char], usize)) {
        if self.keys.is_empty() {
            return;
        }
        runs(text, |place, run| {
            let (word, bit) = self.hint(run);
            if self.hints[word] & bit == 0 {
                return;
            }
            let Some(range) = self.by_run.get(&run) else { return };
            for key in &self.keys[range.start as usize..range.end as usize] {
                found(key.phrase, &key.before, place.start);
            }
        });
    }
}

/// A fingerprint is a hash already.
#[derive(Default)]
struct Fingerprint(u64);

impl Hasher for Fingerprint {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = fnv(self.0, u32::from(byte)));
    }

    fn write_u64(&mut self, run: u64) {
        self.0 = run;
    }
}

/// Place and fingerprint of every run of letters and figures, without regard to case.
fn runs(text: &str, mut each: impl FnMut(Range<usize>, u64)) {
    let bytes = text.as_bytes();
    let mut open: Option<(usize, u64)> = None;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        let mut run = open.map_or(FNV_START, |(_, run)| run);
        let joins = if byte.is_ascii() {
            at += 1;
            run = fnv(run, u32::from(byte.to_ascii_lowercase()));
            byte.is_ascii_alphanumeric()
        } else {
            let Some(character) = text[at..].chars().next() else { break };
            at += character.len_utf8();
            run = character.to_lowercase().fold(run, |run, lower| fnv(run, u32::from(lower)));
            is_word_char(character)
        };
        if joins {
            open = Some((open.map_or(start, |(first, _)| first), run));
        } else if let Some((first, run)) = open.take() {
            each(first..start, run);
        }
    }
    open.into_iter().for_each(|(start, run)| each(start..text.len(), run));
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(run: u64, unit: u32) -> u64 {
    (run ^ u64::from(unit)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::words::Case;

    /// How many places of a text are looked at more closely.
    fn asked(phrases: &[String], text: &str) -> usize {
        let literals: Vec<Literal> =
            phrases.iter().filter_map(|phrase| Literal::new(phrase, Case::Any)).collect();
        let mut count = 0;
        Index::new(literals.iter()).find(text, |_, _, _| count += 1);
        count
    }

    #[test]
    fn thousands_of_phrases_ask_no_more_than_a_few() {
        let text = "The council of the city said on Monday that the plan for the harbour would go ahead. "
            .repeat(50);
        let few: Vec<String> = ["council of elders", "the plan", "go ahead"].map(str::to_owned).into();
        let mut many = few.clone();
        // The commonest words of the text begin each of them.
        many.extend((0..13_000).map(|number| format!("the city of zq{number}x")));
        assert_eq!(asked(&few, &text), 150);
        assert_eq!(asked(&many, &text), 150);
    }
}
