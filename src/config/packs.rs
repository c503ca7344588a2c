//! The packs that a config switches on: `packs = ["ap-2019", "house@2.1"]`, or a table with `name` and `version`.

use std::sync::Arc;

use super::Named;
use crate::rule::pack::Version;
use crate::rule::settings::Mistake;
use crate::rule::value::text_place;
use crate::rule::{Catalogue, Located, Problems, Setting, TableReader, TomlFile, Value, did_you_mean};
use crate::span::Span;

/// A pack that runs, and the version it has to have.
#[derive(Clone, Debug)]
pub struct PackChoice {
    /// Its name.
    pub named: Named,
    /// Its version, where the config asks for one.
    pub version: Option<Located<String>>,
}

/// Reads the value of `packs`.
pub fn read(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> Vec<PackChoice> {
    let Some(found) = reader.raw("packs") else { return Vec::new() };
    let Value::List(items) = &found.value else {
        let message = format!("`packs` has to be a list, not {}", found.value.type_name());
        problems.add(file, found.span, message, Some("write `packs = [\"ap-2019\"]`".into()));
        return Vec::new();
    };
    items.iter().filter_map(|item| read_one(item, file, problems)).collect()
}

fn read_one(item: &Located<Value>, file: &Arc<TomlFile>, problems: &mut Problems) -> Option<PackChoice> {
    let named = |value: String, span: Span| Named { file: Arc::clone(file), name: Located { value, span } };
    match &item.value {
        Value::String(text) => {
            let Some((name, version)) = text.split_once('@') else {
                return Some(PackChoice { named: named(text.clone(), item.span), version: None });
            };
            let place =
                |start: usize, end: usize| text_place(item.span, file.source.text(), Span::new(start, end));
            let span = place(name.len() + 1, text.len());
            let version = match Version::read(&Value::String(version.to_owned())) {
                Ok(version) => Some(Located { value: version.0, span }),
                Err(mistake) => {
                    wrong_version(file, span, mistake, problems);
                    None
                }
            };
            Some(PackChoice { named: named(name.to_owned(), place(0, name.len())), version })
        }
        Value::Table(table) => {
            let mut reader = TableReader::new(file, table, "a pack in a config");
            let name = reader.get::<String>("name", problems);
            let version = reader.get::<Version>("version", problems);
            reader.finish(problems);
            if name.is_none() {
                problems.add(file, item.span, "this pack has no `name`", None);
            }
            let version = version.map(|version| Located { value: version.value.0, span: version.span });
            name.map(|name| PackChoice { named: named(name.value, name.span), version })
        }
        other => {
            let message = format!("`packs` holds an entry that has to be a name, not {}", other.type_name());
            problems.add(file, item.span, message, Some("write `\"ap-2019\"` or `\"house@2.1\"`".into()));
            None
        }
    }
}

fn wrong_version(file: &Arc<TomlFile>, span: Span, mistake: Mistake, problems: &mut Problems) {
    problems.add(file, span, format!("the version of a pack {}", mistake.message), mistake.help);
}

impl PackChoice {
    /// Reports a pack that is not there, and one that has another version.
    pub fn check(&self, catalogue: &Catalogue, problems: &mut Problems) {
        let Named { file, name } = &self.named;
        let Some(version) = catalogue.packs().iter().find(|pack| *pack.name == *name.value) else {
            return self.check_unversioned(catalogue, problems);
        };
        if let Some(asked) = self.version.as_ref().filter(|asked| !version.is_version(&asked.value)) {
            let message = format!(
                "the pack `{}` is here in version {}, and this config asks for {}",
                name.value, version.version, asked.value
            );
            let place = version.place.as_ref();
            let place =
                place.map_or_else(|| "it ships with copydesk".into(), |(file, _)| file.path.to_string());
            let help =
                format!("bring the right version ({place}), or ask for `{}@{}`", name.value, version.version);
            problems.add(file, asked.span, message, Some(help));
        }
    }

    fn check_unversioned(&self, catalogue: &Catalogue, problems: &mut Problems) {
        let Named { file, name } = &self.named;
        let packs = catalogue.pack_names();
        if !packs.contains(&*name.value) {
            let message = format!("there is no pack `{}`", name.value);
            let help = if catalogue.knows(&name.value) {
                Some("single rules and checks are switched on by `extend_select`".to_owned())
            } else {
                did_you_mean(&name.value, packs.iter().map(|pack| &**pack))
            };
            problems.add(file, name.span, message, help);
        } else if let Some(asked) = &self.version {
            let message =
                format!("the pack `{}` has no version, and this config asks for {}", name.value, asked.value);
            let help = "a folder of rules becomes a pack with a version by a `pack.toml` in it";
            problems.add(file, asked.span, message, Some(help.into()));
        }
    }
}
