//! A pattern made ready for its two engines: the automaton's form, and steps for the machine.

use regex_automata::meta;
use regex_syntax::hir::{Class, Hir, HirKind, Look as Assertion, Repetition};

use super::source::look_of;
use super::{Look, Shared};

/// One step of the machine, with the number of the next.
#[derive(Debug)]
pub enum Step {
    /// One character.
    Character(char, u32),
    /// One character of these ranges.
    Ranges(Box<[(char, char)]>, u32),
    /// The first of these that leads on; the number of the choice.
    Choice(Vec<u32>, u32),
    /// A boundary or an end.
    Assert(Assertion, u32),
    /// A look-around.
    Look(usize, u32),
    /// An edge of a group.
    Save(usize, u32),
    /// The end.
    Match,
}

/// Steps, and where they begin.
#[derive(Debug, Default)]
pub struct Steps {
    /// All of them.
    pub steps: Vec<Step>,
    /// The first.
    pub entry: u32,
    /// How many choices there are.
    pub choices: u32,
    /// Whether they lead from right to left.
    pub backward: bool,
}

/// A pattern's steps and those of its look-around.
#[derive(Debug)]
pub struct Program {
    /// The pattern itself.
    pub main: Steps,
    /// Its look-around: whether it must not hold, and its steps.
    pub looks: Vec<(bool, Steps)>,
    /// How many groups there are, the whole match being one.
    pub groups: usize,
}

impl Program {
    pub(super) fn new(pattern: &Shared) -> Self {
        let look = |look: &Look| (look.negative, Steps::new(&look.hir, !look.ahead));
        Self {
            main: Steps::new(&pattern.hir, false),
            looks: pattern.looks.iter().map(look).collect(),
            groups: pattern.hir.properties().explicit_captures_len() + 1,
        }
    }
}

impl Steps {
    fn new(hir: &Hir, backward: bool) -> Self {
        let mut steps = Self { backward, ..Self::default() };
        let end = steps.add(Step::Match);
        steps.entry = steps.compile(hir, end);
        steps
    }

    fn add(&mut self, step: Step) -> u32 {
        self.steps.push(step);
        self.steps.len() as u32 - 1
    }

    fn choice(&mut self, ways: Vec<u32>) -> u32 {
        self.choices += 1;
        self.add(Step::Choice(ways, self.choices - 1))
    }

    /// The first step of `hir` when `next` is what follows it.
    fn compile(&mut self, hir: &Hir, next: u32) -> u32 {
        match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => self.literal(&literal.0, next),
            HirKind::Class(class) => self.add(Step::Ranges(ranges(class), next)),
            HirKind::Look(look) => self.add(Step::Assert(*look, next)),
            HirKind::Repetition(repetition) => self.repetition(repetition, next),
            HirKind::Capture(capture) if self.backward => self.compile(&capture.sub, next),
            HirKind::Capture(capture) => {
                let edge = 2 * capture.index as usize;
                let end = self.add(Step::Save(edge + 1, next));
                let inner = self.compile(&capture.sub, end);
                self.add(Step::Save(edge, inner))
            }
            HirKind::Concat(parts) if self.backward => {
                parts.iter().fold(next, |next, part| self.compile(part, next))
            }
            HirKind::Concat(parts) => parts.iter().rev().fold(next, |next, part| self.compile(part, next)),
            HirKind::Alternation(ways) => {
                let ways = ways.iter().map(|way| self.compile(way, next)).collect();
                self.choice(ways)
            }
        }
    }

    fn literal(&mut self, bytes: &[u8], next: u32) -> u32 {
        let text = String::from_utf8_lossy(bytes);
        let backward = self.backward;
        let step = |next, character| match look_of(character) {
            Some(look) => self.add(Step::Look(look, next)),
            None => self.add(Step::Character(character, next)),
        };
        if backward { text.chars().fold(next, step) } else { text.chars().rev().fold(next, step) }
    }

    fn repetition(&mut self, repetition: &Repetition, next: u32) -> u32 {
        let ways = |on: u32| if repetition.greedy { vec![on, next] } else { vec![next, on] };
        let mut tail = next;
        match repetition.max {
            Some(most) => {
                for _ in repetition.min..most {
                    let on = self.compile(&repetition.sub, tail);
                    tail = self.choice(ways(on));
                }
            }
            None => {
                tail = self.choice(Vec::new());
                let on = self.compile(&repetition.sub, tail);
                if let Step::Choice(open, _) = &mut self.steps[tail as usize] {
                    *open = ways(on);
                }
            }
        }
        (0..repetition.min).fold(tail, |tail, _| self.compile(&repetition.sub, tail))
    }
}

