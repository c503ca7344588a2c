//! Settings of a check: declared once, and read, documented and turned into a schema from that.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::problem::{Problems, TomlFile, did_you_mean};
use super::value::{Located, Value, text_place};
use super::{Rule, SettingsLayer};
use crate::span::Span;

/// One setting, for documentation and schema.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its key in TOML.
    pub name: &'static str,
    /// What it does, with its unit.
    pub about: &'static str,
    /// JSON schema of its values.
    pub schema: fn() -> serde_json::Value,
    /// Its value when nobody sets it.
    pub default: fn() -> serde_json::Value,
}

/// What is wrong with a value; `message` continues "`key` …".
#[derive(Debug)]
pub struct Mistake {
    /// Where in the file, when not at the whole value.
    pub span: Option<Span>,
    /// Where inside the value's own text.
    pub inside: Option<Span>,
    /// What is wrong.
    pub message: String,
    /// What was meant.
    pub help: Option<String>,
}

impl Mistake {
    /// A mistake of the whole value.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { span: None, inside: None, message: message.into(), help: None }
    }

    /// "has to be X, not Y".
    #[must_use]
    pub fn wrong_type(wanted: &str, found: &Value) -> Self {
        Self::new(format!("has to be {wanted}, not {}", found.type_name()))
    }

    /// Where it stands in `file`, as the mistake of the value at `value`.
    #[must_use]
    pub fn place(&self, file: &TomlFile, value: Span) -> Span {
        let span = self.span.unwrap_or(value);
        self.inside.map_or(span, |inside| text_place(span, file.source.text(), inside))
    }
}

/// A type that a TOML value can be read as.
pub trait Setting: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// Says in plain words what the value has to be.
    fn read(value: &Value) -> Result<Self, Mistake>;
    /// JSON schema of the values that can be read.
    fn schema() -> serde_json::Value;
    /// The value as JSON, for the schema's default.
    fn json(&self) -> serde_json::Value;
}

/// A struct of settings, made by [`settings!`](crate::settings).
pub trait Settings: Default {
    /// The settings there are.
    const FIELDS: &'static [Field];
    /// Sets the field `key`; `None` when there is no such field.
    fn set(&mut self, key: &str, value: &Value) -> Option<Result<(), Mistake>>;
}

/// A rule's settings: the defaults, then every layer over them; mistakes are reported where they stand.
#[must_use]
pub fn read_settings<S: Settings>(rule: &Rule, problems: &mut Problems) -> S {
    let mut settings = S::default();
    for layer in &rule.settings {
        read_layer(&mut settings, rule, layer, problems);
    }
    settings
}

/// The same for rules that mean nothing with a setting left out: none where there was a mistake.
#[must_use]
pub fn read_whole_settings<S: Settings>(rule: &Rule, problems: &mut Problems) -> Option<S> {
    let before = problems.0.len();
    let settings = read_settings(rule, problems);
    (problems.0.len() == before).then_some(settings)
}

fn read_layer<S: Settings>(settings: &mut S, rule: &Rule, layer: &SettingsLayer, problems: &mut Problems) {
    for (key, value) in &layer.table {
        match settings.set(&key.value, &value.value) {
            Some(Ok(())) => {}
            Some(Err(mistake)) => {
                let message = format!("`{}` {}", key.value, mistake.message);
                problems.add(&layer.file, mistake.place(&layer.file, value.span), message, mistake.help);
            }
            None => unknown_setting::<S>(rule, &layer.file, key, problems),
        }
    }
}

fn unknown_setting<S: Settings>(
    rule: &Rule,
    file: &Arc<TomlFile>,
    key: &Located<String>,
    problems: &mut Problems,
) {
    let message = format!("the check `{}` has no setting `{}`", rule.check, key.value);
    let help = did_you_mean(&key.value, S::FIELDS.iter().map(|field| field.name));
    problems.add(file, key.span, message, help);
}

impl Setting for String {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match value {
            Value::String(text) => Ok(text.clone()),
            other => Err(Mistake::wrong_type("text in quotes", other)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string" })
    }

    fn json(&self) -> serde_json::Value {
        self.as_str().into()
    }
}

impl Setting for bool {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match value {
            Value::Boolean(value) => Ok(*value),
            other => Err(Mistake::wrong_type("true or false", other)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "boolean" })
    }

    fn json(&self) -> serde_json::Value {
        (*self).into()
    }
}

impl Setting for usize {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match value {
            Value::Integer(number) => usize::try_from(*number)
                .map_err(|_| Mistake::new(format!("has to be zero or more, not {number}"))),
            other => Err(Mistake::wrong_type("a whole number", other)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "integer", "minimum": 0 })
    }

    fn json(&self) -> serde_json::Value {
        (*self).into()
    }
}

