//! Which sentences are running prose: lines that drop articles by custom are left alone wherever they stand.

use crate::document::{Block, Role};
use crate::story::{Sentence, Story};

/// Words of company results and tables in running text.
const TELEGRAPHIC: [&str; 8] = ["vs", "vs.", "shrs", "mths", "qtr", "NOTE", "cts", "avg"];

/// A first paragraph of so few words is a deck; ledes have about 25.
const DECK_WORDS: usize = 16;
/// Words that are searched for a deck's clauses: the longest decks have fewer.
const LONGEST_DECK: usize = 200;

/// Tells prose from other lines, the sentences of a story one after the other.
pub struct Prose<'s> {
    story: &'s Story<'s>,
    /// The first and the last block of body copy.
    body: Option<(u32, u32)>,
    /// The block that was looked at last, and whether it is a deck.
    deck: Option<(u32, bool)>,
}

impl<'s> Prose<'s> {
    /// No sentence is looked at yet.
    #[must_use]
    pub fn new(story: &'s Story<'s>) -> Self {
        let is_body = |block: &Block| block.role == Role::Body;
        let (first, last) =
            (story.blocks().iter().position(is_body), story.blocks().iter().rposition(is_body));
        Self { story, body: first.zip(last).map(|(first, last)| (first as u32, last as u32)), deck: None }
    }

    /// Whether a sentence is prose: no heading, no deck, no line of results.
    pub fn holds(&mut self, sentence: &Sentence) -> bool {
        let text = self.story.text();
        let tokens = self.story.tokens();
        let tokens =
            tokens.get(sentence.first_token as usize..sentence.end_token as usize).unwrap_or_default();
        let mut words = tokens.iter().map(|token| token.span.of(text));
        ends(sentence.span.of(text))
            && !words.any(|word| TELEGRAPHIC.contains(&word))
            && !self.is_in_deck(sentence.block)
    }

    /// Whether no paragraph of body copy stands before a block, where a deck may stand that nothing marks as one, and it
    /// reads like one.
    fn is_in_deck(&mut self, block: u32) -> bool {
        if self.body.is_some_and(|(first, _)| first < block) {
            return false;
        }
        match self.deck {
            Some((known, is_deck)) if known == block => is_deck,
            _ => {
                let is_deck = self.is_deck(block);
                self.deck = Some((block, is_deck));
                is_deck
            }
        }
    }

    /// Whether the first paragraph of a story is rather the line below its headline: short, with all the story still to
    /// come, or with clauses set apart as only decks set them, “Poll finds doubts; Voters want change”.
    fn is_deck(&self, block: u32) -> bool {
        let Some(own) = self.story.blocks().get(block as usize) else { return false };
        let words = || own.span.of(self.story.text()).split_ascii_whitespace().take(LONGEST_DECK);
        let goes_on = self.body.is_some_and(|(_, last)| last > block);
        let is_short = words().nth(DECK_WORDS).is_none() && goes_on;
        is_short || words().zip(words().skip(1)).any(|(word, next)| word.ends_with(';') && opens_clause(next))
    }
}

fn ends(sentence: &str) -> bool {
    sentence.trim_end_matches(|c: char| "\"'”’)]*_».".contains(c) || c.is_whitespace()).len() < sentence.len()
        || sentence.ends_with(['?', '!', '…', ':', ';', ','])
}

fn opens_clause(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
