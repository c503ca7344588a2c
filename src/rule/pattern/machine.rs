//! The exact engine: tries the ways of a pattern in their order and never tries the same way at the same place twice.
//!
//! What failed once at a place fails there always, wherever the match was to begin: the marks are kept from one match to
//! the next, so that all searches of one text together take no more than its length times the choices of the pattern.

use std::collections::HashMap;

use regex_syntax::hir::Look as Assertion;
use regex_syntax::try_is_word_character;

use super::program::{Program, Step, Steps};
use crate::span::Span;

/// Steps that any text may take, and further ones for each byte of it. An ordinary rule takes less than ten a byte; two
/// hundred hostile ones on 100 KB are cut off after 0.2 seconds.
const STEPS: usize = 1 << 21;
const STEPS_A_BYTE: usize = 256;
/// The most marks, in bits: 16 MiB.
const MOST_MARKS: usize = 1 << 27;

/// A run over one text.
pub struct Machine<'p, 't> {
    program: &'p Program,
    text: &'t str,
    marks: Marks,
    held: HashMap<(usize, usize), bool>,
    failed: HashMap<usize, Option<Marks>>,
    stack: Vec<Job>,
    slots: Vec<Option<usize>>,
    left: usize,
}

enum Job {
    Try(u32, usize),
    Restore(usize, Option<usize>),
}

/// Which choices were tried at which places.
#[derive(Default)]
struct Marks {
    bits: Vec<u64>,
    choices: usize,
}

impl Marks {
    fn new(length: usize, choices: u32) -> Option<Self> {
        let bits = (length + 1).checked_mul(choices as usize).filter(|&bits| bits <= MOST_MARKS)?;
        Some(Self { bits: vec![0; bits.div_ceil(64)], choices: choices as usize })
    }

    /// Whether this is the first time.
    fn mark(&mut self, at: usize, choice: u32) -> bool {
        let bit = at * self.choices + choice as usize;
        let word = &mut self.bits[bit / 64];
        let fresh = *word & (1 << (bit % 64)) == 0;
        *word |= 1 << (bit % 64);
        fresh
    }

    fn clear(&mut self, at: usize) {
        for bit in at * self.choices..(at + 1) * self.choices {
            self.bits[bit / 64] &= !(1 << (bit % 64));
        }
    }
}

impl<'p, 't> Machine<'p, 't> {
    /// A machine for one text.
    pub fn new(program: &'p Program, text: &'t str) -> Self {
        let marks = Marks::new(text.len(), program.main.choices);
        let left = if marks.is_some() { STEPS + STEPS_A_BYTE * text.len() } else { 0 };
        Self {
            program,
            text,
            marks: marks.unwrap_or_default(),
            held: HashMap::new(),
            failed: HashMap::new(),
            stack: Vec::new(),
            slots: Vec::new(),
            left,
        }
    }

    /// How many steps it took.
    pub fn work(&self) -> usize {
        (STEPS + STEPS_A_BYTE * self.text.len()).saturating_sub(self.left)
    }

    /// Whether its steps are used up; nothing is found from then on.
    pub fn spent(&self) -> bool {
        self.left == 0
    }

    /// The end of the match that begins at `start`. Starts may only grow from one call to the next.
    pub fn end_of(&mut self, start: usize) -> Option<usize> {
        let program = self.program;
        let mut marks = std::mem::take(&mut self.marks);
        let end = self.run(&program.main, start, &mut marks);
        if let Some(end) = end {
            // The way that led here did not fail: it may be taken again by a match that begins here.
            marks.clear(end);
        }
        self.marks = marks;
        end
    }

    /// The groups of the match that begins at `start`; none when there is no such match.
    pub fn groups(&mut self, start: usize) -> Vec<Option<Span>> {
        self.slots = vec![None; 2 * self.program.groups];
        let Some(end) = self.end_of(start) else { return Vec::new() };
        self.slots[..2].copy_from_slice(&[Some(start), Some(end)]);
        let group = |edges: &[Option<usize>]| Some(Span::new(edges[0]?, edges[1]?));
        self.slots.chunks(2).map(group).collect()
    }

    fn run(&mut self, steps: &'p Steps, start: usize, marks: &mut Marks) -> Option<usize> {
        let mut stack = std::mem::take(&mut self.stack);
        let base = stack.len();
        stack.push(Job::Try(steps.entry, start));
        let mut end = None;
        while stack.len() > base && end.is_none() {
            match stack.pop() {
                Some(Job::Try(step, at)) => end = self.follow(steps, step, at, marks, &mut stack),
                Some(Job::Restore(slot, value)) => self.slots[slot] = value,
                None => {}
            }
        }
        stack.truncate(base);
        self.stack = stack;
        end
    }

