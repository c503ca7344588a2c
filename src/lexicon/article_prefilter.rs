//! Where the linear model of articles is likely to see a gap, from words alone: the weights of `story::gap::prefilter`, made
//! by `copydesk learn prefilter`.

/// Slots of the table; a power of two.
pub const SLOTS: usize = 1 << 16;

static TABLE: &[u8] = include_bytes!("article-prefilter.bin");

/// The table, as `model::unmarked` reads it.
#[must_use]
pub fn table() -> &'static [u8] {
    TABLE
}
