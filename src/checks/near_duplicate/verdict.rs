//! Whether two sentences say the same, and in which of three ways.
//!
//! Six measures of a pair are weighed: how much telling matter the two share, how much of their words that is, whether
//! the order is kept, whether figures or names stand against others, and whether a third sentence is as like them: a
//! story that repeats its patterns means to. A clause of the opening said again counts although the rest differs.

use super::{Relation, guards};
use crate::story::similarity::alignment::{Aligned, Aligner, Clause};
use crate::story::similarity::candidates::{Candidate, candidates};
use crate::story::similarity::overlap::{Counter, Overlap};
use crate::story::similarity::terms::{CONTENT, Kind, Term, Terms};

/// Two sentences of a story that say the same.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Number of the earlier sentence among those compared.
    pub earlier: usize,
    /// Number of the later one.
    pub later: usize,
    /// How the later repeats the earlier.
    pub relation: Relation,
    /// How sure that is, from 0 to 1.
    pub certainty: f64,
    /// Terms that stand in both in whatever order.
    pub matched: u32,
    /// A clause of both is the same, the rest is not.
    pub clause: Option<Clause>,
}

/// The weights of the six measures: a logistic regression on 454 planted restatements (copied, reworded, reordered, cut)
/// against all other pairs of 1,700 stories, chosen by cross-validation story by story. `OFFSET` makes 0.5 the certainty
/// at which 5 of 1,000 published stories give an alarm; four of the five do repeat themselves.
const EVIDENCE: f32 = 3.2;
const MATCHED: f32 = 12.1;
const ORDER: f32 = 4.4;
const FIGURES: f32 = -1.6;
const NAMES: f32 = -0.8;
const ELSEWHERE: f32 = -6.7;
const OFFSET: f32 = -19.95;
/// Where this many figures changed, and words besides, the sentences say different things.
const DIFFERENT: u32 = 2;
/// More changed figures or names than this say nothing further.
const MOST_CHANGED: u32 = 4;

/// The opening of a story, in sentences; and how many must stand between it and what restates it.
const OPENING: u32 = 3;
const BETWEEN: u32 = 2;
/// A clause said again: words, weight, part of the shorter sentence, figures. Two of 1,000 published stories have one
/// that restates nothing.
const CLAUSE_WORDS: u32 = 10;
const CLAUSE_WEIGHT: f32 = 30.0;
const CLAUSE_PART: f32 = 0.4;
const CLAUSE_FIGURES: u32 = 1;
/// A clause is as sure as the check's default asks for.
const CLAUSE_SCORE: f32 = 0.0;
/// What a word left out of a clause takes from its weight.
const CLAUSE_GAP: f32 = 1.5;

/// The same sentence with other figures: at least this many telling words stay, at most this part of all words changes.
const FRAME_WORDS: usize = 4;
const FRAME_ALL: usize = 6;
const FRAME_CHANGED: f32 = 0.35;
/// A rarer first word may be a name, although every first word has a capital.
const FIRST_NAME: f32 = 4.0;

/// Finds the pairs of a story.
pub struct Judge<'a> {
    terms: &'a Terms,
    counter: Counter,
    aligner: Aligner,
    /// The score below which nobody asks.
    least: f32,
}

impl<'a> Judge<'a> {
    /// For one story and the least certainty that anyone asks for.
    #[must_use]
    pub fn new(terms: &'a Terms, least: f64) -> Self {
        let least = least.clamp(0.01, 0.99);
        let least = (least / (1.0 - least)).ln() as f32;
        Self { terms, counter: Counter::new(terms), aligner: Aligner::default(), least }
    }

