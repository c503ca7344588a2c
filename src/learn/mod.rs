//! Makes embedded weights from published copy.

pub mod verb_weights;
pub mod word_weights;
