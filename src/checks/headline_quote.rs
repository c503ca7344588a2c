//! Words quoted in the headline that stand nowhere in the story.
//!
//! A headline quotes what somebody says further down. When the quoted words are not in the story, either the headline has
//! changed them or the quotation was cut. Case, marks and brackets do not count, and three stops stand for words left out.

use std::sync::Arc;

use super::{Check, Context, Kind, Pointer, Report, Sink};
use crate::document::Role;
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::settings;
use crate::span::Span;
use crate::story::{Quote, Story};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "headline-quote",
    about: "Words quoted in the headline or deck that stand nowhere in the story.",
    values: &["phrase"],
    fields: Settings::FIELDS,
    english_only: false,
    prepare,
};

settings! {
    /// What a `headline-quote` rule can set.
    pub struct Settings {
        /// Quoted phrases of fewer words are left alone: they are often a word of the house's own.
        pub words: usize = 3,
    }
}

/// A story with fewer words than this says too little to hold what its headline quotes.
const SHORTEST_BODY: usize = 40;

/// From this many words on, one of them may be another word in the story's own quotation.
const MANY: usize = 5;
/// Longer phrases than this are looked for word by word, but not for what comes near: a headline is never so long.
const LONGEST: usize = 40;

struct HeadlineQuote {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(HeadlineQuote { rules })
}

impl Check for HeadlineQuote {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let quoted: Vec<&Quote> = story.marked().iter().filter(|quote| is_display(story, quote)).collect();
        if quoted.is_empty() {
            return;
        }
        let body = body(story);
        if body.split_ascii_whitespace().nth(SHORTEST_BODY).is_none() {
            return;
        }
        for quote in quoted {
            let rule = self.rules.iter().find(|(rule, settings)| {
                rule.scope.covers_span(story, quote.span)
                    && words_of(quote.span.of(story.text())).count() >= settings.words
            });
            let Some((rule, _)) = rule else { continue };
            let words = quote.span.of(story.text());
            if is_said(words, &body) {
                continue;
            }
            let nearest = nearest(story, quote);
            if nearest.is_some() || is_speech(words) {
                sink.report(rule, report(story, quote, nearest));
            }
        }
    }
}

/// Whether a quote closes and stands in the headline or deck.
fn is_display(story: &Story<'_>, quote: &Quote) -> bool {
    let block = story.blocks().get(quote.block as usize);
    quote.close.is_some() && block.is_some_and(|block| matches!(block.role, Role::Headline | Role::Deck))
}

/// The story's words apart from its headline and deck, one space between each and around them all.
fn body(story: &Story<'_>) -> String {
    let mut body = String::from(" ");
    for block in story.blocks() {
        if matches!(block.role, Role::Headline | Role::Deck | Role::Note | Role::Boilerplate) {
            continue;
        }
        push_words(&mut body, block.span.of(story.text()));
    }
    body
}

fn push_words(all: &mut String, text: &str) {
    for word in words_of(text) {
        all.extend(word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
        all.push(' ');
    }
}

/// The words of a text, marks left out: apostrophes join, everything else sets apart.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let splits = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'));
    text.split(splits).filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether the body holds every part of the quoted words; parts are what three stops and brackets leave.
fn is_said(quoted: &str, body: &str) -> bool {
    let quoted = quoted.replace("...", "…");
    // What follows an opening bracket stands in it up to the closing one.
    let spoken = quoted
        .split('[')
        .flat_map(|piece| piece.split_once(']').map_or(piece, |(_, after)| after).split('…'));
    spoken.into_iter().all(|part| {
        let mut words = String::from(" ");
        push_words(&mut words, part);
        words.len() == 1 || body.contains(&words)
    })
}

fn report(story: &Story<'_>, quote: &Quote, nearest: Option<Pointer>) -> Report {
    let phrase = quote.span.of(story.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    let open_to_close =
        Span { start: quote.open.start, end: quote.close.map_or(quote.span.end, |close| close.end) };
    Report {
        span: open_to_close,
        labels: nearest.into_iter().collect(),
        values: vec![("phrase", phrase)],
        ..Report::default()
    }
}

/// Whether somebody speaks of themselves, so that the words are surely a quotation. Others may be a claim in short, which
/// British headlines put in marks.
fn is_speech(quoted: &str) -> bool {
    let first_person =
        |word: &str| matches!(word, "i" | "we" | "me" | "my" | "our" | "us" | "im" | "ive" | "id" | "weve");
    let plain = |word: &str| word.to_lowercase().replace(['\'', '’'], "");
    words_of(quoted).any(|word| word != "US" && first_person(&plain(word)))
}

/// The quotation of the story that holds the same words in another form or order: all of them, or all but one of many,
/// close to each other.
fn nearest(story: &Story<'_>, headline: &Quote) -> Option<Pointer> {
    let lower = |span: Span| words_of(span.of(story.text())).map(str::to_lowercase).collect::<Vec<_>>();
    let wanted = lower(headline.span);
    if wanted.len() > LONGEST {
        return None;
    }
    let least = wanted.len() - usize::from(wanted.len() >= MANY);
    let holds = |words: &[String]| wanted.iter().filter(|word| words.contains(word)).count() >= least;
    let is_near = |quote: &&Quote| {
        let words = lower(quote.span);
        if words.len() <= wanted.len() * 2 {
            holds(&words)
        } else {
            words.windows(wanted.len() * 2).any(holds)
        }
    };
    let mut others =
        story.marked().iter().filter(|quote| quote.block != headline.block && quote.inside.is_none());
    let quote = others.find(is_near)?;
    Some(Pointer { span: quote.span, text: "the story quotes this".into(), ..Pointer::default() })
}
