//! Parts of speech: one Penn Treebank tag a token, made when a check first asks.

use super::Story;
use super::token::{Token, TokenKind};

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

/// The tags of all tokens of the story, in their order.
pub(super) fn tags(story: &Story<'_>) -> Vec<Tag> {
    story.tokens().iter().map(|token| guess(story.text(), token)).collect()
}

fn guess(text: &str, token: &Token) -> Tag {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number => return Tag::CD,
        TokenKind::Symbol => return if word == "$" { Tag::Currency } else { Tag::SYM },
        TokenKind::Punctuation => {
            return match word {
                "," => Tag::Comma,
                "." | "?" | "!" => Tag::Stop,
                "“" | "‘" => Tag::OpenQuote,
                "\"" | "”" | "’" | "'" => Tag::CloseQuote,
                "(" | "[" => Tag::Open,
                ")" | "]" => Tag::Close,
                _ => Tag::Colon,
            };
        }
        TokenKind::Word => {}
    }
    match word.to_lowercase().as_str() {
        "the" | "a" | "an" | "this" | "that" | "these" | "those" | "some" | "no" => Tag::DT,
        "to" => Tag::TO,
        "of" | "in" | "on" | "for" | "with" | "at" | "by" | "from" | "as" => Tag::IN,
        "and" | "or" | "but" => Tag::CC,
        "he" | "she" | "it" | "they" | "we" | "i" | "you" | "him" | "them" => Tag::PRP,
        "his" | "her" | "their" | "its" | "our" | "my" | "your" => Tag::PRPS,
        "will" | "would" | "can" | "could" | "may" | "might" | "must" | "should" => Tag::MD,
        "is" | "has" | "does" => Tag::VBZ,
        "are" | "have" | "do" => Tag::VBP,
        "was" | "were" | "had" | "did" | "said" => Tag::VBD,
        "be" => Tag::VB,
        "not" | "n't" => Tag::RB,
        "'s" | "’s" => Tag::POS,
        lower if word.chars().next().is_some_and(char::is_uppercase) && lower != word => Tag::NNP,
        lower if lower.ends_with("ing") => Tag::VBG,
        lower if lower.ends_with("ed") => Tag::VBN,
        lower if lower.ends_with("ly") => Tag::RB,
        lower if lower.ends_with('s') && !lower.ends_with("ss") => Tag::NNS,
        _ => Tag::NN,
    }
}
