//! What a writer may do to a quote without altering it: cut it, put words in brackets, leave out sounds, write out
//! contractions.

use std::ops::Range;

use super::comparison::{Change, Words};
use super::key::key;

/// More words missing in a row were left out, not worded differently.
const LEFT_OUT: usize = 6;

/// Whether the words differ there by more than what a writer may do to a quote.
#[must_use]
pub fn is_change(earlier: &Words<'_>, later: &Words<'_>, gap: &Change) -> bool {
    let one_sided = gap.earlier.is_empty() || gap.later.is_empty();
    if one_sided && gap.earlier.len().max(gap.later.len()) > LEFT_OUT {
        return false;
    }
    let edited = is_edited(earlier, &gap.earlier) || is_edited(later, &gap.later);
    let fills = is_filler(earlier, &gap.earlier) && is_filler(later, &gap.later);
    let left_out = one_sided && (is_sentence(earlier, &gap.earlier) || is_sentence(later, &gap.later));
    !edited && !fills && !left_out && earlier.letters(gap.earlier.clone()) != later.letters(gap.later.clone())
}

/// Whether an ellipsis or brackets at the place say that the words are not all there, or not all the speaker's.
fn is_edited(words: &Words<'_>, range: &Range<usize>) -> bool {
    let inside = words.words.get(range.start..=range.end.min(words.words.len().saturating_sub(1)));
    let cut = inside.unwrap_or_default().iter().any(|word| word.after_cut);
    let near = range.start.saturating_sub(1)..(range.end + 1).min(words.words.len());
    let bracketed = words.words.get(near).unwrap_or_default().iter().any(|word| word.bracketed);
    cut || bracketed || (range.end == words.words.len() && words.is_cut)
}

/// Whether the words make whole sentences, which may be left out.
fn is_sentence(words: &Words<'_>, range: &Range<usize>) -> bool {
    let opens = |at: usize| at == 0 || words.words.get(at).is_none_or(|word| word.opens);
    range.len() > 1 && opens(range.start) && opens(range.end)
}

/// Whether the words are mere sounds; no word is, too.
fn is_filler(words: &Words<'_>, range: &Range<usize>) -> bool {
    const SOUNDS: [&str; 7] = ["uh", "um", "er", "erm", "ah", "eh", "hmm"];
    range
        .clone()
        .all(|at| words.words.get(at).is_none_or(|word| SOUNDS.iter().any(|sound| key(sound) == word.key)))
}

/// A contraction as the words it stands for, as far as one word tells.
#[must_use]
pub fn spelt_out(word: &str) -> String {
    const WHOLE: [(&str, &str); 8] = [
        ("won't", "willnot"),
        ("can't", "cannot"),
        ("gonna", "goingto"),
        ("wanna", "wantto"),
        ("ok", "okay"),
        ("percent", "percent"),
        ("it's", "itis"),
        ("that's", "thatis"),
    ];
    const ENDINGS: [(&str, &str); 5] =
        [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("i'm", "iam")];
    if let Some((_, whole)) = WHOLE.iter().find(|(short, _)| *short == word) {
        return (*whole).to_owned();
    }
    let ending = ENDINGS.iter().find_map(|(short, whole)| Some((word.strip_suffix(short)?, *whole)));
    ending.map_or_else(|| word.to_owned(), |(stem, whole)| format!("{stem}{whole}"))
}
