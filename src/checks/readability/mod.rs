//! How hard copy is to read, by the formulas in use.
//!
//! A rule names one measure, or several of which the mean counts, or gives a formula of its own over the counts of words,
//! sentences and syllables, and the grade that copy should keep to. What is too short to be measured is passed over.

mod counts;
mod formula;
mod syllables;

use std::sync::Arc;

use super::{Check, Context, Kind, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::{choices, settings};
use counts::Counts;
use formula::Formula;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "readability",
    about: "Copy that is hard to read, by the usual formulas or one of the desk's own.",
    values: &["grade", "max", "min", "measure"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

settings! {
    /// What a `readability` rule can set.
    pub struct Settings {
        /// The measures whose mean is the grade; these or a `formula`.
        pub measures: Vec<Measure> = Vec::new(),
        /// A formula of the desk's own with `+ - * / ^ ( )`, `sqrt`, `min`, `max` and the counts `characters letters syllables words long_words complex_words polysyllabic_words sentences paragraphs headings list_items`.
        pub formula: Option<Formula> = None,
        /// The highest grade that is fine.
        pub max: Option<f64> = None,
        /// The lowest grade that is fine.
        pub min: Option<f64> = None,
        /// How many words a stretch needs to be measured.
        pub min_words: usize = 100,
    }
}

choices! {
    /// A formula in use.
    pub enum Measure {
        /// Kincaid, Fishburne, Rogers and Chissom, 1975: a school year.
        FleschKincaid = "flesch-kincaid",
        /// Gunning, The Technique of Clear Writing, 1952: a school year.
        GunningFog = "gunning-fog",
        /// Coleman and Liau, 1975: a school year.
        ColemanLiau = "coleman-liau",
        /// Smith and Senter, Automated Readability Index, 1967: a school year.
        AutomatedReadability = "automated-readability",
        /// McLaughlin, SMOG Grading, 1969: a school year.
        Smog = "smog",
        /// Björnsson, Läsbarhet, 1968: 30 is easy, 60 very hard.
        Lix = "lix",
        /// Flesch, A New Readability Yardstick, 1948: 100 is easy, 0 very hard.
        FleschReadingEase = "flesch-reading-ease",
    }
}

struct Readability {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        let Some((message, help)) = settings.mistake() else {
            prepared.push((Arc::clone(rule), settings));
            continue;
        };
        problems.add(&rule.file, rule.span, message, Some(help.into()));
    }
    Box::new(Readability { rules: prepared })
}

impl Check for Readability {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for (rule, settings) in &self.rules {
            for unit in rule.scope.units(context.story) {
                let counts = Counts::of(context.story, &unit);
                if counts.words < settings.min_words as f64 || counts.words == 0.0 {
                    continue;
                }
                if let Some(report) = settings.judge(&counts, &unit) {
                    sink.report(rule, report);
                }
            }
        }
    }
}

impl Settings {
    fn mistake(&self) -> Option<(&'static str, &'static str)> {
        match (self.measures.is_empty(), &self.formula, self.min, self.max) {
            (true, None, ..) => Some(("this rule measures nothing", "give `measures = […]` or a `formula`")),
            (false, Some(_), ..) => {
                Some(("this rule has both `measures` and a `formula`", "leave one of them out"))
            }
            (_, _, None, None) => {
                Some(("this rule can never speak: any grade is right", "give `max` or `min`"))
            }
            (_, _, Some(min), Some(max)) if min > max => {
                Some(("no grade is right for this rule: `min` is more than `max`", "exchange the two"))
            }
            _ => None,
        }
    }

    fn judge(&self, counts: &Counts, unit: &[Span]) -> Option<Report> {
        let grade = match &self.formula {
            Some(formula) => formula.value(counts),
            None => {
                let sum: f64 = self.measures.iter().map(|measure| measure.grade(counts)).sum();
                sum / self.measures.len() as f64
            }
        };
        let wrong = self.max.is_some_and(|max| grade > max) || self.min.is_some_and(|min| grade < min);
        if !wrong || !grade.is_finite() {
            return None;
        }
        let (first, last) = (unit.first()?, unit.last()?);
        let names: Vec<_> = self.measures.iter().map(|measure| measure.name()).collect();
        let measure = if names.is_empty() { "the formula".to_owned() } else { names.join(", ") };
        let mut values = vec![("grade", format!("{grade:.2}")), ("measure", measure)];
        values.extend(self.max.map(|max| ("max", max.to_string())));
        values.extend(self.min.map(|min| ("min", min.to_string())));
        Some(Report { span: Span { start: first.start, end: last.end }, values, ..Report::default() })
    }
}

impl Measure {
    fn grade(self, counts: &Counts) -> f64 {
        let Counts { characters, letters, syllables, words, long_words, complex_words, .. } = *counts;
        let sentences = counts.sentences.max(1.0);
        match self {
            Self::FleschKincaid => 0.39 * words / sentences + 11.8 * syllables / words - 15.59,
            Self::GunningFog => 0.4 * (words / sentences + 100.0 * complex_words / words),
            Self::ColemanLiau => (5.88 * letters - 29.6 * sentences) / words - 15.8,
            Self::AutomatedReadability => 4.71 * characters / words + 0.5 * words / sentences - 21.43,
            Self::Smog => 1.0430 * (counts.polysyllabic_words * 30.0 / sentences).sqrt() + 3.1291,
            Self::Lix => words / sentences + 100.0 * long_words / words,
            Self::FleschReadingEase => 206.835 - 1.015 * words / sentences - 84.6 * syllables / words,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::FleschKincaid => "Flesch-Kincaid",
            Self::GunningFog => "Gunning fog",
            Self::ColemanLiau => "Coleman-Liau",
            Self::AutomatedReadability => "Automated Readability Index",
            Self::Smog => "SMOG",
            Self::Lix => "LIX",
            Self::FleschReadingEase => "Flesch reading ease",
        }
    }
}
