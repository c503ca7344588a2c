//! Makes the tagger's table of words and its weights from tagged text, with the features that the tagger reads.
//!
//! An averaged perceptron (Collins 2002). The text is of two kinds, a corrected treebank and text tagged by rules, which
//! do not agree in everything. So each feature has weights for both and weights for its kind (Daumé 2007), and what is
//! packed is their sum, the treebank's counting most.

pub mod corpus;
mod perceptron;
mod table;

use std::collections::HashSet;

use crate::lexicon::tagger::{Tagger as Learnt, file};
use crate::model;
use crate::model::perceptron::Packed;
use crate::story::Tag;
use crate::story::tag::Tagger;
use corpus::Tagged;
use perceptron::Perceptron;

/// Lines of weights that are packed: 8,000 are 512 KB. The rows come on top of them.
const LINES: usize = 8_000;
/// Rounds over the text with all features, to find those that matter, and then with those alone.
const ROUNDS: [usize; 2] = [3, 5];
/// Of this many sentences of the treebank, taken twenty at a time, one is held back.
const HELD_BACK: usize = 12;

/// What was learnt.
pub struct Outcome {
    /// The file.
    pub bytes: Vec<u8>,
    /// Percent of the tags right in the part that was held back.
    pub held_back: f64,
    /// Weights of the file, and how many more found no room.
    pub weights: (usize, usize),
}

/// Learns from `texts`; `told` hears of each round.
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>, mut told: impl FnMut(&str)) -> Outcome {
    let mut sentences: Vec<Tagged> = texts.into_iter().flat_map(corpus::read).collect();
    corpus::straighten(&mut sentences);
    let (held_back, mut sentences) = split(sentences);
    let words = table::table(&sentences);
    add_variants(&mut sentences);
    let table = file(Tag::ALL.len(), [&words, &[], &[]]);
    let mut perceptron = match Learnt::read(&table) {
        Some(learnt) => Perceptron::new(&sentences, learnt),
        None => return Outcome { bytes: Vec::new(), held_back: 0.0, weights: (0, 0) },
    };
    for (phase, rounds) in ROUNDS.into_iter().enumerate() {
        if phase > 0 {
            perceptron.keep(LINES);
        }
        for round in 1..=rounds {
            let wrong = perceptron.round();
            told(&format!(
                "phase {}, round {round}: {:.2}% of the weighed tags right",
                phase + 1,
                100.0 - wrong
            ));
        }
    }
    let features = perceptron.packed(LINES);
    let count: usize = features.iter().map(|(_, weights)| weights.len()).sum();
    let packed = features.iter().map(|(feature, weights)| (*feature, &weights[..]));
    let Packed { lines, rows, left_out } = model::perceptron::pack(packed, LINES);
    let bytes = file(Tag::ALL.len(), [&words, &lines, &rows]);
    let right = Learnt::read(&bytes).map_or(0.0, |learnt| accuracy(learnt, &held_back));
    Outcome { bytes, held_back: right, weights: (count - left_out, left_out) }
}

/// Percent of the tags right.
#[must_use]
pub fn accuracy(learnt: Learnt<'_>, sentences: &[Tagged]) -> f64 {
    let mut tagger = Tagger::new(learnt);
    let (mut right, mut all) = (0_u32, 0_u32);
    for sentence in sentences {
        let mut tags = Vec::with_capacity(sentence.words.len());
        tagger.run(sentence.words.iter().map(String::as_str), &mut tags);
        right += tags.iter().zip(&sentence.tags).filter(|(tag, told)| Some(**tag) == **told).count() as u32;
        all += tags.len() as u32;
    }
    100.0 * f64::from(right) / f64::from(all.max(1))
}

/// What is held back, and what is learnt from.
fn split(sentences: Vec<Tagged>) -> (Vec<Tagged>, Vec<Tagged>) {
    let mut seen = 0;
    let (held_back, mut others): (Vec<_>, Vec<_>) = sentences.into_iter().partition(|sentence| {
        seen += usize::from(sentence.treebank);
        sentence.treebank && seen / 20 % HELD_BACK == 5
    });
    let same: HashSet<&Vec<String>> = held_back.iter().map(|sentence| &sentence.words).collect();
    others.retain(|sentence| !same.contains(&sentence.words));
    (held_back, others)
}

/// Adds sentences as copydesk meets them: words with hyphens whole, headlines with capitals.
fn add_variants(sentences: &mut Vec<Tagged>) {
    let joined: Vec<Tagged> = sentences.iter().filter_map(corpus::hyphenated).collect();
    let own = sentences.iter().filter(|sentence| sentence.treebank && sentence.words.len() > 4);
    let headlines: Vec<Tagged> = own
        .enumerate()
        .filter(|(n, _)| n % 32 == 3)
        .map(|(n, own)| corpus::headline(own, n % 128 == 3))
        .collect();
    sentences.extend(joined);
    sentences.extend(headlines);
}
