//! Says which of many patterns may stand in a text: each match of a pattern holds one of a few words, and all those words
//! are looked for at once.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::Pattern;
use super::source::look_of;

/// More words than this for one pattern say little.
const MOST_WORDS: usize = 1_000;
/// So many words or fewer are worth the memory of the quickest automaton: a megabyte or two.
const FEW_WORDS: usize = 2_000;
/// Longer words cost memory and say little more.
const LONGEST: usize = 12;

/// The words that patterns cannot do without.
#[derive(Debug, Default)]
pub struct Sieve {
    words: Option<AhoCorasick>,
    /// The patterns that need each word.
    needed_by: Vec<Vec<u32>>,
    /// The patterns that may stand anywhere.
    always: Vec<usize>,
    patterns: usize,
}

impl Sieve {
    /// A sieve for patterns, which are numbered in their order.
    #[must_use]
    pub fn new<'p>(patterns: impl Iterator<Item = &'p Pattern>) -> Self {
        let mut sieve = Self::default();
        let mut needs: Vec<(String, u32)> = Vec::new();
        for (index, pattern) in patterns.enumerate() {
            match required(pattern.hir()) {
                Some(words) => needs.extend(words.into_iter().map(|word| (word, index as u32))),
                None => sieve.always.push(index),
            }
            sieve.patterns += 1;
        }
        needs.sort_unstable();
        needs.dedup();
        let mut words: Vec<String> = Vec::new();
        for (word, pattern) in needs {
            if words.last() != Some(&word) {
                words.push(word);
                sieve.needed_by.push(Vec::new());
            }
            sieve.needed_by.last_mut().into_iter().for_each(|list| list.push(pattern));
        }
        if !words.is_empty() {
            let kind = (words.len() <= FEW_WORDS).then_some(AhoCorasickKind::DFA);
            sieve.words = AhoCorasick::builder().ascii_case_insensitive(true).kind(kind).build(&words).ok();
        }
        if sieve.words.is_none() {
            sieve.always = (0..sieve.patterns).collect();
        }
        sieve
    }

    /// The patterns that may stand in `text`, in their order.
    #[must_use]
    pub fn candidates(&self, text: &str) -> Vec<usize> {
        let Some(words) = &self.words else { return self.always.clone() };
        // The long s and the Kelvin sign are the only letters that an ASCII letter stands for in any case.
        if ["ſ", "\u{212A}"].iter().any(|odd| memmem::find(text.as_bytes(), odd.as_bytes()).is_some()) {
            return (0..self.patterns).collect();
        }
        let mut seen = vec![false; self.needed_by.len()];
        let mut found = self.always.clone();
        for hit in words.find_overlapping_iter(text) {
            let word = hit.pattern().as_usize();
            if !std::mem::replace(&mut seen[word], true) {
                found.extend(self.needed_by[word].iter().map(|&pattern| pattern as usize));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// ASCII words, in lower case, one of which stands in every match.
fn required(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Concat(parts) => of_parts(parts),
        HirKind::Alternation(ways) => {
            let mut words = Vec::new();
            for way in ways {
                words.extend(required(way)?);
            }
            Some(words).filter(|words| words.len() <= MOST_WORDS)
        }
        HirKind::Capture(capture) => required(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required(&repetition.sub),
        HirKind::Class(class) => {
            folded(class).map_or_else(|| signs(class), |_| of_parts(std::slice::from_ref(hir)))
        }
        HirKind::Literal(_) => of_parts(std::slice::from_ref(hir)),
        HirKind::Empty | HirKind::Look(_) | HirKind::Repetition(_) => None,
    }
}

/// One of a few signs; letters and figures stand everywhere.
fn signs(class: &Class) -> Option<Vec<String>> {
    let Class::Unicode(class) = class else { return None };
    let members = class.ranges().iter().flat_map(|range| range.start()..=range.end());
    let members: Vec<char> = members.take(9).collect();
    let few = members.len() < 9 && members.iter().all(char::is_ascii_punctuation);
    few.then(|| members.iter().map(char::to_string).collect())
}

/// The most telling words of a row of parts: a run of letters, or the words of one part.
fn of_parts(parts: &[Hir]) -> Option<Vec<String>> {
    let mut best: Option<Vec<String>> = None;
    let mut run = String::new();
    for part in parts {
        match part.kind() {
            HirKind::Literal(literal) => {
                for character in String::from_utf8_lossy(&literal.0).chars() {
                    if character.is_ascii() {
                        run.push(character.to_ascii_lowercase());
                    } else if look_of(character).is_none() {
                        best = better(best, take(&mut run));
                    }
                }
            }
            HirKind::Class(class) if folded(class).is_some() => run.extend(folded(class)),
            HirKind::Look(_) | HirKind::Empty => {}
            _ => {
                best = better(best, take(&mut run));
                best = better(best, required(part));
            }
        }
    }
    better(best, take(&mut run))
}

fn take(run: &mut String) -> Option<Vec<String>> {
    let run = std::mem::take(run);
    let start = run.len().saturating_sub(LONGEST);
    let word = run[start..].to_owned();
    let telling = word.len() > 1 || word.chars().any(|c| c.is_ascii_punctuation() && !matches!(c, '.' | ','));
    (telling && !word.trim().is_empty()).then(|| vec![word])
}

fn better(one: Option<Vec<String>>, other: Option<Vec<String>>) -> Option<Vec<String>> {
    let worth = |words: &Vec<String>| {
        let shortest = words.iter().map(String::len).min().unwrap_or_default();
        (shortest.min(5), std::cmp::Reverse(words.len()))
    };
    match (one, other) {
        (Some(one), Some(other)) => Some(if worth(&other) > worth(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

/// The ASCII letter, in lower case, that all members of a class are forms of.
fn folded(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let fold = |c: char| match c {
        'ſ' => 's',
        '\u{212A}' => 'k',
        other => other.to_ascii_lowercase(),
    };
    let mut members = class.ranges().iter().flat_map(|range| range.start()..=range.end()).take(4);
    let first = fold(members.next()?);
    let count = class.ranges().len();
    (count <= 3 && first.is_ascii() && members.all(|c| fold(c) == first)).then_some(first)
}
