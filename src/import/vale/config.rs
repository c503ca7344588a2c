//! `.vale.ini`: which rules run, how loudly and for which files, as lines for `copydesk.toml`.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Imported, Read, Remark, toml};
use super::header::severity;
use super::rule_name;
use super::style::Draft;

/// Keys that say nothing copydesk would have to be told.
const NEEDLESS: [&str; 1] = ["StylesPath"];

/// A section: the files it holds for, and its keys.
struct Section {
    glob: String,
    keys: Vec<(String, String)>,
}

/// Turns the config into lines for ours. Without one all rules run.
pub fn import(files: &[Read], rules: &BTreeMap<String, Draft>, imported: &mut Imported) {
    let ini = files.iter().find(|file| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        matches!(name, ".vale.ini" | "_vale.ini" | "vale.ini")
    });
    let mut lines = vec!["rules = [\"RULES\"]".to_owned()];
    let lists: Vec<&str> = imported.files.iter().map(|file| file.path.as_str()).collect();
    let Some(ini) = ini else {
        let all: Vec<String> = lists.iter().map(|list| format!("RULES/{list}")).collect();
        if !all.is_empty() {
            lines.push(format!("vocabulary = {}", toml::list(&all)));
        }
        imported.config = lines.join("\n") + "\n";
        return;
    };
    let mut sections = sections(&ini.text);
    let top = if sections.is_empty() {
        Section { glob: String::new(), keys: Vec::new() }
    } else {
        sections.remove(0)
    };
    lines.extend(vocabulary(&top, &imported.files.iter().map(|file| file.path.clone()).collect::<Vec<_>>()));
    let mut notes = Vec::new();
    let least =
        top.keys.iter().find(|(key, _)| key == "MinAlertLevel").map_or("suggestion", |(_, level)| level);
    for (key, value) in &top.keys {
        if !matches!(key.as_str(), "MinAlertLevel" | "Vocab") && !NEEDLESS.contains(&key.as_str()) {
            notes.push(format!("`{key} = {value}` has no counterpart"));
        }
    }
    let (general, special): (Vec<Section>, Vec<Section>) =
        sections.into_iter().partition(|section| section.glob == "*");
    let used = styles(general.iter().chain(&special));
    let quiet = |draft: &Draft| rank(&draft.severity) < rank(severity(Some(least)));
    let quiet: BTreeSet<&str> =
        rules.values().filter(|draft| quiet(draft)).map(|draft| draft.rule.as_str()).collect();
    let general = Choice::of(&general, rules, &mut notes);
    let mut off = general.off.clone();
    off.extend(
        quiet.iter().filter(|name| !general.severity.contains_key(**name)).map(|name| (*name).to_owned()),
    );
    off.extend(
        rules
            .values()
            .filter(|draft| !used.is_empty() && !general.runs(draft))
            .map(|draft| draft.rule.clone()),
    );
    lines.extend(choice_lines("", &off, &BTreeSet::new(), &general.severity));
    for section in special {
        let glob = section.glob.clone();
        let own = Choice::of(std::slice::from_ref(&section), rules, &mut notes);
        let on: BTreeSet<String> = rules
            .values()
            .filter(|draft| {
                own.runs(draft) && off.contains(&draft.rule) && !quiet.contains(draft.rule.as_str())
            })
            .map(|draft| draft.rule.clone())
            .collect();
        lines.push(format!("\n[[override]]\npaths = {}", toml::list(&globs(&glob))));
        lines.extend(choice_lines("override.", &own.off, &on, &own.severity));
    }
    for style in
        used.iter().filter(|style| !rules.values().any(|draft| draft.name.starts_with(&format!("{style}."))))
    {
        notes.push(format!("the style `{style}` is not here: fetch it with `vale sync` and import again"));
    }
    let about = ini.path.clone();
    imported.notes.extend(notes.into_iter().map(|text| Remark { about: about.clone(), text }));
    imported.config = lines.join("\n") + "\n";
}

