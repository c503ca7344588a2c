//! Reads XML event by event, each with its place, and never gives up.
//!
//! Attributes and the names of entities are read by quick-xml. Where a tag ends is decided here: a reader that stops at
//! the first fault would lose the rest of a story. Nothing is expanded and nothing is opened: document types are passed
//! over.

use std::borrow::Cow;
use std::ops::Range;

use super::event::{Event, Tag, Words};
use super::reference::{self, Reference};
use crate::document::Note;
use crate::span::Span;

/// Elements nested deeper than this lose their tags.
const DEEPEST: usize = 256;

/// The events of a text, in its order.
#[derive(Debug)]
pub(in crate::document) struct Reader<'s> {
    /// What was not understood: at most one fault of form, one unknown reference, one depth.
    pub notes: Vec<Note>,
    source: &'s str,
    at: usize,
    /// The names of the open elements, as written.
    open: Vec<&'s str>,
    /// Elements below [`DEEPEST`].
    deeper: usize,
    /// How many elements stay open once those that end here are closed, and the end tag.
    ending: Option<(usize, Range<usize>)>,
    /// The end of the CDATA section that is being read.
    section: Option<usize>,
    faulty: bool,
    unknown: bool,
    /// Marks that the rest of the text does not hold.
    missing: Vec<&'static str>,
}

impl<'s> Iterator for Reader<'s> {
    type Item = Event<'s>;

    fn next(&mut self) -> Option<Event<'s>> {
        loop {
            if let Some(close) = self.close() {
                return Some(close);
            }
            if let Some(end) = self.section {
                if self.at < end {
                    return Some(self.section_words(end));
                }
                self.section = None;
                self.at = self.source.len().min(end + "]]>".len());
            }
            match self.source.as_bytes().get(self.at) {
                Some(b'<') => {
                    if let Some(event) = self.markup() {
                        return Some(event);
                    }
                }
                Some(b'&') => return Some(self.reference()),
                Some(_) => return Some(self.words()),
                None if self.open.is_empty() => return None,
                None => self.end_of_text(),
            }
        }
    }
}

impl<'s> Reader<'s> {
    pub fn new(source: &'s str) -> Self {
        Self {
            notes: Vec::new(),
            source,
            at: 0,
            open: Vec::new(),
            deeper: 0,
            ending: None,
            section: None,
            faulty: false,
            unknown: false,
            missing: Vec::new(),
        }
    }

