//! JSON schema of `copydesk.toml`, made from what the readers know, for editors that complete TOML.

use serde_json::{Map, Value, json};

use super::read::KEYS;
use crate::checks::Kind;
use crate::checks::registry::KINDS;
use crate::document::Role;
use crate::finding::Severity;
use crate::rule::{Catalogue, Setting, pack::Version};

/// The schema; `catalogue` gives the names of rules, so that an editor can offer them.
#[must_use]
pub fn schema(catalogue: &Catalogue) -> Value {
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

fn of_key(key: &str, catalogue: &Catalogue) -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    match key {
        "extends" => json!({ "oneOf": [text, texts] }),
        "language" | "encoding" => text,
        "select" | "extend_select" | "ignore" => {
            json!({ "type": "array", "items": { "anyOf": [{ "enum": names(catalogue) }, { "type": "string" }] } })
        }
        "packs" => packs(catalogue),
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

fn override_schema(catalogue: &Catalogue) -> Value {
    let mut properties = Map::new();
    properties
        .insert("paths".into(), described("Patterns of paths it holds for.", of_key("include", catalogue)));
    let front_matter =
        json!({ "type": "object", "additionalProperties": { "type": ["string", "number", "boolean"] } });
    properties.insert("front_matter".into(), described("Front matter it holds for.", front_matter));
    for key in ["packs", "select", "extend_select", "ignore", "language", "encoding", "severity", "settings"]
    {
        properties.insert(key.into(), of_key(key, catalogue));
    }
    json!({ "type": "array", "items": { "type": "object", "additionalProperties": false, "properties": properties } })
}

fn settings(catalogue: &Catalogue) -> Value {
    let mut properties = Map::new();
    for kind in KINDS {
        let table = settings_table(kind);
        let rules = catalogue.identities().filter(|rule| *rule.check == *kind.name);
        for name in rules.map(|rule| rule.name.to_string()).chain([kind.name.to_owned()]) {
            properties.insert(name, table.clone());
        }
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": { "type": "object" } })
}

/// The settings of a check.
#[must_use]
pub fn settings_table(kind: &Kind) -> Value {
    let mut fields = Map::new();
    for field in kind.fields {
        let mut schema = described(field.about.trim(), (field.schema)());
        if let Some(object) = schema.as_object_mut() {
            object.insert("default".into(), (field.default)());
        }
        fields.insert(field.name.to_owned(), schema);
    }
    json!({ "type": "object", "additionalProperties": false, "properties": fields })
}

fn names(catalogue: &Catalogue) -> Vec<String> {
    catalogue.names().iter().map(ToString::to_string).collect()
}

fn packs(catalogue: &Catalogue) -> Value {
    let names: Vec<_> = catalogue.pack_names().iter().map(ToString::to_string).collect();
    let table = json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["name"],
        "properties": { "name": { "type": "string" }, "version": Version::schema() },
    });
    json!({ "type": "array", "items": { "anyOf": [{ "enum": names }, { "type": "string" }, table] } })
}

/// A schema with words about it.
#[must_use]
pub fn described(about: &str, schema: Value) -> Value {
    let mut schema = schema;
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".into(), about.into());
    }
    schema
}
