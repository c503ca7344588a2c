//! Goes through runs of words and chooses their tags.

use super::Tag;
use super::features::{MOST, Run, START, features};
use super::form::Form;
use crate::lexicon;
use crate::model::perceptron::{Scores, Weights};

/// A tagger with its weights, and room that is used again for each run.
pub struct Tagger<'b> {
    learnt: lexicon::tagger::Tagger<'b>,
    weights: Weights<'b>,
    run: Run,
}

impl<'b> Tagger<'b> {
    /// A tagger that has learnt this.
    #[must_use]
    pub fn new(learnt: lexicon::tagger::Tagger<'b>) -> Self {
        Self { learnt, weights: Weights::new(learnt.lines, learnt.rows), run: Run::default() }
    }

    /// Appends the tags of the words of one run, as a rule a sentence.
    pub fn run<'w>(&mut self, words: impl Iterator<Item = &'w str>, tags: &mut Vec<Tag>) {
        let learnt = &self.learnt;
        self.run.fill(words, |word| Form::new(word, learnt));
        let mut before = [START; 2];
        for at in 0..self.run.forms.len() {
            let number = self.choose(at, before);
            before = [number, before[0]];
            tags.push(Tag::ALL.get(usize::from(number)).copied().unwrap_or(Tag::NN));
        }
    }

    fn choose(&self, at: usize, before: [u8; 2]) -> u8 {
        if let Some(only) = self.run.forms[at].only {
            return only;
        }
        let mut scores = Scores::new();
        let mut found = [0; MOST];
        let mut count = 0;
        features(&self.run, at, before, |feature| {
            found[count] = feature;
            count += 1;
        });
        self.weights.add(&found[..count], &mut scores);
        scores.best(Tag::ALL.len()) as u8
    }
}
