//! Copies with comments and tracked changes.

use std::collections::BTreeSet;

use copydesk::cli::fix_docx;
use copydesk::document::docx::{Annotated, Remark, Signature, annotate};
use copydesk::document::{Format, Source};
use copydesk::span::Span;

use super::package::{Package, paragraph, run, unpack};
use super::{open, read};

const SIGNATURE: Signature<'_> =
    Signature { author: "copydesk", initials: "cd", date: "2026-11-26T12:00:00Z" };

/// A remark on the first place where words stand, with other words for them.
fn remark(bytes: &[u8], words: &str, instead: Option<&str>) -> Remark {
    let source = Source::read(bytes.to_vec(), Format::Docx).expect("it opens");
    let start = source.text().find(words).unwrap_or_else(|| panic!("{words} is not in {:?}", source.text()));
    let span = Span::new(start, start + words.len());
    let edits = instead.map(|instead| vec![(span, instead.to_owned())]).unwrap_or_default();
    Remark { span, text: format!("about {words}"), edits }
}

fn copy(package: &Package, remarks: &[(&str, Option<&str>)]) -> Annotated {
    let bytes = package.bytes();
    let remarks: Vec<_> = remarks.iter().map(|(words, instead)| remark(&bytes, words, *instead)).collect();
    annotate(&bytes, &remarks, SIGNATURE).expect("a copy can be written")
}

fn part(bytes: &[u8], name: &str) -> String {
    unpack(bytes).into_iter().find(|(own, _)| own == name).map(|(_, xml)| xml).unwrap_or_default()
}

fn body(bytes: &[u8]) -> String {
    let xml = part(bytes, "word/document.xml");
    let start = xml.find("<w:body>").expect("a body") + 8;
    xml[start..xml.find("</w:body>").expect("its end")].to_owned()
}

#[test]
fn a_comment_parts_the_run_and_keeps_its_look() {
    let look = "<w:rPr><w:b/></w:rPr>";
    let package = Package::new(&format!(
        "<w:p><w:r w:rsidR=\"1\">{look}<w:t>We plan bomb attack now.</w:t></w:r></w:p>"
    ));
    let copy = copy(&package, &[("bomb attack", None)]);
    let piece =
        |words: &str| format!("<w:r w:rsidR=\"1\">{look}<w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let wanted = [
        "<w:p>",
        &piece("We plan "),
        "<w:commentRangeStart w:id=\"1\"/>",
        &piece("bomb attack"),
        "<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>",
        &piece(" now."),
        "</w:p>",
    ];
    assert_eq!(body(&copy.bytes), wanted.concat());
    assert_eq!((copy.comments, copy.changes), (1, 0));
    let comments = part(&copy.bytes, "word/comments.xml");
    assert!(
        comments.contains("w:author=\"copydesk\" w:date=\"2026-11-26T12:00:00Z\" w:initials=\"cd\""),
        "{comments}"
    );
    assert!(comments.contains("about bomb attack"), "{comments}");
    assert!(part(&copy.bytes, "[Content_Types].xml").contains("PartName=\"/word/comments.xml\""));
    assert!(part(&copy.bytes, "word/_rels/document.xml.rels").contains("Target=\"/word/comments.xml\""));
}

#[test]
fn whole_runs_are_left_as_they_are() {
    let inner = "<w:p><w:r><w:t>We </w:t></w:r><w:r><w:t>wait</w:t></w:r><w:r><w:t xml:space=\"preserve\"> here.</w:t></w:r></w:p>";
    let found = body(&copy(&Package::new(inner), &[("wait", None)]).bytes);
    let mark = "<w:commentRangeEnd w:id=\"1\"/><w:r><w:commentReference w:id=\"1\"/></w:r>";
    let wanted = inner.replace(
        "<w:r><w:t>wait</w:t></w:r>",
        &format!("<w:commentRangeStart w:id=\"1\"/><w:r><w:t>wait</w:t></w:r>{mark}"),
    );
    assert_eq!(found, wanted);
}

