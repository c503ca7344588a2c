//! Which parts of speech a rule means: tags of the Penn Treebank, or the names people use.

use crate::rule::did_you_mean;
use crate::rule::settings::Mistake;
use crate::story::Tag;

/// A set of tags, a bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tags(u64);

/// Parts of speech by their names, each with the tags it stands for.
const NAMES: [(&str, &[Tag]); 12] = [
    ("noun", &[Tag::NN, Tag::NNS]),
    ("name", &[Tag::NNP, Tag::NNPS]),
    ("verb", &[Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ, Tag::MD]),
    ("adjective", &[Tag::JJ, Tag::JJR, Tag::JJS]),
    ("adverb", &[Tag::RB, Tag::RBR, Tag::RBS]),
    ("number", &[Tag::CD]),
    ("pronoun", &[Tag::PRP, Tag::PRPS, Tag::WP, Tag::WPS]),
    ("preposition", &[Tag::IN]),
    ("determiner", &[Tag::DT, Tag::PDT, Tag::WDT]),
    ("conjunction", &[Tag::CC]),
    ("particle", &[Tag::RP, Tag::TO, Tag::POS]),
    (
        "punctuation",
        &[Tag::Stop, Tag::Comma, Tag::Colon, Tag::Open, Tag::Close, Tag::OpenQuote, Tag::CloseQuote],
    ),
];

impl Tags {
    /// Reads tags with `|` between them; `VB*` stands for every tag that begins so.
    pub fn read(text: &str) -> Result<Self, Mistake> {
        let mut set = 0;
        for name in text.split('|') {
            set |= Self::named(name.trim())?.0;
        }
        Ok(Self(set))
    }

    /// Tags that are in either.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the tag is among them.
    pub fn hold(self, tag: Tag) -> bool {
        self.0 & bit(tag) != 0
    }

    fn named(name: &str) -> Result<Self, Mistake> {
        if name.is_empty() {
            let help = Some("take the spare `|` out".to_owned());
            return Err(Mistake { help, ..Mistake::new("has an empty alternative") });
        }
        if let Some((_, tags)) = NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(Self(tags.iter().map(|&tag| bit(tag)).sum()));
        }
        let begins = name.strip_suffix('*');
        let fits = |tag: &&Tag| begins.map_or(tag.name() == name, |start| tag.name().starts_with(start));
        let set = Tag::ALL.iter().filter(fits).fold(0, |set, &tag| set | bit(tag));
        if set != 0 {
            return Ok(Self(set));
        }
        let known = NAMES.iter().map(|(name, _)| *name).chain(Tag::ALL.iter().map(|tag| tag.name()));
        let help = did_you_mean(name, known).or_else(|| {
            let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
            Some(format!(
                "known are {}, and the tags of the Penn Treebank, such as `NN` or `VB*`",
                names.join(", ")
            ))
        });
        Err(Mistake { help, ..Mistake::new(format!("names `{name}`, which is no part of speech")) })
    }
}

fn bit(tag: Tag) -> u64 {
    1 << (tag as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_by_name_alternative_and_beginning() {
        let holds = |text, tag| Tags::read(text).expect(text).hold(tag);
        assert!(holds("NN|NNS", Tag::NNS) && !holds("NN|NNS", Tag::NNP));
        assert!(holds("VB*", Tag::VBZ) && !holds("VB*", Tag::MD) && holds("verb", Tag::MD));
        assert!(holds("PRP$ | .", Tag::PRPS) && holds("PRP$|.", Tag::Stop));
        assert!(Tag::ALL.len() < 64, "each tag has a bit");
    }
}
