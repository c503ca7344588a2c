//! What a finding shows: the part of each sentence that the two share, and the words that differ.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::verdict::Pair;
use crate::span::Span;
use crate::story::Token;
use crate::story::similarity::terms::{CONTENT, Term, Terms};

/// More differences than this are counted, not listed.
const MOST_DIFFERENCES: usize = 3;
/// A longer difference is no small change of words.
const LONGEST_DIFFERENCE: usize = 6;

/// The two sentences of a pair with what shows where their words stand.
pub struct Sentences<'a> {
    /// The story's words.
    pub text: &'a str,
    /// The story's tokens.
    pub tokens: &'a [Token],
    /// Terms of the earlier sentence.
    pub earlier: &'a [Term],
    /// Terms of the later sentence.
    pub later: &'a [Term],
}

impl Sentences<'_> {
    /// The parts of the earlier and of the later sentence that say the same.
    #[must_use]
    pub fn shared(&self, terms: &Terms, pair: &Pair) -> (Span, Span) {
        let (one, other) = match &pair.clause {
            Some(clause) => (clause.earlier.clone(), clause.later.clone()),
            None => (reach(terms, self.earlier, self.later), reach(terms, self.later, self.earlier)),
        };
        (self.span(self.earlier, one), self.span(self.later, other))
    }

    /// How the words of the two differ, in a few plain words.
    #[must_use]
    pub fn difference(&self, pair: &Pair) -> String {
        if let Some(clause) = &pair.clause {
            return format!("a clause of {} words is the same, the rest is not", clause.matched);
        }
        let gaps = self.gaps();
        let exact = pair.matched as usize == self.earlier.len() && self.earlier.len() == self.later.len();
        if exact {
            return if gaps.is_empty() { "word for word" } else { "the same words in another order" }.into();
        }
        let small =
            |(there, here): &(Range<usize>, Range<usize>)| there.len().max(here.len()) <= LONGEST_DIFFERENCE;
        if gaps.len() > MOST_DIFFERENCES || !gaps.iter().all(small) {
            let words = self.earlier.len().max(self.later.len());
            return format!("{} of {words} words are the same", pair.matched);
        }
        let said: Vec<String> = gaps.into_iter().map(|(there, here)| self.said(there, here)).collect();
        said.join("; ")
    }

    fn said(&self, there: Range<usize>, here: Range<usize>) -> String {
        let words = |terms: &[Term], range: Range<usize>| {
            let words = self.span(terms, range).of(self.text).split_whitespace();
            words.collect::<Vec<_>>().join(" ")
        };
        match (there.is_empty(), here.is_empty()) {
            (true, _) => format!("only here “{}”", words(self.later, here)),
            (_, true) => format!("only there “{}”", words(self.earlier, there)),
            _ => format!("here “{}”, there “{}”", words(self.later, here), words(self.earlier, there)),
        }
    }

    /// The stretches in which the two differ: of the earlier and of the later sentence.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let words = |terms: &[Term]| terms.iter().map(|term| term.word).collect::<Vec<_>>();
        let operations = capture_diff_slices(Algorithm::Myers, &words(self.earlier), &words(self.later));
        let differs = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal);
        differs.map(|operation| (operation.old_range(), operation.new_range())).collect()
    }

    fn span(&self, terms: &[Term], range: Range<usize>) -> Span {
        let token = |at: usize| terms.get(at).and_then(|term| self.tokens.get(term.token as usize));
        match (token(range.start), token(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
            _ => Span::default(),
        }
    }
}

/// From the first to the last telling word of a sentence that the other has too, with the light words that both have
/// right beside them.
fn reach(terms: &Terms, sentence: &[Term], other: &[Term]) -> Range<usize> {
    let shared = |term: &Term| other.iter().any(|against| against.word == term.word);
    let telling = |term: &Term| terms.entry(*term).weight >= CONTENT && shared(term);
    let first = sentence.iter().position(telling).unwrap_or(0);
    let last = sentence.iter().rposition(telling).unwrap_or(sentence.len().saturating_sub(1));
    let before = sentence[..first].iter().rev().take_while(|term| shared(term)).count();
    let after = sentence[last + 1..].iter().take_while(|term| shared(term)).count();
    first - before..last + 1 + after
}
