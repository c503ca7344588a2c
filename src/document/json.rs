//! JSON: values with the place of every string, and the texts inside strings.

use std::borrow::Cow;
use std::ops::Range;

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::source_map::{Inner, Prose};
use crate::span::Span;

/// Values inside each other; the parser calls itself for each.
const DEEPEST: usize = 256;

/// What is wrong with a text, and where.
#[derive(Debug)]
pub(super) struct Mistake {
    pub at: Span,
    pub message: String,
}

/// The text as the parser takes it: halves of surrogate pairs, which stand for no character, give way to the replacement
/// character. Nothing moves.
pub(super) fn readable(text: &str) -> Cow<'_, str> {
    let mut copy: Option<Vec<u8>> = None;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\\u") {
        if lone_half(text.as_bytes(), at) {
            let copy = copy.get_or_insert_with(|| text.as_bytes().to_vec());
            copy[at + 2..at + 6].copy_from_slice(b"fffd");
        }
    }
    copy.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Parses strict JSON; an empty text has no value.
pub(super) fn parse(text: &str) -> Result<Option<Value<'_>>, Mistake> {
    if let Some(at) = too_deep(text) {
        let message = format!("values inside each other, more than {DEEPEST} deep");
        return Err(Mistake { at: Span::new(at, at + 1), message });
    }
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let parsed = parse_to_ast(text, &CollectOptions::default(), &strict);
    parsed.map(|parsed| parsed.value).map_err(|error| {
        let (start, end) = (error.range().start, error.range().end);
        let first = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let at = Span::new(start, end.clamp(start + first, start + 40.max(first)).min(text.len()));
        let at = if text.get(at.range()).is_some() { at } else { Span::new(start, start + first) };
        Mistake { at, message: in_lower_case(&error.kind().to_string()) }
    })
}

fn in_lower_case(message: &str) -> String {
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Where brackets outside of strings stand inside too many others.
fn too_deep(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_string(bytes, at),
            b'[' | b'{' if depth == DEEPEST => return Some(at),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the quotation mark stands that closes a string.
fn end_of_string(bytes: &[u8], open: usize) -> usize {
    let mut at = open + 1;
    while let Some(next) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        match bytes[at + next] {
            b'"' => return at + next,
            _ => at += next + 2,
        }
    }
    bytes.len()
}

/// The strings of a text that is no JSON, inside their quotation marks, and whether a colon follows. A string that is not
/// closed ends with its line.
pub(super) fn strings(text: &str) -> impl Iterator<Item = (Range<usize>, bool)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + memchr::memchr(b'"', &bytes[at.min(bytes.len())..])? + 1;
        let close = end_of_string(bytes, start - 1);
        let line =
            memchr::memchr2(b'\n', b'\r', &bytes[start..close.max(start)]).map(|length| start + length);
        let end = line.unwrap_or(close);
        at = end + 1;
        let rest = text.get(at..).unwrap_or_default().trim_start();
        Some((start..end, line.is_none() && rest.starts_with(':')))
    })
}

/// The text of a string, given inside its quotation marks.
pub(super) fn inner(source: &str, string: Range<usize>) -> Inner {
    decode(source, string, false)
}

/// The text of a string whose every line break parts paragraphs, with a blank line between them.
pub(super) fn inner_of_paragraphs(source: &str, string: Range<usize>) -> Inner {
    decode(source, string, true)
}

fn decode(source: &str, string: Range<usize>, apart: bool) -> Inner {
    let bytes = &source.as_bytes()[..string.end];
    let mut prose = Prose::default();
    let mut at = string.start;
    while let Some(length) = memchr::memchr(b'\\', &bytes[at..]) {
        let start = at + length;
        prose.copy(source, at..start);
        let (character, length) = escape(bytes, start);
        at = (start + length).min(string.end);
        match character {
            '\r' if apart && bytes[at..].starts_with(b"\\n") => {}
            '\n' | '\r' if apart => prose.replace("\n\n", start..at),
            character => prose.replace(character.encode_utf8(&mut [0; 4]), start..at),
        }
    }
    prose.copy(source, at..string.end);
    prose.finish()
}

