//! Whether a story is in English, by the share of its commonest words.

use super::Story;
use crate::lexicon::varieties::Variety;

/// Words that make up a quarter of English prose and stand in no other language, or seldom: "is" and "was" are left
/// out, being as common in Dutch.
const COMMONEST: &[&str] = &[
    "the", "of", "and", "to", "for", "that", "with", "are", "has", "have", "by", "from", "said", "his", "it",
    "which", "but", "they", "were", "this", "their", "she", "been", "who", "would", "its", "you",
];

/// How many letters of a story are looked at: enough to tell, few enough to cost nothing.
const SAMPLE: usize = 800;
/// Fewer letters than this say nothing about a language.
const FEWEST_LETTERS: usize = 120;
/// Of words without a capital, English news has 20% or more among these, other languages at most 3%: tuned on 5,000
/// news stories, squads and tables of results among them, and on a paragraph in nine other languages.
const ENGLISH_SHARE: f64 = 0.08;

/// What is known of a story's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, or too short to say otherwise; with its variety where somebody has named it.
    English(Option<Variety>),
    /// Anything else.
    Other,
}

impl Language {
    /// Whether it is English of any variety.
    #[must_use]
    pub fn is_english(self) -> bool {
        matches!(self, Self::English(_))
    }

    /// The name `inspect` shows.
    #[must_use]
    pub fn name(self) -> &'static str {
        if self.is_english() { "english" } else { "other" }
    }
}

/// Tells the language: the story's front matter decides, then `told` (what a config says), then the words.
#[must_use]
pub fn of(story: &Story<'_>, told: Option<Language>) -> Language {
    let own =
        story.document().field("language").or_else(|| story.document().field("lang")).and_then(from_name);
    own.or(told).unwrap_or_else(|| from_words(story.text()))
}

/// Reads a language's code or English name: `en`, `en-GB`, `English`; nothing when it is neither.
#[must_use]
pub fn from_name(name: &str) -> Option<Language> {
    let name = name.trim().to_lowercase();
    let (code, region) = name.split_once(['-', '_']).unwrap_or((&name, ""));
    match code {
        "en" | "eng" | "english" => Some(Language::English(variety(region))),
        _ if (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase()) => {
            Some(Language::Other)
        }
        _ => NAMES.contains(&code).then_some(Language::Other),
    }
}

fn variety(region: &str) -> Option<Variety> {
    match region {
        "us" => Some(Variety::American),
        "gb" | "uk" | "ie" => Some(Variety::British),
        _ => None,
    }
}

/// Languages that people write out.
const NAMES: &[&str] = &[
    "arabic",
    "chinese",
    "danish",
    "dutch",
    "finnish",
    "french",
    "german",
    "greek",
    "hebrew",
    "hindi",
    "hungarian",
    "irish",
    "italian",
    "japanese",
    "korean",
    "norwegian",
    "polish",
    "portuguese",
    "russian",
    "spanish",
    "swedish",
    "turkish",
    "ukrainian",
    "welsh",
];

fn from_words(text: &str) -> Language {
    let (mut words, mut common, mut letters) = (0_usize, 0_usize, 0_usize);
    // Lines with figures and words with capitals are left out: English results and squads are numbers and names.
    for line in text.lines().filter(|line| !line.bytes().any(|byte| byte.is_ascii_digit())) {
        for word in line.split_whitespace() {
            let word = word.trim_matches(|c: char| !c.is_alphabetic());
            if word.is_empty() || word.starts_with(char::is_uppercase) {
                continue;
            }
            words += 1;
            letters += word.len();
            common += usize::from(is_common(word));
        }
        if letters > SAMPLE {
            break;
        }
    }
    let share = common as f64 / words.max(1) as f64;
    if letters >= FEWEST_LETTERS && share < ENGLISH_SHARE { Language::Other } else { Language::English(None) }
}

fn is_common(word: &str) -> bool {
    word.len() <= 5 && COMMONEST.iter().any(|known| word.eq_ignore_ascii_case(known))
}
