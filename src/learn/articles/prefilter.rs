//! Learns which sentences are worth tagging: from words alone, where the linear model will see a gap.
//!
//! Every pass cuts other articles out of the copy and lets the linear model read it, whole and cut. A logistic regression
//! over words learns how surely it sees a gap at each place.

use super::copy::{Copy, Prepared, document};
use super::cut::cut;
use super::{BATCH, Chance, HELD, Options, shuffled};
use crate::engine::parallel;
use crate::lexicon::article_prefilter::SLOTS;
use crate::model::linear::Linear;
use crate::model::unmarked::{pack, slot};
use crate::story::Story;
use crate::story::gap::phrases::is_copy;
use crate::story::gap::prefilter::{Features, Prefilter};

/// Passes over the copy.
const PASSES: u32 = 3;
/// Length of the first steps.
const RATE: f32 = 0.2;
/// Lower scores of the linear model count as none.
const LEAST: f32 = -2.0;
/// The score that is as good as seeing a gap half, and how fast that grows with the score.
const HALF: f32 = 2.0;
const STEEPNESS: f32 = 1.5;

struct Example {
    features: Features,
    /// How surely the linear model sees a gap.
    share: f32,
}

/// Learns from copy what the model says of it; every twentieth story is left out.
#[must_use]
pub fn learn(copy: &Copy, model: &Linear, options: &Options) -> Vec<u8> {
    let used: Vec<usize> = (0..copy.len()).filter(|index| index % HELD != HELD - 1).collect();
    let mut table = Table { weights: vec![0.0; SLOTS], squares: vec![options.caution; SLOTS] };
    for pass in 0..PASSES {
        let rate = RATE * (1.0 - pass as f32 / PASSES as f32);
        for batch in shuffled(&used, options.seed + u64::from(pass)).chunks(BATCH) {
            let seed = |story: usize| options.seed ^ (story as u64) << 20 ^ u64::from(pass) << 50;
            let read = |index: usize| examples(copy.story(batch[index]), model, seed(batch[index]));
            let examples = parallel::map(batch.len(), options.threads, read);
            examples.iter().flatten().for_each(|example| table.learn(example, rate));
        }
    }
    pack(&table.weights)
}

fn examples(story: &Prepared, model: &Linear, seed: u64) -> Vec<Example> {
    let mut chance = Chance::new(seed);
    let faulty = cut(story, |articles| Some(articles[chance.below(articles.len())]));
    let mut examples = read(&story.text, model);
    examples.extend(read(&faulty.text, model));
    examples
}

fn read(text: &str, model: &Linear) -> Vec<Example> {
    let document = document(text);
    let story = Story::new(&document);
    let mut prefilter = Prefilter::new(model);
    let mut examples = Vec::new();
    for sentence in story.sentences().iter().filter(|sentence| is_copy(&story, sentence)) {
        let gaps: Vec<_> = story.gaps(sentence, model, LEAST).collect();
        prefilter.each(&story, sentence, |at, features| {
            let gap = gaps.iter().find(|gap| gap.place.token == at);
            let share = gap.map_or(0.0, |gap| sigmoid(STEEPNESS * (gap.score - HALF)));
            examples.push(Example { features, share });
        });
    }
    examples
}

fn sigmoid(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

struct Table {
    weights: Vec<f32>,
    /// The sums of the squared slopes, for AdaGrad.
    squares: Vec<f32>,
}

/// Examples that are answered as surely as this teach nothing.
const SURE: f32 = 0.0005;

impl Table {
    fn learn(&mut self, example: &Example, rate: f32) {
        let slots = example.features.map(|feature| slot(feature, SLOTS));
        let slope = sigmoid(slots.iter().map(|&slot| self.weights[slot]).sum()) - example.share;
        if slope.abs() < SURE {
            return;
        }
        for slot in slots {
            self.squares[slot] += slope * slope;
            self.weights[slot] -= rate * slope / self.squares[slot].sqrt();
        }
    }
}
