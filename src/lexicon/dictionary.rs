//! Hunspell dictionaries that a desk names; none ships. Each is read when a check first asks for it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Mutex, OnceLock, PoisonError};

/// A dictionary: which words there are, and which are near one that is none.
pub struct Dictionary {
    words: spellbook::Dictionary,
    /// Corrections looked for so far: one takes a millisecond, and the same words come back story after story.
    corrections: Mutex<HashMap<String, Vec<String>>>,
}

/// How many words' corrections are kept.
const MOST_KEPT: usize = 10_000;

/// The two files of a dictionary: its rules of affixes and its words.
pub struct Files {
    /// What stands in the file whose name ends with `.aff`.
    pub affixes: Vec<u8>,
    /// What stands in the file whose name ends with `.dic`.
    pub words: Vec<u8>,
}

/// Gives the files of a dictionary, or says why not.
pub type Opener = Box<dyn Fn() -> Result<Files, String> + Send + Sync>;

/// The dictionaries of a desk, by keys that [`key`] makes.
#[derive(Default)]
pub struct Dictionaries {
    shelf: BTreeMap<String, Shelved>,
}

struct Shelved {
    open: Opener,
    read: OnceLock<Result<Dictionary, String>>,
}

/// The key of a dictionary that `file` calls `name`.
#[must_use]
pub fn key(file: &str, name: &str) -> String {
    format!("{file}\n{name}")
}

impl Files {
    /// The files of a dictionary of these words alone, without endings.
    #[must_use]
    pub fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        let list = format!("{}\n{}\n", words.len(), words.join("\n"));
        Self { affixes: b"SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n".to_vec(), words: list.into_bytes() }
    }
}

impl Dictionary {
    /// Reads a dictionary.
    ///
    /// # Errors
    /// Says what is wrong with one of the files.
    pub fn new(files: &Files) -> Result<Self, String> {
        let is_latin = declares_latin(&files.affixes);
        let affixes = text(&files.affixes, is_latin).ok_or("its .aff file is neither Unicode nor Latin-1")?;
        let words = text(&files.words, is_latin).ok_or("its .dic file is neither Unicode nor Latin-1")?;
        let words = spellbook::Dictionary::new(&affixes, &words).map_err(|error| error.to_string())?;
        Ok(Self { words, corrections: Mutex::default() })
    }

    /// Whether the word is spelt like one it knows.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.words.check(word)
    }

    /// Up to `most` words that may have been meant.
    #[must_use]
    pub fn suggestions(&self, word: &str, most: usize) -> Vec<String> {
        let kept = self.corrections.lock().unwrap_or_else(PoisonError::into_inner).get(word).cloned();
        let mut found = kept.unwrap_or_else(|| self.look_for(word));
        found.truncate(most);
        found
    }

    fn look_for(&self, word: &str) -> Vec<String> {
        let mut found = Vec::new();
        // Going through the whole dictionary for likeness costs many times more and seldom finds what was meant.
        self.words.suggester().with_ngram_suggestions(false).suggest(word, &mut found);
        let mut kept = self.corrections.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() < MOST_KEPT {
            kept.insert(word.to_owned(), found.clone());
        }
        found
    }
}

impl Dictionaries {
    /// Adds a dictionary, to be opened when it is first asked for.
    pub fn add(&mut self, key: String, open: Opener) {
        self.shelf.insert(key, Shelved { open, read: OnceLock::new() });
    }

    /// The dictionary of this key; none when there is no such dictionary or it cannot be read.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Dictionary> {
        let shelved = self.shelf.get(key)?;
        let read = shelved.read.get_or_init(|| Dictionary::new(&(shelved.open)()?));
        read.as_ref().ok()
    }

    /// The keys of dictionaries that could not be read so far, with the reason.
    pub fn faults(&self) -> impl Iterator<Item = (&str, &str)> {
        self.shelf.iter().filter_map(|(key, shelved)| match shelved.read.get() {
            Some(Err(reason)) => Some((key.as_str(), reason.as_str())),
            _ => None,
        })
    }
}

impl fmt::Debug for Dictionaries {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.shelf.keys()).finish()
    }
}

/// Whether the rules of affixes say that the files are in Latin-1.
fn declares_latin(affixes: &[u8]) -> bool {
    let mut lines = affixes.split(|&byte| byte == b'\n').take(50);
    lines.any(|line| line.trim_ascii().eq_ignore_ascii_case(b"SET ISO8859-1"))
}

fn text(bytes: &[u8], is_latin: bool) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
        Err(_) => is_latin.then(|| bytes.iter().map(|&byte| char::from(byte)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(affixes: &[u8], words: &[u8]) -> Files {
        Files { affixes: affixes.to_vec(), words: words.to_vec() }
    }

    #[test]
    fn words_are_known_with_their_endings() {
        let small = files(
            b"SET UTF-8\nSFX S Y 1\nSFX S 0 s .\nTRY esianrtolcdugmphbyfvkwz\n",
            b"2\nboat/S\nharbour\n",
        );
        let dictionary = Dictionary::new(&small).expect("it is a dictionary");
        assert!(dictionary.knows("boats") && dictionary.knows("Harbour") && !dictionary.knows("harbours"));
        assert_eq!(dictionary.suggestions("boast", 1), ["boats"]);
    }

    #[test]
    fn latin_files_are_read_where_they_say_so() {
        let words = b"1\ncaf\xe9\n";
        assert!(Dictionary::new(&files(b"SET ISO8859-1\n", words)).is_ok_and(|one| one.knows("café")));
        assert!(Dictionary::new(&files(b"SET UTF-8\n", words)).is_err());
    }

    #[test]
    fn what_cannot_be_read_is_said_when_it_was_asked_for() {
        let mut shelf = Dictionaries::default();
        shelf.add(key("copydesk.toml", "xx"), Box::new(|| Err("it is gone".to_owned())));
        assert_eq!(shelf.faults().count(), 0);
        assert!(shelf.get(&key("copydesk.toml", "xx")).is_none());
        assert_eq!(shelf.faults().collect::<Vec<_>>(), [("copydesk.toml\nxx", "it is gone")]);
    }
}
