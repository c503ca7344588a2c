//! The third stage: a small network reads the whole sentence where the stages before suspect something, and what they say
//! and what it says are added up.

use super::bare::{is_bare, is_person};
use super::gap::{Article, Gap};
use crate::lexicon::names::{Source, with_the};
use crate::model::encoder::Encoder;
use crate::span::Span;
use crate::story::gap::{self, Place, place_at};
use crate::story::pieces::Pieces;
use crate::story::{Sentence, Story, Tag};

/// How much the score of the linear model counts beside that of the network, and what it is where it scored nothing;
/// recall on cut articles changed little between 0.4 and 0.7.
const LINEAR: f32 = 0.5;
const UNSCORED: f32 = -3.0;
/// What the linear model's choice of article counts, beside the network's.
const VOTE: f32 = 0.5;
/// How much a word list counts that is sure; one that is as likely wrong counts nothing.
const LISTED: f32 = 6.5;
/// A list that holds a lost “a” for likelier than this hints at it, and what that counts: of gaps near the quiet profile's
/// line such hints were right twice as often as others, on the development news.
const HINT: f32 = 0.1;
const HINTED: f32 = 0.9;
/// What is said at most about a name that some desks write without its article: the strict profile alone speaks of it.
const UNSURE: f32 = 0.75;
/// Scores from which the quiet and the strict profile speak, as certainties of 0.8 and 0.5; set on published stories,
/// with real faults in print left out, for one and five false alarms in a thousand sentences.
const QUIET: f32 = 6.3;
const STRICT: f32 = 4.8;
/// Logarithm of the odds of the certainty 0.8.
const SURE: f32 = 1.386;
/// Gaps of less certainty are of no use to any rule.
const LEAST: f32 = 0.3;

/// Asks the network about one sentence. `listed` are the gaps that word lists see in it, `scored` those of the linear model.
pub fn look(
    network: &Encoder,
    story: &Story<'_>,
    sentence: &Sentence,
    scored: &[gap::Gap],
    listed: &[Gap],
    gaps: &mut Vec<Gap>,
) {
    let pieces = Pieces::of(network, story.text(), sentence.span);
    let scores = network.scores(&pieces.ids, &pieces.cases);
    let opinions = pieces.gaps.iter().zip(scores).filter_map(|(start, score)| Some(((*start)?, score)));
    for (start, [none, a, the]) in opinions {
        let token = story.tokens().partition_point(|token| token.span.start < start);
        if story.tokens().get(token).is_none_or(|token| token.span.start != start) {
            continue;
        }
        let list = listed.iter().filter(|gap| gap.token as usize == token);
        let list = list.max_by(|one, other| one.certainty.total_cmp(&other.certainty));
        let listed = list.filter(|gap| gap.certainty > 0.5);
        let hinted = list.is_some_and(|gap| gap.certainty > HINT && gap.article == Article::A);
        let scored = scored.iter().find(|gap| gap.place.token == token);
        let place = place_at(story, sentence, token);
        let name = name_at(story, &place);
        let unscored = if listed.is_some() || name == Name::WithThe { UNSCORED / 2.0 } else { UNSCORED };
        let score = gap::soft_sum(a - none, the - none)
            + LINEAR * scored.map_or(unscored, |gap| gap.score)
            + listed.map_or(-name.loss(), |gap| LISTED * (2.0 * gap.certainty - 1.0))
            + if hinted { HINTED } else { 0.0 };
        let certainty = if name == Name::EitherWay { certainty(score).min(UNSURE) } else { certainty(score) };
        if certainty < LEAST || is_person(story, token) || (listed.is_none() && is_bare(story, &place)) {
            continue;
        }
        let vote = scored.map_or(0.0, |gap| if gap.definite { VOTE } else { -VOTE });
        let own = if the + vote > a { Article::The } else { Article::A };
        let article = listed.map_or(own, |gap| gap.article);
        let phrase = listed.map_or_else(|| phrase(story, &place), |gap| gap.phrase);
        gaps.push(Gap { token: token as u32, article, certainty, is_settled: false, phrase });
    }
}

/// What the lists know of the name at a gap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// No name stands there.
    No,
    /// It mostly has “the”.
    WithThe,
    /// Some desks write it with “the”, some without.
    EitherWay,
    /// Nothing is known of it.
    Unknown,
    /// It mostly stands bare, or it is one unknown word, or opens the title of a work.
    Bare,
}

impl Name {
    /// What the score loses: most names stand without an article, and the network has not read the papers.
    pub fn loss(self) -> f32 {
        match self {
            Self::No => 0.0,
            Self::WithThe | Self::EitherWay => 0.85,
            Self::Unknown => 2.5,
            Self::Bare => 4.2,
        }
    }
}

pub fn name_at(story: &Story<'_>, place: &Place) -> Name {
    let tag = |at: usize| story.tag(at);
    let word = |at: usize| story.tokens().get(at).map_or("", |token| token.span.of(story.text()));
    // A capital inside a sentence makes a name, whatever the tagger took its word for: “World of Warcraft”.
    let is_name = |at: usize| {
        matches!(tag(at), Some(Tag::NNP | Tag::NNPS))
            || (at > place.first && word(at).starts_with(char::is_uppercase))
    };
    if !is_name(place.token) || !is_name(place.head) {
        return Name::No;
    }
    let goes_on = word(place.head + 1) == "of" && word(place.head + 2).starts_with(char::is_uppercase);
    let whole = Place { head: if goes_on { place.head + 2 } else { place.head }, ..*place };
    match with_the(phrase(story, &whole).of(story.text())) {
        Some(known) if known.share < 0.5 => Name::Bare,
        Some(known) if known.share < 0.8 && known.source == Source::Listed => Name::EitherWay,
        Some(_) => Name::WithThe,
        None if place.token == place.head => Name::Bare,
        None => Name::Unknown,
    }
}

fn phrase(story: &Story<'_>, place: &Place) -> Span {
    let tokens = story.tokens();
    Span { start: tokens[place.token].span.start, end: tokens[place.head].span.end }
}

/// The score as a certainty, so that each profile's own is reached at its score.
fn certainty(score: f32) -> f32 {
    1.0 / (1.0 + (-(score - STRICT) * SURE / (QUIET - STRICT)).exp())
}
