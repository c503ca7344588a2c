//! Earlier copy that can be asked “who said or wrote this before?”.
//!
//! An [`Archive`] holds [`Page`]s: transcripts, statements, readouts, stories. It is asked with some words and answers
//! with the [`Passage`]s that read like them; how like, the asker measures. [`memory`] is the store that is made anew
//! for every run, from the sources a desk names; [`turn`] finds out whose words a page holds where.

pub mod memory;
pub mod page;
pub mod turn;

use std::sync::Arc;

use crate::span::Span;
use crate::story::similarity::wording::Word;

pub use memory::Memory;
pub use page::Page;
pub use turn::Turn;

/// Something that remembers earlier copy.
pub trait Archive: Send + Sync {
    /// The passages that share runs of words with these, the likeliest first. The words are in the order in which they
    /// were said, without a cut between them.
    fn like(&self, words: &[Word]) -> Vec<Passage>;
}

/// A stretch of a page, a little longer than the words it was found by.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The page.
    pub page: Arc<Page>,
    /// The stretch, in the page's text.
    pub span: Span,
}
