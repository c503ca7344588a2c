//! Makes the table of word weights from a pile of documents: a word that few documents use tells more.

use std::collections::HashMap;

use crate::lexicon::word_weights::{FIGURE, SLOT, SLOTS, STEPS, UNKNOWN, place};
use crate::story::similarity::key::key;

/// Numbers in letters; as figures they count like digits.
const FIGURES: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand";
/// Words that every document uses still count a little, so that they can be aligned.
const LEAST: f64 = 0.1;
/// A table fuller than this is slow to search.
const MOST: usize = SLOTS / 2;

/// Counts, for every word, the documents that use it, and packs the weights in the form that the lexicon reads.
///
/// A text is one document, or several, each opened by a line `#DOC name`. The embedded table comes from every
/// untagged text of the training data: senators' press releases, presidents' speeches, government and technical blogs,
/// textbooks, and the written and spoken MASC corpus; 31,506 documents, 15.5 million words.
#[must_use]
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut used: HashMap<u64, (u32, u32)> = HashMap::new();
    let mut count = 0;
    for document in texts.into_iter().flat_map(documents) {
        count += 1;
        for word in words(document) {
            let (documents, last) = used.entry(key(word)).or_default();
            if *last != count {
                *last = count;
                *documents += 1;
            }
        }
    }
    pack(used.into_iter().map(|(word, (documents, _))| (word, documents)), count)
}

/// The documents of a text, without the lines that open them.
pub(super) fn documents(text: &str) -> impl Iterator<Item = &str> {
    let named = text.starts_with("#DOC ");
    let parts = text.strip_prefix("#DOC ").unwrap_or(text).split("\n#DOC ");
    parts.enumerate().map(move |(index, part)| match part.split_once('\n') {
        Some((_, words)) if index > 0 || named => words,
        None if index > 0 || named => "",
        _ => part,
    })
}

/// The words of a text: runs of letters, joined by a hyphen or an apostrophe inside, without a possessive `s`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\'' | '’' | '.'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
}

fn pack(used: impl Iterator<Item = (u64, u32)>, documents: u32) -> Vec<u8> {
    let mut table = vec![0; SLOTS * SLOT];
    for word in FIGURES.split_whitespace() {
        insert(&mut table, key(word), FIGURE);
    }
    let mut words: Vec<(u64, u32)> =
        used.filter(|&(_, used)| weight(used, documents) < f64::from(UNKNOWN)).collect();
    words.sort_unstable_by_key(|&(word, used)| (std::cmp::Reverse(used), word));
    for (word, used) in words.into_iter().take(MOST) {
        let steps = weight(used, documents) * f64::from(STEPS);
        insert(&mut table, word, steps.round() as u8);
    }
    table
}

/// ln(documents ÷ documents with the word), never below [`LEAST`].
fn weight(used: u32, documents: u32) -> f64 {
    let rarity = (f64::from(documents) + 1.0) / (f64::from(used) + 0.5);
    rarity.ln().max(LEAST)
}

/// Puts a word where a search will find it; the first of two words with one mark stays.
fn insert(table: &mut [u8], word: u64, weight: u8) {
    let (start, mark) = place(word);
    for step in 0..SLOTS {
        let at = (start + step) % SLOTS * SLOT;
        let slot = &mut table[at..at + SLOT];
        if slot[..2] == mark {
            return;
        }
        if slot[..2] == [0, 0] {
            slot.copy_from_slice(&[mark[0], mark[1], weight]);
            return;
        }
    }
}
