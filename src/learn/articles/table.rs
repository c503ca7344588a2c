//! The weights while they are learnt.

use super::cut::{Answer, Example};

/// Bits of the numbers that count how often features occur.
const COUNTED: u32 = 26;

/// How often features occur, roughly: two that share a counter are counted together.
pub struct Counts(Vec<u8>);

impl Counts {
    /// Nothing is counted yet.
    pub fn new() -> Self {
        Self(vec![0; 1 << COUNTED])
    }

    /// Counts the features of an example.
    pub fn add(&mut self, example: &Example) {
        for feature in &example.features {
            let count = &mut self.0[(feature >> (64 - COUNTED)) as usize];
            *count = count.saturating_add(1);
        }
    }

    /// How many features occur at least so often.
    pub fn at_least(&self, least: u8) -> usize {
        self.0.iter().filter(|&&count| count >= least).count()
    }

    fn of(&self, feature: u64) -> u8 {
        self.0[(feature >> (64 - COUNTED)) as usize]
    }
}

/// A feature with its weights.
#[derive(Clone, Copy, Default)]
pub struct Row {
    /// Its hash; 0 where there is none.
    pub feature: u64,
    /// The weights of “a” and “the” against none.
    pub weights: [f32; 2],
    /// The sums of the squared slopes, for AdaGrad.
    squares: [f32; 2],
    /// How often it was met.
    pub count: u32,
}

/// A table of features by open addressing.
pub struct Table {
    rows: Vec<Row>,
    mask: usize,
    /// What the sums of squares begin with: the larger, the less a rare feature is believed.
    caution: f32,
}

/// Examples that the model answers as surely as this teach nothing.
const SURE: f32 = 0.0005;

impl Table {
    /// Room for so many features.
    pub fn new(features: usize, caution: f32) -> Self {
        let slots = (features * 2).next_power_of_two().max(1 << 10);
        Self { rows: vec![Row::default(); slots], mask: slots - 1, caution }
    }

    /// Gives every feature of an example that is not too rare a row.
    pub fn welcome(&mut self, example: &Example, counts: &Counts, least: u8) {
        for &feature in &example.features {
            if counts.of(feature) < least {
                continue;
            }
            let (slot, caution) = (self.slot(feature), self.caution);
            let row = &mut self.rows[slot];
            if row.feature == 0 {
                *row = Row { feature, squares: [caution; 2], ..Row::default() };
            }
            row.count += 1;
        }
    }

    /// Corrects the weights by one example.
    pub fn learn(&mut self, example: &Example, rate: f32) {
        let mut slots = [0_usize; 64];
        let mut known = 0;
        let mut sums = [0.0_f32; 2];
        for &feature in &example.features {
            let slot = self.slot(feature);
            let row = &self.rows[slot];
            if row.feature == feature {
                sums = [sums[0] + row.weights[0], sums[1] + row.weights[1]];
                slots[known] = slot;
                known += 1;
            }
        }
        let slopes = slopes(sums, example.answer);
        if slopes.iter().all(|slope| slope.abs() < SURE) {
            return;
        }
        for &slot in &slots[..known] {
            let row = &mut self.rows[slot];
            for ((weight, square), slope) in row.weights.iter_mut().zip(&mut row.squares).zip(slopes) {
                *square += slope * slope;
                *weight -= rate * slope / square.sqrt();
            }
        }
    }

    /// Leaves only the features that decide most: those whose weight, often met, is large.
    pub fn keep(&mut self, most: usize) {
        let mut rows: Vec<Row> = self.rows.iter().copied().filter(|row| row.feature != 0).collect();
        let worth = |row: &Row| {
            let weight = row.weights[0].abs().max(row.weights[1].abs());
            weight * (row.count as f32).sqrt()
        };
        rows.sort_by(|one, other| worth(other).total_cmp(&worth(one)).then(one.feature.cmp(&other.feature)));
        rows.truncate(most);
        *self = Self::new(rows.len(), self.caution);
        for row in rows {
            let slot = self.slot(row.feature);
            self.rows[slot] = row;
        }
    }

    /// The rows, in the order of their features.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.rows.iter().copied().filter(|row| row.feature != 0).collect();
        rows.sort_unstable_by_key(|row| row.feature);
        rows
    }

    /// Where a feature stands, or the empty slot where it would.
    fn slot(&self, feature: u64) -> usize {
        let mut slot = (feature >> 20) as usize & self.mask;
        while self.rows[slot].feature != 0 && self.rows[slot].feature != feature {
            slot = (slot + 1) & self.mask;
        }
        slot
    }
}

/// How the loss changes with each of the two sums.
fn slopes([a, the]: [f32; 2], answer: Answer) -> [f32; 2] {
    let most = a.max(the).max(0.0);
    let [none, a, the] = [-most, a - most, the - most].map(f32::exp);
    let all = none + a + the;
    [a / all - f32::from(answer == Answer::A), the / all - f32::from(answer == Answer::The)]
}
