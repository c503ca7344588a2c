//! Several forms of one word in one story.
//!
//! A rule lists forms of which a story should use one: “U.S.”, “US” and “USA”. The form that stands most often, or first,
//! decides; the others are shown with the place of the form that decided. Words in quotation marks are somebody else's
//! and are not counted unless the rule says so, and neither is a sentence that is set in capitals.

mod mentions;

use std::sync::Arc;

use super::{Check, Context, Kind, Pointer, Repair, Report, Sink};
use crate::finding::Safety;
use crate::rule::settings::Settings as _;
use crate::rule::words::{Case, Word, recase};
use crate::rule::{Finder, Located, Problems, Rule, read_whole_settings};
use crate::span::Span;
use crate::{choices, settings};
use mentions::Mention;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "consistency",
    about: "Several forms of one word in one story.",
    values: &["form", "other", "count"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `consistency` rule can set.
    pub struct Settings {
        /// Sets of forms, of each of which a story uses one: `[["U.S.", "US"], ["grey", "gray"]]`.
        pub forms: Vec<Located<Vec<Word>>> = Vec::new(),
        /// Whether capitals have to agree.
        pub match_case: bool = false,
        /// Which form is right: the one that stands `most` often (of two alike the earlier), or the `first`.
        pub decide: Decide = Decide::Most,
        /// How often it speaks: once a `story` for each set, at `each` other form, or once a `block`, at its last form.
        pub report: Often = Often::Story,
        /// Whether quoted words count.
        pub quotes: bool = false,
        /// Whether writing the right form is `safe`, has to be read first (`suggested`), or is not offered (`none`).
        pub fix: Offer = Offer::Suggested,
    }
}

choices! {
    /// Which form is right.
    pub enum Decide {
        /// The commonest.
        Most = "most",
        /// The first.
        First = "first",
    }
}

choices! {
    /// How often a rule speaks.
    pub enum Often {
        /// Once a story for each set.
        Story = "story",
        /// At each form that is not the right one.
        Each = "each",
        /// Once a block, from where the second form has appeared.
        Block = "block",
    }
}

choices! {
    /// Whether a fix is offered.
    pub enum Offer {
        /// It is right wherever the form stands.
        Safe = "safe",
        /// It has to be read first.
        Suggested = "suggested",
        /// There is none.
        None = "none",
    }
}

impl Offer {
    fn safety(self) -> Option<Safety> {
        match self {
            Self::Safe => Some(Safety::Safe),
            Self::Suggested => Some(Safety::Suggested),
            Self::None => None,
        }
    }
}

/// How many other places one finding shows.
const SHOWN: usize = 12;

struct Consistency {
    rules: Vec<Prepared>,
}

struct Prepared {
    rule: Arc<Rule>,
    settings: Settings,
    finder: Finder,
    /// The set and the form that each entry of the finder stands for.
    forms: Vec<(usize, usize)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let mut prepared = Vec::new();
    for rule in rules {
        let Some(settings) = read_whole_settings::<Settings>(rule, problems) else { continue };
        report_mistakes(rule, &settings, problems);
        let case = if settings.match_case { Case::Written } else { Case::Any };
        let sets = settings.forms.iter().enumerate();
        let forms =
            sets.flat_map(|(set, forms)| (0..forms.value.len()).map(move |form| (set, form))).collect();
        let finder = Finder::new(settings.forms.iter().flat_map(|forms| &forms.value), case);
        prepared.push(Prepared { rule: Arc::clone(rule), settings, finder, forms });
    }
    Box::new(Consistency { rules: prepared })
}

fn report_mistakes(rule: &Rule, settings: &Settings, problems: &mut Problems) {
    if settings.forms.is_empty() {
        let help = "give `forms = [[…, …]]` under `[rule.settings]`";
        problems.add(&rule.file, rule.span, "this rule lists no forms", Some(help.into()));
    }
    for forms in &settings.forms {
        if forms.value.len() < 2 {
            let message = "a set needs two forms or more, or the rule can never speak";
            let file = rule.settings.last().map_or(&rule.file, |layer| &layer.file);
            problems.add(file, forms.span, message, None);
        }
    }
}

