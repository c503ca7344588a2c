//! The lines of a Word document to the blocks of a story.

use super::super::{Block, Options, Parts, Role, Source, SourceMap, furniture};
use super::outline::{Line, Outline};
use crate::span::Span;

/// Blocks of the lines that are copy.
pub fn parse(source: &Source, outline: &Outline, options: &Options) -> Parts {
    let text = source.text();
    let mut parts = Parts::default();
    for (at, line) in outline.lines.iter().enumerate().filter(|(_, line)| line.copy) {
        let end = outline.lines.get(at + 1).map_or(text.len(), |next| next.start as usize);
        let role = role(line, outline, options);
        let heading = matches!(role, Role::Headline | Role::Crosshead);
        for span in stretches(text, Span::new(line.start as usize, end), &outline.breaks) {
            parts.blocks.push(Block { role, span, heading });
        }
    }
    for order in &outline.orders {
        parts.wishes.read_bare(text, order.words.range(), order.at as usize);
    }
    if !outline.breaks.is_empty() {
        parts.prose = Some(with_breaks(text, &outline.breaks));
    }
    let story = parts.prose.as_deref().unwrap_or(text);
    assign_headline(story, &mut parts.blocks);
    furniture::assign(story, text, &SourceMap::default(), &mut parts.blocks, None);
    parts
}

fn role(line: &Line, outline: &Outline, options: &Options) -> Role {
    let (about, styles) = (line.about, &outline.styles);
    if about.cell {
        return Role::TableCell;
    }
    if about.note.is_some() {
        return Role::ListItem;
    }
    match about.style.and_then(|style| styles.role(style, options)) {
        Some(Role::Crosshead) if about.heading == Some(false) => {}
        Some(role) => return role,
        None if about.heading == Some(true) => return Role::Crosshead,
        None => {}
    }
    let list = about.list.unwrap_or_else(|| about.style.is_some_and(|style| styles.is_list(style)));
    if list { Role::ListItem } else { Role::Body }
}

/// Without a title, the first heading is the headline, or a first paragraph that reads like one.
fn assign_headline(story: &str, blocks: &mut [Block]) {
    if blocks.iter().any(|block| block.role == Role::Headline) {
        return;
    }
    match blocks {
        [first, ..] if first.role == Role::Crosshead => first.role = Role::Headline,
        [_, _, ..] => furniture::assign_first(story, blocks),
        _ => {}
    }
}

/// The words of a line, parted where two breaks by hand stand for a new paragraph.
fn stretches(text: &str, line: Span, breaks: &[u32]) -> Vec<Span> {
    let from = breaks.partition_point(|at| *at < line.start);
    let own: Vec<u32> = breaks[from..].iter().copied().take_while(|at| *at < line.end).collect();
    let blank = |from: u32, to: u32| Span { start: from, end: to }.of(text).trim().is_empty();
    let mut found = Vec::new();
    let mut start = line.start;
    for pair in own.windows(2).filter(|pair| blank(pair[0], pair[1])) {
        found.push(Span { start, end: pair[0].max(start) });
        start = pair[1];
    }
    found.push(Span { start, end: line.end });
    found.into_iter().map(|span| trim(text, span)).filter(|span| !span.is_empty()).collect()
}

fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.end as usize - words.trim_start().len();
    Span::new(start, (span.start as usize + words.trim_end().len()).max(start))
}

/// The text with a line's end at every break: as many bytes as before.
fn with_breaks(text: &str, breaks: &[u32]) -> String {
    let mut prose = String::with_capacity(text.len());
    let mut at = 0;
    for &next in breaks {
        prose.push_str(&text[at..next as usize]);
        prose.push('\n');
        at = next as usize + 1;
    }
    prose.push_str(&text[at..]);
    prose
}
