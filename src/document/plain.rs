//! Plain text: paragraphs between blank lines, with lists, tables and notes where the lines leave no doubt.
//!
//! The story's text is the source's text itself. Only a comment to copydesk in the middle of a paragraph is
//! overwritten by as much white space in a copy, so that offsets stay the same.

use std::ops::Range;

use super::lines::{self, Line};
use super::{Block, Parts, Role, SourceMap, furniture, suppression};
use crate::span::Span;

/// Reads plain text.
pub(super) fn parse(text: &str) -> Parts {
    let mut parts = paragraphs(text);
    let story = parts.prose.as_deref().unwrap_or(text);
    furniture::assign(story, text, &SourceMap::default(), &mut parts.blocks, Some(0));
    parts
}

/// Reads plain text that stands inside a story: what heads or closes it is told by whoever knows the whole.
pub(super) fn paragraphs(text: &str) -> Parts {
    let mut reader = Reader { text, parts: Parts::default(), items: Vec::new(), blanked: Vec::new() };
    let has_tabs = memchr::memchr(b'\t', text.as_bytes()).is_some();
    let mut paragraph = Paragraph::default();
    each_line(text, |line| {
        if is_blank(&text[line.clone()]) {
            reader.paragraph(std::mem::take(&mut paragraph));
        } else {
            paragraph.add(&text[line.clone()], line, has_tabs);
        }
    });
    reader.paragraph(paragraph);
    reader.finish()
}

/// Calls `see` with every line, without its line end.
pub(super) fn each_line(text: &str, mut see: impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let mut start = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r' {
            start = at + 1;
            continue;
        }
        see(start..at);
        start = at + 1;
    }
    if start < text.len() {
        see(start..text.len());
    }
}

/// Whether a line holds nothing but white space.
pub(super) fn is_blank(line: &str) -> bool {
    match line.as_bytes().first() {
        Some(b'!'..=b'~') => false,
        _ => line.trim_start().is_empty(),
    }
}

/// Lines without a blank one between them.
#[derive(Default)]
struct Paragraph {
    range: Range<usize>,
    /// Whether some line may be more than words and has to be looked at on its own.
    mixed: bool,
}

impl Paragraph {
    fn add(&mut self, line: &str, range: Range<usize>, has_tabs: bool) {
        if self.range.is_empty() {
            self.range.start = range.start;
        }
        self.range.end = range.end;
        self.mixed |=
            lines::may_be_special(line) || (has_tabs && memchr::memchr(b'\t', line.as_bytes()).is_some());
    }
}

struct Reader<'t> {
    text: &'t str,
    parts: Parts,
    /// List items so far: the block's index, and where its marker begins.
    items: Vec<(usize, usize)>,
    /// Comments to copydesk inside paragraphs.
    blanked: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn paragraph(&mut self, paragraph: Paragraph) {
        if !paragraph.mixed {
            return self.block(Role::Body, paragraph.range);
        }
        let text = self.text;
        let mut ranges = Vec::new();
        each_line(&text[paragraph.range.clone()], |line| {
            let line = line.start + paragraph.range.start..line.end + paragraph.range.start;
            ranges.push(trim(text, line));
        });
        let kinds = lines::classify(text, &ranges);
        self.group(&ranges, &kinds);
    }

    /// Joins the lines of a paragraph to blocks; words after an item's first line belong to the item.
    fn group(&mut self, lines: &[Range<usize>], kinds: &[Line]) {
        let mut open: Option<(Role, Range<usize>)> = None;
        for (at, line) in lines.iter().enumerate() {
            match (kinds[at], &mut open) {
                (Line::Text, Some((_, range))) => range.end = line.end,
                (Line::Text, None) => open = Some((Role::Body, line.clone())),
                (Line::Comment, open) => {
                    self.parts.wishes.read(self.text, line.clone(), line.end);
                    let words_follow = kinds.get(at + 1) == Some(&Line::Text);
                    if open.is_some() && words_follow && can_be_blanked(&self.text[line.clone()]) {
                        self.blanked.push(line.clone());
                    } else {
                        self.flush(open);
                    }
                }
                (Line::Item(marker), _) => {
                    self.flush(&mut open);
                    self.items.push((self.parts.blocks.len(), line.start));
                    open = Some((Role::ListItem, line.start + marker..line.end));
                }
                (Line::Row, _) => {
                    self.flush(&mut open);
                    self.block(Role::TableCell, line.clone());
                }
                (Line::Note, _) => {
                    self.flush(&mut open);
                    self.block(Role::Note, line.clone());
                }
            }
        }
        self.flush(&mut open);
    }

    fn flush(&mut self, open: &mut Option<(Role, Range<usize>)>) {
        if let Some((role, range)) = open.take() {
            self.block(role, range);
        }
    }

    fn block(&mut self, role: Role, range: Range<usize>) {
        let range = trim(self.text, range);
        if !range.is_empty() {
            self.parts.blocks.push(Block { role, span: Span::new(range.start, range.end), heading: false });
        }
    }

    fn finish(mut self) -> Parts {
        self.demote_lone_items();
        self.parts.wishes.blame_unread(self.text);
        if !self.blanked.is_empty() {
            self.parts.prose = Some(blank_out(self.text, &self.blanked));
        }
        self.parts
    }

    /// One item makes no list: a dash may open a paragraph for many reasons.
    fn demote_lone_items(&mut self) {
        let blocks = &mut self.parts.blocks;
        let is_item = |block: Option<&Block>| block.is_some_and(|block| block.role == Role::ListItem);
        let lone = |at: usize| !is_item(blocks.get(at.wrapping_sub(1))) && !is_item(blocks.get(at + 1));
        let demoted: Vec<_> = self.items.iter().filter(|(at, _)| lone(*at)).copied().collect();
        for (at, start) in demoted {
            if let Some(block) = blocks.get_mut(at) {
                *block = Block {
                    role: Role::Body,
                    span: Span::new(start, block.span.end as usize),
                    heading: false,
                };
            }
        }
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let start = range.end - words.trim_start().len();
    start..(range.start + words.trim_end().len()).max(start)
}

