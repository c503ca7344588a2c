//! Patterns: regular expressions that a rule may give, with look-around, and with a bound on what one text can cost.
//!
//! Two engines share the work. `regex-automata` looks first, for a pattern without look-around and with word boundaries
//! that hold for more than they should; where that is not exact, or where its searches begin to run over the same words
//! again and again, [`machine`] decides, whose work on one text is linear. Both count their work, so that the same copy
//! gives the same answer on any machine.

mod machine;
mod matches;
mod plain_words;
mod program;
mod sieve;
mod source;

use std::fmt;
use std::sync::{Arc, OnceLock};

use regex_automata::meta;
use regex_syntax::hir::Hir;

pub use matches::Matches;
pub use sieve::Sieve;

use super::settings::{Mistake, Setting};
use super::value::Value;
use crate::span::Span;
use program::Program;

/// The largest pattern, in states of a small automaton. A list of 700 sayings needs 15,000, `\w{60}` 25,000.
const LARGEST: usize = 30_000;

/// A regular expression. A clone shares what was compiled.
#[derive(Clone)]
pub struct Pattern {
    shared: Arc<Shared>,
}

struct Shared {
    source: String,
    match_case: bool,
    /// The pattern with a stand-in for each look-around.
    hir: Hir,
    looks: Vec<Look>,
    /// Whether copy in ASCII needs no second opinion.
    exact_in_ascii: bool,
    /// Whether no copy does.
    exact: bool,
    ascii: OnceLock<Option<meta::Regex>>,
    relaxed: OnceLock<Option<meta::Regex>>,
    program: OnceLock<Program>,
}

/// A look-around inside a pattern.
struct Look {
    ahead: bool,
    negative: bool,
    hir: Hir,
}

impl Pattern {
    /// Reads a regular expression. `match_case` is false for patterns that hold in any case.
    ///
    /// # Errors
    /// Says what is wrong with it, and where inside `source`.
    pub fn new(source: &str, match_case: bool) -> Result<Self, Mistake> {
        let parts = source::split(source)?;
        let hir = parts.parse(match_case)?;
        let looks = parts
            .looks
            .iter()
            .map(|look| {
                Ok(Look { ahead: look.ahead, negative: look.negative, hir: look.body.parse(match_case)? })
            })
            .collect::<Result<Vec<Look>, Mistake>>()?;
        let size: usize =
            looks.iter().map(|look| program::size(&look.hir)).sum::<usize>() + program::size(&hir);
        if size > LARGEST {
            return Err(plain_words::too_large(size, LARGEST));
        }
        let exact_in_ascii = parts.looks.is_empty();
        let exact = exact_in_ascii && !hir.properties().look_set().contains_word_unicode();
        let shared = Shared {
            source: source.to_owned(),
            match_case,
            hir,
            looks,
            exact_in_ascii,
            exact,
            ascii: OnceLock::new(),
            relaxed: OnceLock::new(),
            program: OnceLock::new(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The pattern as it was written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.shared.source
    }

    /// The same pattern, with or without regard to capitals. A pattern read from a rule minds them.
    ///
    /// # Errors
    /// When it has become too large.
    pub fn with_case(&self, match_case: bool) -> Result<Self, Mistake> {
        if match_case == self.shared.match_case {
            return Ok(self.clone());
        }
        Self::new(&self.shared.source, match_case)
    }

    /// What it is made of, look-around left out.
    #[must_use]
    pub fn hir(&self) -> &Hir {
        &self.shared.hir
    }

    /// Whether it has look-around.
    #[must_use]
    pub fn looks_around(&self) -> bool {
        !self.shared.looks.is_empty()
    }

    /// The same pattern where it is no part of a longer word.
    ///
    /// # Errors
    /// When it has become too large.
    pub fn as_words(&self) -> Result<Self, Mistake> {
        Self::new(&format!(r"\b(?:{})\b", self.shared.source), self.shared.match_case)
    }

    /// Whether it stands in `text`.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.find_iter(text).next().is_some()
    }

    /// Where it stands in `text`: the leftmost match first, then what follows it. A match of no words is none.
    #[must_use]
    pub fn find_iter<'p, 't>(&'p self, text: &'t str) -> Matches<'p, 't> {
        Matches::new(&self.shared, text)
    }

    /// The groups of a match that [`Pattern::find_iter`] gave for the same text; the first is the whole.
    #[must_use]
    pub fn groups(&self, text: &str, found: Span) -> Vec<Option<Span>> {
        self.groups_in(text).of(found)
    }

    /// Tells the groups of one match after the other, in the order of the text; all together cost no more than a search.
    #[must_use]
    pub fn groups_in<'p, 't>(&'p self, text: &'t str) -> Groups<'p, 't> {
        Groups { pattern: self, text, machine: None }
    }
}

/// The groups of the matches in one text.
pub struct Groups<'p, 't> {
    pattern: &'p Pattern,
    text: &'t str,
    machine: Option<machine::Machine<'p, 't>>,
}

impl Groups<'_, '_> {
    /// The groups of a match; the first is the whole. Each match has to stand behind the one before.
    pub fn of(&mut self, found: Span) -> Vec<Option<Span>> {
        let (pattern, text) = (self.pattern, self.text);
        let machine =
            self.machine.get_or_insert_with(|| machine::Machine::new(pattern.shared.program(), text));
        let groups = machine.groups(found.start as usize);
        if groups.is_empty() { vec![Some(found)] } else { groups }
    }
}

impl Shared {
    fn ascii(&self) -> Option<&meta::Regex> {
        self.ascii.get_or_init(|| program::compile(&program::in_ascii(&self.hir))).as_ref()
    }

    fn relaxed(&self) -> Option<&meta::Regex> {
        self.relaxed.get_or_init(|| program::compile(&program::relaxed(&self.hir))).as_ref()
    }

    fn program(&self) -> &Program {
        self.program.get_or_init(|| Program::new(self))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Pattern({:?})", self.shared.source)
    }
}

impl Setting for Pattern {
    fn read(value: &Value) -> Result<Self, Mistake> {
        Self::new(&String::read(value)?, true)
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string", "format": "regex" })
    }

    fn json(&self) -> serde_json::Value {
        self.source().into()
    }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
