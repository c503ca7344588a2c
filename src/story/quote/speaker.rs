//! Whose words a quote holds.
//!
//! Paragraph by paragraph: a quote with a cue in its own sentence is that subject's; one that stands alone goes on with
//! who spoke before it in the paragraph, with what a colon led into, or with the paragraph before. Only what nobody is
//! said to have spoken is left.

use std::collections::HashMap;

use super::cue::{Cue, Form, cues};
use super::elements::{Element, Elements, Frame, What};
use super::people::People;
use super::rank;
use super::status::{self, Shape};
use super::subject::Clause;
use super::{Quote, Speaker, Status};
use crate::span::Span;
use crate::story::Story;
use crate::story::name::Name;

/// A cue that is worth less does not attribute.
const LEAST: f32 = 2.0;

/// A line under a quote that says who spoke is not longer, in bytes.
const SIGNATURE: usize = 120;

/// Gives every quote its status, speaker and cue.
pub fn attribute(story: &Story<'_>, names: &[Name], quotes: &mut [Quote]) {
    if quotes.is_empty() {
        return;
    }
    let elements = Elements::of(story, names, quotes);
    let people = People::new(story, names, quotes);
    let mut desk = Desk {
        story,
        people: &people,
        quotes,
        before: Paragraph::default(),
        now: Paragraph::default(),
        last: None,
    };
    for &frame in &elements.frames {
        desk.frame(elements.frame(frame), frame);
    }
    carry_back(quotes);
    signed(story, quotes);
    repeated(story, quotes);
}

/// Gives a quote that stands alone the speaker of the same words elsewhere: a pull quote.
fn repeated(story: &Story<'_>, quotes: &mut [Quote]) {
    let words = |span: Span| span.of(story.text()).trim_matches(|c: char| !c.is_alphanumeric());
    let spoken = |quote: &Quote| matches!(quote.status, Status::Attributed | Status::Continued);
    let said: HashMap<&str, Speaker> = quotes
        .iter()
        .filter(|quote| spoken(quote))
        .filter_map(|quote| Some((words(quote.span), quote.speaker.clone()?)))
        .collect();
    for quote in quotes.iter_mut().filter(|quote| quote.status == Status::Unattributed) {
        if let Some(speaker) = said.get(words(quote.span)) {
            (quote.status, quote.speaker) = (Status::Continued, Some(speaker.clone()));
        }
    }
}

/// Gives a quote that stands alone the speaker whom the next paragraph names after a dash: “– Costa, in Porto”.
fn signed(story: &Story<'_>, quotes: &mut [Quote]) {
    let open = |quote: &&mut Quote| matches!(quote.status, Status::Unattributed | Status::Dangling);
    for quote in quotes.iter_mut().filter(open) {
        let Some(next) = story.blocks().get(quote.block as usize + 1) else { continue };
        let line = next.span.of(story.text());
        let words = line.trim_start_matches(['-', '–', '—', ' ', '\u{a0}']);
        let name = words.split([',', '(', '\n', '.']).next().unwrap_or_default().trim_end();
        if words.len() == line.len() || line.len() > SIGNATURE || !name.starts_with(char::is_uppercase) {
            continue;
        }
        let start = next.span.start as usize + line.len() - words.len();
        let mention = Span::new(start, start + name.len());
        let speaker = Speaker { name: name.to_owned(), mention, person: None, confidence: 0.7 };
        (quote.status, quote.speaker, quote.cue) = (Status::Attributed, Some(speaker), None);
    }
}

/// Gives the earlier paragraphs of a quote that runs over several the speaker whom the last one names.
fn carry_back(quotes: &mut [Quote]) {
    for at in (1..quotes.len()).rev() {
        let (earlier, later) = quotes.split_at_mut(at);
        let (Some(before), Some(quote)) = (earlier.last_mut(), later.first()) else { continue };
        let open = matches!(before.status, Status::Unattributed | Status::Dangling)
            || (before.status == Status::Continued && before.speaker.is_none());
        if quote.carried && quote.speaker.is_some() && open {
            before.status = if before.carried { Status::Continued } else { Status::Attributed };
            (before.speaker, before.cue) = (quote.speaker.clone(), quote.cue);
        }
    }
}

