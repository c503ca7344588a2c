//! Names that need “the”: the United States, the Central Intelligence Agency.
//!
//! The lexicon knows how often a name, or a name of its kind, stands with “the”. That says little where the article may
//! belong to something else, so that most of this file is about what stands around the name: another determiner, an
//! article that a list shares, a noun that the name describes, a title.

use super::gap::{Article, Gap};
use super::habit::Habit;
use super::noun;
use super::slot::{After, Before, Slot, name, slots, tail};
use super::words::Words;
use crate::lexicon::names::{Known, Source, is_past_form, with_the};
use crate::lexicon::nouns::{Governor, PLACES};
use crate::lexicon::verb_forms::base;
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Tag};

/// What a noun after a name has to stand bare at most for the certainty of a gap to be a half; tuned on published news.
const LOST: f32 = 0.4;
/// How sure a gap is before a name and a noun that seldom stands bare elsewhere; it needs a second opinion.
const COUNTABLE: f32 = 0.68;

/// A listed name that lacks “the” this surely is no question for the network: it has met few names, and would lose more
/// gaps here than false alarms. Tuned on published news and on sentences with “the” cut out before names.
const SETTLED: f32 = 0.88;

/// Adds the gaps before names.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], gaps: &mut Vec<Gap>) {
    let all: Vec<Vec<Slot>> = sentences.iter().map(|sentence| slots(story, sentence)).collect();
    let habit = Habit::new(story, &all);
    for (sentence, slots) in sentences.iter().zip(&all) {
        for (at, slot) in slots.iter().enumerate() {
            let around = |slot, known| Around { words: Words { story, sentence }, slots, at, slot, known };
            let slot = joined(story, slot, slots.get(at + 1)).unwrap_or(*slot);
            if let Some((slot, known)) = candidate(story, &habit, slot) {
                gaps.extend(around(slot, known).gap());
            }
        }
    }
}

/// A listed name of two parts, as one: “Food and Drug Administration”.
fn joined(story: &Story<'_>, slot: &Slot, next: Option<&Slot>) -> Option<Slot> {
    let next = next.filter(|next| slot.after == After::Conjunction && next.first == slot.end + 1)?;
    let whole = Slot { end: next.end, after: next.after, ..*slot };
    with_the(&name(story, &whole)).filter(|known| known.source == Source::Listed)?;
    Some(whole)
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
pub struct Around<'a> {
    pub(super) words: Words<'a>,
    pub(super) slots: &'a [Slot],
    pub(super) at: usize,
    pub(super) slot: Slot,
    known: Known,
}

