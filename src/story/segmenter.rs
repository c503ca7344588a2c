//! The pass over the bytes of a block that cuts tokens and sentences.

use super::scan::{
    CLASSES, Class, char_at, class_at, is_extender, is_wide_punctuation, is_wide_stop, is_word_char,
    skip_letters,
};
use super::sentence::Sentence;
use super::token::{Token, TokenKind};
use super::word;
use crate::span::Span;

/// The state of the pass; offsets count from the start of the block.
pub struct Segmenter<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) base: u32,
    block: u32,
    pub(super) at: usize,
    /// A straight double quote mark is open.
    pub(super) in_quote: bool,
    /// Where the running sentence starts in `tokens`.
    first_token: usize,
    pub(super) tokens: &'t mut Vec<Token>,
    sentences: &'t mut Vec<Sentence>,
}

impl<'t> Segmenter<'t> {
    /// A pass over `text`, which is block number `block` and starts `base` bytes into its story.
    pub fn new(
        text: &'t str,
        base: u32,
        block: u32,
        tokens: &'t mut Vec<Token>,
        sentences: &'t mut Vec<Sentence>,
    ) -> Segmenter<'t> {
        let first_token = tokens.len();
        Segmenter {
            text,
            bytes: text.as_bytes(),
            base,
            block,
            at: 0,
            in_quote: false,
            first_token,
            tokens,
            sentences,
        }
    }

    /// Cuts the whole text.
    pub fn run(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Letter => self.letters(self.at),
                _ => self.step(byte),
            }
        }
        self.end_sentence();
    }

    /// Takes what stands at the current place, which starts with `byte`.
    #[inline]
    pub(super) fn step(&mut self, byte: u8) {
        let at = self.at;
        match CLASSES[byte as usize] {
            Class::Space => self.at += 1,
            Class::Letter => self.letters(at),
            Class::Digit => self.word(at, at + 1),
            Class::Plain => self.push(at, at + 1, TokenKind::Punctuation),
            Class::Quote => self.quote_mark(at),
            Class::Newline => self.line_break(at),
            Class::Stop => self.stop(at),
            Class::Mark => self.marks(at),
            Class::Apostrophe => self.apostrophe(at),
            Class::Hyphen => self.run_of(at, TokenKind::Punctuation),
            Class::Symbol => self.run_of(at, TokenKind::Symbol),
            Class::Joint => self.joint(at),
            Class::Wide => self.wide(at),
        }
    }

    #[inline(always)]
    pub(super) fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let span = Span { start: self.base + start as u32, end: self.base + end as u32 };
        self.tokens.push(Token { span, kind });
        self.at = end;
    }

    pub(super) fn end_sentence(&mut self) {
        let tokens = &self.tokens[self.first_token..];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        self.sentences.push(Sentence {
            span: Span { start: first.span.start, end: last.span.end },
            block: self.block,
            first_token: self.first_token as u32,
            end_token: self.tokens.len() as u32,
        });
        self.first_token = self.tokens.len();
    }

    /// Most words end at a space or comma: those need no second look.
    #[inline(always)]
    fn letters(&mut self, start: usize) {
        let end = skip_letters(self.bytes, start + 1);
        if class_at(self.bytes, end) > Class::Mark {
            return self.word(start, end);
        }
        self.push(start, end, TokenKind::Word);
        self.at = end + usize::from(self.bytes.get(end) == Some(&b' '));
    }

    /// A word or number of which `start..end` is known.
    pub(super) fn word(&mut self, start: usize, end: usize) {
        let end = word::extend(self.text, start, end);
        let (mut start, mut end) = (start, end);
        while let Some((clitic, clitic_end)) = word::clitic(self.text, start, end) {
            self.push(start, clitic, TokenKind::Word);
            (start, end) = (clitic, clitic_end);
        }
        if class_at(self.bytes, end) == Class::Stop {
            self.word_and_stop(start, end);
        } else {
            self.push(start, end, self.kind(start, end));
        }
    }

    /// A number holds digits and separators only.
    pub(super) fn kind(&self, start: usize, end: usize) -> TokenKind {
        let bytes = &self.bytes[start..end];
        let separated = bytes.iter().all(|byte| byte.is_ascii_digit() || b".,:/-".contains(byte));
        let number = separated && bytes.iter().any(u8::is_ascii_digit);
        if number { TokenKind::Number } else { TokenKind::Word }
    }

    fn quote_mark(&mut self, at: usize) {
        self.in_quote = !self.in_quote;
        self.push(at, at + 1, TokenKind::Punctuation);
    }

    fn apostrophe(&mut self, at: usize) {
        let attached = at > 0 && !matches!(class_at(self.bytes, at - 1), Class::Space | Class::Newline);
        let clitic = word::clitic(self.text, at, at).filter(|_| attached);
        if let Some(end) = clitic.map(|(_, end)| end).or_else(|| word::elided(self.text, at)) {
            return self.word(at, end);
        }
        self.push(at, at + char_at(self.text, at).len_utf8(), TokenKind::Punctuation);
    }

    /// A run of one sign or of hyphens.
    pub(super) fn run_of(&mut self, at: usize, kind: TokenKind) {
        let length = self.bytes[at..].iter().take_while(|&&byte| byte == self.bytes[at]).count();
        self.push(at, at + length, kind);
    }

    /// `@handle` and `#tag` are one token; other joints outside words stand alone.
    fn joint(&mut self, at: usize) {
        let byte = self.bytes[at];
        let next = char_at(self.text, at + 1);
        let opens_word = match byte {
            b'@' => is_word_char(next) || next == '_',
            b'#' => is_word_char(next) && !next.is_numeric(),
            _ => false,
        };
        match byte {
            _ if opens_word => self.word(at, at + 1),
            b':' | b'/' => self.push(at, at + 1, TokenKind::Punctuation),
            _ => self.run_of(at, TokenKind::Symbol),
        }
    }

    /// A character beyond ASCII.
    fn wide(&mut self, at: usize) {
        let c = char_at(self.text, at);
        let end = at + c.len_utf8();
        match c {
            '’' => self.apostrophe(at),
            '…' => self.ellipsis(at, word::ellipsis(self.text, at).unwrap_or(end)),
            '–' | '—' | '―' => self.dash(at, c),
            _ if c.is_whitespace() || is_extender(c) => self.at = end,
            _ if is_word_char(c) => self.word(at, end),
            _ if is_wide_stop(c) => self.wide_stop(at, end),
            _ if is_wide_punctuation(c) => self.push(at, end, TokenKind::Punctuation),
            _ => self.sign(at, end),
        }
    }

    fn dash(&mut self, at: usize, c: char) {
        let length = self.text[at..].len() - self.text[at..].trim_start_matches(c).len();
        self.push(at, at + length, TokenKind::Punctuation);
    }

    /// A sign with the joiners, selectors and skin tones that belong to it.
    fn sign(&mut self, at: usize, mut end: usize) {
        let mut joined = false;
        for c in self.text[end..].chars() {
            if !joined && !is_extender(c) && !matches!(c, '\u{1f3fb}'..='\u{1f3ff}') {
                break;
            }
            joined = c == '\u{200d}';
            end += c.len_utf8();
        }
        self.push(at, end, TokenKind::Symbol);
    }

    /// The tokens of the running sentence.
    pub(super) fn sentence(&self) -> &[Token] {
        &self.tokens[self.first_token..]
    }

    pub(super) fn is(&self, token: &Token, text: &str) -> bool {
        self.part(token.span) == text
    }

    pub(super) fn part(&self, span: Span) -> &str {
        Span { start: span.start - self.base, end: span.end - self.base }.of(self.text)
    }
}
