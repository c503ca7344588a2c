//! Which names stand with “the” and which without: the Justice Department, but Congress and Amnesty International.
//!
//! `names.txt` was counted in text in the public domain or under free licences (`copydesk learn names`; the list of sources
//! stands there); `names.toml` is general knowledge that such text does not hold. The counted names lie sorted, a line each,
//! and are searched where they lie.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::Lists;

/// Sorted lines: a name, a tab, how many in a hundred of its uses have “the”. Beginnings and endings that many names share
/// have lines of their own: see [`ending`] and [`beginning`].
static COUNTED: &str = include_str!("names.txt");

/// The line for all names that end with a word.
#[must_use]
pub fn ending(word: &str) -> String {
    format!("~ {word}")
}

/// The line for all names of which something follows “of”.
#[must_use]
pub fn beginning(word: &str) -> String {
    format!("{word} of ~")
}

/// How likely “the” stands before a name where an article has room, from 0 to 1; nothing is known of most names.
#[must_use]
pub fn share_with_the(words: &[&str]) -> Option<f32> {
    let name = words.join(" ");
    if let Some(&share) = known().get(name.as_str()) {
        return Some(share);
    }
    counted(&name).or_else(|| by_pattern(words))
}

/// What the names of the same beginning or ending do; a name that has both has to have them agree.
fn by_pattern(words: &[&str]) -> Option<f32> {
    let (last, rest) = words.split_last()?;
    let of = words.iter().rposition(|&word| word == "of").filter(|&at| at > 0 && at + 1 < words.len());
    let beginning = of.and_then(|at| look_up(&beginning(words[at - 1])));
    match of {
        Some(at) if at + 2 == words.len() => beginning,
        Some(_) => Some(beginning?.min(look_up(&ending(last))?.max(0.5))),
        None if rest.is_empty() => None,
        None => look_up(&ending(last)),
    }
}

fn look_up(pattern: &str) -> Option<f32> {
    known().get(pattern).copied().or_else(|| counted(pattern))
}

/// Halves the lines until one begins with the name.
fn counted(name: &str) -> Option<f32> {
    let bytes = COUNTED.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let (key, share) = COUNTED.get(start..end)?.split_once('\t')?;
        match key.cmp(name) {
            std::cmp::Ordering::Equal => return share.parse::<f32>().ok().map(|share| share / 100.0),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn known() -> &'static HashMap<&'static str, f32> {
    static KNOWN: OnceLock<HashMap<&'static str, f32>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let lists = Lists::read(include_str!("names.toml"));
        let with = lists.phrases("with").chain(lists.words("words_with")).map(|name| (name, 0.98));
        let bare = lists.phrases("bare").chain(lists.words("words_bare")).map(|name| (name, 0.0));
        with.chain(bare).collect()
    })
}
