//! Makes embedded weights from copy, with the same features that the checks read.

pub mod articles;
pub mod word_weights;
