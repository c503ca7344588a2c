//! The analysed document: sentences, tokens, quoted words. Each layer is made when a check first asks for it.

mod ahead;
mod boundary;
mod ending;
pub mod gap;
pub mod language;
pub mod name;
pub mod pieces;
mod pull_quote;
pub mod quote;
mod scan;
mod segmenter;
pub mod sentence;
pub mod similarity;
pub mod tag;
pub mod token;
pub mod verb_place;
mod word;

use std::cell::OnceCell;

use crate::document::{Block, Document, Role};
use crate::model::linear::Linear;
use crate::span::Span;

pub use language::Language;
pub use name::Name;
pub use quote::Quote;
use quote::marks::Marks;
pub use scan::is_word_char;
pub use sentence::Sentence;
pub use tag::{Tag, Tags};
pub use token::{Token, TokenKind};
pub use verb_place::VerbPlace;

/// A document with what is understood of it.
pub struct Story<'d> {
    document: &'d Document,
    words: OnceCell<Words>,
    marks: OnceCell<Marks>,
    quotes: OnceCell<Vec<Quote>>,
    names: OnceCell<Vec<Name>>,
    tags: OnceCell<Vec<OnceCell<Box<[Tag]>>>>,
    phrases: OnceCell<gap::phrases::Phrases>,
    verb_places: OnceCell<Vec<VerbPlace>>,
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
        Self {
            document,
            words: OnceCell::new(),
            marks: OnceCell::new(),
            quotes: OnceCell::new(),
            names: OnceCell::new(),
            tags: OnceCell::new(),
            phrases: OnceCell::new(),
            verb_places: OnceCell::new(),
        }
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

    /// The sentences that lie in a stretch.
    #[must_use]
    pub fn sentences_in(&self, stretch: Span) -> &[Sentence] {
        let sentences = self.sentences();
        let first = sentences.partition_point(|sentence| sentence.span.start < stretch.start);
        let end = sentences.partition_point(|sentence| sentence.span.end <= stretch.end);
        sentences.get(first..end).unwrap_or_default()
    }

    /// The tokens that lie in a stretch.
    #[must_use]
    pub fn tokens_in(&self, stretch: Span) -> &[Token] {
        let tokens = self.tokens();
        let first = tokens.partition_point(|token| token.span.start < stretch.start);
        let end = tokens.partition_point(|token| token.span.end <= stretch.end);
        tokens.get(first..end).unwrap_or_default()
    }

    /// The words and numbers of a stretch as a reader counts them: a clitic belongs to the word before it.
    pub fn words_in(&self, stretch: Span) -> impl Iterator<Item = Span> {
        let tokens = self.tokens_in(stretch);
        let is_word = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Number);
        let ends = tokens.iter().map(|token| Some(token.span.end));
        let before = std::iter::once(None).chain(ends);
        let apart = move |(token, before): (&Token, Option<u32>)| {
            let clitic = before == Some(token.span.start) && self.is_clitic(token.span);
            (is_word(&token) && !clitic).then_some(token.span)
        };
        tokens.iter().zip(before).filter_map(apart)
    }

    fn is_clitic(&self, token: Span) -> bool {
        let text = token.of(self.text());
        text.starts_with(['\'', '’']) || matches!(text, "n't" | "n’t" | "N'T" | "N’T")
    }

    /// The part of speech of each token, in the order of [`Story::tokens`]. Tagging costs more than all the rest: checks
    /// ask about single sentences, with [`Story::tags_around`].
    #[must_use]
    pub fn tags(&self) -> Vec<Tag> {
        tag::tags(self)
    }

    /// The parts of speech of the sentence that holds the token; none where no sentence does.
    #[must_use]
    pub fn tags_around(&self, token: usize) -> Tags<'_> {
        let all = self.tags.get_or_init(|| vec![OnceCell::new(); self.sentences().len()]);
        let found = self.sentence_index(token).and_then(|at| Some((self.sentences().get(at)?, all.get(at)?)));
        found.map_or_else(Tags::default, |(sentence, tags)| {
            Tags::new(sentence.first_token as usize, tags.get_or_init(|| tag::tags_of(self, sentence)))
        })
    }

    /// The part of speech of a token of a sentence.
    #[must_use]
    pub fn tag(&self, token: usize) -> Option<Tag> {
        self.tags_around(token).get(token)
    }

    /// What the story knows of its noun phrases.
    #[must_use]
    pub fn phrases(&self) -> &gap::phrases::Phrases {
        self.phrases.get_or_init(|| gap::phrases::Phrases::of(self))
    }

    /// The places of a sentence where an article may be missing and the model says so with a score of `least` or more.
    pub fn gaps(&self, sentence: &Sentence, model: &Linear, least: f32) -> impl Iterator<Item = gap::Gap> {
        gap::gaps(self, sentence, self.phrases(), model, least)
    }

    /// The quotes, in text order, with who said each.
    #[must_use]
    pub fn quotes(&self) -> &[Quote] {
        self.quotes.get_or_init(|| {
            let mut quotes = self.marked().to_vec();
            quote::speaker::attribute(self, self.names(), &mut quotes);
            quotes
        })
    }

    /// The people, places and bodies, in the order of their first mention.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        self.names.get_or_init(|| name::names(self))
    }

    /// Where a verb probably stands in the wrong form, in text order.
    #[must_use]
    pub fn verb_places(&self) -> &[VerbPlace] {
        self.verb_places.get_or_init(|| verb_place::verb_places(self))
    }

    /// The sentence that holds the token.
    #[must_use]
    pub fn sentence_around(&self, token: usize) -> Option<&Sentence> {
        self.sentence_index(token).and_then(|at| self.sentences().get(at))
    }

    /// The block that holds the span.
    #[must_use]
    pub fn block_of(&self, span: Span) -> Option<&'d Block> {
        let blocks = self.blocks();
        let after = blocks.partition_point(|block| block.span.start <= span.start);
        blocks.get(after.checked_sub(1)?).filter(|block| block.span.contains(span))
    }

    /// Whether the span lies in quotation marks, or is a quotation with its marks.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        let holds = |quote: &Quote| {
            let end = quote.close.map_or(quote.span.end, |close| close.end);
            Span { start: quote.open.start, end }.contains(span)
        };
        let quotes = self.marked();
        let after = quotes.partition_point(|quote| quote.open.start <= span.start);
        quotes[..after].iter().rev().take(3).any(holds)
    }

    /// The quotes by their marks alone: enough to tell quoted words from others, and far cheaper than speakers.
    #[must_use]
    pub fn marked(&self) -> &[Quote] {
        &self.marks().quotes
    }

    /// The quotation marks that do not pair, in text order.
    #[must_use]
    pub fn mark_faults(&self) -> &[quote::marks::Fault] {
        &self.marks().faults
    }

    fn marks(&self) -> &Marks {
        self.marks.get_or_init(|| quote::marks::read(self.text(), self.blocks()))
    }

    fn sentence_index(&self, token: usize) -> Option<usize> {
        let sentences = self.sentences();
        let after = sentences.partition_point(|sentence| sentence.first_token as usize <= token);
        after.checked_sub(1).filter(|&at| token < sentences[at].end_token as usize)
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
