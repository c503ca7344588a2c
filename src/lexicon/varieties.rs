//! What tells American copy from British: spellings, titles with a stop, the order of day and month.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::Lists;

/// A variety of English that news is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variety {
    /// As in the United States.
    American,
    /// As in Britain.
    British,
}

/// The words that tell.
pub struct Varieties {
    spellings: HashMap<&'static str, Variety>,
    titles: HashSet<&'static str>,
    months: HashSet<&'static str>,
}

/// The words, read on first use.
pub fn varieties() -> &'static Varieties {
    static KNOWN: OnceLock<Varieties> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("varieties.toml")))
}

impl Varieties {
    /// The variety that spells a word so, in lower case.
    pub fn of_spelling(&self, word: &str) -> Option<Variety> {
        self.spellings.get(word).copied()
    }

    /// Whether a word is a title that one variety writes with a stop.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether a word is a month.
    pub fn is_month(&self, word: &str) -> bool {
        self.months.contains(word)
    }
}

fn read(toml: &'static str) -> Varieties {
    let lists = Lists::read(toml);
    let american = lists.words("american").map(|word| (word, Variety::American));
    let british = lists.words("british").map(|word| (word, Variety::British));
    Varieties {
        spellings: american.chain(british).collect(),
        titles: lists.words("titles").collect(),
        months: lists.words("months").collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_spellings() {
        let known = varieties();
        assert_eq!(known.of_spelling("color"), Some(Variety::American));
        assert_eq!(known.of_spelling("colour"), Some(Variety::British));
        assert_eq!(known.of_spelling("table"), None);
        assert!(known.is_title("Mr") && known.is_month("May"));
    }
}
