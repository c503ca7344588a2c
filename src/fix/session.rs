//! A draft while it is being fixed: its bytes, what its desk says about them, and what has been done so far.

use std::sync::Arc;

use super::compare::raised;
use super::edits::{self, Moves};
use crate::document::{Encoding, Format, Source, SourceError};
use crate::engine::{Broken, Checked, RuleSet};
use crate::finding::{Edit, Finding, Fix};
use crate::span::Place;

/// What a desk says about the stories of a file, limits left aside.
pub type Stories = Vec<(Arc<RuleSet>, Checked)>;

/// Checks a source as the draft's desk does.
pub type Judge<'j> = dyn Fn(Source) -> Result<Stories, Broken> + 'j;

/// How the bytes of a draft are read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Its format.
    pub format: Format,
    /// The encoding that its config says it is in, where it does not say so itself.
    pub told: Option<Encoding>,
}

impl Reading {
    /// Reads bytes this way.
    ///
    /// # Errors
    /// When they are no text of that kind.
    pub fn read(self, bytes: Vec<u8>) -> Result<Source, SourceError> {
        Source::read_in(bytes, self.format, self.told)
    }
}

/// Why a draft is not fixed.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// It is not text that can be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The program broke on it.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// Its text would not give the same bytes again.
    #[error("its text does not give back the bytes of the file, so it was left as it is")]
    Irreproducible,
    /// A container, which has no bytes that words could be put into.
    #[error("the words of this format cannot be changed in place")]
    Container,
    /// Too many fixes raise findings.
    #[error("too many of its fixes would raise new findings, so it was left as it is")]
    Unsettled,
}

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The rule whose finding it mends.
    pub rule: Arc<str>,
    /// What it does, in plain words.
    pub title: String,
    /// Where the finding stood when it was mended.
    pub place: Place,
}

/// What came of trying fixes.
pub enum Attempt {
    /// They can be made.
    Good(State),
    /// They would raise findings of these rules, some of them perhaps several times.
    Raises(Vec<Arc<str>>),
    /// They do not fit the file, or the result cannot be read.
    Impossible,
}

/// Bytes and what is found in them.
pub struct State {
    bytes: Vec<u8>,
    stories: Stories,
    moves: Moves,
}

/// A draft while it is being fixed.
pub struct Session<'j> {
    reading: Reading,
    encoding: Encoding,
    judge: &'j Judge<'j>,
    state: State,
    /// What has been done, in the order in which it was done.
    pub applied: Vec<Applied>,
}

impl<'j> Session<'j> {
    /// Reads and checks a draft.
    ///
    /// # Errors
    /// When it cannot be read or checked, or cannot be written back byte for byte.
    pub fn open(bytes: Vec<u8>, reading: Reading, judge: &'j Judge<'j>) -> Result<Self, FixError> {
        if reading.format == Format::Docx {
            return Err(FixError::Container);
        }
        let source = reading.read(bytes.clone())?;
        if !source.holds(&bytes) {
            return Err(FixError::Irreproducible);
        }
        let encoding = source.encoding();
        let state = State { bytes, stories: judge(source)?, moves: Moves::default() };
        Ok(Self { reading, encoding, judge, state, applied: Vec::new() })
    }

    /// What is found in the draft as it stands now, in the order of the report.
    #[must_use]
    pub fn findings(&self) -> Vec<&Finding> {
        self.state.findings().collect()
    }

    /// The bytes of the draft as it stands now.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.state.bytes
    }

    /// Tries the first fixes of some findings, which are given by their places in [`Self::findings`], all together.
    #[must_use]
    pub fn attempt(&self, chosen: &[usize]) -> Attempt {
        let findings = self.findings();
        let edits: Vec<Edit> = chosen.iter().flat_map(|&at| findings[at].fixes[0].edits.clone()).collect();
        let Some(state) = self.read(&edits) else { return Attempt::Impossible };
        let mended = |at: &usize| chosen.contains(at);
        let kept = findings.iter().enumerate().filter(|(at, _)| !mended(at)).map(|(_, finding)| *finding);
        let rules: Vec<Arc<str>> =
            raised(kept, state.findings(), &state.moves).iter().map(|new| Arc::clone(&new.rule)).collect();
        if rules.is_empty() { Attempt::Good(state) } else { Attempt::Raises(rules) }
    }

    /// Goes on from what an attempt has made of the draft.
    pub fn take(&mut self, chosen: &[usize], state: State) {
        let findings = self.findings();
        let applied = chosen.iter().map(|&at| Applied {
            rule: Arc::clone(&findings[at].rule),
            title: findings[at].fixes[0].title.clone(),
            place: findings[at].primary.place,
        });
        let mut applied: Vec<Applied> = applied.collect();
        applied.sort_by_key(|one| one.place.start);
        self.applied.append(&mut applied);
        self.state = state;
    }

    /// Whether the draft's encoding has all characters of a fix.
    #[must_use]
    pub fn has_characters_of(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| self.encoding.encode(&edit.text).is_some())
    }

    /// Where an offset of the file stood before the last attempt that was taken has moved to.
    #[must_use]
    pub fn moved(&self, offset: u32) -> u32 {
        self.state.moves.range(offset, offset).0 as u32
    }

    /// The bytes and what is found in them.
    #[must_use]
    pub fn finish(self) -> (Vec<u8>, Stories, Vec<Applied>) {
        (self.state.bytes, self.state.stories, self.applied)
    }

    /// What the edits make of the draft, read and checked; nothing where that cannot be done.
    fn read(&self, edits: &[Edit]) -> Option<State> {
        let (bytes, moves) = edits::apply(&self.state.bytes, self.encoding, edits)?;
        let source = self.reading.read(bytes.clone()).ok()?;
        if source.encoding() != self.encoding || !source.holds(&bytes) {
            return None;
        }
        let stories = (self.judge)(source).ok()?;
        Some(State { bytes, stories, moves })
    }
}

impl State {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.stories.iter().flat_map(|(_, checked)| &checked.findings)
    }
}
