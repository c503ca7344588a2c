//! Which sentences are worth tagging: words alone foretell, roughly, where the linear model will see a gap.
//!
//! Tagging a sentence and weighing its gaps costs fifty times as much as this. The weights were learnt from the linear
//! model itself (`copydesk learn prefilter`).

use super::features::noun_key;
use crate::lexicon::article_prefilter;
use crate::lexicon::tagger::{self, Tagger};
use crate::model::linear::Linear;
use crate::model::unmarked;
use crate::story::similarity::key::key_within;
use crate::story::tag::form;
use crate::story::{Sentence, Story, Tag, Token, TokenKind};

/// How many features a place has.
pub const FEATURES: usize = 16;

/// The features of a place.
pub type Features = [u64; FEATURES];

/// How the bound of the sums of weights, in steps, grows with the score that is asked for. Tuned on published stories, of
/// which three sentences in ten pass where the quiet profile asks, and on sentences of news with an article cut out: of the
/// gaps that the linear model sees there, all but one in forty are kept.
const PER_SCORE: f32 = 8.0;
const BELOW: f32 = 80.0;

/// Reads sentences, with room that is used again for each.
pub struct Prefilter<'m> {
    model: &'m Linear,
    tagger: Tagger<'static>,
    words: Vec<Word>,
}

/// What is known of a token without its tag.
#[derive(Clone, Copy, Default)]
struct Word {
    key: u64,
    /// Of the words that the tagger knows: those with the same tags.
    kind: u64,
    /// Of the nouns that the linear model knows: those that stand bare as often.
    noun: u64,
    /// Whether it has a capital, and whether it has letters at all.
    shape: u64,
    may_open: bool,
    holds_on: bool,
}

impl<'m> Prefilter<'m> {
    /// A prefilter for this linear model.
    #[must_use]
    pub fn new(model: &'m Linear) -> Self {
        Self { model, tagger: tagger::embedded(), words: Vec::new() }
    }

    /// Whether a gap of the sentence may score `least` in the linear model.
    pub fn passes(&mut self, story: &Story<'_>, sentence: &Sentence, least: f32) -> bool {
        let table = article_prefilter::table();
        let bound = (PER_SCORE * least - BELOW) as i32;
        self.read(story, sentence);
        self.places().any(|at| unmarked::score(table, &self.features(at)) >= bound)
    }

    /// Calls `look` with the features of every place of a sentence, and the token after it.
    pub fn each(&mut self, story: &Story<'_>, sentence: &Sentence, mut look: impl FnMut(usize, Features)) {
        self.read(story, sentence);
        let first = sentence.first_token as usize;
        self.places().for_each(|at| look(first + at, self.features(at)));
    }

    fn read(&mut self, story: &Story<'_>, sentence: &Sentence) {
        let range = sentence.first_token as usize..sentence.end_token as usize;
        let tokens = story.tokens().get(range).unwrap_or_default();
        let words = tokens.iter().map(|token| Word::read(story.text(), *token, &self.tagger, self.model));
        self.words.clear();
        self.words.extend(words);
    }

    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        let words = &self.words;
        (0..words.len()).filter(|&at| words[at].may_open && (at == 0 || !words[at - 1].holds_on))
    }

    fn at(&self, at: usize, step: isize) -> Word {
        at.checked_add_signed(step).and_then(|at| self.words.get(at)).copied().unwrap_or(Word::EDGE)
    }

    fn features(&self, at: usize) -> Features {
        let [a, b, c, d, e] = [-2, -1, 0, 1, 2].map(|step| self.at(at, step));
        let opens = u64::from(at == 0);
        [
            join(1, c.key, c.shape << 1 | opens),
            join(2, b.key, c.key),
            join(3, c.key, d.key),
            join(4, b.key, c.shape),
            join(5, d.key, d.shape),
            join(6, b.key, d.key),
            join(7, a.key, b.key),
            join(8, b.kind << 16 | c.kind << 8 | d.kind, c.shape),
            join(9, b.key, c.kind << 8 | d.kind),
            join(10, b.key, c.noun << 8 | d.shape),
            join(11, b.kind << 16 | c.noun << 8 | d.kind, 0),
            join(12, c.key, b.kind),
            join(13, b.kind << 24 | c.kind << 16 | d.noun << 8 | e.kind, 0),
            join(14, b.key, d.noun << 8 | c.kind),
            join(15, a.kind << 16 | b.kind << 8 | c.kind, 0),
            join(16, c.kind << 16 | d.kind << 8 | e.kind, 0),
        ]
    }
}

impl Word {
    /// Stands for what is before or after a sentence.
    const EDGE: Self =
        Self { key: 0x0ed6_e000, kind: 255, noun: 255, shape: 4, may_open: false, holds_on: false };

    fn read(text: &str, token: Token, tagger: &Tagger<'_>, model: &Linear) -> Self {
        let word = token.span.of(text);
        let first = word.as_bytes().first().copied().unwrap_or_default();
        let shape = match token.kind {
            TokenKind::Word => u64::from(first.is_ascii_uppercase()),
            TokenKind::Number => 2,
            TokenKind::Symbol | TokenKind::Punctuation => 3,
        };
        let key = match token.kind {
            TokenKind::Number => 0x00d1_6175 + word.len() as u64,
            _ => key_within(text.as_bytes(), token.span.start as usize, token.span.end as usize),
        };
        let entry = tagger.word(form::key(word));
        let only = entry.only.and_then(|tag| Tag::ALL.get(usize::from(tag))).copied();
        let noun = if token.kind == TokenKind::Word { model.class(noun_key(key, Tag::NN)) } else { 0 };
        Self {
            key,
            kind: entry.class.into(),
            noun: noun.into(),
            shape,
            may_open: token.kind != TokenKind::Punctuation && only.is_none_or(may_open),
            holds_on: only.is_some_and(|tag| matches!(tag, Tag::DT | Tag::PRPS | Tag::POS)),
        }
    }
}

/// Whether a phrase may open with a word that has this tag and no other.
fn may_open(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::JJ | Tag::JJR | Tag::JJS | Tag::CD | Tag::VBN | Tag::VBG | Tag::RB)
}

#[inline]
fn join(number: u64, one: u64, other: u64) -> u64 {
    let hash = (one.rotate_left(23) ^ other.wrapping_add(number << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash ^ hash >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, Options, Source};
    use crate::model::Models;

    fn passes(sentence: &str) -> bool {
        let text = format!("Case\n\n{sentence}\n");
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        let story = Story::new(&document);
        let model = Models::shipped().articles.expect("the embedded weights can be read");
        let least = model.score_of(0.8);
        story.sentences().last().is_some_and(|last| Prefilter::new(&model).passes(&story, last, least))
    }

    #[test]
    fn a_sentence_that_lacks_an_article_passes_and_most_others_do_not() {
        assert!(passes("She had number of reasons for the delay."));
        assert!(passes("It was result of a long dispute."));
        assert!(!passes("She told them that they had seen it."));
        assert!(!passes("The keeper of the lighthouse lit the lamp, and the ship found the harbour."));
    }
}
