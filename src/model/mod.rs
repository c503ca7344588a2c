//! Models that know numbers and not stories.

pub mod hashed;
