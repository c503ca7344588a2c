//! Which names stand with “the” and which without: the Justice Department, but Congress and Amnesty International.
//!
//! `names.txt` was counted in text in the public domain or under free licences (`copydesk learn names`; the list of sources
//! stands there); `names.toml` is general knowledge that such text does not hold. The counted names lie sorted, a line each,
//! and are searched where they lie.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::{Lists, line_of};

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

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// How likely “the” stands before it where an article has room, from 0 to 1.
    pub share: f32,
    /// Whether only names of its kind are known.
    pub by_pattern: bool,
}

/// The lists of `names.toml`.
struct General {
    shares: HashMap<&'static str, f32>,
    sure: HashSet<&'static str>,
}

/// What is left of the share of a kind of name that is not sure to be the same in any copy.
const UNSURE: f32 = 0.8;

/// What is known of a name whose words have one space between each two; nothing is of most.
#[must_use]
pub fn with_the(name: &str) -> Option<Known> {
    let whole = general().shares.get(name).copied().or_else(|| counted(name));
    match whole {
        Some(share) => Some(Known { share, by_pattern: false }),
        None => by_pattern(name).map(|share| Known { share, by_pattern: true }),
    }
}

/// What the names of the same beginning or ending do; a name that has both has to have them agree.
fn by_pattern(name: &str) -> Option<f32> {
    let (_, last) = name.rsplit_once(' ')?;
    let Some((before, after)) = name.rsplit_once(" of ") else { return look_up(&ending(last)) };
    let of = before.rsplit(' ').next().unwrap_or(before);
    let share = look_up(&beginning(of))?;
    if after == last {
        return Some(share);
    }
    Some(share.min(look_up(&ending(last))?.max(0.5)))
}

fn look_up(pattern: &str) -> Option<f32> {
    let share = general().shares.get(pattern).copied().or_else(|| counted(pattern))?;
    Some(if general().sure.contains(pattern) { share } else { share * UNSURE })
}

fn counted(name: &str) -> Option<f32> {
    line_of(COUNTED, name)?.parse::<f32>().ok().map(|share| share / 100.0)
}

fn general() -> &'static General {
    static GENERAL: OnceLock<General> = OnceLock::new();
    GENERAL.get_or_init(|| {
        let lists = Lists::read(include_str!("names.toml"));
        let with = lists.phrases("with").chain(lists.words("words_with")).map(|name| (name, 0.98));
        let often = lists.phrases("often").map(|name| (name, 0.7));
        let bare = lists.phrases("bare").map(|name| (name, 0.0));
        General { shares: with.chain(often).chain(bare).collect(), sure: lists.phrases("sure").collect() }
    })
}
