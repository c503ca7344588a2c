//! Changes to the lists of a package: which parts there are, and how the document finds them.

use std::collections::BTreeMap;

use super::super::markup::{Piece, Scanner};
use super::super::package::{Package, Part, damaged};
use super::super::refusal::Refusal;
use super::super::relations::relations_of;
use super::patch::escape_value;

const TYPES: &str = "[Content_Types].xml";
const TYPE_OF_COMMENTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const STRICT_RELATION: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments";
const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// The prefix of the root's name with its colon. Words can be added only where there is one: attributes need it.
pub fn prefix(part: &Part) -> Result<String, Refusal> {
    let prefix = root_prefix(part)?;
    if prefix.is_empty() { Err(Refusal::Foreign(part.name.clone())) } else { Ok(prefix) }
}

/// Whether a part is written in the “strict” variant.
pub fn is_strict(part: &Part) -> bool {
    part.xml.contains("http://purl.oclc.org/ooxml/wordprocessingml/main")
}

/// The part with more elements at the end of its root.
pub fn append(part: &Part, new: &str) -> Result<String, Refusal> {
    let mut scanner = Scanner::new(part);
    let (mut depth, mut root) = (0, None);
    while let Some(piece) = scanner.read()? {
        match piece {
            Piece::Open(tag) => {
                root = root.or(Some(tag.range));
                depth += 1;
            }
            Piece::Close(range) => {
                depth -= 1;
                if depth == 0 {
                    let root = root.clone().unwrap_or_default();
                    return Ok(put_before(&part.xml, root.start..root.end, range.start..range.end, new));
                }
            }
            Piece::Words(_) => {}
        }
    }
    Err(damaged(&part.name, "it holds nothing"))
}

type Place = std::ops::Range<usize>;

/// A root that is its own end tag is opened first.
fn put_before(xml: &str, root: Place, end: Place, new: &str) -> String {
    if !end.is_empty() {
        return [&xml[..end.start], new, &xml[end.start..]].concat();
    }
    let tag = xml[root.start..root.end].trim_end_matches("/>");
    let name = tag[1..].split(|letter: char| letter.is_whitespace()).next().unwrap_or_default();
    [&xml[..root.start], tag, ">", new, "</", name, ">", &xml[root.end..]].concat()
}

/// Adds a part of comments to the package's list of types.
pub fn add_type(
    package: &mut Package<'_>,
    name: &str,
    parts: &mut BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let types = package.read(TYPES)?.ok_or_else(|| damaged(TYPES, "it is missing"))?;
    let p = root_prefix(&types)?;
    let name = escape_value(name);
    let new = format!("<{p}Override PartName=\"/{name}\" ContentType=\"{TYPE_OF_COMMENTS}\"/>");
    parts.insert(TYPES.to_owned(), append(&types, &new)?);
    Ok(())
}

/// Adds a part of comments to what the document relates to.
pub fn add_relation(
    package: &mut Package<'_>,
    document: &str,
    name: &str,
    strict: bool,
    parts: &mut BTreeMap<String, String>,
) -> Result<(), Refusal> {
    let own = relations_of(document);
    let relations = package.read(&own)?;
    let none = || Part { name: own.clone(), xml: NO_RELATIONS.to_owned(), wide: false };
    let relations = relations.unwrap_or_else(none);
    let p = root_prefix(&relations)?;
    let id = (1..).map(|n| format!("copydesk{n}")).find(|id| !relations.xml.contains(id.as_str()));
    let (id, name) = (id.unwrap_or_default(), escape_value(name));
    let kind = if strict { STRICT_RELATION } else { RELATION };
    let new = format!("<{p}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"/{name}\"/>");
    parts.insert(own, append(&relations, &new)?);
    Ok(())
}

fn root_prefix(part: &Part) -> Result<String, Refusal> {
    if part.wide {
        return Err(Refusal::Wide(part.name.clone()));
    }
    let mut scanner = Scanner::new(part);
    while let Some(piece) = scanner.read()? {
        if let Piece::Open(tag) = piece {
            return Ok(tag.prefix());
        }
    }
    Err(damaged(&part.name, "it holds nothing"))
}
