//! Which sentences are running prose: lines that drop articles by custom are left alone wherever they stand.

use crate::document::Role;
use crate::story::{Sentence, Story};

/// Words of company results and tables in running text.
const TELEGRAPHIC: [&str; 8] = ["vs", "vs.", "shrs", "mths", "qtr", "NOTE", "cts", "avg"];

/// A first paragraph of so few words is a deck; ledes have about 25.
const DECK_WORDS: usize = 16;
/// Words that are searched for a deck's clauses: the longest decks have fewer.
const LONGEST_DECK: usize = 200;

/// Whether a sentence is prose: no heading, no deck, no line of results.
#[must_use]
pub fn is_prose(story: &Story<'_>, sentence: &Sentence) -> bool {
    let text = story.text();
    let tokens =
        story.tokens().get(sentence.first_token as usize..sentence.end_token as usize).unwrap_or_default();
    let mut words = tokens.iter().map(|token| token.span.of(text));
    ends(sentence.span.of(text))
        && !words.any(|word| TELEGRAPHIC.contains(&word))
        && !(is_first(story, sentence) && is_deck(story, sentence))
}

fn ends(sentence: &str) -> bool {
    sentence.trim_end_matches(|c: char| "\"'”’)]*_».".contains(c) || c.is_whitespace()).len() < sentence.len()
        || sentence.ends_with(['?', '!', '…', ':', ';', ','])
}

/// Whether no paragraph of body copy stands before its block: there a deck may stand that nothing marks as one.
fn is_first(story: &Story<'_>, sentence: &Sentence) -> bool {
    let before = story.blocks().get(..sentence.block as usize).unwrap_or_default();
    before.iter().all(|block| block.role != Role::Body)
}

/// Whether the first paragraph of a story is rather the line below its headline: short, with all the story still to come,
/// or with clauses set apart as only decks set them, “Poll finds doubts; Voters want change”.
fn is_deck(story: &Story<'_>, sentence: &Sentence) -> bool {
    let Some(block) = story.blocks().get(sentence.block as usize) else { return false };
    let words = || block.span.of(story.text()).split_ascii_whitespace().take(LONGEST_DECK);
    let after = &story.blocks()[sentence.block as usize + 1..];
    let is_short = words().nth(DECK_WORDS).is_none() && after.iter().any(|block| block.role == Role::Body);
    is_short || words().zip(words().skip(1)).any(|(word, next)| word.ends_with(';') && opens_clause(next))
}

fn opens_clause(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}
