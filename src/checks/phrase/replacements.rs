//! Phrases with what to write instead of them.

use crate::rule::settings::Mistake;
use crate::rule::value::Located;
use crate::rule::words::Word;
use crate::rule::{Setting, Value};

/// Phrases in the order of the file, each with the words to choose from.
#[derive(Clone, Debug, Default)]
pub struct Replacements(pub Vec<(Word, Vec<String>)>);

impl Setting for Replacements {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::Table(table) = value else { return Err(Mistake::wrong_type("a table", value)) };
        let mut read = Vec::new();
        for (key, words) in table {
            let phrase = Word::read(&Value::String(key.value.clone())).map_err(|mistake| Mistake {
                span: Some(key.span),
                message: format!("has a key that {}", mistake.message),
                ..mistake
            })?;
            read.push((phrase, words_of(words)?));
        }
        Ok(Self(read))
    }

    fn schema() -> serde_json::Value {
        let words = serde_json::json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 });
        serde_json::json!({ "type": "object", "additionalProperties": { "anyOf": [{ "type": "string" }, words] } })
    }

    fn json(&self) -> serde_json::Value {
        let entry = |(phrase, words): &(Word, Vec<String>)| {
            let key = phrase.json().as_str().unwrap_or_default().to_owned();
            (key, words.as_slice().into())
        };
        self.0.iter().map(entry).collect::<serde_json::Map<_, _>>().into()
    }
}

fn words_of(value: &Located<Value>) -> Result<Vec<String>, Mistake> {
    let mistake = |message: &str| Mistake { span: Some(value.span), ..Mistake::new(message) };
    match &value.value {
        Value::String(words) => Ok(vec![words.clone()]),
        Value::List(items) if items.is_empty() => Err(mistake("holds an empty list of replacements")),
        Value::List(items) => items
            .iter()
            .map(|item| match &item.value {
                Value::String(words) => Ok(words.clone()),
                _ => Err(Mistake {
                    span: Some(item.span),
                    ..Mistake::new("holds a replacement that is not text in quotes")
                }),
            })
            .collect(),
        _ => Err(mistake("holds a replacement that is neither text in quotes nor a list of it")),
    }
}
