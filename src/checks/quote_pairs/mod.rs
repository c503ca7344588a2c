//! The same words said twice: by two people, in other words, or otherwise than a source has them.
//!
//! A quotation is a promise that somebody said these words. A story that gives them to two people breaks it in one of two
//! places; so does one that quotes a sentence twice and not alike, for what was said was said once. Every quote of some
//! length is laid beside those before it and, where a desk has transcripts, statements or readouts, beside those.
//!
//! What a writer may do to a quote is left alone: cut it, with or without an ellipsis, quote a fragment of it again, put
//! words in brackets, change punctuation, write out a contraction, leave out an “um”. So is what one speech says twice in
//! other words, which is how people speak, and a speaker who is not surely known: a pronoun that may stand for two, “a
//! spokeswoman”, an agency and one of its people. Words need no language to be compared; speakers are known in English stories only.

mod likeness;
mod quoted;
mod sourced;
mod speakers;

use std::sync::Arc;

use self::likeness::{Likeness, Pair, likeness};
use self::quoted::{Quoted, candidates, quoted};
use self::sourced::{Answer, Witness};
use super::{Check, Context, Kind, Pointer, Report, Sink};
use crate::archive::Archive;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::story::Story;
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "quote-pairs",
    about: "The same words with two speakers, or with other words.",
    values: &["speaker", "other", "quote", "where"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `quote-pairs` rule can set.
    pub struct Settings {
        /// What the rule speaks about: words given to two people (`two-speakers`), a quote with other words (`altered`),
        /// words that a source gives to somebody else (`misattributed`), or words that no source holds (`unsourced`).
        pub fault: Fault = Fault::Altered,
        /// How many words a quote has to have: shorter ones come again by chance.
        pub shortest: usize = 6,
    }
}

choices! {
    /// What may be wrong with words said twice.
    pub enum Fault {
        /// The story gives them to two people.
        TwoSpeakers = "two-speakers",
        /// The story, or a source, has other words.
        Altered = "altered",
        /// A source gives them to somebody else.
        Misattributed = "misattributed",
        /// No source has them.
        Unsourced = "unsourced",
    }
}

struct QuotePairs {
    rules: Vec<(Arc<Rule>, Settings)>,
    /// The fewest words any of the rules asks for.
    shortest: usize,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules: Vec<(Arc<Rule>, Settings)> =
        rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    let shortest = rules.iter().map(|(_, settings)| settings.shortest).min().unwrap_or(1).max(1);
    Box::new(QuotePairs { rules, shortest })
}

impl Check for QuotePairs {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let covers = |span| self.rules.iter().any(|(rule, _)| rule.scope.covers_span(story, span));
        let quotes = quoted(story, self.shortest, covers);
        self.within(story, &quotes, sink);
        if let Some(archive) = context.archive {
            quotes.iter().for_each(|quoted| self.beside(archive, story, quoted, sink));
        }
    }
}

