//! Where runs are cut, and what comes between their pieces: ends of comments, deletions, insertions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::extract::Extract;
use super::super::paragraph::{Around, Item, Run};
use super::Signature;
use super::difference::narrow;
use super::patch::{Patches, escape, escape_value};
use crate::span::Span;

/// An element of a run with words, by its place in the whole text.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// First byte of its words.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The paragraph's line.
    pub line: usize,
    run: usize,
    item: usize,
}

/// All cuts, by the spot that they are in.
pub struct Cuts<'e> {
    extract: &'e Extract,
    signature: [String; 2],
    next: u32,
    /// Every element with words, in the order of the text.
    pub spots: Vec<Spot>,
    cuts: BTreeMap<usize, Vec<Cut>>,
    /// Stretches that change, from start to end.
    taken: BTreeMap<u32, u32>,
}

#[derive(Debug)]
struct Cut {
    at: u32,
    what: What,
}

/// In the order in which they come at one place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// New words in the look of the run at a spot.
    Insert(String, usize),
    /// The end of a comment.
    End(u32),
    /// The start of a comment.
    Start(u32),
    /// Words deleted from here to an offset.
    Delete(u32),
}

impl<'e> Cuts<'e> {
    /// No cuts yet; changes are numbered from `next` on.
    pub fn new(extract: &'e Extract, next: u32, signature: Signature<'_>) -> Self {
        let mut spots = Vec::new();
        for (line, paragraph) in extract.paragraphs.iter().enumerate() {
            let from = extract.outline.lines[line].start;
            for (run, own) in paragraph.runs.iter().enumerate() {
                let words = own.items.iter().enumerate().filter(|(_, item)| !item.text.is_empty());
                spots.extend(words.map(|(item, own)| Spot {
                    start: from + own.text.start,
                    end: from + own.text.end,
                    line,
                    run,
                    item,
                }));
            }
        }
        let signature = [escape_value(signature.author), escape_value(signature.date)];
        Self { extract, signature, next, spots, cuts: BTreeMap::new(), taken: BTreeMap::new() }
    }

    /// The number of the spot that holds an offset.
    pub fn holding(&self, offset: u32) -> Option<usize> {
        let at = self.spots.partition_point(|spot| spot.end <= offset);
        self.spots.get(at).is_some_and(|spot| spot.start <= offset).then_some(at)
    }

    /// A comment over the words from an offset in one spot to an offset in another.
    pub fn comment(&mut self, id: u32, (first, start): (usize, u32), (last, end): (usize, u32)) {
        let start = if self.item(first).words { start } else { self.spots[first].start };
        let end = if self.item(last).words { end } else { self.spots[last].end };
        self.cut(first, start, What::Start(id));
        self.cut(last, end, What::End(id));
    }

    /// Takes over edits as tracked changes: all, or none where one of them cannot be made.
    pub fn track(&mut self, edits: &[(Span, String)]) -> bool {
        let mut steps = Vec::new();
        for (span, words) in edits {
            let Some(old) = self.extract.text.get(span.range()) else { return false };
            let (from, to) = narrow(old, words);
            let span = Span::new(span.start as usize + from.start, span.start as usize + from.end);
            steps.push((span, &words[to]));
        }
        steps.retain(|(span, words)| !span.is_empty() || !words.is_empty());
        let hosts: Option<Vec<_>> = steps.iter().map(|(span, words)| self.host(*span, words)).collect();
        let Some(hosts) = hosts.filter(|hosts| !hosts.is_empty()) else { return false };
        for ((span, words), spots) in steps.into_iter().zip(hosts) {
            self.taken.insert(span.start, span.end);
            for at in spots.clone().filter(|_| !span.is_empty()) {
                let (start, end) = (self.spots[at].start, self.spots[at].end);
                self.cut(at, span.start.max(start), What::Delete(span.end.min(end)));
            }
            if !words.is_empty() {
                self.cut(spots.end - 1, span.end, What::Insert(words.to_owned(), spots.start));
            }
        }
        true
    }

    /// The spots that an edit changes; `None` where it cannot be tracked.
    fn host(&self, span: Span, words: &str) -> Option<Range<usize>> {
        let mut near = self.taken.range(..=span.end).rev().take(2);
        let clash = |(start, end): (&u32, &u32)| {
            (*start < span.end && span.start < *end) || (*start == span.start && *end == span.end)
        };
        if near.any(clash) || words.contains(char::is_control) {
            return None;
        }
        let line = self.extract.outline.line_of(span.start);
        let same = |at: &usize| self.spots[*at].line == line;
        let first = if span.is_empty() {
            let before = span.start.checked_sub(1).and_then(|at| self.holding(at)).filter(same);
            before.or_else(|| self.holding(span.start).filter(same))?
        } else {
            self.holding(span.start).filter(same)?
        };
        let last = if span.is_empty() { first } else { self.holding(span.end - 1).filter(same)? };
        let can = |at: usize| {
            let (spot, cut) =
                (self.spots[at], |offset| self.spots[at].start < offset && offset < self.spots[at].end);
            self.run(spot).around != Around::Fixed
                && (self.item(at).words || !(cut(span.start) || cut(span.end)))
        };
        (first..=last).all(can).then_some(first..last + 1)
    }

    fn cut(&mut self, spot: usize, at: u32, what: What) {
        self.cuts.entry(spot).or_default().push(Cut { at, what });
    }