/// The character that an escape stands for, and its bytes.
fn escape(bytes: &[u8], at: usize) -> (char, usize) {
    let simple = match bytes.get(at + 1) {
        Some(b'u') => return coded(bytes, at),
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
        // Only a damaged file has others: the backslash stands for itself.
        _ => return ('\\', 1),
    };
    (simple, 2)
}

fn coded(bytes: &[u8], at: usize) -> (char, usize) {
    let Some(unit) = unit(bytes, at) else { return ('\\', 1) };
    let units = [unit, self::unit(bytes, at + 6).unwrap_or_default()];
    match char::decode_utf16(units).next() {
        Some(Ok('\0')) => ('\u{fffd}', 6),
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => ('\u{fffd}', 6),
    }
}

/// The unit of UTF-16 that an escape at this place stands for.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits)
        .ok()
        .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    u16::from_str_radix(digits, 16).ok()
}

/// Whether half of a surrogate pair stands here without the other.
fn lone_half(bytes: &[u8], at: usize) -> bool {
    let half = |at: usize| unit(bytes, at).filter(|unit| (0xD800..0xE000).contains(unit));
    let is_first = |unit: u16| unit < 0xDC00;
    let escaped = |at: usize| bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 0;
    let Some(own) = half(at).filter(|_| escaped(at)) else { return false };
    if is_first(own) {
        return half(at + 6).is_none_or(is_first);
    }
    at < 6 || !escaped(at - 6) || !half(at - 6).is_some_and(is_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_escape_is_a_piece_of_its_own() {
        let source = r#""Caf\u00e9 \ud83d\ude42 \"A\/B\" \ud83d x\u0000\n""#;
        let inner = inner(source, 1..source.len() - 1);
        assert_eq!(inner.text, "Café 🙂 \"A/B\" \u{fffd} x\u{fffd}\n");
        let back = |words: &str| {
            let start = inner.text.find(words).expect("in the text");
            inner.map.source_span(Span::new(start, start + words.len())).of(source)
        };
        assert_eq!(
            [back("Caf"), back("é"), back("🙂"), back("A/")],
            ["Caf", "\\u00e9", "\\ud83d\\ude42", "A\\/"]
        );
    }

    #[test]
    fn halves_of_pairs_harm_nothing() {
        for (text, lone) in [
            (r#"["\ud83d"]"#, true),
            (r#"["\ude42"]"#, true),
            (r#"["\ud83d\ud83d\ude42"]"#, true),
            (r#"["\ud83d\ude42"]"#, false),
            (r#"["\\ud83d"]"#, false),
        ] {
            let copy = readable(text);
            assert_eq!((copy.len(), copy != text), (text.len(), lone), "{text}");
            assert!(parse(&copy).is_ok(), "{text}");
        }
    }

    #[test]
    fn mistakes_are_placed() {
        for (text, at) in
            [("{\"a\": 1,}", ","), ("{\"a\" 1}", "1"), ("[1, // x\n2]", "//"), ("{\"a\": 'x'}", "'")]
        {
            let mistake = parse(text).expect_err("it is no JSON");
            assert!(
                mistake.at.of(text).starts_with(at),
                "{text}: {:?} {}",
                mistake.at.of(text),
                mistake.message
            );
        }
        let deep = format!("{}\"[[\"", "[".repeat(300));
        assert_eq!(parse(&deep).expect_err("too deep").at, Span::new(256, 257));
        assert!(parse(&format!("{}{}", "[".repeat(256), "]".repeat(256))).is_ok());
        assert!(matches!(parse(" "), Ok(None)));
    }

    #[test]
    fn strings_are_found_in_what_is_no_json() {
        let text = "{\"a\" : \"b\\\"c\", \"open\n\"d\": \"e";
        let found: Vec<_> = strings(text).map(|(range, key)| (&text[range], key)).collect();
        assert_eq!(found, [("a", true), ("b\\\"c", false), ("open", false), ("d", true), ("e", false)]);
    }
}
