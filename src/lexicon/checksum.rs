//! The checksum of files of weights: whether they are the bytes that were written.

/// The Fowler–Noll–Vo hash, variant 1a, of all parts in turn.
#[must_use]
pub fn checksum<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    parts.into_iter().flatten().fold(0xcbf2_9ce4_8422_2325, step)
}
