//! A second opinion by a small network that reads the whole sentence, asked where the linear model suspects something.

use super::gap::{Article, Gap};
use crate::model::encoder::Encoder;
use crate::span::Span;
use crate::story::pieces::Pieces;
use crate::story::{Sentence, Story};

/// Adds the gaps that the network sees in one sentence.
pub fn look(network: &Encoder, story: &Story<'_>, sentence: &Sentence, gaps: &mut Vec<Gap>) {
    let pieces = Pieces::of(network, story.text(), sentence.span);
    let scores = network.scores(&pieces.ids, &pieces.cases);
    for (start, [none, a, the]) in pieces.gaps.iter().zip(scores) {
        let Some(start) = *start else { continue };
        let certainty = certainty(none, a, the);
        if certainty < 0.5 {
            continue;
        }
        let token = story.tokens().partition_point(|token| token.span.start < start);
        let Some(word) = story.tokens().get(token).filter(|token| token.span.start == start) else {
            continue;
        };
        let article = if the > a { Article::The } else { Article::A };
        let phrase = Span { start: word.span.start, end: word.span.end };
        gaps.push(Gap { token: token as u32, article, certainty, phrase });
    }
}

/// The probability that either article belongs there.
fn certainty(none: f32, a: f32, the: f32) -> f32 {
    let most = none.max(a).max(the);
    let [none, a, the] = [none, a, the].map(|score| (score - most).exp());
    (a + the) / (none + a + the)
}
