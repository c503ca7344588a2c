//! The “to” that is missing before a verb: “allowed services track down”.
//!
//! Many words take “to” and a verb: want, allow somebody, able, an effort. A base form that follows one of them without
//! “to” has probably lost it. Help, make, let, see and their like take the bare verb and are left alone, and so are
//! headlines, decks, captions and quoted words. How surely something is wrong is told from what stands around the verb
//! (`story::verb_place`), since many base forms are nouns as well: “allowed police search”.

use std::sync::Arc;

use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
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

settings! {
    /// What a `missing-to` rule can set.
    pub struct Settings {
        /// Whether words in quotation marks are looked at as well: they are not ours to mend.
        pub quoted: bool = false,
    }
}

/// How surely a word is missing before the rule speaks. Tuned on published stories (four wrong alarms in 27,000 sentences) and on
/// sentences with a “to” cut out, of which it finds three in four.
const LEAST: f32 = 2.75;

struct MissingTo {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(MissingTo { rules })
}

impl Check for MissingTo {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let mut last = Span::default();
        let places = story.verb_places().iter();
        for place in places.filter(|place| place.fault == Fault::MissingTo && place.score >= LEAST) {
            let is_covered = |(rule, settings): &&(Arc<Rule>, Settings)| {
                rule.scope.covers_span(story, place.verb) && (settings.quoted || !story.is_quoted(place.verb))
            };
            let Some((rule, _)) = self.rules.iter().find(is_covered) else { continue };
            if place.verb != last {
                last = place.verb;
                sink.report(rule, report(story, place));
            }
        }
    }
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
