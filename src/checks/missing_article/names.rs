//! Names that need “the”: the United States, the Central Intelligence Agency.
//!
//! The lexicon knows how often a name, or a name of its kind, stands with “the”. That says little where the article may
//! belong to something else, so that most of this file is about what stands around the name: another determiner, an
//! article that a list shares, a noun that the name describes, a title.

use super::gap::{Article, Gap};
use super::habit::Habit;
use super::noun;
use super::slot::{After, Before, Slot, name, slots, tail};
use crate::lexicon::names::{Known, Source, is_past_form, with_the};
use crate::lexicon::nouns::Governor;
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Tag};

/// What a noun after a name has to stand bare at most for the certainty of a gap to be a half; tuned on published news.
const LOST: f32 = 0.4;

/// Adds the gaps before names.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], gaps: &mut Vec<Gap>) {
    let all: Vec<Vec<Slot>> = sentences.iter().map(|sentence| slots(story, sentence)).collect();
    let habit = Habit::new(story, &all);
    for (sentence, slots) in sentences.iter().zip(&all) {
        for (at, slot) in slots.iter().enumerate() {
            let around = |slot, known| Around { story, sentence, slots, at, slot, known };
            if let Some((slot, known)) = candidate(story, &habit, *slot) {
                gaps.extend(around(slot, known).gap());
            }
        }
    }
}

/// A name without article that something is known of; where “of” joins names, the last of them may be the one.
fn candidate(story: &Story<'_>, habit: &Habit<'_>, slot: Slot) -> Option<(Slot, Known)> {
    if slot.after == After::Joint {
        return None;
    }
    let whole = habit.known(&name(story, &slot));
    let tail = || {
        let tail = tail(story, &slot)?;
        let known = habit.known(&name(story, &tail)).filter(|known| known.source != Source::Kind)?;
        Some((tail, known))
    };
    let (slot, known) = match whole {
        Some(known) => (slot, known),
        None => match tail() {
            Some(found) => found,
            None if slot.after == After::Word && !name(story, &slot).contains('-') => {
                (slot, Known { share: 0.0, source: Source::Story })
            }
            None => return None,
        },
    };
    (!slot.article && slot.before != Before::Closed).then_some((slot, known))
}

/// A slot among the others of its sentence.
struct Around<'a> {
    story: &'a Story<'a>,
    sentence: &'a Sentence,
    slots: &'a [Slot],
    at: usize,
    slot: Slot,
    known: Known,
}

