//! Reads a config file; every mistake is reported where it stands and the rest is followed.

use std::collections::BTreeMap;
use std::sync::Arc;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::{Choice, Config, Models, Named, allow, packs};
use crate::document::{Encoding, Role};
use crate::finding::Severity;
use crate::rule::settings::Mistake;
use crate::rule::value::parse;
use crate::rule::words::Word;
use crate::rule::{
    Located, Problems, Setting, SettingsLayer, Table, TableReader, TomlFile, Value, did_you_mean,
};
use crate::story::Language;

/// A config file as it stands: what it says, and which files it extends.
#[derive(Debug, Default)]
pub struct ConfigFile {
    /// Configs it stands on, in order.
    pub extends: Vec<Named>,
    /// What it says itself.
    pub config: Config,
}

/// The keys of a config with what each means; the schema is made from it.
pub const KEYS: &[(&str, &str)] = &[
    ("extends", "A config file, or several, that this one stands on; paths are relative to this file."),
    ("rules", "Folders of rule files; paths are relative to this file."),
    (
        "sources",
        "Transcripts, statements and readouts that quotes are looked up in; paths are relative to this file.",
    ),
    (
        "vocabulary",
        "Files of words that the desk accepts, one a line; rules about wording and spelling leave them alone.",
    ),
    ("words", "Words that the desk accepts; `/…/` is a pattern."),
    (
        "packs",
        "Packs that run besides `core`, by name; `house@2.1` or `{ name = \"house\", version = \"2.1\" }` takes that version and no other.",
    ),
    ("select", "Rules, checks and packs that run, and no others."),
    ("extend_select", "Rules, checks and packs that run as well, such as packs that are off by default."),
    ("ignore", "Rules, checks and packs that do not run."),
    ("include", "Patterns of files that are copy although their names do not say so."),
    ("exclude", "Patterns of files and folders that are left out."),
    ("language", "The language of the stories, when it is not to be told from their words."),
    (
        "encoding",
        "The encoding of files that declare none and are not UTF-8, such as `windows-1252`; in an override only by path.",
    ),
    ("severity", "Severity by rule, check or pack: note, warning or error."),
    ("settings", "Settings by rule or check."),
    (
        "front_matter",
        "Keys of front matter, ArchieML and JSON that hold copy, by role: `deck = [\"summary\", \"seo.title\"]`; they win over the usual ones.",
    ),
    (
        "models",
        "Which models are asked: `learnt` names a file that `copydesk learn all` has written, relative to this file; `encoder = false` leaves out the second opinion.",
    ),
    (
        "baseline",
        "The file of accepted findings that `copydesk baseline write` writes; the path is relative to this file.",
    ),
    ("allow", "Findings that are accepted by path and rule, each with a reason."),
    ("override", "Other choices for some stories, by path or front matter."),
];

/// Reads a config's text.
#[must_use]
pub fn read(file: &Arc<TomlFile>, problems: &mut Problems) -> ConfigFile {
    let (table, errors) = parse(file.source.text());
    let broken = !errors.is_empty();
    for (span, message) in errors {
        problems.add(file, span, format!("this is not TOML: {message}"), None);
    }
    // What a broken file still seems to say may be something else than was meant.
    if broken {
        return ConfigFile::default();
    }
    let mut reader = TableReader::new(file, &table, "a config");
    let extends = one_or_more(&mut reader, "extends", file, problems);
    let mut config = Config {
        files: vec![Arc::clone(file)],
        rules: names(&mut reader, "rules", file, problems),
        sources: names(&mut reader, "sources", file, problems),
        vocabulary: names(&mut reader, "vocabulary", file, problems),
        words: reader.get::<Vec<Word>>("words", problems).map(|words| words.value).unwrap_or_default(),
        models: models(&mut reader, file, problems),
        include: names(&mut reader, "include", file, problems),
        exclude: names(&mut reader, "exclude", file, problems),
        roles: roles(&mut reader, file, problems),
        baseline: named(&mut reader, "baseline", file, problems),
        allows: allow::read(&mut reader, file, problems),
        choices: vec![choice(&mut reader, file, problems)],
    };
    for (table, _) in reader.tables("override", problems) {
        let mut reader = TableReader::new(file, table, "an override");
        let paths = names(&mut reader, "paths", file, problems);
        let front_matter = reader.get::<BTreeMap<String, Scalar>>("front_matter", problems);
        let mut choice = choice(&mut reader, file, problems);
        reader.finish(problems);
        choice.paths = (!paths.is_empty()).then(|| glob_set(&paths, problems));
        let wanted = front_matter.map(|map| map.value).unwrap_or_default();
        choice.front_matter = wanted.into_iter().map(|(key, value)| (key, value.0)).collect();
        config.choices.push(choice);
    }
    reader.finish(problems);
    ConfigFile { extends, config }
}

/// Patterns as one matcher; a bad one is reported and left out.
#[must_use]
pub fn glob_set(patterns: &[Named], problems: &mut Problems) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for named in patterns {
        if named.name.value.contains('\\') {
            let message = format!("`{}` has `\\` between its folders", named.name.value);
            problems.add(&named.file, named.name.span, message, Some("write `/`, on every system".into()));
            continue;
        }
        match globs(&named.name.value) {
            Ok(globs) => {
                for glob in globs {
                    set.add(glob);
                }
            }
            Err(error) => {
                let message = format!("`{}` is no pattern of paths: {}", named.name.value, error.kind());
                problems.add(&named.file, named.name.span, message, None);
            }
        }
    }
    set.build().unwrap_or_default()
}

