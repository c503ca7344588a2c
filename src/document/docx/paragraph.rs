//! A paragraph as it is taken out of a part: its words, and where each run of them stands.

use std::ops::Range;

/// A paragraph; offsets count in its own text, ranges in its part.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// The words of its runs, on one line.
    pub text: String,
    /// What it is.
    pub about: About,
    /// Places in the text where a line is broken by hand; each is a space there.
    pub breaks: Vec<u32>,
    /// The runs, where they were asked for.
    pub runs: Vec<Run>,
    /// Where comments hang.
    pub anchors: Vec<Anchor>,
    /// Notes that it refers to, and which of its runs do.
    pub references: Vec<(Reference, usize)>,
    /// What stands between its properties and its end tag; `None` where it has no end tag. Of paragraphs that are joined,
    /// because the mark between them is deleted, that of the first.
    pub inside: Option<Range<usize>>,
    /// Whether the mark at its end is deleted.
    pub open_ended: bool,
    /// Paragraphs of the text boxes inside.
    pub boxed: Vec<Paragraph>,
}

/// What a paragraph is, as far as its part tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The number of its style.
    pub style: Option<u32>,
    /// Whether it is an item of a list; `None` leaves that to the style.
    pub list: Option<bool>,
    /// Whether it is marked as a heading in the outline; `None` leaves that to the style.
    pub heading: Option<bool>,
    /// Whether it stands in a table.
    pub cell: bool,
    /// Whether it stands in a text box.
    pub boxed: bool,
    /// The number of the footnote, endnote or comment that it belongs to.
    pub note: Option<u32>,
}

/// A comment's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The comment's number.
    pub comment: u32,
    /// The offset in the paragraph.
    pub at: u32,
    /// Whether the words that it is about begin here; otherwise it stands behind them.
    pub begins: bool,
}

/// What a paragraph refers to by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A footnote.
    Footnote(u32),
    /// An endnote.
    Endnote(u32),
}

/// A run: words of one look.
#[derive(Clone, Debug)]
pub struct Run {
    /// The whole element.
    pub xml: Range<usize>,
    /// Its start tag.
    pub head: Range<usize>,
    /// Its properties; empty without.
    pub properties: Range<usize>,
    /// What it holds, in order.
    pub items: Vec<Item>,
    /// What a change inside has to mind.
    pub around: Around,
}

/// An element of a run.
#[derive(Clone, Debug)]
pub struct Item {
    /// The whole element.
    pub xml: Range<usize>,
    /// Its words in the paragraph; empty where it gives none.
    pub text: Range<u32>,
    /// Whether it is simply words, which can be cut.
    pub words: bool,
}

/// What stands around a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Around {
    /// Nothing that matters.
    Free,
    /// Right around it, an insertion that is not yet accepted; its start tag.
    Inserted(Range<usize>),
    /// Something in which no change can be tracked.
    Fixed,
}

impl Paragraph {
    /// Joins the paragraph that follows a deleted mark; what it is counts for both.
    pub fn absorb(&mut self, mut next: Self) {
        let shift = self.text.len() as u32;
        let moved = |range: &Range<u32>| range.start + shift..range.end + shift;
        for item in next.runs.iter_mut().flat_map(|run| &mut run.items) {
            item.text = moved(&item.text);
        }
        self.text.push_str(&next.text);
        self.breaks.extend(next.breaks.iter().map(|at| at + shift));
        self.anchors.extend(next.anchors.iter().map(|anchor| Anchor { at: anchor.at + shift, ..*anchor }));
        let runs = self.runs.len();
        self.references.extend(next.references.iter().map(|(to, run)| (*to, run + runs)));
        self.runs.append(&mut next.runs);
        self.boxed.append(&mut next.boxed);
        self.about = next.about;
        self.open_ended = next.open_ended;
        self.inside = self.inside.take().or(next.inside);
    }
}
