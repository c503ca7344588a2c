//! Whether a word begins with a vowel when it is spoken: an hour, a European, an MP, a NATO base.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::Lists;

/// Letters whose names begin with a vowel: “an FBI agent”.
const VOWEL_NAMES: [char; 12] = ['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'];
/// More letters than the longest beginning of the list.
const LONGEST: usize = 8;

struct Sounds {
    beginnings: HashMap<&'static str, bool>,
    spoken: HashSet<&'static str>,
}

/// Whether “an” stands before `word` and not “a”.
#[must_use]
pub fn opens_with_vowel(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(first) = word.chars().next() else { return false };
    if first.is_ascii_digit() {
        return number(word);
    }
    let lower = word.to_lowercase();
    if is_spelt(word) && !known().spoken.contains(lower.as_str()) {
        return VOWEL_NAMES.contains(&first);
    }
    let ends = lower.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let known = ends.filter_map(|end| known().beginnings.get(&lower[..end])).last();
    known.copied().unwrap_or_else(|| lower.starts_with(['a', 'e', 'i', 'o', 'u', 'à', 'á', 'é', 'ö', 'å']))
}

/// Eight, eleven, eighteen, and what they begin: “an 80-year-old”, “an 11,000-seat hall”.
fn number(word: &str) -> bool {
    let digits: String = word.chars().take_while(|c| c.is_ascii_digit() || *c == ',').collect();
    let first = digits.split(',').next().unwrap_or_default();
    first.starts_with('8') || matches!(first, "11" | "18")
}

/// Whether the letters are read one by one: capitals alone, up to a hyphen or the end.
fn is_spelt(word: &str) -> bool {
    let part = word.split(['-', '/', '’', '\'']).next().unwrap_or_default();
    let letters = part.chars().filter(|c| c.is_alphanumeric()).count();
    (1..=5).contains(&letters)
        && part.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || "&.".contains(c))
}

fn known() -> &'static Sounds {
    static KNOWN: OnceLock<Sounds> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lists = Lists::read(include_str!("sounds.toml"));
        let vowels = lists.words("vowel").map(|word| (word, true));
        let consonants = lists.words("consonant").map(|word| (word, false));
        Sounds { beginnings: vowels.chain(consonants).collect(), spoken: lists.words("spoken").collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::opens_with_vowel;

    #[test]
    fn hears_the_beginnings_of_words() {
        let an = "hour honest heiress MP FBI SUV NHS 8 80-year-old 11,000 18 Iranian umbrella uninformed unarmed hourly \
            X-ray RAF unidentified apple $8 unimportant";
        for word in an.split_whitespace() {
            assert!(opens_with_vowel(word), "an {word}");
        }
        let a = "European one-year U.S. UN UK US user union unit NATO NASA 1,800 110 hotel history Ukrainian usual one \
            unique university eulogy once-in-a-lifetime BBC CIA U-turn uniform utility 7";
        for word in a.split_whitespace() {
            assert!(!opens_with_vowel(word), "a {word}");
        }
    }
}
