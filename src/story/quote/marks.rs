//! Pairs quotation marks.

use super::{Quote, Status};
use crate::document::Block;
use crate::span::Span;

/// The quotes of a story, in text order, without speakers yet.
#[must_use]
pub fn quotes(text: &str, blocks: &[Block]) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let words = block.span.of(text);
        let start = block.span.start as usize;
        let mut open: Option<(usize, usize)> = None;
        for (at, mark) in words.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')) {
            let end = at + mark.len_utf8();
            match open {
                None if mark != '”' => open = Some((at, end)),
                Some((from, inner)) if mark != '“' => {
                    quotes.push(Quote {
                        span: Span::new(start + inner, start + at),
                        open: Span::new(start + from, start + inner),
                        close: Some(Span::new(start + at, start + end)),
                        block: index as u32,
                        inside: None,
                        carried: false,
                        status: Status::Unattributed,
                        speaker: None,
                        cue: None,
                    });
                    open = None;
                }
                _ => {}
            }
        }
    }
    quotes
}
