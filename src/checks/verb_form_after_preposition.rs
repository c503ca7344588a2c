//! A verb in its base form where a preposition stands before it: “in stop attacks”, “thanked him to help”.
//!
//! A verb after a preposition ends in -ing. After “thank”, “blame” and their like, and after “responsible”, comes “for”
//! and a form in -ing, not “to” and the base form. Many base forms are nouns as well (“in support”, “without delay”), so
//! that what stands around the verb decides (`story::verb_place`). Headlines are looked at too; quoted words are not.

use std::sync::Arc;

use super::verb_rules::{self, Says, Settings};
use super::{Check, Kind, Repair, Report};
use crate::finding::Safety;
use crate::lexicon::verb_forms::participle;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule};
use crate::span::Span;
use crate::story::Story;
use crate::story::verb_place::{Fault, VerbPlace};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "verb-form-after-preposition",
    about: "A verb that should end in -ing: “in stop attacks”, “thanked him to help”.",
    values: &["governor", "verb", "suggestion"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

/// How surely a form is wrong before the rule speaks. Tuned on published stories (four wrong alarms in 30,000 sentences) and on
/// sentences with an -ing cut off, of which it finds six in seven.
const LEAST: f32 = 1.0;
/// The same for “to” instead of “for”.
const LEAST_FOR: f32 = 0.8;

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    verb_rules::prepare(rules, problems, Says { is_sure, report })
}

fn is_sure(place: &VerbPlace) -> bool {
    match place.fault {
        Fault::MissingTo => false,
        Fault::Preposition => place.score >= LEAST,
        Fault::For => place.score >= LEAST_FOR,
    }
}

fn report(story: &Story<'_>, place: &VerbPlace) -> Report {
    let text = story.text();
    let verb = place.verb.of(text);
    let participle = participle(verb);
    let (span, suggestion) = match place.fault {
        Fault::For => (Span { start: place.before.start, ..place.verb }, format!("for {participle}")),
        Fault::MissingTo | Fault::Preposition => (place.verb, participle),
    };
    Report {
        span,
        values: vec![
            ("governor", place.governor.of(text).to_owned()),
            ("verb", span.of(text).to_owned()),
            ("suggestion", suggestion.clone()),
        ],
        repairs: vec![Repair {
            title: format!("write “{suggestion}”"),
            safety: Safety::Suggested,
            edits: vec![(span, suggestion)],
        }],
        ..Report::default()
    }
}
