//! Changes word by word, for people at a terminal: what goes is struck out, what comes follows in another colour. A
//! paragraph is one long line, so only the rows around a change are shown.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::renderer::{
    AnsiColor, DEFAULT_EMPHASIS_STYLE, DEFAULT_LINE_NUM_STYLE, Effects, Style as Colour,
};
use similar::{ChangeTag, DiffOp, TextDiff};

use super::{Pair, lines};
use crate::report::Style;
use crate::report::paint::paint;
use crate::report::visible::{visible, visible_line};
use crate::report::wrap;

const GONE: Colour = AnsiColor::Red.on_default().effects(Effects::STRIKETHROUGH);
const NEW: Colour = AnsiColor::Green.on_default().effects(Effects::BOLD);

/// Digits of a line number for which there is always room.
const DIGITS: usize = 3;
/// Rows shown before and after one that changes.
const AROUND: usize = 1;

/// The changes of a draft, drawn; empty where nothing changes.
#[must_use]
pub fn draw(pair: Pair<'_>, style: &Style) -> String {
    let bare = |text: &'_ str| text.len() - text.trim_start_matches('\u{feff}').len();
    let (old, new) = (lines(&pair.old[bare(pair.old)..]), lines(&pair.new[bare(pair.new)..]));
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let mut out = String::new();
    for op in diff.ops().iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (from, to) = (op.old_range(), op.new_range());
        if from.len() == to.len() {
            for (from, to) in from.zip(to) {
                line(old[from], new[to], from + 1, style, &mut out);
            }
        } else {
            line(&old[from.clone()].concat(), &new[to].concat(), from.start + 1, style, &mut out);
        }
    }
    if out.is_empty() {
        return out;
    }
    format!("{}\n{out}", paint(style, DEFAULT_EMPHASIS_STYLE, &visible(pair.path)))
}

/// A line with the words that go and come.
struct Words {
    text: String,
    changes: Vec<(Range<usize>, Colour)>,
}

impl Words {
    fn of(old: &str, new: &str) -> Self {
        let mut words = Self { text: String::new(), changes: Vec::new() };
        for change in TextDiff::from_unicode_words(old, new).iter_all_changes() {
            let start = words.text.len();
            words.text.push_str(&visible_line(change.value()).0);
            match change.tag() {
                ChangeTag::Equal => {}
                ChangeTag::Delete => words.add(start, GONE),
                ChangeTag::Insert => words.add(start, NEW),
            }
        }
        words
    }

    /// Notes that the text from `start` on has changed.
    fn add(&mut self, start: usize, colour: Colour) {
        let end = self.text.len();
        match self.changes.last_mut().filter(|(last, same)| last.end == start && *same == colour) {
            Some((last, _)) => last.end = end,
            None => self.changes.push((start..end, colour)),
        }
    }

    fn changes_in(&self, row: &Range<usize>) -> bool {
        self.changes.iter().any(|(change, _)| change.start <= row.end && row.start <= change.end)
    }

    /// A row of the line in its colours.
    fn paint(&self, row: Range<usize>, style: &Style) -> String {
        let mut out = String::new();
        let mut at = row.start;
        for (change, colour) in &self.changes {
            let (start, end) = (change.start.clamp(at, row.end), change.end.clamp(at, row.end));
            out.push_str(&self.text[at..start]);
            out.push_str(&paint(style, *colour, &self.text[start..end]));
            at = end;
        }
        out + &self.text[at..row.end]
    }
}

fn line(old: &str, new: &str, number: usize, style: &Style, out: &mut String) {
    let bare = |line: &'_ str| line.trim_end_matches(['\n', '\r']).to_owned();
    let words = Words::of(&bare(old), &bare(new));
    let digits = number.to_string().len().max(DIGITS);
    let room = style.width().saturating_sub(digits + 4).max(1);
    let rows = wrap::rows(&words.text, room, room);
    let near = |at: usize| {
        let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(rows.len());
        rows[around].iter().any(|row| words.changes_in(row))
    };
    let mut gap = false;
    let mut label = number.to_string();
    for (at, row) in rows.iter().enumerate() {
        if !near(at) {
            gap = true;
            continue;
        }
        let left = if gap && at > 0 { "…" } else { " " };
        let margin = paint(style, DEFAULT_LINE_NUM_STYLE, &format!("{label:>digits$} {}{left}", style.bar()));
        let _ = writeln!(out, "{margin}{}", words.paint(row.clone(), style));
        label.clear();
        gap = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> String {
        let pair = Pair { path: "a.md", old, new };
        let text = draw(pair, &Style { color: true, width: 40, unicode: false });
        // Marks are easier to read in a test than codes.
        let text = text.replace(&GONE.to_string(), "[-").replace(&NEW.to_string(), "{+");
        let mut plain = text.replace("\x1b[0m", "~");
        while let Some(start) = plain.find("\x1b[") {
            let end = plain[start..].find('m').map_or(plain.len(), |end| start + end + 1);
            plain.replace_range(start..end, "");
        }
        plain
    }

    #[test]
    fn words_that_go_and_come_are_told_apart() {
        assert_eq!(
            drawn("A\n\nIt is an hat.\n", "A\n\nIt is a hat.\n"),
            "a.md~\n  3 | ~It is [-an~{+a~ hat.\n"
        );
        assert_eq!(drawn("the the end", "the end"), "a.md~\n  1 | ~the [-the ~end\n");
    }

    #[test]
    fn only_the_rows_around_a_change_are_shown() {
        let start = "one two three four five six seven eight nine ten ".repeat(6);
        let end = "ten nine eight seven six five four three two one ".repeat(6);
        let text = drawn(&format!("{start}an hat {end}"), &format!("{start}a hat {end}"));
        assert!(text.contains("[-an~{+a~"), "{text}");
        assert!((3..=5).contains(&text.lines().count()) && text.contains("|…"), "{text}");
    }

    #[test]
    fn a_draft_cannot_steer_the_terminal() {
        let text = drawn("\x1b[31m a a \u{202e}x", "\x1b[31m a \u{202e}x");
        assert!(!text.contains(['\x1b', '\u{202e}']), "{text:?}");
    }
}
