//! Learns where articles are missing: cuts articles out of published copy and learns to put them back.
//!
//! Every pass over the copy cuts one other article from most sentences, reads the story as it then stands, tags and all,
//! and corrects a multinomial logistic regression (none, “a”, “the”) at every place where a noun phrase begins without a
//! determiner. Steps are AdaGrad's (Duchi, Hazan and Singer 2011), smaller from pass to pass. Features that are rare, and
//! after half of the passes those that decide little, are left out; what is left goes into the bytes that
//! [`Linear`](crate::model::linear::Linear) reads. Every twentieth story is held back: it calibrates and measures.

pub mod copy;
mod cut;
mod evaluate;
mod nouns;
mod pack;
pub mod prefilter;
mod table;

use self::copy::Copy;
use self::cut::Example;
use self::nouns::Classes;
use self::table::Table;
use crate::engine::parallel;

pub use self::evaluate::{Figures, RATES};

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// What chance begins with: the same seed and copy give the same bytes.
    pub seed: u64,
    /// Passes over the copy with all features, and as many again with those that are kept.
    pub passes: u32,
    /// Features that are kept.
    pub kept: usize,
    /// Features seen less often are left out.
    pub least: u8,
    /// Length of the first steps.
    pub rate: f32,
    /// How little a rare feature is believed at first.
    pub caution: f32,
    /// Threads that read copy.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, passes: 2, kept: 150_000, least: 3, rate: 0.08, caution: 0.1, threads: 1 }
    }
}

/// What was learnt.
pub struct Learnt {
    /// The bytes that [`Linear`](crate::model::linear::Linear) reads.
    pub bytes: Vec<u8>,
    /// What it finds in the stories held back.
    pub figures: Figures,
}

/// Stories read at once.
const BATCH: usize = 128;
/// One story of this many is held back.
const HELD: usize = 20;

/// Learns from copy; `progress` hears how much of the work is done, 0 to 1.
#[must_use]
pub fn learn(copy: &Copy, options: &Options, progress: impl Fn(f64)) -> Learnt {
    let held: Vec<usize> = (0..copy.len()).filter(|index| index % HELD == HELD - 1).collect();
    let used: Vec<usize> = (0..copy.len()).filter(|index| index % HELD != HELD - 1).collect();
    let rounds = f64::from(options.passes * 2 + 3);
    let said = |round: u32, share: f64| progress((f64::from(round) + share) / rounds);
    let classes = Classes::count(copy, &used, options.threads, |share| said(0, share));
    let reader = Reader { copy, classes: &classes, options };
    let mut table = reader.features(&used, |share| said(1, share));
    for pass in 0..options.passes * 2 {
        if pass == options.passes {
            table.keep(options.kept);
        }
        let left = 1.0 - pass as f32 / (options.passes * 2) as f32;
        let order = shuffled(&used, options.seed + u64::from(pass));
        reader.batches(&order, pass + 1, |examples, share| {
            examples.iter().for_each(|example| table.learn(example, options.rate * left));
            said(2 + pass, share);
        });
    }
    let bytes = pack::bytes(&table, &classes, Default::default());
    evaluate::finish(bytes, copy, &held, options)
}

/// Reads examples from copy, several stories at once and always in the same order.
struct Reader<'c> {
    copy: &'c Copy,
    classes: &'c Classes,
    options: &'c Options,
}

impl Reader<'_> {
    fn batches(&self, order: &[usize], pass: u32, mut done: impl FnMut(Vec<Example>, f64)) {
        let seed = self.options.seed.wrapping_mul(1_000_003) + u64::from(pass);
        for (number, batch) in order.chunks(BATCH).enumerate() {
            let read = |index: usize| {
                let story = batch[index];
                cut::examples(self.copy.story(story), seed ^ (story as u64) << 20, |word| {
                    self.classes.for_training(story, word)
                })
            };
            let examples = parallel::map(batch.len(), self.options.threads, read);
            let share = (number * BATCH) as f64 / order.len() as f64;
            done(examples.into_iter().flatten().collect(), share);
        }
    }

    /// A table with room for every feature that is not too rare.
    fn features(&self, order: &[usize], progress: impl Fn(f64)) -> Table {
        let mut counts = table::Counts::new();
        self.batches(order, 0, |examples, share| {
            examples.iter().for_each(|example| counts.add(example));
            progress(share);
        });
        let mut table = Table::new(counts.at_least(self.options.least), self.options.caution);
        self.batches(order, 0, |examples, share| {
            examples.iter().for_each(|example| table.welcome(example, &counts, self.options.least));
            progress(share);
        });
        table
    }
}

/// The stories in an order of chance.
fn shuffled(stories: &[usize], seed: u64) -> Vec<usize> {
    let mut order = stories.to_vec();
    let mut chance = Chance::new(seed);
    for last in (1..order.len()).rev() {
        order.swap(last, chance.below(last + 1));
    }
    order
}

/// Chance that is the same on every machine: SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        (((self.next() >> 32) * bound as u64) >> 32) as usize
    }
}
