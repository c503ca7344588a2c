//! A rule as SARIF describes it.

use serde_json::{Value, json};

use crate::finding::{RuleText, Severity};
use crate::report::address::web;
use crate::report::details::cut;
use crate::report::plain;

/// Characters that GitHub takes of a description.
const LONGEST: usize = 1_024;

/// The rule of this name; of rules that are not at hand only the name is known.
pub fn rule(name: &str, text: Option<&RuleText>) -> Value {
    let Some(text) = text else { return json!({ "id": name }) };
    let why = if text.why.is_empty() { name } else { &text.why };
    let mut markdown = why.split("\n\n").map(plain::words).collect::<Vec<_>>().join("\n\n");
    let mut help = why.to_owned();
    let link = text.link.as_deref().and_then(web);
    if let Some(link) = link {
        help.push_str(&format!("\n\nMore: {link}"));
        markdown.push_str(&format!("\n\nMore: <{link}>"));
    }
    let tags: Vec<&str> = std::iter::once(&*text.check).chain(text.pack.as_deref()).collect();
    let mut rule = json!({
        "id": name,
        "shortDescription": { "text": cut(first_sentence(why), LONGEST) },
        "fullDescription": { "text": cut(why, LONGEST) },
        "help": { "text": help, "markdown": markdown },
        "defaultConfiguration": { "level": level(text.severity) },
        "properties": { "tags": tags },
    });
    if let Some(link) = link {
        rule["helpUri"] = link.into();
    }
    rule
}

/// How loudly, in SARIF's words.
pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// What stands before the first full stop that a capital follows.
fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(['.', '?', '!']).map(|(at, mark)| at + mark.len());
    let is_end = |&end: &usize| {
        let rest = text[end..].trim_start();
        rest.len() < text.len() - end && !rest.starts_with(char::is_lowercase)
    };
    ends.into_iter().find(is_end).map_or(text, |end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn a_description_begins_with_a_sentence() {
        assert_eq!(first_sentence("Two 4.5 p.m. and\nmore. Then some."), "Two 4.5 p.m. and\nmore.");
        assert_eq!(first_sentence("no end"), "no end");
    }
}
