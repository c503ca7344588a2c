//! A hashed linear model without collisions resolved: a feature's hash says where its weight stands, and two features
//! that meet there share it. The bytes of a table are the weights, each a signed count of [`STEP`].

/// What a weight of one counts.
pub const STEP: f32 = 1.0 / 16.0;

/// The sum of the weights of some features, in steps. `table` holds a power of two of weights.
#[must_use]
pub fn score(table: &[u8], features: &[u64]) -> i32 {
    features.iter().map(|&feature| weight(table, feature)).sum()
}

/// Where the weight of a feature stands in a table of `slots` weights, a power of two.
#[must_use]
pub fn slot(slots: usize, feature: u64) -> usize {
    (feature >> 32) as usize & slots.wrapping_sub(1)
}

fn weight(table: &[u8], feature: u64) -> i32 {
    let byte = table.get(slot(table.len(), feature)).copied().unwrap_or_default();
    i32::from(byte.cast_signed())
}
