//! Too many or too few of something.
//!
//! A rule says what it counts, as words or as a pattern, and in what: a sentence, a paragraph or the whole story, by its
//! scope. It speaks once for each such stretch that has more or fewer than it may.

use std::sync::Arc;

use super::{Check, Context, Kind, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::words::{Case, Word};
use crate::rule::{Finder, Pattern, Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::story::Story;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "count",
    about: "Too many or too few of something in a sentence, a paragraph or a story.",
    values: &["phrase", "count", "max", "min"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `count` rule can set.
    pub struct Settings {
        /// The words that are counted; this or `pattern`.
        pub words: Vec<Word> = Vec::new(),
        /// What is counted: the matches of a pattern; this or `words`.
        pub pattern: Option<Pattern> = None,
        /// Whether the capitals of `words` have to agree.
        pub match_case: bool = false,
        /// The most there may be.
        pub max: Option<usize> = None,
        /// The fewest there have to be.
        pub min: Option<usize> = None,
        /// Where the finding points: at the `first` or `last` that is counted, at the first `over` the most, at the whole `unit`.
        pub at: Pointing = Pointing::Over,
    }
}

choices! {
    /// Where a finding points.
    pub enum Pointing {
        /// At the first match.
        First = "first",
        /// At the last match.
        Last = "last",
        /// At the first match too many.
        Over = "over",
        /// At the whole sentence, paragraph or story.
        Unit = "unit",
    }
}

struct Counts {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    finder: Finder,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        if !report_mistakes(rule, &settings, problems) {
            let case = if settings.match_case { Case::Written } else { Case::Any };
            let pattern = settings.pattern.clone().map(Word::Pattern);
            let finder = match &pattern {
                Some(pattern) => Finder::new([pattern], Case::Written),
                None => Finder::new(&settings.words, case),
            };
            prepared.push(Prepared { rule: Arc::clone(rule), settings, finder });
        }
    }
    Box::new(Counts { rules: prepared })
}

/// Whether the rule can never speak; then it says why.
fn report_mistakes(rule: &Rule, settings: &Settings, problems: &mut Problems) -> bool {
    let before = problems.0.len();
    let mut say = |message: &str, help: &str| {
        problems.add(&rule.file, rule.span, message, Some(help.to_owned()));
    };
    if settings.words.is_empty() && settings.pattern.is_none() {
        say("this rule counts nothing", "give `words = […]` or a `pattern` under `[rule.settings]`");
    }
    if !settings.words.is_empty() && settings.pattern.is_some() {
        say("this rule has both `words` and a `pattern`", "leave one of them out");
    }
    match (settings.min, settings.max) {
        (None | Some(0), None) => {
            say("this rule can never speak: any number is right", "give `max` or `min`")
        }
        (Some(min), Some(max)) if min > max => {
            say("no number is right for this rule: `min` is more than `max`", "exchange the two");
        }
        _ => {}
    }
    problems.0.len() > before
}

impl Check for Counts {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for prepared in &self.rules {
            for unit in prepared.rule.scope.units(context.story) {
                prepared.count(context.story, &unit, sink);
            }
        }
    }
}

impl Prepared {
    fn count(&self, story: &Story<'_>, unit: &[Span], sink: &mut Sink<'_>) {
        let (Some(first), Some(last)) = (unit.first(), unit.last()) else { return };
        let mut found = Vec::new();
        for &stretch in unit {
            let hits = self.finder.find_apart(story.text(), stretch);
            if hits.spent {
                sink.spent(&self.rule, stretch);
                return;
            }
            found.extend(hits.hits.into_iter().map(|hit| hit.span));
        }
        found.retain(|&span| {
            self.rule.scope.covers_words(story, span) && !sink.excuses(&self.rule, span, false)
        });
        let over = self.settings.max.filter(|&max| found.len() > max);
        let under = self.settings.min.filter(|&min| found.len() < min);
        if over.or(under).is_none() {
            return;
        }
        let place = match self.settings.at {
            Pointing::First => found.first(),
            Pointing::Last => found.last(),
            Pointing::Over => over.and_then(|max| found.get(max)),
            Pointing::Unit => None,
        };
        let whole = Span { start: first.start, end: last.end };
        sink.report(&self.rule, self.report(story.text(), place.copied().unwrap_or(whole), found.len()));
    }

    fn report(&self, text: &str, span: Span, count: usize) -> Report {
        let limit = |limit: Option<usize>| limit.map(|number| number.to_string());
        let mut values = vec![("phrase", span.of(text).to_owned()), ("count", count.to_string())];
        values.extend(limit(self.settings.max).map(|max| ("max", max)));
        values.extend(limit(self.settings.min).map(|min| ("min", min)));
        Report { span, values, ..Report::default() }
    }
}
