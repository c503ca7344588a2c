//! One row, and the rule file it becomes.

use std::fmt::Write;

use super::super::{Imported, Remark, toml};
use super::columns::Column;

/// Kinds that are words, words with a replacement, and regular expressions.
const WORDS: [&str; 10] =
    ["", "phrase", "phrases", "word", "words", "term", "literal", "text", "string", "exact"];
const SWAPS: [&str; 5] = ["substitution", "replacement", "replace", "swap", "change"];
const PATTERNS: [&str; 4] = ["regex", "regexp", "regular expression", "pattern"];

/// A row that can become a rule.
pub struct Row<'r> {
    /// What it looks for.
    pub pattern: String,
    /// Whether that is a regular expression.
    pub is_pattern: bool,
    replacement: &'r str,
    message: &'r str,
    category: &'r str,
    notes: &'r str,
    severity: &'static str,
    match_case: Option<bool>,
    bad: &'r str,
    good: &'r str,
}

impl<'r> Row<'r> {
    /// Reads a row; what does not come through whole is noted.
    ///
    /// # Errors
    /// Says why it cannot become a rule.
    pub fn read(get: &dyn Fn(Column) -> &'r str, line: u64, imported: &mut Imported) -> Result<Self, String> {
        let kind = get(Column::Kind).to_lowercase();
        let (pattern, replacement) = (get(Column::Pattern), get(Column::Replacement));
        if pattern.is_empty() {
            return Err("it has no pattern".into());
        }
        let is_pattern = PATTERNS.contains(&kind.as_str());
        if SWAPS.contains(&kind.as_str()) && replacement.is_empty() {
            return Err(format!("it is of the kind `{kind}` and has no replacement"));
        }
        if !is_pattern && !WORDS.contains(&kind.as_str()) && !SWAPS.contains(&kind.as_str()) {
            let kind = get(Column::Kind);
            return Err(format!("its kind `{kind}` is none that is known: phrase, substitution or regex"));
        }
        let mut note = |text: String| imported.notes.push(Remark { about: format!("line {line}"), text });
        let severity = severity(get(Column::Severity)).unwrap_or_else(|| {
            note(format!("its severity `{}` is unknown, so that it gets `warning`", get(Column::Severity)));
            "warning"
        });
        let match_case = match get(Column::Case).to_lowercase().as_str() {
            "" => None,
            "yes" | "y" | "true" | "1" | "x" | "sensitive" => Some(true),
            "no" | "n" | "false" | "0" | "insensitive" => Some(false),
            other => {
                note(format!("`{other}` does not say whether capitals have to agree"));
                None
            }
        };
        Ok(Self {
            pattern: pattern.to_owned(),
            is_pattern,
            replacement,
            message: get(Column::Message),
            category: get(Column::Category),
            notes: get(Column::Notes),
            severity,
            match_case,
            bad: get(Column::Bad),
            good: get(Column::Good),
        })
    }

    /// The rule file.
    pub fn text(&self, name: &str) -> String {
        let mut out = String::new();
        if !self.category.is_empty() {
            let _ = writeln!(out, "# {}", self.category.replace(char::is_control, " "));
        }
        let check = if self.is_pattern { "pattern" } else { "phrase" };
        let message = toml::text(&self.message());
        let _ = write!(
            out,
            "[[rule]]\nname = \"{name}\"\ncheck = \"{check}\"\nmessage = {message}\nseverity = \"{}\"\n",
            self.severity
        );
        if !self.notes.is_empty() {
            let _ = writeln!(out, "why = {}", toml::text(self.notes));
        }
        out.push_str("\n[rule.settings]\n");
        out.push_str(&self.settings());
        if !self.bad.is_empty() || !self.good.is_empty() {
            out.push_str("\n[[rule.example]]\n");
            for (key, copy) in [("bad", self.bad), ("good", self.good)] {
                if !copy.is_empty() {
                    let _ = writeln!(out, "{key} = {}", toml::text(copy));
                }
            }
        }
        out
    }

    fn settings(&self) -> String {
        let mut out = String::new();
        if let Some(match_case) = self.match_case {
            let _ = writeln!(out, "match_case = {match_case}");
        }
        if self.is_pattern {
            let _ = writeln!(out, "patterns = {}", toml::list(&[&self.pattern]));
            if !self.replacement.is_empty() {
                let _ = writeln!(out, "replacement = {}", toml::text(&dollars(self.replacement)));
            }
        } else if self.replacement.is_empty() {
            let _ = writeln!(out, "phrases = {}", toml::list(&[&self.pattern]));
        } else {
            let words: Vec<&str> = self.replacement.split('|').map(str::trim).collect();
            let better = if let [one] = words.as_slice() { toml::text(one) } else { toml::list(&words) };
            let _ = writeln!(out, "replacements = {{ {} = {better} }}", toml::key(&self.pattern));
        }
        out
    }

    /// Its own message, or what can be said without one.
    fn message(&self) -> String {
        match (self.message.is_empty(), self.replacement.is_empty()) {
            (true, true) => "“{phrase}” is not our style".to_owned(),
            (true, false) => "write “{replacement}” and not “{phrase}”".to_owned(),
            (false, _) => braced(self.message),
        }
    }
}

fn severity(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "" | "warning" | "warn" | "medium" => "warning",
        "error" | "high" | "must" => "error",
        "note" | "suggestion" | "info" | "low" | "should" => "note",
        _ => return None,
    })
}

/// Groups as `$1`, which other programs write `\1`.
fn dollars(replacement: &str) -> String {
    let mut out = String::new();
    let mut rest = replacement.chars().peekable();
    while let Some(next) = rest.next() {
        let is_group = next == '\\' && rest.peek().is_some_and(char::is_ascii_digit);
        out.push(if is_group { '$' } else { next });
    }
    out
}

/// A message whose braces are gaps only where they name something that is there.
fn braced(message: &str) -> String {
    let mut out = String::new();
    for (at, ch) in message.char_indices() {
        out.push(ch);
        let rest = &message[at..];
        if ch == '{' && !rest.starts_with("{phrase}") && !rest.starts_with("{replacement}") {
            out.push(' ');
        }
    }
    out
}
