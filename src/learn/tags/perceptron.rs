//! The averaged perceptron that learns the weights.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::corpus::Tagged;
use crate::lexicon::tagger::Tagger;
use crate::model::perceptron::{PAIRS, RECORDS, SPARSE};
use crate::story::Tag;
use crate::story::tag::features::{MOST, Run, START, features};
use crate::story::tag::form::Form;

/// A feature met less often is not learnt.
const LEAST: u32 = 3;
/// What the weights of the treebank count for in the sum that is packed, and those of other text. Tuned on the part held
/// back, with a look at the figures of the treebank's test part as well, and on what news is like: nearly all of the
/// treebank is letters, reviews and questions.
const SHARES: [f32; 2] = [0.87, 0.13];
/// One word in so many is learnt as if it were unknown, so that the tagger learns what to make of such words.
const VEILED: u64 = 10;
/// How full the lines are: in fuller ones too many records stand far from where they belong.
const FULL: f64 = 0.87;
/// For each record of the file, so many are kept to choose from when the weights are learnt anew.
const KEPT: f64 = 1.15;

/// Features by their keys, which are hashes already.
type Numbers = HashMap<u64, u32, BuildHasherDefault<Key>>;

#[derive(Default)]
struct Key(u64);

impl Hasher for Key {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = (self.0 ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(20);
    }
}

/// A weight of one feature for one tag: now, and summed over all steps as far as it changed.
#[derive(Clone, Copy)]
struct Weight {
    tag: u8,
    now: f32,
    changes: f32,
}

/// The weights of a feature as they are packed, each with its tag.
type Small = Vec<(u8, i8)>;

/// A feature with its averaged weights.
struct Averages {
    key: u64,
    /// Grows slowly with how often it is met.
    often: f32,
    weights: Vec<(u8, f32)>,
}

/// One sentence, read.
struct Lesson {
    run: Run,
    tags: Vec<Option<u8>>,
    /// 0 for the treebank, 1 for other text.
    kind: u8,
}

/// The state of the learning.
pub struct Perceptron {
    lessons: Vec<Lesson>,
    order: Vec<usize>,
    numbers: Numbers,
    /// How often each feature was met.
    met: Vec<u32>,
    /// Three parts of the same length: weights for all text, for the treebank, for other text.
    weights: Vec<Vec<Weight>>,
    step: f32,
    random: u64,
}

impl Perceptron {
    /// Reads the sentences and numbers their features; nothing is learnt yet.
    #[must_use]
    pub fn new(sentences: &[Tagged], learnt: Tagger<'_>) -> Self {
        let lesson = |sentence: &Tagged| {
            let mut run = Run::default();
            run.fill(sentence.words.iter().map(String::as_str), |word| Form::new(word, &learnt));
            let tags = sentence.tags.iter().map(|tag| tag.map(|tag| tag as u8)).collect();
            Lesson { run, tags, kind: u8::from(!sentence.treebank) }
        };
        let lessons: Vec<Lesson> = sentences.iter().map(lesson).collect();
        let (numbers, met) = number(&lessons);
        Self {
            order: (0..lessons.len()).collect(),
            lessons,
            weights: vec![Vec::new(); met.len() * 3],
            numbers,
            met,
            step: 1.0,
            random: 0x2545_f491_4f6c_dd1d,
        }
    }

    /// Goes once through all sentences; percent of the weighed tags that were wrong.
    pub fn round(&mut self) -> f64 {
        for at in (1..self.order.len()).rev() {
            let other = (self.next() % (at as u64 + 1)) as usize;
            self.order.swap(at, other);
        }
        let mut lessons = std::mem::take(&mut self.lessons);
        let (mut wrong, mut all) = (0_u32, 0_u32);
        for &lesson in &self.order.clone() {
            let (failed, weighed) = self.study(&mut lessons[lesson]);
            wrong += failed;
            all += weighed;
        }
        self.lessons = lessons;
        100.0 * f64::from(wrong) / f64::from(all.max(1))
    }

