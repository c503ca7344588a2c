//! Keys under which houses store copy.

use std::sync::OnceLock;

use super::Lists;

/// The lists of `keys.toml`, where each is described.
pub struct Keys {
    /// Headlines.
    pub headline: Vec<&'static str>,
    /// Lines under the headline.
    pub deck: Vec<&'static str>,
    /// Who wrote it.
    pub byline: Vec<&'static str>,
    /// Words for a picture.
    pub caption: Vec<&'static str>,
    /// Who made a picture.
    pub credit: Vec<&'static str>,
    /// What the story says, in a list.
    pub points: Vec<&'static str>,
    /// Paragraphs.
    pub body: Vec<&'static str>,
    /// Words set apart as quoted.
    pub quote: Vec<&'static str>,
    /// Headings inside the story.
    pub crosshead: Vec<&'static str>,
    /// Lists.
    pub list: Vec<&'static str>,
    /// Objects whose members are for other places than the story.
    pub elsewhere: Vec<&'static str>,
    /// Roles that name the text itself or its form.
    pub itself: Vec<&'static str>,
}

/// The lists, read on first use.
pub fn keys() -> &'static Keys {
    static KNOWN: OnceLock<Keys> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("keys.toml")))
}

/// Whether a list holds a key, however the house spells it.
#[must_use]
pub fn holds(list: &[&str], key: &str) -> bool {
    list.iter().any(|known| same_key(known, key))
}

/// Whether two keys are the same words in different spelling: `key_takeaways`, `keyTakeaways`.
#[must_use]
pub fn same_key(one: &str, other: &str) -> bool {
    fn letters(key: &str) -> impl Iterator<Item = u8> {
        let small = |byte: u8| byte.to_ascii_lowercase();
        key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' ')).map(small)
    }
    letters(one).eq(letters(other))
}

fn read(toml: &'static str) -> Keys {
    let lists = Lists::read(toml);
    let list = |name| lists.phrases(name).collect();
    Keys {
        headline: list("headline"),
        deck: list("deck"),
        byline: list("byline"),
        caption: list("caption"),
        credit: list("credit"),
        points: list("points"),
        body: list("body"),
        quote: list("quote"),
        crosshead: list("crosshead"),
        list: list("list"),
        elsewhere: list("elsewhere"),
        itself: list("itself"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_any_spelling() {
        let known = keys();
        assert!(holds(&known.points, "keyTakeaways") && holds(&known.points, "Key_Takeaways"));
        assert!(holds(&known.deck, "sub-hed") && !holds(&known.deck, "sub"));
        assert!(holds(&known.elsewhere, "SEO") && holds(&known.itself, "") && !known.quote.is_empty());
    }
}