    fn close(&mut self) -> Option<Event<'s>> {
        let (stay, range) = self.ending.clone()?;
        if self.open.len() <= stay {
            self.ending = None;
            return None;
        }
        let last = self.open.len() == stay + 1;
        self.open.pop()?;
        let range = if last { range } else { range.start..range.start };
        Some(Event::Close(range))
    }

    fn end_of_text(&mut self) {
        let (end, last) = (self.source.len(), self.open.last().copied().unwrap_or_default());
        self.fault(end..end, format!("`<{}>` is never closed", short(last)));
        self.ending = Some((0, end..end));
    }

    fn words(&mut self) -> Event<'s> {
        let end = self.before(|rest| memchr::memchr3(b'<', b'&', b'\r', rest));
        self.verbatim(end, false)
    }

    fn section_words(&mut self, section: usize) -> Event<'s> {
        let end = self.before(|rest| memchr::memchr(b'\r', rest)).min(section);
        self.verbatim(end, true)
    }

    fn before(&self, find: impl Fn(&[u8]) -> Option<usize>) -> usize {
        find(&self.source.as_bytes()[self.at..]).map_or(self.source.len(), |at| self.at + at)
    }

    /// Words up to `end`, or the line break that stands here.
    fn verbatim(&mut self, end: usize, cdata: bool) -> Event<'s> {
        if end > self.at {
            return self.piece(Cow::Borrowed(&self.source[self.at..end]), end - self.at, cdata);
        }
        let length = if self.source[self.at..].starts_with("\r\n") { 2 } else { 1 };
        self.piece(Cow::Borrowed("\n"), length, cdata)
    }

    fn piece(&mut self, text: Cow<'s, str>, length: usize, cdata: bool) -> Event<'s> {
        let range = self.at..self.at + length;
        self.at = range.end;
        Event::Words(Words { text, range, cdata })
    }

    fn reference(&mut self) -> Event<'s> {
        let rest = &self.source[self.at..];
        match reference::read(rest) {
            Reference::Known(words, length) => self.piece(words, length, false),
            Reference::Unknown(length) => {
                let words = &rest[..length];
                if !std::mem::replace(&mut self.unknown, true) {
                    let text = format!("`{words}` stands for nothing that is known; it is kept as it stands");
                    self.note(self.at..self.at + length, text);
                }
                self.piece(Cow::Borrowed(words), length, false)
            }
            Reference::Bare => {
                self.fault(self.at..self.at + 1, "`&` stands alone; write `&amp;`".to_owned());
                self.piece(Cow::Borrowed(&rest[..1]), 1, false)
            }
        }
    }

    /// Reads what begins with `<`.
    fn markup(&mut self) -> Option<Event<'s>> {
        let rest = &self.source[self.at + 1..];
        match rest.as_bytes().first() {
            Some(b'!') if rest.starts_with("!--") => return self.comment(),
            Some(b'!') if rest.starts_with("![CDATA[") => self.begin_section(),
            Some(b'!') => self.declaration(),
            Some(b'?') => self.instruction(),
            Some(b'/') => self.end_tag(),
            _ if rest.starts_with(|first: char| first.is_alphabetic() || first == '_') => return self.tag(),
            _ => return Some(self.bare_bracket()),
        }
        None
    }

    fn comment(&mut self) -> Option<Event<'s>> {
        let start = self.at;
        match self.find(start + 4, "-->") {
            Some(end) => {
                self.at = end + 3;
                Some(Event::Comment(start..self.at))
            }
            None => {
                self.fault(start..start + 4, "this comment is never closed".to_owned());
                self.at = start + 4;
                None
            }
        }
    }

    fn begin_section(&mut self) {
        let start = self.at;
        self.at += "<![CDATA[".len();
        let end = self.find(self.at, "]]>").unwrap_or_else(|| {
            self.fault(start..self.at, "this CDATA section is never closed".to_owned());
            self.source.len()
        });
        self.section = Some(end);
    }

    fn instruction(&mut self) {
        let start = self.at;
        match self.find(start, "?>") {
            Some(end) => self.at = end + 2,
            None => {
                self.at = Tag::end(self.source, self.at).map_or(start + 2, |(end, _)| end);
                self.fault(start..self.at, "this is not closed with `?>`".to_owned());
            }
        }
    }

    /// Passes over a document type with all that it declares.
    fn declaration(&mut self) {
        let start = self.at;
        let head = self.before(|rest| memchr::memchr2(b'[', b'>', rest));
        let end = match self.source.as_bytes().get(head) {
            Some(b'>') => Some(head + 1),
            Some(_) => self.subset_end(head),
            None => None,
        };
        self.at = end.unwrap_or_else(|| {
            let end = self.before(|rest| memchr::memchr(b'>', rest).map(|at| at + 1));
            self.fault(start..start + 2, "this declaration is never closed".to_owned());
            end
        });
    }

    /// The end of a document type whose declarations begin at `from`: `]` and `>` outside quotation marks and comments.
    fn subset_end(&mut self, from: usize) -> Option<usize> {
        if self.missing.contains(&"]>") {
            return None;
        }
        let bytes = self.source.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            at = match bytes[at] {
                b'<' if self.source[at..].starts_with("<!--") => self.find(at, "-->")? + 3,
                mark @ (b'"' | b'\'') => at + 2 + memchr::memchr(mark, &bytes[at + 1..])?,
                b']' => {
                    let rest = self.source[at + 1..].trim_start();
                    if rest.starts_with('>') {
                        return Some(self.source.len() - rest.len() + 1);
                    }
                    at + 1
                }
                _ => at + 1,
            }
        }
        self.missing.push("]>");
        None
    }

    fn end_tag(&mut self) {
        let start = self.at;
        let next =
            start + 1 + self.source[start + 1..].find(['<', '>']).unwrap_or(self.source.len() - start - 1);
        let name = self.source[start + 2..next].trim_end();
        let closed = self.source[next..].starts_with('>');
        self.at = next + usize::from(closed);
        if !closed {
            self.fault(start..next, format!("`</{}` lacks its `>`", short(name)));
        }
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        match self.open.iter().rposition(|open| *open == name) {
            Some(stay) => {
                if let Some(inner) = self.open.get(stay + 1) {
                    let text = format!("`<{}>` is not closed before `</{}>`", short(inner), short(name));
                    self.fault(start..self.at, text);
                }
                self.ending = Some((stay, start..self.at));
            }
            None => self.fault(start..self.at, format!("`</{}>` closes nothing", short(name))),
        }
    }

    fn tag(&mut self) -> Option<Event<'s>> {
        let start = self.at;
        let Some((end, sound)) = Tag::end(self.source, self.at) else { return Some(self.bare_bracket()) };
        if !sound {
            self.fault(start..end, "a quotation mark in this tag is not closed".to_owned());
        }
        self.at = end;
        let (tag, name, empty) = Tag::read(self.source, start..end);
        if self.open.len() == DEEPEST {
            self.too_deep(start..end, empty);
            return None;
        }
        self.open.push(name);
        if empty {
            self.ending = Some((self.open.len() - 1, end..end));
        }
        Some(Event::Open(tag))
    }

    fn too_deep(&mut self, tag: Range<usize>, empty: bool) {
        let said = "elements inside elements, more than 256 deep: from here on only their words are read";
        if self.notes.iter().all(|note| note.text != said) {
            self.note(tag, said.to_owned());
        }
        self.deeper += usize::from(!empty);
    }

    fn bare_bracket(&mut self) -> Event<'s> {
        self.fault(self.at..self.at + 1, "`<` begins no tag; write `&lt;`".to_owned());
        self.piece(Cow::Borrowed("<"), 1, false)
    }

    /// Where a mark stands next; what was not found once is not looked for again.
    fn find(&mut self, from: usize, mark: &'static str) -> Option<usize> {
        if self.missing.contains(&mark) {
            return None;
        }
        let rest = self.source.as_bytes().get(from..).unwrap_or_default();
        let found = memchr::memmem::find(rest, mark.as_bytes());
        if found.is_none() {
            self.missing.push(mark);
        }
        found.map(|at| from + at)
    }

    /// Notes the first fault of form; those that follow are often its children.
    fn fault(&mut self, range: Range<usize>, what: String) {
        if !std::mem::replace(&mut self.faulty, true) {
            self.note(
                range,
                format!("this XML is not well-formed: {what}. The rest is read as far as it makes sense"),
            );
        }
    }

    fn note(&mut self, range: Range<usize>, text: String) {
        self.notes.push(Note { source: Span::new(range.start, range.end), text });
    }
}

