//! A guard before Markdown is parsed: the parser's time grows with lines times the depth of their blocks, so
//! that a file of a few hundred kilobytes could keep it busy for minutes.

use std::ops::Range;

use super::plain::each_line;

/// Quotes, lists and footnotes inside each other; copy hardly has four.
const DEEPEST: usize = 100;

/// The first line that opens more blocks inside each other than any copy does.
pub(super) fn too_deep(source: &str) -> Option<Range<usize>> {
    let mut found = None;
    each_line(source, |line| {
        let words = &source.as_bytes()[line.clone()];
        let may_open =
            matches!(words.first(), Some(b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'[' | b'0'..=b'9'));
        if may_open && words.len() > DEEPEST && found.is_none() && depth(words) > DEEPEST {
            found = Some(line);
        }
    });
    found
}

/// An upper bound of the blocks around the first words of a line: its markers, and half its indentation.
fn depth(line: &[u8]) -> usize {
    let (mut markers, mut spaces, mut at) = (0, 0_usize, 0);
    while at < line.len() {
        let length = match line[at] {
            b' ' => {
                spaces += 1;
                at += 1;
                continue;
            }
            b'\t' => {
                spaces += 4;
                at += 1;
                continue;
            }
            b'>' => 1,
            b'-' | b'*' | b'+' => 1,
            b'0'..=b'9' => line[at..].iter().take_while(|byte| byte.is_ascii_digit()).count() + 1,
            b'[' if line.get(at + 1) == Some(&b'^') => footnote(&line[at..]),
            _ => break,
        };
        let closed = line[at] == b'>'
            || line[at] == b'['
            || matches!(line.get(at + length), Some(b' ' | b'\t') | None);
        if !closed || length == 0 {
            break;
        }
        markers += 1;
        at += length;
    }
    // Spaces after a marker belong to it; only those that are left can continue blocks of earlier lines.
    if markers == 0 { 0 } else { markers + spaces.saturating_sub(markers) / 2 }
}

/// Bytes of `[^name]:`, 0 if the line goes on in another way.
fn footnote(line: &[u8]) -> usize {
    let close = memchr::memchr(b']', &line[..line.len().min(1000)]).unwrap_or(0);
    if line.get(close + 1) == Some(&b':') && close > 0 { close + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_towers_of_blocks_are_too_deep() {
        for deep in [">".repeat(101), "- ".repeat(101) + "a", " ".repeat(250) + "- a", "[^a]: ".repeat(120)] {
            assert!(too_deep(&format!("One.\n\n{deep}\nTwo.")).is_some(), "{deep}");
        }
        for flat in [
            "-".repeat(300),
            "*".repeat(300),
            " ".repeat(300) + "word",
            "> ".repeat(20) + &"a > b ".repeat(99),
        ] {
            assert_eq!(too_deep(&flat), None, "{flat}");
        }
    }
}
