//! Paragraphs under construction: one may hang on another by a text box, and two become one where the mark between
//! them is deleted.

use std::ops::Range;

use super::paragraph::{About, Anchor, Around, Item, Paragraph, Reference, Run};

/// The paragraphs of a part so far.
#[derive(Debug, Default)]
pub struct Sheet {
    done: Vec<Paragraph>,
    /// Open paragraphs, the outermost first.
    open: Vec<Open>,
    /// Paragraphs that wait for the next one, and how many are open around each.
    held: Vec<(usize, Paragraph)>,
    count: usize,
}

/// A paragraph that is being read.
#[derive(Debug)]
struct Open {
    paragraph: Paragraph,
    /// Where its properties end.
    content: usize,
    run: Option<Run>,
    /// Whether the run is not to be seen.
    hidden: bool,
    item: Option<Item>,
    detailed: bool,
}

impl Sheet {
    /// Paragraphs that were begun.
    pub fn count(&self) -> usize {
        self.count
    }

    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    pub fn in_run(&self) -> bool {
        self.open.last().is_some_and(|open| open.run.is_some())
    }

    /// Where the next words will stand in the open paragraph.
    pub fn offset(&self) -> u32 {
        self.open.last().map_or(0, |open| open.paragraph.text.len() as u32)
    }

    /// The style of the open paragraph.
    pub fn style(&self) -> Option<u32> {
        self.open.last().and_then(|open| open.paragraph.about.style)
    }

    /// What the open paragraph is.
    pub fn about(&mut self) -> Option<&mut About> {
        self.open.last_mut().map(|open| &mut open.paragraph.about)
    }

    pub fn begin_paragraph(&mut self, content: usize, cell: bool, note: Option<u32>) {
        self.count += 1;
        let about = About { cell, note, boxed: self.is_open(), ..About::default() };
        let paragraph = Paragraph { about, ..Paragraph::default() };
        self.open.push(Open { paragraph, content, run: None, hidden: false, item: None, detailed: false });
    }

    pub fn end_properties(&mut self, end: usize) {
        if let Some(open) = self.open.last_mut() {
            open.content = open.content.max(end);
        }
    }

    /// A property of the mark at the end of the open paragraph.
    pub fn mark(&mut self, property: &str) {
        if let (Some(open), "del" | "moveFrom") = (self.open.last_mut(), property) {
            open.paragraph.open_ended = true;
        }
    }

    /// Ends the innermost paragraph; `tag` is its end tag, empty where it has none.
    pub fn end_paragraph(&mut self, tag: Range<usize>) {
        let Some(Open { mut paragraph, content, .. }) = self.open.pop() else { return };
        paragraph.inside = (!tag.is_empty() && content <= tag.start).then_some(content..tag.start);
        let level = self.open.len();
        if let Some((_, mut first)) = self.held.pop_if(|(around, _)| *around == level) {
            first.absorb(paragraph);
            paragraph = first;
        }
        if paragraph.open_ended {
            self.held.push((level, paragraph));
        } else {
            self.deliver(paragraph);
        }
    }

    /// Ends paragraphs that wait in vain, at the end of a cell, a text box or a note.
    pub fn release(&mut self) {
        let level = self.open.len();
        while let Some((_, paragraph)) = self.held.pop_if(|(around, _)| *around >= level) {
            self.deliver(paragraph);
        }
    }

    pub fn finish(mut self) -> Vec<Paragraph> {
        self.release();
        self.done
    }

    fn deliver(&mut self, mut paragraph: Paragraph) {
        let boxed = std::mem::take(&mut paragraph.boxed);
        let to = self.open.last_mut().map_or(&mut self.done, |open| &mut open.paragraph.boxed);
        to.push(paragraph);
        to.extend(boxed);
    }

    pub fn begin_run(&mut self, head: Range<usize>, around: Around, hidden: bool, detailed: bool) {
        let Some(open) = self.open.last_mut() else { return };
        let properties = head.end..head.end;
        open.run = Some(Run { xml: head.clone(), head, properties, items: Vec::new(), around });
        (open.hidden, open.detailed) = (hidden, detailed);
    }

    pub fn begin_run_properties(&mut self, start: usize) {
        if let Some(run) = self.run() {
            run.properties.start = start;
            run.properties.end = start;
        }
    }

    pub fn end_run_properties(&mut self, end: usize) {
        if let Some(run) = self.run() {
            run.properties.end = end;
        }
    }

    /// Whether the open run is not to be seen.
    pub fn hide(&mut self, hidden: bool) {
        if let Some(open) = self.open.last_mut() {
            open.hidden = hidden;
        }
    }

    pub fn end_run(&mut self, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let Some(mut run) = open.run.take().filter(|_| open.detailed) else { return };
        run.xml.end = end;
        open.paragraph.runs.push(run);
    }

    pub fn begin_item(&mut self, start: usize, words: bool) {
        let Some(open) = self.open.last_mut() else { return };
        let at = open.paragraph.text.len() as u32;
        open.item = Some(Item { xml: start..start, text: at..at, words });
    }

    pub fn end_item(&mut self, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let (Some(mut item), Some(run)) = (open.item.take(), open.run.as_mut()) else { return };
        item.xml.end = end;
        item.text.end = open.paragraph.text.len() as u32;
        run.items.push(item);
    }

    /// Words of the open run, on one line.
    pub fn say(&mut self, words: &str) {
        let Some(open) = self.open.last_mut().filter(|open| open.run.is_some() && !open.hidden) else {
            return;
        };
        let text = &mut open.paragraph.text;
        if words.bytes().all(|byte| byte >= b' ') {
            text.push_str(words);
        } else {
            text.extend(words.chars().map(printable));
        }
    }

    pub fn line_break(&mut self) {
        let at = self.offset();
        self.say(" ");
        if let Some(open) = self.open.last_mut().filter(|open| open.paragraph.text.len() as u32 > at) {
            open.paragraph.breaks.push(at);
        }
    }

    pub fn anchor(&mut self, anchor: Anchor) {
        if let Some(open) = self.open.last_mut() {
            open.paragraph.anchors.push(anchor);
        }
    }

    /// The open run refers to a note.
    pub fn refer(&mut self, to: Option<Reference>) {
        let Some(open) = self.open.last_mut().filter(|open| open.detailed) else { return };
        if let Some(to) = to {
            open.paragraph.references.push((to, open.paragraph.runs.len()));
        }
    }

    fn run(&mut self) -> Option<&mut Run> {
        self.open.last_mut().and_then(|open| open.run.as_mut())
    }
}

/// Line breaks in the file are spaces, and what no text may hold is shown as such.
fn printable(character: char) -> char {
    match character {
        '\n' | '\r' => ' ',
        '\t' => '\t',
        '\0'..'\u{20}' => '\u{fffd}',
        other => other,
    }
}
