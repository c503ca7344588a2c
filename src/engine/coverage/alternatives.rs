//! What a rule lists, one by one: its phrases, the branches of its patterns, its forms, the words of its parts.
//!
//! Each alternative comes as settings under which the rule looks for nothing else.

use std::sync::Arc;

use super::branches::branches;
use crate::rule::value::text_place;
use crate::rule::{Located, Rule, Table, TomlFile, Value};
use crate::span::Span;

/// One of the ways in which a rule can come to speak.
pub struct Alternative {
    /// It, as the rule file writes it.
    pub text: String,
    /// The file it stands in.
    pub file: Arc<TomlFile>,
    /// Where in that file.
    pub span: Span,
    /// Whether what it finds is itself, in some case and with some white space.
    pub is_literal: bool,
    /// Settings under which the rule looks for it alone; each of several for a form, beside each other form.
    pub settings: Vec<Table>,
}

/// Every alternative of a rule, in the order of its settings.
#[must_use]
pub fn alternatives(rule: &Rule) -> Vec<Alternative> {
    match &*rule.check {
        "phrase" => phrases(rule),
        "pattern" => ["patterns", "before", "after"].iter().flat_map(|key| entries(rule, key, &[])).collect(),
        "repetition" => entries(rule, "pattern", &[]),
        "conditional" => entries(rule, "first", &[]),
        "count" => {
            let any = [("max", Value::Integer(0)), ("min", Value::Integer(0))];
            ["words", "pattern"].iter().flat_map(|key| entries(rule, key, &any)).collect()
        }
        "consistency" => forms(rule),
        "sequence" => parts(rule),
        _ => Vec::new(),
    }
}

fn entry(key: &str, value: Value, span: Span) -> (Located<String>, Located<Value>) {
    (Located { value: key.to_owned(), span }, Located { value, span })
}

fn list(value: Value, span: Span) -> Value {
    Value::List(vec![Located { value, span }])
}

/// A text, or the branches of one that is a pattern, each with its place.
fn ways(file: &TomlFile, text: &str, span: Span, is_pattern: bool) -> Vec<(String, Span, String)> {
    let inner =
        text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).filter(|rest| !rest.is_empty());
    let (pattern, shift, mark) = match inner {
        _ if is_pattern => (text, 0, ""),
        Some(inner) => (inner, 1, "/"),
        None => return vec![(text.to_owned(), span, text.to_owned())],
    };
    let found = branches(pattern);
    if found.is_empty() {
        return vec![(text.to_owned(), span, text.to_owned())];
    }
    let one = |(place, way): (Span, String)| {
        let inside = Span { start: place.start + shift, end: place.end + shift };
        let span = text_place(span, file.source.text(), inside);
        (place.of(pattern).to_owned(), span, format!("{mark}{way}{mark}"))
    };
    found.into_iter().map(one).collect()
}

/// The alternatives of a setting that is a pattern or lists words or patterns; `beside` is set besides.
fn entries(rule: &Rule, key: &str, beside: &[(&str, Value)]) -> Vec<Alternative> {
    let Some((file, value)) = rule.setting(key) else { return Vec::new() };
    let items = match &value.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let is_list = matches!(value.value, Value::List(_));
    let is_pattern = key != "words";
    let mut found = Vec::new();
    for item in items {
        let Value::String(text) = &item.value else { continue };
        let ways = ways(file, text, item.span, is_pattern);
        // A lone pattern without branches is the rule itself.
        if is_pattern && items.len() == 1 && ways.len() == 1 {
            continue;
        }
        for (shown, span, way) in ways {
            let way = Value::String(way);
            let mut table = vec![entry(key, if is_list { list(way, span) } else { way }, span)];
            table.extend(beside.iter().map(|(key, value)| entry(key, value.clone(), span)));
            found.push(Alternative {
                is_literal: shown == *text && !is_pattern,
                text: shown,
                file: Arc::clone(file),
                span,
                settings: vec![table],
            });
        }
    }
    found
}

