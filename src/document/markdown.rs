//! Markdown: CommonMark with tables, footnotes and front matter.
//!
//! The story is built from the words of each block, with markup taken out and entities decoded; the source map
//! keeps where they stood. Code and HTML are no copy, except that code inside a sentence keeps its words.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options as Syntax, Parser, Tag, TagEnd};

use super::writer::Writer;
use super::{Note, Options, Parts, Role, front_matter, furniture, nesting, plain, suppression};
use crate::span::Span;

/// Reads Markdown.
pub(super) fn parse(source: &str, options: &Options) -> Parts {
    if let Some(line) = nesting::too_deep(source) {
        let mut parts = plain::parse(source);
        let text = "blocks inside blocks, more than 100 deep: the file is read as plain text".to_owned();
        parts.notes.push(Note { source: Span::new(line.start, line.end), text });
        return parts;
    }
    let mut writer = Writer::new(source);
    let from = front_matter::read(source, options, &mut writer);
    let mut reader =
        Reader { writer, containers: Vec::new(), block: None, skipped: 0, images: 0, read: 0, html: false };
    let syntax = Syntax::ENABLE_TABLES | Syntax::ENABLE_FOOTNOTES | Syntax::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(&source[from..], syntax).into_offset_iter() {
        reader.event(event, range.start + from..range.end + from);
    }
    reader.finish(from)
}

struct Reader<'s> {
    writer: Writer<'s>,
    /// Quotes, list items and footnotes around the current place, by the role they give.
    containers: Vec<Role>,
    /// The role of a heading or a table cell while it is open.
    block: Option<Role>,
    /// How many open elements hold no copy.
    skipped: usize,
    /// How many pictures are open; the words inside describe the outermost.
    images: usize,
    /// Where the last words end.
    read: usize,
    /// Whether some HTML block with words of its own was left out.
    html: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag, range),
            Event::InlineHtml(tag) => self.inline_html(&tag, range),
            _ if self.skipped > 0 => {}
            Event::Text(words) => self.text(&words, range),
            Event::Code(words) => self.code(&words, range),
            Event::SoftBreak | Event::HardBreak => self.words("\n", range),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
            Tag::Strikethrough => self.skipped += 1,
            Tag::Image { .. } => self.images += 1,
            tag => {
                self.writer.close();
                self.open(tag);
            }
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => self.containers.push(Role::QuoteBlock),
            Tag::Item | Tag::FootnoteDefinition(_) => self.containers.push(Role::ListItem),
            Tag::Heading { level, .. } => self.block = Some(self.role_of_heading(*level)),
            Tag::TableCell => self.block = Some(Role::TableCell),
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.skipped += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => return,
            TagEnd::Strikethrough => return self.skipped -= 1,
            TagEnd::Image => {
                self.images -= 1;
                return self.writer.end_caption(self.images == 0);
            }
            _ => self.writer.close(),
        }
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => drop(self.containers.pop()),
            TagEnd::Heading(_) | TagEnd::TableCell => self.block = None,
            TagEnd::CodeBlock => self.skipped -= 1,
            TagEnd::HtmlBlock => {
                self.skipped -= 1;
                self.html_block(range);
            }
            _ => {}
        }
    }

    /// The first title heads the story; every other heading stands inside it.
    fn role_of_heading(&self, level: HeadingLevel) -> Role {
        let first = level == HeadingLevel::H1 && self.containers.is_empty() && !self.writer.has_headline();
        if first { Role::Headline } else { Role::Crosshead }
    }

    fn role(&self) -> Role {
        self.block.or_else(|| self.containers.last().copied()).unwrap_or(Role::Body)
    }

    /// Words; a backslash before them, which is part of no others, belongs to their first character.
    fn text(&mut self, words: &str, range: Range<usize>) {
        let is_free = range.start > self.read;
        self.read = range.end;
        match words.chars().next().filter(|first| is_free && first.is_ascii_punctuation()) {
            Some(_) if self.writer.source[..range.start].ends_with('\\') => {
                self.words(&words[..1], range.start - 1..range.start + 1);
                if words.len() > 1 {
                    self.words(&words[1..], range.start + 1..range.end);
                }
            }
            _ => self.words(words, range),
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        let role = self.role();
        self.writer.write(role, self.images > 0, words, range);
    }

    /// Code inside a sentence, without its marks and the space that may pad them.
    fn code(&mut self, words: &str, range: Range<usize>) {
        let whole = &self.writer.source[range.clone()];
        let marks = whole.bytes().take_while(|byte| *byte == b'`').count();
        for pad in [marks, marks + 1] {
            let inner = range.start + pad..range.end.saturating_sub(pad).max(range.start + pad);
            if self.writer.source.get(inner.clone()) == Some(words) {
                return self.words(words, inner);
            }
        }
        self.words(words, range);
    }

    fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        if tag.starts_with("<!--") {
            self.writer.wish(range);
        } else if self.skipped == 0 && tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("<br")) {
            self.words("\n", range);
        }
    }

    /// Reads the comments of an HTML block, and the words that follow one on its line.
    fn html_block(&mut self, range: Range<usize>) {
        let source = self.writer.source;
        let mut at = range.start;
        while source[at..range.end].trim_start().starts_with("<!--") {
            let Some(comment) = suppression::comment(source, at..range.end) else { break };
            at = comment.end;
            self.writer.wish(comment);
        }
        let rest = source[at..range.end].trim();
        if at > range.start && !rest.starts_with('<') {
            let start = range.end - source[at..range.end].trim_start().len();
            self.words(rest, start..start + rest.len());
            return self.writer.close();
        }
        self.writer.wishes(at..range.end);
        if !self.html && has_words(rest) {
            self.html = true;
            let text = "HTML in Markdown is not read as copy; its words are not checked".to_owned();
            self.writer.parts.notes.push(Note { source: Span::new(range.start, range.end), text });
        }
    }

    fn finish(self, from: usize) -> Parts {
        let (source, headed) = (self.writer.source, self.writer.has_headline());
        let mut parts = self.writer.finish();
        let story = parts.prose.as_deref().unwrap_or_default();
        let first =
            parts.blocks.partition_point(|block| parts.map.source_span(block.span).start < from as u32);
        match parts.blocks.get_mut(first) {
            Some(heading) if !headed && heading.role == Role::Crosshead => heading.role = Role::Headline,
            _ => {}
        }
        let wanted = (!headed).then_some(first);
        furniture::assign(story, source, &parts.map, &mut parts.blocks, wanted);
        parts
    }
}

