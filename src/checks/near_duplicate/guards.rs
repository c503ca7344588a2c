//! What repeats itself by right: refrains, rows of tables, stock sentences, items of a list.

use crate::lexicon::stock_sentences::stock_sentences;
use crate::story::similarity::candidates::Candidate;
use crate::story::similarity::terms::{Kind, Term};

/// A shorter sentence (“He said on Tuesday.”) may come again.
const SHORTEST: usize = 8;
/// A sentence with more figures than this is a row of a table: results, prices, rates.
const MOST_FIGURES: f32 = 0.3;
/// A third sentence this like one of the two makes them a refrain or a list: 1 of 454 planted restatements has one.
const REFRAIN: f32 = 0.7;

/// Whether a third sentence follows the same pattern.
#[must_use]
pub fn is_refrain(candidate: &Candidate) -> bool {
    candidate.elsewhere >= REFRAIN
}

/// Whether a sentence is long enough, and enough in words, to be said twice.
#[must_use]
pub fn is_prose(terms: &[Term]) -> bool {
    let figures = terms.iter().filter(|term| term.kind == Kind::Figure).count();
    terms.len() >= SHORTEST && figures as f32 <= MOST_FIGURES * terms.len() as f32
}

/// Whether the words end as a sentence does; headings, captions and rows of tables do not.
#[must_use]
pub fn is_closed(sentence: &str) -> bool {
    let closers = |c: char| matches!(c, '"' | '”' | '\'' | '’' | ')' | ']' | '»') || c.is_whitespace();
    sentence.trim_end_matches(closers).ends_with(['.', '!', '?', '…'])
}

/// Whether the sentence is the same in every story.
#[must_use]
pub fn is_stock(sentence: &str, more: &[String]) -> bool {
    let words = sentence.to_lowercase();
    let known = stock_sentences().phrases.iter().copied();
    known.chain(more.iter().map(String::as_str)).any(|phrase| words.contains(phrase))
}

/// Whether a sentence holds another's words, one after the other, whatever marks stand around them.
#[must_use]
pub fn holds_words(sentence: &str, others: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let (all, wanted) = (words(sentence), words(others));
    !wanted.is_empty() && all.windows(wanted.len()).any(|stretch| stretch == wanted)
}

/// Whether the two open as different items of one list.
#[must_use]
pub fn is_list(earlier: &str, later: &str) -> bool {
    let (one, other) = (opener(earlier), opener(later));
    let item = |word: &str| stock_sentences().ordinals.iter().any(|known| word.eq_ignore_ascii_case(known));
    !one.eq_ignore_ascii_case(other) && item(one) && item(other)
}

fn opener(sentence: &str) -> &str {
    let words = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = words.find(|c: char| !c.is_alphanumeric()).unwrap_or(words.len());
    &words[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sentences_are_closed() {
        assert!(is_closed("It rained.") && is_closed("“Did it rain?”") && is_closed("(It rained.) "));
        assert!(!is_closed("Rain by county -") && !is_closed("More on page 4"));
    }

    #[test]
    fn items_of_a_list_are_told_by_their_openers() {
        assert!(is_list("First, add water.", "“Second, add salt.”"));
        assert!(!is_list("First, add water.", "First, add salt."));
        assert!(!is_list("Water comes first.", "Salt comes second."));
    }
}