#[test]
fn tracked_changes_are_whole_words_and_read_as_the_fixed_story() {
    let package = Package::new(&paragraph("We plan bomb attack &amp; they was late."));
    let copy = copy(&package, &[("bomb attack", Some("a bomb attack")), ("they was", Some("they were"))]);
    assert_eq!(copy.changes, 2);
    assert_eq!(read(&copy.bytes).trim(), "We plan a bomb attack & they were late.");
    let found = body(&copy.bytes);
    assert!(found.contains("<w:delText xml:space=\"preserve\">was</w:delText>"), "{found}");
    assert_eq!(found.matches("<w:del ").count(), 1, "an insertion deletes nothing: {found}");
    assert_eq!(found.matches("w:author=\"copydesk\" w:date=\"2026-11-26T12:00:00Z\"").count(), 3);
    let ids: Vec<_> = found.split("w:id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let different: BTreeSet<_> = ids.iter().collect();
    // Each comment goes by its number three times; nothing else goes by the number of another thing.
    assert_eq!(ids.len() - different.len(), 4, "{ids:?}");
}

#[test]
fn a_change_over_several_runs_takes_the_look_of_the_first() {
    let body_xml = "<w:p><w:r><w:t xml:space=\"preserve\">It </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>was</w:t></w:r>\
        <w:r><w:tab/><w:t>closed</w:t></w:r><w:r><w:t xml:space=\"preserve\"> today.</w:t></w:r></w:p>";
    let copy = copy(&Package::new(body_xml), &[("was\tclosed", Some("has closed"))]);
    assert_eq!(read(&copy.bytes).trim(), "It has closed today.");
    let found = body(&copy.bytes);
    assert!(
        found.contains("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">has </w:t>")
            || found.contains("<w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">has</w:t>"),
        "{found}"
    );
    assert!(
        found.contains("<w:tab/></w:r></w:del>") || found.contains("<w:r><w:tab/></w:r></w:del>"),
        "{found}"
    );
}

#[test]
fn somebody_elses_insertion_keeps_its_author() {
    let inner = format!(
        "<w:p>{}<w:ins w:id=\"7\" w:author=\"Ada\" w:date=\"2026-01-01T00:00:00Z\">{}</w:ins></w:p>",
        run("We wait. "),
        run("They was late.")
    );
    let copy = copy(&Package::new(&inner), &[("was", Some("were"))]);
    assert_eq!(read(&copy.bytes).trim(), "We wait. They were late.");
    let found = body(&copy.bytes);
    let ours = found.find("<w:ins w:id=\"10\" w:author=\"copydesk\"").unwrap_or_else(|| panic!("{found}"));
    assert!(found[..ours].ends_with("</w:ins>"), "{found}");
    assert!(
        found.contains("w:author=\"Ada\" w:date=\"2026-01-01T00:00:00Z\"><w:commentRangeEnd")
            || found.matches("w:author=\"Ada\"").count() == 2,
        "{found}"
    );
}

#[test]
fn comments_that_are_there_stay() {
    let inner = "<w:p><w:commentRangeStart w:id=\"12\"/><w:r><w:t>We wait.</w:t></w:r><w:commentRangeEnd w:id=\"12\"/>\
        <w:r><w:commentReference w:id=\"12\"/></w:r></w:p>";
    let old = format!("<w:comment w:id=\"12\" w:author=\"Ada\">{}</w:comment>", paragraph("Really?"));
    let copy = copy(&Package::new(inner).with("comments", &old), &[("wait", None)]);
    let comments = part(&copy.bytes, "word/comments.xml");
    assert!(comments.contains(&old), "{comments}");
    assert!(comments.contains("<w:comment w:id=\"13\" w:author=\"copydesk\""), "{comments}");
}

#[test]
fn all_other_parts_stay_byte_for_byte() {
    let package = Package::new(&paragraph("We wait."))
        .part("word/media/image1.xml", "not looked at")
        .with("styles", "");
    let (before, after) = (package.bytes(), copy(&package, &[("wait", None)]).bytes);
    let changed =
        ["[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels", "word/comments.xml"];
    for (name, text) in unpack(&before).into_iter().filter(|(name, _)| !changed.contains(&name.as_str())) {
        assert_eq!(part(&after, &name), text, "{name}");
    }
    assert_eq!(copy(&package, &[("wait", None)]).bytes, after, "the same input gives the same bytes");
    assert_eq!(annotate(&before, &[], SIGNATURE).expect("a copy").bytes, before);
}

#[test]
fn what_takes_no_comments_is_commented_at_the_nearest_paragraph() {
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", paragraph("Since May they was shut."));
    let text_box =
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>", paragraph("Boxed words."));
    let inner = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p><w:p>{}{text_box}</w:p>",
        run("Shut."),
        run("Open.")
    );
    let package = Package::new(&inner).with("footnotes", &note);
    let copy = copy(&package, &[("was", Some("were")), ("Boxed", Some("Framed"))]);
    let found = body(&copy.bytes);
    let reference = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
    assert!(
        found.contains(&format!(
            "<w:commentRangeStart w:id=\"2\"/>{reference}<w:commentRangeEnd w:id=\"2\"/>"
        )),
        "{found}"
    );
    assert!(found.contains("<w:p><w:commentRangeStart w:id=\"3\"/>"), "{found}");
    let boxed = &found
        [found.find("<w:txbxContent>").expect("a box")..found.find("</w:txbxContent>").expect("its end")];
    assert!(!boxed.contains("comment") && boxed.contains("<w:delText"), "{boxed}");
    assert_eq!(copy.changes, 2, "changes are tracked in notes and boxes");
    assert_eq!(read(&copy.bytes), "Shut.\nOpen.\nFramed words.\nSince May they were shut.\n");
}

#[test]
fn edits_that_clash_or_cannot_be_tracked_leave_the_comment() {
    let moved = format!(
        "<w:p><w:moveTo w:id=\"3\">{}</w:moveTo>{}</w:p>",
        run("Moved words. "),
        run("One two three.")
    );
    let copy = copy(
        &Package::new(&moved),
        &[
            ("Moved", Some("Shifted")),
            ("One two", Some("A pair")),
            ("two three", Some("twenty")),
            ("three", Some("a\nb")),
        ],
    );
    assert_eq!((copy.comments, copy.changes), (4, 1));
    assert_eq!(read(&copy.bytes).trim(), "Moved words. A pair three.");
}

#[test]
fn comments_may_overlap_cross_paragraphs_and_stand_between_words() {
    let package = Package::new(&[paragraph("One two three."), paragraph("Four five.")].concat());
    let bytes = package.bytes();
    let mut remarks: Vec<_> =
        ["One two", "two three", "three.\nFour", "Four"].map(|words| remark(&bytes, words, None)).into();
    remarks.push(Remark { span: Span::new(4, 4), text: String::new(), edits: Vec::new() });
    let copy = annotate(&bytes, &remarks, SIGNATURE).expect("a copy");
    let found = body(&copy.bytes);
    for id in 1..=5 {
        let at = |name: &str| {
            found
                .find(&format!("<w:comment{name} w:id=\"{id}\"/>"))
                .unwrap_or_else(|| panic!("{name} {id}: {found}"))
        };
        assert!(at("RangeStart") < at("RangeEnd") && at("RangeEnd") < at("Reference"), "{found}");
    }
    assert_eq!(read(&copy.bytes), read(&bytes));
}

#[test]
fn findings_become_comments_and_fixes_tracked_changes() {
    let story = [
        "Rates rise again",
        "The bank raised rates on Monday and said that it it will raise them again.",
        "Nobody was surprised.",
    ];
    let package = Package::new(&story.map(paragraph).concat());
    let bytes = package.bytes();
    let desk = crate::support::desk(
        copydesk::config::Config::default(),
        Vec::new(),
        copydesk::rule::Problems::default(),
    );
    let findings = crate::support::check_bytes(&desk, bytes.clone(), Format::Docx).expect("it is checked");
    assert!(findings.iter().any(|finding| &*finding.rule == "doubled-word"), "{findings:?}");
    let copy = fix_docx::copy(&bytes, &findings, |_| true, "2026-11-26T12:00:00Z").expect("a copy");
    assert_eq!(copy.comments, findings.len());
    let comments = part(&copy.bytes, "word/comments.xml");
    assert!(comments.contains("(warning: doubled-word)"), "{comments}");
    let fixed = open(copy.bytes);
    assert!(fixed.text().contains("said that it will raise them again."), "{}", fixed.text());
}
