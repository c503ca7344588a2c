//! Headlines and other lines with their capitals in the right places.
//!
//! A rule says which case a line has: title case by the Associated Press or Chicago, sentence case, small letters,
//! capitals, or a pattern. Words with a spelling of their own (“iPhone”, “NATO”) keep it, and so do exceptions and the
//! words that the desk accepts; in sentence case names that the body of the story shows are known.

mod casing;
mod known;

use std::collections::HashSet;
use std::sync::Arc;

use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::{Settings as _, Share};
use crate::rule::{Pattern, Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::story::Story;
use crate::{choices, settings};
use casing::Fault;
use known::Known;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "capitalization",
    about: "Lines whose capitals do not follow the desk's style: title case, sentence case.",
    values: &["words", "wanted", "style"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `capitalization` rule can set.
    pub struct Settings {
        /// The case that a line has to be in.
        pub case: LineCase = LineCase::Title,
        /// Whose title case it is.
        pub style: Style = Style::Ap,
        /// The pattern that a whole line has to match, for `case = "pattern"`.
        pub pattern: Option<Pattern> = None,
        /// Words that stay small in title case, in place of the style's own.
        pub small_words: Vec<String> = Vec::new(),
        /// Marks and words after which a capital may stand in sentence case.
        pub after: Vec<String> = [":", ".", "?", "!", "–", "—", "|"].map(str::to_owned).to_vec(),
        /// A pattern for what is left out at the start of a line.
        pub prefix: Option<Pattern> = None,
        /// The share of words that have to be right.
        pub agree: Share = Share(1.0),
        /// Whether names that the body of the story shows are known in sentence case and small letters.
        pub names: bool = true,
    }
}

choices! {
    /// The case of a line.
    pub enum LineCase {
        /// A capital for every word but the small ones.
        Title = "title",
        /// A capital for the first word and for names.
        Sentence = "sentence",
        /// Small letters.
        Lower = "lower",
        /// Capitals.
        Upper = "upper",
        /// Whatever a pattern says.
        Pattern = "pattern",
    }
}

choices! {
    /// Whose title case it is.
    pub enum Style {
        /// The Associated Press's: prepositions of four letters or more have a capital.
        Ap = "ap",
        /// Chicago's: prepositions are small.
        Chicago = "chicago",
    }
}

struct Capitals {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    small: HashSet<String>,
    after: HashSet<String>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        let is_pattern = settings.case == LineCase::Pattern;
        if is_pattern != settings.pattern.is_some() {
            let (message, help) = match is_pattern {
                true => ("this rule has no pattern", "give a `pattern`, or another `case`"),
                false => ("this rule has a pattern and does not use it", "write `case = \"pattern\"`"),
            };
            problems.add(&rule.file, rule.span, message, Some(help.into()));
            continue;
        }
        let small = settings.small_words.iter().map(|word| word.to_lowercase()).collect();
        let after = settings.after.iter().cloned().collect();
        prepared.push(Prepared { rule: Arc::clone(rule), settings, small, after });
    }
    Box::new(Capitals { rules: prepared })
}

impl Check for Capitals {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for prepared in &self.rules {
            let known = Known::new(context, &prepared.rule, prepared.settings.names);
            for line in prepared.rule.scope.stretches(context.story) {
                prepared.look(context.story, line, &known, sink);
            }
        }
    }
}

impl Prepared {
    fn look(&self, story: &Story<'_>, line: Span, known: &Known<'_>, sink: &mut Sink<'_>) {
        let line = self.without_prefix(story.text(), line);
        if let Some(pattern) = &self.settings.pattern {
            let text = line.of(story.text());
            let mut matches = pattern.find_iter(text);
            let fits = matches.any(|span| span == Span::new(0, text.len()));
            if !fits && !matches.spent() {
                sink.report(&self.rule, self.report(story.text(), line, &[]));
            }
            return;
        }
        let (faults, words) = self.faults(story, line, known);
        let right = (words - faults.len()) as f64 / words.max(1) as f64;
        if !faults.is_empty() && right < self.settings.agree.0 {
            sink.report(&self.rule, self.report(story.text(), line, &faults));
        }
    }

    fn without_prefix(&self, text: &str, line: Span) -> Span {
        let prefix = self.settings.prefix.as_ref().and_then(|prefix| prefix.find_iter(line.of(text)).next());
        let Some(prefix) = prefix.filter(|prefix| prefix.start == 0) else { return line };
        let rest = &line.of(text)[prefix.end as usize..];
        let blank = (rest.len() - rest.trim_start().len()) as u32;
        Span { start: line.start + prefix.end + blank, end: line.end }
    }

    fn report(&self, text: &str, line: Span, faults: &[Fault]) -> Report {
        let words: Vec<_> = faults.iter().map(|fault| format!("“{}”", fault.span.of(text))).collect();
        let style = match (self.settings.case, self.settings.style) {
            (LineCase::Title, Style::Ap) => "AP title case",
            (LineCase::Title, Style::Chicago) => "Chicago title case",
            (LineCase::Sentence, _) => "sentence case",
            (LineCase::Lower, _) => "small letters",
            (LineCase::Upper, _) => "capitals",
            (LineCase::Pattern, _) => "the pattern",
        };
        let mut report = Report {
            span: line,
            marks: faults.iter().map(|fault| fault.span).collect(),
            values: vec![("words", words.join(", ")), ("style", style.to_owned())],
            wording: true,
            ..Report::default()
        };
        let mut wanted = line.of(text).to_owned();
        for fault in faults.iter().rev() {
            let place = (fault.span.start - line.start) as usize..(fault.span.end - line.start) as usize;
            wanted.replace_range(place, &fault.wanted);
        }
        if !faults.is_empty() {
            report.repairs.push(Repair {
                title: format!("write “{wanted}”"),
                safety: Safety::Suggested,
                edits: faults.iter().map(|fault| (fault.span, fault.wanted.clone())).collect(),
            });
        }
        report.values.push(("wanted", wanted));
        report
    }
}
