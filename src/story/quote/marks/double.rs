//! Pairs the double marks of one block.

use super::scan::{Direction, Mark, Shape};
use super::single;

/// What a mark turned out to do; indices are of marks in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It is no quotation mark: an apostrophe, inches, or a single mark that found no partner.
    None,
    /// It opens what the other closes.
    Opens(usize),
    /// It closes what the other opens.
    Closes(usize),
    /// It opens and nothing closes it in this block.
    StaysOpen,
    /// It closes and nothing is open.
    Unopened,
    /// It opens what goes on with the mark at the start of the next line.
    Continues,
}

/// Quotations inside quotations inside quotations: deeper ones are no language.
const DEEPEST: usize = 4;

/// How many marks after one are looked at to tell inches.
const NEAR: usize = 16;

/// Pairs double marks. `goes_on` tells whether the second mark begins the paragraph after the one that the first one
/// left open.
pub(super) fn pair(
    text: &str,
    marks: &[Mark],
    parts: &mut Vec<Part>,
    goes_on: impl Fn(&Mark, &Mark) -> bool,
) {
    parts.clear();
    parts.resize(marks.len(), Part::None);
    let mut open: Vec<usize> = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.is_double) {
        if mark.direction == Direction::Inches && !closes_figure(marks, at, &open) {
            continue;
        }
        if !opens(mark.direction, &open) {
            match open.pop() {
                Some(from) => (parts[from], parts[at]) = (Part::Opens(at), Part::Closes(from)),
                None => parts[at] = Part::Unopened,
            }
            continue;
        }
        if let &[last] = open.as_slice() {
            if goes_on(&marks[last], mark) && !single_closes(text, &marks[last + 1..at]) {
                parts[last] = Part::Continues;
                open.clear();
            }
        }
        if open.len() < DEEPEST {
            open.push(at);
            parts[at] = Part::StaysOpen;
        }
    }
    unframe(marks, parts);
}

/// Whether a single mark among these closes what only a double one can have opened.
fn single_closes(text: &str, marks: &[Mark]) -> bool {
    let opens = |mark: &Mark| single::opens(text, mark);
    let closes = |mark: &Mark| single::closes(mark) && !single::may_own(text, mark);
    marks.iter().any(closes) && !marks.iter().any(opens)
}

/// Straight marks around a whole block that quotes with curly ones are the frame of a block quote, not a quotation.
fn unframe(marks: &[Mark], parts: &mut [Part]) {
    let Some(Part::Opens(end)) = parts.first().copied() else { return };
    let is_straight = |at: usize| marks[at].shape == Shape::Straight;
    let closes_last = !parts[end + 1..].iter().any(|part| *part != Part::None);
    let holds_curly =
        (1..end).any(|at| marks[at].shape == Shape::Left && matches!(parts[at], Part::Opens(_)));
    if is_straight(0) && is_straight(end) && closes_last && holds_curly {
        (parts[0], parts[end]) = (Part::None, Part::None);
    }
}

fn opens(direction: Direction, open: &[usize]) -> bool {
    match direction {
        Direction::Opens => true,
        Direction::Closes | Direction::Inches => false,
        Direction::Either | Direction::LeftCloses | Direction::RightOpens => open.is_empty(),
    }
}

/// Whether a mark after a figure closes a quotation: one is open, and what comes next does not close it as well.
fn closes_figure(marks: &[Mark], at: usize, open: &[usize]) -> bool {
    let mut later = marks[at + 1..].iter().take(NEAR).filter(|mark| mark.is_double);
    !open.is_empty() && later.next().is_none_or(|next| next.direction != Direction::Closes)
}
