//! A finding as a result of SARIF.

use serde_json::{Value, json};

use super::rule::level;
use crate::finding::{Edit, Finding, Fix, Label};
use crate::report::address::{is_below, uri};
use crate::report::details::{Repeats, about, lines};
use crate::span::Place;

/// Makes results; it counts findings that say the same.
pub struct Results<'a> {
    rules: &'a [&'a str],
    repeats: Repeats<'a>,
}

impl<'a> Results<'a> {
    /// Results of these rules, sorted by name.
    pub fn new(rules: &'a [&'a str]) -> Self {
        Self { rules, repeats: Repeats::default() }
    }

    /// The finding as a result.
    pub fn result(&mut self, finding: &'a Finding) -> Value {
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": message(&lines(finding).join("\n")),
            "locations": [location(&finding.primary)],
            "partialFingerprints": {
                "primaryLocationLineHash": self.repeats.key(finding),
                "copydesk/v1": finding.fingerprint(),
            },
        });
        if let Ok(at) = self.rules.binary_search(&&*finding.rule) {
            result["ruleIndex"] = at.into();
        }
        if !finding.labels.is_empty() {
            result["relatedLocations"] = finding.labels.iter().enumerate().map(related).collect();
        }
        let fixes: Vec<Value> = finding.fixes.iter().map(|it| fix(it, &finding.primary.path)).collect();
        if !fixes.is_empty() {
            result["fixes"] = fixes.into();
        }
        result
    }
}

/// Words that a viewer takes for nothing else: no link and no gap for an argument.
pub fn message(text: &str) -> Value {
    let is_gap = |rest: &str| {
        let digits = rest.len() - rest.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
        digits > 0 && rest[digits..].starts_with('}')
    };
    let has_gap = text.match_indices('{').any(|(at, _)| is_gap(&text[at + 1..]));
    let text = if has_gap { text.replace('{', "{{").replace('}', "}}") } else { text.to_owned() };
    let text = if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text };
    json!({ "text": text })
}

/// Where a file is.
pub fn file(path: &str) -> Value {
    if is_below(path) {
        return json!({ "uri": uri(path), "uriBaseId": "%SRCROOT%" });
    }
    json!({ "uri": uri(path) })
}

fn location(label: &Label) -> Value {
    let mut place = json!({ "artifactLocation": file(&label.path) });
    if label.place.line > 0 {
        place["region"] = region(label.place);
    }
    json!({ "physicalLocation": place })
}

fn related((at, label): (usize, &Label)) -> Value {
    let mut location = location(label);
    location["id"] = at.into();
    location["message"] = message(about(label));
    location
}

fn region(place: Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

fn fix(fix: &Fix, path: &str) -> Value {
    let replacement = |edit: &Edit| json!({ "deletedRegion": region(edit.place), "insertedContent": { "text": edit.text } });
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": message(&fix.title),
        "artifactChanges": [{ "artifactLocation": file(path), "replacements": replacements }],
        "properties": { "safety": fix.safety },
    })
}
