//! Finds the dictionaries that rules and configs name: beside the file that names them, or among the system's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::desks::{inside, repository_of};
use super::fingerprint::Fingerprint;
use super::path::absolute;
use super::read::bytes;
use crate::checks::spelling;
use crate::config::{Config, Named};
use crate::lexicon::dictionary::{Dictionaries, Files, key};
use crate::rule::{Located, Problems, Rule, Setting, SettingsLayer};

/// Where systems keep dictionaries.
const FOLDERS: [&str; 4] =
    ["/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/local/share/hunspell", "/Library/Spelling"];

/// Every dictionary that a rule or a config names.
#[must_use]
pub fn named(rules: &[Rule], config: &Config) -> Vec<Named> {
    let own = rules.iter().filter(|rule| *rule.check == *spelling::KIND.name).flat_map(|rule| &rule.settings);
    let chosen = config.choices.iter().flat_map(|choice| &choice.settings).map(|(_, layer)| layer);
    own.chain(chosen).flat_map(of_layer).collect()
}

/// The names under [`spelling::DICTIONARIES`]; what is no list of names is left to the check to say.
fn of_layer(layer: &SettingsLayer) -> Vec<Named> {
    let entry = layer.table.iter().find(|(key, _)| key.value == spelling::DICTIONARIES);
    let names = entry.and_then(|(_, value)| Vec::<Located<String>>::read(&value.value).ok());
    let named = |name| Named { file: Arc::clone(&layer.file), name };
    names.into_iter().flatten().map(named).collect()
}

/// Says which of them there are; they are taken in when a story first needs them. What is in them goes into `seen`.
#[must_use]
pub fn find(
    named: Vec<Named>,
    seen: &mut Fingerprint,
    problems: &mut Problems,
) -> (Dictionaries, BTreeMap<String, Named>) {
    let mut dictionaries = Dictionaries::default();
    let mut places = BTreeMap::new();
    for named in named {
        let key = key(&named.file.path, &named.name.value);
        let Some(path) = path_of(&named, problems) else { continue };
        seen.part(key.as_bytes());
        for name in [".aff", ".dic"] {
            seen.part(&bytes(&ending(&path, name)).unwrap_or_default());
        }
        let open = move || {
            let read =
                |name: &str| bytes(&ending(&path, name)).map_err(|error| format!("its {name} file: {error}"));
            Ok(Files { affixes: read(".aff")?, words: read(".dic")? })
        };
        dictionaries.add(key.clone(), Box::new(open));
        places.insert(key, named);
    }
    (dictionaries, places)
}

/// Where a dictionary lies, without the endings of its files.
fn path_of(named: &Named, problems: &mut Problems) -> Option<PathBuf> {
    let name = &named.name.value;
    let own = absolute(Path::new(&*named.file.path));
    let is_bare = !name.contains(['/', '\\']);
    let beside = own.parent().unwrap_or(Path::new("")).join(name);
    if is_bare && !there(&beside) {
        let system = FOLDERS.iter().map(|folder| Path::new(folder).join(name)).find(|path| there(path));
        if system.is_some() {
            return system;
        }
    }
    let path = inside(named, &own, &repository_of(&own), problems)?;
    if there(&path) {
        return Some(path);
    }
    let help = match is_bare {
        true => format!("install it, or put `{name}.aff` and `{name}.dic` beside this file"),
        false => format!("give the path to `{name}.aff` and `{name}.dic` without their endings"),
    };
    problems.add(&named.file, named.name.span, format!("there is no dictionary `{name}`"), Some(help));
    None
}

fn there(path: &Path) -> bool {
    ending(path, ".aff").is_file() && ending(path, ".dic").is_file()
}

/// `with_extension` would take `.medical` off `en_US.medical`.
fn ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
