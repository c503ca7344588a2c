//! docx: to be written.

use super::{Options, Parts, Source, SourceError, plain};

/// Unpacks it.
pub(super) fn open(bytes: Vec<u8>) -> Result<Source, SourceError> {
    Source::decode(bytes)
}

/// Reads it.
pub(super) fn parse(source: &Source, _options: &Options) -> Parts {
    plain::parse(source.text())
}