impl Around<'_> {
    pub(super) fn word(&self, token: u32) -> &str {
        self.words.word(token)
    }

    pub(super) fn tag(&self, token: u32) -> Option<Tag> {
        self.words.tag(token)
    }

    fn gap(&self) -> Option<Gap> {
        let (slot, tokens) = (self.slot, self.words.story.tokens());
        let describes = || noun::may_be_described(self.words.story, &slot);
        if (self.known.share == 0.0 && !describes()) || self.is_left_alone(&name(self.words.story, &slot)) {
            return None;
        }
        let room = self.room();
        if room == 0.0 {
            return None;
        }
        let head = self.is_head();
        let (end, certainty) = match head {
            0.0 => self.bare_noun().map(|(end, certainty)| (end, certainty * room))?,
            share => (slot.end, self.known.share * share * room),
        };
        let is_settled = head > 0.0 && self.known.source == Source::Listed && certainty >= SETTLED;
        let (first, last) = (tokens.get(slot.first as usize)?, tokens.get(end as usize - 1)?);
        let phrase = Span { start: first.span.start, end: last.span.end };
        Some(Gap { token: slot.first, article: Article::The, certainty, is_settled, phrase })
    }

    fn is_left_alone(&self, name: &str) -> bool {
        (self.known.source != Source::Listed && is_title(name))
            || self.is_run_for(name)
            || self.is_cut_off(name)
    }

    /// Whether nothing is known of the name itself.
    pub(super) fn is_guess(&self) -> bool {
        matches!(self.known.source, Source::Kind | Source::Story)
    }

    /// A sentence may have been cut after the stop of “U.S.”, and a line that is only a name says nothing.
    fn is_cut_off(&self, name: &str) -> bool {
        let ends = self.slot.end >= self.words.sentence.end_token;
        let is_whole = self.slot.first == self.words.sentence.first_token
            && self.slot.end + 1 >= self.words.sentence.end_token;
        is_whole || (ends && name.ends_with('.'))
    }

    /// Candidates run for Senate.
    fn is_run_for(&self, name: &str) -> bool {
        self.word(self.slot.first.wrapping_sub(1)) == "for" && (name.ends_with("Senate") || name == "House")
    }

    /// How sure it is that the name heads its noun phrase.
    fn is_head(&self) -> f32 {
        let slot = self.slot;
        match slot.after {
            After::End | After::Possessive => 1.0,
            After::Joint => 0.0,
            After::Conjunction => self.is_head_of_list(),
            After::Word => match self.tag(slot.end) {
                // The words of these tags are known; another may be tagged wrong.
                Some(Tag::WDT | Tag::WP | Tag::WRB | Tag::IN | Tag::TO | Tag::MD) => 0.88,
                Some(Tag::RB) if self.word(slot.end).ends_with("ly") && self.is_finite(slot.end + 1) => 0.9,
                Some(Tag::JJ) if self.word(slot.end + 1) == "." => 0.9,
                _ if self.is_finite(slot.end) => 0.97,
                _ => 0.0,
            },
        }
    }

    /// “Liberal Democrats”, which take another verb than one name alone.
    fn is_plural(&self) -> bool {
        let last = self.word(self.slot.end - 1);
        last.ends_with('s') && !last.ends_with("ss") && !is_acronym(last)
    }

    /// The end of the noun phrase whose noun the name describes, and how sure it is that it lacks the article: “EU treaty”.
    fn bare_noun(&self) -> Option<(u32, f32)> {
        let slot = self.slot;
        let head = noun::described(self.words.story, &slot)?;
        let is_governed = match slot.before {
            Before::Opening => true,
            // “in EU member states”: what a preposition governs has no verb of its own.
            Before::Preposition if self.tag(head + 1) == Some(Tag::VBZ) => false,
            Before::Comma => self.is_finite(head + 1) || self.opens_clause(),
            Before::Conjunction => false,
            // “the role of House of Lords speaker”
            _ if classes(self.word(head)).any(Classes::ROLE.with(Classes::TITLE)) => false,
            _ => noun::governor_of(self.tag(slot.first - 1)?, self.word(slot.first - 1))? != Governor::Being,
        };
        let known = |place| noun::known(self.words.story, head, place).map(|known| known.bare);
        let unknown_name = (Governor::Name, false);
        let certainty = if self.is_guess() {
            known(unknown_name).map(is_lost)?
        } else {
            let bare = known((Governor::Name, true)).or(known(unknown_name));
            let bare = bare.or(known((Governor::Preposition, true)));
            let is_countable = || PLACES.into_iter().any(|place| known(place).is_some());
            bare.map(is_lost).or_else(|| is_countable().then_some(COUNTABLE))?
        };
        is_governed.then_some((head + 1, certainty))
    }

    /// What follows “and” may be described by both names: “EU and US officials”.
    fn is_head_of_list(&self) -> f32 {
        let next = self.slot.end + 1;
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
            // A name as long as “National Institute of Health” describes no noun.
            None if name(self.words.story, &self.slot).contains(" of ") => 0.9,
            None => 0.0,
        }
    }

    /// Whether both are one name: “Department of Housing and Urban Development”.
    fn is_long_name(&self, other: &Slot) -> bool {
        let name = name(self.words.story, &self.slot);
        let opens = ["Department of", "Departments of", "Ministry of", "Bureau of", "Office of"];
        opens.iter().any(|open| name.contains(open)) && matches!(other.after, After::End | After::Possessive)
    }

    /// Whether the other name is one word or known to be a body: “House and Senate Republicans” are people of both.
    fn is_body(&self, other: &Slot) -> bool {
        let name = name(self.words.story, other);
        !name.contains(' ') || with_the(&name).is_some_and(|known| known.share >= 0.5)
    }

    /// Whether a verb that a name can be the subject of stands here. A tag alone may be wrong where a noun has the same
    /// form: a name takes no plural verb, and what follows has to leave room for the verb.
    pub(super) fn is_finite(&self, token: u32) -> bool {
        let word = self.word(token);
        if classes(word).any(Classes::AUXILIARY) {
            return true;
        }
        let next = self.tag(token + 1);
        let has_verb = matches!(next, Some(Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
        let has_noun = matches!(next, Some(Tag::NN | Tag::NNS | Tag::NNP | Tag::JJ));
        let governed = self.slot.before == Before::Preposition;
        match self.tag(token) {
            Some(Tag::VBD) if !is_past_form(word) => false,
            Some(Tag::VBD) => !(has_verb || governed && has_noun && word.ends_with("ed")),
            Some(Tag::VBZ) => !has_verb && !governed,
            Some(Tag::VBP) => !has_verb && !governed && self.is_plural() && base(word).is_some(),
            _ => false,
        }
    }
}

fn is_lost(bare: f32) -> f32 {
    LOST / (LOST + bare)
}

/// Whether it ends with an office, which names somebody: “Attorney General”.
fn is_title(name: &str) -> bool {
    let last = name.rsplit(' ').next().filter(|_| !name.contains(" of "));
    last.is_some_and(|last| classes(last).any(Classes::TITLE.with(Classes::ROLE)))
}

pub fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.')
}
