//! How telling a word is: “the” next to nothing, “said” little, “Kazansky” very much.
//!
//! The weight is the logarithm of how rarely documents use the word, counted over public-domain and freely licensed
//! English text (`copydesk learn words` makes the table; the list of sources stands there). The bytes are read where
//! they lie: slots of three bytes, two that recognise the word and one weight, found by open addressing.

use std::borrow::Cow;

/// Weight of a word that the table does not know, and the largest there is.
pub const UNKNOWN: f32 = 7.0;
/// Weights are kept as whole numbers of this fraction.
pub const STEPS: f32 = 32.0;
/// The mark of words that are figures: “seven”, “million”.
pub const FIGURE: u8 = u8::MAX;
/// Slots of the table; about 13,700 words stand in it, so that a search seldom looks at a second slot.
pub const SLOTS: usize = 1 << 15;
/// Bytes of a slot.
pub const SLOT: usize = 3;

/// Bytes of a whole table.
pub const BYTES: usize = SLOTS * SLOT;

static TABLE: &[u8] = include_bytes!("word-weights.bin");

/// A table of weights: the embedded one, or one that a newsroom has learnt from its own copy.
#[derive(Clone, Debug)]
pub struct WordWeights(Cow<'static, [u8]>);

/// What the table says of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Weight {
    /// An ordinary word, with how telling it is.
    Word(f32),
    /// A number in letters.
    Figure,
}

impl WordWeights {
    /// The embedded table.
    #[must_use]
    pub fn shipped() -> Self {
        Self(Cow::Borrowed(TABLE))
    }

    /// A learnt table; nothing when the bytes are too few or too many for one.
    #[must_use]
    pub fn learnt(table: Vec<u8>) -> Option<Self> {
        (table.len() == BYTES).then_some(Self(Cow::Owned(table)))
    }

    /// The weight of the word with this key, as the story makes them.
    #[must_use]
    pub fn weight(&self, key: u64) -> Weight {
        match find(&self.0, key) {
            None => Weight::Word(UNKNOWN),
            Some(FIGURE) => Weight::Figure,
            Some(steps) => Weight::Word(f32::from(steps) / STEPS),
        }
    }
}

/// The slot a search begins at, and the two bytes that recognise the word; two zeros stand for an empty slot.
#[must_use]
pub fn place(key: u64) -> (usize, [u8; 2]) {
    let slot = (key >> 49) as usize;
    let mark = ((key >> 33) as u16).max(1);
    (slot, mark.to_le_bytes())
}

fn find(table: &[u8], key: u64) -> Option<u8> {
    let (start, mark) = place(key);
    for step in 0..SLOTS {
        let at = (start + step) % SLOTS * SLOT;
        match *table.get(at..at + SLOT)? {
            [0, 0, _] => return None,
            [low, high, weight] if [low, high] == mark => return Some(weight),
            _ => {}
        }
    }
    None
}