/// Whether a comma or colon leads into the quote, or a comma of its own ends it, as with words that were spoken.
fn leads_in(clause: &Clause<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| clause.elements[before].what);
    let words = clause.word(at).trim_end_matches(['"', '”', '’', '\'']);
    matches!(before, Some(What::Comma | What::Colon)) || (at == 0 && words.ends_with([',', '?', '!']))
}

/// What a paragraph hands on to the next.
#[derive(Clone, Default)]
struct Paragraph {
    block: Option<u32>,
    /// Who was quoted last in it.
    quoted: Option<(Speaker, Option<Span>)>,
    /// Of whom its last sentence tells that they said something, and by which word.
    told: Option<(Speaker, Option<Span>)>,
    /// Whether who was quoted last spoke no more than a part of a sentence.
    partly: bool,
    /// Whom its last sentence is about, where that has neither quote nor cue.
    about: Option<Speaker>,
    /// Whether it ends with a colon.
    colon: bool,
}

struct Desk<'a, 's, 'd> {
    story: &'s Story<'d>,
    people: &'a People<'s, 'd>,
    quotes: &'a mut [Quote],
    before: Paragraph,
    now: Paragraph,
    last: Option<Speaker>,
}

impl Desk<'_, '_, '_> {
    fn frame(&mut self, elements: &[Element], frame: Frame) {
        if self.now.block != Some(frame.block) {
            self.before = std::mem::take(&mut self.now);
            self.now.block = Some(frame.block);
        }
        let clause = Clause { text: self.story.text(), elements };
        let cues = cues(&clause);
        let mut quoted = false;
        for (at, element) in elements.iter().enumerate() {
            let What::Quote(index) = element.what else { continue };
            self.quote(&clause, &cues, at, index as usize, frame.block);
            quoted = true;
        }
        self.hand_on(&clause, &cues, frame.block, quoted);
    }

    fn quote(&mut self, clause: &Clause<'_>, cues: &[Cue], at: usize, index: usize, block: u32) {
        let Some(quote) = self.quotes.get(index) else { return };
        let shape = status::shape(clause, at, quote.span.of(self.story.text()));
        let found = rank::best(clause, cues, at).filter(|(_, worth)| *worth >= LEAST);
        if let Some((cue, _)) = found {
            let exclaimed = cue.strict
                && cue.last + 1 == at
                && clause.word(at).trim_end_matches(['"', '”']).ends_with(['!', '?']);
            let called = shape == Shape::Title && !leads_in(clause, at) && !exclaimed;
            if called {
                return self.settle(index, Status::Mention, None);
            }
            let speaker = self.people.speaker(clause, cue.subject, block, self.last.as_ref());
            if shape == Shape::Word && !cue.strict {
                if self.now.quoted.is_none() {
                    (self.now.quoted, self.now.partly) = (Some((speaker, None)), true);
                }
                return self.settle(index, Status::Mention, None);
            }
            self.now.partly = shape != Shape::Alone && cue.at < at && !leads_in(clause, at);
            let words =
                Span { start: clause.elements[cue.at].span.start, end: clause.elements[cue.last].span.end };
            self.last = Some(speaker.clone());
            self.now.quoted = Some((speaker.clone(), Some(words)));
            return self.settle(index, Status::Attributed, Some((speaker, Some(words))));
        }
        if shape == Shape::Part
            && at == 0
            && let Some(known) = self.now.quoted.clone()
        {
            return self.settle(index, Status::Continued, Some(known));
        }
        if shape != Shape::Alone {
            return self.fragment(clause, index, block, shape);
        }
        self.alone(index, block);
    }

    /// A quote inside a sentence that has no cue: whom the sentence is about may have said it.
    fn fragment(&mut self, clause: &Clause<'_>, index: usize, block: u32, shape: Shape) {
        let subject = clause.main().filter(|_| shape == Shape::Part);
        let speaker = subject.map(|subject| self.people.speaker(clause, subject, block, self.last.as_ref()));
        let somebody = |speaker: &Speaker| speaker.person.is_some_and(|person| self.people.is_person(person));
        let before = || self.now.told.clone().or_else(|| self.now.quoted.clone()).map(|(speaker, _)| speaker);
        let speaker = match speaker {
            Some(speaker) if somebody(&speaker) => Some(speaker),
            other if shape == Shape::Part => before().or(other),
            other => other,
        };
        let unsure = |speaker: Speaker| (Speaker { confidence: 0.4, ..speaker }, None);
        self.settle(index, Status::Mention, speaker.map(unsure));
    }

    /// A quote that is a sentence of its own.
    fn alone(&mut self, index: usize, block: u32) {
        let quote = &self.quotes[index];
        if quote.carried
            && let Some(before) = index.checked_sub(1).and_then(|before| self.quotes.get(before))
        {
            let known = before.speaker.clone().map(|speaker| (speaker, before.cue));
            self.now.quoted = known.clone();
            return self.settle(index, Status::Continued, known);
        }
        let follows = block.checked_sub(1).is_some_and(|before| self.before.block == Some(before));
        let whole = status::is_sentence(quote.span.of(self.story.text()));
        if let Some(known) = self.now.quoted.clone().filter(|_| self.now.partly) {
            return self.settle(index, Status::Dangling, Some(known));
        }
        if let (Some(known), Some(about)) = (self.now.quoted.clone(), self.now.about.as_ref())
            && about.person != known.0.person
        {
            return self.settle(index, Status::Dangling, Some(known));
        }
        if let Some(known) = self.now.quoted.clone() {
            let later = |told: &(Speaker, Option<Span>)| told.0.mention.start > known.0.mention.start;
            let latest = self.now.told.clone().filter(later).unwrap_or(known);
            return self.settle(index, Status::Continued, Some(latest));
        }
        if let Some(told) = self.now.told.clone() {
            let status = if self.now.colon { Status::Attributed } else { Status::Dangling };
            return self.settle(index, status, Some(told));
        }
        if follows && self.before.colon {
            if let Some(told) = self.before.told.clone().or_else(|| self.before.quoted.clone()) {
                self.now.quoted = Some(told.clone());
                return self.settle(index, Status::Attributed, Some(told));
            }
            return self.settle(index, Status::Attributed, None);
        }
        let before = self.before.quoted.as_ref().filter(|_| follows).and_then(|(speaker, _)| speaker.person);
        if whole && let Some(about) = self.now.about.clone().filter(|about| about.person != before) {
            return self.settle(index, Status::Dangling, Some((about, None)));
        }
        if follows && let Some(known) = self.before.quoted.clone() {
            self.now.quoted = Some(known.clone());
            return self.settle(index, Status::Continued, Some(known));
        }
        if !whole {
            return self.settle(index, Status::Mention, None);
        }
        match self.before.told.clone().filter(|_| follows) {
            Some(told) => self.settle(index, Status::Dangling, Some(told)),
            None => self.settle(index, Status::Unattributed, None),
        }
    }

    fn settle(&mut self, index: usize, status: Status, known: Option<(Speaker, Option<Span>)>) {
        let quote = &mut self.quotes[index];
        quote.status = status;
        (quote.speaker, quote.cue) = known.map_or((None, None), |(speaker, cue)| (Some(speaker), cue));
    }

    /// Keeps what the next sentence and paragraph may go on with.
    fn hand_on(&mut self, clause: &Clause<'_>, cues: &[Cue], block: u32, quoted: bool) {
        let strict = cues.iter().rfind(|cue| cue.strict && !cue.weak && cue.form != Form::Label);
        self.now.about = None;
        if strict.is_none() && !quoted {
            let subject = clause.main();
            let about =
                subject.map(|subject| self.people.speaker(clause, subject, block, self.last.as_ref()));
            self.now.about =
                about.filter(|about| about.person.is_some_and(|person| self.people.is_person(person)));
        }
        self.now.colon = clause.elements.last().is_some_and(|last| last.what == What::Colon);
        let subject = match strict {
            Some(cue) => Some((cue.subject, Some(cue))),
            None if self.now.colon => clause.main().map(|subject| (subject, None)),
            None => None,
        };
        if subject.is_none() && quoted {
            return;
        }
        self.now.told = subject.map(|(subject, cue)| {
            let words = |cue: &Cue| Span {
                start: clause.elements[cue.at].span.start,
                end: clause.elements[cue.last].span.end,
            };
            (self.people.speaker(clause, subject, block, self.last.as_ref()), cue.map(words))
        });
        let person =
            self.now.told.as_ref().filter(|(speaker, cue)| cue.is_some() && speaker.person.is_some());
        if let Some((speaker, _)) = person {
            self.last = Some(speaker.clone());
        }
    }
}
