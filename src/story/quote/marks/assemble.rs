//! Makes quotes and faults of paired marks, and carries quotations over paragraphs.

use super::double::{self, Part};
use super::scan::{Direction, Mark, scan};
use super::{Fault, FaultKind, Marks, single};
use crate::document::{Block, Role};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::quote::{Quote, Status};

/// The marks of a story as they are read, block by block.
pub(super) struct Assembly<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    parts: Vec<Part>,
    found: Marks,
    carry: Option<Carry>,
    /// Single marks that found no partner: faults where the house quotes with single marks, else apostrophes.
    lone: Vec<Fault>,
    /// Quotations of several words in single marks that stand in no double ones, less those in double marks.
    single_lead: i64,
}

/// A quotation that a paragraph left open.
struct Carry {
    mark: Span,
    is_double: bool,
    /// Its paragraphs so far.
    quotes: Vec<Quote>,
}

impl<'t> Assembly<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            marks: Vec::new(),
            parts: Vec::new(),
            found: Marks::default(),
            carry: None,
            lone: Vec::new(),
            single_lead: 0,
        }
    }

    pub fn read(mut self, blocks: &[Block]) -> Marks {
        let mut bare = None;
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.role != Role::Note) {
            let before = self.found.quotes.len();
            self.block(index as u32, block);
            if block.role == Role::QuoteBlock && self.found.quotes.len() == before && self.carry.is_none() {
                let goes_on = index > 0 && bare == Some(index - 1);
                self.found.quotes.push(bare_quote(index as u32, block.span, goes_on));
                bare = Some(index);
            }
        }
        self.drop_carry();
        self.finish()
    }

    fn block(&mut self, index: u32, block: &Block) {
        let mut marks = std::mem::take(&mut self.marks);
        let mut parts = std::mem::take(&mut self.parts);
        scan(self.text, block.span, &mut marks);
        double::pair(self.text, &marks, &mut parts, |open, mark| goes_on(self.text, open.span, mark.span));
        single::pair(self.text, &marks, &mut parts);
        let mut reader =
            Paired { text: self.text, index, block: block.span, marks: &marks, parts: &mut parts };
        let is_copy = matches!(block.role, Role::Body | Role::ListItem | Role::QuoteBlock);
        if is_copy {
            self.settle(&mut reader);
        }
        self.collect(&reader, is_copy);
        (self.marks, self.parts) = (marks, parts);
    }

    /// Ends what the paragraph before left open, unless this one goes on with it.
    fn settle(&mut self, block: &mut Paired<'_>) {
        let Some(carry) = &self.carry else { return };
        if block.leads(carry.is_double) {
            return;
        }
        let is_double = carry.is_double;
        let first =
            (0..block.marks.len()).find(|&at| block.marks[at].is_double && block.parts[at] != Part::None);
        let Some(at) = first.filter(|&at| is_double && block.parts[at] == Part::Unopened) else {
            return self.drop_carry();
        };
        block.parts[at] = Part::None;
        let mark = block.marks[at].span;
        let start = Span { start: block.block.start, end: block.block.start };
        self.fault(FaultKind::NotReopened, mark, start);
        let mut quote = block.quote(start, Span { start: start.end, end: mark.start }, Some(mark));
        quote.carried = true;
        self.end_carry();
        self.found.quotes.push(quote);
    }

    /// Turns the parts of a block into quotes and faults.
    fn collect(&mut self, block: &Paired<'_>, is_copy: bool) {
        let mut carried = is_copy && self.carry.as_ref().is_some_and(|carry| block.leads(carry.is_double));
        for at in 0..block.marks.len() {
            let mark = &block.marks[at];
            match block.parts[at] {
                Part::Opens(end) => {
                    let mut quote = block.pair(at, end);
                    quote.carried = std::mem::take(&mut carried);
                    if quote.carried {
                        self.end_carry();
                    }
                    self.weigh(mark, &quote);
                    self.found.quotes.push(quote);
                    self.turned(mark, &block.marks[end]);
                }
                Part::StaysOpen => self.stays_open(block, at, std::mem::take(&mut carried), is_copy),
                Part::Continues => {
                    let next = block.next_double(at).map_or(block.block.end, |next| next.span.start);
                    let mut quote = block.open_quote(mark.span, next);
                    quote.carried = std::mem::replace(&mut carried, true);
                    self.carry_on(mark, quote);
                }
                Part::Unopened => self.unopened(block, at),
                Part::None if single::opens(self.text, mark) => {
                    self.lone_opening(block, at, std::mem::take(&mut carried), is_copy);
                }
                Part::None if block.closes_alone(at) => {
                    let other = block.expected_opening(at);
                    self.lone.push(Fault { mark: mark.span, kind: FaultKind::Unopened, other });
                }
                Part::None | Part::Closes(_) => {}
            }
        }
    }

    fn stays_open(&mut self, block: &Paired<'_>, at: usize, carried: bool, is_copy: bool) {
        let mark = &block.marks[at];
        let next = block.next_double(at);
        if let Some(other) = block.single_close(at) {
            let mut quote =
                block.quote(mark.span, Span { start: mark.span.end, end: other.start }, Some(other));
            quote.carried = carried;
            self.fault(FaultKind::OtherKind, mark.span, other);
            self.end_carry();
            self.found.quotes.push(quote);
            return;
        }
        if next.is_none() && is_copy {
            let mut quote = block.open_quote(mark.span, block.block.end);
            quote.carried = carried;
            return self.carry_on(mark, quote);
        }
        self.end_carry();
        match next {
            Some(next) => self.fault(FaultKind::Reopened, mark.span, next.span),
            None => self.fault(FaultKind::Unclosed, mark.span, block.end()),
        }
    }

    /// A single mark that opens and is never closed: a quotation of several paragraphs, or an apostrophe.
    fn lone_opening(&mut self, block: &Paired<'_>, at: usize, carried: bool, is_copy: bool) {
        let mark = &block.marks[at];
        if is_copy && at == 0 && block.leads(false) && block.next_double(at).is_none() {
            let mut quote = block.open_quote(mark.span, block.block.end);
            quote.carried = carried;
            return self.carry_on(mark, quote);
        }
        self.lone.push(Fault { mark: mark.span, kind: FaultKind::Unclosed, other: block.end() });
    }

    fn unopened(&mut self, block: &Paired<'_>, at: usize) {
        let mark = block.marks[at].span;
        let single = block.marks[..at]
            .iter()
            .zip(&block.parts[..at])
            .rev()
            .take_while(|(before, _)| !before.is_double)
            .find(|(before, part)| **part == Part::None && single::opens(self.text, before));
        match single {
            Some((other, _)) => self.fault(FaultKind::OtherKind, mark, other.span),
            None => self.fault(FaultKind::Unopened, mark, block.expected_opening(at)),
        }
    }

    fn turned(&mut self, open: &Mark, close: &Mark) {
        if open.direction == Direction::RightOpens {
            self.fault(FaultKind::Turned, open.span, close.span);
        }
        if close.direction == Direction::LeftCloses {
            self.fault(FaultKind::Turned, close.span, open.span);
        }
    }

    fn weigh(&mut self, mark: &Mark, quote: &Quote) {
        let words = quote.span.of(self.text).split_ascii_whitespace().take(3).count();
        if words == 3 {
            self.single_lead += if mark.is_double { -1 } else { 1 };
        }
    }

    fn fault(&mut self, kind: FaultKind, mark: Span, other: Span) {
        self.found.faults.push(Fault { mark, kind, other });
    }

    fn carry_on(&mut self, mark: &Mark, quote: Quote) {
        let mut quotes =
            self.carry.take().filter(|_| quote.carried).map_or_else(Vec::new, |carry| carry.quotes);
        quotes.push(quote);
        self.carry = Some(Carry { mark: mark.span, is_double: mark.is_double, quotes });
    }

    /// Keeps the paragraphs of a quotation that this one goes on with.
    fn end_carry(&mut self) {
        let quotes = self.carry.take().map_or_else(Vec::new, |carry| carry.quotes);
        self.found.quotes.extend(quotes);
    }

    /// Ends a quotation that no paragraph goes on with. Where it ends nobody knows when it has but one paragraph, so
    /// that it is no quote.
    fn drop_carry(&mut self) {
        let Some(carry) = self.carry.take() else { return };
        let end = carry.quotes.last().map_or(carry.mark.end, |quote| quote.span.end);
        let other = Span { start: end, end };
        let kind = if carry.quotes.len() > 1 { FaultKind::NeverClosed } else { FaultKind::Unclosed };
        let fault = Fault { mark: carry.mark, kind, other };
        if !carry.is_double {
            return self.lone.push(fault);
        }
        self.found.faults.push(fault);
        if kind == FaultKind::NeverClosed {
            self.found.quotes.extend(carry.quotes);
        }
    }

    /// A house that quotes with single marks has few double ones, and several quotations of some length.
    fn finish(mut self) -> Marks {
        if self.single_lead >= 3 {
            self.found.faults.append(&mut self.lone);
        }
        self.found.faults.sort_by_key(|fault| fault.mark);
        let quotes = &mut self.found.quotes;
        quotes.sort_by_key(|quote| (quote.open.start, std::cmp::Reverse(quote.span.end)));
        nest(quotes);
        self.found
    }
}

