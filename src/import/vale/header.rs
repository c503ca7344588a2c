//! What all rules of Vale's have: message, level, link, scope, exceptions.

use super::super::{Imported, Remark, toml};
use super::known::Keys;
use super::pattern;

/// The head of a rule file, and how it ends.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Lines of `[[rule]]` after its check.
    pub lines: Vec<String>,
    /// The severity.
    pub severity: String,
    /// Whether the rule has a scope that copydesk has.
    pub covered: bool,
}

/// Reads what all rules have. `values` are what `%s` stands for, in their order.
pub fn read(name: &str, keys: &mut Keys<'_>, values: &[&str], imported: &mut Imported) -> Header {
    let mut lines = Vec::new();
    let mut note = |text: String| imported.notes.push(Remark { about: name.to_owned(), text });
    let written = keys.text("message").unwrap_or_else(|| name.to_owned());
    lines.push(format!("message = {}", toml::text(&message(&written, values))));
    let severity = severity(keys.text("level").as_deref());
    lines.push(format!("severity = \"{severity}\""));
    if let Some(why) = keys.text("description").filter(|why| !why.trim().is_empty()) {
        lines.push(format!("why = {}", toml::text(why.replace("%s", "…").trim())));
    }
    if let Some(link) = keys.text("link") {
        lines.push(format!("link = {}", toml::text(&link)));
    }
    let (words, unknown) = scope(&keys.texts("scope"));
    for part in &unknown {
        note(format!("the scope `{part}` has no counterpart"));
    }
    if !words.is_empty() {
        lines.push(format!("scope = {}", toml::list(&words)));
    }
    if let Some(limit) = keys.number("limit").filter(|limit| limit != "0") {
        lines.push(format!("limit = {limit}"));
    }
    let exceptions: Vec<String> = keys.texts("exceptions").iter().map(|one| pattern::entry(one)).collect();
    if !exceptions.is_empty() {
        lines.push(format!("exceptions = {}", toml::list(&exceptions)));
    }
    if keys.yes("vocab") == Some(false) {
        lines.push("vocabulary = false".to_owned());
    }
    Header { lines, severity: severity.to_owned(), covered: !words.is_empty() || unknown.is_empty() }
}

/// The severity of a level.
pub fn severity(level: Option<&str>) -> &'static str {
    match level {
        Some("error") => "error",
        Some("suggestion") => "note",
        _ => "warning",
    }
}

/// A message with named gaps in place of `%s`.
pub fn message(written: &str, values: &[&str]) -> String {
    let mut out = String::new();
    let mut next = 0;
    let mut rest = written;
    while let Some(at) = rest.find(['%', '{']) {
        out.push_str(&rest[..at]);
        let sign = &rest[at..];
        if let Some(after) = sign.strip_prefix('{') {
            // Our own messages have names in braces; these are just braces.
            out.push_str("{ ");
            rest = after;
            continue;
        }
        if let Some(after) = sign.strip_prefix("%%") {
            out.push('%');
            rest = after;
            continue;
        }
        let Some((place, length)) = gap(sign) else {
            out.push('%');
            rest = &sign[1..];
            continue;
        };
        let index = place.unwrap_or(next);
        next = index + 1;
        match values.get(index).or(values.last()) {
            Some(value) => out.push_str(&format!("{{{value}}}")),
            None => out.push_str(&sign[..length]),
        }
        rest = &sign[length..];
    }
    out + rest
}

/// The place that `%s`, `%[2]s`, `%d` or `%.2f` names, counted from 0, and its length.
fn gap(sign: &str) -> Option<(Option<usize>, usize)> {
    let rest = &sign[1..];
    let (place, rest) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((number, rest)) => (Some(number.parse::<usize>().ok()?.checked_sub(1)?), rest),
        None => (None, rest),
    };
    let width = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let kind = rest[width..].chars().next()?;
    let length = sign.len() - rest.len() + width + 1;
    matches!(kind, 's' | 'd' | 'f' | 'v' | 'q').then_some((place, length))
}

/// Our words for a scope, and the parts that have none. Entries of a list are alternatives; `&` narrows one.
fn scope(written: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut words, mut unknown) = (Vec::new(), Vec::new());
    let mut is_anywhere = false;
    for entry in written {
        let (own, strange) = narrowed(entry, written.len() == 1);
        is_anywhere |= strange.is_empty() && own.iter().all(|word| word == SENTENCE);
        words.extend(own.into_iter().filter(|word| !words.contains(word)).collect::<Vec<_>>());
        unknown.extend(strange);
    }
    if is_anywhere {
        // One of the alternatives is all of the copy.
        words.retain(|word| word == SENTENCE);
        unknown.clear();
    }
    (words, unknown)
}

const SENTENCE: &str = "sentence";

/// Our words for one entry. What a format marks as a heading can be asked for alone, and not among other roles.
fn narrowed(entry: &str, alone: bool) -> (Vec<String>, Vec<String>) {
    let (mut words, mut unknown) = (Vec::new(), Vec::new());
    for part in entry.split('&').map(str::trim).filter(|part| !part.is_empty()) {
        let (not, name) = part.strip_prefix('~').map_or(("", part), |name| ("!", name));
        let root = name.split('.').next().unwrap_or(name);
        let roles: &[&str] = match root {
            "text" | "summary" if not.is_empty() => &[],
            "sentence" if not.is_empty() => &[SENTENCE],
            "paragraph" => &["body"],
            "heading" if not.is_empty() && alone => &["heading"],
            "heading" => &["headline", "crosshead"],
            "list" => &["list-item"],
            "table" => &["table-cell"],
            "blockquote" => &["quote-block"],
            "figcaption" | "alt" => &["caption"],
            _ => {
                unknown.push(part.to_owned());
                continue;
            }
        };
        words.extend(roles.iter().map(|role| format!("{not}{role}")));
    }
    words.dedup();
    (words, unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_get_names_and_other_signs_stay() {
        let values = ["replacement", "phrase"];
        assert_eq!(message("Use '%s', not '%s'.", &values), "Use '{replacement}', not '{phrase}'.");
        assert_eq!(
            message("'%[2]s' is 100% '%[1]s' (%%)", &values),
            "'{phrase}' is 100% '{replacement}' (%)"
        );
        assert_eq!(message("no more than %.2f words {x}", &["grade"]), "no more than {grade} words { x}");
        assert_eq!(message("100% of it", &values), "100% of it");
    }

    #[test]
    fn scopes_have_our_names() {
        let ours = |written: &str| scope(&[written.to_owned()]);
        assert_eq!(ours("sentence").0, ["sentence"]);
        assert_eq!(ours("~heading & ~list").0, ["!headline", "!crosshead", "!list-item"]);
        assert_eq!(ours("raw").1, ["raw"]);
        assert_eq!(ours("text"), (Vec::new(), Vec::new()));
        let list = |written: &[&str]| scope(&written.iter().map(|&one| one.to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&["sentence", "list", "heading"]).0, ["sentence"]);
        assert_eq!(
            list(&["list", "heading", "table.cell"]).0,
            ["list-item", "headline", "crosshead", "table-cell"]
        );
        assert_eq!(list(&["raw", "text"]), (Vec::new(), Vec::new()));
    }
}
