//! Counts which names stand with “the”, in the slots that the check looks at.

use std::collections::{BTreeMap, HashMap};

use super::each_story;
use crate::checks::missing_article::slot::{After, Before, Slot, name, slots};
use crate::lexicon::names::{beginning, ending};
use crate::story::Story;

/// A name that is seen more seldom says nothing by itself.
const SEEN: u32 = 4;
/// Each name counts this often at most among those of its pattern, so that one famous name does not speak for all.
const MOST: u32 = 4;
/// A pattern of fewer names says nothing.
const NAMES: u32 = 6;
/// A name gets a line of its own where it differs this much from its pattern, in hundredths.
const APART: u32 = 8;
/// What a pattern counts beside a name's own uses.
const PRIOR: f64 = 2.0;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    with: u32,
    bare: u32,
}

/// Reads texts and gives sorted lines: a name or a pattern of names, a tab, and how many in a hundred have “the”.
///
/// Only names between a preposition and the end of their noun phrase are counted: nowhere else is it as sure that an
/// article had room and that it belonged to the name.
#[must_use]
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut names: BTreeMap<String, Count> = BTreeMap::new();
    each_story(texts, |story| count(story, &mut names));
    let patterns = patterns(&names);
    let mut lines: Vec<(String, u32)> =
        names.iter().filter_map(|(name, count)| line(name, *count, &patterns)).collect();
    lines.extend(patterns.iter().map(|(pattern, share)| (pattern.clone(), (share * 100.0).round() as u32)));
    lines.sort();
    lines.iter().map(|(name, share)| format!("{name}\t{share}\n")).collect()
}

fn count(story: &Story<'_>, names: &mut BTreeMap<String, Count>) {
    for sentence in story.sentences() {
        let sure = |slot: &Slot| {
            slot.before == Before::Preposition && matches!(slot.after, After::End | After::Possessive)
        };
        for slot in slots(story, sentence).iter().filter(|slot| sure(slot)) {
            let count = names.entry(name(story, slot).into_owned()).or_default();
            if slot.article { count.with += 1 } else { count.bare += 1 }
        }
    }
}

/// The patterns that a name follows: the word before “of”, or its last word.
fn pattern(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    match words.iter().rposition(|&word| word == "of") {
        Some(at) => Some(beginning(words.get(at.checked_sub(1)?)?)),
        None if words.len() > 1 => words.last().map(|word| ending(word)),
        None => None,
    }
}

fn patterns(names: &BTreeMap<String, Count>) -> BTreeMap<String, f64> {
    let mut sums: HashMap<String, (f64, f64, u32)> = HashMap::new();
    for (name, count) in names {
        let Some(pattern) = pattern(name) else { continue };
        let all = count.with + count.bare;
        let weight = f64::from(all.min(MOST));
        let sum = sums.entry(pattern).or_default();
        sum.0 += weight * f64::from(count.with) / f64::from(all);
        sum.1 += weight;
        sum.2 += 1;
    }
    let known = sums.into_iter().filter(|(_, (.., names))| *names >= NAMES);
    known.map(|(pattern, (with, all, _))| (pattern, with / (all + 1.0))).collect()
}

/// The line of a name, where it says more than its pattern. A word alone has none: the senators' State and Court may be
/// anybody's, and so may their acronyms.
fn line(name: &str, count: Count, patterns: &BTreeMap<String, f64>) -> Option<(String, u32)> {
    let all = count.with + count.bare;
    let expected = pattern(name).and_then(|pattern| patterns.get(&pattern).copied());
    let share = (f64::from(count.with) + PRIOR * expected.unwrap_or(0.5)) / (f64::from(all) + PRIOR);
    let share = (share * 100.0).round() as u32;
    let told = expected.map_or(0, |expected| (expected * 100.0).round() as u32);
    (all >= SEEN && name.contains(' ') && share.abs_diff(told) >= APART).then(|| (name.to_owned(), share))
}
