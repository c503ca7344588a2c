//! Small models: they know numbers, not stories.

pub mod encoder;
