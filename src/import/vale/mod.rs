//! Vale's styles: every rule but scripts becomes a rule file of one rule, its message kept.
//!
//! Vale strips the markup, looks at each heading, paragraph and entry of a list by itself, and wraps the `tokens` of a
//! rule in word boundaries unless it is told not to. What copydesk does otherwise is in docs/vale.md.

mod config;
mod header;
mod kinds;
mod known;
mod pattern;
mod sequence;
mod style;
mod vocabulary;

use std::collections::{BTreeMap, BTreeSet};

use super::{Imported, Read, Remark};
use style::{Draft, Source};

/// Imports everything below a folder: styles, configs and vocabularies.
#[must_use]
pub fn import(files: &[Read]) -> Imported {
    let mut imported = Imported::default();
    let mut sources = Vec::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for file in files.iter().filter(|file| style::is_rule(&file.path)) {
        let Some(source) = Source::read(file, &mut imported) else { continue };
        if let Some(other) = names.insert(source.rule.clone(), source.name.clone()) {
            let text = format!("its name would be `{}`, which {other} has already", source.rule);
            imported.left_out.push(Remark { about: source.name, text });
            continue;
        }
        sources.push(source);
    }
    let mut rules = BTreeMap::new();
    for source in &sources {
        if let Some(draft) = style::rule(source, &sources, &mut imported) {
            rules.insert(source.rule.clone(), draft);
        }
    }
    vocabulary::import(files, &mut rules, &mut imported);
    let rules: BTreeMap<String, Draft> = rules
        .into_iter()
        .filter_map(|(name, draft)| draft.proved(&mut imported).map(|draft| (name, draft)))
        .collect();
    config::import(files, &rules, &mut imported);
    imported.rules = rules.len();
    imported.files.extend(rules.into_values().map(Draft::into_file));
    imported.notes = gathered(std::mem::take(&mut imported.notes));
    imported.left_out.sort();
    imported.programs.sort();
    imported
}

/// Notes of the same words about several rules become one.
fn gathered(notes: Vec<Remark>) -> Vec<Remark> {
    let mut by_text: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for note in notes {
        by_text.entry(note.text).or_default().insert(note.about);
    }
    let line = |(text, about): (String, BTreeSet<String>)| {
        let about: Vec<String> = about.into_iter().collect();
        Remark { about: about.join(", "), text }
    };
    by_text.into_iter().map(line).collect()
}

/// A rule's name here: `Google.SentenceLength` becomes `google-sentencelength`.
#[must_use]
pub fn rule_name(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = name.chars().map(letter).collect();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests;
