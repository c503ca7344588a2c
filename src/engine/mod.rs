//! Documents × rules → findings: the checks made ready, run on each story, suppressions applied, panics caught.

pub mod desk;
pub mod examples;
pub mod parallel;
pub mod rule_set;
pub mod suppress;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::archive::Archive;
use crate::checks::{Context, Fact, Sink};
use crate::document::Document;
use crate::finding::Finding;
use crate::story::{Language, Story, language};

pub use desk::{Desk, shipped_rules};
pub use rule_set::RuleSet;

/// What one story gave.
#[derive(Debug, Default)]
pub struct Checked {
    /// Findings, sorted, after suppressions.
    pub findings: Vec<Finding>,
    /// For each check of the rule set, what has to be compared across stories.
    pub facts: Vec<Vec<Fact>>,
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

/// Runs every check on a story; `archive` is what the desk knows of earlier copy.
///
/// # Errors
/// When a check panics.
pub fn check(
    rules: &RuleSet,
    path: &Arc<str>,
    document: &Document,
    spoken: Option<Language>,
    archive: Option<&dyn Archive>,
) -> Result<Checked, Broken> {
    let story = Story::new(document);
    let language = spoken.unwrap_or_else(|| language::of(&story));
    let mut checked = Checked::default();
    for prepared in rules.checks() {
        let mut findings = Vec::new();
        let mut facts = Vec::new();
        if language == Language::English || !prepared.kind.english_only {
            guard(&format!("the check `{}`", prepared.kind.name), || {
                let mut sink = Sink::new(path, document, &mut findings);
                prepared.check.look(&Context { story: &story, archive }, &mut sink);
                facts = prepared.check.gather(&story, &sink);
            })?;
        }
        checked.findings.append(&mut findings);
        checked.facts.push(facts);
    }
    suppress::notes(rules, path, document, language, &mut checked.findings);
    suppress::apply(rules, path, &story, &mut checked.findings);
    checked.findings.sort_by(Finding::order);
    Ok(checked)
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
