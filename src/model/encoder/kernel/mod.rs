//! The innermost loop of the encoder, once for each kind of processor. All give the same whole numbers.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod plain;

/// Outputs of a tile.
pub const TILE: usize = 16;
/// Inputs that stand side by side for one output.
pub const STEP: usize = 4;
/// Rows of activations multiplied at once.
pub const GROUP: usize = 8;

/// Sums of a tile, a row of outputs for each row of activations.
pub type Tile = [[i32; TILE]; GROUP];

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Whatever the compiler makes of plain code.
    Plain,
    /// AVX2: products of bytes summed in 16 bits.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with VNNI: products of bytes summed in 32 bits.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// NEON, which every 64-bit ARM processor has.
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Kernel {
    /// The fastest this machine has.
    pub fn fastest() -> Self {
        Self::all().last().unwrap_or(Self::Plain)
    }

    /// Those this machine has, slowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        let kernels = [
            Some(Self::Plain),
            #[cfg(target_arch = "x86_64")]
            avx2::is_there().then_some(Self::Avx2),
            #[cfg(target_arch = "x86_64")]
            avx512::is_there().then_some(Self::Avx512),
            #[cfg(target_arch = "aarch64")]
            Some(Self::Neon),
        ];
        kernels.into_iter().flatten()
    }

    /// Sums of weights (from 0 to 15, 16 outputs × n inputs, in steps of four inputs) times activations, n a row. Sums of
    /// 384 products fit 20 bits.
    pub fn products(self, weights: &[u8], rows: [&[i8]; GROUP]) -> Tile {
        let inputs = weights.len() / TILE;
        assert!(inputs.is_multiple_of(8 * STEP) && rows.iter().all(|row| row.len() == inputs));
        match self {
            Self::Plain => plain::products(weights, rows),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => avx2::products(weights, rows),
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => avx512::products(weights, rows),
            #[cfg(target_arch = "aarch64")]
            Self::Neon => neon::products(weights, rows),
        }
    }
}

/// The inputs of a step as one number, the first in the lowest byte.
#[inline(always)]
#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), allow(dead_code))]
fn four(row: &[i8], step: usize) -> i32 {
    let at = step * STEP;
    let inputs = &row[at..at + STEP];
    i32::from_le_bytes([inputs[0] as u8, inputs[1] as u8, inputs[2] as u8, inputs[3] as u8])
}