impl Setting for Encoding {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let name = String::read(value)?;
        Self::from_name(&name).ok_or_else(|| Mistake {
            help: Some("write a name of the web's encodings, such as `windows-1252`".into()),
            ..Mistake::new(format!("cannot be `{name}`, which is no encoding that copydesk reads"))
        })
    }

    fn schema() -> serde_json::Value {
        String::schema()
    }

    fn json(&self) -> serde_json::Value {
        self.name().into()
    }
}

/// A value of front matter: text, a number, or true or false, compared as it is written.
struct Scalar(String);

impl Setting for Scalar {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match value {
            Value::String(text) | Value::Date(text) => Ok(Self(text.clone())),
            Value::Boolean(value) => Ok(Self(value.to_string())),
            Value::Integer(number) => Ok(Self(number.to_string())),
            Value::Float(number) => Ok(Self(number.to_string())),
            other => Err(Mistake::wrong_type("text, a number, or true or false", other)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": ["string", "number", "boolean"] })
    }

    fn json(&self) -> serde_json::Value {
        self.0.as_str().into()
    }
}

/// `*` stops at folders; a pattern without a folder matches at any depth, and a folder stands for what is in it.
fn globs(pattern: &str) -> Result<[Glob; 2], globset::Error> {
    let pattern = pattern.trim_start_matches("./");
    let anchored = pattern.trim_end_matches('/').contains('/');
    let deep = if anchored { pattern.trim_start_matches('/').to_owned() } else { format!("**/{pattern}") };
    let whole = deep.trim_end_matches('/');
    let glob = |pattern: &str| GlobBuilder::new(pattern).literal_separator(true).build();
    Ok([glob(whole)?, glob(&format!("{whole}/**"))?])
}

fn choice(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> Choice {
    let select = reader.raw("select").is_some();
    Choice {
        packs: packs::read(reader, file, problems),
        select: select.then(|| names(reader, "select", file, problems)),
        extend_select: names(reader, "extend_select", file, problems),
        ignore: names(reader, "ignore", file, problems),
        severity: severities(reader, file, problems),
        settings: settings(reader, file, problems),
        language: reader.get::<Language>("language", problems).map(|language| language.value),
        encoding: reader.get::<Encoding>("encoding", problems).map(|encoding| encoding.value),
        ..Choice::default()
    }
}

pub(super) fn names(
    reader: &mut TableReader<'_>,
    key: &'static str,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Vec<Named> {
    let found = reader.get::<Vec<Located<String>>>(key, problems);
    let named = |name| Named { file: Arc::clone(file), name };
    found.map(|list| list.value.into_iter().map(named).collect()).unwrap_or_default()
}

fn named(
    reader: &mut TableReader<'_>,
    key: &'static str,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Option<Named> {
    reader.get::<String>(key, problems).map(|name| Named { file: Arc::clone(file), name })
}

/// What `[models]` says.
fn models(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> Models {
    let Some((table, _)) = reader.table("models", problems) else { return Models::default() };
    let mut reader = TableReader::new(file, table, "`[models]`");
    let learnt = named(&mut reader, "learnt", file, problems);
    let encoder = reader.get::<bool>("encoder", problems).map(|encoder| encoder.value);
    reader.finish(problems);
    Models { learnt, encoder }
}

fn one_or_more(
    reader: &mut TableReader<'_>,
    key: &'static str,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Vec<Named> {
    if let Some(Located { value: Value::String(path), span }) = reader.raw(key) {
        let name = Located { value: path.clone(), span: *span };
        return vec![Named { file: Arc::clone(file), name }];
    }
    names(reader, key, file, problems)
}

fn severities(
    reader: &mut TableReader<'_>,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Vec<(Named, Severity)> {
    let Some((table, _)) = reader.table("severity", problems) else { return Vec::new() };
    let mut severities = Vec::new();
    for (name, value) in table {
        let Value::String(word) = &value.value else {
            let message = format!("a severity is text in quotes, not {}", value.value.type_name());
            problems.add(file, value.span, message, None);
            continue;
        };
        match Severity::from_name(word) {
            Some(severity) => {
                severities.push((Named { file: Arc::clone(file), name: name.clone() }, severity));
            }
            None => {
                let help = did_you_mean(word, Severity::NAMES);
                problems.add(file, value.span, format!("there is no severity `{word}`"), help);
            }
        }
    }
    severities
}

fn settings(
    reader: &mut TableReader<'_>,
    file: &Arc<TomlFile>,
    problems: &mut Problems,
) -> Vec<(Named, SettingsLayer)> {
    let Some((table, _)) = reader.table("settings", problems) else { return Vec::new() };
    let mut settings = Vec::new();
    for (name, value) in table {
        let Value::Table(table) = &value.value else {
            let message = format!("the settings of a rule are a table, not {}", value.value.type_name());
            problems.add(file, value.span, message, Some(format!("write `[settings.{}]`", name.value)));
            continue;
        };
        let layer = SettingsLayer { file: Arc::clone(file), table: Table::clone(table) };
        settings.push((Named { file: Arc::clone(file), name: name.clone() }, layer));
    }
    settings
}

fn roles(reader: &mut TableReader<'_>, file: &Arc<TomlFile>, problems: &mut Problems) -> Vec<(String, Role)> {
    let Some((table, _)) = reader.table("front_matter", problems) else { return Vec::new() };
    let mut roles = Vec::new();
    for (name, value) in table {
        let Some(role) = Role::from_name(&name.value) else {
            let help = did_you_mean(&name.value, Role::NAMES);
            problems.add(file, name.span, format!("there is no role `{}`", name.value), help);
            continue;
        };
        match Vec::<String>::read(&value.value) {
            Ok(keys) => roles.extend(keys.into_iter().map(|key| (key, role))),
            Err(mistake) => {
                let message = format!("`{}` {}", name.value, mistake.message);
                problems.add(file, mistake.place(file, value.span), message, mistake.help);
            }
        }
    }
    roles
}
