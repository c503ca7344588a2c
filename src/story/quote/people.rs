//! Whom a mention means: a name, the person behind he or she, the one introduced as “the minister”.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::elements::{Element, What};
use super::subject::{Clause, Subject};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::name::{Gender, Kind, Name};
use crate::story::quote::Speaker;
use crate::story::{Quote, Story};

/// How many blocks back he or she may mean somebody.
const PARAGRAPHS: u32 = 2;
/// How many mentions back are looked at.
const MENTIONS: usize = 40;
/// What makes a name the one that he or she means, tuned by hand on two thirds of the development stories: it is the
/// first of its sentence,
const LEADING: f32 = 1.0;
/// its gender is known,
const KNOWN: f32 = 0.8;
/// its bearer spoke last;
const SPOKE: f32 = 0.8;
/// every paragraph back counts against it,
const PARAGRAPH: f32 = 1.5;
/// and so does every mention after it.
const RANK: f32 = 0.05;
/// How many tokens after a name may describe its bearer.
const DESCRIPTION: usize = 10;

struct Mention {
    span: Span,
    person: u32,
    block: u32,
    /// Whether it is the first of its sentence: what the sentence is about.
    leads: bool,
}

/// The people of a story, to be asked for.
pub struct People<'s, 'd> {
    story: &'s Story<'d>,
    names: &'s [Name],
    mentions: Vec<Mention>,
    offices: OnceCell<HashMap<String, Vec<(u32, u32)>>>,
}

impl<'s, 'd> People<'s, 'd> {
    /// Puts the mentions outside quotes in text order.
    pub fn new(story: &'s Story<'d>, names: &'s [Name], quotes: &[Quote]) -> Self {
        let mut all: Vec<(Span, u32)> = Vec::new();
        for (name, person) in names.iter().zip(0..).filter(|(name, _)| name.kind == Kind::Person) {
            all.extend(name.mentions.iter().map(|&span| (span, person)));
        }
        all.sort_unstable();
        let mut mentions: Vec<Mention> = Vec::with_capacity(all.len());
        let (mut quote, mut at, mut led) = (0, 0, usize::MAX);
        let sentences = story.sentences();
        for (span, person) in all {
            while quotes.get(quote).is_some_and(|quote| quote.span.end <= span.start) {
                quote += 1;
            }
            if quotes.get(quote).is_some_and(|quote| quote.span.start <= span.start) {
                continue;
            }
            while sentences.get(at).is_some_and(|sentence| sentence.span.end <= span.start) {
                at += 1;
            }
            let block = sentences.get(at).map_or(0, |sentence| sentence.block);
            let possessive =
                story.text().get(span.end as usize..).is_some_and(|rest| rest.starts_with(['\'', '’']));
            mentions.push(Mention { span, person, block, leads: led != at && !possessive });
            if !possessive {
                led = at;
            }
        }
        Self { story, names, mentions, offices: OnceCell::new() }
    }

    /// The speaker that a subject means. `last` is who spoke before.
    pub fn speaker(
        &self,
        clause: &Clause<'_>,
        subject: Subject,
        block: u32,
        last: Option<&Speaker>,
    ) -> Speaker {
        let head = &clause.elements[subject.head];
        let span = subject.span(clause.elements);
        if let What::Name(name) = head.what {
            return self.named(name, head.span, 0.95);
        }
        let gender = gender(head);
        let person = match gender {
            Some(gender) => self.behind_pronoun(gender, span.start, block, last),
            None => self.behind_office(clause, subject),
        };
        match person {
            Some(person) => Speaker { mention: span, ..self.named(person, span, 0.8) },
            None => Speaker {
                name: plain(span.of(self.story.text())),
                mention: span,
                person: None,
                confidence: 0.6,
            },
        }
    }

    /// Whether the name is a person's.
    pub fn is_person(&self, name: u32) -> bool {
        self.names.get(name as usize).is_some_and(|name| name.kind == Kind::Person)
    }

    /// A speaker by the index of the name.
    fn named(&self, name: u32, mention: Span, confidence: f32) -> Speaker {
        let known = self.names.get(name as usize).map_or_else(String::new, |name| name.name.clone());
        Speaker { name: known, mention, person: Some(name), confidence }
    }

    fn fits(&self, person: u32, gender: Gender) -> bool {
        let name = self.names.get(person as usize).filter(|name| name.kind == Kind::Person);
        name.is_some_and(|name| name.gender.is_none_or(|known| known == gender))
    }

