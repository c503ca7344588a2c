//! Who or what a verb of saying is said of: the nearest name, pronoun or noun before or after it.

use super::elements::{Element, What};
use crate::lexicon::word_classes::Classes;
use crate::span::Span;

/// The most elements that stand between a subject and its verb: an apposition, a clause with “who”.
const APART: usize = 45;
/// The most elements of the words for somebody unnamed.
const NOUN: usize = 10;

/// The words for who spoke: elements `first..=last`, and the one among them that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Index of its first element.
    pub first: usize,
    /// Index of its last element.
    pub last: usize,
    /// Index of the name, the pronoun or the noun.
    pub head: usize,
}

impl Subject {
    fn one(at: usize) -> Self {
        Self { first: at, last: at, head: at }
    }

    /// The words.
    pub fn span(self, elements: &[Element]) -> Span {
        Span { start: elements[self.first].span.start, end: elements[self.last].span.end }
    }
}

/// Elements of one frame with the text they come from.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    /// The story's text.
    pub text: &'a str,
    /// The frame's elements.
    pub elements: &'a [Element],
}

impl<'a> Clause<'a> {
    /// The word at an index; nothing past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.elements.get(at).map_or("", |element| element.span.of(self.text))
    }

    fn is(&self, at: usize, what: What) -> bool {
        self.elements.get(at).is_some_and(|element| element.what == what)
    }

    fn has(&self, at: usize, classes: Classes) -> bool {
        self.elements.get(at).is_some_and(|element| element.any(classes))
    }

    fn is_name(&self, at: usize) -> bool {
        self.elements.get(at).is_some_and(|element| matches!(element.what, What::Name(_)))
    }

    /// The subject before a verb: “Costa, the mayor of Porto, later said”.
    pub fn before(&self, verb: usize) -> Option<Subject> {
        let mut at = self.skip_back(verb)?;
        if matches!(self.word(at), "who" | "that" | "which") {
            let person = self.word(at) == "who";
            at = at.checked_sub(1)?;
            if person && self.is(at, What::Comma) {
                at = at.checked_sub(1)?;
            }
            return self.ending_at(at).filter(|subject| !self.has(subject.head, Classes::PLACE));
        }
        if self.is(at, What::Comma) || self.is(at, What::Dash) {
            return self.over_apposition(at);
        }
        self.ending_at(at)
    }

    /// The index before the verb's adverbs, auxiliaries and brackets.
    fn skip_back(&self, verb: usize) -> Option<usize> {
        let mut at = verb.checked_sub(1)?;
        loop {
            let element = self.elements.get(at)?;
            let adverb = element.what == What::Word && !element.capital && self.word(at).ends_with("ly");
            if element.any(Classes::AUXILIARY.with(Classes::ADVERB)) || adverb {
                at = at.checked_sub(1)?;
            } else if element.what == What::Close {
                at = self.opening_of(at)?.checked_sub(1)?;
            } else {
                return Some(at);
            }
        }
    }

    fn opening_of(&self, close: usize) -> Option<usize> {
        let from = close.saturating_sub(APART);
        (from..close).rev().find(|&at| self.is(at, What::Open))
    }

    /// The subject before an apposition that ends with the mark at `end`.
    fn over_apposition(&self, end: usize) -> Option<Subject> {
        let from = end.saturating_sub(APART);
        let mut weak = None;
        // “the mayor, Ana Costa, said” has the name last.
        if end > 1
            && self.is(end - 2, What::Comma)
            && self.is_name(end - 1)
            && self.has(end - 1, Classes::GIVEN)
        {
            return Some(Subject::one(end - 1));
        }
        for at in (from..end).rev() {
            let element = self.elements.get(at)?;
            if let What::Quote(_) = element.what {
                break;
            }
            if !matches!(element.what, What::Comma | What::Dash) || at == 0 {
                continue;
            }
            let Some(subject) = self.ending_at(at - 1) else { continue };
            let placed = subject.first > 0 && self.has(subject.first - 1, Classes::PREPOSITION);
            if self.has(subject.head, Classes::PLACE) || placed {
                continue;
            }
            if self.is_name(subject.head) || self.has(subject.head, Classes::HE.with(Classes::SHE)) {
                return Some(subject);
            }
            if self.has(subject.head, Classes::SPEAKING) {
                weak = weak.or(Some(subject));
            }
        }
        weak
    }

    /// The subject whose last element is `last`.
    pub fn ending_at(&self, last: usize) -> Option<Subject> {
        let element = self.elements.get(last)?;
        match element.what {
            What::Name(_) => Some(self.with_head_before(Subject::one(last))),
            What::Close => self.ending_at(self.opening_of(last)?.checked_sub(1)?),
            What::Word if element.any(Classes::HE.with(Classes::SHE).with(Classes::PRONOUN)) => {
                Some(Subject::one(last))
            }
            What::Word => self.noun_ending_at(last),
            _ => None,
        }
    }

    fn noun_ending_at(&self, last: usize) -> Option<Subject> {
        let small = Classes::NO_NAME;
        if matches!(
            self.word(last),
            "another" | "Another" | "one" | "One" | "some" | "Some" | "many" | "Many"
        ) {
            return Some(Subject::one(last));
        }
        let of_time = matches!(
            self.word(last),
            "ago" | "week" | "month" | "year" | "day" | "time" | "night" | "morning" | "days" | "years"
        );
        if self.has(last, small) || of_time {
            return None;
        }
        let mut first = last;
        let mut determined = false;
        while first > 0 && last - first < NOUN {
            let before = &self.elements[first - 1];
            let word = self.word(first - 1);
            if matches!(word, "'s" | "’s" | "'" | "’") {
                determined = true;
                first -= 1;
                continue;
            }
            if before.any(Classes::DETERMINER) {
                (first, determined) = (first - 1, true);
                break;
            }
            let goes_on = match before.what {
                What::Name(_) => true,
                What::Word => !before.any(small) || before.any(Classes::FUNCTION),
                _ => false,
            };
            if !goes_on || (before.any(Classes::SAYING) && !before.any(Classes::PLAIN)) {
                break;
            }
            first -= 1;
        }
        let speaking = self.has(last, Classes::SPEAKING.with(Classes::TITLE)) || self.elements[last].capital;
        let subject = Subject { first, last, head: last };
        (determined || speaking).then(|| self.with_head_before(subject))
    }

    /// “the head of the agency”: the noun before a preposition speaks, not the one after it.
    fn with_head_before(&self, subject: Subject) -> Subject {
        let mut at = subject.first;
        while at > 0
            && subject.first - at < 3
            && self.has(at - 1, Classes::DETERMINER.with(Classes::TITLE).with(Classes::ADJECTIVE))
        {
            at -= 1;
        }
        let linked = at >= 2
            && matches!(
                self.word(at - 1),
                "of" | "for" | "at" | "with" | "from" | "in" | "to" | "behind" | "on"
            );
        if !linked {
            return subject;
        }
        // “Ana Costa of Porto said”: the place tells which Costa, and she speaks.
        let placed = matches!(self.word(at - 1), "of" | "from") && self.has(subject.head, Classes::PLACE);
        if placed && self.is_name(at - 2) && !self.has(at - 2, Classes::PLACE) {
            return Subject::one(at - 2);
        }
        let heads = self.has(at - 2, Classes::SPEAKING)
            || matches!(self.word(at - 2), "head" | "chief" | "members" | "co-chair");
        if !heads {
            return subject;
        }
        match self.noun_ending_at(at - 2) {
            Some(outer) => Subject { first: outer.first, last: subject.last, head: outer.head },
            None => subject,
        }
    }

    /// The subject after a verb or “according to”: “said the mayor of Porto”.
    pub fn after(&self, verb: usize) -> Option<Subject> {
        let first = verb + 1;
        if !self.has(first, Classes::DETERMINER)
            && self.has(first, Classes::HE.with(Classes::SHE).with(Classes::PRONOUN))
        {
            return Some(Subject::one(first));
        }
        let end = self.noun_end(first);
        let names = (first..end).rev().find(|&at| self.is_name(at));
        let nouns =
            (first..end).rev().find(|&at| self.has(at, Classes::SPEAKING) && !self.elements[at].capital);
        match (names, nouns) {
            (Some(name), Some(noun)) if noun > name => Some(Subject { first, last: noun, head: noun }),
            (Some(name), _) => Some(Subject::one(name)),
            (None, Some(noun)) => {
                let last = self.phrase_end(noun);
                let named = self.named_after(last.max(end - 1));
                Some(named.unwrap_or(Subject { first, last, head: noun }))
            }
            (None, None) => {
                let capital = |at: usize| self.elements[at].capital;
                let stands =
                    end > first && (self.has(first, Classes::DETERMINER) || (first..end).any(capital));
                stands.then(|| Subject { first, last: end - 1, head: end - 1 })
            }
        }
    }

    /// The person whom a comma sets beside the words for an office: “said its manager, Ana Costa”.
    fn named_after(&self, last: usize) -> Option<Subject> {
        let at = last + 2;
        let person = self.is(last + 1, What::Comma) && self.is_name(at) && self.has(at, Classes::GIVEN);
        let ends = self
            .elements
            .get(at + 1)
            .is_none_or(|next| next.what != What::Word || next.any(Classes::PREPOSITION));
        (person && ends).then(|| Subject::one(at))
    }

    /// One past the last element of the noun phrase that begins at `first`.
    fn noun_end(&self, first: usize) -> usize {
        let stops = Classes::PREPOSITION
            .with(Classes::CONJUNCTION)
            .with(Classes::AUXILIARY)
            .with(Classes::CALENDAR)
            .with(Classes::PRONOUN)
            .with(Classes::ADVERB);
        let limit = self.elements.len().min(first + NOUN + 2);
        let goes_on = |at: &usize| {
            let element = &self.elements[*at];
            let possessive = matches!(self.word(*at), "'s" | "’s");
            match element.what {
                What::Name(_) => true,
                What::Word if self.joins_titles(*at) => true,
                What::Word if element.any(Classes::SAYING) => {
                    element.any(Classes::PLAIN.with(Classes::ROLE).with(Classes::TITLE)) || element.capital
                }
                What::Word => possessive || !element.any(stops),
                _ => false,
            }
        };
        (first..limit).take_while(goes_on).last().map_or(first, |at| at + 1)
    }

    /// Whether “and” stands between two titles of one person.
    fn joins_titles(&self, at: usize) -> bool {
        let title = |at: usize| self.has(at, Classes::TITLE.with(Classes::ROLE).with(Classes::ADJECTIVE));
        let behind = title(at + 1) || self.elements.get(at + 1).is_some_and(|element| element.capital);
        self.word(at) == "and" && at > 0 && title(at - 1) && behind
    }

    /// The last element of “spokesman for the mayor” from its noun on.
    fn phrase_end(&self, noun: usize) -> usize {
        if !matches!(self.word(noun + 1), "of" | "for" | "at" | "with" | "from") {
            return noun;
        }
        let end = self.noun_end(noun + 2);
        if end > noun + 2 { end - 1 } else { noun }
    }

    /// The subject of the frame's main clause: the first name, pronoun or noun that can speak, after an opening such as
    /// “On Tuesday,”.
    pub fn main(&self) -> Option<Subject> {
        let opening =
            Classes::PREPOSITION.with(Classes::CONJUNCTION).with(Classes::PARTICIPLE).with(Classes::FUNCTION);
        let mut from = 0;
        if self.has(0, opening) || self.word(0).ends_with("ing") {
            from = (0..self.elements.len().min(APART))
                .find(|&at| self.is(at, What::Comma))
                .map_or(0, |at| at + 1);
        }
        let found = self.first_from(from);
        found.or_else(|| if from > 0 { self.first_from(0) } else { None })
    }

    fn first_from(&self, from: usize) -> Option<Subject> {
        for at in from..self.elements.len().min(from + APART) {
            let element = &self.elements[at];
            let pronoun = (element.any(Classes::HE.with(Classes::SHE)) && !element.any(Classes::DETERMINER))
                || matches!(self.word(at), "I" | "they" | "They" | "we" | "We");
            if pronoun {
                return Some(Subject::one(at));
            }
            // “Here in Porto, Costa said”: what follows a preposition is not what the sentence is about.
            let placed = at > 0 && self.is_name(at) && self.has(at - 1, Classes::PREPOSITION);
            if placed && from < at && self.elements.len() > at + 2 {
                continue;
            }
            if self.is_name(at) {
                let end = self.noun_end(at);
                let noun =
                    (at..end).rev().find(|&at| self.has(at, Classes::SPEAKING) && !self.elements[at].capital);
                return noun.map_or(Some(Subject::one(at)), |noun| {
                    Some(Subject { first: at, last: noun, head: noun })
                });
            }
            if element.any(Classes::SPEAKING) && element.what == What::Word {
                if let Some(name) = self.named_behind(at) {
                    return Some(Subject::one(name));
                }
                return self
                    .noun_ending_at(at)
                    .map(|subject| Subject { last: self.phrase_end(at), ..subject });
            }
        }
        None
    }

    /// The person's name right after the words for an office: “veteran analyst Ana Costa”.
    fn named_behind(&self, at: usize) -> Option<usize> {
        let name = (at + 1..self.elements.len().min(at + 5)).find(|&at| {
            let describes = self.elements[at].capital
                || self.has(at, Classes::TITLE.with(Classes::ROLE).with(Classes::ADJECTIVE));
            !(describes && self.is(at, What::Word))
        })?;
        (self.is_name(name) && self.has(name, Classes::GIVEN)).then_some(name)
    }
}
