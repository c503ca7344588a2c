//! One item of ninjs: its texts by what they are, whichever version names them.
//!
//! Version 1 has one member for each text, whose ending says in what form it is (`headline`, `body_text`, `byline`); versions 2
//! and 3 have lists of objects with a role and a content type (`headlines`, `bodies`, `by`).

use std::collections::HashMap;
use std::ops::Range;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use crate::document::{Field, Note, Options, Role};
use crate::span::Span;

/// A text of an item.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// What the item says it is for, or the form it is in.
    pub role: String,
    /// Its content type, if the item names one.
    pub media: String,
    /// Where it stands, inside its quotation marks.
    pub place: Range<usize>,
}

/// What an item holds.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub headlines: Vec<Text>,
    pub descriptions: Vec<Text>,
    pub bodies: Vec<Text>,
    pub bylines: Vec<Text>,
    /// Notes to the desk.
    pub notes: Vec<Text>,
    pub title: Option<Text>,
    /// Texts under keys that houses have added.
    pub added: Vec<(Role, Text)>,
    pub fields: Vec<Field>,
    /// Pictures and the like that go with it.
    pub associations: Vec<Item>,
    /// What is odd about it.
    pub odd: Vec<Note>,
}

impl Item {
    /// Whether an object is an item: it has a member with a text, or says of itself what items have to say.
    pub fn is_one(object: &Object<'_>) -> bool {
        let has = |names: &[&str]| {
            let mut members = object.properties.iter();
            members.any(|member| names.iter().any(|name| member.name.as_str().eq_ignore_ascii_case(name)))
        };
        let described = || {
            has(&["uri"]) && has(&["type", "version", "versioncreated", "pubstatus", "standard", "$standard"])
        };
        let texts = |value: &Value<'_>, member| match value {
            Value::StringLit(_) => matches!(member, Member::Headline | Member::Description | Member::Body),
            Value::Array(_) => matches!(member, Member::Headlines | Member::Descriptions | Member::Bodies),
            _ => false,
        };
        let named = object
            .properties
            .iter()
            .filter_map(|member| Some((&member.value, Member::named(member.name.as_str())?.0)));
        named.into_iter().any(|(value, member)| texts(value, member)) || described()
    }

    pub fn read(source: &str, object: &Object<'_>, options: &Options) -> Self {
        let mut item = Self::default();
        let names = object.properties.iter().enumerate();
        let last: HashMap<_, _> = names.map(|(at, member)| (member.name.as_str(), at)).collect();
        for (at, member) in object.properties.iter().enumerate() {
            let name = member.name.as_str();
            if last.get(name) == Some(&at) {
                item.member(source, name, &member.value, options);
            } else {
                let range = member.name.range();
                let text = format!("`{name}` stands here twice; only the last one counts");
                item.odd.push(Note { source: Span::new(range.start, range.end), text });
            }
        }
        item
    }

    fn member(&mut self, source: &str, name: &str, value: &Value<'_>, options: &Options) {
        match (value, Member::named(name)) {
            (Value::StringLit(_), named) => {
                let text = Text { role: String::new(), media: String::new(), place: inside(value) };
                self.text(source, name, named, text, options);
            }
            (Value::Array(list), Some((Member::Headlines, _))) => {
                self.headlines.extend(texts(&list.elements))
            }
            (Value::Array(list), Some((Member::Descriptions, _))) => {
                self.descriptions.extend(texts(&list.elements))
            }
            (Value::Array(list), Some((Member::Bodies, _))) => self.bodies.extend(texts(&list.elements)),
            (Value::Array(list), Some((Member::Associations, _))) => {
                let items = list.elements.iter().filter_map(Value::as_object);
                self.associations.extend(items.map(|item| Self::read(source, item, options)));
            }
            (Value::Object(named), Some((Member::Associations, _))) => {
                let items = named.properties.iter().filter_map(|member| member.value.as_object());
                self.associations.extend(items.map(|item| Self::read(source, item, options)));
            }
            (Value::NumberLit(_) | Value::BooleanLit(_), _) => {
                self.field(source, name, value.range().start..value.range().end)
            }
            _ => {}
        }
    }

    /// Takes over a text under a key.
    pub fn text(
        &mut self,
        source: &str,
        name: &str,
        member: Option<(Member, &str)>,
        mut text: Text,
        options: &Options,
    ) {
        let Some((member, ending)) = member else {
            match options.role_of(name) {
                Some(role) => self.added.push((role, text)),
                None => self.field(source, name, text.place),
            }
            return;
        };
        if text.role.is_empty() {
            text.role = ending.to_owned();
        }
        match member {
            Member::Headline | Member::Headlines => self.headlines.push(text),
            Member::Description | Member::Descriptions => self.descriptions.push(text),
            Member::Body | Member::Bodies => self.bodies.push(text),
            Member::By => self.bylines.push(text),
            Member::Note => self.notes.push(text),
            Member::Title => self.title = Some(text),
            Member::Associations => {}
        }
    }

    fn field(&mut self, source: &str, key: &str, place: Range<usize>) {
        let value = crate::document::json::inner(source, place.clone()).text;
        self.fields.push(Field { key: key.to_owned(), value, source: Span::new(place.start, place.end) });
    }

    /// Whether it shows something rather than telling it.
    pub fn is_visual(&self) -> bool {
        let kind = self.fields.iter().find(|field| field.key == "type");
        kind.is_some_and(|kind| matches!(&*kind.value, "picture" | "graphic" | "video" | "audio"))
    }
}

/// The members of an item that hold copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Member {
    Headline,
    Headlines,
    Description,
    Descriptions,
    Body,
    Bodies,
    By,
    Note,
    Title,
    Associations,
}

impl Member {
    /// The member that a key names, and what the key says of its form: `body_xhtml`.
    pub fn named(key: &str) -> Option<(Self, &str)> {
        let (name, ending) = key.split_once('_').unwrap_or((key, ""));
        let member = match name {
            "headline" => Self::Headline,
            "description" if !ending.is_empty() => Self::Description,
            "body" if !ending.is_empty() => Self::Body,
            "headlines" => Self::Headlines,
            "descriptions" => Self::Descriptions,
            "bodies" => Self::Bodies,
            "byline" | "by" => Self::By,
            "ednote" | "edNote" => Self::Note,
            "title" => Self::Title,
            "associations" => Self::Associations,
            _ => return None,
        };
        let may_end = matches!(member, Self::Headline | Self::Description | Self::Body);
        (may_end || ending.is_empty()).then_some((member, ending))
    }
}

/// The texts of a list of objects with a role, a content type and a value.
fn texts(list: &[Value<'_>]) -> Vec<Text> {
    let text = |value: &Value<'_>| {
        let Some(object) = value.as_object() else {
            let plain = Text { role: String::new(), media: String::new(), place: inside(value) };
            return value.as_string_lit().map(|_| plain);
        };
        let said = |name: &str| {
            let member =
                object.properties.iter().find(|member| member.name.as_str().eq_ignore_ascii_case(name));
            member
                .and_then(|member| member.value.as_string_lit())
                .map(|text| text.value.to_string())
                .unwrap_or_default()
        };
        let place = object.get("value").filter(|member| member.value.as_string_lit().is_some())?;
        Some(Text { role: said("role"), media: said("contentType"), place: inside(&place.value) })
    };
    list.iter().filter_map(text).collect()
}

fn inside(string: &Value<'_>) -> Range<usize> {
    let range = string.range();
    range.start + 1..range.end.max(range.start + 2) - 1
}
