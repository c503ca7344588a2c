//! What keeps a finding from being made: the exceptions of its rule and the desk's vocabulary.

use std::collections::HashMap;
use std::sync::Arc;

use super::Rule;
use super::words::{Case, Finder, Word};
use crate::span::Span;
use crate::story::Story;

/// Words that a desk accepts, whatever a rule about wording says.
#[derive(Debug, Default)]
pub struct Vocabulary {
    finder: Finder,
}

impl Vocabulary {
    /// A vocabulary of these entries.
    #[must_use]
    pub fn new(words: &[Word]) -> Self {
        Self { finder: Finder::new(words, Case::Own) }
    }

    /// Whether the word or phrase is an entry.
    #[must_use]
    pub fn accepts(&self, words: &str) -> bool {
        self.finder.is_all_of(words)
    }
}

/// What excuses findings of one story; the copy is looked through when a finding first asks.
pub struct Excuses<'a> {
    story: &'a Story<'a>,
    vocabulary: &'a Vocabulary,
    found: HashMap<(Option<Arc<str>>, u32), Vec<Span>>,
}

impl<'a> Excuses<'a> {
    /// Nothing is looked through yet.
    #[must_use]
    pub fn new(story: &'a Story<'a>, vocabulary: &'a Vocabulary) -> Self {
        Self { story, vocabulary, found: HashMap::new() }
    }

    /// Whether the words lie inside an exception of the rule or, when it is about `wording`, of the vocabulary.
    pub fn holds(&mut self, rule: &Rule, span: Span, wording: bool) -> bool {
        let own = rule.exceptions.as_deref().is_some_and(|list| self.lies_in(Some(&rule.name), list, span));
        let desk = &self.vocabulary.finder;
        own || (wording && rule.vocabulary && !desk.is_empty() && self.lies_in(None, desk, span))
    }

    fn lies_in(&mut self, list: Option<&Arc<str>>, finder: &Finder, span: Span) -> bool {
        let Some(block) = self.story.block_of(span) else { return false };
        let key = (list.cloned(), block.span.start);
        let found = self.found.entry(key).or_insert_with(|| {
            let hits = finder.find(self.story.text(), block.span).hits;
            hits.into_iter().map(|hit| hit.span).collect()
        });
        let after = found.partition_point(|place| place.start <= span.start);
        found[..after].iter().any(|place| place.contains(span))
    }
}
