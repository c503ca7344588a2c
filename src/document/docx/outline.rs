//! What a Word document knows of each line of the text that is taken out of it.

use std::sync::Arc;

use super::paragraph::About;
use super::styles::Styles;
use crate::span::Span;

/// Where a place stands inside a container such as a Word document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// The name of the part, such as `word/document.xml`.
    pub name: Arc<str>,
    /// The paragraph in this part, from 1.
    pub paragraph: u32,
}

/// A document's parts and the paragraphs that its lines come from.
#[derive(Debug, Default)]
pub struct Outline {
    /// The names of the parts that words come from.
    pub parts: Vec<Arc<str>>,
    /// One for each line of the text.
    pub lines: Vec<Line>,
    /// Places in the text where a line is broken by hand; each is a space there.
    pub breaks: Vec<u32>,
    /// Comments that speak to copydesk.
    pub orders: Vec<Order>,
    /// The styles that paragraphs name.
    pub styles: Styles,
}

/// The paragraph that a line comes from.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The number of its part.
    pub part: u16,
    /// The paragraph in that part, from 1.
    pub number: u32,
    /// Where the line begins in the text.
    pub start: u32,
    /// What it is.
    pub about: About,
    /// Whether it is copy, and no comment.
    pub copy: bool,
}

/// A comment that speaks to copydesk.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Its words in the text.
    pub words: Span,
    /// The offset in the story that it hangs on.
    pub at: u32,
}

impl Outline {
    /// The number of the line that holds an offset of the text.
    pub fn line_of(&self, offset: u32) -> usize {
        self.lines.partition_point(|line| line.start <= offset).max(1) - 1
    }

    /// The part and paragraph that a span of the text begins in.
    pub fn part(&self, span: Span) -> Option<Part> {
        let line = self.lines.get(self.line_of(span.start))?;
        let name = Arc::clone(self.parts.get(line.part as usize)?);
        Some(Part { name, paragraph: line.number })
    }
}
