//! Where articles are missing, as a linear model learnt from licensed text; `copydesk learn articles` makes the bytes, and
//! [`Linear`](https://docs.rs/copydesk) of the room `model` reads them where they lie.

/// The bytes of the model.
#[must_use]
pub fn bytes() -> &'static [u8] {
    include_bytes!("article-weights.bin")
}
