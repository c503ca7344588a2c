//! Makes embedded weights from copy, with the same features that the checks read.

pub mod articles;
pub mod names;
pub mod nouns;
pub mod tags;
pub mod verb_weights;
pub mod word_weights;

use crate::document::{Document, Format, Options, Source};
use crate::story::Story;

/// The documents of a text, without the lines that open them: `#DOC name` where one file holds several.
pub fn documents(text: &str) -> impl Iterator<Item = &str> {
    let named = text.starts_with("#DOC ");
    let parts = text.strip_prefix("#DOC ").unwrap_or(text).split("\n#DOC ");
    parts.enumerate().map(move |(index, part)| match part.split_once('\n') {
        Some((_, words)) if index > 0 || named => words,
        None if index > 0 || named => "",
        _ => part,
    })
}

/// Shows each document of the texts as a story.
fn each_story<'a>(texts: impl IntoIterator<Item = &'a str>, mut read: impl FnMut(&Story<'_>)) {
    for text in texts.into_iter().flat_map(documents) {
        let document = story_of(text);
        read(&Story::new(&document));
    }
}

/// A document of one paragraph a line, read as plain text under a headline.
fn story_of(document: &str) -> Document {
    let mut copy = String::from("Story\n");
    for line in document.lines() {
        copy.push('\n');
        copy.push_str(line);
        copy.push('\n');
    }
    Document::parse(Source::from_text(copy), Format::PlainText, &Options::default())
}