    /// Follows one way until it ends; the others are put on the stack.
    fn follow(
        &mut self,
        steps: &'p Steps,
        mut step: u32,
        mut at: usize,
        marks: &mut Marks,
        stack: &mut Vec<Job>,
    ) -> Option<usize> {
        loop {
            self.left = self.left.checked_sub(1)?;
            step = match &steps.steps[step as usize] {
                Step::Match => return Some(at),
                Step::Character(wanted, next) => {
                    at = self.past(at, steps.backward, |found| found == *wanted)?;
                    *next
                }
                Step::Ranges(ranges, next) => {
                    at = self.past(at, steps.backward, |found| is_in(ranges, found))?;
                    *next
                }
                Step::Choice(ways, choice) => {
                    let (first, others) = ways.split_first()?;
                    if !marks.mark(at, *choice) {
                        return None;
                    }
                    stack.extend(others.iter().rev().map(|&way| Job::Try(way, at)));
                    *first
                }
                Step::Assert(assertion, next) => holds(*assertion, self.text, at).then_some(*next)?,
                Step::Look(look, next) => self.looks(*look, at, stack).then_some(*next)?,
                Step::Save(slot, next) => {
                    self.save(*slot, at, stack);
                    *next
                }
            };
        }
    }

    fn past(&self, at: usize, backward: bool, wanted: impl Fn(char) -> bool) -> Option<usize> {
        let found =
            if backward { self.text[..at].chars().next_back() } else { self.text[at..].chars().next() }?;
        wanted(found).then(|| if backward { at - found.len_utf8() } else { at + found.len_utf8() })
    }

    fn save(&mut self, slot: usize, at: usize, stack: &mut Vec<Job>) {
        if let Some(value) = self.slots.get_mut(slot) {
            stack.push(Job::Restore(slot, value.replace(at)));
        }
    }

    /// Whether a look-around holds at a place.
    fn looks(&mut self, look: usize, at: usize, stack: &mut Vec<Job>) -> bool {
        if let Some(&holds) = self.held.get(&(look, at)) {
            return holds;
        }
        let program = self.program;
        let Some((negative, steps)) = program.looks.get(look) else { return false };
        let kept = self.failed.get_mut(&look).and_then(Option::take);
        let Some(mut tried) = kept.or_else(|| self.fresh_marks(steps)) else {
            self.left = 0;
            return false;
        };
        std::mem::swap(&mut self.stack, stack);
        let slots = std::mem::take(&mut self.slots);
        let found = self.run(steps, at, &mut tried).is_some();
        self.slots = slots;
        std::mem::swap(&mut self.stack, stack);
        // Marks of a way that led nowhere hold for every place; those of one that was found do not.
        self.failed.insert(look, (!found).then_some(tried));
        let holds = found != *negative && self.left > 0;
        self.held.insert((look, at), holds);
        holds
    }

    fn fresh_marks(&mut self, steps: &Steps) -> Option<Marks> {
        let marks = Marks::new(self.text.len(), steps.choices)?;
        self.left = self.left.saturating_sub(marks.bits.len());
        Some(marks)
    }
}

fn is_in(ranges: &[(char, char)], found: char) -> bool {
    let after = ranges.partition_point(|&(first, _)| first <= found);
    after > 0 && found <= ranges[after - 1].1
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|c| try_is_word_character(c).unwrap_or_else(|_| c.is_alphanumeric() || c == '_'))
}

fn holds(assertion: Assertion, text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    match assertion {
        Assertion::Start => before.is_none(),
        Assertion::End => after.is_none(),
        Assertion::StartLF => before.is_none_or(|c| c == '\n'),
        Assertion::EndLF => after.is_none_or(|c| c == '\n'),
        Assertion::StartCRLF => match before {
            Some('\r') => after != Some('\n'),
            other => other.is_none_or(|c| c == '\n'),
        },
        Assertion::EndCRLF => match after {
            Some('\n') => before != Some('\r'),
            other => other.is_none_or(|c| c == '\r'),
        },
        Assertion::WordAscii => ascii(before) != ascii(after),
        Assertion::WordAsciiNegate => ascii(before) == ascii(after),
        Assertion::WordUnicode => is_word(before) != is_word(after),
        Assertion::WordUnicodeNegate => is_word(before) == is_word(after),
        Assertion::WordStartAscii => !ascii(before) && ascii(after),
        Assertion::WordEndAscii => ascii(before) && !ascii(after),
        Assertion::WordStartUnicode => !is_word(before) && is_word(after),
        Assertion::WordEndUnicode => is_word(before) && !is_word(after),
        Assertion::WordStartHalfAscii => !ascii(before),
        Assertion::WordEndHalfAscii => !ascii(after),
        Assertion::WordStartHalfUnicode => !is_word(before),
        Assertion::WordEndHalfUnicode => !is_word(after),
    }
}
