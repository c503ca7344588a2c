//! Pairs the single marks of one block, once its double marks are paired. Most single marks are apostrophes, so that
//! one without a partner is taken for one.

use super::double::Part;
use super::scan::{Mark, Shape, Side};
use crate::lexicon::elisions::is_elision;

/// Pairs single marks that stand inside the same pair of double marks, or inside none.
pub(super) fn pair(text: &str, marks: &[Mark], parts: &mut [Part]) {
    if !marks.iter().any(|mark| !mark.is_double) {
        return;
    }
    let homes = homes(parts);
    let mut at = 0;
    while at < marks.len() {
        if parts[at] == Part::None && opens(text, &marks[at]) {
            if let Some(end) = partner(text, marks, parts, &homes, at) {
                (parts[at], parts[end]) = (Part::Opens(end), Part::Closes(at));
            }
        }
        at += 1;
    }
}

/// For every mark, the opening mark of the innermost pair of double marks around it.
fn homes(parts: &[Part]) -> Vec<Option<usize>> {
    let mut around: Vec<usize> = Vec::new();
    let mut homes = Vec::with_capacity(parts.len());
    for (at, part) in parts.iter().enumerate() {
        if matches!(part, Part::Closes(_)) {
            around.pop();
        }
        homes.push(around.last().copied());
        if matches!(part, Part::Opens(_)) {
            around.push(at);
        }
    }
    homes
}

/// Whether a single mark stands where one opens, and is not the apostrophe of a shortened word.
pub(super) fn opens(text: &str, mark: &Mark) -> bool {
    if mark.is_double {
        return false;
    }
    let place = match mark.shape {
        Shape::Left => !matches!(mark.after, Side::Space | Side::Closing),
        Shape::Straight => {
            matches!(mark.before, Side::Space | Side::Opening | Side::Dash)
                && !matches!(mark.after, Side::Space | Side::Closing)
        }
        Shape::Right | Shape::Other => false,
    };
    place && !is_shortened(text.get(mark.span.end as usize..).unwrap_or_default())
}

/// Whether a mark before these words is the apostrophe of a shortened one: `’em`, `’90s`.
fn is_shortened(words: &str) -> bool {
    let end =
        words.bytes().take(8).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(words.len().min(8));
    let Some(word) = words.get(..end) else { return false };
    let year = word.strip_suffix('s').unwrap_or(word);
    let is_year = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year || is_elision(word)
}

/// The mark that closes what `at` opens: the first that surely closes, else the first that may be an apostrophe at the
/// end of a word. Another mark that opens ends the search, so that every mark is looked at once.
fn partner(text: &str, marks: &[Mark], parts: &[Part], homes: &[Option<usize>], at: usize) -> Option<usize> {
    let mut doubtful = None;
    for next in at + 1..marks.len() {
        let outside = homes[at].is_some_and(|home| parts[home] == Part::Opens(next));
        if outside || matches!(parts[next], Part::StaysOpen | Part::Continues) {
            break;
        }
        if marks[next].is_double || homes[next] != homes[at] {
            continue;
        }
        if opens(text, &marks[next]) {
            break;
        }
        if closes(&marks[next]) {
            if !may_own(text, &marks[next]) {
                return Some(next);
            }
            doubtful = doubtful.or(Some(next));
        }
    }
    doubtful
}

/// Whether a single mark stands where one closes.
pub(super) fn closes(mark: &Mark) -> bool {
    !mark.is_double
        && matches!(mark.shape, Shape::Right | Shape::Straight)
        && !matches!(mark.before, Side::Space | Side::Opening)
        && !matches!(mark.after, Side::Letter | Side::Figure)
}

/// Whether the mark may be the apostrophe of a plural's possessive or of a shortened word, or feet: `the Smiths’
/// house`, `goin’ home`, `6'`.
pub(super) fn may_own(text: &str, mark: &Mark) -> bool {
    let before = text.get(..mark.span.start as usize).and_then(|words| words.chars().next_back());
    let after = text.get(mark.span.end as usize..).unwrap_or_default().strip_prefix(' ');
    let goes_on = after.and_then(|words| words.chars().next()).is_some_and(char::is_alphanumeric);
    goes_on && before.is_some_and(|c| matches!(c, 's' | 'S' | 'n' | 'x' | 'z') || c.is_ascii_digit())
}
