//! A place where an article seems to be missing, and what mends it.

use crate::lexicon::sounds::opens_with_vowel;
use crate::span::Span;
use crate::story::{Story, Tag};

/// An article that can be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Article {
    /// “the”.
    The,
    /// “a” or “an”, as the next word sounds.
    A,
}

/// A place between two tokens of one sentence where an article may be missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Index of the token after the gap, in the story's tokens.
    pub token: u32,
    /// The article that belongs there.
    pub article: Article,
    /// How sure it is, from 0 to 1.
    pub certainty: f32,
    /// Whether no other opinion is needed.
    pub is_settled: bool,
    /// The noun phrase that the article belongs to; it holds the token.
    pub phrase: Span,
}

/// The words that mend a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What is replaced: nothing before a word inside a sentence, its first letter at the beginning of one.
    pub span: Span,
    /// The words put there.
    pub text: String,
    /// The article alone: “the”, “a”, “an”.
    pub article: &'static str,
    /// The noun phrase with its article.
    pub phrase: String,
}

impl Gap {
    /// The words that mend it; nothing where the gap does not fit the story.
    #[must_use]
    pub fn mend(&self, story: &Story<'_>) -> Option<Mend> {
        let text = story.text();
        let word = story.tokens().get(self.token as usize)?.span;
        let article = self.article.before(word.of(text));
        let (span, words) = if opens_sentence(story, self.token) {
            opening(text, word, article, is_name(story, self))?
        } else {
            (Span { start: word.start, end: word.start }, format!("{article} "))
        };
        let before = Span { start: self.phrase.start, end: span.start }.of(text);
        let after = Span { start: span.end, end: self.phrase.end }.of(text);
        let phrase = format!("{before}{words}{after}").split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Mend { span, text: words, article, phrase })
    }
}

impl Article {
    /// The article as it is written before a word.
    #[must_use]
    pub fn before(self, word: &str) -> &'static str {
        match self {
            Self::The => "the",
            Self::A if opens_with_vowel(word) => "an",
            Self::A => "a",
        }
    }
}

/// The article with the capital of the sentence, and the first letter of the word without it.
fn opening(text: &str, word: Span, article: &str, is_name: bool) -> Option<(Span, String)> {
    let first = word.of(text).chars().next()?;
    let span = Span { start: word.start, end: word.start + first.len_utf8() as u32 };
    let mut words = article[..1].to_uppercase();
    words.push_str(&article[1..]);
    words.push(' ');
    if is_name {
        words.push(first)
    } else {
        words.extend(first.to_lowercase())
    }
    Some((span, words))
}

/// Whether a capital stands at the token only because a sentence begins there.
fn opens_sentence(story: &Story<'_>, token: u32) -> bool {
    let sentences = story.sentences();
    let after = sentences.partition_point(|sentence| sentence.first_token <= token);
    let Some(sentence) = after.checked_sub(1).and_then(|at| sentences.get(at)) else { return false };
    let before = story.tokens().get(sentence.first_token as usize..token as usize).unwrap_or_default();
    before.iter().all(|token| token.span.of(story.text()).chars().all(|c| !c.is_alphanumeric()))
        && story.tokens()[token as usize].span.of(story.text()).starts_with(char::is_uppercase)
}

/// Whether a word keeps its capital inside a sentence: letters in capitals, and names of several words.
fn is_name(story: &Story<'_>, gap: &Gap) -> bool {
    let text = story.text();
    let Some(word) = story.tokens().get(gap.token as usize).map(|token| token.span) else { return true };
    let rest = Span { start: word.end, end: gap.phrase.end }.of(text);
    let is_proper = matches!(story.tag(gap.token as usize), Some(Tag::NNP | Tag::NNPS));
    is_proper
        || word.of(text).chars().skip(1).any(char::is_uppercase)
        || rest.split_whitespace().any(|word| word.starts_with(char::is_uppercase))
}
