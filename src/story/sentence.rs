//! Sentences of a story.
//!
//! One pass over the bytes of a block cuts tokens; a stop or mark looks ahead to the next word and back to the one before
//! it, which the abbreviation lexicon sorts into classes. Sentences are split inside quotations too.

use super::pull_quote::is_pull_quote;
use super::segmenter::Segmenter;
use super::token::Token;
use crate::span::Span;

/// Bytes a token and the white space after it take in ordinary copy; room for tokens is made by it.
const BYTES_A_TOKEN: usize = 5;

/// A sentence: its text without white space around it, its block, its tokens (`first_token..end_token`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    /// Where it stands in the story's text.
    pub span: Span,
    /// Index of the block that holds it.
    pub block: u32,
    /// Index of its first token.
    pub first_token: u32,
    /// One past the index of its last token.
    pub end_token: u32,
}

/// Appends the tokens and sentences of one block of `text`; nothing where the block does not fit the text.
pub fn segment(
    text: &str,
    block: Span,
    block_index: u32,
    tokens: &mut Vec<Token>,
    sentences: &mut Vec<Sentence>,
) {
    let body = block.of(text);
    tokens.reserve(body.len() / BYTES_A_TOKEN);
    let before = sentences.len();
    Segmenter::new(body, block.start, block_index, tokens, sentences).run();
    if sentences.len() > before + 1 && is_pull_quote(body) {
        join(sentences, before);
    }
}

/// Makes one sentence of all from `first` on.
fn join(sentences: &mut Vec<Sentence>, first: usize) {
    let Some(&last) = sentences.last() else { return };
    sentences.truncate(first + 1);
    if let Some(sentence) = sentences.last_mut() {
        sentence.span.end = last.span.end;
        sentence.end_token = last.end_token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::token::TokenKind;

    fn analyse(text: &str) -> (Vec<Token>, Vec<Sentence>) {
        let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
        segment(text, Span::new(0, text.len()), 0, &mut tokens, &mut sentences);
        (tokens, sentences)
    }

    fn tokens(text: &str) -> String {
        let words: Vec<&str> = analyse(text).0.iter().map(|token| token.span.of(text)).collect();
        words.join(" ")
    }

    fn kinds(text: &str) -> Vec<TokenKind> {
        analyse(text).0.iter().map(|token| token.kind).collect()
    }

    #[test]
    fn splits_clitics_off() {
        assert_eq!(tokens("don't they’ll WON'T Ann's o'clock"), "do n't they ’ll WO N'T Ann 's o'clock");
        assert_eq!(tokens("shouldn't've the workers' '90s"), "should n't 've the workers ' '90s");
    }

    #[test]
    fn keeps_words_and_numbers_whole() {
        assert_eq!(
            tokens("a U.S.-led 52-48 vote, 1,234.5 at 3:15."),
            "a U.S.-led 52-48 vote , 1,234.5 at 3:15 ."
        );
        assert_eq!(tokens("$5 (10%) AT&T 9/11 and/or 4–5"), "$ 5 ( 10 % ) AT&T 9/11 and / or 4 – 5");
        assert_eq!(
            tokens("See x.org/a, a.b@c.org, @desk_1, #tag. Or https://a.b/c."),
            "See x.org/a , a.b@c.org , @desk_1 , #tag . Or https://a.b/c ."
        );
    }

    #[test]
    fn keeps_marks_apart() {
        assert_eq!(tokens("“No,” -- “yes”…"), "“ No , ” -- “ yes ” …");
        assert_eq!(tokens("Well... really?! . . . (so)"), "Well ... really ?! . . . ( so )");
    }

    #[test]
    fn tells_kinds() {
        use TokenKind::*;
        assert_eq!(kinds("In 1,000 of $ .5 , 5th"), [Word, Number, Word, Symbol, Number, Punctuation, Word]);
    }

    #[test]
    fn joins_what_does_not_break_words() {
        assert_eq!(analyse("na\u{308}ive co\u{ad}op a\u{200b}b Россия नमस्ते").0.len(), 5);
        assert_eq!(analyse("👍🏽 👩\u{200d}🚒").0.len(), 2);
    }

    #[test]
    fn stays_inside_its_block() {
        let text = "One. Two. Three.";
        let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
        segment(text, Span::new(5, 10), 3, &mut tokens, &mut sentences);
        let expected = Sentence { span: Span::new(5, 9), block: 3, first_token: 0, end_token: 2 };
        assert_eq!(sentences, [expected]);
        segment(text, Span::new(12, 99), 4, &mut tokens, &mut sentences);
        assert_eq!(sentences.len(), 1);
    }

    /// A small generator of numbers (Knuth's linear congruential one), so that failures repeat.
    fn numbers(mut state: u64) -> impl FnMut() -> usize {
        move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 33) as usize
        }
    }

    #[test]
    fn covers_any_text_in_order() {
        let parts = [
            "U.S.", "Mr", ".", "..", "…", " ", "\n", "\r\n", "\u{a0}", "\"", "“", "”", "'", "’", "n't", "'s",
            "?", "!", "(", ")", "[6]", "[...]", "a", "Bc", "é", "\u{301}", "\u{200d}", "👍", "7", "-", "—",
            "*", "_", "@", "#", "://", "www.", "。", "日", "/", "&",
        ];
        let mut next = numbers(7);
        for _ in 0..3000 {
            let text: String = (0..next() % 40).map(|_| parts[next() % parts.len()]).collect();
            let (tokens, sentences) = analyse(&text);
            let mut end = 0;
            for token in &tokens {
                assert!(token.span.start >= end && !token.span.is_empty(), "{text:?}");
                assert!(!token.span.of(&text).is_empty(), "{text:?}");
                let between = Span { start: end, end: token.span.start }.of(&text);
                assert!(
                    !between.contains(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation()),
                    "{text:?}"
                );
                end = token.span.end;
            }
            let joined: Vec<u32> = sentences.iter().flat_map(|s| s.first_token..s.end_token).collect();
            assert_eq!(joined, (0..tokens.len() as u32).collect::<Vec<_>>(), "{text:?}");
        }
    }
}