fn ranges(class: &Class) -> Box<[(char, char)]> {
    match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
    }
}

/// About how many states an automaton needs for `hir`.
pub fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty => 0,
        HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => class.ranges().len().div_ceil(2),
        HirKind::Class(Class::Bytes(_)) => 1,
        HirKind::Capture(capture) => size(&capture.sub).saturating_add(2),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min.saturating_add(1));
            (size(&repetition.sub).saturating_add(1)).saturating_mul(times as usize)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(size).fold(1, usize::saturating_add)
        }
    }
}

/// The automaton of a pattern whose size was found bearable.
pub fn compile(hir: &Hir) -> Option<meta::Regex> {
    let config = meta::Config::new().utf8_empty(true).nfa_size_limit(None).hybrid_cache_capacity(4 << 20);
    meta::Builder::new().configure(config).build_from_hir(hir).ok()
}

/// The pattern for copy in ASCII, where a word boundary is a simple thing.
pub fn in_ascii(hir: &Hir) -> Hir {
    rewrite(hir, &|look| {
        Hir::look(match look {
            Assertion::WordUnicode => Assertion::WordAscii,
            Assertion::WordUnicodeNegate => Assertion::WordAsciiNegate,
            Assertion::WordStartUnicode => Assertion::WordStartAscii,
            Assertion::WordEndUnicode => Assertion::WordEndAscii,
            Assertion::WordStartHalfUnicode => Assertion::WordStartHalfAscii,
            Assertion::WordEndHalfUnicode => Assertion::WordEndHalfAscii,
            other => other,
        })
    })
}

/// A pattern that stands wherever `hir` does, and perhaps elsewhere, without what the automaton is slow at: look-around
/// goes, and a word boundary may be anywhere but between two ASCII letters.
pub fn relaxed(hir: &Hir) -> Hir {
    rewrite(hir, &|look| match look {
        Assertion::WordUnicode => Hir::alternation(vec![
            Hir::look(Assertion::WordStartHalfAscii),
            Hir::look(Assertion::WordEndHalfAscii),
        ]),
        Assertion::WordUnicodeNegate
        | Assertion::WordStartUnicode
        | Assertion::WordEndUnicode
        | Assertion::WordStartHalfUnicode
        | Assertion::WordEndHalfUnicode => Hir::empty(),
        other => Hir::look(other),
    })
}

fn rewrite(hir: &Hir, look: &dyn Fn(Assertion) -> Hir) -> Hir {
    match hir.kind() {
        HirKind::Look(found) => look(*found),
        HirKind::Literal(literal) => without_looks(&literal.0),
        HirKind::Repetition(repetition) => Hir::repetition(Repetition {
            sub: Box::new(rewrite(&repetition.sub, look)),
            ..repetition.clone()
        }),
        HirKind::Capture(capture) => rewrite(&capture.sub, look),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(|part| rewrite(part, look)).collect()),
        HirKind::Alternation(ways) => Hir::alternation(ways.iter().map(|way| rewrite(way, look)).collect()),
        HirKind::Empty | HirKind::Class(_) => hir.clone(),
    }
}

fn without_looks(bytes: &[u8]) -> Hir {
    let text = String::from_utf8_lossy(bytes);
    Hir::literal(text.chars().filter(|&c| look_of(c).is_none()).collect::<String>().into_bytes())
}
