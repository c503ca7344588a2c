//! `copydesk fix` on Word documents.

use std::fs;
use std::path::Path;
use std::process::Output;

use super::package::{Package, paragraph, unpack};
use super::read;
use crate::support::copydesk;

const STORY: &str = "The board said that it it is shut, and that the the lock is old.";

fn folder() -> (tempfile::TempDir, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let bytes = Package::new(&[paragraph("Port shuts"), paragraph(STORY)].concat()).bytes();
    fs::write(folder.path().join("story.docx"), &bytes).expect("a file can be written");
    (folder, bytes)
}

fn fix(folder: &Path, more: &[&str]) -> (Output, String) {
    let output = copydesk(folder, &[&["fix", "--select", "doubled-word"], more].concat());
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output, said)
}

fn text(path: &Path) -> String {
    read(&fs::read(path).expect("the copy is there"))
}

#[test]
fn the_document_stays_and_a_copy_is_commented() {
    let (folder, bytes) = folder();
    let (output, said) = fix(folder.path(), &["story.docx"]);
    assert_eq!(output.status.code(), Some(1), "the findings are left: {said}");
    assert!(said.contains("story.copydesk.docx: 2 comments\n") && said.contains("wrote 1 copy"), "{said}");
    assert_eq!(fs::read(folder.path().join("story.docx")).expect("it is there"), bytes);
    let copy = fs::read(folder.path().join("story.copydesk.docx")).expect("a copy");
    let comments =
        unpack(&copy).into_iter().find(|(name, _)| name == "word/comments.xml").expect("comments").1;
    assert_eq!(comments.matches("<w:comment ").count(), 2);
    assert_eq!(read(&copy), read(&bytes));
    // The second run over the folder makes no copy of the copy.
    fix(folder.path(), &["."]);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
}

#[test]
fn tracked_changes_go_where_they_are_asked_for() {
    let (folder, _) = folder();
    let (_, said) = fix(folder.path(), &["story.docx", "--tracked", "--output", "new.docx"]);
    assert!(said.contains("new.docx: 2 comments, 2 tracked changes"), "{said}");
    let fixed = text(&folder.path().join("new.docx"));
    assert!(fixed.contains("that it is shut, and that the lock is old."), "{fixed}");
    let (output, said) = fix(folder.path(), &["story.docx", "--output", "story.docx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("would replace the document itself"), "{said}");
}

#[test]
fn nothing_is_written_without_findings_or_to_look() {
    let (folder, _) = folder();
    fix(folder.path(), &["story.docx", "--diff"]);
    let good = Package::new(&paragraph("The board met on Monday.")).bytes();
    fs::write(folder.path().join("good.docx"), good).expect("a file can be written");
    let (output, said) = fix(folder.path(), &["good.docx"]);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "{said}");
}

#[test]
fn a_document_with_macros_is_read_and_its_copy_keeps_its_ending() {
    let (folder, bytes) = folder();
    fs::remove_file(folder.path().join("story.docx")).expect("it is ours");
    fs::write(folder.path().join("story.DOCM"), &bytes).expect("a file can be written");
    for _ in 0..2 {
        let (_, said) = fix(folder.path(), &["."]);
        assert!(said.contains("story.copydesk.DOCM: 2 comments"), "{said}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "{said}");
    }
}
