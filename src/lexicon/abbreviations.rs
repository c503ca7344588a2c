//! Abbreviations and names with marks, by what their stop can mean.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::Lists;

/// What the stop after an abbreviation can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Titles and the like (`Mr.`, `vs.`): the stop never ends a sentence.
    NeverFinal,
    /// A number is to follow (`No. 10`); otherwise an ordinary word.
    NumberNext,
    /// Months and days: as `NumberNext`, but the stop stays with the word.
    Calendar,
    /// Units, read as such only after a number.
    Unit,
    /// `a.m.` and `p.m.`: the stop ends a sentence except before words of time.
    Hour,
    /// `etc.`: the stop ends a sentence before any capital.
    ListEnd,
    /// `U.S.`, `Inc.`: the stop ends a sentence only before a sentence starter.
    Ambiguous,
    /// `Yahoo!`: a name that carries a mark.
    Marked,
}

/// The classes of words, keyed by the word without its stop (names with marks keep theirs).
pub struct Abbreviations {
    classes: HashMap<&'static str, Class>,
    after_hour: HashSet<&'static str>,
    longest: usize,
}

/// The abbreviations that copydesk knows, read on first use.
pub fn abbreviations() -> &'static Abbreviations {
    static KNOWN: OnceLock<Abbreviations> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("abbreviations.toml")))
}

impl Abbreviations {
    /// The class of a word that a stop follows, given without the stop.
    pub fn class(&self, word: &str) -> Option<Class> {
        if word.len() > self.longest {
            return None;
        }
        self.classes.get(word).copied().or_else(|| self.class_of_capitals(word))
    }

    /// The class of a name that a mark follows, given with the mark.
    pub fn is_marked_name(&self, name: &str) -> bool {
        self.classes.get(name) == Some(&Class::Marked)
    }

    /// Whether `word` may follow an hour within a sentence.
    pub fn follows_hour(&self, word: &str) -> bool {
        self.after_hour.contains(word)
    }

    fn class_of_capitals(&self, word: &str) -> Option<Class> {
        let capitals = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        if !capitals {
            return None;
        }
        let mut capitalised = word.to_ascii_lowercase();
        capitalised[..1].make_ascii_uppercase();
        self.classes.get(capitalised.as_str()).copied()
    }
}

/// Whether a word that ends with a stop is an abbreviation, so that the stop need not end a sentence: `Inc.`, `U.S.`, `J.`
pub fn is_abbreviation(word_with_stop: &str) -> bool {
    let Some(word) = word_with_stop.strip_suffix('.') else {
        return false;
    };
    let part = word.rsplit('-').next().unwrap_or(word);
    is_lettered(part) || is_class_of_its_own(word) || is_class_of_its_own(part)
}

/// Whether `word` is letters with stops between them, or one capital: `U.S`, `a.k.a`, `J`.
pub fn is_lettered(word: &str) -> bool {
    let mut parts = word.split('.');
    let single = |part: &str| part.len() == 1 && part.as_bytes()[0].is_ascii_alphabetic();
    match word.len() {
        1 => word.as_bytes()[0].is_ascii_uppercase(),
        _ => word.contains('.') && parts.all(single),
    }
}

fn is_class_of_its_own(word: &str) -> bool {
    let class = abbreviations().class(word);
    !matches!(class, None | Some(Class::NumberNext | Class::Unit))
}

fn read(toml: &'static str) -> Abbreviations {
    let lists = Lists::read(toml);
    let order = [
        ("never_final", Class::NeverFinal),
        ("number_next", Class::NumberNext),
        ("calendar", Class::Calendar),
        ("unit", Class::Unit),
        ("hour", Class::Hour),
        ("list_end", Class::ListEnd),
        ("ambiguous", Class::Ambiguous),
        ("marked", Class::Marked),
    ];
    let mut classes = HashMap::with_capacity(512);
    for (list, class) in order {
        for word in lists.words(list) {
            classes.entry(word).or_insert(class);
        }
    }
    let after_hour = lists.words("after_hour").collect();
    let longest = classes.keys().map(|word| word.len()).max().unwrap_or_default();
    Abbreviations { classes, after_hour, longest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_class() {
        let known = |word| abbreviations().class(word);
        assert_eq!(known("Mr"), Some(Class::NeverFinal));
        assert_eq!(known("No"), Some(Class::NumberNext));
        assert_eq!(known("Sept"), Some(Class::Calendar));
        assert_eq!(known("gal"), Some(Class::Unit));
        assert_eq!(known("p.m"), Some(Class::Hour));
        assert_eq!(known("etc"), Some(Class::ListEnd));
        assert_eq!(known("Inc"), Some(Class::Ambiguous));
        assert_eq!(known("ST"), Some(Class::Ambiguous));
        assert_eq!(known("house"), None);
        assert!(abbreviations().is_marked_name("Yahoo!"));
        assert!(abbreviations().follows_hour("EST"));
    }

    #[test]
    fn tells_abbreviations() {
        for word in ["Inc.", "U.S.", "J.", "D-Calif.", "a.m.", "Mr.", "etc."] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["house.", "no.", "Inc", "in.", "example.com.", ".", ""] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }
}
