//! Which words of a line have their capitals in the wrong places.

use super::known::Known;
use super::{LineCase, Prepared, Style};
use crate::lexicon::title_case;
use crate::span::Span;
use crate::story::{Story, is_word_char};

/// A word in the wrong case.
pub struct Fault {
    pub span: Span,
    /// How it should be written.
    pub wanted: String,
}

/// A word of a line with what stands before it.
struct Place<'t> {
    word: &'t str,
    is_first: bool,
    is_last: bool,
    /// Whether a mark or word stands before it after which a line begins anew.
    is_fresh: bool,
}

impl Prepared {
    /// The words in the wrong case, and how many words there are.
    pub(super) fn faults(&self, story: &Story<'_>, line: Span, known: &Known<'_>) -> (Vec<Fault>, usize) {
        let text = story.text();
        let words: Vec<Span> = story.words_in(line).collect();
        let mut faults = Vec::new();
        for (index, &span) in words.iter().enumerate() {
            let place = Place {
                word: span.of(text),
                is_first: index == 0,
                is_last: index + 1 == words.len(),
                is_fresh: index > 0 && self.begins_anew(text, words[index - 1], span),
            };
            let covered = self.rule.scope.covers_words(story, span);
            if let Some(wanted) = self.wanted(&place, known).filter(|_| covered) {
                faults.push(Fault { span, wanted });
            }
        }
        (faults, words.len())
    }

    /// Whether a mark of `after` stands between two words, or the word before is one.
    fn begins_anew(&self, text: &str, before: Span, word: Span) -> bool {
        let between = text.get(before.end as usize..word.start as usize).unwrap_or_default();
        let is_mark = |mark: &String| !mark.starts_with(is_word_char) && between.contains(mark.as_str());
        self.after.contains(before.of(text)) || self.after.iter().any(is_mark)
    }

    /// How the word should be written, where that is not how it is.
    fn wanted(&self, place: &Place<'_>, known: &Known<'_>) -> Option<String> {
        let word = place.word;
        if !word.contains(char::is_alphabetic) || is_address(word) || known.is_listed(word) {
            return None;
        }
        let wanted = match self.settings.case {
            LineCase::Title => self.title(place)?,
            LineCase::Sentence if place.is_first => with_capital(word)?,
            LineCase::Sentence if place.is_fresh => return None,
            LineCase::Sentence => small(word).filter(|_| !known.is_name(word))?,
            LineCase::Lower => word.to_lowercase(),
            LineCase::Upper => word.to_uppercase(),
            LineCase::Pattern => return None,
        };
        (wanted != word && !(self.settings.case == LineCase::Lower && known.is_name(word))).then_some(wanted)
    }

    fn title(&self, place: &Place<'_>) -> Option<String> {
        let word = place.word;
        let lower = word.to_lowercase();
        let style = match self.settings.style {
            Style::Ap => title_case::ap(),
            Style::Chicago => title_case::chicago(),
        };
        let outside = place.is_first || place.is_last || place.is_fresh;
        let (is_small, is_free) = match self.small.is_empty() {
            true => (style.holds(&lower), style.may_be_large(&lower)),
            false => (self.small.contains(&lower), false),
        };
        if is_small && !outside {
            return if is_free { None } else { Some(lower) };
        }
        if is_free && !outside { None } else { with_capital(word) }
    }
}

/// The word with a capital first, unless it has one, begins with a figure or has capitals of its own.
fn with_capital(word: &str) -> Option<String> {
    let mut rest = word.chars();
    let first = rest.next()?;
    let own = first.is_numeric() || word.contains(char::is_uppercase);
    (!own && first.is_lowercase()).then(|| first.to_uppercase().chain(rest).collect())
}

/// The word in small letters, unless it has a capital that is not its first letter or is “I”.
fn small(word: &str) -> Option<String> {
    let mut rest = word.chars();
    let first = rest.next()?;
    let inner = rest.as_str().contains(char::is_uppercase);
    let is_single = !rest.as_str().contains(char::is_alphabetic);
    (first.is_uppercase() && !inner && (!is_single || word == "A")).then(|| word.to_lowercase())
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.starts_with(['@', '#']) || (word.contains('@') && word.contains('.'))
}
