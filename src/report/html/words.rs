//! Words with their marks: nested where marks lie inside each other, split where they overlap.

use std::fmt::Write;

use super::escape::Text;
use super::section::Mark;
use crate::finding::Severity;

/// Marks drawn over each other; where more meet, the others are only numbered.
const DEEPEST: usize = 4;

/// Marked words of one stretch of text, in its own offsets.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whose they are.
    pub mark: Mark,
    /// Whether the mark begins here, so that its number stands here.
    pub opens: bool,
}

/// Writes a stretch of text; `parts` are in text order, of two at one place the longer first.
pub fn write(text: &str, parts: &[Part], out: &mut String) {
    let mut sheet = Sheet { text, at: 0, open: Vec::new(), out };
    for part in parts {
        sheet.go_to(part.start);
        sheet.begin(*part);
    }
    sheet.go_to(text.len());
}

struct Sheet<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Part>,
    out: &'a mut String,
}

impl Sheet<'_> {
    /// Writes the words up to an offset, ending the marks on the way.
    fn go_to(&mut self, to: usize) {
        while let Some(end) = self.open.iter().map(|part| part.end).min().filter(|&end| end <= to) {
            self.words(end);
            self.end();
        }
        self.words(to);
    }

    fn words(&mut self, to: usize) {
        let words = self.text.get(self.at..to).unwrap_or_default();
        put(self.out, format_args!("{}", Text(words)));
        self.at = to.max(self.at);
    }

    fn begin(&mut self, part: Part) {
        if self.open.len() == DEEPEST {
            if part.opens {
                put(self.out, format_args!("<span id=\"{}\"></span>", id(&part.mark)));
                self.number(&part.mark);
            }
            return;
        }
        self.tag(&part, part.opens);
        self.open.push(part);
    }

    /// Ends the marks that end here; marks begun later go on behind the numbers.
    fn end(&mut self) {
        let Some(lowest) = self.open.iter().position(|part| part.end <= self.at) else { return };
        let closed: Vec<Part> = self.open.drain(lowest..).collect();
        closed.iter().for_each(|_| self.out.push_str("</mark>"));
        let (ended, going_on): (Vec<Part>, Vec<Part>) =
            closed.into_iter().partition(|part| part.end <= self.at);
        ended.iter().filter(|part| part.opens).for_each(|part| self.number(&part.mark));
        for part in going_on {
            self.tag(&part, false);
            self.open.push(part);
        }
    }

    fn tag(&mut self, part: &Part, opens: bool) {
        let id = if opens { format!(" id=\"{}\"", id(&part.mark)) } else { String::new() };
        let kind = if part.mark.other > 0 { "other" } else { part.mark.severity.name() };
        let (depth, caret) = (self.open.len(), if part.start == part.end { " caret" } else { "" });
        let number = part.mark.number;
        put(self.out, format_args!("<mark class=\"{kind} d{depth}{caret}\"{id} data-f=\"{number}\">"));
    }

    /// The number that leads to the card.
    fn number(&mut self, mark: &Mark) {
        let kind = if mark.other > 0 { "other" } else { mark.severity.name() };
        let (number, name) = (mark.number, name(mark.number, mark.other));
        put(
            self.out,
            format_args!(
                "<a class=\"ref {kind}\" href=\"#f{number}\" data-f=\"{number}\" aria-label=\"finding {name}\">{name}</a>"
            ),
        );
    }
}

/// What the element of a mark's first words is found by.
#[must_use]
pub fn id(mark: &Mark) -> String {
    if mark.other == 0 { format!("m{}", mark.number) } else { format!("m{}-{}", mark.number, mark.other) }
}

/// The number as it is shown: `12`, for other places `12a`.
#[must_use]
pub fn name(number: usize, other: usize) -> String {
    let letter = other.checked_sub(1).map(|at| char::from(b'a' + (at % 26) as u8));
    letter.map_or_else(|| number.to_string(), |letter| format!("{number}{letter}"))
}

/// A severity as a word that begins a line.
#[must_use]
pub fn title(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "Note",
        Severity::Warning => "Warning",
        Severity::Error => "Error",
    }
}

/// Adds to the page; a string takes whatever it is given.
pub fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(what);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn part(start: usize, end: usize, number: usize) -> Part {
        let span = Span::new(start, end);
        let mark = Mark { span, number, other: 0, first: true, severity: Severity::Warning };
        Part { start, end, mark, opens: true }
    }

    /// The words with `(n` where a mark begins, `)` where it ends and `#n` for its number.
    fn drawn(text: &str, parts: &[Part]) -> String {
        let mut out = String::new();
        write(text, parts, &mut out);
        let mut plain = String::new();
        for piece in out.split_inclusive('>') {
            let (words, tag) = piece.split_once('<').unwrap_or((piece, ""));
            plain.push_str(words);
            let value = |key: &str| tag.split_once(key).and_then(|(_, rest)| rest.split('"').next());
            match tag.split([' ', '>']).next() {
                Some("mark") => plain.push_str(&format!("({}", value("data-f=\"").unwrap_or_default())),
                Some("/mark") => plain.push(')'),
                Some("a") => plain.push('#'),
                _ => {}
            }
        }
        plain
    }

    #[test]
    fn marks_nest() {
        assert_eq!(drawn("one two three", &[part(0, 13, 1), part(4, 7, 2)]), "(1one (2two)#2 three)#1");
    }

    #[test]
    fn marks_overlap() {
        assert_eq!(drawn("one two three", &[part(0, 7, 1), part(4, 13, 2)]), "(1one (2two))#1(2 three)#2");
    }

    #[test]
    fn a_place_between_words_is_marked() {
        assert_eq!(drawn("one two", &[part(4, 4, 1)]), "one (1)#1two");
    }

    #[test]
    fn many_marks_at_one_place_stay_shallow() {
        let parts: Vec<_> = (1..=6).map(|number| part(0, 3, number)).collect();
        assert_eq!(drawn("one", &parts), "(1(2(3(4#5#6one))))#1#2#3#4");
    }
}
