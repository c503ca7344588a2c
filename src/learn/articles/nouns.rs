//! What published copy says of nouns: how often each stands bare, with “a” and with “the”.

use std::collections::HashMap;

use super::copy::{Copy, document};
use crate::engine::parallel;
use crate::story::gap::features::noun_key;
use crate::story::gap::phrases::{Determiner, Phrase, each, is_copy};
use crate::story::{Story, Tag};

/// A noun seen less often has no class.
const FEWEST: u32 = 8;
/// From this many times on a class counts as sure.
const SURE: u32 = 40;
/// Bounds between the classes: the share of bare phrases, and of “a” among articles.
const BARE: [f32; 7] = [0.02, 0.06, 0.15, 0.3, 0.5, 0.75, 0.9];
const INDEFINITE: [f32; 3] = [0.15, 0.4, 0.7];

type Count = [u32; 4];

/// The classes of nouns. A story of one half of the copy is given what the other half says, so that learning meets nouns
/// as seldom known as they are in copy that it has never seen.
pub struct Classes {
    halves: [HashMap<u64, Count>; 2],
}

impl Classes {
    /// Counts the nouns of some stories.
    pub fn count(copy: &Copy, stories: &[usize], threads: usize, progress: impl Fn(f64)) -> Self {
        let mut halves = [HashMap::new(), HashMap::new()];
        for (number, batch) in stories.chunks(super::BATCH).enumerate() {
            let read = |index: usize| heads(&copy.story(batch[index]).text);
            let heads = parallel::map(batch.len(), threads, read);
            for (story, heads) in batch.iter().zip(heads) {
                for (key, determiner) in heads {
                    let count: &mut Count = halves[story % 2].entry(key).or_default();
                    count[determiner as usize] += 1;
                }
            }
            progress((number * super::BATCH) as f64 / stories.len() as f64);
        }
        Self { halves }
    }

    /// The class of a noun as a story of the training sees it.
    pub fn for_training(&self, story: usize, key: u64) -> u8 {
        let count = self.halves[1 - story % 2].get(&key).copied().unwrap_or_default();
        class(count.map(|one| one * 2))
    }

    /// Every noun with a class, in the order of the keys.
    pub fn all(&self) -> Vec<(u64, u8)> {
        let mut whole = self.halves[0].clone();
        for (key, count) in &self.halves[1] {
            let sum = whole.entry(*key).or_default();
            sum.iter_mut().zip(count).for_each(|(sum, count)| *sum += count);
        }
        let mut all: Vec<(u64, u8)> = whole.into_iter().map(|(key, count)| (key, class(count))).collect();
        all.retain(|(_, class)| *class > 0);
        all.sort_unstable();
        all
    }
}

fn heads(text: &str) -> Vec<(u64, Determiner)> {
    let document = document(text);
    let story = Story::new(&document);
    let mut heads = Vec::new();
    let keys = &story.phrases().keys;
    for sentence in story.sentences().iter().filter(|sentence| is_copy(&story, sentence)) {
        each(&story, keys, sentence, |Phrase { head, determiner, .. }| {
            let tag = story.tag(head).unwrap_or(Tag::NN);
            heads.push((noun_key(keys[head], tag), determiner));
        });
    }
    heads
}

fn class(count: Count) -> u8 {
    let all: u32 = count.iter().sum();
    if all < FEWEST {
        return 0;
    }
    let [bare, a, the, _] = count.map(|one| one as f32);
    let step = |share: f32, bounds: &[f32]| bounds.iter().filter(|&&bound| share > bound).count() as u8;
    let bareness = step(bare / all as f32, &BARE);
    let indefinite = step(a / (a + the + 0.1), &INDEFINITE);
    1 + bareness * 8 + indefinite * 2 + u8::from(all >= SURE)
}
