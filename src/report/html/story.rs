//! A story as it reads, its findings beside their paragraphs.

use std::ops::Range;

use super::card;
use super::escape::Text;
use super::section::{Entry, Section};
use super::words::{self, Part, put};
use super::{Page, excerpt};
use crate::document::{Block, Document, Role};

/// Writes the words of a section with the cards of its findings.
pub fn write(page: &Page<'_>, section: &Section<'_>, out: &mut String) {
    let (loose, placed): (Vec<_>, Vec<_>) =
        section.entries.iter().partition(|entry| entry.at.is_none() || section.story.is_none());
    for entry in loose {
        out.push_str("<div class=\"row\"><div class=\"copy\">");
        excerpt::write(entry, out);
        out.push_str("</div>");
        notes(page, section, &[entry], out);
        out.push_str("</div>\n");
    }
    if let Some(story) = section.story {
        Press {
            page,
            section,
            story,
            entries: &placed,
            marks: 0,
            open: Vec::new(),
            group: None,
            headed: false,
            line: None,
        }
        .print(out);
    }
}

/// The cards beside a paragraph.
fn notes(page: &Page<'_>, section: &Section<'_>, entries: &[&Entry<'_>], out: &mut String) {
    out.push_str("<div class=\"notes\">");
    entries.iter().for_each(|entry| card::write(page, section, entry, out));
    out.push_str("</div>");
}

/// Prints a story from top to bottom.
struct Press<'a, 'p> {
    page: &'a Page<'p>,
    section: &'a Section<'p>,
    story: &'a Document,
    /// The findings still to come, in text order.
    entries: &'a [&'a Entry<'p>],
    /// The next mark of the section.
    marks: usize,
    /// Marks that run on from an earlier block.
    open: Vec<usize>,
    /// The element around list items or cells.
    group: Option<&'static str>,
    headed: bool,
    /// The line of the last cell.
    line: Option<usize>,
}

impl Press<'_, '_> {
    fn print(mut self, out: &mut String) {
        let blocks = self.story.blocks();
        out.push_str("<div class=\"row\"><div class=\"copy\">\n");
        let mut at = 0;
        while at < blocks.len() {
            let unit = at..at + unit(&blocks[at..]);
            at = unit.end;
            let limit = blocks.get(at).map_or(u32::MAX, |next| next.span.start);
            let count = self.entries.partition_point(|entry| entry.at.is_some_and(|at| at < limit));
            let (here, later) = self.entries.split_at(count);
            if here.is_empty() {
                self.unit(unit, out);
                continue;
            }
            self.gather(None, out);
            out.push_str("</div></div>\n<div class=\"row\"><div class=\"copy\">\n");
            self.unit(unit, out);
            self.gather(None, out);
            out.push_str("</div>");
            notes(self.page, self.section, here, out);
            out.push_str("<div class=\"copy\">\n");
            self.entries = later;
        }
        self.gather(None, out);
        self.rest(out);
        out.push_str("</div></div>\n");
    }

    /// One paragraph: a block, or a dateline with the block it opens.
    fn unit(&mut self, unit: Range<usize>, out: &mut String) {
        let blocks = &self.story.blocks()[unit];
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return };
        let group = match last.role {
            Role::ListItem => Some("ul"),
            Role::TableCell => Some("div"),
            _ => None,
        };
        if group == Some("div") && self.begins_row(last) {
            self.gather(None, out);
        }
        self.gather(group, out);
        let tag = match last.role {
            Role::Headline if !std::mem::replace(&mut self.headed, true) => "h2",
            Role::Headline | Role::Crosshead => "h3",
            Role::QuoteBlock => "blockquote",
            Role::ListItem => "li",
            _ => "p",
        };
        put(out, format_args!("<{tag} class=\"{}\" dir=\"auto\">", last.role.name()));
        if blocks.len() > 1 {
            out.push_str("<span class=\"dateline\">");
            self.block(first, out);
            out.push_str("</span> ");
        }
        self.block(last, out);
        put(out, format_args!("</{tag}>\n"));
    }

    /// Whether a cell of a table stands on another line of the file than the one before it.
    fn begins_row(&mut self, cell: &Block) -> bool {
        let source = self.story.source_span(cell.span).start as usize;
        let line = Some(self.story.source().lines().line_of(source));
        std::mem::replace(&mut self.line, line) != line
    }

    /// Opens and closes the element around list items or cells.
    fn gather(&mut self, group: Option<&'static str>, out: &mut String) {
        if group == self.group {
            return;
        }
        if let Some(tag) = self.group {
            put(out, format_args!("</{tag}>\n"));
        }
        if let Some(tag) = group {
            let class = if tag == "ul" { "list" } else { "cells" };
            put(out, format_args!("<{tag} class=\"{class}\">\n"));
        }
        self.group = group;
    }

    fn block(&mut self, block: &Block, out: &mut String) {
        let all = &self.section.marks;
        let (start, end, fresh) = (block.span.start, block.span.end, self.marks);
        while all.get(self.marks).is_some_and(|mark| mark.span.start <= end) {
            self.open.push(self.marks);
            self.marks += 1;
        }
        let part = |&at: &usize| {
            let mark = all[at];
            let from = mark.span.start.max(start);
            Part {
                start: (from - start) as usize,
                end: (mark.span.end.clamp(from, end) - start) as usize,
                mark,
                opens: mark.first && at >= fresh,
            }
        };
        let mut parts: Vec<Part> = self.open.iter().map(part).collect();
        parts.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
        words::write(block.span.of(self.story.text()), &parts, out);
        self.open.retain(|&at| all[at].span.end > end);
    }

    /// Numbers the marks that stand behind all words.
    fn rest(&self, out: &mut String) {
        let all = &self.section.marks;
        let parts: Vec<Part> = all[self.marks..]
            .iter()
            .map(|&mark| Part { start: 0, end: 0, mark, opens: mark.first })
            .collect();
        if !parts.is_empty() {
            out.push_str("<p class=\"body\">");
            words::write("", &parts, out);
            out.push_str("</p>\n");
        }
    }
}

/// How many blocks make one paragraph.
fn unit(blocks: &[Block]) -> usize {
    let joins = |next: &Block| {
        !matches!(next.role, Role::Headline | Role::Crosshead | Role::ListItem | Role::TableCell)
    };
    let opens = blocks[0].role == Role::Dateline && blocks.get(1).is_some_and(joins);
    if opens { 2 } else { 1 }
}

/// The title of a section whose story has no headline, or that is no story.
pub fn heading(section: &Section<'_>, number: usize, out: &mut String) {
    let has_headline =
        section.story.is_some_and(|story| story.blocks().iter().any(|block| block.role == Role::Headline));
    let which = if section.which > 0 { format!(", story {}", section.which) } else { String::new() };
    let (tag, class) = if has_headline { ("p", "file") } else { ("h2", "file bare") };
    put(
        out,
        format_args!(
            "<{tag} class=\"{class}\" id=\"t{number}\" dir=\"auto\">{}{which}</{tag}>\n",
            Text(section.path)
        ),
    );
}
