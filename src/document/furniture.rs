//! Headline, byline, dateline, notes and closing boilerplate among the paragraphs of a story.
//!
//! Works on the blocks that a parser left as body; what is not certain stays body.

use super::{Block, Role, SourceMap, dateline, plain};
use crate::lexicon::abbreviations::is_abbreviation;
use crate::lexicon::boilerplate::boilerplate;
use crate::span::Span;

/// The longest headline, in characters.
const LONGEST_HEADLINE: usize = 200;
/// Blocks from the top in which a byline is looked for, and body paragraphs in which a dateline is.
const TOP: usize = 4;
/// The longest closing paragraph that counts by a phrase inside it, in bytes.
const SHORT: usize = 400;

/// Gives blocks of the body their roles; without a headline yet, the block at `first` may become it.
pub(super) fn assign(
    story: &str,
    source: &str,
    map: &SourceMap,
    blocks: &mut Vec<Block>,
    first: Option<usize>,
) {
    assign_notes(story, blocks);
    if let Some(first) = first {
        assign_headline(story, source, map, &mut blocks[first..]);
    }
    assign_byline(story, blocks);
    assign_dateline(story, blocks);
    assign_end(story, blocks);
    assign_boilerplate(story, blocks);
}

/// Makes the first block the headline if it reads like one, for formats in which every paragraph stands alone.
pub(super) fn assign_first(story: &str, blocks: &mut [Block]) {
    assign_notes(story, blocks);
    let first = blocks.iter_mut().find(|block| block.role != Role::Note);
    if let Some(first) = first.filter(|first| first.role == Role::Body && is_headline(first.span.of(story))) {
        first.role = Role::Headline;
    }
}

fn assign_headline(story: &str, source: &str, map: &SourceMap, blocks: &mut [Block]) {
    let Some(first) = blocks.iter_mut().find(|block| block.role != Role::Note) else { return };
    let place = map.source_span(first.span);
    if first.role == Role::Body && stands_alone(source, place) && is_headline(first.span.of(story)) {
        first.role = Role::Headline;
    }
}

fn assign_notes(story: &str, blocks: &mut [Block]) {
    let notes = blocks.iter_mut().filter(|block| block.role == Role::Body && is_note(block.span.of(story)));
    notes.for_each(|block| block.role = Role::Note);
}

fn is_headline(line: &str) -> bool {
    !ends_sentence(line) && line.chars().take(LONGEST_HEADLINE + 1).count() <= LONGEST_HEADLINE
}

/// Whether a range is on one line of the source and the next line is blank.
fn stands_alone(source: &str, place: Span) -> bool {
    let bytes = source.as_bytes();
    let line_end = |from: usize| memchr::memchr2(b'\n', b'\r', &bytes[from..]).map(|at| from + at);
    if line_end(place.start as usize).is_some_and(|at| at < place.end as usize) {
        return false;
    }
    let Some(end) = line_end(place.end as usize) else { return false };
    let next = end + if source[end..].starts_with("\r\n") { 2 } else { 1 };
    next < source.len() && plain::is_blank(&source[next..line_end(next).unwrap_or(source.len())])
}

/// Whether a line ends with a sentence's full stop, not with an abbreviation's, an ellipsis or another mark.
fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end();
    if line.ends_with('。') {
        return true;
    }
    let word = line.rsplit(char::is_whitespace).next().unwrap_or(line);
    let word = word.trim_start_matches(|first: char| !first.is_alphanumeric());
    line.ends_with('.') && !line.ends_with("..") && !is_abbreviation(word)
}

fn assign_byline(story: &str, blocks: &mut Vec<Block>) {
    let first =
        blocks.iter().position(|block| matches!(block.role, Role::Headline | Role::Body)).unwrap_or(0);
    for at in first..blocks.len().min(first + TOP) {
        let words = blocks[at].span.of(story);
        let line = words.lines().next().unwrap_or_default();
        if blocks[at].role != Role::Body || !is_byline(line) {
            continue;
        }
        let rest = words[line.len()..].trim();
        if rest.is_empty() || (is_title_like(rest) && rest.len() < 60) {
            blocks[at].role = Role::Byline;
        } else {
            split(story, blocks, at, line.len(), Role::Byline);
        }
        return;
    }
}

