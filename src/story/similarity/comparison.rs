//! Two wordings side by side: which stretch of the one is which stretch of the other, and where the words differ.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::edits::{is_change, spelt_out};
use super::wording::{Word, Wording};
use crate::span::Span;

/// Fewer words in common right beside a long gap stand there by chance.
const CHANCE: usize = 3;
/// So many words may differ where a quote begins or ends; more, and the two merely overlap. On 60 altered quotes of the
/// development part two were enough for all.
const FRAYED: usize = 2;

/// Words of the one that stand where the other has others; one of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Words of the earlier wording.
    pub earlier: Range<usize>,
    /// Words of the later wording.
    pub later: Range<usize>,
}

/// How two wordings agree.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The stretch of the earlier wording, in words.
    pub earlier: Range<usize>,
    /// The stretch of the later wording, in words.
    pub later: Range<usize>,
    /// Words that are the same.
    pub matched: usize,
    /// The most words that are the same in a row.
    pub longest: usize,
    /// Where the words differ; cuts, brackets and other spellings left out.
    pub changes: Vec<Change>,
    /// Whether both begin or end with more words that the other does not have.
    pub overlaps_only: bool,
}

impl Comparison {
    /// Lays two wordings side by side; nothing when they share no run of words.
    #[must_use]
    pub fn of(earlier: &Words<'_>, later: &Words<'_>) -> Option<Self> {
        let runs = runs(earlier, later);
        let (first, last) = (runs.first()?, runs.last()?);
        let mut comparison = Self {
            earlier: first.earlier..last.earlier + last.length,
            later: first.later..last.later + last.length,
            matched: runs.iter().map(|run| run.length).sum(),
            longest: runs.iter().map(|run| run.length).max().unwrap_or(0),
            changes: Vec::new(),
            overlaps_only: false,
        };
        let mut gaps: Vec<Change> = runs.windows(2).map(|pair| pair[0].until(&pair[1])).collect();
        comparison.fray(earlier, later, &mut gaps);
        gaps.extend(comparison.lost_word(earlier, later));
        gaps.retain(|gap| is_change(earlier, later, gap));
        gaps.sort_by_key(|gap| gap.later.start);
        comparison.changes = gaps;
        Some(comparison)
    }

    /// The part of the words that agree, of the longer of the two stretches.
    #[must_use]
    pub fn agreement(&self) -> f32 {
        self.matched as f32 / self.earlier.len().max(self.later.len()).max(1) as f32
    }

    /// Whether one of the two has every word of the other, in order.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.changes.is_empty() && !self.overlaps_only
    }

    /// The last word, where the one is the whole of the other without it: whoever cuts a quote cuts more than that.
    fn lost_word(&self, earlier: &Words<'_>, later: &Words<'_>) -> Option<Change> {
        let left = (earlier.words.len() - self.earlier.end, later.words.len() - self.later.end);
        let whole = self.earlier.start == 0 && self.later.start == 0;
        let (one, other) = (self.earlier.end..earlier.words.len(), self.later.end..later.words.len());
        (whole && matches!(left, (0, 1) | (1, 0))).then_some(Change { earlier: one, later: other })
    }

    /// Takes in the few words by which both differ before the first and after the last words in common.
    fn fray(&mut self, earlier: &Words<'_>, later: &Words<'_>, gaps: &mut Vec<Change>) {
        let before = (self.earlier.start, self.later.start);
        let after = (earlier.words.len() - self.earlier.end, later.words.len() - self.later.end);
        self.overlaps_only = before.0.min(before.1) > FRAYED || after.0.min(after.1) > FRAYED;
        let (one, other) = (self.earlier.start, self.later.start);
        if let Some(gap) = fringe(earlier, later, before, |a, b| (one - a..one, other - b..other)) {
            (self.earlier.start, self.later.start) = (gap.earlier.start, gap.later.start);
            gaps.push(gap);
        }
        let (one, other) = (self.earlier.end, self.later.end);
        if let Some(gap) = fringe(earlier, later, after, |a, b| (one..one + a, other..other + b)) {
            (self.earlier.end, self.later.end) = (gap.earlier.end, gap.later.end);
            gaps.push(gap);
        }
    }
}

