//! Which of a frame's cues says who spoke a quote: the one that stands best to it.
//!
//! The weights were set by hand and tried out in a small grid on two thirds of the development stories.

use super::cue::{Cue, Form};
use super::elements::What;
use super::subject::Clause;

/// A strict verb right after the quote: “…,” she said.
const CLOSE_BEHIND: f32 = 10.0;
/// A strict verb before the quote: She said: “…”
const BEFORE: f32 = 9.0;
/// A cue at the end of a sentence, after words of the story's own.
const TRAILING: f32 = 7.6;
/// What a broad verb is worth less than a strict one.
const BROAD: f32 = 1.8;
/// What a verb of everyday use is worth less again.
const FAINT: f32 = 2.2;
/// What “… – Costa” at the end is worth less.
const LABEL: f32 = 3.0;
/// What every element between cue and quote takes away.
const STEP: f32 = 0.12;
/// No more elements than this count.
const FARTHEST: usize = 25;
/// Cues farther away, in elements, are not asked.
const REACH: usize = 75;
/// What another cue with its own subject in between takes away.
const BETWEEN: f32 = 1.0;
/// What another quote in between takes away.
const PAST_QUOTE: f32 = 0.8;
/// What a subject from the clause before takes away.
const SHARED: f32 = 0.4;
/// What “was called” and “is telling” take away.
const WEAK: f32 = 2.5;
/// A colon or comma leads right into the quote.
const LEADS: f32 = 0.7;

/// The best cue for the quote at element `quote`, with its worth.
pub fn best<'c>(clause: &Clause<'_>, cues: &'c [Cue], quote: usize) -> Option<(&'c Cue, f32)> {
    let from = cues.partition_point(|cue| cue.at + REACH < quote);
    let to = cues.partition_point(|cue| cue.at < quote + REACH);
    let near = cues.get(from..to).unwrap_or_default();
    let worth = |cue: &'c Cue| (cue, worth(clause, near, cue, quote));
    near.iter().map(worth).max_by(|one, other| one.1.total_cmp(&other.1))
}

fn worth(clause: &Clause<'_>, cues: &[Cue], cue: &Cue, quote: usize) -> f32 {
    let mut worth = if cue.at < quote { before(clause, cue, quote) } else { behind(clause, cue, quote) };
    if !cue.strict {
        worth -= BROAD;
    }
    if cue.form == Form::Shared {
        worth -= SHARED;
    }
    if cue.faint {
        worth -= FAINT;
    }
    if cue.form == Form::Label && cue.at > quote {
        worth -= LABEL;
    }
    if cue.weak {
        worth -= WEAK;
    }
    let (from, to) = (cue.at.min(quote), cue.at.max(quote));
    let others =
        cues.iter().filter(|other| other.form == Form::Own && from < other.at && other.at < to).count();
    let quotes =
        clause.elements[from + 1..to].iter().filter(|element| matches!(element.what, What::Quote(_))).count();
    worth - BETWEEN * others.min(3) as f32 - PAST_QUOTE * quotes.min(3) as f32
}

/// The worth of a cue that stands before the quote.
fn before(clause: &Clause<'_>, cue: &Cue, quote: usize) -> f32 {
    let from = cue.last.max(cue.subject.last.min(quote - 1));
    let gap = quote - 1 - from;
    let leads = matches!(clause.elements[quote - 1].what, What::Colon | What::Comma);
    let lead = if leads { LEADS } else { 0.0 };
    BEFORE + lead - STEP * gap.min(FARTHEST) as f32
}

/// The worth of a cue that stands after the quote.
fn behind(clause: &Clause<'_>, cue: &Cue, quote: usize) -> f32 {
    let own = cue.form == Form::Own || cue.form == Form::According || cue.form == Form::Label;
    let first = if own && cue.subject.first > quote { cue.at.min(cue.subject.first) } else { cue.at };
    let between = &clause.elements[quote + 1..first];
    let words = between
        .iter()
        .filter(|element| !matches!(element.what, What::Comma | What::Dash | What::Mark))
        .count();
    if words == 0 {
        return CLOSE_BEHIND;
    }
    let comma = matches!(clause.elements[first - 1].what, What::Comma | What::Quote(_));
    let base = if comma { TRAILING } else { TRAILING - 2.5 };
    base - STEP / 3.0 * words.min(FARTHEST) as f32
}
