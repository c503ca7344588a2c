//! Which names stand with “the” and which without: the Justice Department, but Congress and Amnesty International.
//!
//! `names.txt` was counted in text in the public domain or under free licences (`copydesk learn names`; the list of sources
//! stands there); `names.toml` is general knowledge that such text does not hold. The counted names lie sorted, a line each,
//! and are searched where they lie.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::word_classes::{Classes, classes};
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
    /// Where that is known from.
    pub source: Source,
}

/// Where something is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The name is listed.
    Listed,
    /// The name was counted.
    Counted,
    /// Only names of its kind were counted.
    Kind,
    /// Only the story itself tells.
    Story,
}

/// The lists of `names.toml`.
struct General {
    shares: HashMap<&'static str, f32>,
    sure: HashSet<&'static str>,
    past: HashSet<&'static str>,
    states: HashSet<&'static str>,
}

/// How likely a name has “the” that some desks write without; what the rest of the story does counts for more.
const MOSTLY: f32 = 0.78;
/// How likely a body of a state has “the” at least, if bodies of its kind mostly have.
const OF_STATE: f32 = 0.9;
/// What is left of the share of a beginning where many words follow: they may end with something else.
const LONG: f32 = 0.95;
/// What is left of the share of a kind of name that is not sure to be the same in any copy.
const UNSURE: f32 = 0.8;

/// What is known of a name whose words have one space between each two; nothing is of most.
#[must_use]
pub fn with_the(name: &str) -> Option<Known> {
    let known = |source| move |share| Known { share, source };
    let listed = general().shares.get(name).copied().map(known(Source::Listed));
    listed
        .or_else(|| counted(name).map(known(Source::Counted)))
        .or_else(|| of_state(name))
        .or_else(|| by_pattern(name).map(known(Source::Kind)))
}

/// Whether a word has the form of a verb's past tense.
#[must_use]
pub fn is_past_form(word: &str) -> bool {
    word.ends_with("ed") || general().past.contains(word)
}

/// A body of a state or of a union of states, “UK Royal Society”, needs “the” as the body itself does, and no company has
/// the same ending.
fn of_state(name: &str) -> Option<Known> {
    let is_state = |state: &str| general().states.contains(state);
    let (_, body) =
        name.match_indices(' ').map(|(at, _)| name.split_at(at)).find(|(state, _)| is_state(state))?;
    let body = body.trim_start();
    let listed = general().shares.get(body).map(|&share| Known { share, source: Source::Listed });
    let pattern = || match body.split_once(" of ") {
        Some((body, _)) => body.rsplit(' ').next().map(beginning),
        None => body.rsplit_once(' ').map(|(_, last)| ending(last)),
    };
    let counted = || counted(&pattern()?).map(|share| Known { share, source: Source::Counted });
    let known = listed.or_else(counted).filter(|known| known.share >= 0.5)?;
    Some(Known { share: known.share.max(OF_STATE), ..known })
}

/// What the names of the same beginning or ending do; nothing where a title ends it: “Department of Health Secretary”.
fn by_pattern(name: &str) -> Option<f32> {
    let (_, last) = name.rsplit_once(' ')?;
    let Some((before, after)) = name.rsplit_once(" of ") else { return look_up(&ending(last)) };
    let of = before.rsplit(' ').next().unwrap_or(before);
    let share = look_up(&beginning(of))?;
    let person = Classes::TITLE.with(Classes::GIVEN);
    match after.split_once(' ') {
        None => Some(share),
        Some(_) if after.split(' ').skip(1).any(|word| classes(word).any(person)) => None,
        Some(_) => Some(share * LONG),
    }
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
        let mostly = lists.phrases("mostly").map(|name| (name, MOSTLY));
        let often = lists.phrases("often").map(|name| (name, 0.7));
        let bare = lists.phrases("bare").map(|name| (name, 0.0));
        General {
            shares: with.chain(mostly).chain(often).chain(bare).collect(),
            sure: lists.phrases("sure").collect(),
            past: lists.words("past").collect(),
            states: lists.group("words_with", "places").chain(lists.phrases("states")).collect(),
        }
    })
}
