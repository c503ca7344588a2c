//! Straight and curly quotation marks in one story.
//!
//! Copy that comes from several hands or programs mixes the two. The check counts them and points once at the marks of the
//! kind that the story uses less. Marks of the wires and apostrophes are not counted.

use std::sync::Arc;

use super::{Check, Context, Kind, Pointer, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::Story;
use crate::story::quote::marks::{Shape, shape_of};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "mixed-quote-marks",
    about: "Straight and curly quotation marks in one story.",
    values: &["fewer", "more", "count"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// A `mixed-quote-marks` rule has nothing to set.
    pub struct Settings {}
}

/// How many places one finding shows.
const SHOWN: usize = 12;

struct MixedQuoteMarks {
    rules: Vec<Arc<Rule>>,
}

/// A quotation mark, and whether it opens.
#[derive(Clone, Copy)]
struct Mark {
    span: Span,
    opens: bool,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    for rule in rules {
        let _: Settings = read_settings(rule, problems);
    }
    Box::new(MixedQuoteMarks { rules: rules.to_vec() })
}

impl Check for MixedQuoteMarks {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        for rule in &self.rules {
            let marks = marks(story).filter(|mark| rule.scope.covers_span(story, mark.span));
            let shape = |mark: &Mark| shape_of(mark.span.of(story.text()));
            let known = marks.filter(|mark| shape(mark) != Shape::Other);
            let (straight, curly): (Vec<Mark>, Vec<Mark>) =
                known.partition(|mark| shape(mark) == Shape::Straight);
            let to_curly = straight.len() <= curly.len();
            let (fewer, more) = if to_curly { (straight, curly) } else { (curly, straight) };
            if let Some(report) = report(story, &fewer, more.len(), to_curly) {
                sink.report(rule, report);
            }
        }
    }
}

fn marks<'s>(story: &'s Story<'_>) -> impl Iterator<Item = Mark> + use<'s> {
    story.marked().iter().flat_map(|quote| {
        let close = quote.close.map(|span| Mark { span, opens: false });
        [Some(Mark { span: quote.open, opens: true }), close].into_iter().flatten()
    })
}

fn report(story: &Story<'_>, fewer: &[Mark], more: usize, to_curly: bool) -> Option<Report> {
    let (first, others) = fewer.split_first()?;
    if more == 0 {
        return None;
    }
    let (this, other) = if to_curly { ("straight", "curly") } else { ("curly", "straight") };
    let label = |mark: &Mark| Pointer { span: mark.span, text: "and here".into(), ..Pointer::default() };
    let edit = |mark: &Mark| {
        Some((mark.span, redrawn(mark.span.of(story.text()), mark.opens, to_curly)?.to_owned()))
    };
    let edits: Option<Vec<(Span, String)>> = fewer.iter().map(edit).collect();
    let title = format!("make every quotation mark {other}");
    let repair = edits.map(|edits| Repair { title, safety: Safety::Suggested, edits });
    let count = format!("{} of {} marks", fewer.len(), fewer.len() + more);
    Some(Report {
        span: first.span,
        labels: others.iter().take(SHOWN).map(label).collect(),
        values: vec![("fewer", this.into()), ("more", other.into()), ("count", count)],
        repairs: repair.into_iter().collect(),
        ..Report::default()
    })
}

/// The mark in the other shape.
fn redrawn(mark: &str, opens: bool, to_curly: bool) -> Option<&'static str> {
    match (mark, to_curly, opens) {
        ("\"", true, true) => Some("“"),
        ("\"", true, false) => Some("”"),
        ("'", true, true) => Some("‘"),
        ("'", true, false) => Some("’"),
        ("“" | "”" | "„", false, _) => Some("\""),
        ("‘" | "’", false, _) => Some("'"),
        _ => None,
    }
}
