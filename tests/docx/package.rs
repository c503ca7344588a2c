//! Small Word documents, made part by part.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A package under construction.
#[derive(Clone, Default)]
pub struct Package {
    parts: Vec<(String, String)>,
    kinds: Vec<&'static str>,
}

impl Package {
    /// A document with this body.
    pub fn new(body: &str) -> Self {
        Self::default().with("document", &format!("<w:body>{body}</w:body>"))
    }

    /// Adds `word/KIND.xml` with a root of that name.
    pub fn with(mut self, kind: &'static str, inner: &str) -> Self {
        let more = "xmlns:mc=\"urn:mc\" xmlns:v=\"urn:v\" xmlns:w16se=\"urn:se\"";
        let xml = format!("<w:{kind} xmlns:w=\"{NAMESPACE}\" {more}>{inner}</w:{kind}>");
        self.kinds.push(kind);
        self.part(&format!("word/{kind}.xml"), &xml)
    }

    /// Adds a part as it is.
    pub fn part(mut self, name: &str, xml: &str) -> Self {
        self.parts.push((name.to_owned(), xml.to_owned()));
        self
    }

    /// The package's bytes, with its lists of types and relations.
    pub fn bytes(&self) -> Vec<u8> {
        let override_of = |kind: &&str| {
            let tail = if **kind == *"document" { "document.main" } else { kind };
            format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{WORD}.{tail}+xml\"/>")
        };
        let types: String = self.kinds.iter().map(override_of).collect();
        let relation = |kind: &&str| {
            format!("<Relationship Id=\"r-{kind}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>")
        };
        let related: String = self.kinds.iter().filter(|kind| **kind != "document").map(relation).collect();
        let relations =
            |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
        let defaults = "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
            <Default Extension=\"xml\" ContentType=\"application/xml\"/>";
        let types = format!("<Types xmlns=\"{PACKAGE}/content-types\">{defaults}{types}</Types>");
        let root = format!(
            "<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>"
        );
        let mut all =
            vec![("[Content_Types].xml".to_owned(), types), ("_rels/.rels".to_owned(), relations(&root))];
        if !related.is_empty() {
            all.push(("word/_rels/document.xml.rels".to_owned(), relations(&related)));
        }
        all.extend(self.parts.clone());
        pack(&all)
    }
}

/// An archive of these entries.
pub fn pack(entries: &[(String, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("an entry can be made");
        archive.write_all(text.as_bytes()).expect("it can be written");
    }
    archive.finish().expect("the archive can be ended").into_inner()
}

/// The names and words of an archive's entries.
pub fn unpack(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).expect("an entry");
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("it is text");
            (entry.name().expect("a name").into_owned(), text)
        })
        .collect()
}

/// A paragraph with one run.
pub fn paragraph(words: &str) -> String {
    format!("<w:p>{}</w:p>", run(words))
}

/// A paragraph in a style.
pub fn styled(style: &str, words: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(words))
}

/// A run.
pub fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}