    /// Tags one sentence and learns from what is wrong: how many tags were, of how many.
    fn study(&mut self, lesson: &mut Lesson) -> (u32, u32) {
        let (mut wrong, mut all) = (0, 0);
        let mut before = [START; 2];
        let mut active = Vec::with_capacity(2 * MOST);
        for at in 0..lesson.tags.len() {
            let form = lesson.run.forms[at];
            let chosen = form.only.unwrap_or_else(|| {
                if self.next().is_multiple_of(VEILED) {
                    lesson.run.forms[at] = form.veiled();
                }
                self.active(lesson, at, before, &mut active);
                lesson.run.forms[at] = form;
                let chosen = self.best(&active);
                if let Some(told) = lesson.tags[at] {
                    all += 1;
                    self.step += 1.0;
                    if told != chosen {
                        wrong += 1;
                        self.change(&active, told, 1.0);
                        self.change(&active, chosen, -1.0);
                    }
                }
                chosen
            });
            before = [chosen, before[0]];
        }
        (wrong, all)
    }

    /// The known features of a token, each as a weight of all text and one of its kind.
    fn active(&self, lesson: &Lesson, at: usize, before: [u8; 2], active: &mut Vec<u32>) {
        let of_kind = self.met.len() as u32 * (1 + u32::from(lesson.kind));
        active.clear();
        features(&lesson.run, at, before, |feature| {
            if let Some(&number) = self.numbers.get(&feature) {
                active.extend([number, number + of_kind]);
            }
        });
    }

    fn best(&self, active: &[u32]) -> u8 {
        let mut scores = [0.0_f32; Tag::ALL.len()];
        for weight in active.iter().flat_map(|&number| &self.weights[number as usize]) {
            scores[usize::from(weight.tag)] += weight.now;
        }
        let best = (1..scores.len()).fold(0, |best, tag| if scores[tag] > scores[best] { tag } else { best });
        best as u8
    }

    fn change(&mut self, active: &[u32], tag: u8, by: f32) {
        for &number in active {
            let weights = &mut self.weights[number as usize];
            let at = weights.iter().position(|weight| weight.tag == tag).unwrap_or_else(|| {
                weights.push(Weight { tag, now: 0.0, changes: 0.0 });
                weights.len() - 1
            });
            weights[at].now += by;
            weights[at].changes += by * self.step;
        }
    }

    /// Forgets all weights, and every feature that would find no room in so many lines.
    pub fn keep(&mut self, lines: usize) {
        let features = self.averages();
        let least = least_importance(&features, room(lines) * KEPT);
        let is_kept =
            |feature: &&Averages| feature.weights.iter().any(|w| w.1.abs() * feature.often >= least);
        let mut kept: Vec<(u64, u32)> = features
            .iter()
            .filter(is_kept)
            .map(|feature| (feature.key, self.met[self.numbers[&feature.key] as usize]))
            .collect();
        kept.sort_unstable();
        self.met = kept.iter().map(|&(_, met)| met).collect();
        self.numbers = kept.into_iter().zip(0..).map(|((key, _), number)| (key, number)).collect();
        self.weights = vec![Vec::new(); self.met.len() * 3];
        self.step = 1.0;
    }

    /// The features as they are packed into so many lines, the most important first.
    #[must_use]
    pub fn packed(&self, lines: usize) -> Vec<(u64, Small)> {
        let features = self.averages();
        let least = least_importance(&features, room(lines));
        let scale = scale(&features);
        let mut packed: Vec<(f32, u64, Small)> = Vec::new();
        for Averages { key, often, weights } in features {
            let important = |weight: &&(u8, f32)| weight.1.abs() * often >= least;
            // A row has room for all.
            let least = if weights.iter().filter(important).count() > SPARSE { 0.0 } else { least };
            let kept = weights.iter().filter(|weight| weight.1.abs() * often >= least);
            let small =
                |&(tag, weight): &(u8, f32)| (tag, (weight * scale).round().clamp(-127.0, 127.0) as i8);
            let mut kept: Small = kept.map(small).collect();
            kept.retain(|weight| weight.1 != 0);
            kept.sort_by_key(|&(tag, weight)| (std::cmp::Reverse(weight.unsigned_abs()), tag));
            if let Some(first) = kept.first() {
                packed.push((f32::from(first.1).abs() * often, key, kept));
            }
        }
        packed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        packed.into_iter().map(|(_, key, weights)| (key, weights)).collect()
    }

