//! The language that a rule is about, or that a story is in, as TOML names it.

use super::settings::{Mistake, Setting};
use super::value::Value;
use crate::story::{Language, language};

impl Setting for Language {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let name = String::read(value)?;
        language::from_name(&name).ok_or_else(|| Mistake {
            help: Some("write a code such as `en`, `en-GB` or `de`".into()),
            ..Mistake::new(format!("cannot be `{name}`, which is no language"))
        })
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}
