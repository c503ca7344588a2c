//! A copy of a Word document with comments at places of its text and, where they are wanted, tracked changes. Every
//! other part stays as it is, byte for byte.

mod anchor;
mod comments;
mod cuts;
mod difference;
mod patch;
mod register;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::SourceError;
use super::extract::{Extract, extract};
use super::package::Package;
use super::refusal::Refusal;
use super::relations::{Names, resolve};
use crate::span::Span;
use anchor::Anchors;
use cuts::Cuts;
use patch::Patches;

/// A comment to be written.
#[derive(Clone, Debug)]
pub struct Remark {
    /// What it is about, in the text that is taken out of the document.
    pub span: Span,
    /// What it says; each line becomes a paragraph.
    pub text: String,
    /// Words to be put in place of others, as tracked changes: all of them or, where one cannot be, none.
    pub edits: Vec<(Span, String)>,
}

/// Who comments, and when.
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    /// The name that Word shows.
    pub author: &'a str,
    /// Its initials.
    pub initials: &'a str,
    /// The time, as in `2026-11-26T12:00:00Z`.
    pub date: &'a str,
}

/// A copy with comments.
#[derive(Clone, Debug)]
pub struct Annotated {
    /// The document.
    pub bytes: Vec<u8>,
    /// Comments that were added.
    pub comments: usize,
    /// Remarks whose edits are tracked changes now.
    pub changes: usize,
}

/// Writes a copy of a document with a comment for every remark.
///
/// # Errors
/// When the document cannot be read, or is stored in a way in which it cannot be written again.
pub fn annotate(
    bytes: &[u8],
    remarks: &[Remark],
    signature: Signature<'_>,
) -> Result<Annotated, SourceError> {
    if remarks.is_empty() {
        return Ok(Annotated { bytes: bytes.to_vec(), comments: 0, changes: 0 });
    }
    let mut package = Package::open(bytes)?;
    let names = Names::of(&mut package)?;
    let extract = extract(&mut package, &names, true)?;
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    let (first, changes) = change(&extract, remarks, signature, &mut parts)?;
    comment(&mut package, &names, &extract, remarks, (first, signature), &mut parts)?;
    let bytes = pack(package, parts).map_err(|error| Refusal::Unpacked(error.to_string()))?;
    Ok(Annotated { bytes, comments: remarks.len(), changes })
}

/// Puts anchors and tracked changes into the parts with words. The number of the first comment, and how many remarks
/// have changes.
fn change(
    extract: &Extract,
    remarks: &[Remark],
    signature: Signature<'_>,
    parts: &mut BTreeMap<String, String>,
) -> Result<(u32, usize), Refusal> {
    let first = extract.highest.saturating_add(1);
    let prefixes = extract.parts.iter().map(register::prefix).collect::<Result<Vec<_>, _>>()?;
    let anchors = Anchors::new(extract, prefixes.first().ok_or(Refusal::NoDocument)?);
    let mut patches: Vec<Patches> = extract.parts.iter().map(|_| Patches::default()).collect();
    let mut cuts = Cuts::new(extract, first.saturating_add(remarks.len() as u32), signature);
    let mut changes = 0;
    for (at, remark) in remarks.iter().enumerate() {
        changes += usize::from(cuts.track(&remark.edits));
        anchors.set(remark.span, first.saturating_add(at as u32), &mut cuts, &mut patches[0]);
    }
    cuts.render(&prefixes, &mut patches);
    for (part, patches) in extract.parts.iter().zip(patches) {
        if !patches.is_empty() {
            parts.insert(part.name.clone(), patches.apply(&part.xml));
        }
    }
    Ok((first, changes))
}

/// Writes the comments themselves, and registers their part if it is new.
fn comment(
    package: &mut Package<'_>,
    names: &Names,
    extract: &Extract,
    remarks: &[Remark],
    (first, signature): (u32, Signature<'_>),
    parts: &mut BTreeMap<String, String>,
) -> Result<(), SourceError> {
    if let Some(name) = &names.comments {
        let part = package.read(name)?.ok_or(Refusal::NoDocument)?;
        let prefix = register::prefix(&part)?;
        let new = comments::write(remarks, first, signature, &prefix);
        parts.insert(part.name.clone(), register::append(&part, &new)?);
        return Ok(());
    }
    let name = ["comments.xml", "comments-of-copydesk.xml"]
        .map(|name| resolve(&names.document, name))
        .into_iter()
        .find(|name| !package.has(name))
        .ok_or(Refusal::Twice)?;
    let document = extract.parts.first().ok_or(Refusal::NoDocument)?;
    let strict = register::is_strict(document);
    parts.insert(name.clone(), comments::part(remarks, first, signature, strict));
    register::add_type(package, &name, parts)?;
    register::add_relation(package, &names.document, &name, strict, parts)?;
    Ok(())
}

/// The archive with some of its parts replaced or added; all others are copied as they are packed.
fn pack(package: Package<'_>, mut parts: BTreeMap<String, String>) -> zip::result::ZipResult<Vec<u8>> {
    let mut old = package.into_archive();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for index in 0..old.len() {
        let entry = old.by_index_raw(index)?;
        let name = entry.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        let Some(xml) = parts.remove(&name) else {
            new.raw_copy_file(entry)?;
            continue;
        };
        let time = entry.last_modified();
        drop(entry);
        new.start_file(name, time.map_or(options, |time| options.last_modified_time(time)))?;
        new.write_all(xml.as_bytes())?;
    }
    for (name, xml) in parts {
        new.start_file(name, options.last_modified_time(zip::DateTime::default()))?;
        new.write_all(xml.as_bytes())?;
    }
    Ok(new.finish()?.into_inner())
}
