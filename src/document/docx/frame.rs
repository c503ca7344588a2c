//! What an open element of a part is to its children.

use super::markup::Tag;

/// What an open element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// Nothing that matters.
    Other,
    /// A paragraph.
    Paragraph,
    /// Its properties, or anything in them.
    ParagraphProperties,
    /// The properties of the mark at its end, or anything in them.
    MarkProperties,
    /// A run.
    Run,
    /// Its properties, or anything in them.
    RunProperties,
    /// Anything else inside a run.
    InRun,
    /// Words.
    Words,
    /// An insertion that is not yet accepted; its start tag.
    Inserted(usize, usize),
    /// Words moved here, not yet accepted.
    Moved,
    /// A row of a table.
    Row,
    /// Its properties.
    RowProperties,
    /// A cell of a table.
    Cell,
    /// Its properties.
    CellProperties,
    /// What a text box holds.
    Box,
    /// A footnote, an endnote or a comment.
    Note,
    /// A control that is filled in.
    Control,
    /// Its properties.
    ControlProperties,
    /// A control that shows what is to be typed into it.
    Placeholder,
    /// Alternatives; whether one is taken.
    Alternatives(bool),
}

impl Frame {
    /// What a new element is, from its name and what stands around it; `in_run` says whether a run is being read.
    pub fn of(tag: &Tag<'_>, parent: Self, in_run: bool) -> Self {
        match (tag.word, tag.local, parent) {
            (_, _, Self::MarkProperties) => Self::MarkProperties,
            (_, _, Self::RunProperties) => Self::RunProperties,
            (true, "rPr", Self::ParagraphProperties) => Self::MarkProperties,
            (_, _, Self::ParagraphProperties) => Self::ParagraphProperties,
            (true, "p", _) => Self::Paragraph,
            (true, "pPr", Self::Paragraph) => Self::ParagraphProperties,
            (true, "r", _) if !in_run => Self::Run,
            (true, "rPr", Self::Run) => Self::RunProperties,
            (true, "t", _) if in_run => Self::Words,
            (true, "ins", _) => Self::Inserted(tag.range.start, tag.range.end),
            (true, "moveTo", _) => Self::Moved,
            (true, "tr", _) => Self::Row,
            (true, "trPr", Self::Row) => Self::RowProperties,
            (true, "tc", _) => Self::Cell,
            (true, "tcPr", Self::Cell) => Self::CellProperties,
            (true, "txbxContent", _) => Self::Box,
            (true, "footnote" | "endnote" | "comment", _) => Self::Note,
            (true, "sdt", _) => Self::Control,
            (true, "sdtPr", Self::Control) => Self::ControlProperties,
            (false, "AlternateContent", _) => Self::Alternatives(false),
            _ if in_run => Self::InRun,
            _ => Self::Other,
        }
    }
}
