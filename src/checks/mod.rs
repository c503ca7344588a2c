//! Checks: code that looks. Each file is one check; rules configure it.

pub mod attribution;
pub mod capitalization;
pub mod conditional;
pub mod consistency;
pub mod count;
pub mod headline_quote;
pub mod length;
pub mod missing_article;
pub mod missing_to;
pub mod mixed_quote_marks;
pub mod near_duplicate;
pub mod pattern;
pub mod phrase;
pub mod quote_pairs;
pub mod quote_punctuation;
pub mod readability;
pub mod registry;
pub mod repetition;
pub mod required;
pub mod sequence;
pub mod spelling;
pub mod unbalanced_quote;
pub mod verb_form_after_preposition;
mod verb_rules;

use std::sync::Arc;

use crate::archive::{Archive, Page};
use crate::choices;
use crate::document::Document;
use crate::finding::{Certainty, Edit, Finding, Fix, Label, Safety, Severity};
use crate::lexicon::dictionary::Dictionaries;
use crate::model::Models;
use crate::rule::{Excuses, Field, INPUT_CHECK, Problems, Rule, Vocabulary};
use crate::span::Span;
use crate::story::{Language, Story};

/// A check as the registry lists it.
pub struct Kind {
    /// The name rules use in `check = "…"`.
    pub name: &'static str,
    /// One line on what it looks for.
    pub about: &'static str,
    /// Names that a message may use as `{name}`.
    pub values: &'static [&'static str],
    /// Settings a rule may give.
    pub fields: &'static [Field],
    /// Whether it means nothing on copy that is not English.
    pub english_only: bool,
    /// Makes one object that looks for all of the rules at once, so that the copy is read once and not once a rule.
    pub prepare: fn(&[Arc<Rule>], &mut Problems) -> Box<dyn Check>,
}

/// The checks that rule files may name: the registry's, and what the engine itself says about files.
pub struct Known;

impl crate::rule::file::Checks for Known {
    fn names(&self) -> Vec<&str> {
        registry::KINDS.iter().map(|kind| kind.name).chain([INPUT_CHECK]).collect()
    }

    fn values(&self, check: &str) -> &[&'static str] {
        if check == INPUT_CHECK {
            return &["problem", "rule"];
        }
        registry::KINDS.iter().find(|kind| kind.name == check).map_or(&[], |kind| kind.values)
    }
}

/// A check made ready for the rules that configure it.
pub trait Check: Send + Sync {
    /// Adds what it finds in one story.
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>);

    /// What other stories of the run may have to be compared with; empty for checks that look at one story.
    fn gather(&self, _story: &Story<'_>, _sink: &Sink<'_>) -> Vec<Fact> {
        Vec::new()
    }

    /// Adds what all stories together show. `facts` come in the order of the run's paths.
    fn conclude(&self, _facts: &[Fact], _findings: &mut Vec<Finding>) {}
}

/// What a check may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The story.
    pub story: &'a Story<'a>,
    /// Earlier copy, where a desk has any.
    pub archive: Option<&'a dyn Archive>,
    /// The language of the story.
    pub language: Language,
    /// The models, shipped or learnt.
    pub models: &'a Models,
    /// The words that the desk accepts.
    pub vocabulary: &'a Vocabulary,
    /// The dictionaries that the desk names.
    pub dictionaries: &'a Dictionaries,
}

/// Something about one story that stands alone: it can be kept, cached and compared without the story.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fact {
    /// Whatever the check compares by.
    pub keys: Vec<u64>,
    /// The place it was seen at.
    pub label: Label,
}

/// Where a check puts what it finds. It knows the file, so that checks need not.
pub struct Sink<'a> {
    path: &'a Arc<str>,
    document: &'a Document,
    language: Language,
    excuses: Excuses<'a>,
    findings: &'a mut Vec<Finding>,
}

