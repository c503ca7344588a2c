//! One rule of a style: read, with what it extends, and written anew.

use super::super::yaml::Yaml;
use super::super::{Imported, Read, Remark, Written, mistake_in, toml};
use super::kinds;
use super::known::Keys;
use super::{header, rule_name};

/// How far rules may extend each other.
const LONGEST_CHAIN: usize = 8;

/// A rule as its file gives it.
pub struct Source {
    /// `Style.Rule`.
    pub name: String,
    /// Its name here.
    pub rule: String,
    table: Vec<(String, Yaml)>,
}

/// A rule file being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// `Style.Rule`.
    pub name: String,
    /// Its name here.
    pub rule: String,
    /// Its severity.
    pub severity: String,
    /// The file.
    pub text: String,
}

/// Whether a file may be a rule of a style, and none of Vale's own settings.
pub fn is_rule(path: &str) -> bool {
    let is_yaml = path.ends_with(".yml") || path.ends_with(".yaml");
    let settings = ["config", "Vocab", ".vale-config"];
    is_yaml && path.contains('/') && !path.split('/').any(|part| settings.contains(&part))
}

impl Source {
    /// Reads a file; what is no rule is named.
    pub fn read(file: &Read, imported: &mut Imported) -> Option<Self> {
        let (folder, name) = file.path.rsplit_once('/')?;
        let style = folder.rsplit('/').next().unwrap_or(folder);
        let name = format!("{style}.{}", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let yaml = match Yaml::read(&file.text) {
            Ok(yaml) => yaml,
            Err(text) => {
                imported.left_out.push(Remark { about: name, text });
                return None;
            }
        };
        let Some(table) = yaml.table().filter(|table| table.iter().any(|(key, _)| key == "extends")) else {
            let text = "this file has no `extends` and is no rule".to_owned();
            imported.notes.push(Remark { about: file.path.clone(), text });
            return None;
        };
        Some(Self { rule: rule_name(&name), name, table: table.to_vec() })
    }
}

/// A rule as a rule file; what does not come through is named.
pub fn rule(source: &Source, all: &[Source], imported: &mut Imported) -> Option<Draft> {
    let remark = |text: String| Remark { about: source.name.clone(), text };
    let table = match whole(source, all, 0) {
        Ok(table) => table,
        Err(text) => {
            imported.left_out.push(remark(text));
            return None;
        }
    };
    let mut keys = Keys::new(&source.name, &table);
    let kind = keys.text("extends").unwrap_or_default();
    if kind == "script" {
        imported
            .programs
            .push(remark("it is a script, and copydesk runs no programs that rules bring along".into()));
        return None;
    }
    let Some(values) = kinds::values(&kind) else {
        imported.left_out.push(remark(format!("it extends `{kind}`, which is unknown")));
        return None;
    };
    let mut header = header::read(&source.name, &mut keys, values, imported);
    if matches!(kind.as_str(), "readability" | "metric")
        && !header.lines.iter().any(|line| line.starts_with("scope"))
    {
        // Vale measures a text as a whole.
        header.lines.push("scope = [\"story\"]".into());
    }
    if !header.covered {
        imported.left_out.push(remark("its scope is markup, and copydesk looks at copy".into()));
        return None;
    }
    let body = match kinds::body(&kind, &source.name, &mut keys, imported) {
        Ok(body) => body,
        Err(text) => {
            imported.left_out.push(remark(text));
            return None;
        }
    };
    keys.finish(imported);
    let text = format!(
        "# {} of Vale, imported.\n[[rule]]\nname = \"{}\"\ncheck = \"{}\"\n{}\n\n[rule.settings]\n{}",
        source.name.replace(char::is_control, " "),
        source.rule,
        body.check,
        header.lines.join("\n"),
        body.settings,
    );
    if kind == "sequence" && text.matches("{phrase}").count() > 1 {
        imported.notes.push(remark("its message names single words; here each is the whole phrase".into()));
    }
    Some(Draft { name: source.name.clone(), rule: source.rule.clone(), severity: header.severity, text })
}

/// The keys of a rule over those of the rule it extends; `key+` adds to a list, `key-` takes from it.
fn whole(source: &Source, all: &[Source], depth: usize) -> Result<Vec<(String, Yaml)>, String> {
    let extends = source.table.iter().find(|(key, _)| key == "extends").and_then(|(_, value)| value.text());
    let Some(base) = extends.filter(|base| base.contains('.')) else { return Ok(source.table.clone()) };
    if depth > LONGEST_CHAIN {
        return Err(format!("it extends `{base}`, which comes back to itself"));
    }
    let Some(parent) = all.iter().find(|other| other.name == base) else {
        return Err(format!("it extends `{base}`, which is not here"));
    };
    let mut table = whole(parent, all, depth + 1)?;
    for (key, value) in source.table.iter().filter(|(key, _)| key != "extends") {
        let (name, sign) = match key.strip_suffix(['+', '-']) {
            Some(name) => (name, key.chars().next_back()),
            None => (key.as_str(), None),
        };
        let old = table.iter().position(|(other, _)| other == name).map(|at| table.remove(at).1);
        table.push((name.to_owned(), joined(old, value, sign)));
    }
    Ok(table)
}

fn joined(old: Option<Yaml>, new: &Yaml, sign: Option<char>) -> Yaml {
    match (old, new, sign) {
        (Some(Yaml::List(mut items)), Yaml::List(more), Some('+')) => {
            items.extend(more.iter().cloned());
            Yaml::List(items)
        }
        (Some(Yaml::List(mut items)), less, Some('-')) => {
            let less = less.texts().unwrap_or_default();
            items.retain(|item| !less.iter().any(|gone| item.text() == Some(gone)));
            Yaml::List(items)
        }
        (Some(Yaml::Table(mut entries)), Yaml::Table(more), Some('+')) => {
            entries.retain(|(key, _)| !more.iter().any(|(other, _)| other == key));
            entries.extend(more.iter().cloned());
            Yaml::Table(entries)
        }
        (Some(Yaml::Table(mut entries)), less, Some('-')) => {
            let less = less.texts().unwrap_or_default();
            entries.retain(|(key, _)| !less.contains(key));
            Yaml::Table(entries)
        }
        (_, new, _) => new.clone(),
    }
}

impl Draft {
    /// The rule, when copydesk itself finds nothing wrong with it.
    pub fn proved(self, imported: &mut Imported) -> Option<Self> {
        let Some(text) = mistake_in(&self.rule, &self.text) else { return Some(self) };
        imported.left_out.push(Remark { about: self.name, text });
        None
    }

    /// The file, in the folder of its style.
    pub fn into_file(self) -> Written {
        let style = self.name.split('.').next().map(rule_name).unwrap_or_default();
        Written { path: format!("{style}/{}.toml", self.rule), text: self.text }
    }

    /// A rule that no style has: its name, check, head and settings.
    pub fn made(name: &str, check: &str, message: &str, severity: &str, settings: &str) -> Self {
        let rule = rule_name(name);
        let text = format!(
            "# {name} of Vale, imported.\n[[rule]]\nname = \"{rule}\"\ncheck = \"{check}\"\nmessage = {}\nseverity = \"{severity}\"\n\n[rule.settings]\n{settings}",
            toml::text(message),
        );
        Self { name: name.to_owned(), rule, severity: severity.to_owned(), text }
    }
}
