//! Reports say the paragraph of a Word document.

use std::fs;

use super::package::{Package, paragraph};
use crate::support::copydesk;

fn folder() -> tempfile::TempDir {
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", paragraph("They said that it it was shut."));
    let body =
        [paragraph("Port shuts"), "<w:p/>".to_owned(), paragraph("The board said that that it it is shut.")];
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bytes = Package::new(&body.concat()).with("footnotes", &note).bytes();
    fs::write(folder.path().join("story.docx"), bytes).expect("a file can be written");
    fs::write(folder.path().join("~$story.docx"), "Ada").expect("a file can be written");
    fs::write(folder.path().join("story.copydesk.docx"), "a copy").expect("a file can be written");
    folder
}

fn said(format: &str) -> String {
    let folder = folder();
    let output = copydesk(folder.path(), &["check", ".", "--select", "doubled-word", "--format", format]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("reports are UTF-8")
}

#[test]
fn json_names_the_part_and_the_paragraph_beside_the_span() {
    let report: serde_json::Value = serde_json::from_str(&said("json")).expect("the report is whole");
    assert_eq!(report["files"]["checked"], 1, "what programs leave is no draft");
    let findings = report["findings"].as_array().expect("a list");
    let places: Vec<_> = findings.iter().map(|one| (one["part"].clone(), one["paragraph"].clone())).collect();
    assert_eq!(places.first(), Some(&("word/document.xml".into(), 3.into())));
    assert_eq!(places.last(), Some(&("word/footnotes.xml".into(), 1.into())));
    let text = "Port shuts\n\nThe board said that that it it is shut.\n";
    let at = |key: &str| findings[0]["span"][key].as_u64().expect("a number") as usize;
    assert!(text[at("start")..at("end")].contains("it"), "offsets count in the text");
    assert_eq!(findings[0]["span"]["line"], 3);
}

#[test]
fn people_read_the_paragraph_instead_of_the_line() {
    let short = said("short");
    assert!(short.starts_with("story.docx:¶3:"), "{short}");
    assert!(short.lines().last().is_some_and(|line| line.starts_with("story.docx:footnotes:¶1:")), "{short}");
    let full = said("full");
    assert!(full.contains("story.docx:¶3:") && full.contains("  3 | The board"), "{full}");
    assert!(full.contains("story.docx:footnotes:¶1:") && full.contains("  1 | They said"), "{full}");
}

#[test]
fn inspect_names_the_part_and_the_paragraph() {
    let folder = folder();
    let output = copydesk(folder.path(), &["inspect", "story.docx", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one object");
    let blocks = object["blocks"].as_array().expect("a list");
    assert_eq!((&blocks[1]["part"], &blocks[1]["paragraph"]), (&"word/document.xml".into(), &3.into()));
    assert_eq!((&blocks[2]["role"], &blocks[2]["part"]), (&"list-item".into(), &"word/footnotes.xml".into()));
}
