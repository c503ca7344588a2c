//! The text of a document: a line for each paragraph, the notes behind the story, and behind them the comments that
//! speak to copydesk.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::body;
use super::outline::{Line, Order, Outline};
use super::package::{self, Package};
use super::paragraph::{Anchor, Paragraph};
use super::refusal::Refusal;
use super::relations::Names;
use super::styles::Styles;
use crate::document::suppression;
use crate::span::Span;

/// What is taken out of a document.
#[derive(Default)]
pub struct Extract {
    /// The words.
    pub text: String,
    /// What their lines are.
    pub outline: Outline,
    /// The parts that words come from, where details were asked for.
    pub parts: Vec<package::Part>,
    /// The paragraph of each line of copy, where details were asked for; its text is taken out.
    pub paragraphs: Vec<Paragraph>,
    /// The largest number that any element goes by.
    pub highest: u32,
    /// The number of the part with footnotes.
    pub footnotes: Option<u16>,
    detailed: bool,
    /// Where comments hang, by their numbers.
    anchors: BTreeMap<u32, u32>,
}

/// Takes the text out of a document. `detailed` keeps the parts and the places of all runs.
pub fn extract(package: &mut Package<'_>, names: &Names, detailed: bool) -> Result<Extract, Refusal> {
    let styles = match &names.styles {
        Some(name) => package.read(name)?,
        None => None,
    };
    let mut styles = styles.map_or_else(|| Ok(Styles::default()), |part| Styles::read(&part))?;
    let mut extract = Extract { detailed, ..Extract::default() };
    for name in [Some(&names.document), names.footnotes.as_ref(), names.endnotes.as_ref()] {
        let Some(part) = name.map_or(Ok(None), |name| package.read(name))? else { continue };
        let body = body::read(&part, &mut styles, detailed)?;
        if part.name == names.document && !body.is_document {
            return Err(Refusal::NoDocument);
        }
        extract.highest = extract.highest.max(body.highest);
        if Some(&part.name) == names.footnotes.as_ref() {
            extract.footnotes = Some(extract.outline.parts.len() as u16);
        }
        extract.add(body.paragraphs, &part.name);
        if detailed {
            extract.parts.push(part);
        }
    }
    if let Some(part) = names.comments.as_ref().map_or(Ok(None), |name| package.read(name))? {
        let body = body::read(&part, &mut styles, detailed)?;
        extract.highest = extract.highest.max(body.highest);
        extract.comments(&body.paragraphs, &part.name);
    }
    extract.outline.styles = styles;
    Ok(extract)
}

impl Extract {
    fn add(&mut self, paragraphs: Vec<Paragraph>, name: &str) {
        let part = self.part(name);
        for (at, mut paragraph) in paragraphs.into_iter().enumerate() {
            let start = self.line(part, at, &paragraph, true);
            self.outline.breaks.extend(paragraph.breaks.iter().map(|at| at + start));
            for anchor in &paragraph.anchors {
                self.anchor(*anchor, &paragraph.text, start);
            }
            self.text.push_str(&std::mem::take(&mut paragraph.text));
            self.text.push('\n');
            if self.detailed {
                self.paragraphs.push(paragraph);
            }
        }
    }

    fn part(&mut self, name: &str) -> u16 {
        self.outline.parts.push(Arc::from(name));
        self.outline.parts.len() as u16 - 1
    }

    /// Begins a line, and says where.
    fn line(&mut self, part: u16, at: usize, paragraph: &Paragraph, copy: bool) -> u32 {
        let start = self.text.len() as u32;
        let line = Line { part, number: at as u32 + 1, start, about: paragraph.about, copy };
        self.outline.lines.push(line);
        start
    }

    /// A comment behind its words is about what ends there.
    fn anchor(&mut self, anchor: Anchor, text: &str, start: u32) {
        let before = || text.get(..anchor.at as usize).and_then(|text| text.char_indices().next_back());
        let at = if anchor.begins { anchor.at } else { before().map_or(0, |(at, _)| at as u32) };
        let own = self.anchors.entry(anchor.comment);
        own.or_insert(start + at);
    }

    fn comments(&mut self, paragraphs: &[Paragraph], name: &str) {
        let end = self.text.len() as u32;
        let part = self.part(name);
        let mut at = 0;
        while let Some(first) = paragraphs.get(at) {
            let count = paragraphs[at..].iter().take_while(|one| one.about.note == first.about.note).count();
            let words: Vec<_> = paragraphs[at..at + count].iter().map(|one| one.text.trim()).collect();
            let words = words.join(" ");
            if suppression::is_order(&words) {
                let start = self.line(part, at, first, false);
                self.text.push_str(&words);
                let words = Span { start, end: self.text.len() as u32 };
                self.text.push('\n');
                let anchor = first.about.note.and_then(|comment| self.anchors.get(&comment));
                self.outline.orders.push(Order { words, at: anchor.copied().unwrap_or(end) });
            }
            at += count;
        }
    }
}
