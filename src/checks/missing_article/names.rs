//! Names that need “the”: the United States, the Central Intelligence Agency.
//!
//! The lexicon knows how often a name, or a name of its kind, stands with “the”. That says little where the article may
//! belong to something else, so that most of this file is about what stands around the name: another determiner, an
//! article that a list shares, a noun that the name describes, a title.

use super::gap::{Article, Gap};
use super::habit::Habit;
use super::noun;
use super::slot::{After, Before, Slot, name, slots};
use crate::lexicon::names::{Known, with_the};
use crate::lexicon::nouns::Governor;
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Tag};

/// Adds the gaps before names.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], gaps: &mut Vec<Gap>) {
    let all: Vec<Vec<Slot>> = sentences.iter().map(|sentence| slots(story, sentence)).collect();
    let habit = Habit::new(story, &all);
    for (sentence, slots) in sentences.iter().zip(&all) {
        for (at, slot) in slots.iter().enumerate() {
            if slot.article || slot.before == Before::Closed || slot.after == After::Joint {
                continue;
            }
            let name = name(story, slot);
            let Some(known) = habit.known(&name) else { continue };
            let around = Around { story, sentence, slots, at, known };
            if !around.is_left_alone(&name) {
                gaps.extend(around.gap());
            }
        }
    }
}