    fn behind_pronoun(&self, gender: Gender, at: u32, block: u32, last: Option<&Speaker>) -> Option<u32> {
        let after = self.mentions.partition_point(|mention| mention.span.start < at);
        let back = self.mentions[..after].iter().rev().take(MENTIONS);
        let near = back.take_while(|mention| mention.block + PARAGRAPHS >= block);
        let fitting = near.enumerate().filter(|(_, mention)| self.fits(mention.person, gender));
        let worth = |(rank, mention): (usize, &Mention)| {
            let back = (block - mention.block) as f32;
            let lead = if mention.leads { LEADING } else { 0.0 };
            (
                mention.person,
                lead + self.sure(mention.person) - PARAGRAPH * back - RANK * rank as f32,
                mention.span.start,
            )
        };
        let mentioned = fitting.map(worth).max_by(|one, other| one.1.total_cmp(&other.1));
        let spoke = last.and_then(|speaker| Some((speaker.person?, speaker.mention)));
        let spoke = spoke.filter(|&(person, said)| {
            let near = self.story.block_of(said).is_some() && self.blocks_back(said, block) <= PARAGRAPHS + 1;
            near && self.fits(person, gender)
        });
        match (mentioned, spoke) {
            (Some((person, worth, at)), Some((spoke, said))) => {
                let back = self.blocks_back(said, block) as f32;
                let own = LEADING + SPOKE + self.sure(spoke) - PARAGRAPH * back;
                let needed = if at > said.start { own } else { own + SPOKE };
                Some(if worth > needed { person } else { spoke })
            }
            (mentioned, spoke) => mentioned.map(|(person, ..)| person).or(spoke.map(|(person, _)| person)),
        }
    }

    /// What it is worth that the gender of a name is known.
    fn sure(&self, person: u32) -> f32 {
        let known = self.names.get(person as usize).is_some_and(|name| name.gender.is_some());
        if known { KNOWN } else { 0.0 }
    }

    fn blocks_back(&self, span: Span, block: u32) -> u32 {
        let blocks = self.story.blocks();
        let own = blocks.partition_point(|block| block.span.start <= span.start).saturating_sub(1) as u32;
        block.saturating_sub(own)
    }

    /// Who was introduced with the office that the words name: “the minister”.
    fn behind_office(&self, clause: &Clause<'_>, subject: Subject) -> Option<u32> {
        let definite = matches!(clause.word(subject.first), "the" | "The" | "this" | "his" | "her");
        if !definite || !clause.elements[subject.head].any(Classes::ROLE) || subject.head != subject.last {
            return None;
        }
        let offices = self.offices.get_or_init(|| self.offices());
        let holders = offices.get(&clause.word(subject.head).to_ascii_lowercase())?;
        let at = clause.elements[subject.first].span.start;
        let before = holders.partition_point(|&(place, _)| place < at);
        holders.get(before.checked_sub(1)?).map(|&(_, person)| person)
    }

    /// Who was introduced with which office, and where.
    fn offices(&self) -> HashMap<String, Vec<(u32, u32)>> {
        let mut offices: HashMap<String, Vec<(u32, u32)>> = HashMap::new();
        let (text, tokens) = (self.story.text(), self.story.tokens());
        let word = |at: usize| tokens.get(at).map_or("", |token| token.span.of(text));
        let mut from = 0;
        for mention in
            self.mentions.iter().filter(|mention| self.names[mention.person as usize].kind == Kind::Person)
        {
            from += tokens[from..].partition_point(|token| token.span.start < mention.span.start);
            let mut after = from;
            while tokens.get(after).is_some_and(|token| token.span.start < mention.span.end) {
                after += 1;
            }
            let mut add = |at: usize| {
                let office = word(at).to_ascii_lowercase();
                offices.entry(office).or_default().push((mention.span.start, mention.person));
            };
            let is_role = |at: usize| classes(word(at)).any(Classes::ROLE);
            if let Some(before) = from.checked_sub(1).filter(|&before| is_role(before)) {
                add(before);
            }
            if word(after) == "," {
                let until = after + 1 + DESCRIPTION;
                let within = (after + 1..until)
                    .take_while(|&at| !matches!(word(at), "," | "." | "who" | "said" | "\"" | "“"));
                within.filter(|&at| is_role(at)).take(2).for_each(&mut add);
            }
        }
        for holders in offices.values_mut() {
            holders.sort_unstable();
        }
        offices
    }
}

fn gender(head: &Element) -> Option<Gender> {
    match (head.any(Classes::HE), head.any(Classes::SHE)) {
        (true, _) => Some(Gender::Male),
        (_, true) => Some(Gender::Female),
        _ => None,
    }
}

/// The words on one line.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
