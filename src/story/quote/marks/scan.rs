//! Finds the quotation marks of a block, each with what its neighbours promise. Apostrophes inside words, marks of
//! markup and dashes broken by a wrong encoding are left out.

use crate::span::Span;

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `"` or `'`, which looks neither way.
    Straight,
    /// A curly mark that opens.
    Left,
    /// A curly mark that closes.
    Right,
    /// Marks of the wires (` `` ` and `''`), and marks broken by a wrong encoding.
    Other,
}

/// What stands on one side of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// White space, or the edge of the block.
    Space,
    /// An opening bracket.
    Opening,
    /// A stop, a comma, a closing bracket and the like.
    Closing,
    /// A dash or a slash, which may stand on either side of either mark.
    Dash,
    /// A figure.
    Figure,
    /// A letter or anything else.
    Letter,
}

/// What a mark does, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// It opens.
    Opens,
    /// It closes.
    Closes,
    /// It opens when nothing is open.
    Either,
    /// A curly mark that opens by its looks and closes by its place.
    LeftCloses,
    /// A curly mark that closes by its looks and opens by its place.
    RightOpens,
    /// Inches, or a closing mark after a figure.
    Inches,
}

/// A mark of a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub span: Span,
    pub is_double: bool,
    pub shape: Shape,
    pub before: Side,
    pub after: Side,
    pub direction: Direction,
}

/// Bytes that begin a mark or something that may hold marks that are none.
const TELLING: [bool; 256] = {
    let mut telling = [false; 256];
    let mut at = 0;
    let bytes = b"\"'`<=\xE2";
    while at < bytes.len() {
        telling[bytes[at] as usize] = true;
        at += 1;
    }
    telling
};
/// No attribute of markup that stands in copy is longer.
const LONGEST_ATTRIBUTE: usize = 300;

/// The marks of the words at `block`, in text order.
pub(super) fn scan(text: &str, block: Span, marks: &mut Vec<Mark>) {
    marks.clear();
    let mut scanner =
        Scanner { words: block.of(text), start: block.start as usize, marks, pairs_of_singles: false };
    let bytes = scanner.words.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| TELLING[byte as usize]) {
        at += found;
        at += scanner.step(at).max(1);
    }
    if scanner.pairs_of_singles {
        marks.retain(|mark| mark.is_double);
    }
}

struct Scanner<'a> {
    words: &'a str,
    start: usize,
    marks: &'a mut Vec<Mark>,
    /// Whether two straight single marks stand side by side that close no marks of the wires.
    pairs_of_singles: bool,
}

impl Scanner<'_> {
    /// Looks at the telling byte at `at`; says how many bytes are done.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.words.as_bytes()[at..];
        match rest {
            [b'"', ..] => self.mark(at, 1, true, Shape::Straight),
            [b'\'', b'\'', ..] => self.pair_of_singles(at),
            [b'\'', ..] => self.mark(at, 1, false, Shape::Straight),
            [b'`', b'`', ..] => self.mark(at, 2, true, Shape::Left),
            [b'`', ..] => self.mark(at, 1, false, Shape::Left),
            [b'<', ..] => markup(rest),
            [b'=', mark @ (b'"' | b'\''), ..] => attribute(rest, *mark),
            [0xE2, 0x80, 0x98, 0xE2, 0x80, 0x98, ..] => self.mark(at, 6, true, Shape::Left),
            [0xE2, 0x80, 0x99, 0xE2, 0x80, 0x99, ..] => self.mark(at, 6, true, Shape::Right),
            [0xE2, 0x80, 0x9C | 0x9E, ..] => self.mark(at, 3, true, Shape::Left),
            [0xE2, 0x80, 0x9D, ..] => self.mark(at, 3, true, Shape::Right),
            [0xE2, 0x80, 0x98, ..] => self.mark(at, 3, false, Shape::Left),
            [0xE2, 0x80, 0x99, ..] => self.mark(at, 3, false, Shape::Right),
            [0xE2, 0x82, 0xAC, ..] if self.words[..at].ends_with('â') => self.broken(at),
            _ => 1,
        }
    }

    /// Two straight single marks close what two grave accents opened. Some archives open with them as well; they are
    /// not read as quotation marks, and no single mark of such a paragraph is.
    fn pair_of_singles(&mut self, at: usize) -> usize {
        let mut doubles = self.marks.iter().rev().filter(|mark| mark.is_double);
        let is_wire = doubles.next().is_some_and(|mark| mark.shape == Shape::Left && mark.span.len() == 2);
        self.pairs_of_singles |= !is_wire;
        if is_wire { self.mark(at, 2, true, Shape::Right) } else { 2 }
    }

    /// A mark or dash of UTF-8 that was read as windows-1252: `â€œ`. `at` is the place of the `€`.
    fn broken(&mut self, at: usize) -> usize {
        let (from, after) = (at - 'â'.len_utf8(), at + '€'.len_utf8());
        let next = self.words[after..].chars().next();
        let length = after - from + next.map_or(0, char::len_utf8);
        match next {
            Some('œ') => self.mark(from, length, true, Shape::Left),
            Some('\u{9d}') => self.mark(from, length, true, Shape::Right),
            Some('˜') => self.mark(from, length, false, Shape::Left),
            Some('™') => self.mark(from, length, false, Shape::Right),
            // A dash: the curly mark that is its last character is none.
            Some('“' | '”') => 0,
            Some(c) if c.is_alphanumeric() => return 1,
            _ => self.mark(from, after - from, true, Shape::Right),
        };
        let taken =
            if matches!(next, Some('œ' | '\u{9d}' | '˜' | '™' | '“' | '”')) { length } else { 5 };
        taken - (at - from)
    }

    fn mark(&mut self, at: usize, length: usize, is_double: bool, shape: Shape) -> usize {
        let (before, after) = (&self.words[..at], &self.words[at + length..]);
        let direct = side(before.chars().next_back());
        let (before, after) = (beyond_marks(before.chars().rev()), beyond_marks(after.chars()));
        let is_word = |side| matches!(side, Side::Letter | Side::Figure);
        if !is_double && shape != Shape::Left && is_word(before) && is_word(after) && is_word(direct) {
            return length;
        }
        let may_be_inches = is_double && direct == Side::Figure && after != Side::Letter;
        let direction = match shape {
            Shape::Straight if may_be_inches => Direction::Inches,
            Shape::Right if may_be_inches && follows_feet(&self.words[..at]) => Direction::Inches,
            _ => direction(shape, before, after),
        };
        let start = self.start + at;
        let span = Span::new(start, start + length);
        self.marks.push(Mark { span, is_double, shape, before, after, direction });
        length
    }
}

