//! Words that stay small in headlines, by the style that says so.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Lists;

/// The words of one style, and those that may stand either way in any.
pub struct Small {
    small: HashSet<&'static str>,
    either: HashSet<&'static str>,
}

impl Small {
    /// Whether the word, in lower case, stays small.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// Whether the word, in lower case, may have a capital all the same.
    #[must_use]
    pub fn may_be_large(&self, word: &str) -> bool {
        self.either.contains(word)
    }
}

/// The words of the Associated Press's style.
pub fn ap() -> &'static Small {
    static AP: OnceLock<Small> = OnceLock::new();
    AP.get_or_init(|| read("ap"))
}

/// The words of the Chicago Manual of Style.
pub fn chicago() -> &'static Small {
    static CHICAGO: OnceLock<Small> = OnceLock::new();
    CHICAGO.get_or_init(|| read("chicago"))
}

fn read(style: &str) -> Small {
    let lists = Lists::read(include_str!("title-case.toml"));
    Small { small: lists.words(style).collect(), either: lists.words("either").collect() }
}
