//! A dense product with weights of four bits and activations of eight.

use super::bytes::{Reader, Unreadable};
use super::kernel::{GROUP, Kernel, STEP, TILE, Tile};

/// Inputs that share a scale.
pub const BLOCK: usize = 384;
/// Weights are stored as 1 to 15; this much stands for 0.
const ZERO: i32 = 8;

/// Weights of a dense product, `outputs` × `blocks · 384`, kept in tiles as a kernel reads them.
pub struct Matrix {
    outputs: usize,
    blocks: usize,
    tiles: Vec<u8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Rows of activations as whole numbers from −127 to 127, one scale and one sum for 384 of them.
#[derive(Default)]
pub struct Rows {
    blocks: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl Matrix {
    /// Takes bias and scales, then the packed weights, two a byte, row by row.
    pub fn read(reader: &mut Reader, outputs: usize, blocks: usize) -> Result<Self, Unreadable> {
        let bias = reader.floats(outputs)?;
        let scales = reader.floats(outputs * blocks)?;
        let packed = reader.bytes(outputs * blocks * BLOCK / 2)?;
        let scales = in_tiles(&scales, blocks);
        let mut matrix = Self { outputs, blocks, tiles: vec![0; outputs * blocks * BLOCK], scales, bias };
        for (row, halves) in packed.chunks_exact(blocks * BLOCK / 2).enumerate() {
            matrix.place(row, halves);
        }
        Ok(matrix)
    }

    /// Rows times weights plus bias: `out` gets `outputs` numbers a row.
    #[inline(always)]
    pub fn times(&self, kernel: Kernel, rows: &Rows, out: &mut [f32]) {
        let count = rows.scales.len() / self.blocks;
        for start in (0..count).step_by(GROUP) {
            let group = GROUP.min(count - start);
            for tile in 0..self.outputs / TILE {
                self.tile(kernel, rows, start, group, tile, out);
            }
        }
    }

    #[inline(always)]
    fn tile(&self, kernel: Kernel, rows: &Rows, start: usize, group: usize, tile: usize, out: &mut [f32]) {
        let columns = tile * TILE..(tile + 1) * TILE;
        for row in start..start + group {
            out[row * self.outputs..][columns.clone()].copy_from_slice(&self.bias[columns.clone()]);
        }
        for block in 0..self.blocks {
            let weights = &self.tiles[(tile * self.blocks + block) * TILE * BLOCK..][..TILE * BLOCK];
            // Where fewer rows are left than a group has, the last one is done again and its result not used.
            let activations =
                std::array::from_fn(|at| rows.block((start + at).min(start + group - 1), block));
            let sums: Tile = kernel.products(weights, activations);
            let scales = &self.scales[(tile * self.blocks + block) * TILE..][..TILE];
            for (at, sums) in sums.iter().enumerate().take(group) {
                let index = (start + at) * self.blocks + block;
                let (scale, zero) = (rows.scales[index], ZERO * rows.sums[index]);
                let out = &mut out[(start + at) * self.outputs..][columns.clone()];
                for ((out, sum), weight) in out.iter_mut().zip(sums).zip(scales) {
                    *out += (sum - zero) as f32 * (weight * scale);
                }
            }
        }
    }

    /// Puts the weights of one output where a kernel looks for them: tile, block, step of four inputs, output, input.
    fn place(&mut self, row: usize, halves: &[u8]) {
        let (tile, lane) = (row / TILE, row % TILE);
        for (at, &byte) in halves.iter().enumerate() {
            let (block, input) = (at * 2 / BLOCK, at * 2 % BLOCK);
            let start = (tile * self.blocks + block) * TILE * BLOCK + input / STEP * STEP * TILE;
            let place = start + lane * STEP + input % STEP;
            self.tiles[place..place + 2].copy_from_slice(&halves_of(byte));
        }
    }
}

impl Rows {
    /// Rounds rows of `blocks · 384` numbers.
    #[inline(always)]
    pub fn round(&mut self, rows: &[f32], blocks: usize) {
        self.blocks = blocks;
        self.values.resize(rows.len(), 0);
        self.scales.clear();
        self.sums.clear();
        for (block, values) in rows.chunks_exact(BLOCK).zip(self.values.chunks_exact_mut(BLOCK)) {
            let (scale, sum) = round(block, values);
            self.scales.push(scale);
            self.sums.push(sum);
        }
    }

