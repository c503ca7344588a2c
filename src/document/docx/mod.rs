//! Word documents. Their text has a line for each paragraph; an outline remembers which part and paragraph a line
//! comes from. Nothing is unpacked to the disk.

mod body;
mod copy;
mod extract;
mod frame;
mod markup;
mod outline;
mod package;
mod paragraph;
mod refusal;
mod relations;
mod sheet;
mod story;
mod styles;

pub use copy::{Annotated, Remark, Signature, annotate};
pub use outline::{Outline, Part};
pub use refusal::Refusal;

use super::{Options, Parts, Source, SourceError};
use package::Package;
use relations::Names;

/// Takes the text out of a document.
pub(super) fn open(bytes: Vec<u8>) -> Result<Source, SourceError> {
    let mut package = Package::open(&bytes)?;
    let names = Names::of(&mut package)?;
    let extract = extract::extract(&mut package, &names, false)?;
    Ok(Source::of_container(extract.text, extract.outline))
}

/// Reads the story of an opened document.
pub(super) fn parse(source: &Source, options: &Options) -> Parts {
    let nothing = Outline::default();
    story::parse(source, source.outline().unwrap_or(&nothing), options)
}
