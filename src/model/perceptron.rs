//! A linear classifier over hashed features, read from packed bytes where they lie.
//!
//! The weights stand in lines of 64 bytes, the size of a cache line, so that a feature costs one visit to memory. A line
//! holds ten records: first the ten marks that recognise their features (16 bits each, 0 for an empty record), then two
//! pairs of class and weight for each. A feature with more than two weights has several records with one mark. A record
//! that finds its line full stands in the next; the last four bytes of a line hold 32 bits that say which marks went on.
//! A feature with many weights has a row of its own instead, one byte for each class, and one record that says which.

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

/// Stands for the class of a pair where the record names a row: the number of the row is in the two bytes after it.
const ROW: u8 = u8::MAX;
/// A feature with more weights than this has a row: it is smaller then, and sooner read.
pub const SPARSE: usize = 14;

/// Packed weights.
#[derive(Clone, Copy)]
pub struct Weights<'b> {
    lines: &'b [[u8; LINE]],
    rows: &'b [[u8; CLASSES]],
}

impl<'b> Weights<'b> {
    /// Reads lines and rows; bytes after the last whole one are left out.
    #[must_use]
    pub fn new(lines: &'b [u8], rows: &'b [u8]) -> Self {
        Self { lines: lines.as_chunks().0, rows: rows.as_chunks().0 }
    }

    /// Adds what the features say to the score of each class; a feature that was never learnt says nothing.
    ///
    /// All lines are looked at before any weight is added: memory answers many such questions at once, as long as no
    /// answer decides what is asked next.
    pub fn add(&self, features: &[u64], scores: &mut Scores) {
        let mut hits = [Hit::default(); AT_ONCE];
        for some in features.chunks(AT_ONCE) {
            for (feature, hit) in some.iter().zip(&mut hits) {
                let (home, mark) = place(*feature, self.lines.len());
                let found = self.lines.get(home).map_or(0, |line| find(line, mark));
                *hit = Hit { line: home as u32, mark, found };
            }
            for hit in &hits[..some.len()] {
                if hit.found != 0 {
                    self.take(*hit, scores);
                }
            }
        }
    }

    /// Adds the records that were found, and goes on to the next lines where some stand there.
    fn take(&self, mut hit: Hit, scores: &mut Scores) {
        for _ in 0..self.lines.len().min(FARTHEST) {
            let line = &self.lines[hit.line as usize];
            let mut records = hit.found & !WENT_ON;
            while records != 0 {
                let at = FIRST_PAIR + records.trailing_zeros() as usize * 2 * PAIRS;
                records &= records - 1;
                match line[at..] {
                    [ROW, low, high, ..] => {
                        self.take_row(usize::from(u16::from_le_bytes([low, high])), scores)
                    }
                    [class, weight, other_class, other_weight, ..] => {
                        scores.0[usize::from(class) % CLASSES] += i16::from(weight as i8);
                        scores.0[usize::from(other_class) % CLASSES] += i16::from(other_weight as i8);
                    }
                    _ => {}
                }
            }
            if hit.found & WENT_ON == 0 {
                return;
            }
            hit.line = if hit.line as usize + 1 == self.lines.len() { 0 } else { hit.line + 1 };
            hit.found = find(&self.lines[hit.line as usize], hit.mark);
        }
    }

    #[inline]
    fn take_row(&self, row: usize, scores: &mut Scores) {
        let Some(row) = self.rows.get(row) else { return };
        for (score, weight) in scores.0.iter_mut().zip(row) {
            *score += i16::from(*weight as i8);
        }
    }
}

/// What was found of a feature in a line.
#[derive(Clone, Copy, Default)]
struct Hit {
    line: u32,
    mark: u16,
    /// A bit for each of the records, and [`WENT_ON`].
    found: u16,
}

/// Features that are looked up at once.
const AT_ONCE: usize = 64;
/// Set where the next line may have more records.
const WENT_ON: u16 = 1 << 15;

/// One bit for each record of the line that has this mark, and [`WENT_ON`].
///
/// Four marks are compared at once: a lane of `differs` is zero where the mark is the same, and adding to its low bits
/// sets the highest bit of all other lanes. A product gathers the four bits.
#[inline(always)]
fn find(line: &[u8; LINE], mark: u16) -> u16 {
    const LOW: u64 = 0x7fff_7fff_7fff_7fff;
    const ONES: u64 = 0x0001_0001_0001_0001;
    let wanted = u64::from(mark) * ONES;
    let compare = |at: usize| {
        let marks = line[at..].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        let differs = marks ^ wanted;
        let same = (!(((differs & LOW) + LOW) | differs) >> 15) & ONES;
        (same.wrapping_mul(0x0001_0002_0004_0008) >> 48) as u16 & 15
    };
    let records = compare(0) | compare(8) << 4 | (compare(12) >> 2) << 8;
    let went_on = u16::from(line[GONE_ON + usize::from(mark / 8 % 4)] >> (mark % 8) & 1);
    records | went_on << 15
}

/// The line of a feature among `lines`, and the mark that recognises it there.
#[inline]
#[must_use]
pub fn place(feature: u64, lines: usize) -> (usize, u16) {
    let line = ((feature >> 32) * lines as u64) >> 32;
    (line as usize, (feature as u16).max(1))
}

