//! A rule tried on published copy: how often it speaks, through which of its alternatives, and on what.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::coverage::{Alternative, alternatives, findings, rule_sets};
use super::{Broken, Desk, RuleSet, check};
use crate::document::Document;
use crate::finding::{Finding, Label};
use crate::rule::{Problems, Rule};
use crate::span::Place;
use crate::story::Story;

/// Characters shown on either side of a finding.
const CONTEXT: usize = 40;

/// A rule ready to be tried.
pub struct Trial<'d> {
    desk: &'d Desk,
    /// The rule.
    pub rule: Arc<Rule>,
    rules: RuleSet,
    alternatives: Vec<Alternative>,
    literal: HashMap<String, usize>,
    others: OnceLock<Vec<(usize, Vec<RuleSet>)>>,
}

/// What the rule said of one story.
pub struct Seen {
    /// How many sentences the story has.
    pub sentences: usize,
    /// Its findings, in order.
    pub hits: Vec<Hit>,
}

/// One finding in its context.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Hit {
    /// The story.
    pub path: String,
    /// Line of the first character.
    pub line: u32,
    /// Its column.
    pub column: u32,
    /// What stands before it on its lines.
    pub before: String,
    /// The words it points to.
    pub found: String,
    /// What stands after it.
    pub after: String,
    /// The numbers of the alternatives that find it.
    #[serde(skip)]
    pub alternatives: Vec<usize>,
    #[serde(skip)]
    start: u32,
}

/// What the rule said of all stories together.
#[derive(Debug, serde::Serialize)]
pub struct Tally {
    /// The rule.
    pub rule: String,
    /// Its check.
    pub check: String,
    /// How many stories were read.
    pub stories: usize,
    /// How many sentences they have.
    pub sentences: usize,
    /// How many findings there are.
    pub findings: usize,
    /// How many stories have one or more.
    pub stories_with_findings: usize,
    /// The most in one story.
    pub most_in_one_story: usize,
    /// Findings for each hundred stories.
    pub per_100_stories: f64,
    /// Findings for each thousand sentences.
    pub per_1000_sentences: f64,
    /// The share of stories with a finding, from 0 to 1.
    pub share_of_stories: f64,
    /// How many findings come from each alternative; the most frequent first.
    pub alternatives: Vec<Count>,
    /// Some of the findings.
    pub sample: Vec<Hit>,
}

/// How many findings come from an alternative.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Count {
    /// The alternative.
    pub text: String,
    /// Its findings.
    pub findings: usize,
}

impl<'d> Trial<'d> {
    /// Makes a rule of the desk ready, alone.
    #[must_use]
    pub fn new(desk: &'d Desk, rule: &Arc<Rule>) -> Self {
        let alternatives = alternatives(rule);
        let literals = alternatives.iter().enumerate().filter(|(_, one)| one.is_literal);
        Self {
            desk,
            rule: Arc::clone(rule),
            rules: RuleSet::prepare(vec![Arc::clone(rule)], Arc::new([]), &mut Problems::default()),
            literal: literals.map(|(number, one)| (folded(&one.text), number)).collect(),
            alternatives,
            others: OnceLock::new(),
        }
    }

    /// Tries it on one story.
    ///
    /// # Errors
    /// When the program itself breaks on the story.
    pub fn look(&self, path: &Arc<str>, document: &Document) -> Result<Seen, Broken> {
        let found = check(&self.rules, path, document, None, self.desk.known())?.findings;
        let mut hits: Vec<Hit> = found.iter().map(|finding| Hit::new(&finding.primary)).collect();
        let mut unclear = Vec::new();
        for (number, hit) in hits.iter_mut().enumerate() {
            match self.literal.get(&folded(&hit.found)) {
                Some(alternative) => hit.alternatives.push(*alternative),
                None => unclear.push(number),
            }
        }
        if !unclear.is_empty() {
            self.attribute(&found, document, &unclear, &mut hits);
        }
        Ok(Seen { sentences: Story::new(document).sentences().len(), hits })
    }

