//! Noun phrases that stand without an article although their nouns mostly have one: “in future”, “won best picture”.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::Lists;

struct Phrases {
    bare: HashSet<&'static str>,
    modified: HashSet<&'static str>,
    awards: HashSet<&'static str>,
    ranks: HashSet<&'static str>,
    offices: HashSet<&'static str>,
    heads: HashSet<&'static str>,
    honours: HashSet<&'static str>,
}

/// Whether a noun phrase of these words stands bare after the word `before`, all in lower case.
#[must_use]
pub fn stands_bare(before: &str, phrase: &[String]) -> bool {
    let known = known();
    let Some((last, modifiers)) = phrase.split_last() else { return false };
    let pair = format!("{before}/{last}");
    if known.bare.contains(pair.as_str()) && (modifiers.is_empty() || known.modified.contains(pair.as_str()))
    {
        return true;
    }
    let is_rank = |word: &String| known.ranks.contains(word.as_str());
    if phrase.len() == 2 && phrase.iter().all(is_rank) {
        return true;
    }
    let is_award = |word: &String| known.awards.contains(word.as_str());
    phrase.iter().position(|word| word == "best").is_some_and(|best| phrase[best + 1..].iter().any(is_award))
}

/// Whether an office after this word, in lower case, stands bare: “as”, “elected”.
#[must_use]
pub fn makes_an_office(word: &str) -> bool {
    known().offices.contains(word)
}

/// Whether a noun, in lower case, names an office or a place of which there is one.
#[must_use]
pub fn is_office_of_one(word: &str) -> bool {
    known().heads.contains(word)
}

/// Whether an honour is given for so long: “of the year”.
#[must_use]
pub fn is_time_of_honour(word: &str) -> bool {
    known().honours.contains(word)
}

fn known() -> &'static Phrases {
    static KNOWN: OnceLock<Phrases> = OnceLock::new();
    KNOWN.get_or_init(read)
}

fn read() -> Phrases {
    let lists = Lists::read(include_str!("bare-phrases.toml"));
    Phrases {
        bare: lists.words("bare").collect(),
        modified: lists.words("modified").collect(),
        awards: lists.words("awards").collect(),
        ranks: lists.words("ranks").collect(),
        offices: lists.words("offices").collect(),
        heads: lists.words("office_heads").collect(),
        honours: lists.words("honours").collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::stands_bare;

    #[test]
    fn idioms_and_awards_stand_bare() {
        let bare = |before, phrase: &str| {
            let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
            stands_bare(before, &words)
        };
        assert!(bare("in", "future") && !bare("in", "near future"));
        assert!(bare("at", "club level") && bare("for", "best supporting actress"));
        assert!(bare("clinched", "second spot") && !bare("clinched", "second deal"));
        assert!(!bare("with", "best intentions") && !bare("in", "warehouse"));
    }
}
