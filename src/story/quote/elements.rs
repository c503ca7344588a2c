//! What stands around the quotes: the words of a paragraph with every quote as one element, cut into frames.
//!
//! A frame is a sentence outside the marks; a sentence that ends within a quote does not end its frame.

use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::name::{Kind, Name};
use crate::story::{Quote, Story, TokenKind};

/// A frame of at most this many words after a quote that ends its sentence can be what says who spoke: “he said.”
const SHORT: usize = 7;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A word or number.
    Word,
    /// A name, by its index.
    Name(u32),
    /// A quote with its marks, by its index.
    Quote(u32),
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A dash.
    Dash,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// Any other mark.
    Mark,
}

/// A word, a name, a mark or a whole quote.
#[derive(Clone, Copy, Debug)]
pub struct Element {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub what: What,
    /// The classes of a word; of a name only whether it is a person's or a place.
    pub classes: Classes,
    /// Whether a word begins with a capital.
    pub capital: bool,
}

impl Element {
    /// Whether it is in any of `classes`.
    pub fn any(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }
}

/// A sentence outside quotation marks: elements `first..end` of one block.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Index of its first element.
    pub first: usize,
    /// One past the index of its last element.
    pub end: usize,
    /// Index of the block.
    pub block: u32,
}

/// The elements and frames of the blocks with quotes and of those before them.
pub struct Elements {
    /// The elements, in text order.
    pub all: Vec<Element>,
    /// The frames, in text order.
    pub frames: Vec<Frame>,
}

impl Elements {
    /// Reads the story once, beside its quotes and the mentions of its names.
    pub fn of(story: &Story<'_>, names: &[Name], quotes: &[Quote]) -> Self {
        let mut mentions: Vec<(Span, u32)> = Vec::new();
        for (name, at) in names.iter().zip(0..) {
            mentions.extend(name.mentions.iter().map(|&span| (span, at)));
        }
        mentions.sort_unstable();
        let mut wanted = vec![false; story.blocks().len()];
        for quote in quotes {
            let block = quote.block as usize;
            for at in [block.checked_sub(1), Some(block)].into_iter().flatten() {
                if let Some(wanted) = wanted.get_mut(at) {
                    *wanted = true;
                }
            }
        }
        let outer: Vec<(Span, u32)> = quotes
            .iter()
            .zip(0..)
            .filter(|(quote, _)| quote.inside.is_none())
            .map(|(quote, at)| (whole(quote), at))
            .collect();
        let mut reader = Reader {
            story,
            names,
            mentions: &mentions,
            quotes: &outer,
            all: Vec::new(),
            frames: Vec::new(),
            start: 0,
        };
        reader.run(&wanted);
        Self { all: reader.all, frames: reader.frames }
    }

    /// The elements of a frame.
    pub fn frame(&self, frame: Frame) -> &[Element] {
        self.all.get(frame.first..frame.end).unwrap_or_default()
    }
}

/// A quote with its marks.
fn whole(quote: &Quote) -> Span {
    Span { start: quote.open.start, end: quote.close.map_or(quote.span.end, |close| close.end) }
}

struct Reader<'a> {
    story: &'a Story<'a>,
    names: &'a [Name],
    /// What is left of the mentions, in text order.
    mentions: &'a [(Span, u32)],
    /// What is left of the quotes, in text order.
    quotes: &'a [(Span, u32)],
    all: Vec<Element>,
    frames: Vec<Frame>,
    /// Index of the first element of the frame under construction.
    start: usize,
}

