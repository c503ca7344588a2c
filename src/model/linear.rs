//! A hashed linear model: features come in as 64-bit hashes, two scores come out.
//!
//! The bytes are read where they lie. A header of [`HEADER`] bytes, then a table of weights, then a table of classes.
//! Both are tables of open addressing: the upper half of a hash says where a search begins, one byte of the lower half
//! recognises the feature, and a zero there ends the search. A slot of the first holds the two weights as whole numbers
//! of [`Linear::step`]; a slot of the second holds a class that training has given to a word.

use std::borrow::Cow;

use crate::lexicon::checksum::checksum;

/// What the bytes begin with.
pub const MAGIC: [u8; 4] = *b"CDLM";
/// The version of the format and of the features; bytes of another version are refused.
pub const VERSION: u32 = 1;
/// Bytes before the tables: magic, version, slots of weights, slots of classes, step, three numbers of the calibration
/// and the checksum, all of the lowest byte first.
pub const HEADER: usize = 40;
/// Bytes of a slot of weights: mark, first weight, second weight.
pub const WEIGHTS: usize = 3;
/// Bytes of a slot of classes: two of the mark, and the class.
pub const CLASSES: usize = 3;

/// A model ready to score.
#[derive(Clone, Debug)]
pub struct Linear {
    bytes: Cow<'static, [u8]>,
    shape: Shape,
}

/// What the header says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// Slots of the table of weights.
    pub weights: u32,
    /// Slots of the table of classes.
    pub classes: u32,
    /// What a weight of one counts.
    pub step: f32,
    /// How a score becomes a probability.
    pub calibration: Calibration,
}

/// How a score becomes a probability, and from which score on a place is worth a second look.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    /// The factor of the score.
    pub slope: f32,
    /// What is added to the product.
    pub offset: f32,
    /// The score that the gate lets through.
    pub gate: f32,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoModel {
    /// Something else, or the beginning is lost.
    #[error("this is no file of learnt weights")]
    Other,
    /// Made by another version of the program.
    #[error("it was made by another version of copydesk (format {0}, here {VERSION}): learn it again")]
    Version(u32),
    /// Cut short, or not the bytes that were written.
    #[error("it is damaged")]
    Damaged,
}

impl Linear {
    /// Reads the header; the tables stay where they are.
    ///
    /// # Errors
    /// When the bytes are not a model of this version, or not as long as the header says.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, NoModel> {
        let bytes = bytes.into();
        let shape = Shape::read(&bytes)?;
        Ok(Self { bytes, shape })
    }

    /// What the header says.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Whether the tables are the bytes that were written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        word(&self.bytes, 32).is_some_and(|low| {
            let high = word(&self.bytes, 36).unwrap_or_default();
            u64::from(high) << 32 | u64::from(low) == sum(&self.bytes)
        })
    }

    /// The two sums of the features' weights.
    #[must_use]
    pub fn scores(&self, features: &[u64]) -> [f32; 2] {
        let table = self.bytes.get(HEADER..).unwrap_or_default();
        let mut sums = [0_i32; 2];
        for &feature in features {
            let mark = mark(feature);
            let mut slot = start(feature, self.shape.weights);
            while let Some(&[there, first, second]) =
                table.get(slot * WEIGHTS..).and_then(<[u8]>::first_chunk)
            {
                if there == mark {
                    sums[0] += i32::from(first.cast_signed());
                    sums[1] += i32::from(second.cast_signed());
                    break;
                }
                if there == 0 {
                    break;
                }
                slot = if slot + 1 == self.shape.weights as usize { 0 } else { slot + 1 };
            }
        }
        sums.map(|sum| sum as f32 * self.shape.step)
    }

    /// The class that training has given to a word; 0 when it has given none.
    #[must_use]
    pub fn class(&self, word: u64) -> u8 {
        let tables = self.bytes.get(HEADER + self.shape.weights as usize * WEIGHTS..).unwrap_or_default();
        let marks = wide_mark(word);
        let mut slot = start(word, self.shape.classes);
        while let Some(&[low, high, class]) = tables.get(slot * CLASSES..).and_then(<[u8]>::first_chunk) {
            if [low, high] == marks {
                return class;
            }
            if [low, high] == [0, 0] {
                break;
            }
            slot = if slot + 1 == self.shape.classes as usize { 0 } else { slot + 1 };
        }
        0
    }

    /// The score that has this probability.
    #[must_use]
    pub fn score_of(&self, probability: f32) -> f32 {
        let Calibration { slope, offset, .. } = self.shape.calibration;
        ((probability / (1.0 - probability)).ln() - offset) / slope
    }

    /// The probability of a score, 0 to 1.
    #[must_use]
    pub fn probability(&self, score: f32) -> f32 {
        let Calibration { slope, offset, .. } = self.shape.calibration;
        1.0 / (1.0 + (-(slope * score + offset)).exp())
    }
}

impl Shape {
    fn read(bytes: &[u8]) -> Result<Self, NoModel> {
        if bytes.get(..4) != Some(&MAGIC) {
            return Err(NoModel::Other);
        }
        let at = |place| word(bytes, place).ok_or(NoModel::Damaged);
        let real = |place| at(place).map(f32::from_bits);
        match at(4)? {
            VERSION => {}
            other => return Err(NoModel::Version(other)),
        }
        let calibration = Calibration { slope: real(20)?, offset: real(24)?, gate: real(28)? };
        let shape = Self { weights: at(8)?, classes: at(12)?, step: real(16)?, calibration };
        let tables = shape.weights as usize * WEIGHTS + shape.classes as usize * CLASSES;
        if shape.weights == 0 || shape.classes == 0 || bytes.len() != HEADER + tables {
            return Err(NoModel::Damaged);
        }
        Ok(shape)
    }

    /// The header of a model of this shape; the checksum is still to be set, by [`seal`].
    #[must_use]
    pub fn header(&self) -> Vec<u8> {
        let Calibration { slope, offset, gate } = self.calibration;
        let mut bytes = MAGIC.to_vec();
        let numbers = [VERSION, self.weights, self.classes];
        let reals = [self.step, slope, offset, gate].map(f32::to_bits);
        for number in numbers.into_iter().chain(reals).chain([0, 0]) {
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }
}

/// The slot at which the search for a hash begins.
#[must_use]
pub fn start(hash: u64, slots: u32) -> usize {
    (((hash >> 32) * u64::from(slots)) >> 32) as usize
}

/// The byte that recognises a feature; zero stands for an empty slot.
#[must_use]
pub fn mark(hash: u64) -> u8 {
    ((hash >> 20) as u8).max(1)
}

/// The two bytes that recognise a word with a class.
#[must_use]
pub fn wide_mark(hash: u64) -> [u8; 2] {
    ((hash >> 12) as u16).max(1).to_le_bytes()
}

/// Writes the checksum into the header of finished bytes.
pub fn seal(bytes: &mut [u8]) {
    let sum = sum(bytes);
    if let Some(place) = bytes.get_mut(32..HEADER) {
        place.copy_from_slice(&sum.to_le_bytes());
    }
}

/// The checksum of everything but the checksum itself.
fn sum(bytes: &[u8]) -> u64 {
    checksum([bytes.get(..32).unwrap_or_default(), bytes.get(HEADER..).unwrap_or_default()])
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}