/// Phrases with a replacement and without; one that stands among both counts once.
fn phrases(rule: &Rule) -> Vec<Alternative> {
    let mut found = Vec::new();
    let none = || Value::List(Vec::new());
    let mut add = |file: &Arc<TomlFile>,
                   text: &str,
                   at: Span,
                   phrases: &dyn Fn(String) -> Value,
                   swaps: &dyn Fn(String) -> Value| {
        for (shown, span, way) in ways(file, text, at, false) {
            let table =
                vec![entry("phrases", phrases(way.clone()), span), entry("replacements", swaps(way), span)];
            found.push(Alternative {
                is_literal: shown == text && !text.starts_with('/'),
                text: shown,
                file: Arc::clone(file),
                span,
                settings: vec![table],
            });
        }
    };
    let mut replaced = Vec::new();
    if let Some((file, value)) = rule.setting("replacements") {
        let Value::Table(table) = &value.value else { return found };
        for (key, better) in table {
            replaced.push(key.value.as_str());
            let swap =
                |way: String| Value::Table(vec![(Located { value: way, span: key.span }, better.clone())]);
            add(file, &key.value, key.span, &|_| none(), &swap);
        }
    }
    if let Some((file, value)) = rule.setting("phrases") {
        let Value::List(items) = &value.value else { return found };
        for item in items {
            let Value::String(text) = &item.value else { continue };
            if !replaced.contains(&text.as_str()) {
                let phrase = |way: String| list(Value::String(way), item.span);
                add(file, text, item.span, &phrase, &|_| Value::Table(Vec::new()));
            }
        }
    }
    found
}

/// Each form of a set, beside each other form of it: alone it could never disagree with anything.
fn forms(rule: &Rule) -> Vec<Alternative> {
    let Some((file, value)) = rule.setting("forms") else { return Vec::new() };
    let Value::List(sets) = &value.value else { return Vec::new() };
    let mut found = Vec::new();
    for set in sets {
        let Value::List(forms) = &set.value else { continue };
        for (at, form) in forms.iter().enumerate() {
            let Value::String(text) = &form.value else { continue };
            let others = forms.iter().enumerate().filter(|(other, _)| *other != at);
            let pair = |(_, other): (usize, &Located<Value>)| {
                let pair = Value::List(vec![form.clone(), other.clone()]);
                vec![entry("forms", list(pair, set.span), set.span)]
            };
            found.push(Alternative {
                text: text.clone(),
                is_literal: !text.starts_with('/'),
                file: Arc::clone(file),
                span: form.span,
                settings: others.map(pair).collect(),
            });
        }
    }
    found
}

/// The words, lemmas and pattern branches of each part that offers several.
fn parts(rule: &Rule) -> Vec<Alternative> {
    let Some((file, value)) = rule.setting("parts") else { return Vec::new() };
    let Value::List(parts) = &value.value else { return Vec::new() };
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let Value::Table(keys) = &part.value else { continue };
        // What must not stand there is no way to match.
        if keys.iter().any(|(key, value)| key.value == "not" && value.value == Value::Boolean(true)) {
            continue;
        }
        for (which, (key, offered)) in keys.iter().enumerate() {
            for (shown, span, way) in offers(file, &key.value, offered) {
                let mut changed = parts.clone();
                if let Value::Table(keys) = &mut changed[at].value {
                    keys[which].1 = Located { value: way, span: offered.span };
                }
                let table = vec![entry("parts", Value::List(changed), value.span)];
                found.push(Alternative {
                    text: shown,
                    is_literal: false,
                    file: Arc::clone(file),
                    span,
                    settings: vec![table],
                });
            }
        }
    }
    found
}

/// What a key of a part offers, when it offers several.
fn offers(file: &TomlFile, key: &str, value: &Located<Value>) -> Vec<(String, Span, Value)> {
    let one = |text: &str, span: Span| {
        let ways = ways(file, text, span, key == "pattern").into_iter();
        ways.map(|(shown, span, way)| (shown, span, Value::String(way))).collect::<Vec<_>>()
    };
    let found = match (key, &value.value) {
        ("words" | "lemma", Value::List(items)) => {
            let text = |item: &Located<Value>| match &item.value {
                Value::String(text) => one(text, item.span),
                _ => Vec::new(),
            };
            items.iter().flat_map(text).collect()
        }
        ("words" | "pattern", Value::String(text)) => one(text, value.span),
        _ => Vec::new(),
    };
    if found.len() > 1 { found } else { Vec::new() }
}
