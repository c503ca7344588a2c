//! Documents × rules → findings: the checks made ready, run on each story, suppressions applied, panics caught.

pub mod allow;
pub mod conflicts;
pub mod coverage;
pub mod desk;
pub mod examples;
pub mod pairs;
pub mod parallel;
pub mod rule_set;
pub mod suppress;
pub mod trial;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::archive::Archive;
use crate::checks::{Context, Fact, Sink};
use crate::document::Document;
use crate::finding::Finding;
use crate::lexicon::dictionary::Dictionaries;
use crate::model::Models;
use crate::rule::Vocabulary;
use crate::story::{Language, Story, language};

pub use desk::Desk;
pub use rule_set::RuleSet;

/// What one story gave.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Checked {
    /// Findings, sorted, after suppressions.
    pub findings: Vec<Finding>,
    /// For each check of the rule set, what has to be compared across stories.
    pub facts: Vec<Vec<Fact>>,
}

/// What one story gave before anything that lies outside it was asked: limits, the config's `[[allow]]`, the date. It
/// depends on the file, its path and the desk alone, so that it can be kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Looked {
    /// The choices of the config that hold for the story, as indices.
    pub choices: Vec<usize>,
    /// What its checks gave.
    pub checked: Checked,
}

/// What a desk knows besides the story at hand.
#[derive(Clone, Copy)]
pub struct Known<'k> {
    /// Earlier copy.
    pub archive: Option<&'k dyn Archive>,
    /// The models that its checks ask.
    pub models: &'k Models,
    /// The words that it accepts.
    pub vocabulary: &'k Vocabulary,
    /// The dictionaries that it names.
    pub dictionaries: &'k Dictionaries,
}

/// Something broke on a story; what was found until then is not trusted, so the file counts as not checked.
#[derive(Debug, thiserror::Error)]
#[error("internal error in {place}: {message}; please report it")]
pub struct Broken {
    place: String,
    message: String,
}

/// Runs `work`, turning a panic into an error that names `place`.
///
/// # Errors
/// When `work` panics.
pub fn guard<T>(place: &str, work: impl FnOnce() -> T) -> Result<T, Broken> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| Broken { place: place.to_owned(), message: message_of(&*panic) })
}

/// Runs every check on a story; `told` is the language a config says it is in, `known` what the desk knows besides it.
///
/// # Errors
/// When a check panics.
pub fn check(
    rules: &RuleSet,
    path: &Arc<str>,
    document: &Document,
    told: Option<Language>,
    known: Known<'_>,
) -> Result<Checked, Broken> {
    let mut checked = look(rules, path, document, told, known)?;
    keep_limits(rules, &mut checked.findings);
    Ok(checked)
}

/// As [`check`], with more findings than the limits of the rules leave.
fn look(
    rules: &RuleSet,
    path: &Arc<str>,
    document: &Document,
    told: Option<Language>,
    known: Known<'_>,
) -> Result<Checked, Broken> {
    let story = Story::new(document);
    let language = language::of(&story, told);
    let Known { archive, models, vocabulary, dictionaries } = known;
    let context = Context { story: &story, archive, language, models, vocabulary, dictionaries };
    let mut checked = Checked::default();
    for prepared in rules.checks() {
        let mut findings = Vec::new();
        let mut facts = Vec::new();
        if language.is_english() || !prepared.kind.english_only {
            guard(&format!("the check `{}`", prepared.kind.name), || {
                let mut sink = Sink::new(path, &context, &mut findings);
                prepared.check.look(&context, &mut sink);
                facts = prepared.check.gather(&story, &sink);
            })?;
        }
        checked.findings.append(&mut findings);
        checked.facts.push(facts);
    }
    pairs::settle(&mut checked.findings);
    suppress::notes(rules, path, document, language, &mut checked.findings);
    suppress::apply(rules, path, &story, language, &mut checked.findings);
    checked.findings.sort_by(Finding::order);
    Ok(checked)
}

