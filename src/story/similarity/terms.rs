//! The words of a story as terms: which word it is, how telling it is here, and whether it is a figure or a name.

use std::ops::Range;

use super::key::{key, key_within, number_key};
use crate::lexicon::word_weights::{Weight, WordWeights};
use crate::span::Span;
use crate::story::{Token, TokenKind};

/// What kind of word a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any word that is neither of the others.
    Word,
    /// A number, in digits or letters.
    Figure,
    /// A word with a capital that does not owe it to the start of the sentence.
    Name,
}

/// A word at its place.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The word's number in the story's [`Vocabulary`].
    pub word: u32,
    /// The token it came from.
    pub token: u32,
    /// What kind of word it is here.
    pub kind: Kind,
    /// Whether it is the first term of its sentence.
    pub first: bool,
}

/// What a story knows of each of its words.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    key: u64,
    /// How telling the word is in English at large.
    pub weight: f32,
    /// The same, less for a word that this very story uses in many sentences.
    pub damped: f32,
    /// Sentences that use it.
    pub sentences: u32,
    last: u32,
    figure: bool,
}

/// Weight of a figure: figures are not in the table of words, and none is much rarer than another.
pub const FIGURE_WEIGHT: f32 = 3.5;
/// Words of at least this weight are content and make candidates; lighter ones (“the”, “said”) stand everywhere.
pub const CONTENT: f32 = 1.2;

/// The words of a story, sentence by sentence.
#[derive(Debug, Default)]
pub struct Terms {
    terms: Vec<Term>,
    ends: Vec<u32>,
    vocabulary: Vec<Entry>,
    slots: Vec<u32>,
}

impl Terms {
    /// Room for the terms of about `tokens` tokens.
    #[must_use]
    pub fn with_capacity(tokens: usize) -> Self {
        Self {
            terms: Vec::with_capacity(tokens),
            ends: Vec::new(),
            vocabulary: Vec::with_capacity(tokens / 2),
            slots: vec![0; (tokens * 2).next_power_of_two().max(64)],
        }
    }

    /// Adds a sentence; `from` is the number of its first token, `weights` says how telling words are.
    pub fn push_sentence(&mut self, text: &str, tokens: &[Token], from: usize, weights: &WordWeights) {
        let sentence = self.ends.len() as u32 + 1;
        let begin = self.terms.len();
        for (token, at) in tokens.iter().zip(from as u32..) {
            let first = self.terms.len() == begin;
            let (key, kind) = match token.kind {
                TokenKind::Number => (number_key(token.span.of(text)), Kind::Figure),
                TokenKind::Word => match word_of(text, token.span, first) {
                    Some(found) => found,
                    None => continue,
                },
                TokenKind::Punctuation | TokenKind::Symbol => continue,
            };
            let word = self.word(key, sentence, kind == Kind::Figure, weights);
            let kind = if self.vocabulary[word as usize].figure { Kind::Figure } else { kind };
            self.terms.push(Term { word, token: at, kind, first });
        }
        self.ends.push(self.terms.len() as u32);
    }

    /// Ends the story: from now on a word knows how often the story uses it.
    pub fn finish(&mut self) {
        for entry in self.vocabulary.iter_mut().filter(|entry| entry.sentences > 2) {
            entry.damped = entry.weight / (1.0 + (entry.sentences as f32 - 1.0).ln());
        }
    }

    /// How many sentences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no sentence.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The terms of a sentence.
    #[must_use]
    pub fn sentence(&self, index: usize) -> &[Term] {
        &self.terms[self.range(index)]
    }

    /// What the story knows of a term's word.
    #[must_use]
    pub fn entry(&self, term: Term) -> &Entry {
        &self.vocabulary[term.word as usize]
    }

    /// What the story knows of its words, in the order of their numbers.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.vocabulary.iter()
    }

    /// Different words in the story.
    #[must_use]
    pub fn words(&self) -> usize {
        self.vocabulary.len()
    }

    fn range(&self, index: usize) -> Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[index] as usize
    }

    /// The number of a word, new or known; counts the sentence.
    fn word(&mut self, key: u64, sentence: u32, figure: bool, weights: &WordWeights) -> u32 {
        if self.vocabulary.len() * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut slot = (key >> 20) as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                taken => {
                    let entry = &mut self.vocabulary[taken as usize - 1];
                    if entry.key == key {
                        entry.sentences += u32::from(entry.last != sentence);
                        entry.last = sentence;
                        return taken - 1;
                    }
                }
            }
            slot = (slot + 1) & mask;
        }
        let (weight, figure) = match figure {
            true => (FIGURE_WEIGHT, true),
            false => match weights.weight(key) {
                Weight::Word(weight) => (weight, false),
                Weight::Figure => (FIGURE_WEIGHT, true),
            },
        };
        self.vocabulary.push(Entry { key, weight, damped: weight, sentences: 1, last: sentence, figure });
        self.slots[slot] = self.vocabulary.len() as u32;
        self.vocabulary.len() as u32 - 1
    }

    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        self.slots = vec![0; mask + 1];
        for (entry, number) in self.vocabulary.iter().zip(1..) {
            let mut slot = (entry.key >> 20) as usize & mask;
            while self.slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = number;
        }
    }
}

/// Key and kind of a word token; a split-off `'s` is none, a split-off `n't` is “not”.
fn word_of(text: &str, span: Span, first: bool) -> Option<(u64, Kind)> {
    let bytes = text.as_bytes();
    let (start, mut end) = (span.start as usize, span.end as usize);
    let begin = *bytes.get(start)?;
    let kind = match begin {
        b'a'..=b'z' if begin != b'n' => Kind::Word,
        b'A'..=b'Z' if begin != b'N' => {
            if first {
                Kind::Word
            } else {
                Kind::Name
            }
        }
        b'0'..=b'9' => Kind::Figure,
        b'\'' => return None,
        _ if text.get(start..)?.starts_with('’') => return None,
        _ if is_not(span.of(text)) => return Some((key("not"), Kind::Word)),
        _ if !first && text.get(start..)?.starts_with(char::is_uppercase) => Kind::Name,
        _ => Kind::Word,
    };
    if end > start + 1 && bytes.get(end - 1) == Some(&b'.') {
        end -= 1;
    }
    Some((key_within(bytes, start, end), kind))
}

/// Whether the word is the split-off `n't`, with either apostrophe.
fn is_not(word: &str) -> bool {
    let rest = word.strip_prefix(['n', 'N']).unwrap_or_default();
    rest.starts_with(['\'', '’'])
}
