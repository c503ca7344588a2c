//! Words that tell what a doubtful stop or mark means: openers of sentences, verbs of saying.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Lists;

/// More bytes than the longest word of the lists.
const LONGEST: usize = 20;

/// Words that open sentences, and verbs of saying, in lower case.
pub struct SentenceStarters {
    starters: HashSet<&'static str>,
    nouns: HashSet<&'static str>,
    saying: HashSet<&'static str>,
}

/// The words, read on first use.
pub fn sentence_starters() -> &'static SentenceStarters {
    static KNOWN: OnceLock<SentenceStarters> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("sentence-starters.toml")))
}

impl SentenceStarters {
    /// Whether a doubtful stop before `word` ends a sentence; any case.
    pub fn is_starter(&self, word: &str) -> bool {
        holds(&self.starters, word)
    }

    /// Whether `word` is a noun that opens sentences of news without an article; any case.
    pub fn is_noun(&self, word: &str) -> bool {
        holds(&self.nouns, word)
    }

    /// Whether `word` is a verb of saying, in lower case.
    pub fn is_saying(&self, word: &str) -> bool {
        self.saying.contains(word)
    }
}

fn read(toml: &'static str) -> SentenceStarters {
    let lists = Lists::read(toml);
    let list = |name| lists.words(name).collect();
    SentenceStarters { starters: list("starters"), nouns: list("nouns"), saying: list("saying") }
}

/// Whether `list` holds `word` in lower case with straight apostrophes.
fn holds(list: &HashSet<&'static str>, word: &str) -> bool {
    let mut plain = [0; LONGEST];
    let mut length = 0;
    for c in word.chars() {
        let c = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        if length == LONGEST || !c.is_ascii() {
            return false;
        }
        plain[length] = c as u8;
        length += 1;
    }
    std::str::from_utf8(&plain[..length]).is_ok_and(|word| list.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_in_any_case() {
        let words = sentence_starters();
        assert!(
            words.is_starter("The")
                && words.is_starter("It’s")
                && words.is_noun("Talks")
                && words.is_saying("said")
        );
        assert!(
            !words.is_starter("Senate")
                && !words.is_starter("Übrigens")
                && !words.is_noun("Internationalization-and-more")
        );
    }
}
