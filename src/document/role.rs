//! The roles of blocks, and which keys of a front matter hold copy.

use crate::lexicon::keys;

/// What a block is in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The story's title.
    Headline,
    /// The lines under the headline: deck, standfirst, summary.
    Deck,
    /// A heading inside the story.
    Crosshead,
    /// Who wrote it.
    Byline,
    /// Where and when it was filed: `CITY (AGENCY) -`.
    Dateline,
    /// A paragraph of the story.
    Body,
    /// Words set apart as quoted.
    QuoteBlock,
    /// Words under or for a picture.
    Caption,
    /// An entry of a list, or a footnote.
    ListItem,
    /// A cell of a table; in plain text a row.
    TableCell,
    /// Words that stand under every story: credits, contacts, "Reporting by".
    Boilerplate,
    /// A note to the desk that is not copy.
    Note,
}

impl Role {
    /// The names of all roles, in the order of the type.
    pub const NAMES: [&str; 12] = [
        "headline",
        "deck",
        "crosshead",
        "byline",
        "dateline",
        "body",
        "quote-block",
        "caption",
        "list-item",
        "table-cell",
        "boilerplate",
        "note",
    ];

    const ALL: [Self; 12] = [
        Self::Headline,
        Self::Deck,
        Self::Crosshead,
        Self::Byline,
        Self::Dateline,
        Self::Body,
        Self::QuoteBlock,
        Self::Caption,
        Self::ListItem,
        Self::TableCell,
        Self::Boilerplate,
        Self::Note,
    ];

    /// Reads a role's name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|known| *known == name).map(|at| Self::ALL[at])
    }

    /// The name used in rule files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// How documents are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Keys of a front matter that hold copy, and its role; case, hyphens and underscores do not count.
    pub roles: Vec<(String, Role)>,
}

impl Default for Options {
    fn default() -> Self {
        let known = keys::keys();
        let lists = [
            (Role::Headline, &known.headline),
            (Role::Deck, &known.deck),
            (Role::Byline, &known.byline),
            (Role::Caption, &known.caption),
            (Role::Boilerplate, &known.credit),
            (Role::ListItem, &known.points),
        ];
        let roles = lists.iter().flat_map(|(role, keys)| keys.iter().map(|key| ((*key).to_owned(), *role)));
        Self { roles: roles.collect() }
    }
}

impl Options {
    /// The role of the values under a key; `None` if they are no copy. Of two roles for a key the later one holds, so
    /// that a config has the last word.
    #[must_use]
    pub fn role_of(&self, key: &str) -> Option<Role> {
        self.roles.iter().rev().find(|(known, _)| keys::same_key(known, key)).map(|(_, role)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_roles_match() {
        for name in Role::NAMES {
            assert_eq!(Role::from_name(name).map(Role::name), Some(name));
            let json = Role::from_name(name).and_then(|role| serde_json::to_string(&role).ok());
            assert_eq!(json, Some(format!("\"{name}\"")));
        }
        assert_eq!(Options::default().role_of("Title"), Some(Role::Headline));
    }

    #[test]
    fn a_config_has_the_last_word() {
        let mut options = Options::default();
        assert_eq!(options.role_of("keyTakeaways"), Some(Role::ListItem));
        assert_eq!([options.role_of("titles"), options.role_of("slug")], [None; 2]);
        options.roles.push(("Title".to_owned(), Role::Deck));
        assert_eq!(options.role_of("title"), Some(Role::Deck));
    }
}
