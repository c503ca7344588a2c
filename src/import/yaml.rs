//! YAML as a tree of texts: what looks like a number or a truth value stays the words it was written with.
//!
//! Aliases are not followed, so that a few lines cannot stand for gigabytes.

use saphyr_parser::{Event, Parser};

/// Deeper trees are nobody's style rules.
const DEEPEST: usize = 32;

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Yaml {
    /// Words; none for `~`, `null` or nothing at all.
    Text(Option<String>),
    /// A list.
    List(Vec<Yaml>),
    /// A table in the order of its file; of a key that stands twice the last value counts.
    Table(Vec<(String, Yaml)>),
}

impl Yaml {
    /// Reads the first document of a file.
    ///
    /// # Errors
    /// Says what is wrong, and in which line.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut open: Vec<Open> = Vec::new();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| {
                format!("line {}: this is not YAML: {}", error.marker().line(), error.info())
            })?;
            let done = match event {
                Event::Scalar(value, style, ..) => {
                    let nothing =
                        matches!(&*value, "" | "~" | "null") && style == saphyr_parser::ScalarStyle::Plain;
                    Some(Self::Text((!nothing).then(|| value.into_owned())))
                }
                Event::SequenceStart(..) => {
                    open.push(Open { items: Vec::new(), is_list: true });
                    None
                }
                Event::MappingStart(..) => {
                    open.push(Open { items: Vec::new(), is_list: false });
                    None
                }
                Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close),
                Event::Alias(_) => return Err(format!("line {}: aliases are not read", span.start.line())),
                Event::DocumentEnd => break,
                _ => None,
            };
            if open.len() > DEEPEST {
                return Err(format!("line {}: this is nested too deep", span.start.line()));
            }
            let Some(done) = done else { continue };
            match open.last_mut() {
                Some(parent) => parent.items.push(done),
                None => return Ok(done),
            }
        }
        Ok(Self::Text(None))
    }

    /// The words of a node that holds some.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => text.as_deref(),
            _ => None,
        }
    }

    /// The words of a list, or of a single word that stands for a list of one; none for tables and nested lists.
    #[must_use]
    pub fn texts(&self) -> Option<Vec<String>> {
        match self {
            Self::Text(None) => Some(Vec::new()),
            Self::Text(Some(text)) => Some(vec![text.clone()]),
            Self::List(items) => {
                items.iter().map(|item| Some(item.text().unwrap_or_default().to_owned())).collect()
            }
            Self::Table(_) => None,
        }
    }

    /// The entries of a table.
    #[must_use]
    pub fn table(&self) -> Option<&[(String, Yaml)]> {
        match self {
            Self::Table(entries) => Some(entries),
            _ => None,
        }
    }
}

struct Open {
    items: Vec<Yaml>,
    is_list: bool,
}

impl Open {
    fn close(self) -> Yaml {
        if self.is_list {
            return Yaml::List(self.items);
        }
        let mut entries: Vec<(String, Yaml)> = Vec::new();
        let mut items = self.items.into_iter();
        while let (Some(key), Some(value)) = (items.next(), items.next()) {
            let key = key.text().unwrap_or_default().to_owned();
            entries.retain(|(other, _)| *other != key);
            entries.push((key, value));
        }
        Yaml::Table(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        let yaml = Yaml::read("---\na: yes\n3: 1.0\nlist:\n  - ~\n  - '\\d'\n  - on\nlist2: one\na: no\n")
            .expect("it is YAML");
        let table = yaml.table().expect("a table");
        let get = |name: &str| table.iter().find(|(key, _)| key == name).map(|(_, value)| value).expect(name);
        assert_eq!(get("a").text(), Some("no"));
        assert_eq!(get("3").text(), Some("1.0"));
        assert_eq!(get("list").texts(), Some(vec![String::new(), "\\d".into(), "on".into()]));
        assert_eq!(get("list2").texts(), Some(vec!["one".into()]));
        assert!(Yaml::read("a: [b\nc: d").expect_err("it is none").contains("line"));
        assert!(Yaml::read("a: &x b\nc: *x").expect_err("no aliases").contains("line 2"));
    }
}
