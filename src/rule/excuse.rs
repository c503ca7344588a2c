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
    found: HashMap<(Option<Arc<str>>, u32), Reach>,
}

/// Where excused places of one block begin, and how far the ones up to there reach.
type Reach = Vec<(u32, u32)>;

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
        let reach = self.found.entry(key).or_insert_with(|| {
            let mut end = 0;
            let hits = finder.find(self.story.text(), block.span).hits.into_iter();
            hits.map(|hit| {
                end = end.max(hit.span.end);
                (hit.span.start, end)
            })
            .collect()
        });
        let after = reach.partition_point(|&(start, _)| start <= span.start);
        after > 0 && reach[after - 1].1 >= span.end
    }
}
