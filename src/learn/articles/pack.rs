//! Packs learnt weights into the bytes that the model reads.

use super::nouns::Classes;
use super::table::Table;
use crate::model::linear::{self, Calibration, Shape};

/// The share of slots that are taken; fuller tables are slower to search.
const FULL: f64 = 0.75;
/// The largest weight that is kept as it is; larger ones are cut to it.
const LARGEST: f32 = 4.0;

/// The bytes of a model.
pub fn bytes(table: &Table, classes: &Classes, calibration: Calibration) -> Vec<u8> {
    let (rows, nouns) = (table.rows(), classes.all());
    let step = LARGEST / 127.0;
    let shape = Shape { weights: slots(rows.len()), classes: slots(nouns.len()), step, calibration };
    let mut bytes = shape.header();
    let mut weights = vec![0; shape.weights as usize * linear::WEIGHTS];
    for row in rows {
        let [a, the] = row.weights.map(|weight| (weight / step).round().clamp(-127.0, 127.0) as i8);
        if [a, the] != [0, 0] {
            let slot = [linear::mark(row.feature), a.cast_unsigned(), the.cast_unsigned()];
            insert(&mut weights, linear::start(row.feature, shape.weights), slot, 1);
        }
    }
    let mut named = vec![0; shape.classes as usize * linear::CLASSES];
    for (key, class) in nouns {
        let [low, high] = linear::wide_mark(key);
        insert(&mut named, linear::start(key, shape.classes), [low, high, class], 2);
    }
    bytes.extend(weights);
    bytes.extend(named);
    linear::seal(&mut bytes);
    bytes
}

fn slots(entries: usize) -> u32 {
    (entries as f64 / FULL) as u32 + 16
}

/// Puts a slot where a search will find it; `marks` are the bytes that recognise it. Of two alike the first stays.
fn insert(table: &mut [u8], start: usize, slot: [u8; 3], marks: usize) {
    let slots = table.len() / 3;
    for step in 0..slots {
        let at = (start + step) % slots * 3;
        let there = &mut table[at..at + 3];
        if there[..marks] == slot[..marks] {
            return;
        }
        if there[..marks].iter().all(|&byte| byte == 0) {
            there.copy_from_slice(&slot);
            return;
        }
    }
}
