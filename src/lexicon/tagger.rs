//! What the tagger of parts of speech has learnt: a table of words and the weights of features.
//!
//! `copydesk learn tags` writes the file. It opens with a header of 32 bytes (all numbers little-endian): eight bytes
//! that name the form and its version, the number of tags, of slots in the table of words, of lines and of rows of weights
//! (32 bits each), and a checksum of all that follows it. Nothing is parsed: all parts are used where
//! they lie.

use super::checksum::checksum;

/// Opens the file; the last byte is the version of the form and of the features.
pub const MAGIC: [u8; 8] = *b"cdtags\0\x01";
/// Bytes before the table of words.
pub const HEADER: usize = 32;
/// Bytes of a slot of the table of words: two that recognise the word, its class, and its tag where it has only one.
pub const SLOT: usize = 4;
/// Bytes of a line of weights and of a row, as `model::perceptron` has them.
const LINE: usize = 64;
/// Stands for the tag of a word that can have several.
pub const SEVERAL: u8 = u8::MAX;

static BYTES: &[u8] = include_bytes!("tagger.bin");

/// The parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagger<'b> {
    /// Number of tags it tells apart.
    pub tags: u32,
    /// The table of words.
    words: &'b [[u8; SLOT]],
    /// Weights in lines, for `model::perceptron`.
    pub lines: &'b [u8],
    /// Weights in rows, for the same.
    pub rows: &'b [u8],
    /// Of the bytes after the header, as they should be.
    pub checksum: u64,
}

/// What the table says of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Words with the same tags, about equally often, share a class; 0 for a word that is rare or unknown.
    pub class: u8,
    /// Number of the only tag the word has.
    pub only: Option<u8>,
}

/// The embedded file; an empty one where the bytes are not such a file, which a test rules out.
#[must_use]
pub fn embedded() -> Tagger<'static> {
    Tagger::read(BYTES).unwrap_or(Tagger { tags: 0, words: &[], lines: &[], rows: &[], checksum: 0 })
}

impl<'b> Tagger<'b> {
    /// Finds the parts of a file; `None` for any other bytes.
    #[must_use]
    pub fn read(bytes: &'b [u8]) -> Option<Self> {
        let (header, rest) = bytes.split_first_chunk::<HEADER>()?;
        let number = |at: usize| header[at..].first_chunk().map(|four| u32::from_le_bytes(*four));
        let [tags, slots, lines, rows] = [number(8)?, number(12)?, number(16)?, number(20)?];
        let (words, rest) = rest.split_at_checked((slots as usize).checked_mul(SLOT)?)?;
        let (lines, rest) = rest.split_at_checked((lines as usize).checked_mul(LINE)?)?;
        let checksum = u64::from_le_bytes(*header.last_chunk()?);
        let fits = header.starts_with(&MAGIC) && Some(rest.len()) == (rows as usize).checked_mul(LINE);
        fits.then_some(Self { tags, words: words.as_chunks().0, lines, rows: rest, checksum })
    }

    /// What is known of the word with this key.
    #[inline]
    #[must_use]
    pub fn word(&self, key: u64) -> Entry {
        let (start, mark) = place(key, self.words.len());
        let slots = self.words[start..].iter().chain(&self.words[..start]);
        for slot in slots {
            match *slot {
                [0, 0, ..] => break,
                [low, high, class, tag] if [low, high] == mark => {
                    return Entry { class, only: (tag != SEVERAL).then_some(tag) };
                }
                _ => {}
            }
        }
        Entry::default()
    }

    /// Whether nothing after the header has changed since the file was made.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        checksum([self.words.as_flattened(), self.lines, self.rows]) == self.checksum
    }
}

/// The slot among `slots` that a search begins at, and the two bytes that recognise the word; two zeros are an empty slot.
#[inline]
#[must_use]
pub fn place(key: u64, slots: usize) -> (usize, [u8; 2]) {
    let slot = ((key >> 32) * slots as u64) >> 32;
    (slot as usize, (key as u16).max(1).to_le_bytes())
}

/// The file made of these parts: the table of words, lines, rows.
#[must_use]
pub fn file(tags: usize, [words, lines, rows]: [&[u8]; 3]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    for number in [tags, words.len() / SLOT, lines.len() / LINE, rows.len() / LINE] {
        bytes.extend((number as u32).to_le_bytes());
    }
    bytes.extend(checksum([words, lines, rows]).to_le_bytes());
    [words, lines, rows].into_iter().for_each(|part| bytes.extend(part));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_file_is_the_one_that_was_made() {
        let tagger = Tagger::read(BYTES).expect("the header fits the file and this version of the code");
        assert!(tagger.is_whole(), "the checksum differs: was the file changed by hand?");
        assert!(BYTES.len() <= 1_000_000, "{} bytes: larger than the package has room for", BYTES.len());
    }

    #[test]
    fn other_bytes_are_refused() {
        let whole = file(49, [&[1, 0, 3, 7, 0, 0, 0, 0], &[0; LINE], &[]]);
        assert!(Tagger::read(&whole).is_some_and(|tagger| tagger.is_whole()));
        assert_eq!(Tagger::read(&whole[..whole.len() - 1]), None);
        assert_eq!(Tagger::read(&whole[..HEADER - 1]), None);
        let older: Vec<u8> =
            whole.iter().enumerate().map(|(at, &byte)| if at == 7 { 0 } else { byte }).collect();
        assert_eq!(Tagger::read(&older), None);
    }
}
