//! The table of words: which tags each has had, as a class, and whether it can have only one.

use std::collections::{BTreeMap, HashMap};

use super::corpus::Tagged;
use crate::lexicon::tagger::{SEVERAL, SLOT, place};
use crate::story::Tag;
use crate::story::tag::form::{Case, Form, mix};

/// A word seen less often has no class.
const LEAST: u32 = 3;
/// A word has only one tag if the treebank has it this often …
const OFTEN: u32 = 20;
/// … and another in no more than one of this many places, …
const EXCEPTIONS: u32 = 300;
/// … and other text, which is tagged less carefully, in no more than one of this many.
const LOOSE_EXCEPTIONS: u32 = 40;
/// A tag that a word has in less than this share is an error, or too rare to matter.
const SHARE: f64 = 0.05;
/// Highest number of a class.
const CLASSES: usize = 255;
/// Slots a word takes in the table, counted with the empty ones.
const ROOM: f64 = 1.4;

#[derive(Clone, Copy)]
struct Counts {
    /// In all text, however it is written.
    all: [u32; Tag::ALL.len()],
    /// In all text, without capitals.
    lower: [u32; Tag::ALL.len()],
    /// In the treebank, without capitals.
    small: [u32; Tag::ALL.len()],
}

/// The table for the words of these sentences.
#[must_use]
pub fn table(sentences: &[Tagged]) -> Vec<u8> {
    let mut counts: BTreeMap<u64, Counts> = BTreeMap::new();
    for sentence in sentences {
        for (word, tag) in sentence.words.iter().zip(&sentence.tags) {
            let Some(tag) = tag.map(|tag| tag as usize) else { continue };
            let form = Form::unknown(word);
            let entry =
                counts.entry(form.word).or_insert(Counts { all: [0; _], lower: [0; _], small: [0; _] });
            entry.all[tag] += 1;
            let lower = matches!(form.case, Case::None | Case::Lower);
            entry.lower[tag] += u32::from(lower);
            entry.small[tag] += u32::from(lower && sentence.treebank);
        }
    }
    let mut words: Vec<(u64, Counts, u32)> =
        counts.into_iter().map(|(word, counts)| (word, counts, counts.all.iter().sum())).collect();
    words.retain(|&(_, _, count)| count >= LEAST);
    words.sort_by_key(|&(word, _, count)| (std::cmp::Reverse(count), word));
    let numbers = classes(&words);
    let mut table = vec![0; (words.len() as f64 * ROOM) as usize * SLOT];
    for (word, counts, _) in &words {
        let class = numbers.get(&class(counts)).copied().unwrap_or_default();
        insert(&mut table, *word, [class, only(counts)]);
    }
    table
}

/// The commonest classes, numbered from 1.
fn classes(words: &[(u64, Counts, u32)]) -> HashMap<u64, u8> {
    let mut used: BTreeMap<u64, u32> = BTreeMap::new();
    for (_, counts, count) in words {
        *used.entry(class(counts)).or_default() += count;
    }
    let mut used: Vec<(u64, u32)> = used.into_iter().collect();
    used.sort_by_key(|&(class, count)| (std::cmp::Reverse(count), class));
    used.into_iter().take(CLASSES).zip(1..).map(|((class, _), number)| (class, number)).collect()
}

/// The three commonest tags in their order, with how much of the whole each is.
fn class(counts: &Counts) -> u64 {
    let whole = f64::from(counts.all.iter().sum::<u32>());
    let mut tags: Vec<(usize, f64)> =
        counts.all.iter().map(|&count| f64::from(count) / whole).enumerate().collect();
    tags.retain(|&(_, share)| share > SHARE);
    tags.sort_by(|a, b| b.1.total_cmp(&a.1));
    let step = |share: f64| u64::from(share > 0.5) + u64::from(share > 0.8);
    tags.iter().take(3).fold(1, |key, &(tag, share)| mix(key, tag as u64 * 8 + step(share)))
}

fn only(counts: &Counts) -> u8 {
    let whole: u32 = counts.small.iter().sum();
    let best = (0..counts.small.len()).max_by_key(|&tag| counts.small[tag]).unwrap_or_default();
    let others = whole - counts.small[best];
    let everywhere: u32 = counts.lower.iter().sum();
    let others_everywhere = everywhere - counts.lower[best];
    let is_only =
        whole >= OFTEN && others * EXCEPTIONS <= whole && others_everywhere * LOOSE_EXCEPTIONS <= everywhere;
    if is_only { best as u8 } else { SEVERAL }
}

/// Puts a word where a search will find it; the first of two words with one mark stays.
fn insert(table: &mut [u8], word: u64, [class, only]: [u8; 2]) {
    let slots = table.len() / SLOT;
    let (start, mark) = place(word, slots);
    for at in (start..slots).chain(0..start) {
        let slot = &mut table[at * SLOT..(at + 1) * SLOT];
        if slot[..2] == mark {
            return;
        }
        if slot[..2] == [0, 0] {
            slot.copy_from_slice(&[mark[0], mark[1], class, only]);
            return;
        }
    }
}
