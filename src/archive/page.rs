//! A page of an archive: a document, and whose words it holds where.

use std::sync::Arc;

use super::turn::{self, Turn};
use crate::document::Document;
use crate::span::Span;
use crate::story::Story;

/// One transcript, statement or story.
#[derive(Debug)]
pub struct Page {
    path: Arc<str>,
    document: Document,
    turns: Vec<Turn>,
    /// What stands in quotation marks.
    quoted: Vec<Span>,
}

impl Page {
    /// Reads who speaks in a document. `path` is its name as findings show it.
    #[must_use]
    pub fn new(path: Arc<str>, document: Document) -> Self {
        let turns = turn::turns(&document);
        let quoted = Story::new(&document).marked().iter().map(|quote| quote.span).collect();
        Self { path, document, turns, quoted }
    }

    /// Its name as findings show it.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The words of the page.
    #[must_use]
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// Whether the words stand in quotation marks.
    #[must_use]
    pub fn is_quoted(&self, span: Span) -> bool {
        let after = self.quoted.partition_point(|quote| quote.start <= span.start);
        self.quoted[..after].iter().rev().take(3).any(|quote| quote.contains(span))
    }

    /// Who speaks these words; the shortest turn that holds them decides, so that a quote within a statement is its
    /// speaker's.
    #[must_use]
    pub fn turn_of(&self, span: Span) -> Option<&Turn> {
        self.turns.iter().filter(|turn| turn.span.contains(span)).min_by_key(|turn| turn.span.len())
    }
}
