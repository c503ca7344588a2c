//! Makes embedded weights from published copy.

pub mod word_weights;
