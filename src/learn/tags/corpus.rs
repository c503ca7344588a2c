//! Tagged text as two corpora write it, brought to one set of rules.

use crate::story::Tag;

/// A sentence to learn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// Its words.
    pub words: Vec<String>,
    /// The tag of each; `None` where the corpus does not say, or says what cannot be trusted.
    pub tags: Vec<Option<Tag>>,
    /// From a treebank that people have corrected, not from text tagged by rules.
    pub treebank: bool,
}

impl Tagged {
    fn push(&mut self, word: &str, tag: Option<Tag>) {
        self.words.push(word.to_owned());
        self.tags.push(tag);
    }
}

/// Reads a file: `word TAB tag` lines with a blank line between sentences (a treebank), or sentences of `word_TAG`.
#[must_use]
pub fn read(text: &str) -> Vec<Tagged> {
    let treebank = text.lines().take(100).any(|line| line.contains('\t'));
    let sentences = if treebank { columns(text) } else { text.lines().map(joined).collect() };
    sentences.into_iter().filter(|sentence: &Tagged| !sentence.words.is_empty()).collect()
}

/// The sentences of a treebank, as they are: to measure by.
fn columns(text: &str) -> Vec<Tagged> {
    let mut sentences = Vec::new();
    for lines in text.split("\n\n") {
        let mut sentence = Tagged { treebank: true, ..Tagged::default() };
        for line in lines.lines() {
            let mut columns = line.split('\t');
            if let (Some(word), Some(tag)) = (columns.next(), columns.next()) {
                sentence.push(word, Tag::from_name(tag));
            }
        }
        sentences.push(sentence);
    }
    sentences
}

/// A line of `word_TAG`. Text that still holds entities or lines to write on is no English; a line that opens a
/// document is none either.
fn joined(line: &str) -> Tagged {
    let mut sentence = Tagged::default();
    for pair in line.split(' ').filter(|_| !line.starts_with("#DOC ")) {
        let Some((word, tag)) = pair.rsplit_once('_') else { continue };
        if word.contains("&#") || word.contains('_') {
            return Tagged::default();
        }
        // Hyphens hang on the word before here and stand alone in the treebank.
        match word.strip_suffix('-').filter(|part| !part.is_empty() && !part.starts_with('-')) {
            Some(part) => {
                sentence.push(part, Tag::from_name(tag));
                sentence.push("-", Some(Tag::Hyphen));
            }
            None if !word.is_empty() => sentence.push(word, mark(word, tag)),
            None => {}
        }
    }
    quotes(&mut sentence);
    prepositions(&mut sentence);
    sentence
}

/// The tag as the treebank would write it.
fn mark(word: &str, tag: &str) -> Option<Tag> {
    match word {
        "(" | "[" | "{" | "<" => Some(Tag::Open),
        ")" | "]" | "}" | ">" => Some(Tag::Close),
        "-" | "--" | "–" | "—" | "..." | "…" => Some(Tag::Colon),
        "%" => Some(Tag::NN),
        "“" => Some(Tag::OpenQuote),
        "”" => Some(Tag::CloseQuote),
        "'" if tag != "POS" => None,
        _ => Tag::from_name(tag),
    }
}

/// Straight double marks open and close in turn.
fn quotes(sentence: &mut Tagged) {
    let mut open = false;
    for (word, tag) in sentence.words.iter().zip(&mut sentence.tags) {
        if word == "\"" {
            *tag = Some(if open { Tag::CloseQuote } else { Tag::OpenQuote });
            open = !open;
        }
        open &= word != "''";
    }
}

/// “to” is TO before a verb and a preposition elsewhere, as in newer treebanks.
fn prepositions(sentence: &mut Tagged) {
    for at in 0..sentence.words.len() {
        if sentence.tags[at] != Some(Tag::TO) || !sentence.words[at].eq_ignore_ascii_case("to") {
            continue;
        }
        let next = sentence.tags[at + 1..].iter().find(|tag| **tag != Some(Tag::RB));
        sentence.tags[at] = match next {
            Some(Some(Tag::VB)) => Some(Tag::TO),
            Some(_) => Some(Tag::IN),
            None => None,
        };
    }
}

/// Long dashes and the ellipsis have the tag that Penn's guidelines give them, whatever the corpus says.
pub fn straighten(sentences: &mut [Tagged]) {
    for sentence in sentences {
        for (word, tag) in sentence.words.iter().zip(&mut sentence.tags) {
            if matches!(word.as_str(), "—" | "–" | "…") {
                *tag = Some(Tag::Colon);
            }
        }
    }
}

/// The sentence with its words joined at hyphens, as copydesk cuts them; `None` where it has no hyphen.
///
/// The whole has the tag of its last part; a participle is an adjective then, and so is a noun before a noun.
#[must_use]
pub fn hyphenated(sentence: &Tagged) -> Option<Tagged> {
    if !sentence.tags.contains(&Some(Tag::Hyphen)) {
        return None;
    }
    let mut joined = Tagged { treebank: sentence.treebank, ..Tagged::default() };
    let mut at = 0;
    while at < sentence.words.len() {
        let mut word = sentence.words[at].clone();
        let first = at;
        while sentence.tags.get(at + 1) == Some(&Some(Tag::Hyphen)) && at + 2 < sentence.words.len() {
            word = format!("{word}{}{}", sentence.words[at + 1], sentence.words[at + 2]);
            at += 2;
        }
        let before_noun = sentence.tags.get(at + 1).copied().flatten().is_some_and(Tag::is_noun);
        let tag = match sentence.tags[at] {
            Some(Tag::VBN | Tag::VBG) if at > first => Some(Tag::JJ),
            Some(Tag::NN | Tag::NNS) if at > first && before_noun => Some(Tag::JJ),
            tag => tag,
        };
        joined.push(&word, tag);
        at += 1;
    }
    Some(joined)
}

/// The sentence as a headline: each long word with a capital, or all capitals.
#[must_use]
pub fn headline(sentence: &Tagged, all: bool) -> Tagged {
    let capital = |word: &String| {
        let mut letters = word.chars();
        match letters.next() {
            Some(_) if all => word.to_uppercase(),
            Some(first) if word.len() > 3 => first.to_uppercase().chain(letters).collect(),
            _ => word.clone(),
        }
    };
    Tagged { words: sentence.words.iter().map(capital).collect(), ..sentence.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(sentence: &Tagged) -> String {
        let name = |tag: &Option<Tag>| tag.map_or("?", Tag::name);
        sentence.tags.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn two_ways_of_writing_give_one() {
        let sentences =
            read("#DOC a\nHe_PRP went_VBD to_TO a_DT well-_JJ known_JJ school_NN to_TO learn_VB ._. \n");
        assert_eq!(tags(&sentences[0]), "PRP VBD IN DT JJ HYPH JJ NN TO VB .");
        assert!(!sentences[0].treebank);
        let columns = read("He\tPRP\tPRON\nleft\tVBD\tVERB\n\nNow\tRB\tADV\n");
        assert_eq!((columns.len(), tags(&columns[0])), (2, "PRP VBD".to_owned()));
        assert!(columns[0].treebank);
    }

    #[test]
    fn hyphens_join_as_copydesk_cuts() {
        let [sentence] = &read("a_DT ship-_NN building_NN town_NN in_IN Stratford-_NNP on-_IN Avon_NNP")[..]
        else {
            panic!("one sentence")
        };
        let joined = hyphenated(sentence).expect("it has hyphens");
        assert_eq!(joined.words.join(" "), "a ship-building town in Stratford-on-Avon");
        assert_eq!(tags(&joined), "DT JJ NN IN NNP");
    }
}
