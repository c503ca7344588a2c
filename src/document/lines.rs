//! What a line of plain text is: words, an item of a list, a row of a table, a note, a comment to copydesk.

use std::ops::Range;

use super::{furniture, plain};

/// A line's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Words of a paragraph.
    Text,
    /// An item of a list, and the bytes of its marker with the space behind it.
    Item(usize),
    /// A row of a table.
    Row,
    /// A note to the desk.
    Note,
    /// A comment to copydesk.
    Comment,
}

/// A cheap look at a line's ends; most lines of prose need no other.
pub(super) fn may_be_special(line: &str) -> bool {
    let bytes = line.as_bytes();
    let first = match bytes.first() {
        Some(b' ' | b'\t' | 0x80..) => line.trim_start().bytes().next(),
        first => first.copied(),
    };
    let begins = match first {
        Some(b'-' | b'*' | b'0'..=b'9' | b'[' | b'<' | b'|') => true,
        // The bullets and the opening quotation marks begin with the same byte.
        Some(0xE2) => marker(line.trim_start()).is_some(),
        _ => false,
    };
    begins || matches!(bytes.last(), Some(b'0'..=b'9' | b'%'))
}

/// The kinds of the lines of one paragraph, given without white space at their ends.
pub(super) fn classify(text: &str, lines: &[Range<usize>]) -> Vec<Line> {
    let mut kinds: Vec<_> = lines.iter().map(|line| kind(text, line.clone())).collect();
    drop_lone_items(&mut kinds);
    settle_rows(text, lines, &mut kinds);
    kinds
}

fn kind(text: &str, line: Range<usize>) -> Line {
    let words = &text[line.clone()];
    if plain::is_comment_line(text, line) {
        return Line::Comment;
    }
    if furniture::is_marked_note(words) {
        return Line::Note;
    }
    match marker(words) {
        Some(length) => Line::Item(length),
        None if is_row(words) => Line::Row,
        None => Line::Text,
    }
}

/// An item that words precede needs another one in its paragraph: a dash can begin a wrapped line by chance.
fn drop_lone_items(kinds: &mut [Line]) {
    let is_item = |kind: &Line| matches!(kind, Line::Item(_));
    if kinds.iter().filter(|kind| is_item(kind)).count() != 1 || is_item(&kinds[0]) {
        return;
    }
    if let Some(lone) = kinds.iter_mut().find(|kind| is_item(kind)) {
        *lone = Line::Text;
    }
}

/// One row makes no table; a line of headings joins the rows under it.
fn settle_rows(text: &str, lines: &[Range<usize>], kinds: &mut [Line]) {
    for at in 0..kinds.len() {
        let before = at > 0 && kinds[at - 1] == Line::Row;
        let after = kinds.get(at + 1) == Some(&Line::Row);
        if kinds[at] == Line::Row && !before && !after {
            kinds[at] = Line::Text;
        }
        let heading = kinds[at] == Line::Text && after && kinds.get(at + 2) == Some(&Line::Row);
        if heading && columns(&text[lines[at].clone()]).nth(1).is_some() {
            kinds[at] = Line::Row;
        }
    }
}

/// Bytes of a list marker and the space behind it; words have to follow.
fn marker(line: &str) -> Option<usize> {
    let rest = match line.as_bytes().first()? {
        b'-' | b'*' => line[1..].strip_prefix([' ', '\t'])?,
        b'0'..=b'9' => numbered(line)?,
        0xE2 | 0xC2 => line.strip_prefix(['•', '‣', '▪', '◦', '●', '·'])?,
        _ => return None,
    };
    let words = rest.trim_start();
    let opens = |first: char| first.is_alphanumeric() || "\"'“‘«([$€£#@".contains(first);
    words.starts_with(opens).then(|| line.len() - words.len())
}

fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    if digits > 2 { None } else { rest.strip_prefix([' ', '\t']) }
}

/// Whether a line is set in columns of which one, behind the first, holds figures.
fn is_row(line: &str) -> bool {
    if line.starts_with('|') {
        return line.len() > 2 && line.ends_with('|') && line[1..line.len() - 1].contains('|');
    }
    columns(line).skip(1).any(is_figure)
}

/// The parts of a line between tabs or runs of spaces.
fn columns(line: &str) -> impl Iterator<Item = &str> {
    line.split('\t').flat_map(|part| part.split("  ")).map(str::trim).filter(|part| !part.is_empty())
}

fn is_figure(column: &str) -> bool {
    let figures = |byte: u8| byte.is_ascii_digit() || b" .,%+-$():/".contains(&byte);
    column.len() <= 24
        && column.bytes().any(|byte| byte.is_ascii_digit())
        && column.trim_matches(['€', '£', '–', '½']).bytes().all(figures)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_need_words() {
        assert_eq!(marker("- a levy"), Some(2));
        assert_eq!(marker("12) \"No\""), Some(4));
        assert_eq!(marker("•Cars"), Some(3));
        assert_eq!([marker("* * *"), marker("-- Ada"), marker("2024. It"), marker("-5 degrees")], [None; 4]);
    }
}
