//! html: to be written.

use super::{Options, Parts, plain};

/// Reads it.
pub(super) fn parse(text: &str, _options: &Options) -> Parts {
    plain::parse(text)
}
