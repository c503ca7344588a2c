//! Whether two quotes have the same speaker, as far as one can be sure of it.

use crate::story::name::Kind;
use crate::story::quote::Speaker;
use crate::story::{Quote, Story};

/// A speaker less sure than this may be somebody else: a pronoun with two people to stand for.
const SURE: f32 = 0.7;

/// The person who is surely said to have spoken the quote. Two capitals that speak are a person, even if neither is known
/// as a first name; a body may repeat what one of its people said, and a place may stand for anybody.
#[must_use]
pub fn sure<'q>(story: &Story<'_>, quote: &'q Quote) -> Option<&'q Speaker> {
    let speaker = quote.speaker.as_ref().filter(|speaker| speaker.confidence >= SURE)?;
    let name = story.names().get(speaker.person? as usize)?;
    let person = match name.kind {
        Kind::Person => true,
        Kind::Other => name.name.contains(' '),
        Kind::Place | Kind::Body => false,
    };
    person.then_some(speaker)
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
