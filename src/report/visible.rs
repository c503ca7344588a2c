//! Makes any text harmless: what it returns can neither steer a terminal, nor hide or reorder words, nor
//! give a command to a CI system that reads the log.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text on one line, with everything that is not plainly visible spelt out.
///
/// Control characters become their pictures (`␛`), other invisible ones their number (`<U+202E>`), and the
/// beginnings of CI commands (`::error`, `##vso[`) get a space that breaks them.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        spell(&mut out, ch, chars.peek().copied());
    }
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// Like [`visible`], for running prose: line breaks and tabs are mere spaces there.
#[must_use]
pub fn prose(text: &str) -> Cow<'_, str> {
    if !text.contains(['\n', '\r', '\t']) {
        return visible(text);
    }
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(visible(&joined).into_owned())
}

/// A line of a draft made harmless, with tabs as spaces, and for each byte of it the byte it became.
#[must_use]
pub fn visible_line(line: &str) -> (String, Vec<usize>) {
    let mut out = String::with_capacity(line.len() + 16);
    let mut became = Vec::with_capacity(line.len() + 1);
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        became.extend(std::iter::repeat_n(out.len(), ch.len_utf8()));
        match ch {
            '\t' => out.push_str("    "),
            _ => spell(&mut out, ch, chars.peek().copied()),
        }
    }
    became.push(out.len());
    (out, became)
}

/// Whether a reader cannot see the character, or it changes how others are seen.
#[must_use]
pub fn is_hidden(ch: char) -> bool {
    matches!(ch,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Bytes that need no second look wherever they stand.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b'[' && byte != b':'
}

fn spell(out: &mut String, ch: char, after: Option<char>) {
    match ch {
        '[' if ends_in_hashes(out) => out.push_str(" ["),
        ':' if out.ends_with(':') && after.is_some_and(|ch| ch.is_ascii_alphabetic()) => out.push_str(" :"),
        _ => show(out, ch, out.chars().next_back(), after),
    }
}

/// Adds a character that stands between two others, spelt out if it cannot be seen.
pub(super) fn show(out: &mut String, ch: char, before: Option<char>, after: Option<char>) {
    match ch {
        '\0'..='\u{1f}' => out.push(char::from_u32(0x2400 + ch as u32).unwrap_or('?')),
        '\u{7f}' => out.push('␡'),
        '\u{200c}' | '\u{200d}' if joins(before) && joins(after) => out.push(ch),
        _ if is_hidden(ch) => drop(write!(out, "<U+{:04X}>", ch as u32)),
        _ => out.push(ch),
    }
}

/// Scripts and emoji that need joiners are never written in ASCII.
fn joins(ch: Option<char>) -> bool {
    ch.is_some_and(|ch| !ch.is_ascii() && !ch.is_whitespace() && !is_hidden(ch))
}

/// Whether `[` would complete a command such as `##vso[`, `##teamcity[` or `##[`.
fn ends_in_hashes(out: &str) -> bool {
    out.trim_end_matches(|ch: char| ch.is_ascii_alphabetic()).ends_with("##")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay_as_they_are() {
        for text in ["The mayor said: “no”.", "naïve café", "日本語", "नमस्ते", "[sic]", "12:30", "# A heading"]
        {
            assert!(matches!(visible(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(visible("a\x1b[2Jb\x07\x08\r\n\0\x7f"), "a␛[2Jb␇␈␍␊␀␡");
    }

    #[test]
    fn what_hides_or_reorders_words_is_spelt_out() {
        assert_eq!(visible("a\u{9b}2J"), "a<U+009B>2J");
        assert_eq!(visible("\u{202e}evil\u{2069}"), "<U+202E>evil<U+2069>");
        assert_eq!(visible("\u{200e}\u{200f}\u{61c}"), "<U+200E><U+200F><U+061C>");
        assert_eq!(visible("zero\u{200b}width\u{feff}\u{2060}"), "zero<U+200B>width<U+FEFF><U+2060>");
        assert_eq!(visible("\u{2028}\u{2029}\u{85}"), "<U+2028><U+2029><U+0085>");
        assert_eq!(visible("\u{e0041}\u{e007f}"), "<U+E0041><U+E007F>");
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        for text in ["👩\u{200d}🚒", "❤\u{fe0f}\u{200d}🔥", "می\u{200c}خواهم"] {
            assert_eq!(visible(text), text);
        }
        assert_eq!(visible("pay\u{200d}pal \u{200c}"), "pay<U+200D>pal <U+200C>");
    }

    #[test]
    fn commands_to_a_ci_system_are_broken() {
        assert_eq!(visible("::error file=x::forged"), ": :error file=x: :forged");
        assert_eq!(visible("##vso[task.complete]"), "##vso [task.complete]");
        assert_eq!(visible("##teamcity[x] ##[set-env]"), "##teamcity [x] ## [set-env]");
    }

    #[test]
    fn a_line_knows_where_its_bytes_went() {
        let (text, became) = visible_line("a\tb\u{202e}c");
        assert_eq!(text, "a    b<U+202E>c");
        assert_eq!(&text[became[2]..], "b<U+202E>c");
        assert_eq!(&text[became[6]..], "c");
        assert_eq!(became.last(), Some(&text.len()));
    }

    #[test]
    fn prose_runs_on() {
        assert_eq!(prose("planning\r\n  bomb\tattack"), "planning bomb attack");
    }
}
