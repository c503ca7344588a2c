//! Trains the weights that tell verbs in the wrong form: clean copy against the same copy with a “to” or an -ing lost.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Format, Options, Source};
use crate::lexicon::verb_weights::SLOTS;
use crate::model::hashed::{self, STEP, pack};
use crate::story::similarity::key::key;
use crate::story::verb_place::outline::{self, Class, Outline, Word};
use crate::story::verb_place::{Fault, Place, features, places};
use crate::story::{Sentence, Story};

/// One document in so many is held back, and only measured on.
const HELD_BACK: usize = 8;
/// Rounds over the examples. More change nothing that can be seen on what is held back.
const ROUNDS: usize = 3;
const RATE: f32 = 0.1;
/// Features that fewer examples have say more about those than about English.
const LEAST: u32 = 4;

/// Weights as bytes, and what they do on documents held back.
pub struct Learnt {
    /// The table that the lexicon embeds.
    pub bytes: Vec<u8>,
    /// One line a figure.
    pub figures: Vec<String>,
}

/// A place with what it was made of.
struct Example {
    features: Box<[u64]>,
    fault: Fault,
    is_fault: bool,
}

/// Learns from texts of one document, or several each opened by a line `#DOC name`.
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> Learnt {
    let mut seen = HashSet::new();
    let (mut train, mut held, mut sentences) = (Vec::new(), Vec::new(), 0);
    for (index, text) in texts.into_iter().flat_map(super::documents).enumerate() {
        let is_held = index % HELD_BACK == 0;
        let examples = if is_held { &mut held } else { &mut train };
        let count = read(text, &mut seen, examples);
        sentences += if is_held { count } else { 0 };
    }
    shuffle(&mut train);
    let bytes = pack(fit(&train), SLOTS);
    let figures = figures(&bytes, &held, sentences, train.len());
    Learnt { bytes, figures }
}

/// Adds the examples of a document; gives the number of its sentences that were not seen before.
fn read(text: &str, seen: &mut HashSet<u64>, examples: &mut Vec<Example>) -> usize {
    let source = Source::from_text(format!("Title\n\n{}", text.replace('\n', "\n\n")));
    let document = Document::parse(source, Format::PlainText, &Options::default());
    let story = Story::new(&document);
    let mut count = 0;
    for sentence in story.sentences() {
        if seen.insert(key(sentence.span.of(story.text()))) {
            count += 1;
            examples_of(&story, sentence, examples);
        }
    }
    count
}

fn examples_of(story: &Story<'_>, sentence: &Sentence, examples: &mut Vec<Example>) {
    let outline = Outline::of(story, sentence);
    let mut hashes = Vec::new();
    let mut add = |outline: &Outline, place: Place, is_fault: bool| {
        features(outline, place, &mut hashes);
        examples.push(Example { features: hashes.as_slice().into(), fault: place.fault, is_fault });
    };
    for place in places(&outline) {
        add(&outline, place, false);
    }
    for (index, token) in outline::tokens(story, sentence).iter().enumerate() {
        if outline.at(index, 0).class == Class::To && outline.at(index, 1).base.is_some() {
            let faulty = outline.without(index);
            let at = places(&faulty)
                .into_iter()
                .filter(|place| place.fault == Fault::MissingTo && place.verb == index);
            at.for_each(|place| add(&faulty, place, true));
        }
        let Some(base) = outline::base_of(story, token) else { continue };
        let faulty = outline.with(index, Word::of_base(base));
        let at = places(&faulty);
        at.into_iter()
            .filter(|place| place.fault == Fault::Preposition && place.verb == index)
            .for_each(|place| add(&faulty, place, true));
        if outline.at(index, -1).key == outline::key_of("for") {
            let faulty = faulty.with(index - 1, Word::of_base("to"));
            let at =
                places(&faulty).into_iter().filter(|place| place.fault == Fault::For && place.verb == index);
            at.for_each(|place| add(&faulty, place, true));
        }
    }
}

/// A fixed order that looks like chance.
fn shuffle(examples: &mut [Example]) {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for last in (1..examples.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        examples.swap(last, (state % (last as u64 + 1)) as usize);
    }
}

/// Logistic regression with a step for each weight (Duchi, Hazan and Singer 2011).
fn fit(examples: &[Example]) -> Vec<(u64, f32)> {
    let features = common(examples);
    let mut weights = vec![(0.0_f32, 1e-3_f32); features.len()];
    let known = |example: &Example| -> Vec<usize> {
        example.features.iter().filter_map(|feature| features.get(feature).copied()).collect()
    };
    let indices: Vec<Vec<usize>> = examples.iter().map(known).collect();
    for _ in 0..ROUNDS {
        for (example, indices) in examples.iter().zip(&indices) {
            let score: f32 = indices.iter().map(|&index| weights[index].0).sum();
            let slope = f32::from(u8::from(example.is_fault)) - 1.0 / (1.0 + (-score).exp());
            for &index in indices {
                let (weight, squares) = &mut weights[index];
                *squares += slope * slope;
                *weight += RATE * slope / squares.sqrt();
            }
        }
    }
    features.into_iter().map(|(feature, index)| (feature, weights[index].0)).collect()
}

/// The features of enough examples, numbered.
fn common(examples: &[Example]) -> HashMap<u64, usize> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(*feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= LEAST);
    counts.into_keys().enumerate().map(|(index, feature)| (feature, index)).collect()
}

/// What is caught at so many alarms per 1,000 clean sentences.
fn figures(bytes: &[u8], held: &[Example], sentences: usize, trained: usize) -> Vec<String> {
    let mut lines = vec![format!("{trained} examples; {} held back from {sentences} sentences", held.len())];
    for fault in [Fault::MissingTo, Fault::Preposition, Fault::For] {
        let scores = |is_fault| {
            let of =
                held.iter().filter(move |example| example.fault == fault && example.is_fault == is_fault);
            let mut scores: Vec<f32> = of.map(|example| score(bytes, example)).collect();
            scores.sort_by(|a, b| b.total_cmp(a));
            scores
        };
        let (clean, faulty) = (scores(false), scores(true));
        for rate in [0.1, 0.25, 0.5, 1.0] {
            let allowed = (rate * sentences as f64 / 1000.0) as usize;
            let threshold = clean.get(allowed).copied().unwrap_or_default();
            let caught = faulty.iter().filter(|&&score| score > threshold).count();
            let share = 100.0 * caught as f64 / faulty.len().max(1) as f64;
            lines.push(format!(
                "{fault:?}: {share:.1}% of {} at {rate} alarms per 1,000 (score {threshold:.2})",
                faulty.len()
            ));
        }
    }
    lines
}

fn score(bytes: &[u8], example: &Example) -> f32 {
    hashed::score(bytes, &example.features) as f32 * STEP
}
