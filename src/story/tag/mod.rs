//! Parts of speech: one Penn Treebank tag a token, made when a check first asks.
//!
//! A linear classifier goes through each sentence from left to right and chooses the tag that its features speak for
//! most, the two tags before among them. Words that can have one tag only are not weighed at all.

pub mod features;
pub mod form;
mod tagger;

use super::Story;
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

/// The tags of all tokens of the story, in their order; words outside sentences, such as a dateline's, have theirs too.
pub(super) fn tags(story: &Story<'_>) -> Vec<Tag> {
    let (text, tokens) = (story.text(), story.tokens());
    let mut tags = Vec::with_capacity(tokens.len());
    let mut tagger = Tagger::new(lexicon::tagger::embedded());
    let mut run = |from: usize, to: usize| {
        let words = tokens.get(from..to).unwrap_or_default().iter().map(|token| token.span.of(text));
        tagger.run(words, &mut tags);
    };
    let mut done = 0;
    for sentence in story.sentences() {
        let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
        run(done, first);
        run(first, end);
        done = end;
    }
    run(done, tokens.len());
    tags
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
