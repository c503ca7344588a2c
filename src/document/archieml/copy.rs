//! Which values of an ArchieML file are copy, and what they are in the story.

use std::ops::Range;

use super::tree::{Id, ROOT, Tree, Value};
use crate::document::{Field, Options, Role};
use crate::lexicon::keys::{holds, keys};
use crate::span::Span;

/// A value that is copy.
pub(super) struct Text {
    pub role: Role,
    /// Where its words stand; there is at least one stretch.
    pub stretches: Vec<Range<usize>>,
}

impl Text {
    pub fn start(&self) -> usize {
        self.stretches.first().map_or(0, |stretch| stretch.start)
    }

    pub fn end(&self) -> usize {
        self.stretches.last().map_or(0, |stretch| stretch.end)
    }
}

/// What a file holds.
pub(super) struct Found {
    /// The copy, in file order.
    pub texts: Vec<Text>,
    /// The short values outside of all objects.
    pub fields: Vec<Field>,
}

/// Finds the copy among the values of a file.
pub(super) fn find(source: &str, tree: &Tree<'_>, options: &Options) -> Found {
    let paths = options.roles.iter().any(|(key, _)| key.contains('.'));
    let mut finder = Finder {
        source,
        tree,
        options,
        found: Found { texts: Vec::new(), fields: Vec::new() },
        waiting: Vec::new(),
    };
    let path = paths.then(String::new);
    finder.waiting.push((ROOT, Around { role: None, freeform: false, elsewhere: false, path }));
    while let Some((id, around)) = finder.waiting.pop() {
        finder.value(id, around);
    }
    let mut found = finder.found;
    found.texts.sort_by_key(Text::start);
    found.fields.sort_by_key(|field| field.source.start);
    found
}

struct Finder<'s, 't> {
    source: &'s str,
    tree: &'s Tree<'t>,
    options: &'s Options,
    found: Found,
    /// Values that are still to be looked at.
    waiting: Vec<(Id, Around)>,
}

/// What is known of a value from the keys around it.
struct Around {
    role: Option<Role>,
    freeform: bool,
    elsewhere: bool,
    /// The keys, with dots between them, where the config names keys in this way.
    path: Option<String>,
}

/// No config names longer paths, in bytes.
const LONGEST_PATH: usize = 200;

impl Finder<'_, '_> {
    fn value(&mut self, id: Id, around: Around) {
        let tree = self.tree;
        match tree.value(id) {
            Value::Text(stretches) => self.text(around.role, stretches.clone()),
            Value::Object(members) => {
                members.iter().for_each(|&(key, member)| self.member(id, key, member, &around));
            }
            Value::Array { elements, freeform: true } => {
                let role = around.role.unwrap_or(Role::Body);
                elements.iter().for_each(|&element| self.entry(element, role, &around));
            }
            Value::Array { elements, .. } => {
                for &element in elements {
                    self.waiting.push((element, Around { path: around.path.clone(), ..around }));
                }
            }
        }
    }

    fn member(&mut self, object: Id, key: &str, member: Id, around: &Around) {
        if object == ROOT {
            self.field(key, member);
        }
        let path = around
            .path
            .as_ref()
            .map(|path| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") });
        let path = path.filter(|path| path.len() <= LONGEST_PATH);
        let named =
            path.as_ref().filter(|path| path.contains('.')).and_then(|path| self.options.role_of(path));
        let elsewhere = around.elsewhere || holds(&keys().elsewhere, key);
        let role = named.or_else(|| self.role(key, around.freeform).filter(|_| !elsewhere));
        self.waiting.push((member, Around { role, freeform: around.freeform, elsewhere, path }));
    }

    /// A line or a key of a freeform array.
    fn entry(&mut self, entry: Id, role: Role, around: &Around) {
        let Some(value) = self.tree.get(entry, "value") else { return };
        let Some(kind) = self.tree.get(entry, "type").and_then(|kind| self.stretch(kind)) else {
            let role = (!around.elsewhere).then_some(role);
            return self.waiting.push((value, Around { role, freeform: true, path: None, ..*around }));
        };
        let key = &self.source[kind.clone()];
        let role = self.role(key, true).filter(|_| !around.elsewhere);
        match self
            .stretch(value)
            .filter(|words| role.is_none() && is_speech(key, &self.source[words.clone()]))
        {
            Some(words) => self.text(Some(Role::Body), std::iter::once(kind.start..words.end).collect()),
            None => self.waiting.push((value, Around { role, freeform: true, path: None, ..*around })),
        }
    }

    /// The role of the values under a key, by the last word of its path.
    fn role(&self, key: &str, freeform: bool) -> Option<Role> {
        let key = key.rsplit('.').next().unwrap_or(key);
        let known = keys();
        let role = self.options.role_of(key).or_else(|| match () {
            () if holds(&known.body, key) => Some(Role::Body),
            () if holds(&known.quote, key) => Some(Role::QuoteBlock),
            () if holds(&known.crosshead, key) => Some(Role::Crosshead),
            () if freeform && holds(&known.list, key) => Some(Role::ListItem),
            () => None,
        })?;
        // Headings among the paragraphs of a story stand inside it.
        let inside = freeform && matches!(role, Role::Headline | Role::Deck);
        Some(if inside { Role::Crosshead } else { role })
    }

    fn text(&mut self, role: Option<Role>, stretches: Vec<Range<usize>>) {
        if let Some(role) = role.filter(|_| !stretches.is_empty()) {
            self.found.texts.push(Text { role, stretches });
        }
    }

    fn field(&mut self, key: &str, value: Id) {
        let Some(words) = self.stretch(value) else { return };
        let value = self.source[words.clone()].to_owned();
        self.found.fields.push(Field {
            key: key.to_owned(),
            value,
            source: Span::new(words.start, words.end),
        });
    }

    /// The words of a text that is one stretch.
    fn stretch(&self, id: Id) -> Option<Range<usize>> {
        match self.tree.value(id) {
            Value::Text(stretches) if stretches.len() == 1 => stretches.first().cloned(),
            _ => None,
        }
    }
}

/// Whether a line of a freeform array that reads as a key is rather a sentence with a colon: `Smith: We will see.`
fn is_speech(key: &str, words: &str) -> bool {
    key.starts_with(char::is_uppercase) && words.split_whitespace().nth(2).is_some()
}