fn rank(severity: &str) -> usize {
    ["note", "warning", "error"].iter().position(|name| *name == severity).unwrap_or(0)
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = vec![Section { glob: String::new(), keys: Vec::new() }];
    let joined = text.replace("\\\n", " ");
    for line in joined.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', ';']))
    {
        if let Some(glob) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            sections.push(Section { glob: glob.to_owned(), keys: Vec::new() });
        } else if let (Some((key, value)), Some(section)) = (line.split_once('='), sections.last_mut()) {
            section.keys.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    sections
}

fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// What is said of the style that Vale itself brings.
const OWN_STYLE: &str = "the style `Vale` stands in no file: for `Vale.Repetition` there is `doubled-word`, for \
    `Vale.Spelling` `spelling` once the config names a dictionary, for `Vale.Avoid` the rule made from the vocabulary; \
    `Vale.Terms` has no counterpart";

/// The styles that any section stands on.
fn styles<'s>(sections: impl Iterator<Item = &'s Section>) -> BTreeSet<String> {
    let keys = sections.flat_map(|section| &section.keys).filter(|(key, _)| key == "BasedOnStyles");
    keys.flat_map(|(_, value)| words(value)).filter(|style| *style != "Vale").map(str::to_owned).collect()
}

fn vocabulary(top: &Section, files: &[String]) -> Option<String> {
    let named: Vec<String> = top
        .keys
        .iter()
        .filter(|(key, _)| key == "Vocab")
        .flat_map(|(_, value)| words(value))
        .map(rule_name)
        .collect();
    let lists: Vec<String> = named
        .iter()
        .map(|name| format!("vocabulary/{name}.txt"))
        .filter(|path| files.contains(path))
        .map(|path| format!("RULES/{path}"))
        .collect();
    (!lists.is_empty()).then(|| format!("vocabulary = {}", toml::list(&lists)))
}

/// Patterns of paths; Vale writes several as `*.{md,txt}`.
fn globs(glob: &str) -> Vec<String> {
    let glob = if glob.contains('/') { glob.to_owned() } else { format!("**/{glob}") };
    vec![glob]
}

fn choice_lines(
    table: &str,
    off: &BTreeSet<String>,
    on: &BTreeSet<String>,
    severity: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let list = |set: &BTreeSet<String>| toml::list(&set.iter().collect::<Vec<_>>());
    if !on.is_empty() {
        lines.push(format!("extend_select = {}", list(on)));
    }
    if !off.is_empty() {
        lines.push(format!("ignore = {}", list(off)));
    }
    if !severity.is_empty() {
        lines.push(format!("[{table}severity]"));
        lines.extend(severity.iter().map(|(rule, severity)| format!("{rule} = \"{severity}\"")));
    }
    lines
}

/// What sections of one reach say about rules.
#[derive(Default)]
struct Choice {
    styles: Vec<String>,
    off: BTreeSet<String>,
    severity: BTreeMap<String, String>,
}

impl Choice {
    fn of(sections: &[Section], rules: &BTreeMap<String, Draft>, notes: &mut Vec<String>) -> Self {
        let mut choice = Self::default();
        for (key, value) in sections.iter().flat_map(|section| &section.keys) {
            if key == "BasedOnStyles" {
                if words(value).any(|style| style == "Vale") {
                    notes.push(OWN_STYLE.to_owned());
                }
                choice.styles.extend(words(value).map(str::to_owned));
            } else if let Some(draft) = rules.get(&rule_name(key)).filter(|_| key.contains('.')) {
                choice.decide(&draft.rule, value);
            } else {
                notes.push(format!("`{key} = {value}` has no counterpart"));
            }
        }
        choice
    }

    fn decide(&mut self, rule: &str, value: &str) {
        match value.to_ascii_lowercase().as_str() {
            "no" | "false" | "off" => {
                self.off.insert(rule.to_owned());
            }
            level @ ("error" | "warning" | "suggestion") => {
                self.severity.insert(rule.to_owned(), severity(Some(level)).to_owned());
            }
            _ => self.styles.push(format!("={rule}")),
        }
    }

    fn runs(&self, draft: &Draft) -> bool {
        let style = draft.name.split('.').next().unwrap_or_default();
        let named =
            self.styles.iter().any(|one| one == style || one.strip_prefix('=') == Some(draft.rule.as_str()));
        (named || self.severity.contains_key(&draft.rule)) && !self.off.contains(&draft.rule)
    }
}
