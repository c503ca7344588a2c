//! The products with NEON. `cargo bench` prints what it gains over plain code.

#![allow(unsafe_code, reason = "vector loads; a bench shows what they gain")]

use std::arch::aarch64::{
    int32x4_t, vdupq_n_s32, vget_high_s8, vget_low_s8, vld1q_s8, vmull_s8, vpadalq_s16, vpaddq_s32,
    vreinterpretq_s8_s32, vst1q_s32,
};

use super::{GROUP, STEP, TILE, Tile, four};

/// Bytes of a register: four outputs of four inputs.
const REGISTER: usize = 16;
/// Rows done together.
const ROWS: usize = 2;

/// Sums of weights times activations.
pub fn products(weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
    let mut sums = [[0; TILE]; GROUP];
    for (sums, rows) in sums.chunks_exact_mut(ROWS).zip(rows.chunks_exact(ROWS)) {
        // SAFETY: every 64-bit ARM processor that this is compiled for has NEON.
        unsafe { some(weights, rows, sums) };
    }
    sums
}

#[target_feature(enable = "neon")]
unsafe fn some(weights: &[u8], rows: &[&[i8]], out: &mut [[i32; TILE]]) {
    // SAFETY: each load takes 16 bytes of a tile of 64; each store puts four numbers into a row of sixteen.
    unsafe {
        let mut sums: [[[int32x4_t; 2]; 4]; ROWS] = [[[vdupq_n_s32(0); 2]; 4]; ROWS];
        for (step, tile) in weights.chunks_exact(TILE * STEP).enumerate() {
            for row in 0..ROWS {
                let input = vreinterpretq_s8_s32(vdupq_n_s32(four(rows[row], step)));
                for quarter in 0..4 {
                    let weight = vld1q_s8(tile[quarter * REGISTER..].as_ptr().cast());
                    let low = vmull_s8(vget_low_s8(weight), vget_low_s8(input));
                    let high = vmull_s8(vget_high_s8(weight), vget_high_s8(input));
                    sums[row][quarter][0] = vpadalq_s16(sums[row][quarter][0], low);
                    sums[row][quarter][1] = vpadalq_s16(sums[row][quarter][1], high);
                }
            }
        }
        for row in 0..ROWS {
            for quarter in 0..4 {
                let [low, high] = sums[row][quarter];
                vst1q_s32(out[row][quarter * 4..].as_mut_ptr(), vpaddq_s32(low, high));
            }
        }
    }
}
