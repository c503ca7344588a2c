//! Which words stand between double quotation marks. A quotation left open runs to the end of its block.

use crate::document::Block;
use crate::span::Span;

/// Spans between marks, marks included, in text order and without overlap.
#[must_use]
pub fn quoted(text: &str, blocks: &[Block]) -> Vec<Span> {
    let mut spans = Vec::new();
    for block in blocks {
        quoted_in(text, block.span, &mut spans);
    }
    spans
}

fn quoted_in(text: &str, block: Span, spans: &mut Vec<Span>) {
    let words = block.of(text);
    let start = block.start as usize;
    let mut open: Option<usize> = None;
    for (at, mark) in words.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”')) {
        let end = at + mark.len_utf8();
        match open {
            None if opens(words, at, mark) => open = Some(at),
            Some(from) if mark != '“' => {
                spans.push(Span::new(start + from, start + end));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(from) = open {
        spans.push(Span::new(start + from, block.end as usize));
    }
}

/// A straight mark right after a digit is a measure in inches, one after a letter closes.
fn opens(words: &str, at: usize, mark: char) -> bool {
    match mark {
        '“' => true,
        '"' => !words[..at].chars().next_back().is_some_and(char::is_alphanumeric),
        _ => false,
    }
}
