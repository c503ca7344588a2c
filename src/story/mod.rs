//! The analysed document: sentences, tokens, quoted words. Each layer is made when a check first asks for it.

mod ahead;
mod boundary;
mod ending;
pub mod language;
mod pull_quote;
pub mod quote;
mod scan;
mod segmenter;
pub mod sentence;
pub mod similarity;
pub mod token;
mod word;

use std::cell::OnceCell;

use crate::document::{Block, Document, Role};
use crate::span::Span;

pub use language::Language;
pub use sentence::Sentence;
pub use token::{Token, TokenKind};

/// A document with what is understood of it.
pub struct Story<'d> {
    document: &'d Document,
    words: OnceCell<Words>,
    quoted: OnceCell<Vec<Span>>,
}

#[derive(Default)]
struct Words {
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl<'d> Story<'d> {
    /// Nothing is analysed yet.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self { document, words: OnceCell::new(), quoted: OnceCell::new() }
    }

    /// The document it was made from.
    #[must_use]
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// The words of the story.
    #[must_use]
    pub fn text(&self) -> &'d str {
        self.document.text()
    }

    /// The blocks, in text order.
    #[must_use]
    pub fn blocks(&self) -> &'d [Block] {
        self.document.blocks()
    }

    /// The sentences, in text order; none crosses a block, and a dateline is none.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.words().sentences
    }

    /// The tokens, in text order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.words().tokens
    }

    /// Spans between quotation marks, marks included, in text order.
    #[must_use]
    pub fn quoted(&self) -> &[Span] {
        self.quoted.get_or_init(|| quote::quoted(self.text(), self.blocks()))
    }

    /// The block that holds the span.
    #[must_use]
    pub fn block_of(&self, span: Span) -> Option<&'d Block> {
        let blocks = self.blocks();
        let after = blocks.partition_point(|block| block.span.start <= span.start);
        blocks.get(after.checked_sub(1)?).filter(|block| block.span.contains(span))
    }

    /// Whether the span lies in quotation marks.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        let quoted = self.quoted();
        let after = quoted.partition_point(|quote| quote.start <= span.start);
        after.checked_sub(1).and_then(|at| quoted.get(at)).is_some_and(|quote| quote.contains(span))
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let text = self.text();
            let mut words = Words {
                tokens: Vec::with_capacity(text.len() / 5),
                sentences: Vec::with_capacity(text.len() / 100),
            };
            for (index, block) in self.blocks().iter().enumerate() {
                let before = words.sentences.len();
                sentence::segment(text, block.span, index as u32, &mut words.tokens, &mut words.sentences);
                if block.role == Role::Dateline {
                    words.sentences.truncate(before);
                }
            }
            words
        })
    }
}
