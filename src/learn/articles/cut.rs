//! Cuts articles out of a story and reads what is left as examples.

use super::Chance;
use super::copy::{Article, Prepared, document};
use crate::story::gap::features::Features;
use crate::story::gap::phrases::is_copy;
use crate::story::{Story, gap};

/// A place with its features and what belongs there.
pub struct Example {
    /// Hashes of its features.
    pub features: Vec<u64>,
    /// What was cut: nothing, “a” or “an”, “the”.
    pub answer: Answer,
}

/// What belongs at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// No article.
    None,
    /// “a” or “an”.
    A,
    /// “the”.
    The,
}

/// Of this many sentences, one keeps all its articles.
const UNTOUCHED: usize = 6;

/// A story's text without some of its articles, and where each stood.
pub struct Cut {
    /// The text.
    pub text: String,
    /// Where the word after the gap begins, and what was cut.
    pub places: Vec<(u32, Answer)>,
}

/// The examples of a story from which chance has cut articles.
pub fn examples(story: &Prepared, seed: u64, class: impl Fn(u64) -> u8) -> Vec<Example> {
    let mut chance = Chance::new(seed);
    let cut =
        cut(story, |articles| (chance.below(UNTOUCHED) > 0).then(|| articles[chance.below(articles.len())]));
    let mut examples = Vec::new();
    each(&cut, |story, place, answer| {
        let mut features = Features::new();
        features.read(story, story.phrases(), place, &class);
        examples.push(Example { features: features.hashes().to_vec(), answer });
    });
    examples
}

/// Cuts the article that `choose` picks from each sentence.
pub fn cut(story: &Prepared, mut choose: impl FnMut(&[Article]) -> Option<Article>) -> Cut {
    let mut cut = Cut { text: String::with_capacity(story.text.len()), places: Vec::new() };
    let mut copied = 0;
    for article in story.sentences.iter().filter_map(|articles| choose(articles)) {
        let (start, end) = (article.start as usize, article.end as usize);
        cut.text.push_str(&story.text[copied..start]);
        let answer = if article.definite { Answer::The } else { Answer::A };
        cut.places.push((cut.text.len() as u32, answer));
        copied = end;
        if let Some(letter) = story.text[end..].chars().next().filter(|_| article.first) {
            cut.text.extend(letter.to_uppercase());
            copied = end + letter.len_utf8();
        }
    }
    cut.text.push_str(&story.text[copied..]);
    cut
}

/// Calls `look` with every place of the copy where an article may be missing, and what was cut there.
pub fn each(cut: &Cut, mut look: impl FnMut(&Story<'_>, &gap::Place, Answer)) {
    let document = document(&cut.text);
    let story = Story::new(&document);
    let mut known = cut.places.iter().peekable();
    for sentence in story.sentences().iter().filter(|sentence| is_copy(&story, sentence)) {
        for place in gap::places(&story, sentence) {
            let start = story.tokens()[place.token].span.start;
            while known.next_if(|(there, _)| *there < start).is_some() {}
            let answer =
                known.next_if(|(there, _)| *there == start).map_or(Answer::None, |(_, answer)| *answer);
            look(&story, &place, answer);
        }
    }
}
