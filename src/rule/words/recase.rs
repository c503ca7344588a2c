//! Words put in the case of the place they are written to.

/// `words` in the case of `like`: all capitals, a capital first, or as they are.
#[must_use]
pub fn recase(words: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        return words.to_uppercase();
    }
    let mut rest = words.chars();
    match (letters().next(), rest.next()) {
        (Some(first), Some(own)) if first.is_uppercase() => own.to_uppercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::recase;

    #[test]
    fn replacements_take_the_case_of_the_place() {
        assert_eq!(recase("use", "Utilise"), "Use");
        assert_eq!(recase("use", "UTILISE"), "USE");
        assert_eq!(recase("the BBC", "it"), "the BBC");
    }
}
