//! The words and tags of one sentence, by the numbers of their tokens in the story; beyond its ends there are none.

use crate::story::{Sentence, Story, Tag};

/// A sentence to look around in.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The story it stands in.
    pub story: &'a Story<'a>,
    /// The sentence.
    pub sentence: &'a Sentence,
}

impl<'a> Words<'a> {
    /// The word at a token.
    pub fn word(&self, token: u32) -> &'a str {
        let token = self.story.tokens().get(token as usize).filter(|_| self.holds(token));
        token.map_or("", |token| token.span.of(self.story.text()))
    }

    /// The tag at a token.
    pub fn tag(&self, token: u32) -> Option<Tag> {
        self.story.tag(token as usize).filter(|_| self.holds(token))
    }

    fn holds(&self, token: u32) -> bool {
        (self.sentence.first_token..self.sentence.end_token).contains(&token)
    }
}