    /// Which of the alternatives that are no plain words find a finding, too.
    fn attribute(&self, found: &[Finding], document: &Document, unclear: &[usize], hits: &mut [Hit]) {
        for (alternative, sets) in self.others.get_or_init(|| self.others()) {
            let own: Vec<Place> = sets
                .iter()
                .flat_map(|rules| findings(self.desk, rules, document))
                .map(|finding| finding.primary.place)
                .collect();
            for &number in unclear.iter().filter(|&&number| own.contains(&found[number].primary.place)) {
                hits[number].alternatives.push(*alternative);
            }
        }
    }

    fn others(&self) -> Vec<(usize, Vec<RuleSet>)> {
        let others = self.alternatives.iter().enumerate().filter(|(_, one)| !one.is_literal);
        others.map(|(number, one)| (number, rule_sets(&self.rule, one))).collect()
    }

    /// Adds up what it said, with a sample that `seed` decides.
    #[must_use]
    pub fn tally(&self, seen: Vec<Seen>, sample: usize, seed: u64) -> Tally {
        let stories = seen.len();
        let sentences = seen.iter().map(|one| one.sentences).sum();
        let stories_with_findings = seen.iter().filter(|one| !one.hits.is_empty()).count();
        let most_in_one_story = seen.iter().map(|one| one.hits.len()).max().unwrap_or(0);
        let hits: Vec<Hit> = seen.into_iter().flat_map(|one| one.hits).collect();
        let per = |count: usize, of: usize, many: f64| many * count as f64 / (of.max(1)) as f64;
        Tally {
            rule: self.rule.name.to_string(),
            check: self.rule.check.to_string(),
            stories,
            sentences,
            findings: hits.len(),
            stories_with_findings,
            most_in_one_story,
            per_100_stories: per(hits.len(), stories, 100.0),
            per_1000_sentences: per(hits.len(), sentences, 1000.0),
            share_of_stories: per(stories_with_findings, stories, 1.0),
            alternatives: self.counts(&hits),
            sample: sampled(hits, sample, seed),
        }
    }

    fn counts(&self, hits: &[Hit]) -> Vec<Count> {
        let count = |one: &Alternative| Count { text: one.text.clone(), findings: 0 };
        let mut counts: Vec<Count> = self.alternatives.iter().map(count).collect();
        for number in hits.iter().flat_map(|hit| &hit.alternatives) {
            counts[*number].findings += 1;
        }
        counts.sort_by_key(|count| std::cmp::Reverse(count.findings));
        counts
    }
}

impl Hit {
    fn new(label: &Label) -> Self {
        let excerpt = &label.excerpt;
        let start = excerpt.marks.first().map_or(0, |mark| mark.start as usize);
        let end = excerpt.marks.last().map_or(start, |mark| mark.end as usize);
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = line(&excerpt.text[..start]);
        let after = line(&excerpt.text[end..]);
        let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            path: label.path.to_string(),
            line: label.place.line,
            column: label.place.column,
            before: before[from..].to_owned(),
            found: line(&excerpt.text[start..end]),
            after: after[..to].to_owned(),
            alternatives: Vec::new(),
            start: label.place.start,
        }
    }
}

/// As many findings as wanted, in their order; which ones depends on the seed and their places alone.
fn sampled(mut hits: Vec<Hit>, wanted: usize, seed: u64) -> Vec<Hit> {
    if hits.len() > wanted {
        hits.sort_by_cached_key(|hit| (lot(hit, seed), hit.path.clone(), hit.start));
        hits.truncate(wanted);
    }
    hits.sort_by(|one, other| (&one.path, one.start).cmp(&(&other.path, other.start)));
    hits
}

/// A number drawn for a finding: FNV-1a over its place, mixed once more so that neighbours lie apart.
fn lot(hit: &Hit, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in hit.path.bytes().chain(hit.start.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'")
}
