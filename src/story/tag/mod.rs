//! Parts of speech: one Penn Treebank tag a token, made for a sentence when a check first asks about it.
//!
//! A linear classifier goes through each sentence from left to right and chooses the tag that its features speak for
//! most, the two tags before among them. Words that can have one tag only are not weighed at all.

pub mod features;
pub mod form;
mod tagger;

use std::ops::Index;

use super::{Sentence, Story};
use crate::lexicon;

pub use tagger::Tagger;

macro_rules! tags {
    ($($(#[$doc:meta])* $tag:ident = $name:literal,)*) => {
        /// A part of speech of the Penn Treebank, as the English Web Treebank extends it; names of words are Penn's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Tag {
            $($(#[$doc])* $tag,)*
        }

        impl Tag {
            /// Every tag; the place of each is its number.
            pub const ALL: &[Tag] = &[$(Tag::$tag),*];

            /// The name as treebanks write it: `NN`, `PRP$`, `-LRB-`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Tag::$tag => $name,)*
                }
            }

            /// The tag that treebanks write like this.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Tag> {
                match name {
                    $($name => Some(Tag::$tag),)*
                    _ => None,
                }
            }
        }
    };
}

tags! {
    /// Singular or mass noun.
    NN = "NN",
    /// Preposition or subordinating conjunction; “to” before a noun phrase is one.
    IN = "IN",
    /// Article or demonstrative.
    DT = "DT",
    /// Singular proper noun.
    NNP = "NNP",
    /// Adjective.
    JJ = "JJ",
    /// Personal pronoun.
    PRP = "PRP",
    /// Plural noun.
    NNS = "NNS",
    /// Adverb.
    RB = "RB",
    /// Stop, `?`, `!`.
    Stop = ".",
    /// Comma.
    Comma = ",",
    /// Verb, base form.
    VB = "VB",
    /// Coordinating conjunction.
    CC = "CC",
    /// Verb, past tense.
    VBD = "VBD",
    /// Verb, present tense, not the third person singular.
    VBP = "VBP",
    /// Verb, third person singular, present tense.
    VBZ = "VBZ",
    /// Cardinal number.
    CD = "CD",
    /// Verb, past participle.
    VBN = "VBN",
    /// Verb, gerund or present participle.
    VBG = "VBG",
    /// Modal verb.
    MD = "MD",
    /// “to” before an infinitive.
    TO = "TO",
    /// Possessive pronoun before a noun: `PRP$`.
    PRPS = "PRP$",
    /// Colon, semicolon, dash, ellipsis.
    Colon = ":",
    /// Closing bracket.
    Close = "-RRB-",
    /// Opening bracket.
    Open = "-LRB-",
    /// “which”, “that” as a relative or interrogative determiner.
    WDT = "WDT",
    /// “when”, “where”, “how”, “why”.
    WRB = "WRB",
    /// Opening quote mark.
    OpenQuote = "``",
    /// Closing quote mark.
    CloseQuote = "''",
    /// “who”, “what”.
    WP = "WP",
    /// Particle of a verb: “up” in “give up”.
    RP = "RP",
    /// Interjection.
    UH = "UH",
    /// Possessive ending: `'s`, `'`.
    POS = "POS",
    /// Hyphen between parts of a word.
    Hyphen = "HYPH",
    /// Plural proper noun.
    NNPS = "NNPS",
    /// Adjective, comparative.
    JJR = "JJR",
    /// Adjective, superlative.
    JJS = "JJS",
    /// “there” in “there is”.
    EX = "EX",
    /// Superfluous punctuation: rules, bullets, smileys.
    NFP = "NFP",
    /// Adverb, comparative.
    RBR = "RBR",
    /// Address of the web or of electronic mail.
    ADD = "ADD",
    /// Part of a word that was cut in two.
    GW = "GW",
    /// Sign of a currency: `$`.
    Currency = "$",
    /// Sign: `%`, `/`, `+`.
    SYM = "SYM",
    /// Word before an article: “all” in “all the”.
    PDT = "PDT",
    /// Mark of a list item.
    LS = "LS",
    /// Foreign word.
    FW = "FW",
    /// Adverb, superlative.
    RBS = "RBS",
    /// Affix that stands alone.
    AFX = "AFX",
    /// “whose”: `WP$`.
    WPS = "WP$",
}

impl Tag {
    /// Whether it is a noun, common or proper.
    #[must_use]
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// Whether it is a form of a full or auxiliary verb; modals are none.
    #[must_use]
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }
}

/// The tags of one sentence, by the indexes that its tokens have in the story.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tags<'s> {
    first: usize,
    tags: &'s [Tag],
}