/// A block with its marks and what each does.
struct Paired<'a> {
    text: &'a str,
    index: u32,
    block: Span,
    marks: &'a [Mark],
    parts: &'a mut Vec<Part>,
}

impl Paired<'_> {
    /// Whether the block begins with a mark that opens, of the kind that is asked for.
    fn leads(&self, is_double: bool) -> bool {
        let Some(mark) = self.marks.first() else { return false };
        let before = Span { start: self.block.start, end: mark.span.start };
        let opens = if is_double {
            matches!(self.parts[0], Part::Opens(_) | Part::StaysOpen | Part::Continues)
        } else {
            matches!(self.parts[0], Part::Opens(_)) || single::opens(self.text, mark)
        };
        mark.is_double == is_double && opens && before.of(self.text).trim().is_empty()
    }

    /// The next double mark of a quotation.
    fn next_double(&self, at: usize) -> Option<&Mark> {
        let after = at + 1..self.marks.len();
        after.into_iter().find(|&next| self.is_double_part(next)).map(|next| &self.marks[next])
    }

    fn is_double_part(&self, at: usize) -> bool {
        self.marks[at].is_double && self.parts[at] != Part::None
    }

    /// A single mark that closes what a double one opened: it stands alone, after a stop or a comma.
    fn single_close(&self, at: usize) -> Option<Span> {
        let after = (at + 1..self.marks.len()).take_while(|&next| !self.is_double_part(next));
        after.into_iter().find(|&next| self.closes_alone(next)).map(|next| self.marks[next].span)
    }

    fn closes_alone(&self, at: usize) -> bool {
        let before = || {
            self.text.get(..self.marks[at].span.start as usize).and_then(|words| words.chars().next_back())
        };
        self.parts[at] == Part::None
            && single::closes(&self.marks[at])
            && before().is_some_and(|c| matches!(c, ',' | '.' | '?' | '!' | '…' | '—'))
    }

    fn end(&self) -> Span {
        Span { start: self.block.end, end: self.block.end }
    }

    /// The word before which an opening mark seems to be missing: where the sentence begins that the mark at `at` ends.
    fn expected_opening(&self, at: usize) -> Span {
        let from = (0..at)
            .rev()
            .find(|&before| self.marks[before].is_double)
            .map(|before| self.marks[before].span.end);
        let from = from.unwrap_or(self.block.start) as usize;
        let words = self.text.get(from..self.marks[at].span.start as usize).unwrap_or_default();
        let stop = words.match_indices(['.', '?', '!']).find(|(end, _)| words[end + 1..].starts_with(' '));
        let start = from + stop.map_or(0, |(end, _)| end + 1);
        let rest = &self.text[start..from + words.len()];
        let start = start + rest.len() - rest.trim_start().len();
        let word = self.text[start..from + words.len()].split_whitespace().next().unwrap_or_default();
        Span::new(start, start + word.len())
    }

    fn pair(&self, at: usize, end: usize) -> Quote {
        let (open, close) = (self.marks[at].span, self.marks[end].span);
        self.quote(open, Span { start: open.end, end: close.start }, Some(close))
    }

    /// A quotation without a closing mark, up to `end`.
    fn open_quote(&self, open: Span, end: u32) -> Quote {
        let words = Span { start: open.end, end: end.max(open.end) }.of(self.text).trim_end();
        self.quote(open, Span::new(open.end as usize, open.end as usize + words.len()), None)
    }

    fn quote(&self, open: Span, span: Span, close: Option<Span>) -> Quote {
        Quote {
            span,
            open,
            close,
            block: self.index,
            inside: None,
            carried: false,
            status: Status::Unattributed,
            speaker: None,
            cue: None,
        }
    }
}

