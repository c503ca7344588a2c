//! What a line of ArchieML is.

use std::ops::Range;

use crate::document::plain;

/// A line that is more than words, or may be.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'t> {
    Command(Command),
    /// A key and the words behind its colon.
    Key(Range<usize>, Range<usize>),
    /// The words behind a bullet.
    Element(Range<usize>),
    /// The start of an array or an object; its end, where the key is empty.
    Scope {
        array: bool,
        flags: &'t str,
        key: Range<usize>,
    },
    Words,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Command {
    End,
    Skip,
    EndSkip,
    Ignore,
}

/// Longer names first: `:endskip` is no `:end`.
const COMMANDS: [(&str, Command); 4] = [
    ("endskip", Command::EndSkip),
    ("ignore", Command::Ignore),
    ("skip", Command::Skip),
    ("end", Command::End),
];

/// Reads a line, given without its line end.
pub(super) fn read(text: &str, line: Range<usize>) -> Line<'_> {
    let words = text[line.clone()].trim_start_matches(is_space);
    let at = |rest: &str| line.end - rest.len();
    let value = |rest: &str| trim(text, at(rest)..line.end);
    let first = words.as_bytes().first();
    if first == Some(&b':') {
        let rest = words[1..].trim_start_matches([' ', '\t']).as_bytes();
        let named = |name: &str| {
            rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
        };
        let command = COMMANDS.iter().find(|(name, _)| named(name));
        return command.map_or(Line::Words, |(_, command)| Line::Command(*command));
    }
    let name = words.find(|character| !is_slug(character)).unwrap_or(words.len());
    if let Some(rest) = words[name..].trim_start_matches([' ', '\t']).strip_prefix(':').filter(|_| name > 0) {
        let start = at(words);
        return Line::Key(start..start + name, value(rest));
    }
    match first {
        Some(b'*') => Line::Element(value(&words[1..])),
        Some(b'[' | b'{') => scope(words, at(words)).unwrap_or(Line::Words),
        _ => Line::Words,
    }
}

fn scope(words: &str, start: usize) -> Option<Line<'_>> {
    let inside = words[1..].trim_start_matches([' ', '\t']);
    let key = inside.trim_start_matches(['+', '.']);
    let flags = &inside[..inside.len() - key.len()];
    let key = key.trim_start_matches([' ', '\t']);
    let name = key.find(|character| !is_slug(character)).unwrap_or(key.len());
    key[name..].trim_start_matches([' ', '\t']).starts_with([']', '}']).then(|| {
        let at = start + words.len() - key.len();
        Line::Scope { array: words.starts_with('['), flags, key: at..at + name }
    })
}

/// A comment to copydesk that has the line for itself.
pub(super) fn comment(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    if !text[line.clone()].trim_start().starts_with("<!--") {
        return None;
    }
    let words = trim(text, line);
    plain::is_comment_line(text, words.clone()).then_some(words)
}

/// Where the lines that may still belong to a value begin: at its last word, or on the next line if it has none.
pub(super) fn behind(text: &str, value: Range<usize>) -> Range<usize> {
    if !value.is_empty() {
        return value.end..value.end;
    }
    let rest = &text.as_bytes()[value.end..];
    let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    let next = match &rest[end..] {
        [b'\r', b'\n', ..] => end + 2,
        [] => end,
        _ => end + 1,
    };
    value.end + next..value.end + next
}

/// The stretches that lines add to a value: without the backslash that a line may begin with, and without the white space
/// at their end. Comments to copydesk among them stay, as a web page keeps them.
pub(super) fn continuation(text: &str, lines: Range<usize>) -> Vec<Range<usize>> {
    let end = lines.start + text[lines.clone()].trim_end_matches(is_space).len();
    let mut stretches = Vec::new();
    let mut from = lines.start;
    plain::each_line(&text[lines.start..end], |line| {
        let words = text[line.start + lines.start..line.end + lines.start].trim_start_matches(is_space);
        if words.starts_with('\\') {
            let start = lines.start + line.end - words.len();
            stretches.push(from..start);
            from = start + 1;
        }
    });
    stretches.push(from..end);
    stretches.retain(|stretch| !stretch.is_empty());
    stretches
}

/// A range without the white space at its ends.
pub(super) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = text[range.clone()].trim_start_matches(is_space);
    let start = range.end - words.len();
    start..start + words.trim_end_matches(is_space).len()
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}' | '\0')
}

/// Whether a character may stand in a key.
fn is_slug(character: char) -> bool {
    !is_space(character) && !matches!(character, '[' | ']' | '{' | '}' | '\\' | ':')
}
