//! What follows a stop or mark: closing marks, white space, opening marks, and how the next word starts.

use super::scan::{
    Class, char_at, class_at, is_extender, is_wide_closer, is_wide_opener, is_word_char, skip_alphanumeric,
};
use super::word::ellipsis;
use crate::lexicon::abbreviations::abbreviations;
use crate::lexicon::sentence_starters::sentence_starters;

/// How many words of a speaker's name and title are read to find the verb of saying after a quoted question.
const LONGEST_NAME: usize = 6;

/// Most bytes between the brackets of a reference to a note.
const LONGEST_REFERENCE: usize = 4;

/// Most references read after one stop, so that a text of nothing else takes linear time.
const MOST_REFERENCES: usize = 8;

/// What the first character after a stop is, white space and opening marks left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// A capital, or a letter of a script without case.
    Upper,
    Lower,
    Digit,
    /// `$`, `#`, an emoji: may open a sentence.
    Sign,
    Dash,
    /// A comma and the like: the sentence goes on.
    Other,
}

/// What follows a stop or mark.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'t> {
    text: &'t str,
    /// The end of the quote marks, brackets and emphasis marks that close after the stop.
    pub closers_end: usize,
    pub first: First,
    /// Where the first word begins.
    first_at: usize,
    pub closes_quote: bool,
    closes_bracket: bool,
    pub opens_bracket: bool,
    opens_quote: bool,
    pub spaced: bool,
    pub new_line: bool,
    /// The text ends here, or a blank line or list item follows.
    pub hard: bool,
}

/// White space with a line break.
pub struct LineBreak {
    pub end: usize,
    /// It ends any sentence: a blank line or list item follows.
    pub hard: bool,
    /// A capital follows.
    pub before_capital: bool,
}

/// Reads the line break at `at`.
pub fn line_break(text: &str, at: usize) -> LineBreak {
    let (end, newlines) = gap(text, at);
    let (first_at, ..) = openers(text, end);
    let before_capital = first(text, first_at) == First::Upper;
    LineBreak { end, hard: is_hard(text, end, newlines), before_capital }
}

/// Whether `word` can number a list item: `1`, `2.1`, `a`, `iv`.
pub fn is_enumerator(word: &str) -> bool {
    match word.len() {
        0 | 4.. => false,
        1 => word != "I",
        _ => {
            word.bytes().all(|b| b.is_ascii_digit() || b == b'.') || word.bytes().all(|b| b"ivx".contains(&b))
        }
    }
}

impl<'t> Ahead<'t> {
    /// Looks past the stop that ends at `at`; `in_quote` says whether a straight quote mark is open.
    pub fn look(text: &'t str, at: usize, in_quote: bool) -> Ahead<'t> {
        let (closers_end, closes_quote, closes_bracket) = closers(text, at, in_quote);
        let (gap_end, newlines) = gap(text, closers_end);
        let (first_at, opens_bracket, opens_quote) = openers(text, gap_end);
        Ahead {
            text,
            closers_end,
            first: first(text, first_at),
            first_at,
            closes_quote,
            closes_bracket,
            opens_bracket,
            opens_quote,
            spaced: gap_end > closers_end,
            new_line: newlines > 0,
            hard: is_hard(text, gap_end, newlines),
        }
    }

    /// Whether a sentence can start here.
    pub fn can_start(&self) -> bool {
        matches!(self.first, First::Upper | First::Digit | First::Sign)
    }

    /// Whether a word follows that opens sentences.
    pub fn starter_follows(&self) -> bool {
        self.first == First::Upper && sentence_starters().is_starter(self.first_word())
    }

    /// Whether news copy starts a sentence here: with a noun that needs no article, or with a quotation of more than one word.
    pub fn news_starts(&self) -> bool {
        if self.first != First::Upper || self.opens_bracket {
            return false;
        }
        let word = self.first_word();
        let goes_on = class_at(self.text.as_bytes(), self.first_at + word.len()) == Class::Space;
        (self.opens_quote && goes_on) || sentence_starters().is_noun(word)
    }

    /// Whether a sentence may start here with a small letter, as in careless copy: nothing has closed before it.
    pub fn small_start(&self) -> bool {
        self.first == First::Lower && self.spaced && !self.closes_quote && !self.closes_bracket
    }

    /// Whether a name and a verb of saying follow: `Sen. Lee asked`, `I said`.
    pub fn speaker_follows(&self) -> bool {
        let mut at = self.first_at;
        for place in 0..LONGEST_NAME {
            let word = word_at(self.text, at);
            if place > 0 && sentence_starters().is_saying(word) {
                return true;
            }
            if !word.starts_with(char::is_uppercase)
                || (place == 0 && word != "I" && sentence_starters().is_starter(word))
            {
                return false;
            }
            at += word.len();
            at += usize::from(class_at(self.text.as_bytes(), at) == Class::Stop);
            let space = char_at(self.text, at);
            at += if space.is_whitespace() { space.len_utf8() } else { 0 };
        }
        false
    }

    /// Whether a word follows that tells a time further: a day, a month, a time zone, `London time`.
    pub fn time_follows(&self) -> bool {
        let word = self.first_word();
        let next = word_at(self.text, self.first_at + word.len() + 1);
        let name = word.split(['\'', '’']).next().unwrap_or(word);
        abbreviations().follows_hour(name) || next == "time"
    }

    /// Whether the first word is `I`, which is a capital anywhere.
    pub fn first_is_i(&self) -> bool {
        matches!(self.first_word().split(['\'', '’']).next(), Some("I"))
    }

    fn first_word(&self) -> &'t str {
        word_at(self.text, self.first_at)
    }
}

