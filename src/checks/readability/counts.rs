//! What formulas count.

use super::syllables::syllables;
use crate::document::Role;
use crate::span::Span;
use crate::story::Story;

/// Letters of a long word, as LIX has it: seven or more.
const LONG: usize = 7;
/// Syllables of a word that counts as hard, as fog and SMOG have it.
const HARD: usize = 3;

/// What stands in a stretch of copy.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Letters and digits.
    pub characters: f64,
    pub letters: f64,
    pub syllables: f64,
    pub words: f64,
    /// Words of seven letters or more.
    pub long_words: f64,
    /// Words of three syllables or more, without names, compounds and those that have the third from an ending.
    pub complex_words: f64,
    /// Words of three syllables or more.
    pub polysyllabic_words: f64,
    pub sentences: f64,
    pub paragraphs: f64,
    pub headings: f64,
    pub list_items: f64,
}

impl Counts {
    /// The counts of a unit.
    pub fn of(story: &Story<'_>, unit: &[Span]) -> Self {
        let mut counts = Self::default();
        for &stretch in unit {
            counts.sentences += story.sentences_in(stretch).len() as f64;
            for word in story.words_in(stretch) {
                counts.add_word(word.of(story.text()));
            }
            match story.block_of(stretch).map(|block| block.role) {
                Some(Role::Headline | Role::Crosshead) => counts.headings += 1.0,
                Some(Role::ListItem) => counts.list_items += 1.0,
                Some(Role::Body) => counts.paragraphs += 1.0,
                _ => {}
            }
        }
        counts
    }

    fn add_word(&mut self, word: &str) {
        let characters = word.chars().filter(|c| c.is_alphanumeric()).count();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let spoken = syllables(word);
        self.words += 1.0;
        self.characters += characters as f64;
        self.letters += letters as f64;
        self.syllables += spoken as f64;
        self.long_words += f64::from(u8::from(letters >= LONG));
        self.polysyllabic_words += f64::from(u8::from(spoken >= HARD));
        self.complex_words += f64::from(u8::from(spoken >= HARD && is_complex(word)));
    }

    /// The count of this name, as formulas call it.
    pub fn named(&self, name: &str) -> Option<f64> {
        Some(match name {
            "characters" => self.characters,
            "letters" => self.letters,
            "syllables" => self.syllables,
            "words" => self.words,
            "long_words" => self.long_words,
            "complex_words" => self.complex_words,
            "polysyllabic_words" => self.polysyllabic_words,
            "sentences" => self.sentences,
            "paragraphs" => self.paragraphs,
            "headings" => self.headings,
            "list_items" => self.list_items,
            _ => return None,
        })
    }

    /// The names of all counts.
    pub const NAMES: [&'static str; 11] = [
        "characters",
        "letters",
        "syllables",
        "words",
        "long_words",
        "complex_words",
        "polysyllabic_words",
        "sentences",
        "paragraphs",
        "headings",
        "list_items",
    ];
}

/// Gunning left out names, compounds of short words and the endings of verbs and participles.
fn is_complex(word: &str) -> bool {
    if word.contains('-') || word.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let stem = ["ed", "es", "ing"].iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_none_or(|stem| syllables(stem) >= HARD)
}
