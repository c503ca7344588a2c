//! An element while it is open.

use super::Meaning;
use crate::document::Role;

/// An open element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'s> {
    pub name: &'s str,
    /// The role of words in it; without one they are no copy.
    pub role: Option<Role>,
    pub is_block: bool,
    pub is_title: bool,
    pub is_preformatted: bool,
    pub is_skipped: bool,
    /// Whether words of the open block stand in it and not in an element of it.
    pub has_own_words: bool,
}

impl<'s> Frame<'s> {
    /// What is around all elements.
    pub fn root(role: Option<Role>) -> Self {
        Self {
            name: "",
            role,
            is_block: true,
            is_title: false,
            is_preformatted: false,
            is_skipped: false,
            has_own_words: false,
        }
    }

    /// An element in this one.
    pub fn inside(self, name: &'s str, meaning: Meaning) -> Self {
        let inline = Frame { name, is_block: false, has_own_words: false, ..self };
        let block = Frame { role: self.role.or(Some(Role::Body)), is_block: true, ..inline };
        match meaning {
            _ if self.is_skipped => inline,
            Meaning::Inline | Meaning::Apart | Meaning::Break => inline,
            Meaning::Skipped => Frame { is_skipped: true, ..inline },
            Meaning::Outside => Frame { role: self.whole_role(), ..block },
            Meaning::Block => block,
            Meaning::Preformatted => Frame { is_preformatted: true, ..block },
            Meaning::Role(role) => Frame { role: self.whole_role().or(Some(role)), ..block },
            Meaning::Title if self.whole_role().is_some() => Frame { is_skipped: true, ..inline },
            Meaning::Title => Frame { role: Some(Role::Headline), is_title: true, ..block },
        }
    }

    /// The role of all that is in the element, where it is one that goes through: what is in a note stays a note.
    fn whole_role(&self) -> Option<Role> {
        let whole = [Role::Headline, Role::Deck, Role::Byline, Role::Caption, Role::Boilerplate, Role::Note];
        self.role.filter(|role| whole.contains(role))
    }
}
