//! Which sentences are running prose: lines that drop articles by custom are left alone wherever they stand.

use crate::document::Role;
use crate::story::{Sentence, Story};

/// Words of company results and tables in running text.
const TELEGRAPHIC: [&str; 8] = ["vs", "vs.", "shrs", "mths", "qtr", "NOTE", "cts", "avg"];

/// Whether a sentence is prose: no heading, no deck, no line of results.
#[must_use]
pub fn is_prose(story: &Story<'_>, sentence: &Sentence) -> bool {
    let text = story.text();
    let tokens =
        story.tokens().get(sentence.first_token as usize..sentence.end_token as usize).unwrap_or_default();
    let mut words = tokens.iter().map(|token| token.span.of(text));
    ends(sentence.span.of(text))
        && !words.any(|word| TELEGRAPHIC.contains(&word))
        && !(is_first(story, sentence)
            && has_clauses_with_capitals(tokens.iter().map(|token| token.span.of(text))))
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

/// “Poll finds doubts; Voters want change”: decks set their clauses apart so, and no sentence does.
fn has_clauses_with_capitals<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let mut after = false;
    for word in words {
        if after && word.starts_with(char::is_uppercase) {
            return true;
        }
        after = word == ";";
    }
    false
}
