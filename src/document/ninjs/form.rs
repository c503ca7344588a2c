//! The forms that a text of ninjs comes in, and which of several to read.

use std::collections::HashSet;
use std::ops::Range;

use super::item::Text;
use crate::document::json;
use crate::document::source_map::Inner;
use crate::lexicon::keys::{holds, keys};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Plain,
    Html,
    Nitf,
}

/// A text, taken out of its string.
#[derive(Debug)]
pub(super) struct Opened {
    pub form: Form,
    pub inner: Inner,
    /// Whether its role only says that it is the text itself.
    pub itself: bool,
    place: Range<usize>,
}

impl Opened {
    pub fn new(source: &str, text: &Text) -> Self {
        let inner = json::inner(source, text.place.clone());
        let form = form(text, &inner.text);
        let itself = is_itself(&text.role);
        Self { form, inner, itself, place: text.place.clone() }
    }

    /// The same with its lines as paragraphs, where the text parts them in no other way.
    pub fn in_paragraphs(self, source: &str) -> Inner {
        let mut lines = self.inner.text.trim().lines();
        let has_blank = lines.any(|line| line.trim().is_empty());
        if has_blank || !self.inner.text.trim().contains('\n') {
            return self.inner;
        }
        json::inner_of_paragraphs(source, self.place)
    }
}

/// Whether a role or an ending names the text itself, or merely its form: `main`, `text`, `caption_xhtml` does not.
pub(super) fn is_itself(role: &str) -> bool {
    holds(&keys().itself, role) || role.split('_').all(|part| holds(&keys().itself, part))
}

fn form(text: &Text, words: &str) -> Form {
    let says = |form: &str| {
        let has = |said: &str| said.to_ascii_lowercase().contains(form);
        has(&text.media) || has(&text.role)
    };
    let start = words.trim_start();
    let head = &start.as_bytes()[..start.len().min(1024)];
    match () {
        () if says("nitf") || (start.starts_with('<') && memchr::memmem::find(head, b"<nitf").is_some()) => {
            Form::Nitf
        }
        () if says("html") => Form::Html,
        () if text.media.eq_ignore_ascii_case("text/plain") => Form::Plain,
        () if has_tags(words) => Form::Html,
        () => Form::Plain,
    }
}

fn has_tags(words: &str) -> bool {
    let Some(last) = memchr::memrchr(b'>', words.as_bytes()) else { return false };
    let opens = |next: char| next.is_ascii_alphabetic() || next == '/' || next == '!';
    memchr::memchr_iter(b'<', &words.as_bytes()[..last]).any(|at| words[at + 1..].starts_with(opens))
}

/// Of one text in several forms the richest, unless it is only a stub of the others.
pub(super) fn richest(forms: Vec<Opened>) -> Option<Opened> {
    let longest = forms.iter().map(|opened| opened.inner.text.len()).max()?;
    let whole = forms.into_iter().filter(|opened| opened.inner.text.len() * 2 >= longest);
    // The first of equals.
    whole.reduce(|best, next| if next.form > best.form { next } else { best })
}

/// Whether one text is for the most part made of another's words: a shorter version of it, or one for other readers.
pub(super) fn says_the_same(one: &str, other: &str) -> bool {
    let long_words = |text: &str| -> HashSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| word.len() >= 6);
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (long_words(one), long_words(other));
    one.intersection(&other).count() * 2 >= one.len()
}
