//! Sentences, paragraphs, headlines and stories that are too long or too short.
//!
//! Words are counted as a reader counts them: “don’t” and “well-known” are one each, marks are none.

use std::sync::Arc;

use super::{Check, Context, Kind, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::story::Story;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "length",
    about: "Sentences, paragraphs, headlines and stories that are too long or too short.",
    values: &["length", "max", "min", "of"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `length` rule can set.
    pub struct Settings {
        /// What is counted: `words`, `characters` (white space between words as one), `sentences` or `paragraphs`.
        pub of: Of = Of::Words,
        /// The most there may be.
        pub max: Option<usize> = None,
        /// The fewest there have to be.
        pub min: Option<usize> = None,
    }
}

choices! {
    /// What a length is counted in.
    pub enum Of {
        /// Words.
        Words = "words",
        /// Characters.
        Characters = "characters",
        /// Sentences.
        Sentences = "sentences",
        /// Blocks.
        Paragraphs = "paragraphs",
    }
}

struct Lengths {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        let (message, help) = match (settings.min, settings.max) {
            (None | Some(0), None) => {
                ("this rule can never speak: any length is right", "give `max` or `min`")
            }
            (Some(min), Some(max)) if min > max => {
                ("no length is right for this rule: `min` is more than `max`", "exchange the two")
            }
            _ => {
                prepared.push((Arc::clone(rule), settings));
                continue;
            }
        };
        problems.add(&rule.file, rule.span, message, Some(help.into()));
    }
    Box::new(Lengths { rules: prepared })
}

impl Check for Lengths {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for (rule, settings) in &self.rules {
            for unit in rule.scope.units(context.story) {
                if let Some(report) = settings.measure(rule, context.story, &unit) {
                    sink.report(rule, report);
                }
            }
        }
    }
}

impl Settings {
    fn measure(&self, rule: &Rule, story: &Story<'_>, unit: &[Span]) -> Option<Report> {
        let (first, last) = (unit.first()?, unit.last()?);
        let length: usize = match self.of {
            Of::Paragraphs => unit.len(),
            _ => unit.iter().map(|&stretch| self.length(rule, story, stretch)).sum(),
        };
        let wrong = self.max.is_some_and(|max| length > max) || self.min.is_some_and(|min| length < min);
        if !wrong {
            return None;
        }
        let mut values = vec![("length", length.to_string()), ("of", self.of.name().to_owned())];
        values.extend(self.max.map(|max| ("max", max.to_string())));
        values.extend(self.min.map(|min| ("min", min.to_string())));
        Some(Report { span: Span { start: first.start, end: last.end }, values, ..Report::default() })
    }

    fn length(&self, rule: &Rule, story: &Story<'_>, stretch: Span) -> usize {
        match self.of {
            Of::Words => story.words_in(stretch).filter(|&word| rule.scope.covers_words(story, word)).count(),
            Of::Sentences => story.sentences_in(stretch).len(),
            Of::Paragraphs | Of::Characters => characters(stretch.of(story.text())),
        }
    }
}

impl Of {
    fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Characters => "characters",
            Self::Sentences => "sentences",
            Self::Paragraphs => "paragraphs",
        }
    }
}

/// Characters, each run of white space as one.
fn characters(text: &str) -> usize {
    let words = text.split_whitespace();
    let letters: usize = words.clone().map(|word| word.chars().count()).sum();
    letters + words.count().saturating_sub(1)
}
