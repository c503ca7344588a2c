//! Words put in the case of the place they are written to.

/// `words` in the case of `like`: all capitals, a capital first, or as they are.
#[must_use]
pub fn recase(words: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return words.to_uppercase();
    }
    let mut rest = words.chars();
    match rest.next() {
        Some(own) if is_capitalised(like) => own.to_uppercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

/// Whether the first word begins with a capital that its place may have given it; “ZIP” and “BBC” have theirs anywhere.
fn is_capitalised(like: &str) -> bool {
    let mut letters =
        like.split_whitespace().next().unwrap_or_default().chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_none_or(|second| !second.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::recase;

    #[test]
    fn replacements_take_the_case_of_the_place() {
        assert_eq!(recase("use", "Utilise"), "Use");
        assert_eq!(recase("use", "UTILISE"), "USE");
        assert_eq!(recase("the BBC", "it"), "the BBC");
        assert_eq!(recase("postcode", "ZIP code"), "postcode");
        assert_eq!(recase("one", "A"), "One");
    }
}