impl Reader<'_> {
    fn run(&mut self, wanted: &[bool]) {
        let (sentences, tokens) = (self.story.sentences(), self.story.tokens());
        for (at, sentence) in sentences.iter().enumerate() {
            if wanted.get(sentence.block as usize) != Some(&true) {
                continue;
            }
            let words = sentence.first_token as usize..sentence.end_token as usize;
            let mut until = 0;
            for token in tokens.get(words).unwrap_or_default() {
                if token.span.start >= until {
                    until = self.token(token.span, token.kind);
                }
            }
            let last = sentences.get(at + 1).is_none_or(|next| next.block != sentence.block);
            if last || !self.is_inside(sentence.span.end) {
                self.close(sentence.block);
            }
        }
    }

    /// Adds the element that begins at the token; the byte up to which it reaches.
    fn token(&mut self, span: Span, kind: TokenKind) -> u32 {
        while self.quotes.first().is_some_and(|(quote, _)| quote.end <= span.start) {
            self.quotes = &self.quotes[1..];
        }
        if let Some(&(quote, at)) = self.quotes.first().filter(|(quote, _)| quote.start <= span.start) {
            let again = self.all.last().is_some_and(|last| last.what == What::Quote(at));
            if !again {
                self.push(quote, What::Quote(at), Classes::default());
            }
            return quote.end;
        }
        while self.mentions.first().is_some_and(|(mention, _)| mention.end <= span.start) {
            self.mentions = &self.mentions[1..];
        }
        if let Some(&(mention, at)) = self.mentions.first().filter(|(mention, _)| mention.start <= span.start)
        {
            self.push(mention, What::Name(at), self.kind_of(at));
            return mention.end;
        }
        let word = span.of(self.story.text());
        match kind {
            TokenKind::Word => self.push(span, What::Word, classes(word)),
            TokenKind::Number | TokenKind::Symbol => self.push(span, What::Word, Classes::default()),
            TokenKind::Punctuation => self.push(span, mark(word), Classes::default()),
        }
        span.end
    }

    /// The classes that tell a person's name and that of a place.
    fn kind_of(&self, name: u32) -> Classes {
        match self.names.get(name as usize).map(|name| name.kind) {
            Some(Kind::Person) => Classes::GIVEN,
            Some(Kind::Place) => Classes::PLACE,
            _ => Classes::default(),
        }
    }

    fn push(&mut self, span: Span, what: What, classes: Classes) {
        let capital =
            what == What::Word && span.of(self.story.text()).chars().next().is_some_and(char::is_uppercase);
        self.all.push(Element { span, what, classes, capital });
    }

    /// Whether a sentence ends there within a quote.
    fn is_inside(&self, end: u32) -> bool {
        self.quotes.first().is_some_and(|(quote, _)| quote.start < end && end < quote.end)
    }

    fn close(&mut self, block: u32) {
        if self.start == self.all.len() {
            return;
        }
        let frame = Frame { first: self.start, end: self.all.len(), block };
        self.start = self.all.len();
        if self.joins(frame)
            && let Some(before) = self.frames.last_mut()
        {
            before.end = frame.end;
            return;
        }
        self.frames.push(frame);
    }

    /// Whether the frame says who spoke the quote that the frame before it ends with: “Why?” Costa asked.
    fn joins(&self, frame: Frame) -> bool {
        let Some(before) = self.frames.last().filter(|before| before.block == frame.block) else {
            return false;
        };
        let Some(Element { what: What::Quote(_), span, .. }) = self.all[before.first..before.end].last()
        else {
            return false;
        };
        let words = span.of(self.story.text()).trim_end_matches(['"', '”', '’', '\'', '»']);
        let own = &self.all[frame.first..frame.end];
        let speaks = |at: usize| {
            own.get(at).is_some_and(|element| element.any(Classes::SAYING) && !element.any(Classes::PLAIN))
        };
        let who = |element: &Element| match element.what {
            What::Name(_) => true,
            What::Word => element.capital || element.any(Classes::TITLE),
            _ => false,
        };
        let subject = own.iter().take(5).take_while(|element| who(element)).count();
        let described = subject > 0 && own.get(subject).is_some_and(|element| element.what == What::Comma);
        let clause_end =
            || (subject + 1..own.len().min(subject + 20)).find(|&at| own[at].what == What::Comma);
        let over = described && clause_end().is_some_and(|comma| speaks(comma + 1));
        let says = over || speaks(0) || (subject > 0 && speaks(subject));
        let alone = own.len() <= SHORT && !own.iter().any(|element| matches!(element.what, What::Quote(_)));
        says && (words.ends_with(['?', '!', ',', '-', '—', '…']) || alone)
    }
}

fn mark(word: &str) -> What {
    match word {
        "," => What::Comma,
        ":" => What::Colon,
        "-" | "--" | "–" | "—" => What::Dash,
        "(" | "[" => What::Open,
        ")" | "]" => What::Close,
        _ => What::Mark,
    }
}
