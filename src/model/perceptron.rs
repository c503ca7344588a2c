//! A linear classifier over hashed features, read from packed bytes where they lie.
//!
//! The weights stand in lines of 64 bytes, the size of a cache line, so that a feature costs one visit to memory. A line
//! holds ten records: first the ten marks that recognise their features (16 bits each, 0 for an empty record), then two
//! pairs of class and weight for each. A feature with more than two weights has several records with one mark. A record
//! that finds its line full stands in the next; the last four bytes of a line hold 32 bits that say which marks went on.

/// Bytes of a line.
pub const LINE: usize = 64;
/// Records of a line.
pub const RECORDS: usize = 10;
/// Pairs of class and weight in a record.
pub const PAIRS: usize = 2;
/// One more than the highest class.
pub const CLASSES: usize = 64;

/// Where the pairs of a line begin.
const FIRST_PAIR: usize = 2 * RECORDS;
/// Where the bits begin that say which marks have records in the next line.
const GONE_ON: usize = FIRST_PAIR + RECORDS * PAIRS * 2;
/// A record stands in one of so many lines, counted from where it belongs.
const FARTHEST: usize = 9;

/// Packed weights.
#[derive(Clone, Copy)]
pub struct Weights<'b> {
    lines: &'b [[u8; LINE]],
}

impl<'b> Weights<'b> {
    /// Reads the lines; bytes after the last whole one are left out.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { lines: bytes.as_chunks().0 }
    }

    /// Adds what the feature says to the score of each class; a feature that was never learnt says nothing.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut Scores) {
        let (home, mark) = place(feature, self.lines.len());
        let lines = self.lines[home..].iter().chain(&self.lines[..home]);
        for line in lines.take(FARTHEST) {
            let mut found = matches(line, mark);
            while found != 0 {
                let at = FIRST_PAIR + found.trailing_zeros() as usize * 2 * PAIRS;
                for pair in line[at..at + 2 * PAIRS].as_chunks::<2>().0 {
                    scores.0[usize::from(pair[0]) % CLASSES] += i32::from(pair[1] as i8);
                }
                found &= found - 1;
            }
            if line[GONE_ON + usize::from(mark / 8 % 4)] & (1 << (mark % 8)) == 0 {
                return;
            }
        }
    }
}

/// One bit for each record of the line that has this mark.
#[inline]
fn matches(line: &[u8; LINE], mark: u16) -> u32 {
    let marks = line[..FIRST_PAIR].as_chunks::<2>().0;
    let bit = |(n, bytes): (usize, &[u8; 2])| u32::from(u16::from_le_bytes(*bytes) == mark) << n;
    marks.iter().enumerate().map(bit).fold(0, |bits, bit| bits | bit)
}

/// The line of a feature among `lines`, and the mark that recognises it there.
#[inline]
#[must_use]
pub fn place(feature: u64, lines: usize) -> (usize, u16) {
    let line = ((feature >> 32) * lines as u64) >> 32;
    (line as usize, (feature as u16).max(1))
}

/// A running score for each class.
#[derive(Clone)]
pub struct Scores(pub [i32; CLASSES]);

impl Scores {
    /// All zero.
    #[must_use]
    pub fn new() -> Self {
        Self([0; CLASSES])
    }

    /// The class with the highest score among the first `classes`; the lowest of equals.
    #[must_use]
    pub fn best(&self, classes: usize) -> usize {
        let highest = self.0.iter().take(classes).max();
        self.0.iter().position(|score| Some(score) == highest).unwrap_or_default()
    }
}

impl Default for Scores {
    fn default() -> Self {
        Self::new()
    }
}

/// Packs features, the most important first, into `lines` lines; says how many weights found no room in their line.
///
/// Each feature comes with its classes and weights.
#[must_use]
pub fn pack<'w>(features: impl IntoIterator<Item = (u64, &'w [(u8, i8)])>, lines: usize) -> (Vec<u8>, usize) {
    let mut bytes = vec![0; lines * LINE];
    let all = bytes.as_chunks_mut().0;
    let mut left_out = 0;
    for (feature, weights) in features {
        for pairs in weights.chunks(PAIRS) {
            left_out += if insert(all, feature, pairs) { 0 } else { pairs.len() };
        }
    }
    (bytes, left_out)
}

/// Puts one record into the first line with room, from the feature's own on; `false` where none is near.
fn insert(lines: &mut [[u8; LINE]], feature: u64, pairs: &[(u8, i8)]) -> bool {
    let (home, mark) = place(feature, lines.len());
    let count = lines.len();
    for step in 0..count.min(FARTHEST) {
        let line = &mut lines[(home + step) % count];
        let Some(record) = (0..RECORDS).find(|record| line[2 * record..][..2] == [0, 0]) else {
            line[GONE_ON + usize::from(mark / 8 % 4)] |= 1 << (mark % 8);
            continue;
        };
        line[2 * record..][..2].copy_from_slice(&mark.to_le_bytes());
        let at = FIRST_PAIR + record * 2 * PAIRS;
        for (slot, &(class, weight)) in line[at..].chunks_exact_mut(2).zip(pairs) {
            slot.copy_from_slice(&[class, weight as u8]);
        }
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_read_back() {
        let many: Vec<(u8, i8)> = (0..7).map(|class| (class, class as i8 * 3 - 9)).collect();
        let features = [(0x1234_5678_9abc_def0, &many[..]), (0xffff_ffff_0000_0000, &many[6..])];
        let (bytes, left_out) = pack(features, 5);
        assert_eq!((bytes.len(), left_out), (5 * LINE, 0));
        let weights = Weights::new(&bytes);
        let mut scores = Scores::new();
        weights.add(features[0].0, &mut scores);
        assert_eq!(scores.0[..8], [-9, -6, -3, 0, 3, 6, 9, 0]);
        weights.add(features[1].0, &mut scores);
        weights.add(0x0bad_cafe_0bad_cafe, &mut scores);
        assert_eq!((scores.0[6], scores.best(49)), (18, 6));
    }

    #[test]
    fn what_finds_its_line_full_goes_on() {
        let many: Vec<(u8, i8)> = (0..60).map(|class| (class, 1)).collect();
        let (bytes, left_out) = pack([(7, &many[..])], 4);
        assert_eq!((bytes.len(), left_out), (4 * LINE, 0));
        let mut scores = Scores::new();
        Weights::new(&bytes).add(7, &mut scores);
        assert_eq!(scores.0.iter().sum::<i32>(), 60);
    }

    #[test]
    fn what_finds_no_room_is_left_out_and_no_lines_say_nothing() {
        let one = [(1, 1)];
        let (bytes, left_out) = pack((1..=12).map(|mark| (mark, &one[..])), 1);
        assert_eq!((bytes.len(), left_out), (LINE, 2));
        let mut scores = Scores::new();
        Weights::new(&[]).add(7, &mut scores);
        Weights::new(&bytes).add(12, &mut scores);
        assert_eq!(scores.0, [0; CLASSES]);
        assert_eq!(pack([(1, &one[..])], 0), (Vec::new(), 1));
    }
}
