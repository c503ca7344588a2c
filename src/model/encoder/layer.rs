//! One layer: attention between the pieces, then a dense network at each of them.

#![allow(unsafe_code, reason = "a function for wide registers; a bench shows what it gains")]

use super::bytes::{Reader, Unreadable};
use super::kernel::Kernel;
use super::lanes::{gelu, normalise, softmax};
use super::matrix::{Matrix, Rows};
use super::{Norm, UNITS};

/// Units of the inner layer, as blocks that share a scale.
const INNER: usize = 4;
/// Heads of the attention.
const HEADS: usize = 12;
/// Units of a head.
const HEAD: usize = UNITS / HEADS;

/// The weights of a layer.
pub struct Layer {
    asks: Matrix,
    mixes: Matrix,
    after_attention: Norm,
    widens: Matrix,
    narrows: Matrix,
    after_network: Norm,
}

/// Room to work in, made once for all layers.
pub struct Room {
    rows: Rows,
    asked: Vec<f32>,
    mixed: Vec<f32>,
    wide: Vec<f32>,
    shares: Vec<f32>,
    keys: Vec<f32>,
}

impl Room {
    /// For so many pieces.
    pub fn new(count: usize) -> Self {
        Self {
            rows: Rows::default(),
            asked: vec![0.0; count * 3 * UNITS],
            mixed: vec![0.0; count * UNITS],
            wide: vec![0.0; count * INNER * UNITS],
            shares: vec![0.0; count],
            keys: vec![0.0; count * HEAD],
        }
    }
}

impl Layer {
    /// Takes its weights in the order they are used in.
    pub fn read(reader: &mut Reader) -> Result<Self, Unreadable> {
        Ok(Self {
            asks: Matrix::read(reader, 3 * UNITS, 1)?,
            mixes: Matrix::read(reader, UNITS, 1)?,
            after_attention: Norm::read(reader)?,
            widens: Matrix::read(reader, INNER * UNITS, 1)?,
            narrows: Matrix::read(reader, UNITS, INNER)?,
            after_network: Norm::read(reader)?,
        })
    }

    /// Changes the rows of 384 units, one a piece.
    pub fn apply(&self, kernel: Kernel, units: &mut [f32], room: &mut Room) {
        match kernel {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: these kernels are made only where AVX2 is there.
            Kernel::Avx2 | Kernel::Avx512 => unsafe { self.apply_wide(kernel, units, room) },
            _ => self.apply_inline(kernel, units, room),
        }
    }

    /// The same code, compiled for registers of 256 bits. It gives the same bits: no sum is done in another order, and no
    /// product is fused with a sum.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn apply_wide(&self, kernel: Kernel, units: &mut [f32], room: &mut Room) {
        self.apply_inline(kernel, units, room);
    }

    #[inline(always)]
    fn apply_inline(&self, kernel: Kernel, units: &mut [f32], room: &mut Room) {
        let Room { rows, asked, mixed, wide, shares, keys } = room;
        rows.round(units, 1);
        self.asks.times(kernel, rows, asked);
        attend(asked, mixed, shares, keys);
        rows.round(mixed, 1);
        self.mixes.times(kernel, rows, mixed);
        add(units, mixed, &self.after_attention);
        rows.round(units, 1);
        self.widens.times(kernel, rows, wide);
        gelu(wide);
        rows.round(wide, INNER);
        self.narrows.times(kernel, rows, mixed);
        add(units, mixed, &self.after_network);
    }
}

#[inline(always)]
fn add(units: &mut [f32], more: &[f32], norm: &Norm) {
    for (row, more) in units.chunks_exact_mut(UNITS).zip(more.chunks_exact(UNITS)) {
        row.iter_mut().zip(more).for_each(|(unit, more)| *unit += more);
        normalise(row, &norm.weight, &norm.bias);
    }
}

/// Each piece takes from the others by how well its query fits their keys. A row of `asked` holds query, key and value.
#[inline(always)]
fn attend(asked: &[f32], mixed: &mut [f32], shares: &mut [f32], keys: &mut [f32]) {
    let scale = 1.0 / (HEAD as f32).sqrt();
    let count = shares.len();
    for head in 0..HEADS {
        let part = |row: usize, which: usize| &asked[(row * 3 + which) * UNITS + head * HEAD..][..HEAD];
        for row in 0..count {
            part(row, 1).iter().enumerate().for_each(|(unit, key)| keys[unit * count + row] = *key);
        }
        for row in 0..count {
            shares.fill(0.0);
            for (query, keys) in part(row, 0).iter().zip(keys.chunks_exact(count)) {
                let query = query * scale;
                shares.iter_mut().zip(keys).for_each(|(share, key)| *share += query * key);
            }
            softmax(shares);
            let mut sum = [0.0; HEAD];
            for (other, share) in shares.iter().enumerate() {
                sum.iter_mut().zip(part(other, 2)).for_each(|(sum, value)| *sum += share * value);
            }
            mixed[row * UNITS + head * HEAD..][..HEAD].copy_from_slice(&sum);
        }
    }
}