impl Around<'_> {
    fn slot(&self) -> &Slot {
        &self.slot
    }

    fn word(&self, token: u32) -> &str {
        let inside = (self.sentence.first_token..self.sentence.end_token).contains(&token);
        let token = self.story.tokens().get(token as usize).filter(|_| inside);
        token.map_or("", |token| token.span.of(self.story.text()))
    }

    fn tag(&self, token: u32) -> Option<Tag> {
        let inside = (self.sentence.first_token..self.sentence.end_token).contains(&token);
        self.story.tag(token as usize).filter(|_| inside)
    }

    fn gap(&self) -> Option<Gap> {
        let (slot, tokens) = (self.slot(), self.story.tokens());
        let describes = || noun::may_be_described(self.story, slot);
        if (self.known.share == 0.0 && !describes()) || self.is_left_alone(&name(self.story, slot)) {
            return None;
        }
        let room = self.room();
        if room == 0.0 {
            return None;
        }
        let (end, certainty) = match self.is_head() {
            0.0 => self.bare_noun().map(|(end, certainty)| (end, certainty * room))?,
            share => (slot.end, self.known.share * share * room),
        };
        let (first, last) = (tokens.get(slot.first as usize)?, tokens.get(end as usize - 1)?);
        let phrase = Span { start: first.span.start, end: last.span.end };
        Some(Gap { token: slot.first, article: Article::The, certainty, phrase })
    }

    fn is_left_alone(&self, name: &str) -> bool {
        (self.known.source != Source::Listed && is_title(name))
            || self.is_run_for(name)
            || self.is_cut_off(name)
    }

    /// Whether nothing is known of the name itself.
    fn is_guess(&self) -> bool {
        matches!(self.known.source, Source::Kind | Source::Story)
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
            Some(_) if self.is_guess() => 0.0,
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
        let word = self.word(token);
        if word.contains('-') {
            return 0.0;
        }
        if classes(word).any(Classes::CALENDAR) {
            return 0.95;
        }
        match self.tag(token) {
            Some(Tag::VBD | Tag::VBZ | Tag::VB | Tag::VBP | Tag::IN | Tag::TO | Tag::WRB | Tag::WDT) => 1.0,
            Some(Tag::RP | Tag::CC | Tag::WP) => 0.95,
            Some(Tag::VBG) if !self.is_inside(token) => 0.95,
            Some(Tag::RB | Tag::PRP) => 0.85,
            Some(Tag::VBN) if self.is_perfect(token) => 1.0,
            Some(Tag::VBN) if !self.is_inside(token) => 0.7,
            _ => 0.0,
        }
    }

    /// Whether “have” stands before this participle: “has followed”.
    fn is_perfect(&self, token: u32) -> bool {
        let before = |back: u32| self.word(token.wrapping_sub(back));
        let have = |word: &str| matches!(word, "have" | "has" | "had" | "having" | "'ve" | "’ve");
        have(before(1)) || have(before(2))
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
                Some(Tag::WDT | Tag::WP | Tag::WRB | Tag::IN | Tag::TO | Tag::MD) => 0.97,
                Some(Tag::RB) if self.word(slot.end).ends_with("ly") && self.is_finite(slot.end + 1) => 0.9,
                Some(Tag::JJ) if self.word(slot.end + 1) == "." => 0.9,
                _ if self.is_finite(slot.end) => 0.97,
                _ => 0.0,
            },
        }
    }

    /// The end of the noun phrase whose noun the name describes, and how sure it is that it lacks the article: “EU treaty”.
    fn bare_noun(&self) -> Option<(u32, f32)> {
        let slot = self.slot();
        let head = noun::described(self.story, slot)?;
        let is_governed = match slot.before {
            Before::Opening => true,
            Before::Comma => self.is_finite(head + 1),
            Before::Conjunction => false,
            _ => noun::governor_of(self.tag(slot.first - 1)?, self.word(slot.first - 1))? != Governor::Being,
        };
        let known = |place| noun::known(self.story, head, place).map(|known| known.bare);
        let unknown_name = (Governor::Name, false);
        let bare = if self.is_guess() {
            known(unknown_name)?
        } else {
            known((Governor::Name, true)).or(known(unknown_name)).or(known((Governor::Preposition, true)))?
        };
        is_governed.then_some((head + 1, LOST / (LOST + bare)))
    }

    /// What follows “and” may be described by both names: “EU and US officials”.
    fn is_head_of_list(&self) -> f32 {
        let next = self.slot().end + 1;
        let word = self.word(next);
        if classes(word).any(Classes::DETERMINER.with(Classes::PREPOSITION).with(Classes::PRONOUN)) {
            return 1.0;
        }
        if word == "others" || self.tag(next) == Some(Tag::VBG) {
            return 0.9;
        }
        match self.slots.get(self.at + 1).filter(|other| other.first == next) {
            Some(other) if self.is_long_name(other) => 0.93,
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

    /// Whether both are one name: “Department of Housing and Urban Development”.
    fn is_long_name(&self, other: &Slot) -> bool {
        let name = name(self.story, self.slot());
        let opens = ["Department of", "Departments of", "Ministry of", "Bureau of", "Office of"];
        opens.iter().any(|open| name.contains(open)) && matches!(other.after, After::End | After::Possessive)
    }

    /// Whether the other name is one word or known to be a body: “House and Senate Republicans” are people of both.
    fn is_body(&self, other: &Slot) -> bool {
        let name = name(self.story, other);
        !name.contains(' ') || with_the(&name).is_some_and(|known| known.share >= 0.5)
    }

    /// Whether a verb that a name can be the subject of stands here. A tag alone may be wrong where a noun has the same
    /// form: a name takes no plural verb, and what follows has to leave room for the verb.
    fn is_finite(&self, token: u32) -> bool {
        let word = self.word(token);
        if classes(word).any(Classes::AUXILIARY) {
            return true;
        }
        let next = self.tag(token + 1);
        let has_verb = matches!(next, Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
        let has_noun = matches!(next, Some(Tag::NN | Tag::NNS | Tag::NNP | Tag::JJ));
        let governed = self.slot().before == Before::Preposition;
        match self.tag(token) {
            Some(Tag::VBD) if !is_past_form(word) => false,
            Some(Tag::VBD) => !(has_verb || governed && has_noun && word.ends_with("ed")),
            Some(Tag::VBZ) => !has_verb && !governed,
            _ => false,
        }
    }
}

/// Whether it ends with an office, which names somebody: “Attorney General”.
fn is_title(name: &str) -> bool {
    let last = name.rsplit(' ').next().filter(|_| !name.contains(" of "));
    last.is_some_and(|last| classes(last).any(Classes::TITLE.with(Classes::ROLE)))
}

fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