/// How long the tag is that `rest` begins with; 1 when it is none. A tag is never looked for past another one.
fn markup(rest: &[u8]) -> usize {
    if !rest.get(1).is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'/') {
        return 1;
    }
    match memchr::memchr2(b'<', b'>', &rest[1..]) {
        Some(end) if rest[end + 1] == b'>' => end + 2,
        _ => 1,
    }
}

/// How long an attribute's value is, with the sign before it: `="…"`.
fn attribute(rest: &[u8], mark: u8) -> usize {
    let within = &rest[2..rest.len().min(LONGEST_ATTRIBUTE)];
    memchr::memchr(mark, within).map_or(1, |end| end + 3)
}

/// Whether the words end with feet and a figure: `6’2`.
fn follows_feet(words: &str) -> bool {
    let feet = words.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾'));
    feet.strip_suffix(['’', '\'']).is_some_and(|words| words.ends_with(|c: char| c.is_ascii_digit()))
}

/// The side that a run of marks hides: the first of a few characters that is no mark.
fn beyond_marks(characters: impl Iterator<Item = char>) -> Side {
    side(characters.take(4).find(|c| !matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '`')))
}

fn side(c: Option<char>) -> Side {
    match c {
        None => Side::Space,
        Some('(' | '[' | '{') => Side::Opening,
        Some('.' | ',' | '?' | '!' | ';' | ':' | ')' | ']' | '}' | '…') => Side::Closing,
        Some('-' | '–' | '—' | '―' | '/' | '_' | '|') => Side::Dash,
        Some(c) if c.is_whitespace() || is_invisible(c) => Side::Space,
        Some(c) if c.is_ascii_digit() || matches!(c, '½' | '¼' | '¾') => Side::Figure,
        Some(_) => Side::Letter,
    }
}

/// Marks of writing direction and spaces without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn direction(shape: Shape, before: Side, after: Side) -> Direction {
    let is_word = |side| matches!(side, Side::Letter | Side::Figure);
    let by_place = match (before, after) {
        (Side::Space | Side::Opening, Side::Space) => Direction::Either,
        (Side::Space | Side::Opening, _) => Direction::Opens,
        (_, Side::Space | Side::Closing) => Direction::Closes,
        (Side::Letter | Side::Figure | Side::Closing, Side::Dash) => Direction::Closes,
        _ => Direction::Either,
    };
    let is_at_end = |side| matches!(side, Side::Letter | Side::Figure | Side::Closing);
    match (shape, by_place) {
        (Shape::Straight, _) => by_place,
        (Shape::Left, Direction::Closes) if before != Side::Dash => Direction::LeftCloses,
        (Shape::Left, _) if after == Side::Space || (is_at_end(before) && after == Side::Opening) => {
            Direction::LeftCloses
        }
        (Shape::Right, Direction::Opens) if is_word(after) => Direction::RightOpens,
        (Shape::Right, Direction::Either) if after == Side::Space => Direction::RightOpens,
        (Shape::Left, _) => Direction::Opens,
        _ => Direction::Closes,
    }
}
