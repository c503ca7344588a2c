//! Messages of the wire: where one ends and the next begins, and what is header, head and text.

use std::ops::Range;

use super::words::{bare, line_ends};
use crate::document::{Role, plain};

/// One message.
#[derive(Debug, Default)]
pub(super) struct Message {
    /// The header's parts, by name.
    pub fields: Vec<(&'static str, Range<usize>)>,
    /// The lines above the text.
    pub head: Vec<(Role, Range<usize>)>,
    /// The paragraphs.
    pub text: Range<usize>,
}

const START_OF_HEADING: char = '\u{1}';
const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';
const END_OF_TRANSMISSION: char = '\u{4}';

/// Whether a file that begins so comes off the wire.
pub(in crate::document) fn begins(head: &[u8]) -> bool {
    let start = head
        .iter()
        .position(|byte| !matches!(byte, b'\r' | b'\n' | b' ' | 0x16 | 0x7F))
        .unwrap_or(head.len());
    let line = head[start..].split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    let Ok(line) = std::str::from_utf8(&line[..line.len().min(120)]) else { return false };
    match line.strip_prefix(START_OF_HEADING) {
        Some(line) => line.starts_with(|first: char| first.is_ascii_alphanumeric()),
        None => is_frame(line) || header(line).is_some(),
    }
}

/// Whether a line opens a message of the older wires.
fn is_frame(line: &str) -> bool {
    line.strip_prefix("ZCZC").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The parts of a header line: service and number, urgency, category, count of words.
fn header(line: &str) -> Option<[&str; 4]> {
    let mut parts = line.split_ascii_whitespace();
    let [name, urgency, category, count] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let fits = (2..=4).contains(&letters)
        && (3..=4).contains(&(name.len() - letters))
        && digits(&name[letters..])
        && urgency.len() == 1
        && digits(urgency)
        && category.len() <= 3
        && category.bytes().all(|byte| byte.is_ascii_alphabetic())
        && count.len() <= 5
        && digits(count);
    fits.then_some([name, urgency, category, count])
}

/// The messages of a file.
pub(super) fn split(source: &str) -> Vec<Message> {
    let mut starts = Vec::new();
    for line in line_ends(source, 0..source.len()) {
        let words = &source[line.clone()];
        let bare = words.trim_matches(is_filler);
        match words.find(START_OF_HEADING) {
            Some(at) => starts.push(line.start + at),
            None if is_frame(bare) || (starts.is_empty() && !bare.is_empty()) => starts.push(line.start),
            None => {}
        }
    }
    let ends = starts.iter().skip(1).copied().chain([source.len()]);
    let ranges: Vec<_> = starts.iter().copied().zip(ends).collect();
    ranges.into_iter().map(|(start, end)| read(source, start..end)).collect()
}

fn is_filler(character: char) -> bool {
    character.is_control() || character == ' '
}

fn read(source: &str, range: Range<usize>) -> Message {
    let mut message = Message::default();
    let end = end_of_text(source, range.clone());
    let whole = &source[range.start..end];
    let text = whole.find(START_OF_TEXT).map(|at| range.start + at + 1);
    let lines = line_ends(source, range.start..text.map_or(end, |at| at - 1));
    let mut at = range.start;
    for line in lines {
        let words = source[line.clone()].trim_matches(is_filler);
        let place = place_of(source, words);
        let done = text.is_none() && !is_frame(words) && !message.take_header(place.clone(), words);
        if done && !words.is_empty() {
            break;
        }
        if text.is_some()
            && !words.is_empty()
            && !is_frame(words)
            && !message.take_header(place.clone(), words)
        {
            message.fields.push(("keywords", place));
        }
        at = behind(source, line.end, end);
    }
    message.text = text.unwrap_or(at).min(end)..end;
    message.take_head(source);
    message
}

/// Where words that are a part of the source stand in it.
fn place_of(source: &str, words: &str) -> Range<usize> {
    let start = words.as_ptr() as usize - source.as_ptr() as usize;
    start..start + words.len()
}

fn behind(source: &str, at: usize, end: usize) -> usize {
    let rest = &source[at..end];
    at + rest.find(|next: char| next != '\r' && next != '\n').unwrap_or(rest.len())
}

/// Where the text of a message ends: at its mark, or at a line that closes it.
fn end_of_text(source: &str, range: Range<usize>) -> usize {
    let words = &source[range.clone()];
    let mark = words.find([END_OF_TEXT, END_OF_TRANSMISSION]).map_or(range.end, |at| range.start + at);
    let closing = |line: &Range<usize>| {
        let line = source[line.clone()].trim_matches(is_filler);
        line == "NNNN" || line.starts_with("./.") || is_date(line)
    };
    line_ends(source, range.start..mark).into_iter().find(closing).map_or(mark, |line| line.start)
}

/// Whether a line is the date that ends a message: `310001 JUL 97`, `212322 GMT Nov 18`.
fn is_date(line: &str) -> bool {
    let mut parts = line.split_ascii_whitespace();
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let month = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (Some(time), Some(next)) = (parts.next(), parts.next()) else { return false };
    let name = if next == "GMT" { parts.next().unwrap_or_default() } else { next };
    let year = parts.next().unwrap_or_default();
    digits(time, 6) && month(name) && digits(year, 2) && parts.next().is_none()
}

impl Message {
    /// Takes over a header line; whether it is one.
    fn take_header(&mut self, place: Range<usize>, words: &str) -> bool {
        let Some(parts) = header(words).filter(|_| self.fields.is_empty()) else {
            // ANPA's two lines name the same things in other ways, which no rule asks for.
            return self.fields.is_empty() && words.contains(['\u{1f}', '\u{13}', '\u{14}']);
        };
        for (key, part) in ["number", "urgency", "category", "words"].into_iter().zip(parts) {
            let start = place.start + (part.as_ptr() as usize - words.as_ptr() as usize);
            self.fields.push((key, start..start + part.len()));
        }
        true
    }

    /// Takes the lines above the first paragraph off the text: keywords, versions, headline, byline.
    fn take_head(&mut self, source: &str) {
        let mut headline: Option<Range<usize>> = None;
        let mut slugged = false;
        for line in line_ends(source, self.text.clone()) {
            let raw = &source[line.clone()];
            let marked = raw.trim_start_matches(|c: char| c != '\t' && is_filler(c)).starts_with('^');
            let words = bare(raw);
            let place = place_of(source, words);
            let over = words.is_empty() || (!marked && raw.starts_with(['\t', ' ']));
            if over && (headline.is_some() || !words.is_empty()) {
                break;
            }
            self.text.start = behind(source, line.end, self.text.end);
            match () {
                () if words.is_empty() => {}
                () if words.ends_with('/') && headline.is_none() => self.fields.push(("keywords", place)),
                () if marked && !slugged => {
                    slugged = true;
                    self.fields.push(("keywords", place));
                }
                () if plain::is_comment_line(source, place.clone()) || is_version(words) => {
                    self.head.push((Role::Note, place));
                }
                () if raw.trim_end_matches(is_filler).ends_with('=') => self.head.push((Role::Byline, place)),
                () if marked && headline.is_some() => {
                    let role = if is_for_desks(words) { Role::Note } else { Role::Deck };
                    self.head.push((role, place));
                }
                () => headline = Some(headline.map_or(place.start, |first| first.start)..place.end),
            }
        }
        if let Some(place) = headline {
            self.head.insert(0, (Role::Headline, place));
        }
    }
}

/// Whether a line says which version of a story follows: `1ST LEAD`, `REFILE`.
fn is_version(words: &str) -> bool {
    let capitals = !words.contains(char::is_lowercase);
    let named = [
        "LEAD",
        "REFILE",
        "CORRECTED",
        "CORRECTION",
        "UPDATE",
        "URGENT",
        "ALERT",
        "SUMMARY",
        "ROUNDUP",
        "WRITETHRU",
    ];
    capitals
        && words.len() <= 40
        && words.split([' ', '-', ':']).any(|word| named.contains(&word.trim_matches('-')))
}

fn is_for_desks(words: &str) -> bool {
    let words = words.trim_start_matches('(');
    ["AP Photo", "Eds:", "Eds.", "With ", "Photo", "Graphic"].iter().any(|opener| words.starts_with(opener))
}
