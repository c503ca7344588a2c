//! Vocabularies: what a desk accepts becomes a word list, what it rejects a rule.

use std::collections::BTreeMap;

use super::super::{Imported, Read, Remark, Written, toml};
use super::pattern::entry;
use super::style::Draft;
use crate::rule::words::Word;
use crate::rule::{Setting, Value};

/// Imports `accept.txt` and `reject.txt` of every vocabulary.
pub fn import(files: &[Read], rules: &mut BTreeMap<String, Draft>, imported: &mut Imported) {
    let mut rejected: Vec<String> = Vec::new();
    for file in files {
        let mut parts = file.path.rsplit('/');
        let (list, name) = (parts.next().unwrap_or_default(), parts.next().unwrap_or("vocabulary"));
        let place = parts.next().unwrap_or_default().to_ascii_lowercase();
        if !matches!(place.as_str(), "vocabularies" | "vocab") {
            continue;
        }
        let entries = entries(file, imported);
        match list {
            "accept.txt" => {
                let text: String = entries.iter().map(|entry| format!("{entry}\n")).collect();
                imported
                    .files
                    .push(Written { path: format!("vocabulary/{}.txt", super::rule_name(name)), text });
            }
            "reject.txt" => rejected.extend(entries),
            _ => {}
        }
    }
    if !rejected.is_empty() {
        rejected.dedup();
        let settings = format!("phrases = {}\nmatch_case = true\n", toml::list(&rejected));
        let draft = Draft::made("Vale.Avoid", "phrase", "Avoid using '{phrase}'.", "error", &settings);
        rules.insert(draft.rule.clone(), draft);
    }
}

/// The entries of a list that copydesk can read; the others are named.
fn entries(file: &Read, imported: &mut Imported) -> Vec<String> {
    let mut good = Vec::new();
    for line in file.text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        let entry = entry(line);
        match Word::read(&Value::String(entry.clone())) {
            Ok(_) => good.push(entry),
            Err(mistake) => {
                let text = format!("the entry `{line}` {}", mistake.message);
                imported.left_out.push(Remark { about: file.path.clone(), text });
            }
        }
    }
    good
}
