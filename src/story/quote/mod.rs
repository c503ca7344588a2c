//! Quotations: where the marks stand, who spoke the words between them, and by which words that is known.
//!
//! [`marks`] pairs the marks of a story, block by block, carrying a quotation over paragraphs where each opens anew;
//! [`speaker`] says whose words they are.

mod cue;
mod elements;
pub mod marks;
mod people;
mod rank;
pub mod speaker;
mod status;
mod subject;

use crate::span::Span;

/// Quoted words in one block. A quotation that runs over several paragraphs has one entry a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words between the marks.
    pub span: Span,
    /// The opening mark; empty at the first word in a Markdown quote block, which needs none.
    pub open: Span,
    /// The closing mark; none where the quotation goes on in the next paragraph, or where it is missing.
    pub close: Option<Span>,
    /// Index of the block that holds it.
    pub block: u32,
    /// Index of the quote that this one stands inside, for marks within marks. Such a quote is no entry of its own in
    /// `inspect` and has no status of its own.
    pub inside: Option<u32>,
    /// Whether it goes on with what the paragraph before left open.
    pub carried: bool,
    /// What is known of who said it.
    pub status: Status,
    /// Who said it.
    pub speaker: Option<Speaker>,
    /// The words by which that is known: “said”, “according to”.
    pub cue: Option<Span>,
}

/// What is known of who said a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The story says who spoke.
    Attributed,
    /// It goes on with an attributed one.
    Continued,
    /// It reads as somebody's, but nobody is said to have spoken these words.
    Dangling,
    /// Nobody is said to have spoken it.
    Unattributed,
    /// A title, a term, a scare quote: nobody has to have spoken it.
    Mention,
}

/// Who said a quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The longest form of the name in the story, or the words that stand for somebody unnamed: “a spokeswoman”.
    pub name: String,
    /// The mention that attributes: “he”, “Costa”, “the minister”.
    pub mention: Span,
    /// Index in [`Story::names`](crate::story::Story::names), when it is a name.
    pub person: Option<u32>,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}
