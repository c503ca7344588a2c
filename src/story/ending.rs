//! The part of the pass that deals with what can end a sentence: stops, marks, ellipses, line breaks.

use super::ahead::{self, Ahead};
use super::boundary::{self, Before, Reading};
use super::scan::{Class, char_at, class_at, is_word_char};
use super::segmenter::Segmenter;
use super::token::{Token, TokenKind};
use super::word;
use crate::lexicon::abbreviations::abbreviations;
use crate::span::Span;

/// Words before the number that labels a caption or heading: `Figure 1.`
const LABELS: [&str; 8] = ["Figure", "Table", "Chapter", "Section", "Part", "Step", "Act", "Scene"];

impl Segmenter<'_> {
    pub(super) fn word_and_stop(&mut self, start: usize, end: usize) {
        let kind = self.kind(start, end);
        if word::ellipsis(self.text, end).is_some() {
            return self.push(start, end, kind);
        }
        let ahead = Ahead::look(self.text, end + 1, self.in_quote);
        let Reading { belongs, ends } = boundary::after_word(&self.before(start, end), &ahead);
        if belongs {
            self.push(start, end + 1, kind);
        } else {
            self.push(start, end, kind);
            self.push(end, end + 1, TokenKind::Punctuation);
        }
        if ends {
            self.close(&ahead);
        }
    }

    /// A stop that follows no word: an ellipsis, `.com`, `.5`, or the end after a closing mark.
    pub(super) fn stop(&mut self, at: usize) {
        if let Some(end) = word::ellipsis(self.text, at) {
            return self.ellipsis(at, end);
        }
        let detached =
            at == 0 || matches!(class_at(self.bytes, at - 1), Class::Space | Class::Newline | Class::Plain);
        if detached && is_word_char(char_at(self.text, at + 1)) {
            return self.word(at, at + 1);
        }
        self.push(at, at + 1, TokenKind::Punctuation);
        let ahead = Ahead::look(self.text, at + 1, self.in_quote);
        if boundary::after_stop(&ahead) {
            self.close(&ahead);
        }
    }

    pub(super) fn ellipsis(&mut self, at: usize, end: usize) {
        let opens = matches!(self.sentence(), [] | [Token { kind: TokenKind::Punctuation, .. }]);
        self.push(at, end, TokenKind::Punctuation);
        let ahead = Ahead::look(self.text, end, self.in_quote);
        if !opens && boundary::after_ellipsis(&ahead) {
            self.close(&ahead);
        }
    }

    /// A run of question and exclamation marks.
    pub(super) fn marks(&mut self, at: usize) {
        let mut end = at + 1;
        while class_at(self.bytes, end) == Class::Mark {
            end += 1;
        }
        let ahead = Ahead::look(self.text, end, self.in_quote);
        if self.extends_name(at, end) {
            if boundary::after_marked_name(&ahead) {
                self.close(&ahead);
            }
            return;
        }
        let before = self.sentence().last().map_or("", |token| self.part(token.span));
        let ends = boundary::after_mark(before, &ahead);
        self.push(at, end, TokenKind::Punctuation);
        if ends {
            self.close(&ahead);
        }
    }

    pub(super) fn wide_stop(&mut self, at: usize, end: usize) {
        self.push(at, end, TokenKind::Punctuation);
        let ahead = Ahead::look(self.text, end, self.in_quote);
        self.close(&ahead);
    }

    /// Ends the sentence at a blank line, before a list item, and before a capital where a mark has closed it.
    pub(super) fn line_break(&mut self, at: usize) {
        let gap = ahead::line_break(self.text, at);
        self.at = gap.end;
        if gap.hard || (gap.before_capital && self.is_closed()) {
            self.end_sentence();
        }
        if gap.hard {
            self.in_quote = false;
        }
    }

    fn before(&self, start: usize, end: usize) -> Before<'_> {
        let sentence = self.sentence();
        let opens = match sentence {
            [] => true,
            [label] if LABELS.contains(&self.part(label.span)) => true,
            [bullet] => bullet.kind == TokenKind::Symbol || self.is(bullet, "-") || self.is(bullet, "•"),
            _ => false,
        };
        let after_number = sentence.last().is_some_and(|token| token.kind == TokenKind::Number);
        Before { word: &self.text[start..end], opens, after_number }
    }

    /// Takes the mark into the name before it, if that is one with a mark.
    fn extends_name(&mut self, at: usize, end: usize) -> bool {
        let Some(last) = self.sentence().last() else {
            return false;
        };
        let span = Span { start: last.span.start, end: self.base + end as u32 };
        if last.span.end != self.base + at as u32 || !abbreviations().is_marked_name(self.part(span)) {
            return false;
        }
        self.tokens.pop();
        self.push((span.start - self.base) as usize, end, TokenKind::Word);
        true
    }

    /// Takes the marks that close after a stop into the sentence, and ends it.
    fn close(&mut self, ahead: &Ahead) {
        while self.at < ahead.closers_end {
            match char_at(self.text, self.at) {
                '.' | '…' => self.omission(),
                _ => self.step(self.bytes[self.at]),
            }
        }
        self.end_sentence();
    }

    /// An ellipsis in brackets after a stop decides nothing.
    fn omission(&mut self) {
        let end = word::ellipsis(self.text, self.at).unwrap_or(self.at + 1);
        self.push(self.at, end, TokenKind::Punctuation);
    }

    /// Whether the running sentence ends with a stop or mark, or is quoted or bracketed as a whole.
    fn is_closed(&self) -> bool {
        let [first, .., before, last] = self.sentence() else {
            return false;
        };
        let last = self.part(last.span);
        let partner = match last {
            "\"" | "'" => last,
            "”" => "“",
            "’" => "‘",
            ")" => "(",
            "]" => "[",
            _ => return is_end_mark(last),
        };
        self.is(first, partner) || is_end_mark(self.part(before.span))
    }
}

/// Whether a token is a stop, an ellipsis or a run of marks; an abbreviation's stop is not.
fn is_end_mark(token: &str) -> bool {
    token.starts_with(['.', '…', '!', '?'])
}
