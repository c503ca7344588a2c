//! Breaks prose into rows that fit a terminal.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// The columns a text takes, never guessed too small.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

/// The columns a character takes.
#[must_use]
pub fn columns_of(ch: char) -> usize {
    match ch {
        // It may turn the narrow sign before it into a wide emoji.
        '\u{fe0f}' => 1,
        _ => ch.width().unwrap_or(1),
    }
}

/// The byte ranges of `text`'s rows: `first` columns for the first row, `rest` for the others.
///
/// Rows break at spaces, which belong to no row. A word longer than a row is cut, but not inside what
/// readers take for one character.
#[must_use]
pub fn rows(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut start = 0;
    loop {
        let room = if rows.is_empty() { first } else { rest };
        let end = start + row_end(&text[start..], room.max(2));
        let next = end + spaces(&text[end..]);
        rows.push(start..start + text[start..end].trim_end_matches(is_space).len());
        if next >= text.len() {
            return rows;
        }
        start = next;
    }
}

/// A paragraph in rows of at most `room` columns, the first beginning `used` columns in.
#[must_use]
pub fn paragraph(text: &str, used: usize, room: usize) -> Vec<&str> {
    rows(text, room.saturating_sub(used), room).into_iter().map(|row| &text[row]).collect()
}

/// Whether a row may break at the character.
#[must_use]
pub fn is_space(ch: char) -> bool {
    ch.is_whitespace() && !matches!(ch, '\u{a0}' | '\u{202f}')
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_space).len()
}

/// Where a row that starts with `text` has to end.
fn row_end(text: &str, room: usize) -> usize {
    let (mut used, mut cut, mut space, mut before) = (0, 0, 0, None);
    for (at, ch) in text.char_indices() {
        if is_space(ch) && before.is_some_and(|ch| !is_space(ch)) {
            space = at;
        }
        if before.is_some_and(|before| !is_joined(before, ch)) {
            cut = at;
        }
        used += columns_of(ch);
        if used > room {
            return [space, cut, at].into_iter().find(|&end| end > 0).unwrap_or(ch.len_utf8());
        }
        before = Some(ch);
    }
    text.len()
}

/// Whether two characters make one sign: marks on letters, emoji sequences, flags.
fn is_joined(before: char, ch: char) -> bool {
    let is_flag = |ch| matches!(ch, '\u{1f1e6}'..='\u{1f1ff}');
    ch.width() == Some(0)
        || before == '\u{200d}'
        || matches!(ch, '\u{1f3fb}'..='\u{1f3ff}')
        || (is_flag(before) && is_flag(ch))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_at_spaces() {
        let text = "The council voted  on Tuesday";
        assert_eq!(paragraph(text, 0, 12), ["The council", "voted  on", "Tuesday"]);
        assert_eq!(paragraph(text, 8, 12), ["The", "council", "voted  on", "Tuesday"]);
        assert_eq!(paragraph("", 0, 12), [""]);
    }

    #[test]
    fn a_long_word_is_cut_but_no_sign_is() {
        assert_eq!(paragraph("abcdefgh", 0, 3), ["abc", "def", "gh"]);
        assert_eq!(paragraph("e\u{301}e\u{301}e\u{301}", 0, 2), ["e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(paragraph("日本語", 0, 3), ["日", "本", "語"]);
        assert_eq!(paragraph("👍🏽👍🏽", 0, 4), ["👍🏽", "👍🏽"]);
    }

    #[test]
    fn no_row_is_wider_than_its_room() {
        let text = "Ein 日本語のテキスト with 👩\u{200d}🚒 and ❤\u{fe0f} x".repeat(5);
        for room in 6..60 {
            for row in paragraph(&text, 0, room) {
                assert!(columns(row) <= room, "{row} in {room}");
            }
        }
    }
}
