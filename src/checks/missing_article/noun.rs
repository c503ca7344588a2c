//! Noun phrases with a singular head, by tags: what governs them, and whether they have a determiner.
//!
//! The learner reads the same phrases as the check, so that what was counted is what is looked up.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::gap::{Article, Gap};
use super::slot::{After, Slot};
use crate::lexicon::nouns::{self, Governor, Known, Place};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::similarity::key::{key, key_within};
use crate::story::{Sentence, Story, Tag, Token, TokenKind};

/// A noun phrase between its governor and the end of its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Index of the first token after the governor, determiner included.
    pub first: u32,
    /// Index of the head.
    pub head: u32,
    /// Whether an article, a possessive, a number or another determiner opens it.
    pub determined: bool,
    /// Index of the governor.
    pub governor: u32,
    /// What governs it, and whether words describe its head.
    pub place: Place,
}

/// What a noun has to stand bare at most for the certainty of a gap to be a half: about as often as drafts lose an article.
const LOST: f32 = 0.004;

/// Adds the gaps before the nouns of the sentences that are as sure as `least`.
pub fn look(story: &Story<'_>, sentences: &[&Sentence], least: f32, gaps: &mut Vec<Gap>) {
    for sentence in sentences.iter().filter(|sentence| may_lack(story, sentence, least)) {
        look_at(story, sentence, gaps);
    }
}

/// Whether a noun stands in the sentence that is as surely never bare, right after a word that is no determiner: words alone
/// tell that, so that few sentences are tagged.
fn may_lack(story: &Story<'_>, sentence: &Sentence, least: f32) -> bool {
    let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
    let tokens = story.tokens().get(first..end).unwrap_or_default();
    let is_noun = |token: &Token| {
        let span = token.span;
        let key = key_within(story.text().as_bytes(), span.start as usize, span.end as usize);
        most_known().get(&key).is_some_and(|most| most.certainty >= least)
    };
    let is_open = |token: &Token| {
        let word = token.span.of(story.text());
        token.kind == TokenKind::Word && !classes(word).any(Classes::DETERMINER)
    };
    tokens.windows(2).any(|pair| matches!(pair, [before, noun] if is_noun(noun) && is_open(before)))
}

/// Whether one of the words after a name may be a noun that it describes: what words alone tell of [`described`].
pub fn may_be_described(story: &Story<'_>, slot: &Slot) -> bool {
    let words = (slot.end as usize..).take(LONGEST).map(|token| word(story, token));
    words.into_iter().any(|word| most_known().get(&key(word)).is_some_and(|most| most.after_name))
}

/// Words looked at after a name.
const LONGEST: usize = 5;

/// The most that is known of a noun, wherever it stands.
#[derive(Clone, Copy, Default)]
struct MostKnown {
    /// How sure a gap before it can be.
    certainty: f32,
    /// Whether anything is known of it after a name.
    after_name: bool,
}

fn most_known() -> &'static HashMap<u64, MostKnown> {
    static KNOWN: OnceLock<HashMap<u64, MostKnown>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut all: HashMap<u64, MostKnown> = HashMap::new();
        for (noun, letters) in nouns::all() {
            let most = all.entry(key(noun.split(' ').next().unwrap_or(noun))).or_default();
            for place in nouns::PLACES {
                let certainty = nouns::known(letters, place).map_or(0.0, |known| sureness(known.bare));
                match place.0 {
                    Governor::Name => most.after_name |= certainty > 0.0,
                    _ => most.certainty = most.certainty.max(certainty),
                }
            }
        }
        all
    })
}

fn look_at(story: &Story<'_>, sentence: &Sentence, gaps: &mut Vec<Gap>) {
    for phrase in phrases(story, sentence).iter().filter(|phrase| !phrase.determined) {
        let Some((article, certainty)) = certainty(story, phrase.head, phrase.place) else { continue };
        let (tokens, first, last) = (story.tokens(), phrase.first as usize, phrase.head as usize);
        let span = Span { start: tokens[first].span.start, end: tokens[last].span.end };
        gaps.push(Gap { token: phrase.first, article, certainty, is_settled: false, phrase: span });
    }
}

/// How sure it is that a noun at this place lacks its article, and which: nothing where it may stand bare.
fn certainty(story: &Story<'_>, head: u32, place: Place) -> Option<(Article, f32)> {
    let known = known(story, head, place)?;
    let article = if known.definite { Article::The } else { Article::A };
    Some((article, sureness(known.bare)))
}

fn sureness(bare: f32) -> f32 {
    LOST / (LOST + bare)
}

/// What is known of a noun at this place, with the preposition that follows it where that is known.
pub fn known(story: &Story<'_>, head: u32, place: Place) -> Option<Known> {
    let [alone, followed] = keys(story, head);
    let followed = followed.filter(|_| place.0 != Governor::Name);
    let line = followed.and_then(|key| nouns::line(&key)).or_else(|| nouns::line(&alone?))?;
    nouns::known(line, place)
}

