//! Makes embedded weights from copy, with the same features that the checks read.

pub mod articles;
pub mod word_weights;

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
