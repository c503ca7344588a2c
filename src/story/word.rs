//! How far a word reaches: hyphens, apostrophes, stops and signs inside words, addresses, clitics.

use super::scan::{Class, char_at, class_at, is_word_char, skip_alphanumeric};

/// Longest part before or after the `@` of an e-mail address that is looked for, in bytes (RFC 5321 allows 64 before it).
const LONGEST_ADDRESS_PART: usize = 64;

/// Words that open with an apostrophe for left-out letters.
const ELIDED: [&str; 11] = ["Tis", "Twas", "em", "til", "tis", "twas", "cause", "n", "round", "bout", "im"];

/// The end of the word from `start`, of which the bytes up to `end` are known; a stop after it is left out.
pub fn extend(text: &str, start: usize, end: usize) -> usize {
    let mut end = skip_alphanumeric(text.as_bytes(), end);
    while let Some(next) = joint(text, start, end) {
        end = skip_alphanumeric(text.as_bytes(), next);
    }
    end
}

/// The clitic that ends the word `start..end` or follows it: `n't`, `'s`, `'ll`. Its start may lie before `end`.
pub fn clitic(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let letters = end + apostrophe_at(text, end)?;
    let bytes = text.as_bytes();
    let clitic_end = skip_alphanumeric(bytes, letters);
    if clitic_end > letters + 2 || is_word_char(char_at(text, clitic_end)) {
        return None;
    }
    match &bytes[letters..clitic_end] {
        [b't' | b'T'] if end > start + 1 && matches!(bytes[end - 1], b'n' | b'N') => {
            Some((end - 1, clitic_end))
        }
        [b's' | b'S' | b'm' | b'M' | b'd' | b'D'] => Some((end, clitic_end)),
        [a, b] if is_two_letter_clitic([*a, *b]) => Some((end, clitic_end)),
        _ => None,
    }
}

/// The length of the apostrophe at `at`, straight or curly.
pub fn apostrophe_at(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at)? {
        b'\'' => Some(1),
        0xe2 if char_at(text, at) == '’' => Some('’'.len_utf8()),
        _ => None,
    }
}

/// The end of a word that opens with the apostrophe at `at`: `'90s`, `'em`, `'tis`.
pub fn elided(text: &str, at: usize) -> Option<usize> {
    let start = at + apostrophe_at(text, at)?;
    let end = skip_alphanumeric(text.as_bytes(), start);
    let word = &text[start..end];
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let decade = digits == 2 && matches!(&word[2..], "" | "s");
    ((decade || ELIDED.contains(&word)) && !is_word_char(char_at(text, end))).then_some(end)
}

/// The end of the ellipsis at `at`: `...`, `…`, `. . .`; `None` for one stop alone.
pub fn ellipsis(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at + char_at(text, at).len_utf8();
    loop {
        match class_at(bytes, end) {
            Class::Stop => end += 1,
            Class::Wide if char_at(text, end) == '…' => end += '…'.len_utf8(),
            _ if end > at + 1 => return Some(end),
            _ => return spaced_ellipsis(text, at),
        }
    }
}

/// The end of three or more stops with a space between each two.
fn spaced_ellipsis(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let stop_follows = |end| {
        class_at(bytes, end) == Class::Space
            && class_at(bytes, end + 1) == Class::Stop
            && class_at(bytes, end + 2) != Class::Stop
            && !is_word_char(char_at(text, end + 2))
    };
    let mut end = at + 1;
    while stop_follows(end) {
        end += 2;
    }
    (end >= at + 5).then_some(end)
}

/// Where the word goes on if what stands at `at` is part of it.
fn joint(text: &str, start: usize, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let byte = *bytes.get(at)?;
    if byte >= 0x80 {
        return wide_joint(text, start, at);
    }
    let before = at.checked_sub(1).map_or(Class::Space, |i| class_at(bytes, i));
    let after = class_at(bytes, at + 1);
    let in_number = before == Class::Digit && after == Class::Digit;
    let in_word = is_word_char(char_at(text, at + 1));
    match byte {
        b'.' => inner_stop(text, start, at),
        b'-' | b'&' if in_word => Some(at + 1),
        b'_' if in_word || after == Class::Joint => Some(at + 1),
        b'\'' if after == Class::Letter && clitic(text, start, at).is_none() => Some(at + 1),
        b',' if in_number && bytes[start].is_ascii_digit() => Some(at + 1),
        b':' if text[at..].starts_with("://") => Some(url(text, at)),
        b':' if in_number => Some(at + 1),
        b'/' if in_number => Some(at + 1),
        b'/' if is_host(&text[start..at]) => Some(url(text, at)),
        b'@' if in_word => Some(at + 1),
        _ => None,
    }
}

fn wide_joint(text: &str, start: usize, at: usize) -> Option<usize> {
    let c = char_at(text, at);
    let next = at + c.len_utf8();
    let joins = match c {
        '’' => class_at(text.as_bytes(), next) == Class::Letter && clitic(text, start, at).is_none(),
        '\u{2010}' | '\u{2011}' => is_word_char(char_at(text, next)),
        _ => is_word_char(c),
    };
    joins.then_some(next)
}

/// Whether the stop at `at` stands inside a word (`U.S`, `1.5`, `example.com`) and not between two that lack a space.
fn inner_stop(text: &str, start: usize, at: usize) -> Option<usize> {
    let next = char_at(text, at + 1);
    if next == '-' && is_word_char(char_at(text, at + 2)) {
        return Some(at + 1);
    }
    if !is_word_char(next) {
        return None;
    }
    let part_start = text[start..at].rfind(['.', '-']).map_or(start, |i| start + i + 1);
    let part = &text[part_start..at];
    let rest = &text[at + 1..];
    let second = char_at(rest, next.len_utf8());
    let capitalised =
        next.is_uppercase() && (second.is_lowercase() || (second == ' ' && matches!(next, 'I' | 'A')));
    let lacks_space =
        capitalised && part.len() > 1 && part.ends_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let inside = !lacks_space || part == "Ph" || is_top_domain(rest) || has_address_sign(text, at);
    inside.then_some(at + 1)
}

fn is_top_domain(rest: &str) -> bool {
    let end = skip_alphanumeric(rest.as_bytes(), 0);
    ["Com", "Net", "Org", "Gov", "Edu", "Co", "Io", "Tv", "Me"].contains(&&rest[..end])
}

fn has_address_sign(text: &str, at: usize) -> bool {
    let rest = text.as_bytes()[at..].iter().take(LONGEST_ADDRESS_PART);
    rest.take_while(|b| b.is_ascii_alphanumeric() || b"._-+@".contains(b)).any(|&b| b == b'@')
}

/// The end of the web address whose scheme or host ends at `at`; closing marks and stops at its end are left out.
fn url(text: &str, at: usize) -> usize {
    let outside =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»');
    let address = &text[at..];
    let address = &address[..address.find(outside).unwrap_or(address.len())];
    let has_bracket = address.contains('(');
    let trimmed = address.trim_end_matches(|c| ".,;:!?'*_]}…—".contains(c) || (c == ')' && !has_bracket));
    at + trimmed.len().max(1)
}

/// Whether `word` looks like the host of a web address: `example.com`.
fn is_host(word: &str) -> bool {
    let Some((name, top)) = word.rsplit_once('.') else {
        return false;
    };
    !name.is_empty() && top.len() > 1 && top.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_two_letter_clitic(letters: [u8; 2]) -> bool {
    matches!(&letters.map(|b| b.to_ascii_lowercase()), b"re" | b"ve" | b"ll")
}
