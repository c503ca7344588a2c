//! Goes through the matches of a pattern in one text, with the quick engine for as long as it is quick.

use regex_automata::{Input, Match};

use super::Shared;
use super::machine::Machine;
use crate::span::Span;

/// Bytes the quick engine may go over on any text, and how often over each byte of it, before the exact one takes over.
const QUICK: usize = 1 << 20;
const QUICK_TIMES: usize = 64;

/// The matches of a pattern in a text.
pub struct Matches<'p, 't> {
    pattern: &'p Shared,
    text: &'t str,
    at: usize,
    pub(super) quick: usize,
    worked: usize,
    exact: bool,
    machine: Option<Machine<'p, 't>>,
}

impl<'p, 't> Matches<'p, 't> {
    pub(super) fn new(pattern: &'p Shared, text: &'t str) -> Self {
        let exact = pattern.exact || (pattern.exact_in_ascii && text.is_ascii());
        Self {
            pattern,
            text,
            at: 0,
            quick: QUICK + QUICK_TIMES * text.len(),
            worked: 0,
            exact,
            machine: None,
        }
    }

    /// Whether it stopped early, because the pattern took too much work on this text.
    #[must_use]
    pub fn spent(&self) -> bool {
        self.machine.as_ref().is_some_and(Machine::spent)
    }

    /// How much was done so far: bytes that may have been gone over, and steps of the exact engine.
    #[must_use]
    pub fn work(&self) -> usize {
        self.worked + self.machine.as_ref().map_or(0, Machine::work)
    }

    /// Where a match may begin, and its end where that is certain.
    fn candidate(&mut self) -> Option<(usize, Option<usize>)> {
        if self.at > self.text.len() {
            return None;
        }
        let regex = match self.quick {
            0 => None,
            _ if self.exact => self.pattern.ascii(),
            _ => self.pattern.relaxed(),
        };
        let Some(regex) = regex else { return Some((self.at, None)) };
        let found = regex.search(&Input::new(self.text).range(self.at..));
        let work = self.search_work(found.as_ref().map_or(self.text.len(), Match::end));
        self.worked += work;
        self.quick = self.quick.saturating_sub(work);
        let found = found?;
        Some((found.start(), self.exact.then(|| found.end())))
    }

    /// What a search that ended at `end` may have gone over.
    fn search_work(&self, end: usize) -> usize {
        let rest = self.text.len() - self.at;
        match self.pattern.hir.properties().maximum_len() {
            Some(longest) => (end - self.at + 2 * longest).min(rest),
            None => rest,
        }
    }

    fn after(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(1, char::len_utf8)
    }
}

impl Iterator for Matches<'_, '_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let (start, end) = self.candidate()?;
            let end = end.or_else(|| {
                let machine =
                    self.machine.get_or_insert_with(|| Machine::new(self.pattern.program(), self.text));
                machine.end_of(start)
            });
            if self.spent() {
                self.at = self.text.len() + 1;
                return None;
            }
            match end.filter(|&end| end > start) {
                Some(end) => {
                    self.at = end;
                    return Some(Span::new(start, end));
                }
                None => self.at = self.after(start),
            }
        }
    }
}
