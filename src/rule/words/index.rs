//! Looks up thousands of phrases by one run of letters each, so that a text costs the same however many there are.

use std::collections::HashMap;

use super::literal::Literal;
use crate::story::is_word_char;

/// Phrases by the run of letters that they share with fewest others.
#[derive(Debug, Default)]
pub struct Index {
    by_run: HashMap<u64, Vec<Key>>,
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
        let mut by_run: HashMap<u64, Vec<Key>> = HashMap::new();
        for (phrase, text) in texts.iter().enumerate() {
            let mut best: Option<(usize, usize, u64)> = None;
            runs(text, |start, run| {
                let count = counts.get(&run).copied().unwrap_or_default();
                if best.is_none_or(|(fewest, ..)| count < fewest) {
                    best = Some((count, start, run));
                }
            });
            let Some((_, start, run)) = best else { continue };
            let before = text[..start].chars().rev().collect();
            by_run.entry(run).or_default().push(Key { phrase, before });
        }
        Self { by_run }
    }

    /// Gives every phrase that may stand in `text`, with what stands in it before the run that begins there.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize, &[char], usize)) {
        if self.by_run.is_empty() {
            return;
        }
        runs(text, |start, run| {
            for key in self.by_run.get(&run).into_iter().flatten() {
                found(key.phrase, &key.before, start);
            }
        });
    }
}

/// Start and fingerprint of every run of letters and figures, without regard to case.
fn runs(text: &str, mut each: impl FnMut(usize, u64)) {
    let mut open: Option<(usize, u64)> = None;
    for (at, character) in text.char_indices() {
        if !is_word_char(character) {
            open.take().into_iter().for_each(|(start, run)| each(start, run));
            continue;
        }
        let (start, mut run) = open.unwrap_or((at, FNV_START));
        if character.is_ascii() {
            run = fnv(run, u32::from(character.to_ascii_lowercase()));
        } else {
            run = character.to_lowercase().fold(run, |run, lower| fnv(run, u32::from(lower)));
        }
        open = Some((start, run));
    }
    open.into_iter().for_each(|(start, run)| each(start, run));
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(run: u64, unit: u32) -> u64 {
    (run ^ u64::from(unit)).wrapping_mul(0x0100_0000_01b3)
}