/// What a check says about one place, in the story's own offsets.
#[derive(Debug, Default)]
pub struct Report {
    /// The place.
    pub span: Span,
    /// Parts of it to underline; all of it when empty.
    pub marks: Vec<Span>,
    /// Other places, with the words to put there.
    pub labels: Vec<Pointer>,
    /// Values for the rule's message and help.
    pub values: Vec<(&'static str, String)>,
    /// Further reasons.
    pub notes: Vec<String>,
    /// Repairs.
    pub repairs: Vec<Repair>,
    /// How sure it is, where the check can say.
    pub certainty: Option<Certainty>,
    /// Whether it objects to these very words, so that a desk which accepts them need not hear of it.
    pub wording: bool,
}

/// A second place.
#[derive(Debug, Default)]
pub struct Pointer {
    /// Where.
    pub span: Span,
    /// Parts of it to underline; all of it when empty.
    pub marks: Vec<Span>,
    /// What is to be seen there.
    pub text: String,
    /// The page of the archive it stands in; none for the story itself.
    pub page: Option<Arc<Page>>,
}

/// A repair in the story's offsets.
#[derive(Debug)]
pub struct Repair {
    /// What it does.
    pub title: String,
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// What is replaced, and by which words.
    pub edits: Vec<(Span, String)>,
}

choices! {
    /// How far a replacement is to be trusted.
    pub enum FixSafety {
        /// Right wherever the phrase stands.
        Safe = "safe",
        /// To be read first.
        Suggested = "suggested",
    }
}

impl Repair {
    /// Writes `words` in place of `span`.
    #[must_use]
    pub fn write(words: String, span: Span, fix: FixSafety) -> Self {
        let title = if words.is_empty() { "leave it out".into() } else { format!("write “{words}”") };
        let safety = match fix {
            FixSafety::Safe => Safety::Safe,
            FixSafety::Suggested => Safety::Suggested,
        };
        Self { title, safety, edits: vec![(span, words)] }
    }
}

impl<'a> Sink<'a> {
    /// A sink for one file.
    #[must_use]
    pub fn new(path: &'a Arc<str>, context: &Context<'a>, findings: &'a mut Vec<Finding>) -> Self {
        let excuses = Excuses::new(context.story, context.vocabulary);
        Self { path, document: context.story.document(), language: context.language, excuses, findings }
    }

    /// Whether an exception of the rule or, where it is about `wording`, the vocabulary excuses the words.
    pub fn excuses(&mut self, rule: &Rule, span: Span, wording: bool) -> bool {
        self.excuses.holds(rule, span, wording)
    }

    /// Adds a finding of `rule`, unless something excuses it or the rule is about another language.
    pub fn report(&mut self, rule: &Rule, report: Report) {
        if !rule.is_for(self.language) || self.excuses(rule, report.span, report.wording) {
            return;
        }
        let fill = |template: &crate::rule::Template| template.fill(&report.values);
        let finding = Finding {
            rule: Arc::clone(&rule.name),
            check: Arc::clone(&rule.check),
            severity: rule.severity,
            message: fill(&rule.message).unwrap_or_else(|| rule.name.to_string()),
            primary: self.label(report.span, &report.marks, ""),
            labels: report.labels.iter().map(|other| self.pointed(other)).collect(),
            help: rule.help.as_ref().and_then(fill),
            notes: report.notes,
            fixes: report.repairs.into_iter().filter_map(|repair| self.fix(repair)).collect(),
            certainty: report.certainty,
        };
        self.findings.push(finding);
    }

    /// Says, once for the story, that a rule was stopped at `span`, because its pattern took too much work there.
    pub fn spent(&mut self, rule: &Rule, span: Span) {
        let message = format!(
            "the rule `{}` was stopped here: its pattern takes too much work on this text",
            rule.name
        );
        if self.findings.iter().any(|finding| finding.rule == rule.name && finding.message == message) {
            return;
        }
        let help =
            "make the pattern say more exactly what it looks for; `.*` and nested repetition cost most";
        self.findings.push(Finding {
            rule: Arc::clone(&rule.name),
            check: Arc::clone(&rule.check),
            severity: Severity::Error,
            message,
            primary: self.label(span, &[], ""),
            labels: Vec::new(),
            help: Some(help.to_owned()),
            notes: Vec::new(),
            fixes: Vec::new(),
            certainty: None,
        });
    }

    /// A label over a span of the story.
    #[must_use]
    pub fn label(&self, span: Span, marks: &[Span], text: &str) -> Label {
        label(self.path, self.document, span, marks, text)
    }

    fn pointed(&self, pointer: &Pointer) -> Label {
        match &pointer.page {
            None => self.label(pointer.span, &pointer.marks, &pointer.text),
            Some(page) => label(page.path(), page.document(), pointer.span, &pointer.marks, &pointer.text),
        }
    }

    /// A repair whose place in the file is not exactly known, or whose words the file cannot hold, is dropped: a draft is
    /// never guessed at.
    fn fix(&self, repair: Repair) -> Option<Fix> {
        let mut edits = Vec::new();
        for (span, words) in repair.edits {
            let text = self.document.write(span, &words)?;
            let place = self.document.place(span);
            edits.push(Edit { place, text, words });
        }
        Some(Fix { title: repair.title, safety: repair.safety, edits })
    }
}

fn label(path: &Arc<str>, document: &Document, span: Span, marks: &[Span], text: &str) -> Label {
    let marks: Vec<_> = marks.iter().map(|&mark| document.source_span(mark)).collect();
    Label::new(path, document.source(), document.source_span(span), &marks, text)
}
