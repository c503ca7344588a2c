//! Commas and full stops on the other side of the closing mark than the house puts them.
//!
//! American copy puts both before the closing mark. British copy puts them after it, unless the quotation is a sentence of
//! its own or is followed by who said it. Which of the two a story should follow is set by its desk, or told from its
//! spelling, or from what it does most; a story that keeps to one habit is left alone unless its spelling says otherwise.

mod place;
mod variety;

use std::sync::Arc;

use self::place::{Kind as Quoted, Place};
use super::{Check, Context, Kind, Pointer, Repair, Report, Sink};
use crate::finding::Safety;
use crate::lexicon::varieties::Variety;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::story::Story;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "quote-punctuation",
    about: "Commas and full stops on the wrong side of the closing mark.",
    values: &["where", "habit", "proper"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

settings! {
    /// What a `quote-punctuation` rule can set.
    pub struct Settings {
        /// Where commas and full stops belong: before the closing mark (`us`), after it unless the quotation is a sentence of
        /// its own (`uk`), or as the story's spelling and habits say (`auto`).
        pub profile: Profile = Profile::Auto,
    }
}

choices! {
    /// The habit that a rule asks for.
    pub enum Profile {
        /// As in the United States.
        Us = "us",
        /// As in Britain.
        Uk = "uk",
        /// As the story's spelling says, or what it does most.
        Auto = "auto",
    }
}

/// How many places one finding shows; a note counts the rest.
const SHOWN: usize = 12;

struct QuotePunctuation {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(QuotePunctuation { rules })
}

impl Check for QuotePunctuation {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        for (rule, settings) in &self.rules {
            let places = places(story, rule);
            let Some((habit, reason)) = habit(context, settings.profile, &places) else { continue };
            let wrong: Vec<Place> = places.into_iter().filter(|place| is_wrong(place, habit)).collect();
            if let Some(report) = report(story, habit, &wrong, reason) {
                sink.report(rule, report);
            }
        }
    }
}

fn places(story: &Story<'_>, rule: &Rule) -> Vec<Place> {
    let places = story.marked().iter().filter_map(|quote| place::of(story, quote));
    places.filter(|place| rule.scope.covers_span(story, place.span)).collect()
}

/// What the story should do, and why; nothing when it may do as it does.
fn habit(context: &Context<'_>, profile: Profile, places: &[Place]) -> Option<(Variety, Option<String>)> {
    match profile {
        Profile::Us => return Some((Variety::American, None)),
        Profile::Uk => return Some((Variety::British, None)),
        Profile::Auto => {}
    }
    let wrong_for = |habit| places.iter().any(|place| is_wrong(place, habit));
    if !wrong_for(Variety::American) && !wrong_for(Variety::British) {
        return None;
    }
    match variety::of(context.story, context.language) {
        // Many British houses put every stop inside: only a story that does both is asked to do one.
        Some((Variety::British, _)) if !wrong_for(Variety::American) => None,
        Some((variety, telling)) => Some((variety, because(&telling))),
        None => majority(places),
    }
}

fn because(telling: &[String]) -> Option<String> {
    let told: Vec<String> = telling.iter().map(|what| format!("“{what}”")).collect();
    (!told.is_empty()).then(|| format!("told from {}", told.join(", ")))
}

/// The habit of a story whose spelling tells nothing: it is asked for only where the story itself breaks it.
fn majority(places: &[Place]) -> Option<(Variety, Option<String>)> {
    let count = |is_inside, kinds: &[Quoted]| {
        places.iter().filter(|place| place.is_inside == is_inside && kinds.contains(&place.kind)).count()
    };
    let reason = |times: usize| Some(format!("the story does so in {times} other places"));
    let outside = count(false, &[Quoted::Part, Quoted::Whole, Quoted::Doubtful]);
    let (part, whole) = (count(true, &[Quoted::Part]), count(true, &[Quoted::Whole]));
    let whole_outside = count(false, &[Quoted::Whole]);
    if part > 0 && outside > part {
        return Some((Variety::British, reason(outside)));
    }
    let is_mixed = outside > 0 && (part > outside || (whole_outside > 0 && whole > outside));
    is_mixed.then(|| (Variety::American, reason(part + whole)))
}

/// Whether a place goes against a habit. British copy is asked only about words that are surely part of a sentence.
fn is_wrong(place: &Place, habit: Variety) -> bool {
    match habit {
        Variety::American => !place.is_inside,
        Variety::British => place.is_inside && place.kind == Quoted::Part,
    }
}

fn report(story: &Story<'_>, habit: Variety, wrong: &[Place], reason: Option<String>) -> Option<Report> {
    let (first, others) = wrong.split_first()?;
    let (stands, proper, name) = match habit {
        Variety::American => ("after", "before", "American"),
        Variety::British => ("before", "after", "British"),
    };
    let label = |place: &Place| Pointer { span: place.span, text: "and here".into(), ..Pointer::default() };
    let mut notes: Vec<String> = reason.into_iter().collect();
    if others.len() > SHOWN {
        notes.push(format!("{} more places are not shown", others.len() - SHOWN));
    }
    let edits = wrong.iter().map(|place| (place.span, place::exchanged(story.text(), place))).collect();
    let title = format!("put commas and full stops {proper} the closing mark");
    Some(Report {
        span: first.span,
        labels: others.iter().take(SHOWN).map(label).collect(),
        values: vec![("where", stands.into()), ("habit", name.into()), ("proper", proper.into())],
        notes,
        repairs: vec![Repair { title, safety: Safety::Suggested, edits }],
        ..Report::default()
    })
}
