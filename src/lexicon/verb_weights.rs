//! How surely a verb stands in the wrong form: the weights of `story::verb_place`, made by `copydesk learn verbs`.

/// Weights of the table; a power of two.
pub const SLOTS: usize = 1 << 16;

static TABLE: &[u8] = include_bytes!("verb-weights.bin");

/// The weights, one byte each.
#[must_use]
pub fn table() -> &'static [u8] {
    TABLE
}
