//! Measures and calibrates a model on stories that were held back.

use super::copy::{Copy, Prepared};
use super::cut::{Answer, Cut, cut, each};
use super::{Chance, Learnt, Options};
use crate::engine::parallel;
use crate::model::linear::{Calibration, Linear, seal};
use crate::story::Story;
use crate::story::gap::features::Features;
use crate::story::gap::{Place, soft_sum};

/// False alarms per 1,000 sentences at which recall is told.
pub const RATES: [f32; 8] = [0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];
/// The gate lets so many of 1,000 good sentences through.
const GATE: f32 = 32.0;
/// How many faults published drafts are taken to have: one sentence of so many lacks an article. A certainty says how
/// likely a finding is right in copy like that.
const FAULTY: f32 = 0.05;

/// What a model finds in copy it has not seen.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Stories held back.
    pub stories: usize,
    /// Sentences in them, which count as good.
    pub sentences: usize,
    /// Articles cut, one a sentence.
    pub cut: usize,
    /// The share of cut articles found, for each of [`RATES`].
    pub recall: Vec<f32>,
}

/// Scores of good places, and of gaps.
#[derive(Default)]
struct Scores {
    good: Vec<f32>,
    gaps: Vec<f32>,
    sentences: usize,
    cut: usize,
}

/// Calibrates the model and says what it finds.
pub fn finish(mut bytes: Vec<u8>, copy: &Copy, held: &[usize], options: &Options) -> Learnt {
    let mut figures = Figures { stories: held.len(), ..Figures::default() };
    if let Ok(model) = Linear::read(bytes.clone()) {
        let read = |index: usize| scores(copy.story(held[index]), &model, options.seed + index as u64);
        let mut all = Scores::default();
        for part in parallel::map(held.len(), options.threads, read) {
            all.good.extend(part.good);
            all.gaps.extend(part.gaps);
            all.sentences += part.sentences;
            all.cut += part.cut;
        }
        all.good.sort_by(|one, other| other.total_cmp(one));
        figures.sentences = all.sentences;
        figures.cut = all.cut;
        let recall = |&rate: &f32| {
            let bound = all.bound(rate);
            all.gaps.iter().filter(|&&score| score > bound).count() as f32 / all.cut.max(1) as f32
        };
        figures.recall = RATES.iter().map(recall).collect();
        let mut shape = model.shape();
        shape.calibration = all.calibration();
        let header = shape.header();
        bytes[..header.len()].copy_from_slice(&header);
        seal(&mut bytes);
    }
    Learnt { bytes, figures }
}

fn scores(story: &Prepared, model: &Linear, seed: u64) -> Scores {
    let mut scores = Scores::default();
    let mut chance = Chance::new(seed);
    let mut features = Features::new();
    let whole = Cut { text: story.text.clone(), places: Vec::new() };
    let mut last = None;
    each(&whole, |story, place, _| {
        scores.good.push(score(model, &mut features, story, place));
        scores.sentences += usize::from(last.replace(place.first) != Some(place.first));
    });
    let faulty = cut(story, |articles| Some(articles[chance.below(articles.len())]));
    scores.cut = faulty.places.len();
    each(&faulty, |story, place, answer| {
        if answer != Answer::None {
            scores.gaps.push(score(model, &mut features, story, place));
        }
    });
    scores
}

fn score(model: &Linear, features: &mut Features, story: &Story<'_>, place: &Place) -> f32 {
    features.read(story, story.phrases(), place, |word| model.class(word));
    let [a, the] = model.scores(features.hashes());
    soft_sum(a, the)
}

impl Scores {
    /// The score that so many good places of 1,000 sentences exceed; `good` is sorted, the largest first.
    fn bound(&self, rate: f32) -> f32 {
        let alarms = (rate * self.sentences as f32 / 1_000.0) as usize;
        self.good.get(alarms).copied().unwrap_or(f32::MIN)
    }

    /// Fits a logistic curve (Platt 1999) to the scores above the gate, by Newton's method.
    fn calibration(&self) -> Calibration {
        let gate = self.bound(GATE);
        let weight = FAULTY * self.sentences as f32 / self.cut.max(1) as f32;
        let good = self.good.iter().map(|&score| (score, 0.0, 1.0));
        let gaps = self.gaps.iter().map(|&score| (score, 1.0, weight));
        let points: Vec<(f32, f32, f32)> = good.chain(gaps).filter(|point| point.0 > gate).collect();
        let (mut slope, mut offset) = (0.5_f64, -2.0_f64);
        for _ in 0..50 {
            let [mut g0, mut g1, mut h00, mut h01, mut h11] = [0.0, 0.0, 1e-6, 0.0, 1e-6];
            for &(score, answer, weight) in &points {
                let (score, answer, weight) = (f64::from(score), f64::from(answer), f64::from(weight));
                let told = 1.0 / (1.0 + (-(slope * score + offset)).exp());
                let (error, bend) = (weight * (told - answer), weight * told * (1.0 - told));
                g0 += error * score;
                g1 += error;
                h00 += bend * score * score;
                h01 += bend * score;
                h11 += bend;
            }
            let determinant = h00 * h11 - h01 * h01;
            if determinant.abs() < 1e-9 {
                break;
            }
            slope -= (h11 * g0 - h01 * g1) / determinant;
            offset -= (h00 * g1 - h01 * g0) / determinant;
        }
        Calibration { slope: slope as f32, offset: offset as f32, gate }
    }
}
