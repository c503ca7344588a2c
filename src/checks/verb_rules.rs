//! What the checks of verbs in the wrong form share: their settings, and the walk over the places of a story.

use std::sync::Arc;

use super::{Check, Context, Report, Sink};
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::{Story, VerbPlace};

settings! {
    /// What a rule on verbs can set.
    pub struct Settings {
        /// Whether words in quotation marks are looked at as well: they are not ours to mend.
        pub quoted: bool = false,
    }
}

/// What a check says of the places of a story.
pub struct Says {
    /// Whether it is sure enough of a place to speak.
    pub is_sure: fn(&VerbPlace) -> bool,
    /// What it says there.
    pub report: fn(&Story<'_>, &VerbPlace) -> Report,
}

struct VerbRules {
    rules: Vec<(Arc<Rule>, Settings)>,
    says: Says,
}

/// Makes the check.
pub fn prepare(rules: &[Arc<Rule>], problems: &mut Problems, says: Says) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(VerbRules { rules, says })
}

impl Check for VerbRules {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let mut last = Span::default();
        for place in story.verb_places().iter().filter(|place| (self.says.is_sure)(place)) {
            let is_covered = |(rule, settings): &&(Arc<Rule>, Settings)| {
                rule.scope.covers_span(story, place.verb) && (settings.quoted || !story.is_quoted(place.verb))
            };
            let Some((rule, _)) = self.rules.iter().find(is_covered) else { continue };
            if place.verb != last {
                last = place.verb;
                sink.report(rule, (self.says.report)(story, place));
            }
        }
    }
}
