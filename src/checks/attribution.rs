//! Quoted words that nobody is said to have spoken, and speakers who were never introduced.
//!
//! Readers take the words between quotation marks for somebody's own, and have a right to know whose. A story that was
//! cut or put together in takes loses its “he said” easily: a quotation is then left standing alone, or beside somebody
//! who never spoke it. A speaker cut from the top of a story comes back by surname alone. Every quotation is read with
//! the words around it; titles, terms, signs and scare quotes, which nobody has to have spoken, are left alone, and so is
//! what goes on with a speaker of the paragraph before.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Check, Context, Kind, Pointer, Report, Sink};
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::span::Span;
use crate::story::name::{Kind as NameKind, Name};
use crate::story::quote::Status;
use crate::story::{Quote, Story};
use crate::{choices, settings};

/// Two surnames at least this alike, by Jaro and Winkler from 0 to 1, may be one of them misspelt.
const ALIKE: f64 = 0.88;
/// With more faults of one kind than this a file is no copy, and the desk has seen enough.
const MOST: usize = 50;
/// A shorter surname differs from too many others by one letter.
const SURNAME: usize = 4;

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "attribution",
    about: "Quotations without a speaker, and speakers without an introduction.",
    values: &["speaker"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

settings! {
    /// What an `attribution` rule can set.
    pub struct Settings {
        /// What the rule speaks about: a quotation with nobody to speak it (`unattributed`), one beside somebody who is
        /// not said to have spoken it (`dangling`), or a speaker known by surname alone (`unintroduced`).
        pub fault: Fault = Fault::Unattributed,
        /// Whether an unintroduced speaker is of interest only where somebody of nearly the same surname was introduced.
        pub only_misspelt: bool = true,
        /// Surnames that need no introduction.
        pub well_known: Vec<String> = Vec::new(),
    }
}

choices! {
    /// What can be wrong with who said something.
    pub enum Fault {
        /// Nobody is said to have spoken the words.
        Unattributed = "unattributed",
        /// They read as somebody's who is not said to have spoken them.
        Dangling = "dangling",
        /// The speaker was never introduced.
        Unintroduced = "unintroduced",
    }
}

struct Attribution {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let read = |rule: &Arc<Rule>| (Arc::clone(rule), read_settings(rule, problems));
    Box::new(Attribution { rules: rules.iter().map(read).collect() })
}

impl Check for Attribution {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        for (rule, settings) in &self.rules {
            match settings.fault {
                Fault::Unattributed => quotes(story, rule, Status::Unattributed, sink),
                Fault::Dangling => quotes(story, rule, Status::Dangling, sink),
                Fault::Unintroduced => speakers(story, rule, settings, sink),
            }
        }
    }
}

/// Reports the quotes of one status.
fn quotes(story: &Story<'_>, rule: &Rule, status: Status, sink: &mut Sink<'_>) {
    let faulty = story.quotes().iter().filter(|quote| quote.status == status && quote.inside.is_none());
    let covered = faulty.filter(|quote| rule.scope.covers_span(story, quote.span));
    for quote in covered.take(MOST) {
        sink.report(rule, report(quote, with_marks(quote)));
    }
}

/// The quoted words with their marks.
fn with_marks(quote: &Quote) -> Span {
    Span { start: quote.open.start, end: quote.close.map_or(quote.span.end, |close| close.end) }
}

fn report(quote: &Quote, span: Span) -> Report {
    let Some(speaker) = &quote.speaker else { return Report { span, ..Report::default() } };
    let label = Pointer { span: speaker.mention, text: "named here".into(), ..Pointer::default() };
    let values = vec![("speaker", speaker.name.clone())];
    Report { span, labels: vec![label], values, ..Report::default() }
}

/// Reports speakers whom the story knows by surname alone, each once.
fn speakers(story: &Story<'_>, rule: &Rule, settings: &Settings, sink: &mut Sink<'_>) {
    let mut told: HashSet<u32> = HashSet::new();
    for quote in story.quotes() {
        let Some(speaker) = quote.speaker.as_ref().filter(|_| quote.status == Status::Attributed) else {
            continue;
        };
        let Some(name) = speaker.person.and_then(|person| story.names().get(person as usize)) else {
            continue;
        };
        let known = settings.well_known.contains(&name.name);
        let fresh = speaker.person.is_some_and(|person| told.insert(person));
        if known || !fresh || !is_surname_alone(story, name) {
            continue;
        }
        let meant = alike(story.names(), name);
        if settings.only_misspelt && meant.is_none() {
            continue;
        }
        if rule.scope.covers_span(story, speaker.mention) {
            sink.report(rule, unintroduced(speaker.mention, name, meant));
        }
    }
}

fn is_surname_alone(story: &Story<'_>, name: &Name) -> bool {
    let capital = name.name.chars().nth(1).is_some_and(char::is_lowercase);
    let person = name.kind == NameKind::Person && !name.name.contains(char::is_whitespace);
    let plain = name.name.len() >= SURNAME && capital;
    person && plain && !name.mentions.iter().any(|&mention| is_part_of_more(story.text(), mention))
}

/// Whether a nickname, an initial or another capital stands right beside the mention.
fn is_part_of_more(text: &str, mention: Span) -> bool {
    let before = text.get(..mention.start as usize).unwrap_or_default().trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let opens = word.starts_with(['"', '“', '‘', '\'', '(']);
    opens
        && word.ends_with(['"', '”', '’', '\'', ')'])
        && before.len() + 1 == mention.start as usize
        && word.len() > 2
}

/// The person of the story whose surname is nearest, near enough to be meant.
fn alike<'n>(names: &'n [Name], name: &Name) -> Option<&'n Name> {
    let full = |other: &&Name| other.kind == NameKind::Person && other.name.contains(char::is_whitespace);
    let scored = names.iter().filter(full).map(|other| {
        let surname = other.name.rsplit(char::is_whitespace).next().unwrap_or_default();
        (other, strsim::jaro_winkler(surname, &name.name))
    });
    let near = scored.max_by(|one, other| one.1.total_cmp(&other.1)).filter(|(_, score)| *score >= ALIKE);
    near.map(|(other, _)| other)
}

fn unintroduced(mention: Span, name: &Name, meant: Option<&Name>) -> Report {
    let label = |meant: &Name| Pointer {
        span: meant.mentions.first().copied().unwrap_or_default(),
        text: format!("did you mean {}?", meant.name),
        ..Pointer::default()
    };
    let values = vec![("speaker", name.name.clone())];
    Report { span: mention, labels: meant.map(label).into_iter().collect(), values, ..Report::default() }
}
