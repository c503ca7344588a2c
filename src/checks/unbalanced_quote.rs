//! Quotation marks without a partner.
//!
//! A quotation that opens and never closes leaves readers to guess where the speaker stops and the reporter goes on. A
//! quotation that runs over paragraphs opens each of them and closes once, with the last. Apostrophes, feet and inches
//! are no quotation marks, and single marks are looked at only where they surely quote.

use std::sync::Arc;

use super::{Check, Context, Kind, Pointer, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::Story;
use crate::story::quote::marks::{Fault, FaultKind, Shape, shape_of};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "unbalanced-quote",
    about: "Quotation marks without a partner.",
    values: &["fault"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// An `unbalanced-quote` rule has nothing to set.
    pub struct Settings {}
}

/// A text with more faults than this is no copy, or its marks mean something else.
const MOST: usize = 50;

struct UnbalancedQuote {
    rules: Vec<Arc<Rule>>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    for rule in rules {
        let _: Settings = read_settings(rule, problems);
    }
    Box::new(UnbalancedQuote { rules: rules.to_vec() })
}

impl Check for UnbalancedQuote {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        for rule in &self.rules {
            let covered = |fault: &&Fault| rule.scope.covers_span(story, fault.mark);
            let faults: Vec<&Fault> = story.mark_faults().iter().filter(covered).collect();
            for (at, fault) in faults.iter().take(MOST).enumerate() {
                let mut report = report(story, fault);
                if at + 1 == MOST && faults.len() > MOST {
                    report.notes.push(format!("{} more marks like it are not shown", faults.len() - MOST));
                }
                sink.report(rule, report);
            }
        }
    }
}

fn report(story: &Story<'_>, fault: &Fault) -> Report {
    let (message, there) = words(fault.kind);
    let label = Pointer { span: fault.other, text: there.into(), ..Pointer::default() };
    Report {
        span: fault.mark,
        labels: vec![label],
        values: vec![("fault", message.into())],
        repairs: repair(story.text(), fault).into_iter().collect(),
        ..Report::default()
    }
}

/// What is said of a fault, and of its second place.
fn words(kind: FaultKind) -> (&'static str, &'static str) {
    match kind {
        FaultKind::Unclosed => {
            ("this quotation opens and does not close", "the paragraph ends here without a closing mark")
        }
        FaultKind::Reopened => {
            ("this quotation opens and does not close", "the next quotation opens here before it has closed")
        }
        FaultKind::NeverClosed => (
            "this quotation runs over several paragraphs and does not close",
            "its last paragraph ends here without a closing mark",
        ),
        FaultKind::Unopened => ("this mark closes a quotation that was not opened", "it may begin here"),
        FaultKind::NotReopened => (
            "this mark closes a quotation that its paragraph does not open anew",
            "the quotation goes on from the paragraph before: it opens anew here",
        ),
        FaultKind::OtherKind => {
            ("this quotation opens and closes with marks of different kinds", "its other mark")
        }
        FaultKind::Turned => ("this mark is turned the wrong way", "its partner"),
    }
}

/// A mark that is there and wrong can be put right; where a missing one belongs, the editor knows.
fn repair(text: &str, fault: &Fault) -> Option<Repair> {
    let (span, mark) = match fault.kind {
        FaultKind::Turned => (fault.mark, turned(fault.mark.of(text))?),
        FaultKind::OtherKind => other_kind(text, fault)?,
        _ => return None,
    };
    let title = format!("write “{}{mark}”", before(text, span));
    Some(Repair { title, safety: Safety::Suggested, edits: vec![(span, mark.to_owned())] })
}

/// The word that a mark stands after, so that the title of a repair shows more than a mark.
fn before(text: &str, mark: Span) -> &str {
    let before = text.get(..mark.start as usize).unwrap_or_default();
    let start = before.char_indices().rev().take(20).find(|(_, c)| c.is_whitespace());
    start.map_or("", |(at, space)| &before[at + space.len_utf8()..])
}

fn turned(mark: &str) -> Option<&'static str> {
    match mark {
        "“" => Some("”"),
        "”" => Some("“"),
        _ => None,
    }
}

/// The closing mark in the kind of the opening one.
fn other_kind(text: &str, fault: &Fault) -> Option<(Span, &'static str)> {
    let (open, close) =
        if fault.mark < fault.other { (fault.mark, fault.other) } else { (fault.other, fault.mark) };
    let is_single = matches!(open.of(text), "'" | "‘");
    let mark = match (shape_of(open.of(text)), is_single) {
        (Shape::Straight, false) => "\"",
        (Shape::Straight, true) => "'",
        (Shape::Left, false) => "”",
        (Shape::Left, true) => "’",
        _ => return None,
    };
    Some((close, mark))
}
