//! Words that begin with an apostrophe: ’em, ’til, ’tis.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Lists;

/// Whether `word`, given without its apostrophe, is one that begins with it; any case.
pub fn is_elision(word: &str) -> bool {
    static KNOWN: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| Lists::read(include_str!("elisions.toml")).words("elisions").collect());
    word.len() < 8 && known.contains(word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_elision;

    #[test]
    fn knows_elisions_in_any_case() {
        assert!(is_elision("Til") && is_elision("n"));
        assert!(!is_elision("tilt") && !is_elision(""));
    }
}
