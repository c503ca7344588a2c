//! The products in plain code, for every machine.

use super::{GROUP, STEP, TILE, Tile};

/// Sums of weights times activations.
pub fn products(weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
    let mut sums = [[0; TILE]; GROUP];
    for (step, four) in weights.chunks_exact(TILE * STEP).enumerate() {
        for (row, sums) in rows.iter().zip(&mut sums) {
            let inputs = &row[step * STEP..step * STEP + STEP];
            for (weights, sum) in four.chunks_exact(STEP).zip(sums) {
                for (weight, input) in weights.iter().zip(inputs) {
                    *sum += i32::from(*weight) * i32::from(*input);
                }
            }
        }
    }
    sums
}
