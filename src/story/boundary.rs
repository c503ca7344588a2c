//! Whether a stop or mark ends its sentence, from what stands before and after it.

use super::ahead::{Ahead, First, is_enumerator};
use crate::lexicon::abbreviations::{self, abbreviations, is_lettered};

/// What a stop after a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The stop is part of the word: `Inc.`
    pub belongs: bool,
    /// The sentence ends here.
    pub ends: bool,
}

/// What stands before a stop.
#[derive(Clone, Copy, Debug)]
pub struct Before<'t> {
    /// The word, without the stop.
    pub word: &'t str,
    /// It is the first word of its sentence and line, or only a bullet stands before it.
    pub opens: bool,
    /// The token before it is a number.
    pub after_number: bool,
}

/// Reads the stop after a word.
pub fn after_word(before: &Before, ahead: &Ahead) -> Reading {
    use abbreviations::Class::*;
    let reading = |belongs, ends| Reading { belongs, ends };
    if before.opens && ahead.spaced && !ahead.hard && is_enumerator(before.word) {
        return reading(true, false);
    }
    let part = before.word.rsplit('-').next().unwrap_or(before.word);
    let class = abbreviations().class(before.word).or_else(|| abbreviations().class(part));
    let ordinary = after_stop(ahead) || (is_whole_word(part) && ahead.small_start());
    let noted = ordinary && !ahead.opens_bracket;
    let doubtful = ahead.hard || (ahead.can_start() && ahead.closes_quote) || ahead.starter_follows();
    match class {
        Some(NeverFinal) => reading(true, ahead.hard),
        Some(Hour) => reading(true, noted && !ahead.time_follows()),
        Some(ListEnd) => reading(true, noted),
        Some(Ambiguous) => reading(true, doubtful || ahead.news_starts()),
        Some(NumberNext) if ahead.first == First::Digit && !ahead.closes_quote => reading(true, ahead.hard),
        Some(NumberNext) => reading(!ordinary, ordinary),
        Some(Calendar) => {
            reading(true, noted && (ahead.hard || ahead.first != First::Digit) && !ahead.time_follows())
        }
        Some(Unit) if before.after_number => reading(true, ordinary && ahead.first != First::Digit),
        _ if is_small_letter(part) => reading(true, doubtful),
        _ if part.len() == 1 && is_lettered(part) => reading(!doubtful, doubtful),
        _ if is_lettered(part) => reading(true, doubtful || ahead.news_starts()),
        _ => reading(false, ordinary),
    }
}

/// Whether a full stop that is no abbreviation's ends its sentence.
pub fn after_stop(ahead: &Ahead) -> bool {
    if ahead.hard {
        return true;
    }
    match ahead.first {
        First::Upper => true,
        First::Digit | First::Sign => ahead.spaced,
        First::Lower | First::Dash | First::Other => {
            ahead.spaced && ahead.opens_bracket && !ahead.closes_quote
        }
    }
}

/// Whether a question or exclamation mark ends its sentence; `before` is the word before it.
pub fn after_mark(before: &str, ahead: &Ahead) -> bool {
    if ahead.hard {
        return true;
    }
    if ahead.closes_quote && !ahead.new_line && ahead.speaker_follows() {
        return false;
    }
    after_stop(ahead) || (is_whole_word(before) && ahead.small_start())
}

/// Whether the mark of a name such as `Yahoo!` also ends its sentence.
pub fn after_marked_name(ahead: &Ahead) -> bool {
    ahead.hard || ahead.starter_follows()
}

/// Whether an ellipsis ends its sentence.
pub fn after_ellipsis(ahead: &Ahead) -> bool {
    if ahead.hard || (ahead.closes_quote && ahead.can_start()) {
        return true;
    }
    ahead.first == First::Upper && !ahead.first_is_i()
}

/// Whether `word` is in small letters and too long for an abbreviation that no list names. The length was set by hand; that
/// small letters may start a sentence after such words only was chosen on the development halves of EWT and GUM.
fn is_whole_word(word: &str) -> bool {
    word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_small_letter(word: &str) -> bool {
    word.len() == 1 && word != "a" && word.as_bytes()[0].is_ascii_lowercase()
}
