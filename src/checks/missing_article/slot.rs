//! Where names stand: words with capitals that stand together, with what is before and after them.
//!
//! The learner reads the same slots as the check, so that what was counted is what is looked up.

use std::borrow::Cow;

use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Token, TokenKind};

/// A longer run is a headline in capitals.
const LONGEST: usize = 8;

/// A name and its surroundings, as far as their words alone tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Index of its first token, without article.
    pub first: u32,
    /// One past the index of its last token.
    pub end: u32,
    /// Whether “the” stands before it.
    pub article: bool,
    /// What stands before it, or before its article.
    pub before: Before,
    /// What follows.
    pub after: After,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// Nothing: it opens the sentence, or a clause after a colon or a dash.
    Opening,
    /// A preposition.
    Preposition,
    /// “and”, “or”.
    Conjunction,
    /// A comma.
    Comma,
    /// A word that leaves no room for an article, or a mark.
    Closed,
    /// A word of an open class: a verb leaves room, a noun does not.
    Word,
}

/// What follows a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// The noun phrase ends with the name.
    End,
    /// A possessive ending.
    Possessive,
    /// “and”, “or”: what follows may belong to both.
    Conjunction,
    /// A mark that joins the name to the next word.
    Joint,
    /// A word of an open class: a noun takes the article to itself, a verb ends the noun phrase.
    Word,
}

/// The slots of one sentence, in text order.
pub fn slots(story: &Story<'_>, sentence: &Sentence) -> Vec<Slot> {
    let range = sentence.first_token as usize..sentence.end_token as usize;
    let Some(tokens) = story.tokens().get(range) else { return Vec::new() };
    let walk = Walk { text: story.text(), tokens };
    let mut slots = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !walk.is_capital(at) {
            at += 1;
            continue;
        }
        let end = walk.run_end(at);
        let mut slot = walk.slot(at, end);
        slot.first += sentence.first_token;
        slot.end += sentence.first_token;
        slots.push(slot);
        at = end;
    }
    slots
}

/// The words of a slot, with one space between each two.
#[must_use]
pub fn name<'t>(story: &'t Story<'_>, slot: &Slot) -> Cow<'t, str> {
    let tokens = story.tokens().get(slot.first as usize..slot.end as usize).unwrap_or_default();
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Cow::Borrowed("") };
    let name = Span { start: first.span.start, end: last.span.end }.of(story.text());
    let spaced = name.split(' ').any(str::is_empty) || name.contains(|c: char| c.is_whitespace() && c != ' ');
    if spaced { name.split_whitespace().collect::<Vec<_>>().join(" ").into() } else { name.into() }
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Walk<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether a word of a name may stand here.
    fn is_capital(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let word = token.span.of(self.text);
        let capital = match word.as_bytes().first() {
            Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
            _ => word.starts_with(char::is_uppercase),
        };
        capital && token.kind == TokenKind::Word && !is_no_name(word)
    }

    fn run_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end - at < LONGEST && self.is_apart(end) {
            if self.is_capital(end) {
                end += 1;
            } else if self.word(end) == "of" && self.is_apart(end + 1) && self.is_capital(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// Whether nothing but white space stands before the token.
    fn is_apart(&self, at: usize) -> bool {
        let (Some(before), Some(token)) = (self.tokens.get(at - 1), self.tokens.get(at)) else {
            return false;
        };
        token.span.start > before.span.end
            && Span { start: before.span.end, end: token.span.start }.of(self.text).trim().is_empty()
    }

    fn slot(&self, at: usize, end: usize) -> Slot {
        let article = at > 0 && matches!(self.word(at - 1), "the" | "The");
        let before = self.before(at - usize::from(article));
        Slot { first: at as u32, end: end as u32, article, before, after: self.after(end) }
    }

    /// What stands before the token at `at`.
    fn before(&self, at: usize) -> Before {
        let Some(token) = at.checked_sub(1).and_then(|at| self.tokens.get(at)) else {
            return Before::Opening;
        };
        let word = token.span.of(self.text);
        match token.kind {
            TokenKind::Punctuation => match word {
                "," => Before::Comma,
                ":" | ";" | "—" | "–" | "-" | "--" | "..." | "…" => Before::Opening,
                "\"" | "“" | "'" | "‘" if at == 1 => Before::Opening,
                "\"" | "“" => self.before(at - 1),
                _ => Before::Closed,
            },
            TokenKind::Number | TokenKind::Symbol => Before::Closed,
            TokenKind::Word => before_word(word),
        }
    }

    fn after(&self, end: usize) -> After {
        // A name may be given in short before its noun: “the National Rifle Association (NRA) members”.
        let in_short = self.word(end) == "(" && self.word(end + 2) == ")" && self.is_capital(end + 1);
        let end = if in_short { end + 3 } else { end };
        let Some(token) = self.tokens.get(end) else { return After::End };
        let word = token.span.of(self.text);
        match token.kind {
            TokenKind::Punctuation => match word {
                "-" | "–" | "/" | "—" if !self.is_apart(end) => After::Joint,
                "'" | "’" => After::Possessive,
                _ => After::End,
            },
            TokenKind::Symbol => After::Joint,
            TokenKind::Number => After::Word,
            TokenKind::Word => after_word(word),
        }
    }
}

/// Whether a word with a capital is no name; letters in capitals alone may be an acronym.
fn is_no_name(word: &str) -> bool {
    word.len() == 1
        || (classes(word).any(Classes::NO_NAME) && !(word.bytes().all(|byte| byte.is_ascii_uppercase())))
}

fn before_word(word: &str) -> Before {
    let of = classes(word);
    if matches!(word, "and" | "or" | "And" | "Or" | "nor") {
        Before::Conjunction
    } else if of.any(Classes::PREPOSITION) {
        Before::Preposition
    } else if of.any(Classes::DETERMINER) || matches!(word, "'s" | "’s") {
        Before::Closed
    } else {
        Before::Word
    }
}

fn after_word(word: &str) -> After {
    const CLOSED: Classes = Classes::PREPOSITION
        .with(Classes::AUXILIARY)
        .with(Classes::DETERMINER)
        .with(Classes::PRONOUN)
        .with(Classes::HE)
        .with(Classes::SHE)
        .with(Classes::CONJUNCTION);
    if word.starts_with(char::is_uppercase) && !classes(word).any(Classes::CALENDAR) {
        return After::Joint;
    }
    match word {
        "'s" | "’s" => return After::Possessive,
        "and" | "or" | "nor" => return After::Conjunction,
        "said" | "says" | "who" | "whose" => return After::End,
        _ => {}
    }
    if classes(word).any(CLOSED) || classes(word).any(Classes::CALENDAR) { After::End } else { After::Word }
}
