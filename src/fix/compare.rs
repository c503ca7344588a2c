//! Which findings of a changed draft were not there before.

use std::collections::HashMap;
use std::sync::Arc;

use super::edits::Moves;
use crate::finding::Finding;

/// The findings of `after` that have no counterpart in `before`, each of which is one finding's counterpart at most: one
/// of the same rule on the same words, or one of the same rule at the place that the edits have made of its own.
pub fn raised<'a>(
    before: impl Iterator<Item = &'a Finding>,
    after: impl Iterator<Item = &'a Finding>,
    moves: &Moves,
) -> Vec<&'a Finding> {
    let before: Vec<&Finding> = before.collect();
    let mut by_words: HashMap<(Arc<str>, String), Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().rev() {
        by_words.entry(key(finding)).or_default().push(at);
    }
    let mut gone = vec![true; before.len()];
    let mut unknown: Vec<&Finding> = Vec::new();
    for finding in after {
        match by_words.get_mut(&key(finding)).and_then(Vec::pop) {
            Some(at) => gone[at] = false,
            None => unknown.push(finding),
        }
    }
    let mut by_rule: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, finding) in before.iter().enumerate().filter(|(at, _)| gone[*at]) {
        by_rule.entry(&finding.rule).or_default().push(at);
    }
    unknown.retain(|finding| {
        let Some(old) = by_rule.get_mut(&*finding.rule) else { return true };
        let Some(at) = old.iter().position(|&at| stands_for(before[at], finding, moves)) else { return true };
        old.remove(at);
        false
    });
    unknown
}

fn key(finding: &Finding) -> (Arc<str>, String) {
    (Arc::clone(&finding.rule), finding.fingerprint())
}

/// Whether the place of the old finding has become one that the new finding shares.
fn stands_for(old: &Finding, new: &Finding, moves: &Moves) -> bool {
    let place = new.primary.place;
    let (start, end) = moves.range(old.primary.place.start, old.primary.place.end);
    let (from, to) = (place.start as usize, place.end as usize);
    let is_point = start == end || from == to;
    (from < end && start < to) || (is_point && from <= end && start <= to)
}
