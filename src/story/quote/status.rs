//! What kind of words stand between the marks: a sentence that somebody has to have spoken, or a part of one.

use super::elements::What;
use super::subject::Clause;

/// A sentence of fewer words may be a title, a motto, a sign.
const SENTENCE: usize = 6;
/// A fragment of fewer words may be a term or a name.
const FRAGMENT: usize = 4;
/// With at most this many words around it in its sentence a quote stands alone: “But”.
const AROUND: usize = 2;

/// So many elements on both sides are looked at.
const NEAR: usize = 60;

/// How a quote stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It is the sentence.
    Alone,
    /// It is some words of a sentence.
    Part,
    /// It is a word or a few.
    Word,
    /// It has the capitals of a title.
    Title,
}

/// The shape of the quote at element `at`.
pub fn shape(clause: &Clause<'_>, at: usize, words: &str) -> Shape {
    let outside = |element: &&super::elements::Element| matches!(element.what, What::Word | What::Name(_));
    let near = at.saturating_sub(NEAR)..clause.elements.len().min(at + NEAR);
    let around = clause.elements[near.clone()].iter().filter(outside).take(AROUND + 1).count();
    let is_quote = |at: &usize| matches!(clause.elements[*at].what, What::Quote(_));
    let first = near.into_iter().find(is_quote);
    let named = at > 0
        && matches!(clause.word(at - 1), "titled" | "entitled" | "headlined" | "nicknamed" | "labeled");
    match around {
        1.. if named || is_title(words) => Shape::Title,
        0 => Shape::Alone,
        _ if around <= AROUND && first == Some(at) && is_sentence(words) => Shape::Alone,
        _ if count(words) < FRAGMENT => Shape::Word,
        _ => Shape::Part,
    }
}

/// Whether somebody has to have spoken the words: a whole sentence, long enough not to be a title.
pub fn is_sentence(words: &str) -> bool {
    let opening = words.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next();
    let capital = opening.is_none_or(|c| c.is_uppercase() || c.is_numeric());
    (capital && count(words) >= SENTENCE) || count(words) >= 2 * SENTENCE
}

/// Whether the long words have capitals as in the title of a book, and no stop closes them.
fn is_title(words: &str) -> bool {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let long: Vec<String> =
        words.split_whitespace().map(bare).filter(|word| word.len() > 3).take(30).collect();
    let closes = words.trim_end().ends_with(['.', '!']) && long.len() > 8;
    let first = words.split_whitespace().map(bare).find(|word| !word.is_empty());
    let opens = first.is_some_and(|word| capital(&word));
    opens
        && !closes
        && count(words) >= 2
        && long.len() > 1 - usize::from(count(words) > 1)
        && long.iter().all(|word| capital(word))
}

fn count(words: &str) -> usize {
    words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
