//! How surely a verb stands in the wrong form: the weights of `story::verb_place`, made by `copydesk learn verbs`.

/// Slots of the table; a power of two.
pub const SLOTS: usize = 1 << 17;

static TABLE: &[u8] = include_bytes!("verb-weights.bin");

/// The table, as `model::hashed` reads it.
#[must_use]
pub fn table() -> &'static [u8] {
    TABLE
}
