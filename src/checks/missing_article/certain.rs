//! The few places where good copy never goes without an article.

use super::gap::{Article, Gap};
use crate::span::Span;
use crate::story::{Sentence, Story};

/// Adds the certain gaps of one sentence.
pub fn look(story: &Story<'_>, sentence: &Sentence, gaps: &mut Vec<Gap>) {
    let (text, tokens) = (story.text(), story.tokens());
    let word = |at: u32| tokens.get(at as usize).map_or("", |token| token.span.of(text));
    for at in sentence.first_token + 1..sentence.end_token.saturating_sub(1) {
        if word(at) == "majority" && word(at + 1) == "of" && matches!(word(at - 1), "won" | "by" | "has") {
            let phrase =
                Span { start: tokens[at as usize].span.start, end: tokens[at as usize + 1].span.end };
            gaps.push(Gap { token: at, article: Article::A, certainty: 0.9, phrase });
        }
    }
}
