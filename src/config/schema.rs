//! JSON schema of `copydesk.toml`, made from what the readers know, for editors that complete TOML.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::read::KEYS;
use crate::checks::registry::KINDS;
use crate::document::Role;
use crate::finding::Severity;
use crate::rule::Rule;

/// The schema; `catalogue` gives the names of rules, so that an editor can offer them.
#[must_use]
pub fn schema(catalogue: &[Arc<Rule>]) -> Value {
    let mut properties = Map::new();
    for (key, about) in KEYS {
        properties.insert((*key).to_owned(), described(about, of_key(key, catalogue)));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "copydesk.toml",
        "description": "What copydesk looks for in a newsroom's copy.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    })
}

fn of_key(key: &str, catalogue: &[Arc<Rule>]) -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    match key {
        "extends" => json!({ "oneOf": [text, texts] }),
        "language" => text,
        "select" | "extend_select" | "ignore" => {
            json!({ "type": "array", "items": { "anyOf": [{ "enum": names(catalogue) }, { "type": "string" }] } })
        }
        "severity" => json!({ "type": "object", "additionalProperties": { "enum": Severity::NAMES } }),
        "settings" => settings(catalogue),
        "front_matter" => {
            let roles: Map<_, _> =
                Role::NAMES.iter().map(|role| ((*role).to_owned(), texts.clone())).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": roles })
        }
        "models" => json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "learnt": described("A file that `copydesk learn all` has written.", text),
                "encoder": described("Whether the encoder gives a second opinion on missing articles.", json!({ "type": "boolean" })),
            },
        }),
        "override" => override_schema(catalogue),
        _ => texts,
    }
}

fn override_schema(catalogue: &[Arc<Rule>]) -> Value {
    let mut properties = Map::new();
    properties
        .insert("paths".into(), described("Patterns of paths it holds for.", of_key("include", catalogue)));
    let front_matter =
        json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } });
    properties.insert("front_matter".into(), described("Front matter it holds for.", front_matter));
    for key in ["select", "extend_select", "ignore", "language", "severity", "settings"] {
        properties.insert(key.into(), of_key(key, catalogue));
    }
    json!({ "type": "array", "items": { "type": "object", "additionalProperties": false, "properties": properties } })
}

fn settings(catalogue: &[Arc<Rule>]) -> Value {
    let mut properties = Map::new();
    for kind in KINDS {
        let mut fields = Map::new();
        for field in kind.fields {
            let mut schema = described(field.about.trim(), (field.schema)());
            if let Some(object) = schema.as_object_mut() {
                object.insert("default".into(), (field.default)());
            }
            fields.insert(field.name.to_owned(), schema);
        }
        let table = json!({ "type": "object", "additionalProperties": false, "properties": fields });
        let rules = catalogue.iter().filter(|rule| *rule.check == *kind.name).map(|rule| &*rule.name);
        for name in rules.chain([kind.name]) {
            properties.insert(name.to_owned(), table.clone());
        }
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": { "type": "object" } })
}

fn names(catalogue: &[Arc<Rule>]) -> Vec<&str> {
    let words =
        catalogue.iter().flat_map(|rule| [Some(&*rule.name), Some(&*rule.check), rule.pack.as_deref()]);
    let mut names: Vec<_> = words.flatten().collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn described(about: &str, schema: Value) -> Value {
    let mut schema = schema;
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".into(), about.into());
    }
    schema
}
