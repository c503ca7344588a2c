//! What a story itself does with a name: with “the” or without, where an article has room.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

use super::slot::{After, Before, Slot, name};
use crate::lexicon::names::{Known, Source, with_the};
use crate::lexicon::word_classes::{Classes, classes};
use crate::story::Story;

/// A name that only its kind is known of, or that some desks write bare, is believed as much as this many uses in the story.
const BY_PATTERN: f32 = 2.0;
/// A name that is known itself, and to need “the” more often than this.
const SURE: f32 = 0.9;
const KNOWN: f32 = 8.0;
/// A name that nothing is known of, which most often stands without.
const UNKNOWN: (f32, f32) = (0.3, 1.0);
/// Uses with “the” that it takes to believe a story about such a name.
const LEAST: u32 = 3;

/// How often each name of a story stands with “the” and how often without; counted when first asked for.
pub struct Habit<'s> {
    story: &'s Story<'s>,
    slots: &'s [Vec<Slot>],
    uses: OnceCell<HashMap<Cow<'s, str>, Uses>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    with: u32,
    bare: u32,
}

impl<'s> Habit<'s> {
    /// Nothing is counted yet.
    pub fn new(story: &'s Story<'s>, slots: &'s [Vec<Slot>]) -> Self {
        Self { story, slots, uses: OnceCell::new() }
    }

    /// What is known of a name that stands bare, in general and by the other uses in this story.
    pub fn known(&self, name: &str) -> Option<Known> {
        let (general, belief) = match with_the(name) {
            Some(known) if known.share < 0.5 => return None,
            Some(known) => {
                (known, if known.source == Source::Kind || known.share < SURE { BY_PATTERN } else { KNOWN })
            }
            None => (Known { share: UNKNOWN.0, source: Source::Story }, UNKNOWN.1),
        };
        let uses = self.uses(name);
        if belief == UNKNOWN.1 && (uses.with < LEAST || is_common(name)) {
            return None;
        }
        let (with, bare) = (uses.with as f32, uses.bare.saturating_sub(1) as f32);
        Some(Known { share: (general.share * belief + with) / (belief + with + bare), ..general })
    }

    fn uses(&self, name: &str) -> Uses {
        self.uses.get_or_init(|| count(self.story, self.slots)).get(name).copied().unwrap_or_default()
    }
}

/// Whether a word alone may be a title or a word of everyday: “the President” and “President Berg”.
fn is_common(name: &str) -> bool {
    let is_acronym = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    let last = name.rsplit(' ').next().unwrap_or(name);
    (!name.contains(' ') && !is_acronym)
        || classes(last).any(Classes::TITLE.with(Classes::ROLE).with(Classes::ADJECTIVE))
}

fn count<'s>(story: &'s Story<'s>, slots: &'s [Vec<Slot>]) -> HashMap<Cow<'s, str>, Uses> {
    let mut all: HashMap<Cow<'s, str>, Uses> = HashMap::new();
    for slot in slots.iter().flatten().filter(|slot| is_telling(slot)) {
        let uses = all.entry(name(story, slot)).or_default();
        if slot.article { uses.with += 1 } else { uses.bare += 1 }
    }
    all
}

/// Whether an article had room before the name and belonged to it.
fn is_telling(slot: &Slot) -> bool {
    matches!(slot.before, Before::Preposition | Before::Opening)
        && matches!(slot.after, After::End | After::Possessive)
}
