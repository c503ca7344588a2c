//! JSON schema of rule files, made from what the checks declare, for editors that complete TOML.

use serde_json::{Map, Value, json};

use super::schema::{described, settings_table};
use crate::checks::registry::KINDS;
use crate::finding::Severity;
use crate::rule::file::{KEYS, RuleName};
use crate::rule::words::Word;
use crate::rule::{Scope, Setting};
use crate::story::Language;

/// The schema: a list of rules, each of one check with the settings that the check has.
#[must_use]
pub fn rule_schema() -> Value {
    let checks: Vec<Value> =
        KINDS.iter().map(|kind| of_check(kind.name, kind.about, settings_table(kind))).collect();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Rules of copydesk",
        "description": "What a newsroom's rules look for, and what they say.",
        "type": "object",
        "additionalProperties": false,
        "required": ["rule"],
        "properties": { "rule": { "type": "array", "minItems": 1, "items": { "oneOf": checks } } },
    })
}

fn of_check(name: &str, about: &str, settings: Value) -> Value {
    let mut properties = Map::new();
    for (key, about) in KEYS {
        properties.insert((*key).to_owned(), described(about, of_key(key)));
    }
    properties.insert("check".into(), json!({ "const": name, "description": about }));
    properties.insert("settings".into(), described("Settings of the check.", settings));
    json!({
        "title": name,
        "type": "object",
        "additionalProperties": false,
        "required": ["name", "check", "message"],
        "properties": properties,
    })
}

fn of_key(key: &str) -> Value {
    match key {
        "name" | "pack" => RuleName::schema(),
        "severity" => json!({ "enum": Severity::NAMES, "default": "warning" }),
        "scope" => Scope::schema(),
        "language" => Language::schema(),
        "limit" => json!({ "type": "integer", "minimum": 1 }),
        "exceptions" => Vec::<Word>::schema(),
        "vocabulary" | "enabled" => json!({ "type": "boolean", "default": true }),
        "example" => {
            let text = json!({ "type": "string" });
            json!({
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": { "bad": text, "good": text, "source": text },
                },
            })
        }
        _ => json!({ "type": "string" }),
    }
}