/// Characters of four bytes have no white space of their length.
fn can_be_blanked(comment: &str) -> bool {
    comment.bytes().all(|byte| byte < 0xF0)
}

fn blank_out(text: &str, ranges: &[Range<usize>]) -> String {
    let mut copy = String::with_capacity(text.len());
    let mut at = 0;
    for range in ranges {
        copy.push_str(&text[at..range.start]);
        copy.extend(text[range.clone()].chars().map(blank_as_long_as));
        at = range.end;
    }
    copy.push_str(&text[at..]);
    copy
}

/// White space with as many bytes, so that no offset falls inside a character of the source.
fn blank_as_long_as(character: char) -> char {
    match character.len_utf8() {
        1 => ' ',
        2 => '\u{a0}',
        3 => '\u{2003}',
        _ => character,
    }
}

/// Whether a whole line is a comment to copydesk.
pub(super) fn is_comment_line(text: &str, line: Range<usize>) -> bool {
    let words = &text[line.clone()];
    let closed = words.find("-->").is_none_or(|at| at + 3 == words.len());
    words.starts_with("<!--") && closed && suppression::speaks_to_us(text, line)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Options, Source, Target};
    use super::*;

    fn blocks(text: &str) -> Vec<(Role, String)> {
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        document
            .blocks()
            .iter()
            .map(|block| (block.role, block.span.of(document.text()).to_owned()))
            .collect()
    }

    fn roles(text: &str) -> Vec<Role> {
        blocks(text).into_iter().map(|(role, _)| role).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_whatever_the_line_ends() {
        for end in ["\n", "\r\n", "\r"] {
            let text =
                ["Rates rise again", "", "  Rates rose.", "Banks cheered. ", " \t", "It hurt."].join(end);
            let expected = [
                "Rates rise again".to_owned(),
                format!("Rates rose.{end}Banks cheered."),
                "It hurt.".to_owned(),
            ];
            let found = blocks(&text);
            assert_eq!(found.iter().map(|(_, words)| words.clone()).collect::<Vec<_>>(), expected);
            assert_eq!(found[0].0, Role::Headline);
        }
    }

    #[test]
    fn lists_need_two_items() {
        let text = "The plan.\n\nIt has parts:\n- a levy\non cars\n- a tax\n\n* one\n\n* two\n\nWords.\n\n- He left.";
        let found = blocks(text);
        let items: Vec<_> =
            found.iter().filter(|(role, _)| *role == Role::ListItem).map(|(_, words)| &**words).collect();
        assert_eq!(items, ["a levy\non cars", "a tax", "one", "two"]);
        assert_eq!(found.last(), Some(&(Role::Body, "- He left.".to_owned())));
    }

    #[test]
    fn rows_of_figures_are_a_table_and_sentences_are_not() {
        let text = "A long day.\n\nTeam    Won  Lost\nRovers    3     1\nUnited    2     2\n\nBorn in 1950.  He\ndied in 2010.";
        use Role::{Body, TableCell};
        assert_eq!(roles(text), [Body, TableCell, TableCell, TableCell, Body]);
    }

    #[test]
    fn notes_to_the_desk_are_no_copy() {
        let text = "Port shut.\n\n[CHECK: the name]\nShips wait.\n\n***EDITORS: photos to come***\n\nEDITOR'S NOTE: old.";
        assert_eq!(roles(text), [Role::Body, Role::Note, Role::Body, Role::Note, Role::Note]);
    }

    #[test]
    fn a_comment_inside_a_paragraph_leaves_the_paragraph_whole() {
        let text = "One line.\nTwo\n<!-- copydesk: allow x -- y -->\nlines.\n";
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        assert_eq!(document.blocks().len(), 1);
        let words: Vec<_> = document.text().split_whitespace().collect();
        assert_eq!(words, ["One", "line.", "Two", "lines."]);
        let end = text.rfind("-->").expect("it is there") + 3;
        assert_eq!(document.suppressions()[0].target, Target::After(end as u32));
        assert_eq!(document.text().len(), text.len());
    }
}
