//! The products with AVX-512 and VNNI. `cargo bench` prints what it gains over plain code.

#![allow(unsafe_code, reason = "vector loads; a bench shows what they gain")]

use std::arch::x86_64::{
    _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
};

use super::{GROUP, STEP, TILE, Tile};

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
    let mut inputs = rows.map(|row| row.as_chunks::<STEP>().0.iter());
    for tile in weights.as_chunks::<{ TILE * STEP }>().0 {
        // SAFETY: a tile has 64 bytes.
        let tile = unsafe { _mm512_loadu_si512(tile.as_ptr().cast()) };
        for (sum, input) in sums.iter_mut().zip(&mut inputs) {
            let Some(four) = input.next() else { break };
            let four = _mm512_set1_epi32(i32::from_le_bytes(four.map(|byte| byte as u8)));
            *sum = _mm512_dpbusd_epi32(*sum, tile, four);
        }
    }
    let mut out = [[0; TILE]; GROUP];
    for (out, sum) in out.iter_mut().zip(sums) {
        // SAFETY: `out` has room for sixteen numbers of 32 bits.
        unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), sum) };
    }
    out
}
