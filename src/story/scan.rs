//! Classes of bytes and characters, as far as cutting words needs them.

/// What a byte is to the scanner. The order matters: what sorts up to `Mark` ends a word of letters without a second look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    Space,
    Newline,
    /// A comma, bracket and the like: a token of its own.
    Plain,
    /// A straight double quote mark.
    Quote,
    /// `!` or `?`.
    Mark,
    /// A sign such as `$`.
    Symbol,
    Letter,
    Digit,
    Stop,
    Apostrophe,
    Hyphen,
    /// `& / : @ # _`, which may stand inside a word.
    Joint,
    /// The start of a character beyond ASCII.
    Wide,
}

/// The class of every byte.
pub static CLASSES: [Class; 256] = classes();

/// The class of the byte at `at`; past the end it is a space.
#[inline]
pub fn class_at(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::Space, |&byte| CLASSES[byte as usize])
}

/// The first offset from `at` on that holds no ASCII letter or digit.
#[inline]
pub fn skip_alphanumeric(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && matches!(CLASSES[bytes[at] as usize], Class::Letter | Class::Digit) {
        at += 1;
    }
    at
}

/// The first offset from `at` on that holds no ASCII letter, eight bytes at a step.
#[inline]
pub fn skip_letters(bytes: &[u8], mut at: usize) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let others = !letters(u64::from_le_bytes(*eight)) & HIGH_BITS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while class_at(bytes, at) == Class::Letter {
        at += 1;
    }
    at
}

/// The character at `at`; a line feed past the end.
#[inline]
pub fn char_at(text: &str, at: usize) -> char {
    text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\n')
}

/// Whether `c` may stand in a word: a letter or digit of any script, a combining mark, or invisible.
#[inline]
pub fn is_word_char(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        // Dashes, quote marks and the ellipsis are the commonest characters beyond ASCII in news.
        '\u{2010}'..='\u{2027}' => false,
        _ => c.is_alphanumeric() || is_extender(c),
    }
}

/// Whether `c` never starts or ends anything by itself: combining marks, joiners, direction marks, soft hyphens.
pub fn is_extender(c: char) -> bool {
    let place = EXTENDERS.partition_point(|&(first, _)| first <= c);
    place > 0 && c <= EXTENDERS[place - 1].1
}

/// Whether `c` is a quote mark or bracket that can close after a stop.
pub fn is_wide_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | '）' | '」' | '』' | '″')
}

/// Whether `c` is a quote mark or bracket that can open a sentence.
pub fn is_wide_opener(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹' | '„' | '‚' | '「' | '『' | '¿' | '¡')
}

/// Whether `c` ends a sentence in a script that puts no space after it or has its own stop.
pub fn is_wide_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '؟' | '।')
}

/// Whether a character beyond ASCII is punctuation rather than a symbol.
pub fn is_wide_punctuation(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
        || matches!(c, '¡' | '¿' | '«' | '»' | '·' | '（' | '）' | '，')
        || is_wide_stop(c)
}

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x80 * ONES;

/// Sets the high bit of each byte of `eight` that is an ASCII letter. Adding `0x80 - x` to a byte below 0x80 sets its
/// high bit when the byte is at least `x`, and carries into no neighbour.
#[inline]
fn letters(eight: u64) -> u64 {
    let small = (eight | (0x20 * ONES)) & !HIGH_BITS;
    let from_a = small + (0x80 - b'a' as u64) * ONES;
    let past_z = small + (0x80 - b'z' as u64 - 1) * ONES;
    from_a & !past_z & !eight
}

const fn classes() -> [Class; 256] {
    let mut table = [Class::Symbol; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
}

const fn class(byte: u8) -> Class {
    match byte {
        b'\n' | b'\r' => Class::Newline,
        b' ' | b'\t' | 0x0b | 0x0c | 0x1c..=0x1f => Class::Space,
        b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'.' => Class::Stop,
        b'!' | b'?' => Class::Mark,
        b'"' => Class::Quote,
        b'\'' => Class::Apostrophe,
        b'-' => Class::Hyphen,
        b',' | b';' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'\\' => Class::Plain,
        b'&' | b'/' | b':' | b'@' | b'#' | b'_' => Class::Joint,
        0x80.. => Class::Wide,
        _ => Class::Symbol,
    }
}

/// Combining marks that are not alphabetic, and format characters, in order (Unicode 16, general categories Mn, Me and Cf,
/// the blocks in use; `char::is_alphanumeric` already takes the vowel signs). A range may hold
/// letters too, which stand in words anyhow.
const EXTENDERS: [(char, char); 46] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{5bf}', '\u{5c7}'),
    ('\u{610}', '\u{61a}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{6d6}', '\u{6dc}'),
    ('\u{6df}', '\u{6ed}'),
    ('\u{711}', '\u{711}'),
    ('\u{730}', '\u{74a}'),
    ('\u{7a6}', '\u{7b0}'),
    ('\u{8d3}', '\u{903}'),
    ('\u{93a}', '\u{954}'),
    ('\u{981}', '\u{983}'),
    ('\u{9bc}', '\u{9cd}'),
    ('\u{a3c}', '\u{a4d}'),
    ('\u{abc}', '\u{acd}'),
    ('\u{b3c}', '\u{b4d}'),
    ('\u{bcd}', '\u{bcd}'),
    ('\u{c3c}', '\u{c4d}'),
    ('\u{cbc}', '\u{ccd}'),
    ('\u{d3b}', '\u{d4d}'),
    ('\u{dca}', '\u{dca}'),
    ('\u{e31}', '\u{e3a}'),
    ('\u{e47}', '\u{e4e}'),
    ('\u{eb1}', '\u{ebc}'),
    ('\u{ec8}', '\u{ece}'),
    ('\u{f18}', '\u{f19}'),
    ('\u{f71}', '\u{f84}'),
    ('\u{1037}', '\u{103a}'),
    ('\u{17b4}', '\u{17d3}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{1ab0}', '\u{1ace}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{20d0}', '\u{20f0}'),
    ('\u{3099}', '\u{309a}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{fe20}', '\u{fe2f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{e0001}', '\u{e01ef}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skips_letters_as_the_table_does() {
        for byte in 0..=255u8 {
            let bytes = [b'a', b'Z', byte, b'q', b'r', b's', b't', b'u', b'v', b' '];
            let expected = if byte.is_ascii_alphabetic() { 9 } else { 2 };
            assert_eq!(skip_letters(&bytes, 0), expected, "{byte}");
        }
    }

    #[test]
    fn extenders_are_in_order() {
        assert!(EXTENDERS.iter().all(|(first, last)| first <= last));
        assert!(EXTENDERS.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }
}
