//! Nouns and names that lack their article: “planning bomb attack”, “a threat to Russian Federation”.
//!
//! An article is a small word, and the eye that knows what the sentence means reads it where it is not. It is lost when a
//! phrase is cut and put together anew, or when somebody writes whose own language has none. Headlines, decks and captions
//! drop articles rightly and are no business of this check; nor are words in quotation marks, which are not ours to mend.
//! [`names`] knows which names need “the”, [`certain`] the few places where good copy never goes without,
//! [`linear`] what a model has learnt from published copy.

mod bare;
mod certain;
mod encoder;
mod gap;
mod habit;
mod linear;
mod names;
pub mod noun;
mod prose;
mod room;
pub mod slot;
mod words;

use std::sync::Arc;

use self::gap::{Gap, Mend};
use self::prose::Prose;
use super::{Check, Context, Kind, Repair, Report, Sink};
use crate::finding::{Certainty, Safety};
use crate::rule::settings::Settings as _;
use crate::rule::{Problems, Rule, read_settings};
use crate::story::{Sentence, Story};
use crate::{choices, settings};

/// The check as the registry lists it.
pub const KIND: Kind = Kind {
    name: "missing-article",
    about: "Nouns and names that lack “a”, “an” or “the”.",
    values: &["phrase", "suggestion", "article", "certainty"],
    fields: Settings::FIELDS,
    english_only: true,
    prepare,
};

settings! {
    /// What a `missing-article` rule can set.
    pub struct Settings {
        /// How sure it has to be: nearly always right (`quiet`), or more often right than not (`strict`).
        pub profile: Profile = Profile::Quiet,
    }
}

choices! {
    /// How sure a rule has to be before it speaks.
    pub enum Profile {
        /// About one false alarm in a thousand sentences of good copy.
        Quiet = "quiet",
        /// About five.
        Strict = "strict",
    }
}

impl Profile {
    /// The certainty from which a rule speaks.
    fn least(self) -> f32 {
        match self {
            Self::Quiet => 0.8,
            Self::Strict => 0.5,
        }
    }
}

struct MissingArticle {
    rules: Vec<(Arc<Rule>, Settings)>,
}

fn prepare(rules: &[Arc<Rule>], problems: &mut Problems) -> Box<dyn Check> {
    let rules = rules.iter().map(|rule| (Arc::clone(rule), read_settings(rule, problems))).collect();
    Box::new(MissingArticle { rules })
}

/// Tokens; whatever is longer is no sentence: the longest of 15,000 in published news has 74 words.
const LONGEST_SENTENCE: u32 = 1_000;

impl Check for MissingArticle {
    fn look(&self, context: &Context<'_>, sink: &mut Sink<'_>) {
        let story = context.story;
        let mut gaps = Vec::new();
        let mut prose = Prose::new(story);
        let covered = |sentence: &&Sentence| self.covers(story, sentence) && prose.holds(sentence);
        let sentences: Vec<&Sentence> = story.sentences().iter().filter(covered).collect();
        let network = context.models.encoder();
        let least = if network.is_some() { linear::SUSPICIOUS } else { self.least() };
        noun::look(story, &sentences, least, &mut gaps);
        certain::look(story, &sentences, &mut gaps);
        gaps.retain(|gap| !bare::is_bare_at(story, gap.token));
        names::look(story, &sentences, &mut gaps);
        match (&context.models.articles, network) {
            (Some(model), Some(network)) => {
                let covers = |token| self.rules.iter().any(|(rule, _)| covers_token(story, rule, token));
                let gate = linear::gate(model, self.least());
                linear::ask(story, &sentences, model, network, gate, &covers, &mut gaps);
            }
            (Some(model), None) => linear::look(story, &sentences, model, least, &mut gaps),
            (None, _) => {}
        }
        gaps.sort_by(|a, b| a.token.cmp(&b.token).then(b.certainty.total_cmp(&a.certainty)));
        gaps.dedup_by_key(|gap| gap.token);
        for gap in &gaps {
            let Some((rule, _)) = self.rules.iter().find(|(rule, settings)| {
                gap.certainty >= settings.profile.least() && covers_token(story, rule, gap.token)
            }) else {
                continue;
            };
            if let Some(mend) = gap.mend(story) {
                sink.report(rule, report(story, gap, mend));
            }
        }
    }
}

impl MissingArticle {
    fn covers(&self, story: &Story<'_>, sentence: &Sentence) -> bool {
        let block = story.blocks().get(sentence.block as usize);
        let length = sentence.end_token - sentence.first_token;
        length <= LONGEST_SENTENCE
            && block.is_some_and(|block| self.rules.iter().any(|(rule, _)| rule.scope.covers(block)))
    }

    /// The certainty from which some rule speaks.
    fn least(&self) -> f32 {
        let all = self.rules.iter().map(|(_, settings)| settings.profile.least());
        all.fold(1.0, f32::min)
    }
}

/// Whether the rule may speak about a gap at this token: the gap's own place decides, since a noun phrase may reach into
/// quoted words or out of them.
fn covers_token(story: &Story<'_>, rule: &Rule, token: u32) -> bool {
    let token = story.tokens().get(token as usize);
    token.is_some_and(|token| rule.scope.covers_span(story, token.span))
}

fn report(story: &Story<'_>, gap: &Gap, mend: Mend) -> Report {
    let certainty = Certainty::new(gap.certainty);
    let phrase = gap.phrase.of(story.text()).split_whitespace().collect::<Vec<_>>().join(" ");
    let title = format!("write “{}”", mend.phrase);
    Report {
        span: gap.phrase,
        values: vec![
            ("phrase", phrase),
            ("suggestion", mend.phrase),
            ("article", mend.article.to_owned()),
            ("certainty", certainty.to_string()),
        ],
        repairs: vec![Repair { title, safety: Safety::Suggested, edits: vec![(mend.span, mend.text)] }],
        certainty: Some(certainty),
        ..Report::default()
    }
}