/// Whether a line is "By" and a name, perhaps with what the writer is.
fn is_byline(line: &str) -> bool {
    let known = boilerplate();
    let Some(rest) = known.by.iter().find_map(|by| line.trim().strip_prefix(by)) else { return false };
    let first = rest.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let names = rest.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count();
    line.len() <= 120 && names >= 2 && is_title_like(rest) && !known.calendar.contains(&&*first)
}

/// Whether all words but small ones begin with a capital, and no sentence ends.
fn is_title_like(line: &str) -> bool {
    let fits = |word: &str| {
        let word = word.trim_matches(|mark: char| !mark.is_alphanumeric());
        !word.starts_with(char::is_lowercase) || boilerplate().in_byline.contains(&word)
    };
    line.starts_with(char::is_uppercase) && line.split_whitespace().all(fits) && !ends_sentence(line)
}

fn assign_dateline(story: &str, blocks: &mut Vec<Block>) {
    let body: Vec<_> = (0..blocks.len()).filter(|at| blocks[*at].role == Role::Body).take(TOP).collect();
    for at in body {
        let words = blocks[at].span.of(story);
        let Some(length) = dateline::length(words) else { continue };
        if words[length..].trim().is_empty() {
            blocks[at].role = Role::Dateline;
        } else {
            split(story, blocks, at, length, Role::Dateline);
        }
        return;
    }
}

/// An end mark sends what follows it to the boilerplate, unless that is too much to be a tail.
fn assign_end(story: &str, blocks: &mut [Block]) {
    let is_end = |block: &Block| {
        let words = block.span.of(story);
        block.role == Role::Body && words.len() <= 12 && boilerplate().ends.contains(&&*words.to_lowercase())
    };
    let Some(at) = blocks.iter().rposition(is_end) else { return };
    let (end, whole) = (blocks[at].span.start as usize, story.len());
    if (whole - end) * 3 > whole {
        blocks[at].role = Role::Boilerplate;
        return;
    }
    blocks[at..].iter_mut().for_each(|block| block.role = Role::Boilerplate);
}

fn assign_boilerplate(story: &str, blocks: &mut Vec<Block>) {
    for at in (1..blocks.len()).rev() {
        let words = blocks[at].span.of(story);
        match blocks[at].role {
            Role::Boilerplate | Role::Note => {}
            Role::Body if is_boilerplate(words) => blocks[at].role = Role::Boilerplate,
            Role::Body => return split_credits(story, blocks, at),
            _ => return,
        }
    }
}

/// Credits may follow the last paragraph without a blank line.
fn split_credits(story: &str, blocks: &mut Vec<Block>, at: usize) {
    let words = blocks[at].span.of(story);
    let breaks = memchr::memrchr2_iter(b'\n', b'\r', words.as_bytes())
        .take(TOP)
        .take_while(|at| words.len() - at <= SHORT);
    let Some(length) = breaks.filter(|at| is_boilerplate(&words[at + 1..])).last() else { return };
    split(story, blocks, at, length, Role::Body);
    blocks[at + 1].role = Role::Boilerplate;
}

fn is_boilerplate(words: &str) -> bool {
    let known = boilerplate();
    let words = words.trim_start_matches(|mark: char| mark.is_whitespace() || "*_-–—".contains(mark));
    if known.openers.iter().any(|opener| begins_with(words, opener)) {
        return true;
    }
    if words.len() > SHORT {
        return false;
    }
    let words = words.to_lowercase();
    known.phrases.iter().filter_map(|phrase| words.find(phrase)).any(|at| !holds_sentence(&words[..at]))
}

/// Whether a sentence may end in the words before a credit; a short stretch holds a name with initials.
fn holds_sentence(words: &str) -> bool {
    words.len() > SHORT / 4
        && memchr::memchr_iter(b'.', words.as_bytes())
            .any(|at| words[at + 1..].starts_with([' ', '\n', '\r']))
}

