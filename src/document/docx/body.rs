//! A part's XML to paragraphs: words of runs as they would print with every tracked change accepted.

use super::frame::Frame;
use super::markup::{Piece, Scanner, Tag};
use super::package::Part;
use super::paragraph::{Anchor, Around, Paragraph, Reference};
use super::refusal::Refusal;
use super::sheet::Sheet;
use super::styles::{Styles, is_heading_level};

/// What a part holds.
#[derive(Debug, Default)]
pub struct Body {
    /// Its paragraphs, those of text boxes behind the one that they hang on.
    pub paragraphs: Vec<Paragraph>,
    /// The largest number that any of its elements goes by.
    pub highest: u32,
    /// Whether its root is a document's.
    pub is_document: bool,
}

/// Reads a part. `detailed` keeps the places of all runs.
pub fn read(part: &Part, styles: &mut Styles, detailed: bool) -> Result<Body, Refusal> {
    let mut walker = Walker {
        styles,
        detailed,
        frames: Vec::new(),
        silent: None,
        fields: Vec::new(),
        note: None,
        floating: Vec::new(),
        highest: 0,
        is_document: false,
        sheet: Sheet::default(),
    };
    let mut scanner = Scanner::new(part);
    while let Some(piece) = scanner.read()? {
        match piece {
            Piece::Open(tag) => walker.enter(&tag),
            Piece::Close(range) => walker.leave(range),
            Piece::Words(words) => walker.hear(&words),
        }
        if walker.sheet.count() > MOST_PARAGRAPHS {
            let part = part.name.clone();
            return Err(Refusal::TooLong { part, most: MOST_PARAGRAPHS, what: "paragraphs" });
        }
    }
    let Walker { sheet, highest, is_document, .. } = walker;
    Ok(Body { paragraphs: sheet.finish(), highest, is_document })
}

struct Walker<'s> {
    styles: &'s mut Styles,
    detailed: bool,
    /// The open elements.
    frames: Vec<Frame>,
    /// How many elements are open around one that is passed over.
    silent: Option<usize>,
    /// Open fields; whether the result of each is reached.
    fields: Vec<bool>,
    /// The number of the open footnote, endnote or comment.
    note: Option<u32>,
    /// Comments that begin before the next paragraph.
    floating: Vec<u32>,
    highest: u32,
    is_document: bool,
    sheet: Sheet,
}

/// Paragraphs of a part; a long novel has ten thousand.
const MOST_PARAGRAPHS: usize = 250_000;
/// Fields inside each other; more are passed over.
const MOST_FIELDS: usize = 256;

