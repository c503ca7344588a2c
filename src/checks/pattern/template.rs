//! What to write instead of a match, with `$1` for what the first group found.

use std::sync::Arc;

use regex_syntax::hir::Hir;

use crate::rule::settings::Mistake;
use crate::rule::{Problems, Rule, Setting, SettingsLayer, Value};
use crate::span::Span;

/// Words and groups in turn.
#[derive(Clone, Debug)]
pub struct Replacement {
    written: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Words(String),
    Group(usize),
}

impl Replacement {
    fn new(written: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some(at) = rest.find('$') {
            parts.push(Part::Words(rest[..at].to_owned()));
            let (part, length) = part_of(&rest[at..]);
            parts.push(part);
            rest = &rest[at + length..];
        }
        parts.push(Part::Words(rest.to_owned()));
        Self { written: written.to_owned(), parts }
    }

    /// Reports a group that the pattern does not have.
    pub fn check(&self, pattern: &Hir, rule: &Rule, problems: &mut Problems) {
        let written = |layer: &SettingsLayer| {
            let value = layer.table.iter().find(|(key, _)| key.value == "replacement")?.1.span;
            Some((Arc::clone(&layer.file), value))
        };
        let (file, span) =
            rule.settings.iter().rev().find_map(written).unwrap_or((Arc::clone(&rule.file), rule.span));
        let there = pattern.properties().explicit_captures_len();
        for part in &self.parts {
            let Part::Group(number) = part else { continue };
            if *number > there {
                let message = format!("`replacement` asks for group {number}, and the patterns have {there}");
                let help = "a group is `(…)`; `(?:…)` is none; for a dollar sign write `$$`";
                problems.add(&file, span, message, Some(help.into()));
            }
        }
    }

    /// The replacement for one match.
    pub fn fill(&self, text: &str, groups: &[Option<Span>]) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Group(number) => groups
                .get(*number)
                .copied()
                .flatten()
                .map_or_else(String::new, |span| span.of(text).to_owned()),
        };
        self.parts.iter().map(part).collect()
    }
}

/// What begins with a dollar sign, and its length: `$1`, `${1}`, `$$` for the sign itself, or just the sign.
fn part_of(text: &str) -> (Part, usize) {
    let rest = &text[1..];
    if rest.starts_with('$') {
        return (Part::Words("$".into()), 2);
    }
    let braced = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(digits, _)| (digits, 3));
    let plain = || (&rest[..rest.bytes().take_while(u8::is_ascii_digit).count()], 1);
    let (digits, marks) = braced.unwrap_or_else(plain);
    match digits.parse() {
        Ok(number) => (Part::Group(number), digits.len() + marks),
        Err(_) => (Part::Words("$".into()), 1),
    }
}

impl Setting for Replacement {
    fn read(value: &Value) -> Result<Self, Mistake> {
        String::read(value).map(|written| Self::new(&written))
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }

    fn json(&self) -> serde_json::Value {
        self.written.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_filled_in_and_other_dollars_stay() {
        let text = "10-pm";
        let groups = [Some(Span::new(0, 5)), Some(Span::new(0, 2)), None, Some(Span::new(3, 5))];
        let fill = |written: &str| Replacement::new(written).fill(text, &groups);
        assert_eq!(fill("$1 $3"), "10 pm");
        assert_eq!(fill("${1}0$2$$5 $x ${y} $"), "100$5 $x ${y} $");
    }
}
