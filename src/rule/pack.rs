//! Packs: named, versioned sets of rules. The ones that ship are listed, and read only when something switches them on.

use std::sync::Arc;

use super::file::RuleName;
use super::problem::{Problems, TomlFile};
use super::settings::{Mistake, Setting};
use super::table::TableReader;
use super::value::{Value, parse};
use crate::span::Span;

/// The file that makes a folder of rules a pack.
pub const FILE_NAME: &str = "pack.toml";

/// What a pack says of itself.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Kebab-case name.
    pub name: Arc<str>,
    /// Numbers joined by dots.
    pub version: Arc<str>,
    /// What is in it, in a sentence.
    pub description: String,
    /// The terms its rules are given under.
    pub licence: Option<String>,
    /// Where it says so; none for packs that ship.
    pub place: Option<(Arc<TomlFile>, Span)>,
}

/// A pack that ships, as the derived list has it.
#[derive(Debug)]
pub struct ShippedPack {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What is in it.
    pub description: &'static str,
    /// The terms its rules are given under.
    pub licence: &'static str,
    /// Its rule files.
    pub files: &'static [ShippedFile],
}

/// A rule file that ships: what is in it is known without reading it.
#[derive(Debug)]
pub struct ShippedFile {
    /// Its path in the repository.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
    /// Name and check of each of its rules.
    pub rules: &'static [(&'static str, &'static str)],
}

/// What a rule may be called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its name.
    pub name: Arc<str>,
    /// Its check.
    pub check: Arc<str>,
    /// Its pack.
    pub pack: Option<Arc<str>>,
}

impl Identity {
    /// Whether `word` names the rule, its check or its pack.
    #[must_use]
    pub fn answers_to(&self, word: &str) -> bool {
        *self.name == *word || *self.check == *word || self.pack.as_deref() == Some(word)
    }

    /// Whether naming `word` is enough to switch the rule on, although its pack is off.
    #[must_use]
    pub fn is_switched_on_by(&self, word: &str) -> bool {
        *self.name == *word || self.pack.as_deref() == Some(word)
    }
}

impl ShippedPack {
    /// What it says of itself.
    #[must_use]
    pub fn pack(&self) -> Pack {
        Pack {
            name: self.name.into(),
            version: self.version.into(),
            description: self.description.to_owned(),
            licence: Some(self.licence.to_owned()),
            place: None,
        }
    }

    /// The rules of one of its files.
    pub fn identities(&self, file: &ShippedFile) -> impl Iterator<Item = Identity> {
        let pack: Arc<str> = self.name.into();
        file.rules.iter().map(move |(name, check)| Identity {
            name: (*name).into(),
            check: (*check).into(),
            pack: Some(Arc::clone(&pack)),
        })
    }
}

impl Pack {
    /// Whether its version is the one that was asked for; who asks for 2.1 gets 2.1 and 2.1.3, and not 2.10.
    #[must_use]
    pub fn is_version(&self, asked: &str) -> bool {
        self.version.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

/// Reads a `pack.toml`. Nothing comes of one that does not give its name and version.
#[must_use]
pub fn read(file: &Arc<TomlFile>, problems: &mut Problems) -> Option<Pack> {
    let (table, errors) = parse(file.source.text());
    let broken = !errors.is_empty();
    for (span, message) in errors {
        problems.add(file, span, format!("this is not TOML: {message}"), None);
    }
    if broken {
        return None;
    }
    let before = problems.0.len();
    let mut reader = TableReader::new(file, &table, "a pack");
    let name = reader.get::<RuleName>("name", problems);
    let version = reader.get::<Version>("version", problems);
    let description = reader.get::<String>("description", problems);
    let licence = reader.get::<String>("licence", problems);
    reader.finish(problems);
    for (key, missing) in [("name", name.is_none()), ("version", version.is_none())] {
        if missing && problems.0.len() == before {
            let help =
                "a `pack.toml` gives `name` and `version`, and says more in `description` and `licence`";
            problems.add(file, Span::default(), format!("this pack has no `{key}`"), Some(help.into()));
        }
    }
    let (name, version) = (name?, version?);
    Some(Pack {
        name: name.value.0.into(),
        version: version.value.0.into(),
        description: description.map(|text| text.value).unwrap_or_default(),
        licence: licence.map(|text| text.value),
        place: Some((Arc::clone(file), name.span)),
    })
}

/// A version: numbers joined by dots.
#[derive(Clone, Debug)]
pub struct Version(pub String);

impl Setting for Version {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let text = match value {
            Value::String(text) => text,
            Value::Integer(_) | Value::Float(_) => {
                let help = Some("write it in quotes: `\"2.1\"`".to_owned());
                return Err(Mistake { help, ..Mistake::wrong_type("text in quotes", value) });
            }
            other => return Err(Mistake::wrong_type("text in quotes", other)),
        };
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.split('.').all(is_number) {
            return Ok(Self(text.clone()));
        }
        let help = Some("write it like `2.1`".to_owned());
        Err(Mistake { help, ..Mistake::new(format!("has to be numbers joined by dots, not `{text}`")) })
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": r"^[0-9]+(\.[0-9]+)*$" })
    }

    fn json(&self) -> serde_json::Value {
        self.0.as_str().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_for_those_that_begin_with_it() {
        let pack = |version: &str| Pack {
            name: "house".into(),
            version: version.into(),
            description: String::new(),
            licence: None,
            place: None,
        };
        let is = |version: &str, asked: &str| pack(version).is_version(asked);
        assert!(is("2.1", "2.1") && is("2.1.3", "2.1") && is("2.1.3", "2"));
        assert!(!is("2.10", "2.1") && !is("2", "2.1") && !is("3.2.1", "2.1"));
    }
}
