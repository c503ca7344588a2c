//! Counts how often singular nouns stand without a determiner, in the noun phrases that the check looks at.

use std::collections::BTreeMap;

use super::each_story;
use crate::checks::missing_article::noun::{Phrase, described, keys, phrases};
use crate::checks::missing_article::slot::{Before, name, slots};
use crate::lexicon::names::with_the;
use crate::lexicon::nouns::{Governor, OFTEN, PLACES, STEPS};
use crate::story::{Sentence, Story};

/// A noun seen with a determiner more seldom than this, in all places, has no line.
const SEEN: u32 = 30;
/// A name that has “the” more often than this may describe a noun.
const SURE: f32 = 0.9;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    determined: u32,
    definite: u32,
    indefinite: u32,
    bare: u32,
}

/// What is counted of a noun, place by place.
type Counts = [Count; PLACES.len()];

/// Reads texts and gives sorted lines: a noun, a tab, and for each place a letter for the most that is to be expected of
/// uses without determiner.
#[must_use]
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut nouns: BTreeMap<String, Counts> = BTreeMap::new();
    each_story(texts, |story| count(story, &mut nouns));
    let lines = nouns.iter().filter_map(|(noun, counts)| Some(format!("{noun}\t{}\n", letters(counts)?)));
    lines.collect()
}

fn count(story: &Story<'_>, nouns: &mut BTreeMap<String, Counts>) {
    for sentence in story.sentences() {
        count_described(story, sentence, nouns);
        for phrase in phrases(story, sentence) {
            let Some(place) = PLACES.iter().position(|&place| place == phrase.place) else { continue };
            for key in keys(story, phrase.head).into_iter().flatten() {
                nouns.entry(key).or_default()[place].add(story, &phrase);
            }
        }
    }
}

impl Count {
    fn add(&mut self, story: &Story<'_>, phrase: &Phrase) {
        if !phrase.determined {
            self.bare += 1;
            return;
        }
        self.determined += 1;
        match word(story, phrase.first) {
            "the" => self.definite += 1,
            "a" | "an" => self.indefinite += 1,
            _ => {}
        }
    }
}

/// Counts the nouns that a name describes: “in the Senate report”.
fn count_described(story: &Story<'_>, sentence: &Sentence, nouns: &mut BTreeMap<String, Counts>) {
    for slot in slots(story, sentence).iter().filter(|slot| slot.before == Before::Preposition) {
        let Some(head) = described(story, slot) else { continue };
        let needs_the = with_the(&name(story, slot)).is_some_and(|known| known.share > SURE);
        let place = PLACES.iter().position(|&place| place == (Governor::Name, needs_the));
        let count =
            &mut nouns.entry(word(story, head).to_lowercase()).or_default()[place.unwrap_or_default()];
        if slot.article {
            count.determined += 1;
            count.definite += 1;
        } else {
            count.bare += 1;
        }
    }
}

/// The letters of a noun; none where it is rare, or often bare wherever it stands.
fn letters(counts: &Counts) -> Option<String> {
    let seen: u32 = counts.iter().map(|count| count.determined).sum();
    let letters: String = counts.iter().map(|count| char::from(letter(*count))).collect();
    (seen >= SEEN && letters.bytes().any(|letter| letter != OFTEN)).then_some(letters)
}

fn letter(count: Count) -> u8 {
    let all = count.determined + count.bare;
    let share = (count.bare + 1) as f32 / (all + 1) as f32;
    let letter = STEPS.iter().find(|(_, most)| share <= *most).map_or(OFTEN, |&(letter, _)| letter);
    if count.definite > count.indefinite { letter.to_ascii_uppercase() } else { letter }
}

fn word<'t>(story: &'t Story<'_>, token: u32) -> &'t str {
    story.tokens().get(token as usize).map_or("", |token| token.span.of(story.text()))
}