/// The words of both at one end: as many of the one as of the other, or one more where a contraction is written out.
fn fringe(
    earlier: &Words<'_>,
    later: &Words<'_>,
    left: (usize, usize),
    ranges: impl Fn(usize, usize) -> (Range<usize>, Range<usize>),
) -> Option<Change> {
    let count = left.0.min(left.1);
    if !(1..=FRAYED).contains(&count) {
        return None;
    }
    let more = [(count, count), (count + 1, count), (count, count + 1)];
    let mut there = more.into_iter().filter(|&(one, other)| one <= left.0 && other <= left.1);
    let same = |&(one, other): &(usize, usize)| {
        let (one, other) = ranges(one, other);
        earlier.letters(one) == later.letters(other)
    };
    let (one, other) = there.find(same).unwrap_or((count, count));
    let (earlier, later) = ranges(one, other);
    Some(Change { earlier, later })
}

/// Words with the text they stand in.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// The words to compare.
    pub words: &'a [Word],
    /// Whether an ellipsis follows.
    pub is_cut: bool,
}

impl<'a> Words<'a> {
    /// All words of a wording.
    #[must_use]
    pub fn all(text: &'a str, wording: &'a Wording) -> Self {
        Self { text, words: &wording.words, is_cut: wording.is_cut }
    }