fn is_note(words: &str) -> bool {
    is_marked_note(words) || boilerplate().notes.iter().any(|opener| begins_with(words, opener))
}

/// Whether a line stands between marks that make it a note: `[CHECK: ...]`, `***EDITORS: ...***`.
pub(super) fn is_marked_note(line: &str) -> bool {
    let starred = |line: &str| boilerplate().notes.iter().any(|opener| begins_with(line, opener));
    match line.as_bytes().first() {
        Some(b'*') => line.len() > 6 && line.ends_with("***") && starred(line.trim_start_matches(['*', ' '])),
        Some(b'[') if line.ends_with(']') => boilerplate().bracketed.iter().any(|opener| {
            begins_with(&line[1..], opener) && !line[1 + opener.len()..].starts_with(char::is_alphanumeric)
        }),
        _ => false,
    }
}

/// Whether `words` begin with `opener`, which is in lower case; case does not count.
fn begins_with(words: &str, opener: &str) -> bool {
    words.get(..opener.len()).is_some_and(|start| start.eq_ignore_ascii_case(opener))
}

/// Cuts a block in two after `length` bytes; the first part gets a role of its own.
fn split(story: &str, blocks: &mut Vec<Block>, at: usize, length: usize, role: Role) {
    let whole = blocks[at];
    let (first, rest) = whole.span.of(story).split_at(length);
    let start = whole.span.start as usize;
    let next = whole.span.end as usize - rest.trim_start().len();
    blocks[at] = Block { role, span: Span::new(start, start + first.trim_end().len()), heading: false };
    blocks.insert(
        at + 1,
        Block { role: whole.role, span: Span::new(next, whole.span.end as usize), heading: false },
    );
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Options, Source};
    use super::*;

    fn blocks(text: &str) -> Vec<(Role, String)> {
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        document
            .blocks()
            .iter()
            .map(|block| (block.role, block.span.of(document.text()).to_owned()))
            .collect()
    }

    fn first_role(line: &str) -> Role {
        blocks(&format!("{line}\n\nThe council met.\n"))[0].0
    }

    #[test]
    fn a_headline_is_a_line_that_ends_no_sentence() {
        for line in [
            "Port shuts",
            "Who shut the port?",
            "He said \"I went home.\"",
            "Port shuts, says Ships Inc.",
            "Wait...",
        ] {
            assert_eq!(first_role(line), Role::Headline, "{line}");
        }
        assert_eq!(first_role("The port was shut."), Role::Body);
        assert_eq!(first_role(&"port ".repeat(50)), Role::Body);
        assert_eq!(blocks("Port shuts\nThe council met.\n")[0].0, Role::Body);
        assert_eq!(blocks("Port shuts\n")[0].0, Role::Body);
    }

    #[test]
    fn bylines_are_names_near_the_top() {
        let found = blocks("Port shuts\n\nBy Ada Q. Byrne and Li Wei\nStaff Writers\n\nShips wait.\n");
        assert_eq!(found[1], (Role::Byline, "By Ada Q. Byrne and Li Wei\nStaff Writers".to_owned()));
        let found = blocks("Port shuts\n\nBy Ada Byrne\nThe port was shut on Monday.\n");
        assert_eq!(found[2], (Role::Body, "The port was shut on Monday.".to_owned()));
        assert_eq!(blocks("Port shuts\n\nBy Monday Night\n\nIt was.")[1].0, Role::Body);
        assert_eq!(blocks("Port shuts\n\nBy noon the port of Hull was shut\n\nIt was.")[1].0, Role::Body);
    }

    #[test]
    fn credits_at_the_end_are_boilerplate() {
        let text = "Port shuts\n\nIt was shut. Contact: none.\n\nIt opened.\n(Reporting by Ada Byrne; editing by Li Wei)\n\n-30-\n\n© The Post";
        let roles: Vec<_> = blocks(text).into_iter().map(|(role, _)| role).collect();
        use Role::{Body, Boilerplate, Headline};
        assert_eq!(roles, [Headline, Body, Body, Boilerplate, Boilerplate, Boilerplate]);
    }
}
