//! Writes TOML that people like to read: one list entry a line where a list is long, patterns in single quotes.

use std::fmt::Write as _;

/// Longer lists take a line for each entry.
const WIDTH: usize = 100;

/// Text in the quotation marks that need fewest escapes.
#[must_use]
pub fn text(value: &str) -> String {
    let plain = |c: char| !c.is_control() && c != '\\' && c != '"';
    if value.chars().all(plain) {
        return format!("\"{value}\"");
    }
    if value.chars().all(|c| !c.is_control() && c != '\'') {
        return format!("'{value}'");
    }
    let mut out = String::from("\"");
    for character in value.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", control as u32);
            }
            other => out.push(other),
        }
    }
    out + "\""
}

/// A key, in quotation marks where it needs them.
#[must_use]
pub fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if bare { name.to_owned() } else { text(name) }
}

/// A list of texts.
#[must_use]
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<String> = items.iter().map(|item| text(item.as_ref())).collect();
    let line = format!("[{}]", items.join(", "));
    if line.chars().count() <= WIDTH {
        return line;
    }
    let lines: String = items.iter().map(|item| format!("    {item},\n")).collect();
    format!("[\n{lines}]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::value::{Value, parse};

    #[test]
    fn every_text_is_read_back_as_it_was() {
        for value in ["plain", r"\d+ '", r#"a "quoted" \w"#, "it's", "two\nlines\u{1}", "", "’—", "a\\'\"b"]
        {
            let (table, mistakes) = parse(&format!("{} = {}", key(value), text(value)));
            assert!(mistakes.is_empty(), "{value:?}");
            assert_eq!(table[0].0.value, value);
            assert_eq!(table[0].1.value, Value::String(value.to_owned()));
        }
    }
}