impl<'s> Tags<'s> {
    /// The tags of a sentence that begins at this token.
    #[must_use]
    pub fn new(first: usize, tags: &'s [Tag]) -> Self {
        Self { first, tags }
    }

    /// The tag of a token; none outside the sentence.
    #[must_use]
    pub fn get(&self, token: usize) -> Option<Tag> {
        self.tags.get(token.checked_sub(self.first)?).copied()
    }

    /// All tags of the sentence.
    #[must_use]
    pub fn all(&self) -> &'s [Tag] {
        self.tags
    }

    /// The tags from one token to another, both with it; none where they are not all in the sentence.
    #[must_use]
    pub fn span(&self, from: usize, to: usize) -> &'s [Tag] {
        let inside = from.checked_sub(self.first).and_then(|from| self.tags.get(from..=to - self.first));
        inside.unwrap_or_default()
    }
}

/// The token has to be one of the sentence.
impl Index<usize> for Tags<'_> {
    type Output = Tag;

    fn index(&self, token: usize) -> &Tag {
        &self.tags[token - self.first]
    }
}

/// The tags of all tokens of the story, in their order; words outside sentences, such as a dateline's, have theirs too.
pub(super) fn tags(story: &Story<'_>) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(story.tokens().len());
    for sentence in story.sentences() {
        run(story, tags.len(), sentence.first_token as usize, &mut tags);
        tags.extend(story.tags_around(sentence.first_token as usize).all());
    }
    run(story, tags.len(), story.tokens().len(), &mut tags);
    tags
}

/// The tags of one sentence.
pub(super) fn tags_of(story: &Story<'_>, sentence: &Sentence) -> Box<[Tag]> {
    let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
    let mut tags = Vec::with_capacity(end - first);
    run(story, first, end, &mut tags);
    tags.into()
}

fn run(story: &Story<'_>, from: usize, to: usize, tags: &mut Vec<Tag>) {
    let tokens = story.tokens().get(from..to).unwrap_or_default();
    if !tokens.is_empty() {
        let mut tagger = Tagger::new(lexicon::tagger::embedded());
        tagger.run(tokens.iter().map(|token| token.span.of(story.text())), tags);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, Options, Source};

    fn tagged(text: &str) -> String {
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        let story = Story::new(&document);
        let pairs = story.tokens().iter().zip(story.tags());
        let pairs: Vec<String> =
            pairs.map(|(token, tag)| format!("{}/{}", token.span.of(text), tag.name())).collect();
        pairs.join(" ")
    }

    #[test]
    fn plain_sentences_are_tagged() {
        assert_eq!(
            tagged("The harbour master said two of the boats had been sold."),
            "The/DT harbour/NN master/NN said/VBD two/CD of/IN the/DT boats/NNS had/VBD been/VBN sold/VBN ./."
        );
        assert_eq!(
            tagged("She wants to give the money to her neighbours, and they don’t want it."),
            "She/PRP wants/VBZ to/TO give/VB the/DT money/NN to/IN her/PRP$ neighbours/NNS ,/, and/CC they/PRP \
             do/VBP n’t/RB want/VB it/PRP ./."
        );
    }

    #[test]
    fn one_word_has_the_tag_of_its_place() {
        assert!(tagged("Police plan to search the house.").contains("search/VB "));
        assert!(tagged("The search of the house went on.").contains("search/NN "));
        assert!(tagged("They search the house every week.").contains("search/VBP "));
        assert!(tagged("He closed the door.").contains("closed/VBD"));
        assert!(tagged("The door was closed by him.").contains("closed/VBN"));
    }

    #[test]
    fn names_quotes_and_hyphens_are_told() {
        let text = tagged("“We can win,” said Maria Keller of the state-owned Harbour Bank.");
        assert!(
            text.starts_with("“/`` We/PRP can/MD win/VB ,/, ”/'' said/VBD Maria/NNP Keller/NNP"),
            "{text}"
        );
        assert!(text.contains("state-owned/JJ Harbour/NNP"), "{text}");
        assert!(tagged("\"Go\" is a word.").starts_with("\"/`` Go/VB \"/''"));
    }

    #[test]
    fn every_token_has_a_tag_and_every_tag_its_name() {
        for text in ["", "…", "👍 \u{301} Россия", "LONDON, March 3 — It rained.\n\n— —\n\nEnd"]
        {
            let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
            let story = Story::new(&document);
            assert_eq!(story.tokens().len(), story.tags().len(), "{text:?}");
        }
        assert_eq!(lexicon::tagger::embedded().tags as usize, Tag::ALL.len());
        for (number, tag) in Tag::ALL.iter().enumerate() {
            assert_eq!((Tag::from_name(tag.name()), *tag as usize), (Some(*tag), number));
        }
    }
}
