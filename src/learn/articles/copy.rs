//! Published copy made ready for learning: paragraphs that stood nowhere before, and where their articles stand.

use std::collections::HashSet;

use crate::document::{Document, Format, Options, Source};
use crate::story::gap::phrases::{Articles, Determiner, is_copy};
use crate::story::similarity::key::key;
use crate::story::{Story, TokenKind};

/// The headline of every story, so that its first paragraph is not taken for one.
const HEADLINE: &str = "Case\n\n";

/// The stories to learn from.
#[derive(Default)]
pub struct Copy {
    stories: Vec<Prepared>,
    paragraphs: HashSet<u64>,
}

/// A story with the places of its articles.
pub struct Prepared {
    /// Its text: a headline that says nothing, then its paragraphs.
    pub text: String,
    /// For each sentence with an article, its articles.
    pub sentences: Vec<Vec<Article>>,
}

/// An article that can be cut.
#[derive(Clone, Copy, Debug)]
pub struct Article {
    /// Where it begins.
    pub start: u32,
    /// Where the word after it begins.
    pub end: u32,
    /// Whether it is “the”.
    pub definite: bool,
    /// Whether it opens its sentence, so that the word after it gets the capital.
    pub first: bool,
}

impl Copy {
    /// Adds a document. Paragraphs that an earlier one had are left out: boilerplate would be learnt by heart.
    pub fn add(&mut self, document: &Document) {
        let story = Story::new(document);
        let mut text = String::from(HEADLINE);
        let mut last = None;
        for sentence in story.sentences().iter().filter(|sentence| is_copy(&story, sentence)) {
            if last.replace(sentence.block) == Some(sentence.block) {
                continue;
            }
            let Some(block) = story.blocks().get(sentence.block as usize) else { continue };
            let paragraph = block.span.of(story.text()).trim();
            if self.paragraphs.insert(key(paragraph)) {
                text.push_str(paragraph);
                text.push_str("\n\n");
            }
        }
        if text.len() > HEADLINE.len() {
            self.stories.push(prepared(text));
        }
    }

    /// How many stories there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stories.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// One of the stories.
    #[must_use]
    pub fn story(&self, index: usize) -> &Prepared {
        &self.stories[index]
    }

    /// Sentences with an article, in all stories.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.stories.iter().map(|story| story.sentences.len()).sum()
    }
}

/// Reads prepared text as a draft.
#[must_use]
pub fn document(text: &str) -> Document {
    Document::parse(Source::from_text(text), Format::PlainText, &Options::default())
}

fn prepared(text: String) -> Prepared {
    let document = document(&text);
    let story = Story::new(&document);
    let known = Articles::new();
    let tokens = story.tokens();
    let mut sentences = Vec::new();
    for sentence in story.sentences().iter().filter(|sentence| is_copy(&story, sentence)) {
        let (first, end) = (sentence.first_token as usize, sentence.end_token as usize);
        let article = |at: usize| {
            let (token, next) = (tokens[at], tokens.get(at + 1).filter(|_| at + 1 < end)?);
            let determiner = known.of(key(token.span.of(&text)))?;
            let apart = next.span.start == token.span.end + 1;
            let word = matches!(next.kind, TokenKind::Word | TokenKind::Number);
            (apart && word).then(|| Article {
                start: token.span.start,
                end: next.span.start,
                definite: determiner == Determiner::The,
                first: at == first,
            })
        };
        let articles: Vec<Article> = (first..end).filter_map(article).collect();
        if !articles.is_empty() {
            sentences.push(articles);
        }
    }
    drop(story);
    drop(document);
    Prepared { text, sentences }
}
