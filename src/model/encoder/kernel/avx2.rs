//! The products with AVX2. `cargo bench` prints what it gains over plain code.

#![allow(unsafe_code, reason = "vector loads; a bench shows what they gain")]

use std::arch::x86_64::{
    __m256i, _mm256_add_epi16, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16,
    _mm256_set1_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

use super::{GROUP, STEP, TILE, Tile, four};

/// Steps whose sums of two products fit 16 bits: 8 × 2 × 15 × 127 < 2^15.
const STEPS: usize = 8;
/// Rows done together: their sums of 16 bits fit the registers.
const ROWS: usize = 4;

/// Whether this machine has it.
pub fn is_there() -> bool {
    is_x86_feature_detected!("avx2")
}

/// Sums of weights times activations.
pub fn products(weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
    let mut sums = [[0; TILE]; GROUP];
    for (sums, rows) in sums.chunks_exact_mut(ROWS).zip(rows.chunks_exact(ROWS)) {
        // SAFETY: a kernel of this kind is made only where `is_there` holds.
        unsafe { some(weights, rows, sums) };
    }
    sums
}

#[target_feature(enable = "avx2")]
fn some(weights: &[u8], rows: &[&[i8]], out: &mut [[i32; TILE]]) {
    let zero = _mm256_setzero_si256();
    let ones = _mm256_set1_epi16(1);
    let mut wide = [[zero; 2]; ROWS];
    for (start, block) in weights.chunks_exact(STEPS * TILE * STEP).enumerate() {
        let mut narrow = [[zero; 2]; ROWS];
        for (step, tile) in block.chunks_exact(TILE * STEP).enumerate() {
            let halves = [load(&tile[..32]), load(&tile[32..])];
            for row in 0..ROWS {
                let input = _mm256_set1_epi32(four(rows[row], start * STEPS + step));
                for half in 0..2 {
                    let product = _mm256_maddubs_epi16(halves[half], input);
                    narrow[row][half] = _mm256_add_epi16(narrow[row][half], product);
                }
            }
        }
        for row in 0..ROWS {
            for half in 0..2 {
                let sum = _mm256_madd_epi16(narrow[row][half], ones);
                wide[row][half] = _mm256_add_epi32(wide[row][half], sum);
            }
        }
    }
    for (out, wide) in out.iter_mut().zip(&wide) {
        for (half, out) in wide.iter().zip(out.chunks_exact_mut(TILE / 2)) {
            // SAFETY: `out` has room for eight numbers of 32 bits.
            unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), *half) };
        }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(bytes: &[u8]) -> __m256i {
    assert!(bytes.len() == 32);
    // SAFETY: 32 bytes are there, as just seen.
    unsafe { _mm256_loadu_si256(bytes.as_ptr().cast()) }
}
