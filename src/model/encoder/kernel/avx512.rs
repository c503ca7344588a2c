//! The products with AVX-512 and VNNI. `cargo bench` prints what it gains over plain code.

#![allow(unsafe_code, reason = "vector loads; a bench shows what they gain")]

use std::arch::x86_64::{
    _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::{GROUP, STEP, TILE, Tile, four};

/// Whether this machine has it.
pub fn is_there() -> bool {
    is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni")
}

/// Sums of weights times activations.
pub fn products(weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
    // SAFETY: a kernel of this kind is made only where `is_there` holds.
    unsafe { all(weights, rows) }
}

#[target_feature(enable = "avx512f,avx512vnni")]
fn all(weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
    let mut sums = [_mm512_setzero_si512(); GROUP];
    for (step, tile) in weights.chunks_exact(TILE * STEP).enumerate() {
        // SAFETY: a tile has 64 bytes.
        let tile = unsafe { _mm512_loadu_si512(tile.as_ptr().cast()) };
        for row in 0..GROUP {
            let input = _mm512_set1_epi32(four(rows[row], step));
            sums[row] = _mm512_dpbusd_epi32(sums[row], tile, input);
        }
    }
    let mut out = [[0; TILE]; GROUP];
    for row in 0..GROUP {
        // SAFETY: a row has room for sixteen numbers of 32 bits.
        unsafe { _mm512_storeu_si512(out[row].as_mut_ptr().cast(), sums[row]) };
    }
    out
}