/// The words of a quote block, which needs no marks.
fn bare_quote(index: u32, span: Span, carried: bool) -> Quote {
    let at = |offset| Span { start: offset, end: offset };
    Quote {
        span,
        open: at(span.start),
        close: Some(at(span.end)),
        block: index,
        inside: None,
        carried,
        status: Status::Unattributed,
        speaker: None,
        cue: None,
    }
}

/// Whether a mark opens the next paragraph of the quotation that another mark opened, in a block that holds several:
/// lines without a blank one between them, or paragraphs that were run together.
fn goes_on(text: &str, open: Span, mark: Span) -> bool {
    let between = Span { start: open.end, end: mark.start.max(open.end) }.of(text);
    let before = between.trim_end_matches([' ', '\t', '\u{a0}']);
    match before.strip_suffix(['\n', '\r']) {
        Some(lines) => is_one_paragraph(lines),
        None => before.len() < between.len() && ends_sentence(before) && !attributes(before),
    }
}

/// Whether the lines end with a sentence, and none but the last does.
fn is_one_paragraph(lines: &str) -> bool {
    let mut lines = lines.trim_end().lines().rev();
    lines.next().is_some_and(ends_sentence) && !lines.any(ends_sentence)
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end().ends_with(['.', '?', '!', '…', ':'])
}

