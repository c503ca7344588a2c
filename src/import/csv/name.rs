//! Names of rules, made from what spreadsheets have.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer names are cut between words.
const LONGEST: usize = 50;

/// The name of a rule: its own, or one made from what it looks for.
pub fn of(own: &str, pattern: &str, is_pattern: bool, line: u64) -> String {
    let mut name = slug(own);
    if name.is_empty() {
        name = if is_pattern { slug(&letters(pattern)) } else { slug(pattern) };
    }
    if name.is_empty() {
        return format!("line-{line}");
    }
    if name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') { format!("rule-{name}") } else { name }
}

/// Lower-case words joined by hyphens, without accents; empty when there are no letters.
pub fn slug(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’')).collect();
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = plain.chars().map(letter).collect();
    let mut name = String::new();
    for word in words.split_whitespace() {
        if !name.is_empty() && name.len() + word.len() >= LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.extend(word.chars().take(LONGEST));
    }
    name
}

/// A pattern without the letters that are no words: escapes and flags.
fn letters(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\\' => {
                rest.next();
                out.push(' ');
            }
            '(' if rest.peek() == Some(&'?') => {
                while rest.next_if(|c| !matches!(c, ':' | '=' | '!' | '>' | ')')).is_some() {}
                rest.next();
                out.push(' ');
            }
            '?' | '*' | '+' => {}
            other => out.push(other),
        }
    }
    out
}
