//! Counts how often singular nouns stand without a determiner, in the noun phrases that the check looks at.

use std::collections::BTreeMap;

use super::{documents, story_of};
use crate::checks::missing_article::noun::{Phrase, keys, phrases};
use crate::lexicon::nouns::{OFTEN, PLACES, STEPS};
use crate::story::Story;

/// A noun seen with a determiner more seldom than this, in all places, has no line.
const SEEN: u32 = 30;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    determined: u32,
    definite: u32,
    indefinite: u32,
    bare: u32,
}

/// Reads texts and gives sorted lines: a noun, a tab, and for each place a letter for the most that is to be expected of
/// uses without determiner.
#[must_use]
pub fn learn<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut nouns: BTreeMap<String, [Count; PLACES.len()]> = BTreeMap::new();
    for text in texts.into_iter().flat_map(documents) {
        let document = story_of(text);
        count(&Story::new(&document), &mut nouns);
    }
    let lines = nouns.iter().filter_map(|(noun, counts)| Some(format!("{noun}\t{}\n", letters(counts)?)));
    lines.collect()
}

fn count(story: &Story<'_>, nouns: &mut BTreeMap<String, [Count; PLACES.len()]>) {
    for sentence in story.sentences() {
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
        match story.tokens().get(phrase.first as usize).map(|token| token.span.of(story.text())) {
            Some("the") => self.definite += 1,
            Some("a" | "an") => self.indefinite += 1,
            _ => {}
        }
    }
}

/// The letters of a noun; none where it is rare, or often bare wherever it stands.
fn letters(counts: &[Count; PLACES.len()]) -> Option<String> {
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