    /// From the first to the last word of a range; empty before the first word when the range is.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let word = |at: usize| self.words.get(at).map(|word| word.span);
        match (word(range.start), range.end.checked_sub(1).and_then(word)) {
            (Some(first), Some(last)) if !range.is_empty() => Span { start: first.start, end: last.end },
            _ => Span::default(),
        }
    }

    /// The words of a range with one space between them.
    #[must_use]
    pub fn said(&self, range: Range<usize>) -> String {
        self.span(range).of(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The letters and digits of a range, in lower case, contractions written out.
    #[must_use]
    pub fn letters(&self, range: Range<usize>) -> String {
        let words = range.filter_map(|at| self.words.get(at));
        let whole = |word: &Word| spelt_out(&word.span.of(self.text).replace('’', "'").to_lowercase());
        words
            .map(whole)
            .flat_map(|word| word.chars().collect::<Vec<_>>())
            .filter(|c| c.is_alphanumeric())
            .collect()
    }
}

#[derive(Clone, Copy)]
struct Run {
    earlier: usize,
    later: usize,
    length: usize,
}

impl Run {
    fn until(&self, next: &Self) -> Change {
        Change {
            earlier: self.earlier + self.length..next.earlier,
            later: self.later + self.length..next.later,
        }
    }
}

/// The stretches that are the same, without those at either end that agree by chance.
fn runs(earlier: &Words<'_>, later: &Words<'_>) -> Vec<Run> {
    let keys = |words: &Words<'_>| words.words.iter().map(|word| word.key).collect::<Vec<_>>();
    let operations = capture_diff_slices(Algorithm::Myers, &keys(earlier), &keys(later));
    let same = operations.iter().filter(|operation| operation.tag() == DiffTag::Equal);
    let run = |operation: &DiffOp| {
        let (one, other) = (operation.old_range(), operation.new_range());
        Run { earlier: one.start, later: other.start, length: one.len() }
    };
    let mut runs: Vec<Run> = same.map(run).collect();
    slide(earlier.words, &mut runs);
    let by_chance =
        |run: &Run, gap: &Change| run.length < CHANCE && gap.earlier.len().max(gap.later.len()) > run.length;
    while runs.len() > 1 && by_chance(&runs[0], &runs[0].until(&runs[1])) {
        runs.remove(0);
    }
    while let [.., before, last] = &runs[..] {
        if !by_chance(last, &before.until(last)) {
            break;
        }
        runs.pop();
    }
    runs
}

/// Words that stand twice in a row in the earlier wording, once before what the later one has of it, agree with the wrong
/// ones of the two: “in the town. In the town we” beside “in the town we”.
fn slide(earlier: &[Word], runs: &mut Vec<Run>) {
    let keys = |range: Range<usize>| earlier.get(range).unwrap_or_default().iter().map(|word| word.key);
    if let [first, second, ..] = &runs[..] {
        let (gap, length) = (first.until(second), first.length);
        let again = gap.earlier.end - gap.earlier.len().min(length)..gap.earlier.end;
        if gap.later.is_empty()
            && again.len() == length
            && keys(again).eq(keys(first.earlier..gap.earlier.start))
        {
            let whole =
                Run { earlier: second.earlier - length, later: first.later, length: second.length + length };
            runs.splice(..2, [whole]);
        }
    }
    if let [.., before, last] = &runs[..] {
        let (gap, length) = (before.until(last), last.length);
        let again = gap.earlier.start..gap.earlier.start + gap.earlier.len().min(length);
        if gap.later.is_empty()
            && again.len() == length
            && keys(again).eq(keys(last.earlier..last.earlier + length))
        {
            let whole = Run { length: before.length + length, ..*before };
            runs.truncate(runs.len() - 2);
            runs.push(whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changes(one: &str, other: &str) -> Vec<(String, String)> {
        let wording = |text: &str| Wording::of(text, Span::new(0, text.len()));
        let (first, second) = (wording(one), wording(other));
        let (first, second) = (Words::all(one, &first), Words::all(other, &second));
        let comparison = Comparison::of(&first, &second).expect("they share words");
        let said = |change: &Change| (first.said(change.earlier.clone()), second.said(change.later.clone()));
        comparison.changes.iter().map(said).collect()
    }

    fn pair(one: &str, other: &str) -> (String, String) {
        (one.to_owned(), other.to_owned())
    }

    #[test]
    fn other_words_are_changes() {
        let whole = "We will mend the harbour wall before the winter storms come back";
        assert_eq!(changes(whole, &whole.replace("will", "may")), [pair("will", "may")]);
        assert_eq!(changes(whole, &whole.replace("winter ", "")), [pair("winter", "")]);
        assert_eq!(changes(whole, &whole.replace("We", "They")), [pair("We", "They")]);
        assert_eq!(changes(whole, &whole.replace("back", "again")), [pair("back", "again")]);
        assert_eq!(changes(whole, &whole.replace(" back", "")), [pair("back", "")]);
    }

    #[test]
    fn a_writer_may_cut_bracket_and_spell() {
        let whole = "We will mend the harbour wall, um, before the winter storms come back. It's time.";
        for edited in [
            "mend the harbour wall before the winter storms",
            "We will mend the harbour wall ... come back",
            "We will mend [it] before the winter storms come back",
            "We will mend the harbor wall".replace("harbor", "harbour").as_str(),
            "We'll mend the harbour wall before the winter storms come back. It is time.",
        ] {
            assert_eq!(changes(whole, edited), [], "{edited}");
        }
        assert_eq!(
            changes("a sea wall long term for healthcare here", "a sea wall long-term for health care here"),
            []
        );
    }

    #[test]
    fn words_around_a_passage_are_not_taken_for_it() {
        let page = "They fish in the old town. In the old town we mend our own nets in the evening. In the evening we sing";
        assert_eq!(changes(page, "In the old town we mend our own nets in the evening"), []);
    }

    #[test]
    fn a_few_words_in_common_are_no_quote() {
        let wording = |text: &str| Wording::of(text, Span::new(0, text.len()));
        let (one, other) =
            ("The boats came home late on Sunday", "Nobody knew when the boats would leave town");
        let (first, second) = (wording(one), wording(other));
        let comparison = Comparison::of(&Words::all(one, &first), &Words::all(other, &second));
        assert!(comparison.is_none_or(|comparison| comparison.overlaps_only));
    }
}
