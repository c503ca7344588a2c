//! Names that need “the”: the United States, the Central Intelligence Agency.
//!
//! The lexicon knows how often a name, or a name of its kind, stands with “the”. That says little where the article may
//! belong to something else, so that most of this file is about what stands around the name: another determiner, an
//! article that a list shares, a noun that the name describes, a title.

use super::gap::{Article, Gap};
use super::slot::{After, Before, Slot, slots, words};
use crate::lexicon::names::share_with_the;
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Tag};

/// A name that has “the” more seldom than this is not looked at.
const LEAST: f32 = 0.5;

/// Adds the gaps before names of one sentence.
pub fn look(story: &Story<'_>, sentence: &Sentence, gaps: &mut Vec<Gap>) {
    let slots = slots(story, sentence);
    for (at, slot) in slots.iter().enumerate() {
        if slot.article || slot.before == Before::Closed || slot.after == After::Joint {
            continue;
        }
        let Some(share) = share_with_the(&words(story, slot)).filter(|share| *share >= LEAST) else { continue };
        let around = Around { story, sentence, slots: &slots, at };
        let certainty = share * around.room() * around.is_head();
        if certainty > 0.0 {
            gaps.push(Gap { token: slot.first, article: Article::The, certainty, phrase: around.phrase() });
        }
    }
}

/// A slot among the others of its sentence.
struct Around<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    slots: &'a [Slot],
    at: usize,
}

impl Around<'_> {
    fn slot(&self) -> &Slot {
        &self.slots[self.at]
    }

    fn word(&self, token: u32) -> &str {
        let inside = (self.sentence.first_token..self.sentence.end_token).contains(&token);
        let token = self.story.tokens().get(token as usize).filter(|_| inside);
        token.map_or("", |token| token.span.of(self.story.text()))
    }

    fn tag(&self, token: u32) -> Option<Tag> {
        let inside = (self.sentence.first_token..self.sentence.end_token).contains(&token);
        self.story.tags().get(token as usize).copied().filter(|_| inside)
    }

    fn phrase(&self) -> Span {
        let tokens = self.story.tokens();
        let (first, last) = (self.slot().first as usize, self.slot().end as usize - 1);
        Span { start: tokens[first].span.start, end: tokens[last].span.end }
    }

    /// How sure it is that an article has room before the name.
    fn room(&self) -> f32 {
        let slot = self.slot();
        match slot.before {
            Before::Closed => 0.0,
            Before::Preposition => 1.0,
            Before::Opening => self.room_at_opening(),
            Before::Conjunction => self.room_in_list(slot.first - 1),
            Before::Comma => self.room_after_comma(),
            Before::Word => self.room_after_word(),
        }
    }

    /// A line without a stop is a heading, and the capital of a first word may be that of the sentence.
    fn room_at_opening(&self) -> f32 {
        let slot = self.slot();
        let last = self.word(self.sentence.end_token - 1);
        let before = self.word(self.sentence.end_token.saturating_sub(2));
        let ends = [last, before].iter().any(|word| matches!(*word, "." | "?" | "!" | "..." | "…" | ":" | ";"));
        let opens = slot.first == self.sentence.first_token || self.word(slot.first - 1).len() > 1;
        let common = opens && slot.end == slot.first + 1 && !is_acronym(self.word(slot.first));
        match (ends, common) {
            (false, _) => 0.0,
            (true, true) => 0.95,
            (true, false) => 1.0,
        }
    }

    /// Whether the members of a list before the name, the last of which ends at `joint`, share an article.
    fn room_in_list(&self, joint: u32) -> f32 {
        let mut joint = joint;
        if self.word(joint - 1) == "," {
            joint -= 1;
        }
        let Some(before) = self.slots[..self.at].iter().rev().find(|slot| slot.end <= joint) else {
            return self.room_after_clause(joint);
        };
        if before.end != joint {
            return self.room_after_clause(joint);
        }
        match before.before {
            _ if before.article => 0.0,
            Before::Closed => 0.0,
            Before::Preposition | Before::Opening => 0.9,
            Before::Conjunction | Before::Comma => 0.0,
            Before::Word => if self.is_room(before.first - 1) > 0.0 { 0.9 } else { 0.0 },
        }
    }

    /// After “and”: a verb or a comma before it begins something new, a noun may share its article.
    fn room_after_clause(&self, joint: u32) -> f32 {
        match self.tag(joint.saturating_sub(1)) {
            Some(Tag::VB | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::RB | Tag::RP) => 0.9,
            _ => 0.0,
        }
    }

    fn room_after_comma(&self) -> f32 {
        let before = self.slot().first - 2;
        let word = self.word(before);
        if self.slots[..self.at].iter().any(|slot| slot.end == before + 1) {
            return 0.0;
        }
        if classes(word).any(Classes::CALENDAR) || matches!(self.tag(before), Some(Tag::CD | Tag::RB)) {
            return 0.97;
        }
        0.6
    }

    fn room_after_word(&self) -> f32 {
        self.is_room(self.slot().first - 1)
    }

    /// How sure it is that a noun phrase begins after this word.
    fn is_room(&self, token: u32) -> f32 {
        match self.tag(token) {
            Some(Tag::VBD | Tag::VBZ | Tag::VB | Tag::VBP | Tag::IN | Tag::TO | Tag::WRB | Tag::WDT) => 1.0,
            Some(Tag::VBG | Tag::RP | Tag::CC | Tag::WP) => 0.95,
            Some(Tag::VBN | Tag::RB | Tag::PRP) => 0.85,
            _ => 0.0,
        }
    }

    /// How sure it is that the name heads its noun phrase.
    fn is_head(&self) -> f32 {
        let slot = self.slot();
        match slot.after {
            After::End | After::Possessive => 1.0,
            After::Joint => 0.0,
            After::Conjunction => self.is_head_of_list(),
            After::Word => match self.tag(slot.end) {
                Some(Tag::VBD | Tag::VBZ | Tag::MD | Tag::VBP | Tag::WDT | Tag::WP | Tag::WRB | Tag::IN | Tag::TO) => 0.97,
                Some(Tag::RB | Tag::VBN) => 0.9,
                _ => 0.0,
            },
        }
    }

    /// What follows “and” may be described by both names: “EU and US officials”.
    fn is_head_of_list(&self) -> f32 {
        let next = self.slot().end + 1;
        let word = self.word(next);
        if classes(word).any(Classes::DETERMINER.with(Classes::PREPOSITION).with(Classes::PRONOUN)) {
            return 1.0;
        }
        match self.slots.get(self.at + 1) {
            Some(other) if other.first == next => match other.after {
                After::End | After::Possessive => 0.97,
                After::Word => match self.tag(other.end) {
                    Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD) => 0.9,
                    _ => 0.0,
                },
                _ => 0.0,
            },
            _ => match self.tag(next) {
                Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VB | Tag::MD | Tag::RB) => 0.9,
                _ => 0.0,
            },
        }
    }
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
