//! Pairs the quotation marks of a story, and says which stand alone.
//!
//! [`scan`] finds the marks of a block and what their neighbours promise; [`double`] pairs double marks, which every
//! house uses for quotations; [`single`] then pairs single marks inside and around those, since most single marks are
//! apostrophes; [`assemble`] carries quotations over paragraphs and gives the quotes and faults of the story.

mod assemble;
mod double;
mod scan;
mod single;
#[cfg(test)]
mod tests;

use super::Quote;
use crate::document::Block;
use crate::span::Span;

pub use scan::Shape;

/// The quotes of a story by their marks alone, and the marks that stand alone.
#[derive(Debug, Default)]
pub struct Marks {
    /// The quotes, in text order, without speakers yet.
    pub quotes: Vec<Quote>,
    /// What is wrong with the marks, in text order.
    pub faults: Vec<Fault>,
}

/// A mark that does not pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The mark that stands alone or is wrong.
    pub mark: Span,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// Where its partner was expected, or the mark that shows that it is missing.
    pub other: Span,
}

/// What is wrong with a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It opens and the paragraph ends without a closing mark.
    Unclosed,
    /// It opens and another quotation opens before it closes.
    Reopened,
    /// It opens a paragraph of a quotation that the paragraphs after it never close.
    NeverClosed,
    /// It closes and nothing is open.
    Unopened,
    /// It closes a quotation of the paragraph before, whose next paragraph does not open anew.
    NotReopened,
    /// It opens with a double mark and closes with a single one, or the other way round.
    OtherKind,
    /// It is a curly mark that looks the wrong way.
    Turned,
}

/// Reads the marks of a story.
#[must_use]
pub fn read(text: &str, blocks: &[Block]) -> Marks {
    assemble::Assembly::new(text).read(blocks)
}

/// The shape of a quotation mark: straight, curly, or neither.
#[must_use]
pub fn shape_of(mark: &str) -> Shape {
    match mark {
        "\"" | "'" => Shape::Straight,
        "“" | "‘" | "„" => Shape::Left,
        "”" | "’" => Shape::Right,
        _ => Shape::Other,
    }
}