    fn run(&self, spot: Spot) -> &'e Run {
        &self.extract.paragraphs[spot.line].runs[spot.run]
    }

    fn item(&self, at: usize) -> &'e Item {
        let spot = self.spots[at];
        &self.run(spot).items[spot.item]
    }

    /// Writes all cuts as changes to the parts, whose name spaces go by `prefixes`.
    pub fn render(mut self, prefixes: &[String], patches: &mut [Patches]) {
        for (at, mut cuts) in std::mem::take(&mut self.cuts) {
            cuts.sort_by(|a, b| (a.at, &a.what).cmp(&(b.at, &b.what)));
            let part = self.extract.outline.lines[self.spots[at].line].part as usize;
            let (range, xml) = self.render_spot(at, &cuts, &prefixes[part]);
            patches[part].put(range, xml);
        }
    }

    fn render_spot(&mut self, at: usize, cuts: &[Cut], p: &str) -> (Range<usize>, String) {
        let spot = self.spots[at];
        let (run, item) = (self.run(spot), self.item(at));
        let xml = &self.extract.parts[self.extract.outline.lines[spot.line].part as usize].xml;
        let (first, last) = (spot.item == 0, spot.item + 1 == run.items.len());
        let mut out = Pieces { run, xml, p, out: String::new(), open: !first };
        let mut edges: Vec<u32> = cuts.iter().map(|cut| cut.at).chain([spot.start, spot.end]).collect();
        edges.extend(cuts.iter().filter_map(|cut| match cut.what {
            What::Delete(end) => Some(end),
            _ => None,
        }));
        edges.sort_unstable();
        edges.dedup();
        for (index, &edge) in edges.iter().enumerate() {
            for cut in cuts.iter().filter(|cut| cut.at == edge) {
                let markup = self.markup(cut, run, xml, p);
                out.between(&markup);
            }
            let Some(&next) = edges.get(index + 1) else { continue };
            let deleted =
                cuts.iter().any(|cut| cut.at <= edge && matches!(cut.what, What::Delete(end) if next <= end));
            let whole = (edge, next) == (spot.start, spot.end);
            let words = Span { start: edge, end: next }.of(&self.extract.text);
            let inner = match (item.words, deleted, whole) {
                (true, true, _) => {
                    format!("<{p}delText xml:space=\"preserve\">{}</{p}delText>", escape(words))
                }
                (true, false, false) => format!("<{p}t xml:space=\"preserve\">{}</{p}t>", escape(words)),
                _ => xml[item.xml.clone()].to_owned(),
            };
            if deleted {
                let tag = self.tracked("del", p);
                out.between(&tag);
                out.content(&inner);
                out.between(&format!("</{p}del>"));
            } else {
                out.content(&inner);
            }
        }
        out.finish(last);
        let start = if first { run.xml.start } else { item.xml.start };
        let end = if last { run.xml.end } else { item.xml.end };
        (start..end, out.out)
    }

    fn markup(&mut self, cut: &Cut, run: &Run, xml: &str, p: &str) -> String {
        match &cut.what {
            What::Delete(_) => String::new(),
            What::Start(id) => comment_start(*id, p),
            What::End(id) => comment_end(*id, p),
            What::Insert(words, like) => {
                let look = &xml[self.run(self.spots[*like]).properties.clone()];
                let words = escape(words);
                let tag = self.tracked("ins", p);
                let new =
                    format!("{tag}<{p}r>{look}<{p}t xml:space=\"preserve\">{words}</{p}t></{p}r></{p}ins>");
                let Around::Inserted(around) = &run.around else { return new };
                // Somebody else's insertion is parted, so that each keeps its author.
                let again = renumbered(&xml[around.clone()], p, self.number());
                format!("</{p}ins>{new}{again}")
            }
        }
    }

    fn tracked(&mut self, kind: &str, p: &str) -> String {
        let id = self.number();
        let [author, date] = &self.signature;
        format!("<{p}{kind} {p}id=\"{id}\" {p}author=\"{author}\" {p}date=\"{date}\">")
    }

    fn number(&mut self) -> u32 {
        let id = self.next;
        self.next = id.saturating_add(1);
        id
    }
}

/// The start of a comment's words.
pub fn comment_start(id: u32, p: &str) -> String {
    format!("<{p}commentRangeStart {p}id=\"{id}\"/>")
}

/// The end of a comment's words, and the mark that leads to it.
pub fn comment_end(id: u32, p: &str) -> String {
    format!("<{p}commentRangeEnd {p}id=\"{id}\"/><{p}r><{p}commentReference {p}id=\"{id}\"/></{p}r>")
}

/// A start tag with another number.
fn renumbered(tag: &str, p: &str, id: u32) -> String {
    let name = format!("{p}id=");
    let Some(at) = tag.find(&name).map(|at| at + name.len()) else { return tag.to_owned() };
    let mark = &tag[at..=at];
    let Some(end) = tag[at + 1..].find(mark).map(|end| at + 1 + end) else { return tag.to_owned() };
    format!("{}{mark}{id}{}", &tag[..at], &tag[end..])
}

/// A run that is written again in pieces.
struct Pieces<'a> {
    run: &'a Run,
    xml: &'a str,
    p: &'a str,
    out: String,
    open: bool,
}

impl Pieces<'_> {
    /// Something inside the run.
    fn content(&mut self, inner: &str) {
        self.begin();
        self.out.push_str(inner);
    }

    /// Something between two pieces of the run.
    fn between(&mut self, markup: &str) {
        if markup.is_empty() {
            return;
        }
        self.end();
        self.out.push_str(markup);
    }

    /// The last item of a run ends it; any other leaves it open.
    fn finish(&mut self, last: bool) {
        if last { self.end() } else { self.begin() }
    }

    fn begin(&mut self) {
        if !self.open {
            self.out.push_str(&self.xml[self.run.head.clone()]);
            self.out.push_str(&self.xml[self.run.properties.clone()]);
            self.open = true;
        }
    }

    fn end(&mut self) {
        if self.open {
            self.out += &format!("</{}r>", self.p);
            self.open = false;
        }
    }
}
