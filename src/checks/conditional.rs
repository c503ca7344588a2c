//! Something that needs something else before it: an acronym its long form.
//!
//! Two patterns say what: whatever the first one finds has to be among what the second one finds. With a group in round
//! brackets a pattern stands for the group's words alone.

use std::collections::HashMap;
use std::sync::Arc;

use super::{Check, Context, Kind, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::{Pattern, Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::story::Story;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "conditional",
    about: "Words that need others before them, such as an acronym its long form.",
    values: &["first"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `conditional` rule can set.
    pub struct Settings {
        /// What needs something: a pattern, of which the first group counts when it has one.
        pub first: Option<Pattern> = None,
        /// What it needs: a pattern, whose groups each have to be the same words; without a group any match will do.
        pub second: Option<Pattern> = None,
        /// Where `second` has to stand: `before` (or in the same block), `anywhere` in the story, in the same `unit`.
        pub place: Place = Place::Before,
        /// How often it speaks of the same words: at the `first` place or at `each`.
        pub report: Often = Often::First,
        /// Whether capitals have to agree between the two.
        pub match_case: bool = true,
    }
}

choices! {
    /// Where what is needed has to stand.
    pub enum Place {
        /// Before, or in the same block.
        Before = "before",
        /// Anywhere in the story.
        Anywhere = "anywhere",
        /// In the same sentence or paragraph, by the scope.
        Unit = "unit",
    }
}

choices! {
    /// How often a rule speaks of the same words.
    pub enum Often {
        /// Once.
        First = "first",
        /// Every time.
        Each = "each",
    }
}

struct Conditions {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    first: Pattern,
    second: Pattern,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        let (Some(first), Some(second)) = (settings.first.clone(), settings.second.clone()) else {
            let help = "give the patterns `first` and `second` under `[rule.settings]`";
            problems.add(&rule.file, rule.span, "this rule lacks one of its two patterns", Some(help.into()));
            continue;
        };
        prepared.push(Prepared { rule: Arc::clone(rule), settings, first, second });
    }
    Box::new(Conditions { rules: prepared })
}

impl Check for Conditions {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for prepared in &self.rules {
            prepared.look(context.story, sink);
        }
    }
}

/// The stretches in which each introduced word is introduced: the first one, or all when only the same one counts.
type Introduced = HashMap<String, Vec<usize>>;

impl Prepared {
    fn look(&self, story: &Story<'_>, sink: &mut Sink<'_>) {
        let stretches = self.rule.scope.stretches(story);
        let mut needy: Vec<(usize, Span)> = Vec::new();
        for (index, &stretch) in stretches.iter().enumerate() {
            let found = self.matches(&self.first, story, stretch, sink);
            needy
                .extend(found.into_iter().map(|groups| (index, groups.get(1).copied().unwrap_or(groups[0]))));
        }
        needy.retain(|&(_, span)| self.rule.scope.covers_words(story, span));
        if needy.is_empty() {
            return;
        }
        let introduced = self.introduced(story, &stretches, sink);
        let mut said: HashMap<String, ()> = HashMap::new();
        for (index, span) in needy {
            let word = self.key(span.of(story.text()));
            let known = introduced.get(&word).or_else(|| introduced.get("")).is_some_and(|places| match self
                .settings
                .place
            {
                Place::Anywhere => true,
                Place::Before => places.first().is_some_and(|&place| place <= index),
                Place::Unit => places.contains(&index),
            });
            let again = self.settings.report == Often::First && said.contains_key(&word);
            if known || again || sink.excuses(&self.rule, span, true) {
                continue;
            }
            let values = vec![("first", span.of(story.text()).to_owned())];
            sink.report(&self.rule, Report { span, values, wording: true, ..Report::default() });
            said.insert(word, ());
        }
    }

    /// What the second pattern finds, by the words of its groups; under "" when it has none.
    fn introduced(&self, story: &Story<'_>, stretches: &[Span], sink: &mut Sink<'_>) -> Introduced {
        let mut introduced = Introduced::new();
        for (index, &stretch) in stretches.iter().enumerate() {
            for groups in self.matches(&self.second, story, stretch, sink) {
                let words = groups[1..].iter().map(|span| self.key(span.of(story.text())));
                let words = if groups.len() == 1 { vec![String::new()] } else { words.collect() };
                for word in words {
                    let places = introduced.entry(word).or_default();
                    if places.last() != Some(&index) {
                        places.push(index);
                    }
                }
            }
        }
        introduced
    }

    /// The matches of a pattern in a stretch: the whole of each, then its groups as far as they matched.
    fn matches(
        &self,
        pattern: &Pattern,
        story: &Story<'_>,
        stretch: Span,
        sink: &mut Sink<'_>,
    ) -> Vec<Vec<Span>> {
        let text = stretch.of(story.text());
        let mut matches = pattern.find_iter(text);
        let at = |span: Span| Span { start: span.start + stretch.start, end: span.end + stretch.start };
        let mut each = pattern.groups_in(text);
        let groups = |span| {
            let groups = each.of(span);
            let inner = groups.into_iter().skip(1).flatten().map(at);
            std::iter::once(at(span)).chain(inner).collect()
        };
        let found = matches.by_ref().map(groups).collect();
        if matches.spent() {
            sink.spent(&self.rule, stretch);
        }
        found
    }

    fn key(&self, words: &str) -> String {
        if self.settings.match_case { words.to_owned() } else { words.to_lowercase() }
    }
}
