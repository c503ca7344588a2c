//! Whether two quotes have the same speaker, as far as one can be sure of it.

use crate::document::Block;
use crate::story::name::{Kind, Name};
use crate::story::quote::Speaker;
use crate::story::{Quote, Story};

/// A speaker less sure than this may be somebody else: a pronoun with two people to stand for.
const SURE: f32 = 0.7;

/// The one who is surely said to have spoken the quote: a person or a body with a name. A place may stand for anybody, and
/// one word with a capital for anything.
#[must_use]
pub fn sure<'q>(story: &Story<'_>, quote: &'q Quote) -> Option<&'q Speaker> {
    let speaker = quote.speaker.as_ref().filter(|speaker| speaker.confidence >= SURE)?;
    let name = story.names().get(speaker.person? as usize)?;
    let tells = match name.kind {
        Kind::Person | Kind::Body => true,
        Kind::Other => name.name.contains(' '),
        Kind::Place => false,
    };
    tells.then_some(speaker)
}

/// Whether two quotes surely have two speakers. A body speaks through its people: where one paragraph names both, they are
/// taken for one.
#[must_use]
pub fn differ(story: &Story<'_>, one: &Quote, other: &Quote) -> bool {
    let (Some(one), Some(other)) = (sure(story, one), sure(story, other)) else { return false };
    let name = |speaker: &Speaker| story.names().get(speaker.person? as usize);
    let (Some(first), Some(second)) = (name(one), name(other)) else { return false };
    let linked = (is_body(first) || is_body(second)) && share_a_paragraph(story, first, second);
    one.person != other.person && are_two(&one.name, &other.name) && !linked
}

/// A name with “for” or “of” in it is a body's, whatever its first word.
fn is_body(name: &Name) -> bool {
    name.kind == Kind::Body || name.name.split(' ').any(|word| matches!(word, "for" | "of" | "and"))
}

fn share_a_paragraph(story: &Story<'_>, one: &Name, other: &Name) -> bool {
    let together = |block: &Block| {
        let names = |name: &Name| name.mentions.iter().any(|&mention| block.span.contains(mention));
        names(one) && names(other)
    };
    story.blocks().iter().any(together)
}

/// Whether the two names are surely two people's: no word of the one stands in the other.
#[must_use]
pub fn are_two(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.chars().count() > 1);
        parts.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|word| other.contains(word))
}

#[cfg(test)]
mod tests {
    use super::are_two;

    #[test]
    fn a_shared_name_may_be_the_same_person() {
        assert!(are_two("Anna Berg", "Tom Ray"));
        assert!(!are_two("Anna Berg", "MAYOR BERG"));
        assert!(!are_two("Anna Berg", "Anna Berg-Ray"));
        assert!(!are_two("", "Tom Ray"));
    }
}
