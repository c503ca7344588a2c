//! Finds the parts of a sequence in the tokens of a sentence.
//!
//! From each token on, parts are tried in their order: as few words skipped as can be, a part as often as can be. What
//! has failed once at a part and a token fails there again, so that the work on a sentence is its length times the parts,
//! their skips and their repeats.

use std::collections::{HashMap, HashSet};

use super::part::Test;
use crate::span::Span;
use crate::story::{Sentence, Story, Tag};

/// The first and the last token of what was found.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    pub whole: (usize, usize),
    /// The tokens that the finding points at, where a part says so.
    pub target: Option<(usize, usize)>,
}

/// Looks for one rule's parts in the sentences of a story.
pub struct Matcher<'s> {
    story: &'s Story<'s>,
    parts: &'s [Test],
    /// What each part says of a word, tags aside.
    known: HashMap<(usize, &'s str), bool>,
    spent: Option<Span>,
}

/// One search in one sentence.
struct Search<'m, 's> {
    matcher: &'m mut Matcher<'s>,
    tags: Option<&'m [Tag]>,
    first: usize,
    end: usize,
    failed: HashSet<(usize, usize, usize)>,
}

impl<'s> Matcher<'s> {
    /// Nothing is known of the story's words yet.
    pub fn new(story: &'s Story<'s>, parts: &'s [Test]) -> Self {
        Self { story, parts, known: HashMap::new(), spent: None }
    }

    /// The matches in a sentence, none over another. Without `tags` every part of speech is taken to be right.
    pub fn find(&mut self, sentence: &Sentence, tags: Option<&[Tag]>) -> Vec<Match> {
        let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
        let mut found = Vec::new();
        let mut search = Search { matcher: self, tags, first, end, failed: HashSet::new() };
        let mut at = first;
        while at < end {
            match search.from(at) {
                Some(one) => {
                    found.push(one);
                    at = one.whole.1 + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Where a pattern took too much work.
    pub fn spent(&self) -> Option<Span> {
        self.spent
    }

    fn takes(&mut self, part: usize, token: usize, tag: Option<Tag>) -> bool {
        let span = self.story.tokens()[token].span;
        let word = span.of(self.story.text());
        let test = &self.parts[part];
        if test.needs_tag() && tag.is_some() {
            let mut spent = false;
            return test.takes(word, tag, &mut spent);
        }
        if let Some(&known) = self.known.get(&(part, word)) {
            return known;
        }
        let mut spent = false;
        let takes = test.takes(word, None, &mut spent);
        if spent {
            self.spent.get_or_insert(span);
        }
        self.known.insert((part, word), takes);
        takes
    }
}

impl Search<'_, '_> {
    fn from(&mut self, start: usize) -> Option<Match> {
        let mut path = Vec::new();
        if !self.part(0, 0, start, &mut path) {
            return None;
        }
        let whole = (path.first()?.1, path.last()?.1);
        let parts = self.matcher.parts;
        let mut targets = path.iter().filter(|(part, _)| parts[*part].target).map(|(_, token)| *token);
        let target = targets.next().map(|first| (first, targets.next_back().unwrap_or(first)));
        Some(Match { whole, target })
    }

    /// Whether the parts from `part` on, which has been there `times` times, match from token `at` on; `path` gets
    /// the tokens that were taken.
    fn part(&mut self, part: usize, times: usize, at: usize, path: &mut Vec<(usize, usize)>) -> bool {
        let Some(test) = self.matcher.parts.get(part) else { return !path.is_empty() };
        if self.failed.contains(&(part, times, at)) {
            return false;
        }
        if times < test.max {
            // A first part that skips would begin further on all the same.
            let skip = if part == 0 { 0 } else { test.skip };
            for token in at..(at + skip + 1).min(self.end) {
                if self.takes(part, token) {
                    path.push((part, token));
                    if self.part(part, times + 1, token + 1, path) {
                        return true;
                    }
                    path.pop();
                }
            }
        }
        // Where the sentence ends, nothing stands that must not.
        let is_done = times >= test.min || (test.not && at >= self.end && !path.is_empty());
        if is_done && self.part(part + 1, 0, at, path) {
            return true;
        }
        // Each token is the first of a match once.
        if (part, times) != (0, 0) {
            self.failed.insert((part, times, at));
        }
        false
    }

    fn takes(&mut self, part: usize, token: usize) -> bool {
        let tag = self.tags.and_then(|tags| tags.get(token - self.first).copied());
        self.matcher.takes(part, token, tag)
    }
}
