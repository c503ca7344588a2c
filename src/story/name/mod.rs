//! Names: the people, places and bodies a story mentions, each with all its mentions.
//!
//! [`runs`] finds the words with capitals that stand together and takes titles off; [`table`] puts those that name the
//! same under one entry, a surname with the full name it was introduced by; [`kind`] tells people from places and bodies;
//! [`gender`] listens to the pronouns.

mod gender;
mod kind;
mod runs;
mod table;

use crate::span::Span;
use crate::story::Story;

/// Somebody or something named in the story.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The longest form in the story, without title: “Vladimir Putin”.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// Every mention, in text order: full names and surnames alike, titles left out.
    pub mentions: Vec<Span>,
    /// Whether the story uses he or she of the person, as far as it can be told.
    pub gender: Option<Gender>,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody.
    Person,
    /// A town, a country, a street.
    Place,
    /// A company, an agency, a party, a paper.
    Body,
    /// Anything else.
    Other,
}

/// He or she.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

/// The names of a story, in the order of their first mention.
#[must_use]
pub fn names(story: &Story<'_>) -> Vec<Name> {
    table::Table::of(story).into_names()
}
