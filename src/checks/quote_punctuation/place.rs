//! Where commas and full stops stand beside closing marks.

use crate::lexicon::abbreviations::is_abbreviation;
use crate::lexicon::sentence_starters::sentence_starters;
use crate::span::Span;
use crate::story::{Quote, Story};

/// A comma or full stop beside a closing mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The mark and the stop.
    pub span: Span,
    /// Whether the stop stands before the mark.
    pub is_inside: bool,
    /// What is quoted.
    pub kind: Kind,
}

/// What a closing mark closes, since British copy keeps the stop of a whole sentence inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words of a sentence that the story makes its own.
    Part,
    /// A sentence of its own.
    Whole,
    /// A title, a name, or a sentence that goes on after who said it.
    Doubtful,
}

const MARKS: [char; 6] = ['"', '\'', '”', '’', '“', '‘'];

/// The place beside a quote's closing mark, when a comma or a full stop stands there.
pub(super) fn of(story: &Story<'_>, quote: &Quote) -> Option<Place> {
    let text = story.text();
    let close = quote.close.filter(|close| !close.is_empty())?;
    let words = quote.span.of(text).trim_end_matches(MARKS);
    let end = quote.span.start + words.len() as u32;
    let after = text.get(close.end as usize..)?;
    if after.starts_with(MARKS) {
        return None;
    }
    let (last, next) = (words.chars().next_back()?, after.chars().next());
    let kind = kind(text, quote, words);
    if matches!(next, Some(',' | '.')) && !is_stop(last) && ends_there(after) {
        return Some(Place { span: Span { start: end, end: close.end + 1 }, is_inside: false, kind });
    }
    let word = words.split_whitespace().next_back().unwrap_or_default();
    let is_plain = last == ',' || (last == '.' && !words.ends_with("..") && !is_abbreviation(word));
    let alone = !next.is_some_and(|c| is_stop(c) || c.is_alphanumeric());
    let kind = if last == ',' && attributes(after) { Kind::Doubtful } else { kind };
    let inside = Place { span: Span { start: end - 1, end: close.end }, is_inside: true, kind };
    (is_plain && alone).then_some(inside)
}

/// The place with mark and stop exchanged.
pub(super) fn exchanged(text: &str, place: &Place) -> String {
    let words = place.span.of(text);
    let stop = if place.is_inside { words.chars().next() } else { words.chars().next_back() };
    let stop = stop.map(String::from).unwrap_or_default();
    let marks = words.trim_start_matches([',', '.']).trim_end_matches([',', '.']);
    if place.is_inside { format!("{marks}{stop}") } else { format!("{stop}{marks}") }
}

/// Whether the stop at the start of the words is one, and not the first of three or part of a name.
fn ends_there(after: &str) -> bool {
    !after.chars().nth(1).is_some_and(|c| c == '.' || c.is_alphanumeric())
}

/// Whether the words after a quotation say who spoke it; both habits put the comma before that inside.
fn attributes(after: &str) -> bool {
    let saying = sentence_starters();
    let words = after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(5).any(|word| saying.is_saying(word))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | '?' | '!' | '…' | ';' | ':' | '-' | '–' | '—')
}

fn kind(text: &str, quote: &Quote, words: &str) -> Kind {
    let first = words.chars().find(|c| c.is_alphanumeric());
    let before = text.get(..quote.open.start as usize).unwrap_or_default().trim_end().chars().next_back();
    match first {
        Some(c) if c.is_lowercase() && !before.is_none_or(|c| is_stop(c) || MARKS.contains(&c)) => Kind::Part,
        Some(c) if c.is_uppercase() && words.split_whitespace().nth(3).is_some() => Kind::Whole,
        _ => Kind::Doubtful,
    }
}