impl QuotePairs {
    /// Compares the quotes of the story with each other; a quote is spoken about once, beside the earlier one that is
    /// most like it.
    fn within(&self, story: &Story<'_>, quotes: &[Quoted<'_>], sink: &mut Sink<'_>) {
        for (later, earlier) in candidates(quotes) {
            let later = &quotes[later];
            let found = earlier.iter().filter_map(|&at| self.compared(story, &quotes[at], later));
            let found: Vec<(Fault, &Quoted<'_>, Pair<'_>)> = found.collect();
            let two = found.iter().find(|(fault, ..)| *fault == Fault::TwoSpeakers);
            let Some((fault, earlier, pair)) = two.or(found.first()) else { continue };
            let Some(rule) = self.rule_for(*fault, story, later) else { continue };
            let report = match fault {
                Fault::TwoSpeakers => two_speakers(story, earlier, later, pair),
                _ => altered(story, later, pair, None),
            };
            sink.report(rule, report);
        }
    }

    fn compared<'q>(
        &self,
        story: &Story<'q>,
        earlier: &'q Quoted<'q>,
        later: &'q Quoted<'q>,
    ) -> Option<(Fault, &'q Quoted<'q>, Pair<'q>)> {
        let text = story.document().text();
        let pair = Pair::of(earlier.words(text), later.words(text))?;
        match likeness(&pair.comparison, self.shortest) {
            Likeness::Same if speakers::differ(story, earlier.quote, later.quote) => {
                Some((Fault::TwoSpeakers, earlier, pair))
            }
            Likeness::Altered if earlier.speech != later.speech => Some((Fault::Altered, earlier, pair)),
            _ => None,
        }
    }

    /// Compares a quote with the archive.
    fn beside(&self, archive: &dyn Archive, story: &Story<'_>, quoted: &Quoted<'_>, sink: &mut Sink<'_>) {
        let speaker = speakers::sure(story, quoted.quote).map(|speaker| speaker.name.as_str());
        let answer = sourced::ask(archive, story.text(), &quoted.wording, speaker, self.shortest);
        let (fault, report) = match &answer {
            Answer::Held => return,
            Answer::Other(witness, name) => {
                (Fault::Misattributed, misattributed(story, witness, speaker.unwrap_or_default(), name))
            }
            Answer::Altered(witness) => {
                let Some(pair) = witness.pair(story.text()) else { return };
                (Fault::Altered, Some(altered(story, quoted, &pair, Some(witness))))
            }
            Answer::Nothing => {
                (Fault::Unsourced, Some(Report { span: quoted.quote.span, ..Report::default() }))
            }
        };
        if let (Some(rule), Some(report)) = (self.rule_for(fault, story, quoted), report) {
            sink.report(rule, report);
        }
    }

    fn rule_for(&self, fault: Fault, story: &Story<'_>, quoted: &Quoted<'_>) -> Option<&Rule> {
        let own = |(rule, settings): &&(Arc<Rule>, Settings)| {
            settings.fault == fault
                && quoted.wording.len() >= settings.shortest
                && rule.scope.covers_span(story, quoted.quote.span)
        };
        self.rules.iter().find(own).map(|(rule, _)| &**rule)
    }
}

fn two_speakers(story: &Story<'_>, earlier: &Quoted<'_>, later: &Quoted<'_>, pair: &Pair<'_>) -> Report {
    let name = |quoted: &Quoted<'_>| {
        quoted.quote.speaker.as_ref().map(|speaker| speaker.name.clone()).unwrap_or_default()
    };
    let (there, here) = pair.spans();
    let text = format!("given to {} here", name(earlier));
    let values = vec![
        ("speaker", name(later)),
        ("other", name(earlier)),
        ("where", on_line(story.document().place(there).line)),
    ];
    let label = Pointer { span: there, text, ..Pointer::default() };
    Report { span: here, labels: vec![label], values, ..Report::default() }
}

/// `witness` is the page that has the other words; the story itself has them where there is none.
fn altered(story: &Story<'_>, later: &Quoted<'_>, pair: &Pair<'_>, witness: Option<&Witness>) -> Report {
    let (there, here) = pair.spans();
    let (marks_there, marks) = pair.marks();
    let (place, text) = match witness {
        None => (on_line(story.document().place(there).line), "quoted like this before"),
        Some(witness) => (in_page(witness, pair), "it reads like this here"),
    };
    let quote = later.quote.speaker.as_ref().filter(|speaker| speaker.person.is_some());
    let quote =
        quote.map_or_else(|| "this quote".to_owned(), |speaker| format!("this quote of {}", speaker.name));
    let label = Pointer {
        span: there,
        marks: marks_there,
        text: text.into(),
        page: witness.map(|witness| Arc::clone(&witness.page)),
    };
    Report {
        span: here,
        marks,
        labels: vec![label],
        values: vec![("quote", quote), ("where", place)],
        notes: vec![pair.difference()],
        ..Report::default()
    }
}

fn misattributed(story: &Story<'_>, witness: &Witness, speaker: &str, name: &str) -> Option<Report> {
    let pair = witness.pair(story.text())?;
    let (there, here) = pair.spans();
    let label = Pointer {
        span: there,
        text: format!("{name} says it here"),
        page: Some(Arc::clone(&witness.page)),
        ..Pointer::default()
    };
    let values =
        vec![("speaker", speaker.to_owned()), ("other", name.to_owned()), ("where", in_page(witness, &pair))];
    Some(Report { span: here, labels: vec![label], values, ..Report::default() })
}

fn on_line(line: u32) -> String {
    format!("on line {line}")
}

fn in_page(witness: &Witness, pair: &Pair<'_>) -> String {
    let line = witness.page.document().place(pair.spans().0).line;
    format!("in {}, line {line}", witness.page.path())
}