impl Check for Consistency {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        for prepared in &self.rules {
            let by_set = prepared.mentions(context.story, sink);
            for mentions in by_set.iter().filter(|mentions| mentions::is_mixed(mentions)) {
                match prepared.settings.report {
                    Often::Story => prepared.once(context.story.text(), mentions, sink),
                    Often::Each => prepared.each(context.story.text(), mentions, sink),
                    Often::Block => prepared.by_block(context.story.text(), mentions, sink),
                }
            }
        }
    }
}

impl Prepared {
    fn once(&self, text: &str, mentions: &[Mention], sink: &mut Sink<'_>) {
        let right = mentions::right(mentions, self.settings.decide);
        let others: Vec<&Mention> = mentions.iter().filter(|one| one.form != right.form).collect();
        let Some((first, rest)) = others.split_first() else { return };
        let mut report = self.report(text, first, right, others.len());
        report.labels.extend(rest.iter().take(SHOWN).map(|other| Pointer {
            span: other.span,
            text: "and here".into(),
            ..Pointer::default()
        }));
        let word = right.span.of(text);
        let edits = others.iter().map(|other| (other.span, self.written(text, other, right))).collect();
        let title = format!("write “{word}” everywhere");
        report.repairs = self.repairs(title, edits);
        sink.report(&self.rule, report);
    }

    fn each(&self, text: &str, mentions: &[Mention], sink: &mut Sink<'_>) {
        let right = mentions::right(mentions, self.settings.decide);
        let others = mentions.iter().filter(|one| one.form != right.form);
        let count = others.clone().count();
        for other in others {
            sink.report(&self.rule, self.report(text, other, right, count));
        }
    }

    /// A finding at the last form of each block, from the block on where the second form appears.
    fn by_block(&self, text: &str, mentions: &[Mention], sink: &mut Sink<'_>) {
        let first = mentions[0];
        let Some(second) = mentions.iter().find(|one| one.form != first.form) else { return };
        for (index, mention) in mentions.iter().enumerate() {
            let is_last = mentions.get(index + 1).is_none_or(|next| next.block != mention.block);
            if is_last && mention.block >= second.block {
                let other = if mention.form == first.form { second } else { &first };
                sink.report(&self.rule, self.report(text, mention, other, mentions.len()));
            }
        }
    }

    fn report(&self, text: &str, wrong: &Mention, right: &Mention, count: usize) -> Report {
        let (form, other) = (wrong.span.of(text), right.span.of(text));
        let wanted = self.written(text, wrong, right);
        Report {
            span: wrong.span,
            labels: vec![Pointer {
                span: right.span, text: format!("“{other}” here"), ..Pointer::default()
            }],
            values: vec![
                ("form", form.to_owned()),
                ("other", other.to_owned()),
                ("count", count.to_string()),
            ],
            repairs: self.repairs(format!("write “{wanted}”"), vec![(wrong.span, wanted)]),
            ..Report::default()
        }
    }

    fn repairs(&self, title: String, edits: Vec<(Span, String)>) -> Vec<Repair> {
        let safety = self.settings.fix.safety();
        safety.map(|safety| Repair { title, safety, edits }).into_iter().collect()
    }

    /// The right form as it is written in the place of the wrong one.
    fn written(&self, text: &str, wrong: &Mention, right: &Mention) -> String {
        let (form, other) = (wrong.span.of(text), right.span.of(text));
        if self.settings.match_case {
            return other.to_owned();
        }
        // A capital that only the beginning of a sentence has given does not go along.
        let own = other.char_indices().any(|(at, c)| at > 0 && c.is_uppercase());
        if own { other.to_owned() } else { recase(&other.to_lowercase(), form) }
    }
}
