//! Whether a story is in English, by the share of its commonest words.

use super::Story;

/// Words that make up a third or more of English prose and are rare in other languages.
const COMMONEST: &[&str] = &[
    "the", "of", "and", "to", "is", "was", "for", "that", "with", "as", "are", "has", "have", "by", "from",
    "said", "he", "his", "it", "be", "at", "which", "not", "but", "they", "were", "will", "this", "had",
    "their", "she", "been", "who", "would", "its", "or", "you", "we",
];

/// How much of a story is looked at, in bytes: enough to tell, little enough to cost nothing.
const SAMPLE: usize = 1_200;
/// Fewer letters than this say nothing about a language.
const FEWEST_LETTERS: usize = 200;
/// English news has 25% or more of these words, lists of results in English 8%, other languages at most 4%: measured
/// on the development stories and on translations of one paragraph into nine languages.
const ENGLISH_SHARE: f64 = 0.06;

/// What is known of a story's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to say otherwise.
    English,
    /// Anything else.
    Other,
}

/// Tells the language; a field `language` of the front matter decides when it is there.
#[must_use]
pub fn of(story: &Story<'_>) -> Language {
    match story.document().field("language") {
        Some(named) => from_name(named),
        None => from_words(story.text()),
    }
}

/// Reads a language's name or code: `en`, `en-GB`, `English`.
#[must_use]
pub fn from_name(name: &str) -> Language {
    let name = name.trim().to_lowercase();
    let code = name.split(['-', '_']).next().unwrap_or_default();
    if code == "en" || code == "english" { Language::English } else { Language::Other }
}

fn from_words(text: &str) -> Language {
    let (mut words, mut common, mut letters) = (0_usize, 0_usize, 0_usize);
    for word in sample(text).split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        if word.is_empty() {
            continue;
        }
        words += 1;
        letters += word.len();
        common +=
            usize::from(word.len() <= 5 && COMMONEST.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    let share = common as f64 / words.max(1) as f64;
    if letters >= FEWEST_LETTERS && share < ENGLISH_SHARE { Language::Other } else { Language::English }
}

/// The first part of the text, cut between characters.
fn sample(text: &str) -> &str {
    let end = (0..=SAMPLE.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}
