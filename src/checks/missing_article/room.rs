//! How sure it is that an article has room before a name: what stands there, and whether a list shares one.

use super::names::{Around, is_acronym};
use super::noun;
use super::slot::{After, Before, Slot, name};
use crate::lexicon::verb_forms::{Base, base};
use crate::lexicon::word_classes::{Classes, classes};
use crate::story::Tag;

impl Around<'_> {
    /// How sure it is that an article has room before the name.
    pub(super) fn room(&self) -> f32 {
        let slot = self.slot;
        match slot.before {
            Before::Closed => 0.0,
            Before::Preposition => 1.0,
            Before::Opening => self.room_at_opening(),
            Before::Conjunction => self.room_in_list(slot.first - 1),
            Before::Comma => self.room_after_comma(),
            Before::Word => self.room_after_word(),
        }
    }

    /// A line without a stop or without a verb is a heading, and the capital of a first word may be that of the sentence.
    fn room_at_opening(&self) -> f32 {
        let slot = self.slot;
        let last = self.word(self.words.sentence.end_token - 1);
        let before = self.word(self.words.sentence.end_token.saturating_sub(2));
        let ends =
            [last, before].iter().any(|word| matches!(*word, "." | "?" | "!" | "..." | "…" | ":" | ";"));
        let opens = slot.first == self.words.sentence.first_token || self.word(slot.first - 1).len() > 1;
        let common = opens && slot.end == slot.first + 1 && !is_acronym(self.word(slot.first));
        match (ends && self.has_verb(), common) {
            (false, _) => 0.0,
            (true, true) => 0.95,
            (true, false) => 1.0,
        }
    }

    fn has_verb(&self) -> bool {
        let sentence = self.words.sentence;
        let is_finite =
            |token| matches!(self.tag(token), Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::VB));
        (sentence.first_token..sentence.end_token).any(is_finite)
    }

    /// After “and”: whether the list that the name belongs to shares an article, or something new begins.
    fn room_in_list(&self, joint: u32) -> f32 {
        let joint = if self.word(joint - 1) == "," { joint - 1 } else { joint };
        match self.slot_ending(joint) {
            // “Ways and Means Committee” is one name.
            Some(_) if self.is_guess() && !name(self.words.story, &self.slot).contains(" of ") => 0.0,
            Some(before) => self.room_of_list(before),
            None => match self.tag(joint.saturating_sub(1)) {
                Some(Tag::VB | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::RB | Tag::RP | Tag::Comma) => 0.9,
                _ if self.opens_bare(joint.saturating_sub(1)) => 0.9,
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
                let is_own = self.is_own_article(member) && !self.is_finite(self.slot.end);
                return if is_own { 0.85 } else { 0.0 };
            }
            match member.before {
                Before::Closed => return 0.0,
                Before::Preposition | Before::Opening => return 0.9,
                Before::Word if self.is_room(joint) > 0.0 || self.opens_bare(joint) => return 0.9,
                Before::Word => return 0.0,
                Before::Comma | Before::Conjunction => {}
            }
            let joint = if self.word(joint - 1) == "," { joint - 1 } else { joint };
            match self.slot_ending(joint) {
                Some(before) => member = before,
                None => return 0.0,
            }
        }
    }

    /// Whether the article is this member's alone, since one before it has none: “Australia, the United States and …”.
    fn is_own_article(&self, member: &Slot) -> bool {
        let joint = member.first.wrapping_sub(2);
        member.before == Before::Comma && self.slot_ending(joint).is_some_and(|before| !before.article)
    }

    /// Whether the noun phrase that reaches up to this token has no determiner to share: “in northern Africa”.
    fn opens_bare(&self, token: u32) -> bool {
        let describes = |token: &u32| matches!(self.tag(*token), Some(Tag::JJ | Tag::NN | Tag::NNS));
        let words = (self.words.sentence.first_token..=token).rev();
        let before = token.checked_sub(words.take_while(describes).count() as u32);
        before.is_some_and(|before| before < token && self.tag(before) == Some(Tag::IN))
    }

    fn slot_ending(&self, token: u32) -> Option<&Slot> {
        self.slots[..self.at].iter().find(|slot| slot.end == token)
    }

    /// After a comma a name with a verb begins a clause; others go on with a list, or say again what the words before said.
    fn room_after_comma(&self) -> f32 {
        let before = self.slot.first - 2;
        let after_figure = matches!(self.tag(before), Some(Tag::CD | Tag::RB));
        let described = noun::described(self.words.story, &self.slot);
        if self.is_finite(self.slot.end)
            || after_figure
            || classes(self.word(before)).any(Classes::CALENDAR)
            || described.is_some_and(|noun| self.is_finite(noun + 1))
            || (self.slot.after != After::End && self.opens_clause())
        {
            return 0.95;
        }
        match self.slot_ending(before + 1) {
            // Whatever owns something has an article of its own.
            None if self.slot.after == After::Possessive => 0.95,
            // “in Europe, Middle East and Asia” is a list, “in Rotterdam, Netherlands,” one place.
            Some(member) if self.slot.after == After::Conjunction => self.room_of_list(member) * 0.95,
            Some(member) => self.room_of_list(member) * 0.8,
            None => 0.6,
        }
    }

    /// Whether the main clause begins at the name, after a comma: “When members meet, …”.
    pub(super) fn opens_clause(&self) -> bool {
        let (first, comma) = (self.words.sentence.first_token, self.slot.first - 1);
        classes(self.word(first)).any(Classes::PREPOSITION.with(Classes::CONJUNCTION))
            && self.slot_ending(comma).is_none()
            && !(first..comma).any(|token| self.tag(token) == Some(Tag::Comma))
    }

    fn room_after_word(&self) -> f32 {
        let before = self.slot.first - 1;
        let room = self.is_room(before);
        if self.word(before) == "that" && self.is_finite(self.slot.end) {
            return 1.0;
        }
        // “the steps FBI is taking”: a clause about a noun.
        let is_clause = self.tag(before) == Some(Tag::NNS)
            && self.slot.after == After::End
            && self.is_finite(self.slot.end)
            && !classes(self.word(before)).any(Classes::GROUP.with(Classes::ROLE));
        if is_clause { room.max(0.9) } else { room }
    }

    /// How sure it is that a noun phrase begins after this word.
    fn is_room(&self, token: u32) -> f32 {
        let word = self.word(token);
        if self.is_infinitive(token) {
            return 1.0;
        }
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

    /// Whether “to” and this word are a verb, whatever the tagger takes it for: “votes to clear”.
    fn is_infinitive(&self, token: u32) -> bool {
        let to = token.wrapping_sub(1);
        self.word(to) == "to"
            && base(self.word(token)).is_some_and(|kind| kind != Base::Noun || self.tag(to) == Some(Tag::TO))
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
}
