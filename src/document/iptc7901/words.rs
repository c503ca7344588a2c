//! The wire's lines as paragraphs, its substitutes as what they stand for.

use std::ops::Range;

use crate::document::source_map::{Inner, Prose};

/// The lines of a range without their ends, which may be a line feed after any number of returns, or a return alone.
pub(super) fn line_ends(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = &source[range.clone()];
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let mut at = range.start;
    let mut lines = Vec::new();
    for line in text.split(end) {
        lines.push(at..at + line.trim_end_matches('\r').len());
        at += line.len() + 1;
    }
    lines
}

/// A line without the marks around it: control characters, `^` before and `<` or `=` behind.
pub(super) fn bare(line: &str) -> &str {
    let filler = |character: char| character.is_control() || character == ' ';
    let line = line.trim_matches(filler);
    let line = line.strip_prefix('^').unwrap_or(line).trim_start_matches(filler);
    line.strip_suffix(['<', '=']).unwrap_or(line).trim_end_matches(filler)
}

/// The paragraphs of a text, with a blank line between them: an indented line begins one.
pub(super) fn paragraphs(source: &str, text: Range<usize>) -> Inner {
    let mut prose = Prose::default();
    let mut open = None;
    for line in line_ends(source, text) {
        let raw = &source[line.clone()];
        let begins =
            raw.trim_start_matches(|c: char| c.is_control() && c != '\t').starts_with(['\t', ' ', '^']);
        let words = bare(raw);
        if words.is_empty() || words.bytes().all(|byte| byte == b'_') {
            open = None;
            continue;
        }
        // Columns, and lines of a table, stay on lines of their own.
        if !prose.text.is_empty() {
            let gap = if open.is_some() && !begins { "\n" } else { "\n\n" };
            prose.replace(gap, open.unwrap_or(line.start)..line.start);
        }
        let start = words.as_ptr() as usize - source.as_ptr() as usize;
        write(&mut prose, source, start..start + words.len());
        open = Some(start + words.len());
    }
    prose.finish()
}

/// Some lines as one text.
pub(super) fn inner(source: &str, lines: Vec<Range<usize>>) -> Inner {
    let mut prose = Prose::default();
    for line in lines {
        let words = bare(&source[line]);
        let start = words.as_ptr() as usize - source.as_ptr() as usize;
        if !prose.text.is_empty() {
            prose.replace("\n", start..start);
        }
        write(&mut prose, source, start..start + words.len());
    }
    prose.finish()
}

fn write(prose: &mut Prose, source: &str, range: Range<usize>) {
    let words = &source[range.clone()];
    let mut at = 0;
    while let Some(next) = words[at..].find(is_special).map(|next| at + next) {
        let (read, length) = substitute(words, next);
        prose.copy(source, range.start + at..range.start + next);
        let place = range.start + next..range.start + next + length;
        match read {
            Some(read) => prose.replace(read, place),
            None => prose.copy(source, place),
        }
        at = next + length;
    }
    prose.copy(source, range.start + at..range.end);
}

fn is_special(character: char) -> bool {
    matches!(character, '`' | '\'' | '_' | '=') || (character.is_control() && character != '\t')
}

/// What stands for something else at this place, and its bytes; `None` where it stands for itself.
fn substitute(words: &str, at: usize) -> (Option<&'static str>, usize) {
    let rest = &words[at..];
    let between_words = words[..at].ends_with(' ') && (rest[1..].starts_with(' ') || rest.len() == 1);
    match rest.as_bytes()[0] {
        b'`' if rest.starts_with("``") => (Some("“"), 2),
        b'`' => (Some("‘"), 1),
        b'\'' if rest.starts_with("''") => (Some("”"), 2),
        b'_' if between_words || words[..at].ends_with(')') => (Some("—"), 1),
        b'=' if words[..at].trim_end().ends_with(')') && between_words => (Some("—"), 1),
        // A column's end, a space of fixed width, a typesetter's instruction, any other control character.
        0x1F => (Some("\t"), 1),
        0x10 => (Some(" "), 1),
        0x0C => (Some(""), rest.find('\u{b}').map_or(1, |end| end + 1)),
        0x00..=0x1F | 0x7F => (Some(""), 1),
        _ => (None, rest.chars().next().map_or(1, char::len_utf8)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn substitutes_are_read_and_lead_back() {
        let source = "\t   ``It's over,'' she\u{11} said _ `no'\u{1f}3\u{c}TTS\u{b} _a_\r\r\nnext <";
        let inner = paragraphs(source, 0..source.len());
        assert_eq!(inner.text, "“It's over,” she said — ‘no'\t3 _a_\nnext");
        let back = |words: &str| {
            let start = inner.text.find(words).expect("in the text");
            inner.map.source_span(Span::new(start, start + words.len())).of(source)
        };
        assert_eq!(
            [back("“"), back("over,”"), back("she said"), back("—")],
            ["``", "over,''", "she\u{11} said", "_"]
        );
    }

    #[test]
    fn lines_end_as_teleprinters_end_them() {
        let lines = |text: &'static str| {
            line_ends(text, 0..text.len()).into_iter().map(|line| &text[line]).collect::<Vec<_>>()
        };
        assert_eq!(lines("a\r\r\nb\nc"), ["a", "b", "c"]);
        assert_eq!(lines("a\rb"), ["a", "b"]);
    }
}
