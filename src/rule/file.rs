//! Reads a rule file: its rules, and every mistake in it with its place.

use std::collections::HashSet;
use std::sync::Arc;

use super::problem::{Problems, TomlFile, did_you_mean};
use super::table::TableReader;
use super::value::{Located, Table, parse};
use super::words::{Case, Word};
use super::{Example, Finder, Rule, Scope, SettingsLayer, Template};
use crate::finding::Severity;
use crate::rule::settings::{Mistake, Setting};
use crate::rule::value::Value;
use crate::span::Span;
use crate::story::Language;

/// What a rule file may rely on: the checks there are, and the names their messages may use.
pub trait Checks {
    /// Names of all checks.
    fn names(&self) -> Vec<&str>;
    /// The named values that findings of `check` carry.
    fn values(&self, check: &str) -> &[&'static str];
}

/// The keys of a rule with what each means; the schema is made from it.
pub const KEYS: &[(&str, &str)] = &[
    ("name", "Lower-case words joined by hyphens; reads well after “allow”."),
    ("check", "The code that looks."),
    (
        "message",
        "What the rule says, in one plain sentence; `{phrase}` and other values of the check may stand in it.",
    ),
    ("severity", "How loudly it speaks."),
    ("help", "What to do about it."),
    ("why", "What it looks for, why that matters to a reader, when it stays silent."),
    ("link", "Where to read more."),
    (
        "scope",
        "Where in a story it looks: roles of blocks, `quote` or `!quote`, and `sentence`, `paragraph` or `story`.",
    ),
    (
        "language",
        "The language that it is about, as a code: a rule for `en` stays silent in other stories, one for another language in English ones.",
    ),
    ("limit", "How many findings of it a story may have."),
    ("exceptions", "Words in which it stays silent; `/…/` is a pattern."),
    ("vocabulary", "Whether words that the desk accepts excuse its findings."),
    ("pack", "The named set of rules it belongs to; in the folder of a pack it need not be said."),
    ("enabled", "Whether it runs when nothing selects it by name."),
    ("settings", "Settings of the check."),
    (
        "example",
        "Copy on which it speaks and copy on which it stays silent; `copydesk rules test` tries them.",
    ),
];

/// Reads the rules of a file. A rule with a mistake in its frame is left out, the others stay.
#[must_use]
pub fn read(file: &Arc<TomlFile>, checks: &dyn Checks, problems: &mut Problems) -> Vec<Rule> {
    read_in_pack(file, None, checks, problems)
}

/// Reads the rules of a file that stands in the folder of a pack, and so belong to it.
#[must_use]
pub fn read_in_pack(
    file: &Arc<TomlFile>,
    pack: Option<&str>,
    checks: &dyn Checks,
    problems: &mut Problems,
) -> Vec<Rule> {
    let (table, errors) = parse(file.source.text());
    let broken = !errors.is_empty();
    for (span, message) in errors {
        problems.add(file, span, format!("this is not TOML: {message}"), None);
    }
    if broken {
        return Vec::new();
    }
    let mut reader = TableReader::new(file, &table, "a rule file");
    let tables = reader.tables("rule", problems);
    if tables.is_empty() {
        problems.add(
            file,
            Span::default(),
            "no rule stands in this file",
            Some("a rule begins with `[[rule]]`".into()),
        );
    }
    reader.finish(problems);
    let mut rules: Vec<Rule> = Vec::new();
    let mut names = HashSet::new();
    for (table, span) in tables {
        let Some(mut rule) = read_rule(file, table, span, checks, problems) else { continue };
        if let Some(pack) = pack {
            own_pack(&rule, table, pack, problems);
            rule.pack = Some(pack.into());
        }
        if !names.insert(Arc::clone(&rule.name)) {
            problems.add(
                file,
                rule.span,
                format!("the rule `{}` stands twice in this file", rule.name),
                None,
            );
            continue;
        }
        rules.push(rule);
    }
    rules
}

/// A rule in the folder of one pack cannot be of another.
fn own_pack(rule: &Rule, table: &Table, pack: &str, problems: &mut Problems) {
    let Some(other) = rule.pack.as_deref().filter(|other| *other != pack) else { return };
    let written = table.iter().find(|(key, _)| key.value == "pack");
    let span = written.map_or(rule.span, |(_, value)| value.span);
    let message =
        format!("this rule stands in the folder of the pack `{pack}`, and names the pack `{other}`");
    problems.add(&rule.file, span, message, Some("leave `pack` out: the folder says it".into()));
}

fn read_rule(
    file: &Arc<TomlFile>,
    table: &Table,
    span: Span,
    checks: &dyn Checks,
    problems: &mut Problems,
) -> Option<Rule> {
    let mut reader = TableReader::new(file, table, "a rule");
    let name = required::<RuleName>(&mut reader, "name", file, span, problems);
    let check = required::<String>(&mut reader, "check", file, span, problems);
    let message = required::<String>(&mut reader, "message", file, span, problems);
    let severity = reader.get::<Severity>("severity", problems);
    let help = reader.get::<String>("help", problems);
    let why = reader.get::<String>("why", problems);
    let link = reader.get::<String>("link", problems);
    let scope = reader.get::<Scope>("scope", problems);
    let language = reader.get::<Language>("language", problems);
    let limit = reader.get::<Limit>("limit", problems);
    let exceptions = reader.get::<Vec<Word>>("exceptions", problems);
    let vocabulary = reader.get::<bool>("vocabulary", problems);
    let pack = reader.get::<RuleName>("pack", problems);
    let enabled = reader.get::<bool>("enabled", problems);
    let settings = reader.table("settings", problems).map(|(table, _)| table.clone());
    let examples = read_examples(file, &mut reader, problems);
    reader.finish(problems);
    let (name, check, message) = (name?, check?, message?);
    if !is_known(&check, file, checks, problems) {
        return None;
    }
    let known = checks.values(&check.value);
    let message = template(file, &message, known, problems);
    let help = help.map(|help| template(file, &help, known, problems));
    let layer = |table| SettingsLayer { file: Arc::clone(file), table };
    Some(Rule {
        name: name.value.0.into(),
        check: check.value.into(),
        severity: severity.map_or(Severity::Warning, |severity| severity.value),
        message,
        help,
        why: why.map_or_else(String::new, |why| why.value),
        link: link.map(|link| link.value),
        scope: scope.map_or_else(Scope::copy, |scope| scope.value),
        language: language.map(|language| language.value),
        limit: limit.map(|limit| limit.value.0),
        exceptions: exceptions.map(|words| Arc::new(Finder::new(&words.value, Case::Own))),
        vocabulary: vocabulary.is_none_or(|vocabulary| vocabulary.value),
        pack: pack.map(|pack| pack.value.0.into()),
        enabled: enabled.is_none_or(|enabled| enabled.value),
        examples,
        settings: settings.into_iter().map(layer).collect(),
        file: Arc::clone(file),
        span: name.span,
    })
}

fn is_known(
    check: &Located<String>,
    file: &Arc<TomlFile>,
    checks: &dyn Checks,
    problems: &mut Problems,
) -> bool {
    let known = checks.names().contains(&check.value.as_str());
    if !known {
        let message = format!("there is no check `{}`", check.value);
        problems.add(file, check.span, message, did_you_mean(&check.value, checks.names()));
    }
    known
}

fn required<T: Setting>(
    reader: &mut TableReader<'_>,
    key: &'static str,
    file: &Arc<TomlFile>,
    rule: Span,
    problems: &mut Problems,
) -> Option<Located<T>> {
    let before = problems.0.len();
    let value = reader.get(key, problems);
    if value.is_none() && problems.0.len() == before {
        problems.add(file, rule, format!("this rule has no `{key}`"), None);
    }
    value
}

fn template(
    file: &Arc<TomlFile>,
    text: &Located<String>,
    known: &[&str],
    problems: &mut Problems,
) -> Template {
    let template = Template::new(&text.value);
    if let Some(name) = Template::unclosed(&text.value).filter(|name| known.contains(name)) {
        problems.add(
            file,
            text.span,
            format!("`{{{name}` is not closed"),
            Some(format!("write `{{{name}}}`")),
        );
    }
    for gap in template.gaps() {
        if !known.contains(&gap) {
            let message = format!("the check gives no value `{{{gap}}}`");
            problems.add(file, text.span, message, did_you_mean(gap, known.iter().copied()));
        }
    }
    template
}

fn read_examples(
    file: &Arc<TomlFile>,
    reader: &mut TableReader<'_>,
    problems: &mut Problems,
) -> Vec<Example> {
    let mut examples = Vec::new();
    for (table, span) in reader.tables("example", problems) {
        let mut reader = TableReader::new(file, table, "an example");
        let example = Example {
            bad: reader.get("bad", problems),
            good: reader.get("good", problems),
            source: reader.get("source", problems),
        };
        reader.finish(problems);
        if example.bad.is_none() && example.good.is_none() {
            problems.add(file, span, "an example shows `bad` copy, `good` copy or both", None);
            continue;
        }
        examples.push(example);
    }
    examples
}

/// A number of findings: one or more.
struct Limit(usize);

impl Setting for Limit {
    fn read(value: &Value) -> Result<Self, Mistake> {
        match usize::read(value)? {
            0 => {
                let help = Some("to switch a rule off, write `enabled = false`".to_owned());
                Err(Mistake { help, ..Mistake::new("has to be one or more, not 0") })
            }
            number => Ok(Self(number)),
        }
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "integer", "minimum": 1 })
    }

    fn json(&self) -> serde_json::Value {
        self.0.into()
    }
}

/// A kebab-case name.
pub struct RuleName(pub String);

impl Setting for RuleName {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let name = String::read(value)?;
        let good = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if name.split('-').all(good) && name.len() <= 80 {
            return Ok(Self(name));
        }
        let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let words: String = name.chars().map(letters).collect();
        let kebab = words.split_whitespace().collect::<Vec<_>>().join("-");
        let message = "has to be lower-case words joined by hyphens";
        let help = (!kebab.is_empty()).then(|| format!("write it `{kebab}`"));
        Err(Mistake { help, ..Mistake::new(message) })
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" })
    }

    fn json(&self) -> serde_json::Value {
        self.0.as_str().into()
    }
}

impl Setting for Severity {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let name = String::read(value)?;
        Self::from_name(&name).ok_or_else(|| Mistake {
            help: did_you_mean(&name, Self::NAMES),
            ..Mistake::new(format!("cannot be `{name}`"))
        })
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "enum": Self::NAMES })
    }

    fn json(&self) -> serde_json::Value {
        self.name().into()
    }
}