/// Of sorted findings, the first of each rule as far as its limit goes.
pub fn keep_limits(rules: &RuleSet, findings: &mut Vec<Finding>) {
    let mut counts: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    findings.retain(|finding| {
        let Some(limit) = rules.rule(&finding.rule).and_then(|rule| rule.limit) else { return true };
        let count = counts.entry(Arc::clone(&finding.rule)).or_default();
        *count += 1;
        *count <= limit
    });
}

/// What the stories of a run show together. `facts` holds, for each check, the facts of all stories in path order.
pub fn conclude(rules: &RuleSet, facts: &[Vec<Fact>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (prepared, facts) in rules.checks().iter().zip(facts) {
        if !facts.is_empty() {
            prepared.check.conclude(facts, &mut findings);
        }
    }
    findings.sort_by(Finding::order);
    findings
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Check, Kind};
    use crate::document::{Format, Options, Source};
    use crate::finding::{Label, Severity};

    /// Says which stories of a run have the same headline: the simplest check across stories.
    struct SameHeadline;

    const KIND: Kind = Kind {
        name: "same-headline",
        about: "",
        values: &[],
        fields: &[],
        english_only: false,
        prepare: |_, _| Box::new(SameHeadline),
    };

    impl Check for SameHeadline {
        fn look(&self, _context: &Context<'_>, _sink: &mut Sink<'_>) {}

        fn gather(&self, story: &Story<'_>, sink: &Sink<'_>) -> Vec<Fact> {
            let headline = story.blocks()[0].span;
            let key = headline.of(story.text()).bytes().fold(0, |key, byte| key * 31 + u64::from(byte));
            vec![Fact { keys: vec![key], label: sink.label(headline, &[], "first used here") }]
        }

        fn conclude(&self, facts: &[Fact], findings: &mut Vec<Finding>) {
            for (at, fact) in facts.iter().enumerate() {
                if let Some(first) = facts[..at].iter().find(|first| first.keys == fact.keys) {
                    findings.push(finding(fact.label.clone(), first.label.clone()));
                }
            }
        }
    }

    fn finding(primary: Label, first: Label) -> Finding {
        Finding {
            rule: "same-headline".into(),
            check: "same-headline".into(),
            severity: Severity::Note,
            message: "another story has this headline".into(),
            primary,
            labels: vec![first],
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            certainty: None,
        }
    }

    #[test]
    fn facts_of_stories_are_compared_after_all_are_read() {
        let rules =
            RuleSet::of_checks(vec![rule_set::Prepared { kind: &KIND, check: Box::new(SameHeadline) }]);
        let mut facts = vec![Vec::new()];
        let models = Models::shipped();
        let vocabulary = Vocabulary::default();
        let dictionaries = Dictionaries::default();
        let known =
            Known { archive: None, models: &models, vocabulary: &vocabulary, dictionaries: &dictionaries };
        for (path, text) in
            [("a", "Bridge shut\n\nOne.\n"), ("b", "Bridge open\n\nTwo.\n"), ("c", "Bridge shut\n\nSix.\n")]
        {
            let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
            let checked = check(&rules, &path.into(), &document, None, known).expect("nothing breaks");
            facts[0].extend(checked.facts.into_iter().flatten());
        }
        let findings = conclude(&rules, &facts);
        let said: Vec<_> = findings.iter().map(|one| (&*one.primary.path, &*one.labels[0].path)).collect();
        assert_eq!(said, [("c", "a")]);
        assert_eq!(findings[0].primary.excerpt.text, "Bridge shut", "it stands alone, without the file");
    }

    #[test]
    fn a_check_that_breaks_is_named() {
        let broken = guard("the check `x`", || -> () { panic!("a slip") }).expect_err("it breaks");
        assert_eq!(broken.to_string(), "internal error in the check `x`: a slip; please report it");
    }
}