    /// The pairs, by their later sentence; of several earlier ones the likest stays.
    pub fn pairs(&mut self) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = Vec::new();
        for candidate in candidates(self.terms) {
            let Some(pair) = self.judge(&candidate) else { continue };
            match pairs.last_mut().filter(|last| last.later == pair.later) {
                Some(last) if last.certainty >= pair.certainty => {}
                Some(last) => *last = pair,
                None => pairs.push(pair),
            }
        }
        pairs
    }

    fn judge(&mut self, candidate: &Candidate) -> Option<Pair> {
        let terms = self.terms;
        let one = terms.sentence(candidate.earlier as usize);
        let other = terms.sentence(candidate.later as usize);
        if guards::is_refrain(candidate) || !guards::is_prose(one) || !guards::is_prose(other) {
            return None;
        }
        let overlap = self.counter.overlap(terms, one, other);
        let opening = candidate.earlier < OPENING && candidate.later - candidate.earlier > BETWEEN;
        let whole = self.whole(candidate, &overlap, one, other, opening);
        whole.or_else(|| if opening { self.clause(candidate, &overlap, one, other) } else { None })
    }

    /// The two say the same from beginning to end. They are aligned only where that can change the answer.
    fn whole(
        &mut self,
        candidate: &Candidate,
        overlap: &Overlap,
        one: &[Term],
        other: &[Term],
        opening: bool,
    ) -> Option<Pair> {
        let framed = overlap.matched_part() >= 1.0 - FRAME_CHANGED && overlap.words_changed() == 0;
        let alike =
            overlap.figures_changed() < DIFFERENT && score(overlap, 1.0, candidate.elsewhere) >= self.least;
        if !alike && !framed {
            return None;
        }
        let aligned = self.aligner.align(self.terms, one, other);
        let kept: f32 = aligned.iter().map(|&(at, _)| self.terms.entry(one[at as usize]).damped).sum();
        let score = score(overlap, kept / overlap.shared, candidate.elsewhere);
        let relation = match () {
            () if framed && is_frame(self.terms, one, other, &aligned) => Relation::Figures,
            () if !alike || score < self.least => return None,
            () if opening => Relation::Lede,
            () => Relation::Sentence,
        };
        Some(pair(candidate, relation, score, overlap.matched, None))
    }

    /// The opening says much besides, but a whole clause of it comes again.
    fn clause(
        &mut self,
        candidate: &Candidate,
        overlap: &Overlap,
        one: &[Term],
        other: &[Term],
    ) -> Option<Pair> {
        if overlap.matched < CLAUSE_WORDS || overlap.figures_changed() > 0 {
            return None;
        }
        let clause = self.aligner.clause(self.terms, one, other, CLAUSE_GAP);
        let part = clause.matched as f32 / one.len().min(other.len()) as f32;
        let enough = clause.matched >= CLAUSE_WORDS && clause.weight >= CLAUSE_WEIGHT && part >= CLAUSE_PART;
        if !enough || clause.figures > CLAUSE_FIGURES {
            return None;
        }
        Some(pair(candidate, Relation::Lede, CLAUSE_SCORE, overlap.matched, Some(clause)))
    }
}

fn pair(candidate: &Candidate, relation: Relation, score: f32, matched: u32, clause: Option<Clause>) -> Pair {
    Pair {
        earlier: candidate.earlier as usize,
        later: candidate.later as usize,
        relation,
        certainty: 1.0 / (1.0 + f64::from(-score).exp()),
        matched,
        clause,
    }
}

fn score(overlap: &Overlap, order: f32, elsewhere: f32) -> f32 {
    OFFSET
        + EVIDENCE * overlap.shared.ln_1p()
        + MATCHED * overlap.matched_part()
        + ORDER * order
        + FIGURES * overlap.figures_changed().min(MOST_CHANGED) as f32
        + NAMES * overlap.names_changed().min(MOST_CHANGED) as f32
        + ELSEWHERE * elsewhere
}

/// Whether only figures and names changed: the gaps between the words that stay hold nothing else, and a name has
/// another in its place.
fn is_frame(terms: &Terms, one: &[Term], other: &[Term], aligned: &Aligned) -> bool {
    let stays = aligned.len() as f32;
    let changed = (one.len() + other.len()) as f32 / 2.0 - stays;
    if changed <= 0.0 || changed / (stays + changed) > FRAME_CHANGED {
        return false;
    }
    let replaceable = |term: &Term| match term.kind {
        Kind::Figure | Kind::Name => true,
        Kind::Word => term.first && terms.entry(*term).weight >= FIRST_NAME,
    };
    let figure = |term: &Term| term.kind == Kind::Figure;
    let end = (one.len() as u32, other.len() as u32);
    let (mut row, mut column) = (0, 0);
    for &(at, against) in aligned.iter().chain([&end]) {
        let (left, right) = (&one[row..at as usize], &other[column..against as usize]);
        let mut gap = left.iter().chain(right);
        let exchanged =
            if left.is_empty() == right.is_empty() { gap.all(replaceable) } else { gap.all(figure) };
        if !exchanged {
            return false;
        }
        (row, column) = (at as usize + 1, against as usize + 1);
    }
    let telling = |kind: Kind| {
        let stays = aligned.iter().map(|&(at, _)| one[at as usize]);
        stays.filter(|term| term.kind == kind && terms.entry(*term).weight >= CONTENT).count()
    };
    let words = telling(Kind::Word);
    words >= FRAME_WORDS && words + telling(Kind::Name) >= FRAME_ALL
}