/// A slot among the others of its sentence.
struct Around<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    slots: &'a [Slot],
    at: usize,
    known: Known,
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

    fn gap(&self) -> Option<Gap> {
        let certainty = self.known.share * self.room();
        if certainty == 0.0 {
            return None;
        }
        let (slot, tokens) = (self.slot(), self.story.tokens());
        let (end, share) = match self.is_head() {
            0.0 => self.bare_noun()?,
            share => (slot.end, share),
        };
        let (first, last) = (tokens.get(slot.first as usize)?, tokens.get(end as usize - 1)?);
        let phrase = Span { start: first.span.start, end: last.span.end };
        Some(Gap { token: slot.first, article: Article::The, certainty: certainty * share, phrase })
    }

    fn is_left_alone(&self, name: &str) -> bool {
        self.is_title(name) || self.is_run_for(name) || self.is_cut_off(name)
    }

    /// Whether it ends with an office, which names somebody: “Attorney General”.
    fn is_title(&self, name: &str) -> bool {
        name.rsplit(' ').next().is_some_and(|last| classes(last).any(Classes::TITLE.with(Classes::ROLE)))
    }

    /// A sentence may have been cut after the stop of “U.S.”, and a line that is only a name says nothing.
    fn is_cut_off(&self, name: &str) -> bool {
        let ends = self.slot().end >= self.sentence.end_token;
        let is_whole =
            self.slot().first == self.sentence.first_token && self.slot().end + 1 >= self.sentence.end_token;
        is_whole || (ends && name.ends_with('.'))
    }

    /// Candidates run for Senate.
    fn is_run_for(&self, name: &str) -> bool {
        self.word(self.slot().first.wrapping_sub(1)) == "for" && (name.ends_with("Senate") || name == "House")
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
        let ends =
            [last, before].iter().any(|word| matches!(*word, "." | "?" | "!" | "..." | "…" | ":" | ";"));
        let opens = slot.first == self.sentence.first_token || self.word(slot.first - 1).len() > 1;
        let common = opens && slot.end == slot.first + 1 && !is_acronym(self.word(slot.first));
        match (ends, common) {
            (false, _) => 0.0,
            (true, true) => 0.95,
            (true, false) => 1.0,
        }
    }

    /// After “and”: whether the list that the name belongs to shares an article, or something new begins.
    fn room_in_list(&self, joint: u32) -> f32 {
        let joint = if self.word(joint - 1) == "," { joint - 1 } else { joint };
        match self.slot_ending(joint) {
            // “Ways and Means Committee” is one name.
            Some(_) if self.known.by_pattern => 0.0,
            Some(before) => self.room_of_list(before),
            None => match self.tag(joint.saturating_sub(1)) {
                Some(Tag::VB | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::RB | Tag::RP | Tag::Comma) => 0.9,
                _ => 0.0,
            },
        }
    }

    /// Whether a list of names, one of which is given, has an article or another determiner that all its names share.
    fn room_of_list(&self, member: &Slot) -> f32 {
        let mut member = member;
        loop {
            let joint = member.first.wrapping_sub(1);
            if member.article {
                return 0.0;
            }
            match member.before {
                Before::Closed => return 0.0,
                Before::Preposition | Before::Opening => return 0.9,
                Before::Word => return if self.is_room(joint) > 0.0 { 0.9 } else { 0.0 },
                Before::Comma | Before::Conjunction => {}
            }
            let joint = if self.word(joint - 1) == "," { joint - 1 } else { joint };
            match self.slot_ending(joint) {
                Some(before) => member = before,
                None => return 0.0,
            }
        }
    }

    fn slot_ending(&self, token: u32) -> Option<&Slot> {
        self.slots[..self.at].iter().find(|slot| slot.end == token)
    }

    /// After a comma a name with a verb begins a clause; others go on with a list, or say again what the words before said.
    fn room_after_comma(&self) -> f32 {
        let before = self.slot().first - 2;
        let after_figure = matches!(self.tag(before), Some(Tag::CD | Tag::RB));
        if self.is_finite(self.slot().end)
            || after_figure
            || classes(self.word(before)).any(Classes::CALENDAR)
        {
            return 0.95;
        }
        match self.slot_ending(before + 1) {
            Some(member) => self.room_of_list(member) * 0.8,
            None => 0.6,
        }
    }

    fn room_after_word(&self) -> f32 {
        self.is_room(self.slot().first - 1)
    }

    /// How sure it is that a noun phrase begins after this word.
    fn is_room(&self, token: u32) -> f32 {
        match self.tag(token) {
            Some(Tag::VBD | Tag::VBZ | Tag::VB | Tag::VBP | Tag::IN | Tag::TO | Tag::WRB | Tag::WDT) => 1.0,
            Some(Tag::RP | Tag::CC | Tag::WP) => 0.95,
            Some(Tag::VBG) if !self.is_inside(token) => 0.95,
            Some(Tag::RB | Tag::PRP) => 0.85,
            Some(Tag::VBN) if !self.is_inside(token) => 0.7,
            _ => 0.0,
        }
    }

    /// Whether a noun phrase has begun before this word: “the ruling”, “Japan's incoming”.
    fn is_inside(&self, token: u32) -> bool {
        let before = self.tag(token.wrapping_sub(1));
        matches!(before, Some(Tag::DT | Tag::PRPS | Tag::POS | Tag::JJ | Tag::CD | Tag::NNP))
    }

    /// How sure it is that the name heads its noun phrase.
    fn is_head(&self) -> f32 {
        let slot = self.slot();
        match slot.after {
            After::End | After::Possessive => 1.0,
            After::Joint => 0.0,
            After::Conjunction => self.is_head_of_list(),
            After::Word => match self.tag(slot.end) {
                Some(
                    Tag::VBD
                    | Tag::VBZ
                    | Tag::MD
                    | Tag::VBP
                    | Tag::WDT
                    | Tag::WP
                    | Tag::WRB
                    | Tag::IN
                    | Tag::TO,
                ) => 0.97,
                Some(Tag::RB) => 0.9,
                _ => 0.0,
            },
        }
    }

    /// The end of the noun phrase whose noun the name describes, and how sure it is that it lacks the article: “EU treaty”.
    fn bare_noun(&self) -> Option<(u32, f32)> {
        let slot = self.slot();
        if slot.after != After::Word || self.known.by_pattern || slot.before == Before::Comma {
            return None;
        }
        let describes = |tag: Option<Tag>| matches!(tag, Some(Tag::NN | Tag::JJ | Tag::Hyphen));
        let mut head = slot.end;
        while describes(self.tag(head)) && describes(self.tag(head + 1)) {
            head += 1;
        }
        if self.tag(head) != Some(Tag::NN) || !noun::ends(self.tag(head + 1)) {
            return None;
        }
        let governor = match slot.before {
            Before::Opening => Governor::Verb,
            _ => noun::governor_of(self.tag(slot.first - 1)?, self.word(slot.first - 1))?,
        };
        if governor == Governor::Being {
            return None;
        }
        noun::certainty(self.story, head, (governor, true)).map(|(_, certainty)| (head + 1, certainty))
    }

    /// What follows “and” may be described by both names: “EU and US officials”.
    fn is_head_of_list(&self) -> f32 {
        let next = self.slot().end + 1;
        let word = self.word(next);
        if classes(word).any(Classes::DETERMINER.with(Classes::PREPOSITION).with(Classes::PRONOUN)) {
            return 1.0;
        }
        match self.slots.get(self.at + 1).filter(|other| other.first == next) {
            Some(other) if !self.is_body(other) => 0.0,
            Some(other) => match other.after {
                After::End | After::Possessive => 0.97,
                After::Word if self.is_finite(other.end) => 0.9,
                _ => 0.0,
            },
            None if self.is_finite(next) || self.tag(next) == Some(Tag::VB) => 0.9,
            None => 0.0,
        }
    }

    /// Whether the other name is one word or known to be a body: “House and Senate Republicans” are people of both.
    fn is_body(&self, other: &Slot) -> bool {
        let name = name(self.story, other);
        !name.contains(' ') || with_the(&name).is_some_and(|known| known.share >= 0.5)
    }

    fn is_finite(&self, token: u32) -> bool {
        matches!(self.tag(token), Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD))
    }
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