    #[inline(always)]
    fn block(&self, row: usize, block: usize) -> &[i8] {
        &self.values[(row * self.blocks + block) * BLOCK..][..BLOCK]
    }
}

/// The two weights of a byte, the low half first.
pub fn halves_of(byte: u8) -> [u8; 2] {
    [byte & 15, byte >> 4]
}

/// Scales in the order of tile, block, output.
fn in_tiles(scales: &[f32], blocks: usize) -> Vec<f32> {
    let tiles = scales.chunks_exact(TILE * blocks);
    tiles.flat_map(|tile| (0..blocks * TILE).map(|at| tile[at % TILE * blocks + at / TILE])).collect()
}

#[inline(always)]
fn round(block: &[f32], values: &mut [i8]) -> (f32, i32) {
    /// Adding it leaves the whole number nearest to a small one in the low bits.
    const SHIFT: f32 = 12_582_912.0;
    let most = block.iter().fold(0.0f32, |most, x| most.max(x.abs()));
    let scale = (most / 127.0).max(f32::MIN_POSITIVE);
    let times = 1.0 / scale;
    let mut sum = 0;
    for (x, value) in block.iter().zip(values) {
        let whole = (x * times + SHIFT).to_bits() as i32 - SHIFT.to_bits() as i32;
        *value = whole as i8;
        sum += whole;
    }
    (scale, sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_the_nearest() {
        let row: Vec<f32> = (0..BLOCK).map(|x| (x as f32 - 190.0) / 10.0).collect();
        let mut rows = Rows::default();
        rows.round(&row, 1);
        let scale = rows.scales[0];
        for (x, value) in row.iter().zip(&rows.values) {
            assert!((x - f32::from(*value) * scale).abs() <= scale * 0.501);
        }
        assert_eq!(rows.sums[0], rows.values.iter().map(|&value| i32::from(value)).sum::<i32>());
        rows.round(&[0.0; BLOCK], 1);
        assert!(rows.values.iter().all(|&value| value == 0));
    }

    #[test]
    fn multiplies_like_plain_arithmetic() {
        let (outputs, blocks, count) = (32, 4, 11);
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        let packed: Vec<u8> = (0..outputs * blocks * BLOCK / 2).map(|_| next() as u8 | 0x11).collect();
        let scales: Vec<f32> = (0..outputs * blocks).map(|_| next() as f32 / 65536.0).collect();
        let mut matrix = Matrix {
            outputs,
            blocks,
            tiles: vec![0; outputs * blocks * BLOCK],
            scales: in_tiles(&scales, blocks),
            bias: (0..outputs).map(|_| next() as f32 / 65536.0).collect(),
        };
        for (row, halves) in packed.chunks_exact(blocks * BLOCK / 2).enumerate() {
            matrix.place(row, halves);
        }
        let input: Vec<f32> = (0..count * blocks * BLOCK).map(|_| next() as f32 / 32768.0 - 1.0).collect();
        let mut rows = Rows::default();
        rows.round(&input, blocks);
        let mut first = Vec::new();
        for kernel in Kernel::all() {
            let mut out = vec![0.0; count * outputs];
            matrix.times(kernel, &rows, &mut out);
            if first.is_empty() {
                first.clone_from(&out);
            }
            assert_eq!(out, first, "{kernel:?} gives other bits");
        }
        for row in 0..count {
            for output in 0..outputs {
                let mut want = matrix.bias[output];
                for input_at in 0..blocks * BLOCK {
                    let byte = packed[(output * blocks * BLOCK + input_at) / 2];
                    let weight = f32::from(halves_of(byte)[input_at % 2]) - 8.0;
                    let scale = scales[output * blocks + input_at / BLOCK];
                    want += weight * scale * input[row * blocks * BLOCK + input_at];
                }
                let got = first[row * outputs + output];
                assert!((got - want).abs() < 3.0 + want.abs() * 0.02, "{row} {output}: {got} {want}");
            }
        }
    }
}