/// What a noun is looked up by: the word in lower case, and with it the preposition that follows, if any: “lot of”.
pub fn keys(story: &Story<'_>, head: u32) -> [Option<String>; 2] {
    let head = head as usize;
    let noun = word(story, head).to_lowercase();
    let next = matches!(story.tag(head + 1), Some(Tag::IN | Tag::TO));
    let followed = next.then(|| format!("{noun} {}", word(story, head + 1)));
    [Some(noun), followed]
}

/// The noun phrases of one sentence that a verb or a preposition governs, with a singular head that is no name. A line
/// without a stop has none: headings drop articles rightly.
pub fn phrases(story: &Story<'_>, sentence: &Sentence) -> Vec<Phrase> {
    let from = sentence.first_token as usize;
    let tags = story.tags_around(from).all();
    if !tags.iter().rev().take(2).any(|&tag| tag == Tag::Stop) {
        return Vec::new();
    }
    let heads = (1..tags.len()).filter(|&at| tags[at] == Tag::NN && ends(tags.get(at + 1).copied()));
    let phrase = |head: usize| phrase(story, tags, from, head);
    heads.filter_map(phrase).collect()
}

/// The head of the noun phrase whose first word a name is: “treaty” in “EU treaty on fishing”.
pub fn described(story: &Story<'_>, slot: &Slot) -> Option<u32> {
    let tag = |token: u32| story.tag(token as usize);
    let describes = |tag: Option<Tag>| matches!(tag, Some(Tag::NN | Tag::JJ | Tag::Hyphen));
    let mut head = slot.end;
    while describes(tag(head)) && describes(tag(head + 1)) {
        head += 1;
    }
    let ended = ends(tag(head + 1)) || tag(head + 1) == Some(Tag::POS);
    (slot.after == After::Word && tag(head) == Some(Tag::NN) && ended).then_some(head)
}

/// Whether a noun before this tag is the last word of its noun phrase. What “and” adds may share or lack an article freely.
pub fn ends(next: Option<Tag>) -> bool {
    !matches!(
        next,
        Some(
            Tag::NN
                | Tag::NNS
                | Tag::NNP
                | Tag::NNPS
                | Tag::JJ
                | Tag::POS
                | Tag::Hyphen
                | Tag::CD
                | Tag::CC
                | Tag::VBG
                | Tag::Open
                | Tag::OpenQuote
                | Tag::CloseQuote
                | Tag::Colon
        )
    )
}

fn phrase(story: &Story<'_>, tags: &[Tag], from: usize, head: usize) -> Option<Phrase> {
    let mut first = head;
    while first > 0 && describes(tags, first - 1) {
        first -= 1;
    }
    let modified = first < head;
    let before = first.checked_sub(1)?;
    let determined =
        matches!(tags[before], Tag::DT | Tag::PRPS | Tag::POS | Tag::CD | Tag::WDT | Tag::WP | Tag::WPS);
    if matches!(tags[before], Tag::NNP | Tag::NNPS | Tag::JJS | Tag::PDT) {
        return None;
    }
    if determined {
        let governor = before.checked_sub(1)?;
        let place = (governor_of(tags[governor], word(story, from + governor))?, modified);
        return Some(Phrase {
            first: (from + before) as u32,
            head: (from + head) as u32,
            determined,
            governor: (from + governor) as u32,
            place,
        });
    }
    let place = (governor_of(tags[before], word(story, from + before))?, modified);
    Some(Phrase {
        first: (from + first) as u32,
        head: (from + head) as u32,
        determined,
        governor: (from + before) as u32,
        place,
    })
}

/// Whether a word belongs to the noun phrase that goes on after it: “the existing law”.
fn describes(tags: &[Tag], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| tags[before]);
    match tags[at] {
        Tag::JJ | Tag::JJR | Tag::NN | Tag::NNS | Tag::VBN | Tag::RB => true,
        Tag::VBG => matches!(
            before,
            Some(Tag::DT | Tag::PRPS | Tag::POS | Tag::JJ | Tag::CD | Tag::NN | Tag::NNP | Tag::IN | Tag::RB)
        ),
        _ => false,
    }
}

/// The kind of a word that governs a noun phrase. Some prepositions have bare nouns of any kind after them: “as chairman”.
pub fn governor_of(tag: Tag, word: &str) -> Option<Governor> {
    if tag == Tag::IN || (tag == Tag::TO && word == "to") {
        return match word {
            "of" | "Of" => Some(Governor::Of),
            "as" | "As" | "than" | "like" | "per" | "via" | "that" | "if" | "whether" | "so" | "because"
            | "though" => None,
            _ => Some(Governor::Preposition),
        };
    }
    match word {
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "become" | "becomes" | "became"
        | "becoming" | "remain" | "remains" | "remained" | "elected" | "named" | "appointed" => {
            Some(Governor::Being)
        }
        _ => matches!(tag, Tag::VB | Tag::VBD | Tag::VBZ | Tag::VBP | Tag::VBG).then_some(Governor::Verb),
    }
}

fn word<'t>(story: &'t Story<'_>, token: usize) -> &'t str {
    story.tokens().get(token).map_or("", |token| token.span.of(story.text()))
}
