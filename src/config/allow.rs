//! `[[allow]]`: findings that a desk accepts by path and rule, for formats without comments and for whole folders.

use std::sync::Arc;

use globset::GlobSet;
use serde_json::json;

use super::Named;
use super::read::{glob_set, names};
use super::schema::described;
use crate::rule::settings::Mistake;
use crate::rule::{Catalogue, Located, Problems, Setting, TableReader, TomlFile, Value, did_you_mean};
use crate::span::Span;

/// What silences rules in some files, and why.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The files it holds for, relative to the config's folder.
    pub paths: GlobSet,
    /// The rules, by name.
    pub rules: Vec<Named>,
    /// Words that a finding has to point to; whatever it points to when absent.
    pub words: Option<String>,
    /// The last day it holds, as `2027-01-31`.
    pub until: Option<Named>,
}

/// The keys of an entry with what each means; the schema is made from it.
const KEYS: [(&str, &str); 5] = [
    ("paths", "Patterns of paths it holds for."),
    ("rules", "The rules that are silent there, by name."),
    ("reason", "Why, for the next editor."),
    ("words", "Only findings whose marked words contain these."),
    ("until", "The last day it holds: `2027-01-31`."),
];

/// Reads every `[[allow]]` of a config. One that lacks something is reported and left out.
pub fn read(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> Vec<Allow> {
    let tables = reader.tables("allow", problems);
    tables
        .into_iter()
        .filter_map(|(table, span)| {
            let mut reader = TableReader::new(file, table, "an allow");
            let allow = read_one(&mut reader, span, file, problems);
            reader.finish(problems);
            allow
        })
        .collect()
}

fn read_one(
    reader: &mut TableReader<'_>,
    span: Span,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Option<Allow> {
    let paths = names(reader, "paths", file, problems);
    let rules = names(reader, "rules", file, problems);
    let reason = reader.get::<String>("reason", problems);
    let words = reader.get::<String>("words", problems);
    let until = reader.get::<Day>("until", problems);
    let missing = [
        ("paths", paths.is_empty(), "name the files it is for: `paths = [\"wire/*.json\"]`"),
        ("rules", rules.is_empty(), "name the rules: `rules = [\"restated-lede\"]`"),
        ("reason", reason.is_none_or(|reason| reason.value.trim().is_empty()), "say why: `reason = \"…\"`"),
    ];
    let missing = missing.into_iter().filter(|(_, is_missing, _)| *is_missing);
    let mut whole = true;
    for (key, _, help) in missing {
        whole = false;
        problems.add(file, span, format!("this allow has no `{key}`"), Some(help.into()));
    }
    let named = |day: Located<Day>| Named {
        file: Arc::clone(file),
        name: Located { value: day.value.0, span: day.span },
    };
    let words = words.map(|words| words.value.split_whitespace().collect::<Vec<_>>().join(" "));
    whole.then(|| Allow { paths: glob_set(&paths, problems), rules, words, until: until.map(named) })
}

impl Allow {
    /// Reports every name that is no rule's.
    pub fn check_names(&self, catalogue: &Catalogue, problems: &mut Problems) {
        let identities: Vec<_> = catalogue.identities().collect();
        for Named { file, name } in &self.rules {
            if identities.iter().any(|rule| *rule.name == *name.value) {
                continue;
            }
            let help = if catalogue.knows(&name.value) {
                Some(
                    "an allow names single rules; `ignore` in an `[[override]]` takes checks and packs"
                        .into(),
                )
            } else {
                did_you_mean(&name.value, identities.iter().map(|rule| &*rule.name))
            };
            problems.add(file, name.span, format!("there is no rule `{}`", name.value), help);
        }
    }
}

/// A day without a time, as TOML writes it.
struct Day(String);

impl Setting for Day {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let help = Some("write a day without quotes, such as `until = 2027-01-31`".to_owned());
        match value {
            Value::Date(day) if day.len() == "2027-01-31".len() && !day.contains(':') => {
                Ok(Self(day.clone()))
            }
            Value::Date(_) => Err(Mistake { help, ..Mistake::new("has to be a day without a time") }),
            other => Err(Mistake { help, ..Mistake::wrong_type("a day", other) }),
        }
    }

    fn schema() -> serde_json::Value {
        json!({ "type": "string", "format": "date" })
    }

    fn json(&self) -> serde_json::Value {
        self.0.as_str().into()
    }
}

/// The schema of the list; `rules` gives the names that an editor can offer.
#[must_use]
pub fn schema(rules: &[String]) -> serde_json::Value {
    let texts = json!({ "type": "array", "items": { "type": "string" } });
    let of_key = |key: &str| match key {
        "paths" => texts.clone(),
        "rules" => {
            json!({ "type": "array", "items": { "anyOf": [{ "enum": rules }, { "type": "string" }] } })
        }
        "until" => Day::schema(),
        _ => json!({ "type": "string" }),
    };
    let properties: serde_json::Map<_, _> =
        KEYS.iter().map(|(key, about)| ((*key).to_owned(), described(about, of_key(key)))).collect();
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["paths", "rules", "reason"],
            "properties": properties,
        },
    })
}
