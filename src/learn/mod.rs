//! Makes embedded weights from published copy.

pub mod tags;
pub mod word_weights;
