//! A verb in its base form where a preposition stands before it: “in stop attacks”, “thanked him to help”.
//!
//! A verb after a preposition ends in -ing. After “thank”, “blame” and their like, and after “responsible”, comes “for”
//! and a form in -ing, not “to” and the base form. Many base forms are nouns as well (“in support”, “without delay”), so
//! that what stands around the verb decides (`story::verb_place`). Headlines are looked at too; quoted words are not.

use std::sync::Arc;

use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::finding::Safety;
use crate::lexicon::verb_forms::participle;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
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

settings! {
    /// What a `verb-form-after-preposition` rule can set.
    pub struct Settings {
        /// Whether words in quotation marks are looked at as well: they are not ours to mend.
        pub quoted: bool = false,
    }
}

/// How surely a form is wrong before the rule speaks. Tuned on published stories (six wrong alarms in 27,000 sentences) and on
/// sentences with an -ing cut off, of which it finds six in seven.
const LEAST: f32 = 1.0;
/// The same for “to” instead of “for”.
const LEAST_FOR: f32 = 0.8;

struct VerbForm {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(VerbForm { rules })
}

impl Check for VerbForm {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let mut last = Span::default();
        for place in story.verb_places() {
            let is_sure = match place.fault {
                Fault::MissingTo => false,
                Fault::Preposition => place.score >= LEAST,
                Fault::For => place.score >= LEAST_FOR,
            };
            let is_covered = |(rule, settings): &&(Arc<Rule>, Settings)| {
                rule.scope.covers_span(story, place.verb) && (settings.quoted || !story.is_quoted(place.verb))
            };
            let rule = self.rules.iter().find(is_covered).filter(|_| is_sure && place.verb != last);
            if let Some((rule, _)) = rule {
                last = place.verb;
                sink.report(rule, report(story, place));
            }
        }
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
