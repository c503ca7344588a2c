//! What the tagger sees of one word: keys of the word, its beginnings and endings, its shape and its case.

use crate::lexicon::tagger::{Entry, Tagger};

/// Longest ending and longest beginning that are looked at, in bytes of the plain spelling.
pub const ENDINGS: usize = 5;
/// See [`ENDINGS`].
pub const BEGINNINGS: usize = 4;
/// Bytes of a word that are read; what follows in a longer one (an address, as a rule) counts for nothing but its end.
const LONGEST: usize = 48;

/// The letters of a word as far as their case tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// No letters.
    #[default]
    None,
    /// All small.
    Lower,
    /// The first is a capital, others are not.
    Title,
    /// All capitals, two at least.
    Upper,
    /// A capital inside: `iPhone`.
    Mixed,
}

/// A word as the features of the tagger use it. Keys are hashes; 0 stands for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Form {
    /// Of the plain spelling: small letters, every digit 0, straight marks.
    pub word: u64,
    /// Of the kinds of its characters, runs shortened: `Xx`, `0.0`, `x-x`.
    pub shape: u64,
    /// Its case.
    pub case: Case,
    /// Of its last 1 to 5 bytes; of the whole word where it is no longer.
    pub endings: [u64; ENDINGS],
    /// Of its first 1 to 4 bytes; nothing where it is no longer.
    pub beginnings: [u64; BEGINNINGS],
    /// Words of one class have the same tags about equally often; unknown words are classed by ending and case.
    pub class: u64,
    /// The only tag the word can have.
    pub only: Option<u8>,
}

impl Form {
    /// Reads a word and asks the table what is known of it.
    #[must_use]
    pub fn new(word: &str, tagger: &Tagger<'_>) -> Self {
        let mut form = Self::unknown(word);
        form.know(tagger.word(form.word));
        form
    }

    /// Reads a word that no table knows.
    #[must_use]
    pub fn unknown(word: &str) -> Self {
        let mut buffer = [0; LONGEST];
        let plain = plain(word, &mut buffer);
        let mut form = Self { case: case(word), shape: shape(word), ..Self::default() };
        let mut hash = SEED;
        for (at, &byte) in plain.iter().enumerate() {
            if (1..=BEGINNINGS).contains(&at) {
                form.beginnings[at - 1] = finish(hash);
            }
            hash = step(hash, byte);
        }
        form.word = finish(hash);
        let mut backwards = SEED;
        for (length, &byte) in plain.iter().rev().take(ENDINGS).enumerate() {
            backwards = step(backwards, byte);
            form.endings[length] = finish(backwards);
        }
        for length in plain.len()..ENDINGS {
            form.endings[length] = form.word;
        }
        let ending = if plain.len() > 3 { form.endings[1] } else { 0 };
        form.class = unknown_class(ending, form.case);
        form
    }

    /// The same word as if nobody had ever met it: only its parts, shape and case are left.
    #[must_use]
    pub fn veiled(self) -> Self {
        Self { word: VEILED, class: unknown_class(self.endings[1], self.case), ..self }
    }

    fn know(&mut self, entry: Entry) {
        if entry.class > 0 {
            self.class = u64::from(entry.class);
        }
        self.only = entry.only.filter(|_| matches!(self.case, Case::None | Case::Lower));
    }
}

/// The key by which the table knows a word.
#[must_use]
pub fn key(word: &str) -> u64 {
    let mut buffer = [0; LONGEST];
    finish(plain(word, &mut buffer).iter().fold(SEED, |hash, &byte| step(hash, byte)))
}

/// A new key from a key and a number.
#[inline]
#[must_use]
pub fn mix(number: u64, key: u64) -> u64 {
    let mixed = (key ^ number.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// Stands for the key of a word that is not to be known.
const VEILED: u64 = 14;

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The class of words that end alike and are written with the same case.
fn unknown_class(ending: u64, case: Case) -> u64 {
    mix(2, ending ^ (u64::from(case as u8) << 50))
}

#[inline]
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[inline]
fn finish(hash: u64) -> u64 {
    hash ^ (hash >> 31)
}

/// The plain spelling: ASCII letters small, digits 0, curly marks straight (double ones as treebanks write them).
fn plain<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let mut length = 0;
    let mut put = |byte: u8| {
        if let Some(place) = buffer.get_mut(length) {
            *place = byte;
            length += 1;
        }
    };
    if word.is_ascii() {
        let from = word.len().saturating_sub(LONGEST);
        word.as_bytes()[from..].iter().for_each(|byte| put(plain_byte(*byte)));
    } else {
        for c in word.chars() {
            match c {
                '’' => put(b'\''),
                '‘' => put(b'`'),
                '“' => "``".bytes().for_each(&mut put),
                '”' => "''".bytes().for_each(&mut put),
                '\u{2010}' | '\u{2011}' => put(b'-'),
                _ if c.is_ascii() => put(plain_byte(c as u8)),
                _ => c.to_lowercase().for_each(|c| c.encode_utf8(&mut [0; 4]).bytes().for_each(&mut put)),
            }
        }
    }
    &buffer[..length]
}

#[inline]
fn plain_byte(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() }
}

fn case(word: &str) -> Case {
    let (mut letters, mut capitals) = (0, 0);
    if word.is_ascii() {
        for byte in word.bytes() {
            letters += u32::from(byte.is_ascii_alphabetic());
            capitals += u32::from(byte.is_ascii_uppercase());
        }
    } else {
        for c in word.chars() {
            letters += u32::from(c.is_alphabetic());
            capitals += u32::from(c.is_uppercase());
        }
    }
    let first = word.chars().next().is_some_and(char::is_uppercase);
    match (letters, capitals) {
        (0, _) => Case::None,
        (_, 0) => Case::Lower,
        _ if first && capitals == letters && letters > 1 => Case::Upper,
        _ if first => Case::Title,
        _ => Case::Mixed,
    }
}

/// Characters of a shape that count.
const LONGEST_SHAPE: usize = 8;

fn shape(word: &str) -> u64 {
    let (mut hash, mut last, mut length) = (SEED, '\0', 0);
    for c in word.chars() {
        let kind = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => '0',
            _ if c.is_lowercase() => 'x',
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'y',
            '’' => '\'',
            _ => c,
        };
        if kind != last || length < 2 {
            hash = step(hash, kind as u8);
            length += 1;
        }
        last = kind;
        if length == LONGEST_SHAPE {
            break;
        }
    }
    finish(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_have_one_key() {
        assert_eq!(key("don’t"), key("Don't"));
        assert_eq!(key("1999"), key("2026"));
        assert_eq!(key("“"), key("``"));
        assert_eq!(key("Élan"), key("élan"));
        assert_ne!(key("-"), key("–"));
    }

    #[test]
    fn case_is_told() {
        let cases = ["1,5", "bomb", "Bomb", "I", "NATO", "U.S.", "iPhone"].map(case);
        use Case::*;
        assert_eq!(cases, [None, Lower, Title, Title, Upper, Upper, Mixed]);
    }
}
