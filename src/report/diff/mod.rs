//! What fixes change in a draft: as a patch for programs, or word by word for people.

mod patch;
mod words;

pub use patch::{Patch, patch};
pub use words::draw;

/// A draft before and after.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'t> {
    /// The draft's path as reports show it.
    pub path: &'t str,
    /// Its text as it was.
    pub old: &'t str,
    /// Its text as it would be.
    pub new: &'t str,
}

/// The lines of a text with their ends, as `patch` and git count them: only `\n` ends one.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}
