//! A hashed linear model: features come in as 64-bit hashes, one score comes out.
//!
//! The bytes of a table are read where they lie: slots of [`SLOT`] bytes, two that recognise the feature and one weight, a
//! signed count of [`STEP`]. The upper half of a hash says where a search begins; two zeros stand for an empty slot.

/// What a weight of one counts.
pub const STEP: f32 = 1.0 / 16.0;
/// Bytes of a slot.
pub const SLOT: usize = 3;

/// The sum of the weights of some features, in steps; features that the table does not hold weigh nothing.
#[must_use]
pub fn score(table: &[u8], features: &[u64]) -> i32 {
    features.iter().map(|&feature| weight(table, feature)).sum()
}

/// The weights as a table of `slots` slots, a power of two. The heaviest come first; of two that cannot be told apart
/// the heavier stays, and so do as many as fill three quarters.
#[must_use]
pub fn pack(weights: impl IntoIterator<Item = (u64, f32)>, slots: usize) -> Vec<u8> {
    let steps = |weight: f32| (weight / STEP).round().clamp(-127.0, 127.0) as i8;
    let mut weights: Vec<(u64, i8)> =
        weights.into_iter().map(|(feature, weight)| (feature, steps(weight))).collect();
    weights.retain(|&(_, weight)| weight != 0);
    weights.sort_unstable_by_key(|&(feature, weight)| (std::cmp::Reverse(weight.unsigned_abs()), feature));
    let mut table = vec![0; slots * SLOT];
    for (feature, weight) in weights.into_iter().take(slots / 4 * 3) {
        insert(&mut table, feature, weight);
    }
    table
}

fn insert(table: &mut [u8], feature: u64, weight: i8) {
    let mark = mark(feature);
    for at in places(table.len() / SLOT, feature) {
        let Some(slot) = table.get_mut(at..at + SLOT) else { return };
        if slot[..2] == mark {
            return;
        }
        if slot[..2] == [0, 0] {
            slot.copy_from_slice(&[mark[0], mark[1], weight.cast_unsigned()]);
            return;
        }
    }
}

fn weight(table: &[u8], feature: u64) -> i32 {
    let mark = mark(feature);
    for at in places(table.len() / SLOT, feature) {
        match table.get(at..at + SLOT) {
            Some(&[low, high, weight]) if [low, high] == mark => return i32::from(weight.cast_signed()),
            Some(&[0, 0, _]) | None => return 0,
            _ => {}
        }
    }
    0
}

fn mark(feature: u64) -> [u8; 2] {
    (feature as u16).max(1).to_le_bytes()
}

/// Where the slots of a feature begin, the likeliest first.
fn places(slots: usize, feature: u64) -> impl Iterator<Item = usize> {
    let start = (feature >> 32) as usize;
    (0..slots).map(move |step| (start + step) & (slots - 1)).map(|slot| slot * SLOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_from_a_table() {
        let hash = |number: u64| number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let table = pack((1..=40).map(|number| (hash(number), number as f32 / 8.0 - 2.5)), 64);
        let sum = score(&table, &[hash(1), hash(27)]) as f32 * STEP;
        assert!((sum - (1.0 + 27.0) / 8.0 + 5.0).abs() < 1e-6);
        assert_eq!(score(&pack([(hash(1), 1e9)], 64), &[hash(1)]), 127);
        assert_eq!(score(&table, &[hash(77)]), 0);
        assert_eq!(score(&[], &[hash(1)]), 0);
    }
}
