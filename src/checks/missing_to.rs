//! The “to” that is missing before a verb: “allowed services track down”.
//!
//! Many words take “to” and a verb: want, allow somebody, able, an effort. A base form that follows one of them without
//! “to” has probably lost it. Help, make, let, see and their like take the bare verb and are left alone, and so are
//! headlines, decks, captions and quoted words. How surely something is wrong is told from what stands around the verb
//! (`story::verb_place`), since many base forms are nouns as well: “allowed police search”.

use std::sync::Arc;

use super::verb_rules::{self, Says, Settings};
use super::{Check, Kind, Repair, Report};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule};
use crate::span::Span;
use crate::story::Story;
use crate::story::verb_place::{Fault, VerbPlace};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "missing-to",
    about: "A verb that has lost the “to” before it: “allowed them play”.",
    values: &["governor", "verb", "suggestion"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

/// How surely a word is missing before the rule speaks. Tuned on published stories (three wrong alarms in 30,000 sentences) and on
/// sentences with a “to” cut out, of which it finds three in four.
const LEAST: f32 = 2.75;

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    verb_rules::prepare(rules, problems, Says { is_sure, report })
}

fn is_sure(place: &VerbPlace) -> bool {
    place.fault == Fault::MissingTo && place.score >= LEAST
}

fn report(story: &Story<'_>, place: &VerbPlace) -> Report {
    let (governor, verb) = (place.governor.of(story.text()), place.verb.of(story.text()));
    let gap = Span { end: place.verb.start, ..place.verb };
    let suggestion = format!("to {verb}");
    Report {
        span: place.verb,
        values: vec![
            ("governor", governor.to_owned()),
            ("verb", verb.to_owned()),
            ("suggestion", suggestion.clone()),
        ],
        repairs: vec![Repair {
            title: format!("write “{suggestion}”"),
            safety: Safety::Suggested,
            edits: vec![(gap, "to ".into())],
        }],
        ..Report::default()
    }
}
