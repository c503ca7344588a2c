//! A linear model over hashed features that stores nothing but weights: features that share a slot share its weight. It
//! is less exact than [`hashed`](super::hashed), and several times as fast.

/// What a weight of one counts.
pub const STEP: f32 = 1.0 / 16.0;

/// The sum of the weights of some features, in steps. The table has a power of two of slots, 65,536 at most, of one byte.
#[inline]
#[must_use]
pub fn score(table: &[u8], features: &[u64]) -> i32 {
    features
        .iter()
        .map(|&feature| table.get(slot(feature, table.len())).map_or(0, |&one| i32::from(one as i8)))
        .sum()
}

/// The slot of a feature among `slots`.
#[inline]
#[must_use]
pub fn slot(feature: u64, slots: usize) -> usize {
    (feature >> 48) as usize & slots.wrapping_sub(1)
}

/// The weights as a table.
#[must_use]
pub fn pack(weights: &[f32]) -> Vec<u8> {
    let byte = |weight: &f32| ((weight / STEP).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    weights.iter().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_from_a_table() {
        let mut weights = vec![0.0; 1 << 4];
        (weights[3], weights[15]) = (1.5, -99.0);
        let table = pack(&weights);
        let feature = |slot: u64| slot << 48 | 77;
        assert_eq!(score(&table, &[feature(3), feature(3), feature(4)]), 48);
        assert_eq!(score(&table, &[feature(15)]), -127);
        assert_eq!(score(&[], &[feature(3)]), 0);
    }
}
