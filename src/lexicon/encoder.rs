//! The weights of the encoder that knows where an article is missing, as `tests/foreign/encoder/make` writes them.

/// The bytes that the encoder of the room `model` reads.
pub static WEIGHTS: &[u8] = include_bytes!("encoder.bin");
