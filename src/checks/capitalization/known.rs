//! Words whose capitals are their own: exceptions, the desk's words, names that the story shows.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::super::Context;
use crate::document::Role;
use crate::lexicon::word_classes::{Classes, classes};
use crate::rule::Rule;
use crate::story::{Story, TokenKind};

/// What is known of the words of one story to one rule.
pub struct Known<'c> {
    context: &'c Context<'c>,
    rule: &'c Rule,
    learns: bool,
    names: OnceCell<HashSet<&'c str>>,
}

impl<'c> Known<'c> {
    /// Nothing is learnt yet; with `learns` names are when a word first asks.
    pub fn new(context: &'c Context<'c>, rule: &'c Rule, learns: bool) -> Self {
        Self { context, rule, learns, names: OnceCell::new() }
    }

    /// Whether the word, as it is written, is an exception or one of the desk's words.
    pub fn is_listed(&self, word: &str) -> bool {
        let own = self.rule.exceptions.as_deref().is_some_and(|list| list.is_all_of(word));
        own || (self.rule.vocabulary && self.context.vocabulary.accepts(word))
    }

    /// Whether the word is a name as far as the story or the lists of names tell.
    pub fn is_name(&self, word: &str) -> bool {
        const NAMES: Classes =
            Classes::CALENDAR.with(Classes::PLACE).with(Classes::GIVEN).with(Classes::ADJECTIVE);
        self.learns
            && (classes(word).any(NAMES)
                || self.names.get_or_init(|| names(self.context.story)).contains(word))
    }
}

/// Words with a capital inside the sentences of running copy.
fn names<'s>(story: &'s Story<'_>) -> HashSet<&'s str> {
    let text = story.text();
    let mut names = HashSet::new();
    for sentence in story.sentences() {
        if !matches!(
            story.blocks()[sentence.block as usize].role,
            Role::Body | Role::ListItem | Role::QuoteBlock
        ) {
            continue;
        }
        let tokens = &story.tokens()[sentence.first_token as usize..sentence.end_token as usize];
        for pair in tokens.windows(2) {
            let word = pair[1].span.of(text);
            let follows_word = matches!(pair[0].kind, TokenKind::Word | TokenKind::Number)
                || matches!(pair[0].span.of(text), "," | ";" | "-" | "(");
            if follows_word && word.starts_with(char::is_uppercase) {
                names.insert(word);
            }
        }
    }
    names
}
