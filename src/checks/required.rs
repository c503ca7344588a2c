//! What a story has to have: a byline, a dateline, a headline, a field of its front matter, certain words.

use std::sync::Arc;

use super::{Check, Context, Kind, Report, Sink};
use crate::document::Role;
use crate::rule::settings::{Mistake, Settings as _};
use crate::rule::words::{Case, Word};
use crate::rule::{Finder, Pattern, Problems, Rule, Setting, Value, did_you_mean, read_whole_settings};
use crate::settings;
use crate::span::Span;
use crate::story::{Story, is_word_char};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "required",
    about: "A part that every story has to have: a byline, a dateline, certain words.",
    values: &["missing"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `required` rule can set.
    pub struct Settings {
        /// Roles of which the story has to have a block with words in it: `["headline", "byline"]`.
        pub roles: Vec<RoleName> = Vec::new(),
        /// Keys of the front matter that have to be filled in.
        pub fields: Vec<String> = Vec::new(),
        /// Words of which one has to stand in the scope.
        pub words: Vec<Word> = Vec::new(),
        /// A pattern that has to match in the scope.
        pub pattern: Option<Pattern> = None,
    }
}

/// The role of a block, by its name.
#[derive(Clone, Copy, Debug)]
pub struct RoleName(Role);

impl Setting for RoleName {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let name = String::read(value)?;
        Role::from_name(&name).map(Self).ok_or_else(|| Mistake {
            help: did_you_mean(&name, Role::NAMES),
            ..Mistake::new(format!("is `{name}`, which is no role of a block"))
        })
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "enum": Role::NAMES })
    }

    fn json(&self) -> serde_json::Value {
        self.0.name().into()
    }
}

struct Requirements {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    words: Finder,
    pattern: Finder,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        let words = Finder::new(&settings.words, Case::Any);
        let pattern = settings.pattern.clone().map(Word::Pattern);
        let pattern = Finder::new(&pattern, Case::Written);
        if settings.roles.is_empty() && settings.fields.is_empty() && words.is_empty() && pattern.is_empty() {
            let help = "give `roles`, `fields`, `words` or a `pattern` under `[rule.settings]`";
            problems.add(&rule.file, rule.span, "this rule requires nothing", Some(help.into()));
        }
        prepared.push(Prepared { rule: Arc::clone(rule), settings, words, pattern });
    }
    Box::new(Requirements { rules: prepared })
}

impl Check for Requirements {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        // What is missing stands nowhere: the finding points at the first words of the story.
        let place = story.blocks().first().map_or(Span::default(), |block| block.span);
        for prepared in &self.rules {
            for missing in prepared.missing(story, sink) {
                let values = vec![("missing", missing)];
                sink.report(&prepared.rule, Report { span: place, values, ..Report::default() });
            }
        }
    }
}

impl Prepared {
    fn missing(&self, story: &Story<'_>, sink: &mut Sink<'_>) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        let roles = self.settings.roles.iter().filter(|role| !has_role(story, role.0));
        missing.extend(roles.map(|role| role.0.name().replace('-', " ")));
        let is_empty =
            |key: &&String| story.document().field(key).is_none_or(|value| value.trim().is_empty());
        missing.extend(self.settings.fields.iter().filter(is_empty).cloned());
        if !self.words.is_empty() && !self.stands(&self.words, story, sink) {
            missing.extend(self.settings.words.first().map(|word| match word {
                Word::Literal(text) => text.clone(),
                Word::Pattern(pattern) => pattern.source().to_owned(),
            }));
        }
        if !self.pattern.is_empty() && !self.stands(&self.pattern, story, sink) {
            missing.extend(self.settings.pattern.as_ref().map(|pattern| pattern.source().to_owned()));
        }
        missing
    }

    fn stands(&self, finder: &Finder, story: &Story<'_>, sink: &mut Sink<'_>) -> bool {
        self.rule.scope.stretches(story).into_iter().any(|stretch| {
            let found = finder.find(story.text(), stretch);
            if found.spent {
                sink.spent(&self.rule, stretch);
            }
            found.spent || found.hits.iter().any(|hit| self.rule.scope.covers_words(story, hit.span))
        })
    }
}

fn has_role(story: &Story<'_>, role: Role) -> bool {
    let mut blocks = story.blocks().iter().filter(|block| block.role == role);
    blocks.any(|block| block.span.of(story.text()).contains(is_word_char))
}