/// Enough of a name to know it by.
fn short(name: &str) -> &str {
    name.char_indices().nth(40).map_or(name, |(end, _)| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events as one line: `<a>`, `</a>`, words in brackets (CDATA in braces), `!` for a comment.
    fn read(source: &str) -> (String, Vec<String>) {
        let mut reader = Reader::new(source);
        let (mut line, mut open) = (String::new(), Vec::new());
        for event in &mut reader {
            line += &match event {
                Event::Open(tag) => {
                    open.push(tag.name.local);
                    format!("<{}>", tag.name.local)
                }
                Event::Close(_) => format!("</{}>", open.pop().expect("it is open")),
                Event::Words(words) if words.cdata => format!("{{{}}}", words.text),
                Event::Words(words) => format!("[{}]", words.text),
                Event::Comment(range) => format!("!{}!", &source[range]),
            };
        }
        (line, reader.notes.into_iter().map(|note| format!("{}: {}", note.source.start, note.text)).collect())
    }

    fn events(source: &str) -> String {
        read(source).0
    }

    #[test]
    fn words_references_and_line_breaks_are_pieces() {
        let (line, notes) = read("<p>Caf&#233; A&amp;B\r\nx<br/><![CDATA[a < b & c]]></p>");
        assert_eq!(line, "<p>[Caf][é][ A][&][B][\n][x]<br></br>{a < b & c}</p>");
        assert!(notes.is_empty());
    }

    #[test]
    fn what_is_no_copy_is_passed_over() {
        let source = "<?xml version=\"1.0\"?>\n<!DOCTYPE n [<!ENTITY a \"]>\"><!-- ]> ' -->]><n><?pi x?>&a;<!-- c --></n>";
        let (line, notes) = read(source);
        assert_eq!(line, "[\n]<n>[&a;]!<!-- c -->!</n>");
        assert_eq!(notes.len(), 1);
        assert!(notes[0].contains("`&a;` stands for nothing"), "{notes:?}");
    }

    #[test]
    fn attributes_have_values_and_places() {
        let source = "<w:a href=\"x>y&amp;z\" xml:lang='en-GB' bare>";
        let Some(Event::Open(tag)) = Reader::new(source).next() else { panic!("a tag") };
        assert_eq!((tag.name.prefix, tag.name.local), ("w", "a"));
        assert_eq!(tag.attribute("href").as_deref(), Some("x>y&z"));
        assert_eq!(tag.attribute_place("xml:lang").map(|place| &source[place]), Some("en-GB"));
        assert_eq!((tag.attribute("bare").as_deref(), tag.attribute("lang")), (Some(""), None));
    }

    #[test]
    fn a_fault_does_not_end_the_story() {
        assert_eq!(events("<a><p>x<i>y</p><p>z</p></b>"), "<a><p>[x]<i>[y]</i></p><p>[z]</p></a>");
        assert_eq!(events("<p>1 < 2 & 3</p>"), "<p>[1 ][<][ 2 ][&][ 3]</p>");
        assert_eq!(events("<p class=\"x>y</p><p>z"), "<p>[y]</p><p>[z]</p>");
        assert_eq!(events("<p>x</p <p>y</p>"), "<p>[x]</p><p>[y]</p>");
        assert_eq!(events("<p>x<!-- y</p>"), "<p>[x][ y]</p>");
        assert_eq!(events("<p><![CDATA[x"), "<p>{x}</p>");
        assert_eq!(events("<?xml version='1'><p>x</p><!DOCTYPE"), "<p>[x]</p>");
    }

    #[test]
    fn the_first_fault_is_said_with_its_place() {
        let (_, notes) = read("<a>\n<b>x</a></c>&y");
        let said = "8: this XML is not well-formed: `<b>` is not closed before `</a>`. The rest is read as far as it makes sense";
        assert_eq!(notes, [said]);
    }

    #[test]
    fn depth_has_an_end() {
        let (line, notes) = read(&format!("{}x{}", "<b>".repeat(300), "</b>".repeat(300)));
        assert_eq!((line.matches("<b>").count(), line.matches("</b>").count()), (256, 256));
        assert!(line.contains("[x]") && notes[0].contains("more than 256 deep"), "{notes:?}");
        assert_eq!(notes.len(), 1);
    }
}