impl Setting for f64 {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match value {
            Value::Float(number) if number.is_finite() => Ok(*number),
            Value::Integer(number) => Ok(*number as f64),
            other => Err(Mistake::wrong_type("a number", other)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "number" })
    }

    fn json(&self) -> serde_json::Value {
        (*self).into()
    }
}

/// A share or a probability: a number from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Share(pub f64);

impl Setting for Share {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let number = f64::read(value)?;
        if (0.0..=1.0).contains(&number) {
            return Ok(Self(number));
        }
        Err(Mistake::new(format!("has to be from 0 to 1, not {number}")))
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "number", "minimum": 0, "maximum": 1 })
    }

    fn json(&self) -> serde_json::Value {
        self.0.into()
    }
}

/// A setting that need not be given.
impl<T: Setting> Setting for Option<T> {
    fn read(value: &Value) -> Result<Self, Mistake> {
        T::read(value).map(Some)
    }

    fn schema() -> serde_json::Value {
        T::schema()
    }

    fn json(&self) -> serde_json::Value {
        self.as_ref().map_or(serde_json::Value::Null, Setting::json)
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::List(items) = value else { return Err(Mistake::wrong_type("a list", value)) };
        items.iter().map(|item| read_item(item)).collect()
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": T::schema() })
    }

    fn json(&self) -> serde_json::Value {
        self.iter().map(Setting::json).collect()
    }
}

/// An entry of a list that remembers where it stands.
impl<T: Setting> Setting for Vec<Located<T>> {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::List(items) = value else { return Err(Mistake::wrong_type("a list", value)) };
        items.iter().map(|item| Ok(Located { value: read_item(item)?, span: item.span })).collect()
    }

    fn schema() -> serde_json::Value {
        Vec::<T>::schema()
    }

    fn json(&self) -> serde_json::Value {
        self.iter().map(|item| item.value.json()).collect()
    }
}

impl<T: Setting> Setting for BTreeMap<String, T> {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::Table(entries) = value else { return Err(Mistake::wrong_type("a table", value)) };
        entries.iter().map(|(key, value)| Ok((key.value.clone(), read_item(value)?))).collect()
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "object", "additionalProperties": T::schema() })
    }

    fn json(&self) -> serde_json::Value {
        self.iter().map(|(key, value)| (key.clone(), value.json())).collect::<serde_json::Map<_, _>>().into()
    }
}

fn read_item<T: Setting>(item: &Located<Value>) -> Result<T, Mistake> {
    T::read(&item.value).map_err(|mistake| Mistake {
        span: mistake.span.or(Some(item.span)),
        message: format!("holds an entry that {}", mistake.message),
        ..mistake
    })
}

/// Declares a struct of settings: each field with its documentation (which the schema and `explain` show) and default.
#[macro_export]
macro_rules! settings {
    ($(#[$outer:meta])* pub struct $name:ident {
        $($(#[doc = $about:literal])+ pub $field:ident: $kind:ty = $default:expr,)*
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug)]
        pub struct $name { $($(#[doc = $about])+ pub $field: $kind,)* }

        impl Default for $name {
            fn default() -> Self { Self { $($field: $default,)* } }
        }

        impl $crate::rule::settings::Settings for $name {
            const FIELDS: &'static [$crate::rule::Field] = &[$($crate::rule::Field {
                name: stringify!($field),
                about: concat!($($about),+),
                schema: <$kind as $crate::rule::Setting>::schema,
                default: || <$kind as $crate::rule::Setting>::json(&$default),
            }),*];

            fn set(
                &mut self,
                key: &str,
                value: &$crate::rule::Value,
            ) -> Option<Result<(), $crate::rule::settings::Mistake>> {
                let _ = value;
                match key {
                    $(stringify!($field) => Some(<$kind as $crate::rule::Setting>::read(value).map(|value| self.$field = value)),)*
                    _ => None,
                }
            }
        }
    };
}

/// Declares a setting that is one of a few words.
#[macro_export]
macro_rules! choices {
    ($(#[$outer:meta])* pub enum $name:ident { $($(#[$about:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$about])* $variant,)* }

        impl $crate::rule::Setting for $name {
            fn read(value: &$crate::rule::Value) -> Result<Self, $crate::rule::settings::Mistake> {
                match value {
                    $($crate::rule::Value::String(word) if word == $word => Ok(Self::$variant),)*
                    $crate::rule::Value::String(word) => Err($crate::rule::settings::Mistake {
                        help: $crate::rule::did_you_mean(word, [$($word),*]),
                        ..$crate::rule::settings::Mistake::new(format!("cannot be `{word}`"))
                    }),
                    other => Err($crate::rule::settings::Mistake::wrong_type("text in quotes", other)),
                }
            }

            fn schema() -> serde_json::Value { serde_json::json!({ "enum": [$($word),*] }) }

            fn json(&self) -> serde_json::Value {
                match self { $(Self::$variant => $word.into(),)* }
            }
        }
    };
}