/// Whether words stand between the tags of a stretch of HTML.
fn has_words(html: &str) -> bool {
    let silent = ["<script", "<style", "<svg"];
    if silent.iter().any(|name| html.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
    {
        return false;
    }
    let between = html.split('<').enumerate();
    let words = between
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) });
    words.into_iter().any(|part| part.contains(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Source, Target};
    use super::*;

    fn read(text: &str) -> Document {
        Document::parse(Source::from_text(text), Format::Markdown, &Options::default())
    }

    #[test]
    fn blocks_have_roles() {
        let text = "# Port *shut*\n\nShips wait.\n\n## Why\n\n> Too deep,\n> they say.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![Ships at sea](s.jpg)\n\n```\nlet x;\n```\n\nEnd[^1].\n\n[^1]: Or not.\n";
        let document = read(text);
        use Role::{Body, Caption, Crosshead, Headline, ListItem, QuoteBlock, TableCell};
        let expected = [
            (Headline, "Port shut"),
            (Body, "Ships wait."),
            (Crosshead, "Why"),
            (QuoteBlock, "Too deep,\nthey say."),
            (ListItem, "one"),
            (ListItem, "two"),
            (TableCell, "a"),
            (TableCell, "b"),
            (TableCell, "1"),
            (TableCell, "2"),
            (Caption, "Ships at sea"),
            (Body, "End."),
            (ListItem, "Or not."),
        ];
        assert_eq!(blocks(&document), expected);
    }

    #[test]
    fn words_lead_back_to_where_they_stood() {
        let text = "The **AT&amp;T** deal with `a b` \\*stars [and links](http://x.y).\r\nMore ![a ship](s.png) words.";
        let document = read(text);
        assert_eq!(document.text(), "The AT&T deal with a b *stars and links.\nMore words.\n\na ship");
        let back = |words: &str| {
            let start = document.text().find(words).expect("in the story");
            document.source_span(Span::new(start, start + words.len())).of(text)
        };
        for words in ["The", "deal", "a b", "stars", "and links", "More", "words", "a ship"] {
            assert_eq!(back(words), words);
        }
        assert_eq!([back("AT&T"), back("*stars")], ["AT&amp;T", "\\*stars"]);
    }

    #[test]
    fn a_first_line_is_the_headline_where_no_title_is() {
        assert_eq!(read("Port shut\n\nShips wait.\n").blocks()[0].role, Role::Headline);
        assert_eq!(read("## Port shut\n\nShips wait.\n").blocks()[0].role, Role::Headline);
        assert_eq!(read("Port shut\n\n# Ships wait\n").blocks()[0].role, Role::Body);
        assert_eq!(read("The port is shut.\n\nShips wait.\n").blocks()[0].role, Role::Body);
    }

    #[test]
    fn comments_are_suppressions_in_blocks_and_sentences() {
        let text = "One. <!-- copydesk: allow a -- r --> Two.\n\n<!-- copydesk: allow b -- r -->\n\n- Three.\n\n<!-- copydesk: allow-file c -- r --> Four.\n\n`<!-- copydesk: allow d -- r -->`\n";
        let document = read(text);
        let after = |at: usize| match document.suppressions()[at].target {
            Target::After(offset) => {
                document.text()[offset as usize..].split('.').next().unwrap_or_default().trim()
            }
            Target::File => "file",
        };
        assert_eq!([after(0), after(1), after(2)], ["Two", "Three", "file"]);
        assert_eq!(document.suppressions().len(), 3);
        assert_eq!(blocks(&document)[2], (Role::Body, "Four."));
        assert!(document.text().starts_with("One. Two."));
    }

    #[test]
    fn a_dateline_may_be_bold() {
        let document = read("# Port shut\n\n**OSLO** (AP) — Ships *wait*.\n");
        assert_eq!(blocks(&document)[1..], [(Role::Dateline, "OSLO (AP) —"), (Role::Body, "Ships wait.")]);
    }

    #[test]
    fn html_with_words_is_noted_once() {
        let document = read("<div>\nwords\n</div>\n\n<p>more</p>\n\n<iframe src=\"x\"></iframe>\n");
        assert_eq!(document.notes().len(), 1);
        assert!(document.blocks().is_empty());
    }
}
