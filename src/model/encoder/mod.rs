//! A small transformer encoder: pieces of words in, at each of them the scores of a few classes out.
//!
//! The network is BERT's (Devlin et al. 2019) at the size of MiniLM (Wang et al. 2020): a layer is attention, then two
//! dense products, each added to what came in and normalised. Weights have four bits and one scale for 384 of them,
//! activations eight bits and one scale for 384; products are summed in whole numbers, and everything else is done in an
//! order that the source fixes, so that every machine gives the same scores.

mod bytes;
pub mod kernel;
mod lanes;
mod layer;
mod matrix;

use std::sync::OnceLock;

use bytes::Reader;
pub use bytes::Unreadable;
use kernel::Kernel;
use lanes::normalise;
use layer::{Layer, Room};
use matrix::{BLOCK, halves_of};

use crate::lexicon::encoder::WEIGHTS;

/// Units of a piece's vector.
const UNITS: usize = BLOCK;
/// Classes scored at each piece.
pub const CLASSES: usize = 3;
/// What the bytes open with.
const MAGIC: &[u8] = b"copydesk encoder 1\n";

/// The network, its large weights unpacked for the processor it runs on.
pub struct Encoder {
    vocabulary: Vocabulary,
    words: &'static [u8],
    word_scales: Vec<f32>,
    positions: Vec<f32>,
    cases: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    head: Vec<f32>,
    head_bias: Vec<f32>,
    kernel: Kernel,
}

/// The weights that follow a normalised sum.
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

/// The pieces in the order of their bytes; a piece's number is its place.
struct Vocabulary {
    text: &'static str,
    starts: Vec<u32>,
}

/// The network that ships, unpacked when it is first asked for.
#[must_use]
pub fn shipped() -> Option<&'static Encoder> {
    static SHIPPED: OnceLock<Option<Encoder>> = OnceLock::new();
    SHIPPED.get_or_init(|| Encoder::read(WEIGHTS).ok()).as_ref()
}

impl Encoder {
    /// Reads the bytes that `tests/foreign/encoder` writes.
    ///
    /// # Errors
    /// When they are cut short or were written for another version.
    pub fn read(bytes: &'static [u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let [pieces, layers, positions, cases, text] = reader.sizes()?;
        let vocabulary = Vocabulary::new(reader.text(text)?, pieces)?;
        let word_scales = reader.floats(pieces)?;
        let positions = reader.floats(positions * UNITS)?;
        let cases = reader.floats(cases * UNITS)?;
        let norm = Norm::read(&mut reader)?;
        let head = reader.floats(CLASSES * UNITS)?;
        let head_bias = reader.floats(CLASSES)?;
        let words = reader.bytes(pieces * UNITS / 2)?;
        let layers = (0..layers).map(|_| Layer::read(&mut reader)).collect::<Result<_, _>>()?;
        reader.end()?;
        let kernel = Kernel::fastest();
        Ok(Self { vocabulary, words, word_scales, positions, cases, norm, layers, head, head_bias, kernel })
    }

    /// The number of a piece; a piece that goes on with a word opens with `##`.
    #[must_use]
    pub fn piece(&self, piece: &[u8]) -> Option<u16> {
        self.vocabulary.find(piece)
    }

    /// The most pieces it reads at once.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.positions.len() / UNITS
    }

    /// Scores of the classes at each piece, as logits. `cases` says beside each piece how its word is capitalised.
    /// What is beyond the longest text it reads gets no scores.
    #[must_use]
    pub fn scores(&self, pieces: &[u16], cases: &[u8]) -> Vec<[f32; CLASSES]> {
        self.scores_on(self.kernel, pieces, cases)
    }

    /// The same scores by another kernel, for comparison.
    #[must_use]
    pub fn scores_on(&self, kernel: Kernel, pieces: &[u16], cases: &[u8]) -> Vec<[f32; CLASSES]> {
        let count = pieces.len().min(cases.len()).min(self.longest());
        let mut units = vec![0.0; count * UNITS];
        for (at, row) in units.chunks_exact_mut(UNITS).enumerate() {
            self.embed(pieces[at], cases[at], at, row);
        }
        let mut room = Room::new(count);
        for layer in &self.layers {
            layer.apply(kernel, &mut units, &mut room);
        }
        units.chunks_exact(UNITS).map(|row| self.classify(row)).collect()
    }

    fn embed(&self, piece: u16, case: u8, at: usize, row: &mut [f32]) {
        let piece = usize::from(piece).min(self.word_scales.len() - 1);
        let scale = self.word_scales[piece];
        let packed = &self.words[piece * UNITS / 2..(piece + 1) * UNITS / 2];
        let case = usize::from(case).min(self.cases.len() / UNITS - 1);
        let case = &self.cases[case * UNITS..(case + 1) * UNITS];
        let position = &self.positions[at * UNITS..(at + 1) * UNITS];
        for (two, byte) in row.as_chunks_mut::<2>().0.iter_mut().zip(packed) {
            *two = halves_of(*byte).map(|half| (f32::from(half) - 8.0) * scale);
        }
        for ((unit, position), case) in row.iter_mut().zip(position).zip(case) {
            *unit += position + case;
        }
        normalise(row, &self.norm.weight, &self.norm.bias);
    }

    fn classify(&self, row: &[f32]) -> [f32; CLASSES] {
        std::array::from_fn(|class| {
            lanes::dot(row, &self.head[class * UNITS..(class + 1) * UNITS]) + self.head_bias[class]
        })
    }
}

impl Norm {
    fn read(reader: &mut Reader) -> Result<Self, Unreadable> {
        Ok(Self { weight: reader.floats(UNITS)?, bias: reader.floats(UNITS)? })
    }
}

impl Vocabulary {
    fn new(text: &'static str, pieces: usize) -> Result<Self, Unreadable> {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
        let starts: Vec<u32> = std::iter::once(0).chain(ends).collect();
        if starts.len() != pieces + 1 || pieces == 0 || pieces > usize::from(u16::MAX) {
            return Err(Unreadable::Damaged);
        }
        Ok(Self { text, starts })
    }

    fn find(&self, piece: &[u8]) -> Option<u16> {
        let at = |index: usize| {
            &self.text.as_bytes()[self.starts[index] as usize..self.starts[index + 1] as usize - 1]
        };
        let (mut low, mut high) = (0, self.starts.len() - 1);
        while low < high {
            let middle = low.midpoint(high);
            match at(middle).cmp(piece) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return u16::try_from(middle).ok(),
            }
        }
        None
    }
}
