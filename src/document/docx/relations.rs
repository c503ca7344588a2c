//! Which part of a package plays which part: the main document, its notes, comments and styles.

use super::markup::{Piece, Scanner};
use super::package::Package;
use super::refusal::Refusal;

/// Where a document is found when the package does not say.
const USUAL: &str = "word/document.xml";

/// The names of the parts that are read.
#[derive(Debug, Default)]
pub struct Names {
    /// The story.
    pub document: String,
    /// Its footnotes.
    pub footnotes: Option<String>,
    /// Its endnotes.
    pub endnotes: Option<String>,
    /// Its comments.
    pub comments: Option<String>,
    /// Its styles.
    pub styles: Option<String>,
}

impl Names {
    /// Asks the package.
    pub fn of(package: &mut Package<'_>) -> Result<Self, Refusal> {
        let document = match targets(package, "")?.into_iter().find(|one| one.kind == "officeDocument") {
            Some(one) if package.has(&one.target) => one.target,
            _ => USUAL.to_owned(),
        };
        if !package.has(&document) {
            return Err(Refusal::NoDocument);
        }
        let related = targets(package, &document)?;
        let find = |kind: &str| {
            let related = related.iter().find(|one| one.kind == kind).map(|one| one.target.clone());
            let name = related.unwrap_or_else(|| resolve(&document, &format!("{kind}.xml")));
            package.has(&name).then_some(name)
        };
        Ok(Self {
            footnotes: find("footnotes"),
            endnotes: find("endnotes"),
            comments: find("comments"),
            styles: find("styles"),
            document,
        })
    }
}

/// The part that holds the relations of another one; the package's own for an empty name.
pub fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    format!("{folder}_rels/{file}.rels")
}

/// A target as a part's name: from the package's root, or from the folder of the part that names it.
pub fn resolve(from: &str, target: &str) -> String {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let base = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

struct Relation {
    /// The last word of its type.
    kind: String,
    target: String,
}

fn targets(package: &mut Package<'_>, part: &str) -> Result<Vec<Relation>, Refusal> {
    let Some(relations) = package.read(&relations_of(part))? else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let mut scanner = Scanner::new(&relations);
    while let Some(piece) = scanner.read()? {
        let Piece::Open(tag) = piece else { continue };
        let outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if let (false, Some(kind), Some(target)) = (outside, tag.attribute("Type"), tag.attribute("Target")) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relation { kind, target: resolve(part, &target) });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_count_from_the_part_that_names_them() {
        assert_eq!(resolve("word/document.xml", "comments.xml"), "word/comments.xml");
        assert_eq!(resolve("word/document.xml", "/word/notes.xml"), "word/notes.xml");
        assert_eq!(resolve("word/document.xml", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(relations_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!([relations_of(""), relations_of("a.xml")], ["_rels/.rels", "_rels/a.xml.rels"]);
    }
}