impl Walker<'_> {
    fn enter(&mut self, tag: &Tag<'_>) {
        let parent = self.parent();
        if self.silent.is_some() {
            return self.frames.push(Frame::Other);
        }
        let own = Frame::of(tag, parent, self.sheet.in_run());
        let depth = self.frames.len();
        self.is_document |= depth == 0 && tag.word && tag.local == "document";
        self.frames.push(own);
        if self.detailed {
            let id = if tag.word { number(tag, "id") } else { None };
            self.highest = self.highest.max(id.unwrap_or(0));
            if parent == Frame::Run && own != Frame::RunProperties {
                self.sheet.begin_item(tag.range.start, own == Frame::Words);
            }
        }
        if tag.local.ends_with("Change") {
            self.silent = Some(depth);
        } else if tag.word {
            self.enter_word(tag, own, parent, depth);
        } else {
            self.enter_other(tag, parent, depth);
        }
    }

    fn parent(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame::Other)
    }

    fn enter_word(&mut self, tag: &Tag<'_>, own: Frame, parent: Frame, depth: usize) {
        match (tag.local, own, parent) {
            (_, Frame::Paragraph, _) => self.begin_paragraph(tag),
            (_, Frame::Run, _) => self.begin_run(tag, parent),
            (_, Frame::MarkProperties, _) => self.sheet.mark(tag.local),
            (_, Frame::ParagraphProperties, _) => self.paragraph_property(tag),
            (_, Frame::RunProperties, _) => self.run_property(tag, parent),
            (_, Frame::Note, _) => self.begin_note(tag, depth),
            ("del" | "moveFrom", _, Frame::RowProperties) => self.hush(depth, Frame::Row),
            ("cellDel", _, Frame::CellProperties) => self.hush(depth, Frame::Cell),
            ("del" | "moveFrom" | "rt", ..) => self.silent = Some(depth),
            ("showingPlcHdr", _, Frame::ControlProperties) if tag.is_on() => {
                if let Some(at) = depth.checked_sub(2) {
                    self.frames[at] = Frame::Placeholder;
                }
            }
            ("sdtContent", _, Frame::Placeholder) => self.silent = Some(depth),
            ("commentRangeStart", ..) => self.anchor(tag, true),
            ("commentReference", ..) => self.anchor(tag, false),
            (_, Frame::InRun, _) => self.run_content(tag),
            _ => {}
        }
    }

    fn enter_other(&mut self, tag: &Tag<'_>, parent: Frame, depth: usize) {
        match (tag.local, parent) {
            ("Choice" | "Fallback", Frame::Alternatives(true)) => self.silent = Some(depth),
            ("Choice" | "Fallback", Frame::Alternatives(false)) => {
                self.frames[depth - 1] = Frame::Alternatives(true);
            }
            ("symEx", _) => self.symbol(tag),
            _ => {}
        }
    }

    /// Passes over the innermost open element of a kind, up to its end.
    fn hush(&mut self, depth: usize, kind: Frame) {
        let around = self.frames[..depth].iter().rposition(|frame| *frame == kind);
        self.silent = around.or(Some(depth));
    }

    fn leave(&mut self, range: std::ops::Range<usize>) {
        let Some(own) = self.frames.pop() else { return };
        if self.silent.is_some_and(|silent| self.frames.len() > silent) {
            return;
        }
        self.silent = None;
        let parent = self.parent();
        if parent == Frame::Run && own != Frame::RunProperties {
            self.sheet.end_item(range.end);
        }
        match own {
            Frame::Paragraph => {
                self.sheet.end_paragraph(range);
                if !self.sheet.is_open() {
                    self.fields.retain(|reached| *reached);
                }
            }
            Frame::ParagraphProperties if parent == Frame::Paragraph => self.sheet.end_properties(range.end),
            Frame::Run => self.sheet.end_run(range.end),
            Frame::RunProperties if parent == Frame::Run => self.sheet.end_run_properties(range.end),
            Frame::Box | Frame::Cell => self.sheet.release(),
            Frame::Note => {
                self.sheet.release();
                self.note = None;
            }
            _ => {}
        }
    }

    fn hear(&mut self, words: &str) {
        if self.silent.is_none() && self.parent() == Frame::Words {
            self.say(words);
        }
    }

    /// Words of a field's instruction are none of the story's.
    fn say(&mut self, words: &str) {
        if !self.fields.contains(&false) {
            self.sheet.say(words);
        }
    }

    fn begin_paragraph(&mut self, tag: &Tag<'_>) {
        let around = self.frames.iter().rev().take_while(|frame| **frame != Frame::Box);
        let cell = around.clone().any(|frame| *frame == Frame::Cell);
        self.sheet.begin_paragraph(tag.range.end, cell, self.note);
        for comment in std::mem::take(&mut self.floating) {
            self.sheet.anchor(Anchor { comment, at: 0, begins: true });
        }
    }

    fn begin_run(&mut self, tag: &Tag<'_>, parent: Frame) {
        let hidden = self.sheet.style().is_some_and(|style| self.styles.hides(style));
        let around = if self.detailed { self.around(parent) } else { Around::Free };
        self.sheet.begin_run(tag.range.clone(), around, hidden, self.detailed);
    }

    /// What a change inside a new run has to mind.
    fn around(&self, parent: Frame) -> Around {
        let inner = self.frames.iter().rev().skip(1).take_while(|frame| **frame != Frame::Paragraph);
        let tracked = inner.filter(|frame| matches!(frame, Frame::Inserted(..) | Frame::Moved)).count();
        match (tracked, parent) {
            (0, _) => Around::Free,
            (1, Frame::Inserted(start, end)) => Around::Inserted(start..end),
            _ => Around::Fixed,
        }
    }

    fn paragraph_property(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        let number = (tag.local == "pStyle").then(|| self.styles.number(&value()));
        let Some(about) = self.sheet.about() else { return };
        match tag.local {
            "pStyle" => about.style = number,
            "numId" => about.list = Some(value() != "0"),
            "outlineLvl" => about.heading = Some(is_heading_level(&value())),
            _ => {}
        }
    }

    fn run_property(&mut self, tag: &Tag<'_>, parent: Frame) {
        match tag.local {
            "rPr" if parent == Frame::Run => self.sheet.begin_run_properties(tag.range.start),
            "rStyle" => {
                let style = self.styles.number(&tag.attribute("val").unwrap_or_default());
                if self.styles.hides(style) {
                    self.sheet.hide(true);
                }
            }
            "vanish" => self.sheet.hide(tag.is_on()),
            _ => {}
        }
    }

    fn begin_note(&mut self, tag: &Tag<'_>, depth: usize) {
        let kind = tag.attribute("type").unwrap_or_default();
        if kind.to_ascii_lowercase().contains("separator") || kind == "continuationNotice" {
            self.silent = Some(depth);
        }
        self.note = number(tag, "id").or(Some(u32::MAX));
    }

    fn anchor(&mut self, tag: &Tag<'_>, begins: bool) {
        let Some(comment) = number(tag, "id") else { return };
        if self.sheet.is_open() {
            let at = self.sheet.offset();
            self.sheet.anchor(Anchor { comment, at, begins });
        } else if begins {
            self.floating.push(comment);
        }
    }

    fn run_content(&mut self, tag: &Tag<'_>) {
        match tag.local {
            "tab" | "ptab" => self.say("\t"),
            "br" | "cr" if !self.fields.contains(&false) => self.sheet.line_break(),
            "noBreakHyphen" => self.say("-"),
            "sym" => self.symbol(tag),
            "fldChar" => self.field(&tag.attribute("fldCharType").unwrap_or_default()),
            "footnoteReference" => self.sheet.refer(number(tag, "id").map(Reference::Footnote)),
            "endnoteReference" => self.sheet.refer(number(tag, "id").map(Reference::Endnote)),
            _ => {}
        }
    }

    /// A character of a font of symbols says nothing without its font: it counts as a space.
    fn symbol(&mut self, tag: &Tag<'_>) {
        let code = tag.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let character = code.and_then(char::from_u32).filter(|one| !('\u{e000}'..='\u{f8ff}').contains(one));
        self.say(character.unwrap_or(' ').encode_utf8(&mut [0; 4]));
    }

    fn field(&mut self, step: &str) {
        match step {
            "begin" if self.fields.len() < MOST_FIELDS => self.fields.push(false),
            "separate" => {
                if let Some(reached) = self.fields.last_mut() {
                    *reached = true;
                }
            }
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<u32> {
    tag.attribute(name)?.trim().parse().ok()
}