/// Whether the words say who spoke them: `…, he said of it`, `…, said Moen`. Then they are not only quoted ones.
fn attributes(words: &str) -> bool {
    words.split_inclusive([',', '?', '!', '.']).skip(1).any(|clause| says(clause.trim_start()))
}

/// A longer clause with a verb such as “felt” or “made” tells of something else.
const SHORT_CLAUSE: usize = 4;

/// Whether a clause begins with somebody and a verb of saying, or with the verb. Verbs that only go with quoted words
/// count in a short clause alone: `he admitted.`.
fn says(clause: &str) -> bool {
    let words = clause.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(SHORT_CLAUSE + 1).collect();
    let Some(first) = words.first() else { return false };
    let somebody = matches!(*first, "he" | "she" | "they" | "the" | "He" | "She" | "They" | "The")
        || first.starts_with(char::is_uppercase);
    let verbs = if words.len() <= SHORT_CLAUSE { Classes::SAYING } else { Classes::STRICT };
    let verb = |word: &&str| classes(word).any(verbs);
    verb(first) || (somebody && words.iter().skip(1).take(3).any(verb))
}

/// Says of every quote which one it stands inside.
fn nest(quotes: &mut [Quote]) {
    let mut around: Vec<(usize, u32)> = Vec::new();
    for (at, quote) in quotes.iter_mut().enumerate() {
        while around.last().is_some_and(|&(_, end)| end <= quote.open.start) {
            around.pop();
        }
        quote.inside = around.last().map(|&(outer, _)| outer as u32);
        let end = quote.close.map_or(quote.span.end, |close| close.end);
        around.push((at, end));
    }
}
