//! The table of names: one entry for all mentions of one person, place or body.

use std::collections::HashMap;

use super::runs::{Run, runs};
use super::{Gender, Name, gender, kind};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Story, TokenKind};

/// More people of one surname than this are not told apart: the first few are the story's.
const NAMESAKES: usize = 6;

/// An entry under construction.
pub struct Entry {
    /// The longest form.
    pub span: Span,
    /// How many words that has.
    pub words: usize,
    /// Where it is mentioned.
    pub mentions: Vec<Span>,
    /// All classes of the words of the longest form.
    pub all: Classes,
    /// The classes of its first word.
    pub head: Classes,
    /// The classes of the titles that stood before it.
    pub title: Classes,
    /// Whether something shows that it is somebody: an age, “who”, a verb of saying.
    pub acts: bool,
}

/// The entries of a story.
pub struct Table<'s, 'd> {
    story: &'s Story<'d>,
    entries: Vec<Entry>,
    surnames: HashMap<&'d str, Vec<usize>>,
    given: HashMap<&'d str, usize>,
}

impl<'s, 'd> Table<'s, 'd> {
    /// Reads the story once for its runs, then enters full names, then single words.
    pub fn of(story: &'s Story<'d>) -> Self {
        let runs = runs(story);
        let mut table = Self { story, entries: Vec::new(), surnames: HashMap::new(), given: HashMap::new() };
        let (long, short): (Vec<&Run>, Vec<&Run>) = runs.iter().partition(|run| run.end - run.first > 1);
        long.into_iter().for_each(|run| table.enter_full(run));
        let (sure, doubtful): (Vec<&Run>, Vec<&Run>) = short.into_iter().partition(|run| !run.opens);
        sure.into_iter().for_each(|run| table.enter_word(run, true));
        doubtful.into_iter().for_each(|run| table.enter_word(run, false));
        table
    }

    /// The names in the order of their first mention, each with its kind and gender.
    pub fn into_names(mut self) -> Vec<Name> {
        let text = self.story.text();
        for entry in &mut self.entries {
            entry.mentions.sort_unstable();
        }
        self.entries.sort_unstable_by_key(|entry| entry.mentions.first().copied());
        let name = |entry: Entry| Name {
            name: plain(entry.span.of(text)),
            kind: kind::of(text, &entry),
            gender: known_gender(&entry),
            mentions: entry.mentions,
        };
        let mut names: Vec<Name> = self.entries.into_iter().map(name).collect();
        gender::listen(self.story, &mut names);
        names
    }

    fn word(&self, at: usize) -> &'d str {
        self.story.tokens().get(at).map_or("", |token| token.span.of(self.story.text()))
    }

    /// The words that the run is known by: its first, and its last without “Jr.”.
    fn ends(&self, run: &Run) -> (&'d str, &'d str) {
        let junior = classes(self.word(run.end - 1)).any(Classes::SUFFIX) && run.end - run.first > 2;
        (self.word(run.first), self.word(run.end - 1 - usize::from(junior)))
    }

    fn enter_full(&mut self, run: &Run) {
        let (first, last) = self.ends(run);
        let known = self.surnames.get(last).into_iter().flatten().copied().find(|&entry| {
            let own = self.entries[entry].span.of(self.story.text());
            let opening = own.split(char::is_whitespace).next().unwrap_or_default();
            opening == first
        });
        match known {
            Some(entry) => self.mention(entry, run),
            None => {
                let entry = self.open(run);
                let namesakes = self.surnames.entry(last).or_default();
                if namesakes.len() < NAMESAKES {
                    namesakes.push(entry);
                }
                self.given.entry(first).or_insert(entry);
            }
        }
    }

    fn enter_word(&mut self, run: &Run, sure: bool) {
        let word = self.word(run.first);
        let female = run.title.any(Classes::FEMALE);
        let male = run.title.any(Classes::MALE);
        let fits = |&&entry: &&usize| match known_gender(&self.entries[entry]) {
            Some(Gender::Female) => !male,
            Some(Gender::Male) => !female,
            None => true,
        };
        // Of several namesakes the first with the most mentions is meant.
        let most = |&&entry: &&usize| (self.entries[entry].mentions.len(), std::cmp::Reverse(entry));
        let namesake = self.surnames.get(word).into_iter().flatten().filter(fits).max_by_key(most).copied();
        let given =
            || self.given.get(word).copied().filter(|&entry| self.entries[entry].head.any(Classes::GIVEN));
        if let Some(entry) = namesake.or_else(given) {
            return self.mention(entry, run);
        }
        if sure || self.is_named_at(run) {
            let entry = self.open(run);
            self.surnames.entry(word).or_default().push(entry);
        }
    }

    /// Whether a word that opens its sentence is a name though the story has it nowhere else.
    fn is_named_at(&self, run: &Run) -> bool {
        let common = Classes::SPEAKING.with(Classes::SAYING);
        if run.all.any(Classes::GIVEN.with(Classes::PLACE)) || self.is_acronym(run) {
            return true;
        }
        let next = self.word(run.end);
        !run.all.any(common) && (classes(next).any(Classes::STRICT) && !classes(next).any(Classes::PLAIN))
    }

    fn is_acronym(&self, run: &Run) -> bool {
        kind::is_acronym(run.span.of(self.story.text()))
    }

    fn open(&mut self, run: &Run) -> usize {
        self.entries.push(Entry {
            span: run.span,
            words: run.end - run.first,
            mentions: Vec::new(),
            all: run.all,
            head: run.head,
            title: Classes::default(),
            acts: false,
        });
        self.mention(self.entries.len() - 1, run);
        self.entries.len() - 1
    }

    fn mention(&mut self, entry: usize, run: &Run) {
        let acts = self.acts(run);
        let words = run.end - run.first;
        let entry = &mut self.entries[entry];
        entry.mentions.push(run.span);
        entry.title = entry.title.with(run.title);
        entry.acts |= acts;
        if words > entry.words {
            (entry.span, entry.words, entry.all) = (run.span, words, run.all);
        }
    }

    /// Whether what follows is what follows people: “, 42,”, “, who”, a verb that speaks.
    fn acts(&self, run: &Run) -> bool {
        let (next, after) = (self.word(run.end), self.word(run.end + 1));
        let number =
            self.story.tokens().get(run.end + 1).is_some_and(|token| token.kind == TokenKind::Number);
        let age = next == "," && number && after.len() <= 2 && self.word(run.end + 2) == ",";
        let speaks = classes(next).any(Classes::STRICT) && !classes(next).any(Classes::PLAIN);
        age || speaks || next == "who" || (next == "," && after == "who")
    }
}

fn known_gender(entry: &Entry) -> Option<Gender> {
    let shown = |classes: Classes| match (classes.any(Classes::FEMALE), classes.any(Classes::MALE)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ => None,
    };
    shown(entry.title).or_else(|| if entry.words > 1 { shown(entry.head) } else { None })
}

/// The name on one line.
fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