/// A running score for each class; weights of 250 features fit in.
#[derive(Clone)]
pub struct Scores(pub [i16; CLASSES]);

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

/// Weights as they are packed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// The lines.
    pub lines: Vec<u8>,
    /// The rows.
    pub rows: Vec<u8>,
    /// Weights that found no room in any line near their own.
    pub left_out: usize,
}

/// Packs features, the most important first, into `lines` lines and as many rows as they need.
///
/// Each feature comes with its classes and weights.
#[must_use]
pub fn pack<'w>(features: impl IntoIterator<Item = (u64, &'w [(u8, i8)])>, lines: usize) -> Packed {
    let mut packed = Packed { lines: vec![0; lines * LINE], ..Packed::default() };
    let all = packed.lines.as_chunks_mut().0;
    for (feature, weights) in features {
        let number = packed.rows.len() / CLASSES;
        if weights.len() > SPARSE && number < usize::from(u16::MAX) {
            let [low, high] = (number as u16).to_le_bytes();
            if insert(all, feature, [ROW, low, high, 0]) {
                packed.rows.extend(row(weights));
            } else {
                packed.left_out += weights.len();
            }
            continue;
        }
        for pairs in weights.chunks(PAIRS) {
            let mut record = [0; 2 * PAIRS];
            for (bytes, &(class, weight)) in record.chunks_exact_mut(2).zip(pairs) {
                bytes.copy_from_slice(&[class, weight as u8]);
            }
            let placed = insert(all, feature, record);
            packed.left_out += if placed { 0 } else { pairs.len() };
        }
    }
    packed
}

fn row(weights: &[(u8, i8)]) -> [u8; CLASSES] {
    let mut row = [0; CLASSES];
    for &(class, weight) in weights {
        row[usize::from(class) % CLASSES] = weight as u8;
    }
    row
}

/// Puts one record into the first line with room, from the feature's own on; `false` where none is near.
fn insert(lines: &mut [[u8; LINE]], feature: u64, record: [u8; 2 * PAIRS]) -> bool {
    let (home, mark) = place(feature, lines.len());
    let count = lines.len();
    for step in 0..count.min(FARTHEST) {
        let line = &mut lines[(home + step) % count];
        let Some(free) = (0..RECORDS).find(|free| line[2 * free..][..2] == [0, 0]) else {
            line[GONE_ON + usize::from(mark / 8 % 4)] |= 1 << (mark % 8);
            continue;
        };
        line[2 * free..][..2].copy_from_slice(&mark.to_le_bytes());
        line[FIRST_PAIR + 2 * PAIRS * free..][..2 * PAIRS].copy_from_slice(&record);
        return true;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(packed: &Packed, features: &[u64]) -> Scores {
        let mut scores = Scores::new();
        Weights::new(&packed.lines, &packed.rows).add(features, &mut scores);
        scores
    }

    #[test]
    fn what_is_packed_is_read_back() {
        let many: Vec<(u8, i8)> = (0..7).map(|class| (class, class as i8 * 3 - 9)).collect();
        let features = [(0x1234_5678_9abc_def0, &many[..]), (0xffff_ffff_0000_0000, &many[6..])];
        let packed = pack(features, 5);
        assert_eq!((packed.lines.len(), packed.rows.len(), packed.left_out), (5 * LINE, 0, 0));
        assert_eq!(scores(&packed, &[features[0].0]).0[..8], [-9, -6, -3, 0, 3, 6, 9, 0]);
        let both = scores(&packed, &[features[0].0, features[1].0, 0x0bad_cafe_0bad_cafe]);
        assert_eq!((both.0[6], both.best(49)), (18, 6));
    }

    #[test]
    fn many_weights_have_a_row() {
        let many: Vec<(u8, i8)> = (0..40).map(|class| (class, class as i8 - 20)).collect();
        let packed = pack([(1 << 40, &many[..3]), (9, &many[..]), (1 << 60, &many[..])], 2);
        assert_eq!((packed.rows.len(), packed.left_out), (2 * CLASSES, 0));
        assert_eq!(scores(&packed, &[9, 9, 9]).0[..3], [-60, -57, -54]);
    }

    #[test]
    fn what_finds_its_line_full_goes_on() {
        let one = [(1, 1)];
        let packed = pack((1..=36).map(|mark| (mark, &one[..])), 4);
        assert_eq!(packed.left_out, 0);
        let all: Vec<u64> = (1..=36).collect();
        assert_eq!(scores(&packed, &all).0[1], 36);
    }

    #[test]
    fn what_finds_no_room_is_left_out_and_no_lines_say_nothing() {
        let one = [(1, 1)];
        let packed = pack((1..=12).map(|mark| (mark, &one[..])), 1);
        assert_eq!((packed.lines.len(), packed.left_out), (LINE, 2));
        assert_eq!(scores(&packed, &[12]).0, [0; CLASSES]);
        let nothing = pack([(7, &one[..])], 0);
        assert_eq!(nothing.left_out, 1);
        assert_eq!(scores(&nothing, &[7]).0, [0; CLASSES]);
    }
}
