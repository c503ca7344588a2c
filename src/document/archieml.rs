//! archieml: to be written.

mod line;
mod reader;
mod tree;

use super::{Options, Parts, plain};

/// Reads it.
pub(super) fn parse(text: &str, _options: &Options) -> Parts {
    plain::parse(text)
}