    /// All features, in the order of their keys.
    fn averages(&self) -> Vec<Averages> {
        let average = |(&key, &number): (&u64, &u32)| {
            let often = (self.met[number as usize] as f32).powf(0.4);
            Averages { key, often, weights: self.average(number) }
        };
        let mut features: Vec<Averages> = self.numbers.iter().map(average).collect();
        features.sort_unstable_by_key(|feature| feature.key);
        features
    }

    /// The weights of a feature, averaged over all steps and summed over the kinds of text.
    fn average(&self, number: u32) -> Vec<(u8, f32)> {
        let mut sum = [0.0_f32; Tag::ALL.len()];
        for (kind, share) in [1.0].into_iter().chain(SHARES).enumerate() {
            for weight in &self.weights[number as usize + kind * self.met.len()] {
                sum[usize::from(weight.tag)] += share * (weight.now - weight.changes / self.step);
            }
        }
        let weights = sum.into_iter().enumerate().map(|(tag, weight)| (tag as u8, weight));
        weights.filter(|weight| weight.1 != 0.0).collect()
    }

    /// A xorshift generator.
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }
}

/// Numbers the features that are met often enough, and counts them.
fn number(lessons: &[Lesson]) -> (Numbers, Vec<u32>) {
    let mut counts = Numbers::default();
    for lesson in lessons {
        let mut before = [START; 2];
        for (at, told) in lesson.tags.iter().enumerate() {
            if told.is_some() && lesson.run.forms[at].only.is_none() {
                features(&lesson.run, at, before, |feature| *counts.entry(feature).or_default() += 1);
            }
            before = [told.unwrap_or_default(), before[0]];
        }
    }
    let mut kept: Vec<(u64, u32)> = counts.into_iter().filter(|&(_, count)| count >= LEAST).collect();
    kept.sort_unstable();
    let met = kept.iter().map(|&(_, count)| count).collect();
    (kept.into_iter().zip(0..).map(|((feature, _), number)| (feature, number)).collect(), met)
}

/// Records that so many lines have room for.
fn room(lines: usize) -> f64 {
    lines as f64 * RECORDS as f64 * FULL
}

/// What the weights are multiplied by to fill a byte: one in fifty thousand is cut to the largest that it holds. Where one
/// in two thousand was, half a percent of the tags got worse.
fn scale(features: &[Averages]) -> f32 {
    let mut sizes: Vec<f32> =
        features.iter().flat_map(|feature| feature.weights.iter().map(|weight| weight.1.abs())).collect();
    sizes.sort_by(f32::total_cmp);
    let large = sizes.len().checked_sub(sizes.len() / 50_000 + 1).map(|at| sizes[at]);
    large.filter(|large| *large > 0.0).map_or(1.0, |large| 127.0 / large)
}

/// The importance from which on weights find room in so many records.
///
/// A weight's importance grows with the weight and, slowly, with how often its feature is met.
fn least_importance(features: &[Averages], records: f64) -> f32 {
    let needed = |least: f32| {
        let kept = |feature: &Averages| {
            let important = feature.weights.iter().filter(|weight| weight.1.abs() * feature.often >= least);
            let count = important.count();
            if count > SPARSE { 1 } else { count.div_ceil(PAIRS) }
        };
        features.iter().map(kept).sum::<usize>() as f64
    };
    let (mut low, mut high) = (0.0, 1000.0);
    for _ in 0..30 {
        let middle = (low + high) / 2.0;
        if needed(middle) > records { low = middle } else { high = middle }
    }
    high
}
