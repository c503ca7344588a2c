//! Models: numbers in, numbers out. They know nothing of stories; what a number stands for is the caller's business.

pub mod encoder;
pub mod hashed;
pub mod learnt;
pub mod linear;
pub mod perceptron;
pub mod unmarked;

use crate::lexicon::article_weights;
use crate::lexicon::word_weights::WordWeights;
use encoder::Encoder;
use linear::Linear;

/// The models that the checks of a desk ask: those that ship, or those that a newsroom has learnt from its own copy.
#[derive(Clone, Debug)]
pub struct Models {
    /// How telling words are.
    pub words: WordWeights,
    /// Where articles are missing; none when the embedded bytes are damaged, which a test rules out.
    pub articles: Option<Linear>,
    /// Whether the encoder gives a second opinion.
    pub second_opinion: bool,
}

impl Models {
    /// The embedded ones; nothing is parsed.
    #[must_use]
    pub fn shipped() -> Self {
        Self {
            words: WordWeights::shipped(),
            articles: Linear::read(article_weights::bytes()).ok(),
            second_opinion: true,
        }
    }

    /// The encoder, unpacked when it is first asked for; none where a desk has switched it off.
    #[must_use]
    pub fn encoder(&self) -> Option<&'static Encoder> {
        if self.second_opinion { encoder::shipped() } else { None }
    }
}
