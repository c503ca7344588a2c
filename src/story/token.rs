//! The words, numbers and marks of a story.

use crate::span::Span;

/// What a token is made of, as far as its characters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Holds a letter: words, clitics (`n't`, `'s`), abbreviations with their stop, addresses, handles and tags.
    Word,
    /// Digits with separators, nothing else: `1,234.5`, `3:15`, `9/11`, `52-48`.
    Number,
    /// Stops, commas, dashes, brackets, quote marks: each mark its own token, an ellipsis and a run of `?!` one.
    Punctuation,
    /// Anything else: `$`, `%`, bullets, emoji.
    Symbol,
}

/// A token as the Penn Treebank cuts them, except that words and numbers with hyphens stay whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Token {
    /// Where it stands in the story's text.
    pub span: Span,
    /// What kind of token it is.
    pub kind: TokenKind,
}
