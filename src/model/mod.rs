//! Models: numbers in, numbers out. They know nothing of stories; what a number stands for is the caller's business.

pub mod learnt;
pub mod linear;
pub mod perceptron;

use crate::lexicon::article_weights;
use crate::lexicon::word_weights::WordWeights;
use linear::Linear;

/// The models that the checks of a desk ask: those that ship, or those that a newsroom has learnt from its own copy.
#[derive(Clone, Debug)]
pub struct Models {
    /// How telling words are.
    pub words: WordWeights,
    /// Where articles are missing; none when the embedded bytes are damaged, which a test rules out.
    pub articles: Option<Linear>,
}

impl Models {
    /// The embedded ones; nothing is parsed.
    #[must_use]
    pub fn shipped() -> Self {
        Self { words: WordWeights::shipped(), articles: Linear::read(article_weights::bytes()).ok() }
    }
}