fn is_hard(text: &str, gap_end: usize, newlines: usize) -> bool {
    gap_end >= text.len() || newlines > 1 || (newlines == 1 && is_list_item(text, gap_end))
}

/// The end of the closing marks from `at` on, and whether there are quote marks and brackets among them.
fn closers(text: &str, mut at: usize, mut in_quote: bool) -> (usize, bool, bool) {
    let bytes = text.as_bytes();
    let (mut quote, mut bracket, mut references) = (false, false, 0);
    while let Some(&byte) = bytes.get(at) {
        if let Some(end) = reference(bytes, at).filter(|_| references < MOST_REFERENCES) {
            references += 1;
            at = end;
            continue;
        }
        let before_word = is_word_char(char_at(text, at + 1));
        match byte {
            b'"' if in_quote || !before_word => {
                quote = true;
                in_quote = !in_quote;
            }
            b'\'' if !before_word => quote = true,
            b')' | b']' | b'}' => bracket = true,
            b'*' | b'_' if !before_word => {}
            0x80.. if is_wide_closer(char_at(text, at)) => {
                quote = true;
                at += char_at(text, at).len_utf8() - 1;
            }
            _ => break,
        }
        at += 1;
    }
    (at, quote, bracket)
}

/// The end of a reference to a note or of an omission, `[6]` or `[...]`, with the space before it.
fn reference(bytes: &[u8], at: usize) -> Option<usize> {
    let open = at + usize::from(bytes[at] == b' ');
    let inner = bytes.get(open..)?.strip_prefix(b"[")?;
    let length = inner.iter().take(LONGEST_REFERENCE).position(|&byte| byte == b']')?;
    let inner = &inner[..length];
    let reference = inner.iter().all(u8::is_ascii_digit) || inner == b"..." || inner == "…".as_bytes();
    (reference && length > 0).then_some(open + length + 2)
}

/// The end of the white space from `at` on, and the number of line breaks in it.
fn gap(text: &str, mut at: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut newlines = 0;
    loop {
        match class_at(bytes, at) {
            _ if at >= bytes.len() => break,
            Class::Space => {}
            Class::Newline if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') => newlines += 1,
            Class::Newline => {}
            Class::Wide => {
                let c = char_at(text, at);
                if !c.is_whitespace() && !is_extender(c) {
                    break;
                }
                newlines += 2 * usize::from(c == '\u{2029}');
                at += c.len_utf8() - 1;
            }
            _ => break,
        }
        at += 1;
    }
    (at, newlines)
}

/// The end of the opening marks from `at` on, and whether there are brackets and double quote marks among them.
fn openers(text: &str, mut at: usize) -> (usize, bool, bool) {
    let (mut bracket, mut quote) = (false, false);
    loop {
        let c = char_at(text, at);
        match c {
            '"' | '“' => quote = true,
            '(' | '[' => bracket = true,
            '\'' | '*' | '_' => {}
            _ if is_wide_opener(c) => {}
            _ => return (at, bracket, quote),
        }
        at += c.len_utf8();
    }
}

fn first(text: &str, at: usize) -> First {
    let c = char_at(text, at);
    match c {
        '-' | '–' | '—' | '―' => First::Dash,
        '$' | '#' | '@' | '+' | '~' => First::Sign,
        _ if c.is_numeric() => First::Digit,
        _ if c.is_lowercase() => lower(text, at, at + c.len_utf8()),
        _ if c.is_alphabetic() => First::Upper,
        '.' | '…' => after_omission(text, at),
        _ if c.is_ascii() || is_wide_closer(c) => First::Other,
        _ => First::Sign,
    }
}

/// An ellipsis opens a sentence where a capital follows it.
fn after_omission(text: &str, at: usize) -> First {
    let end = ellipsis(text, at).map_or(at, |end| gap(text, end).0);
    match char_at(text, end) {
        c if end > at && c.is_uppercase() => First::Upper,
        _ => First::Other,
    }
}

/// A small letter opens a sentence all the same in names like `iPhone` and in web addresses.
fn lower(text: &str, at: usize, second: usize) -> First {
    let address = ["http://", "https://", "www."].iter().any(|scheme| text[at..].starts_with(scheme));
    let end = skip_alphanumeric(text.as_bytes(), second);
    match &text.as_bytes()[second..end] {
        _ if address => First::Sign,
        rest if rest.iter().any(u8::is_ascii_uppercase) => First::Upper,
        _ => First::Lower,
    }
}

/// The letters, digits and inner apostrophes from `at` on.
fn word_at(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let mut end = skip_alphanumeric(bytes, at);
    if class_at(bytes, end) == Class::Apostrophe || char_at(text, end) == '’' {
        let letters = end + char_at(text, end).len_utf8();
        let clitic = skip_alphanumeric(bytes, letters);
        end = if clitic > letters { clitic } else { end };
    }
    text.get(at..end).unwrap_or_default()
}

/// Whether a list item starts at `at`: a bullet, a hyphen or star and a space, a number and a stop or bracket.
fn is_list_item(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match char_at(text, at) {
        '•' | '▪' | '●' | '‣' | '◦' | '■' => true,
        '-' | '*' => class_at(bytes, at + 1) == Class::Space,
        c if c.is_ascii_alphanumeric() => {
            let end = skip_alphanumeric(bytes, at);
            let marked =
                matches!(bytes.get(end), Some(b'.' | b')')) && class_at(bytes, end + 1) == Class::Space;
            marked && is_enumerator(&text[at..end])
        }
        _ => false,
    }
}
