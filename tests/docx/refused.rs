//! Files that only look like Word documents, and those made to do harm.

use std::io::{Cursor, Write};

use copydesk::document::{Format, Source};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::package::{NAMESPACE, Package, pack, paragraph};

fn refusal(bytes: Vec<u8>) -> String {
    Source::read(bytes, Format::Docx).expect_err("it is refused").to_string()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{NAMESPACE}\"><w:body>{body}</w:body></w:document>")
}

fn only(name: &str, xml: &str) -> Vec<u8> {
    pack(&[(name.to_owned(), xml.to_owned())])
}

#[test]
fn what_is_no_document_is_said_in_plain_words() {
    let good = Package::new(&paragraph("The mayor resigned.")).bytes();
    let cases = [
        (Vec::new(), "the file is empty"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest".to_vec(), "save it as .docx without one"),
        (b"PK\x03\x04 and then nothing".to_vec(), "save it again as .docx"),
        (b"The mayor resigned.".to_vec(), "it is no Word document"),
        (good[..good.len() / 2].to_vec(), "cut off"),
        (only("xl/workbook.xml", "<x/>"), "no Word document inside"),
        (only("word/document.xml", "<html><p>The mayor</p></html>"), "no Word document inside"),
        (only("word/document.xml", "<w:document><w:body><w:p>"), "it is cut off"),
        (only("word/document.xml", "<w:document><w:body></w:p></w:document>"), "word/document.xml"),
    ];
    for (bytes, wanted) in cases {
        let said = refusal(bytes);
        assert!(said.contains(wanted), "{said:?} does not say {wanted:?}");
    }
}

#[test]
fn a_damaged_part_is_named() {
    let mut bytes = only("word/document.xml", &document(&paragraph("The mayor resigned.")));
    let at = bytes.windows(4).position(|four| four == b"PK\x01\x02").expect("a list of parts");
    bytes[at + 16] ^= 1;
    assert!(refusal(bytes).contains("word/document.xml"), "the checksum is wrong");
}

#[test]
fn document_types_and_towers_are_refused_unread() {
    let laughs =
        "<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>".to_owned() + &document(&paragraph("&b;"));
    assert!(refusal(only("word/document.xml", &laughs)).contains("document type"));
    let tower = "<w:smartTag>".repeat(300) + &"</w:smartTag>".repeat(300);
    assert!(refusal(only("word/document.xml", &document(&tower))).contains("256 deep"));
}

#[test]
fn bombs_are_seen_by_what_comes_out_of_them() {
    let bomb = only("word/document.xml", &document(&paragraph(&"A".repeat(8 << 20))));
    assert!(refusal(bomb.clone()).contains("more than a hundredfold"));
    // The list of parts may promise any size.
    let mut lying = bomb;
    let at = lying.windows(4).position(|four| four == b"PK\x01\x02").expect("a list of parts");
    lying[at + 24..at + 28].copy_from_slice(&10_u32.to_le_bytes());
    assert!(!refusal(lying).is_empty());
    // What is not asked for is not unpacked: other parts may be as large as they like.
    let idle = Package::new(&paragraph("Fine.")).part("word/media/a.xml", &"A".repeat(8 << 20));
    assert!(Source::read(idle.bytes(), Format::Docx).is_ok());
    let nested =
        Package::new(&paragraph("Fine.")).part("word/embeddings/a.docx", "PK\u{3}\u{4} no archive at all");
    assert!(Source::read(nested.bytes(), Format::Docx).is_ok());
}

#[test]
fn more_than_64_mebibytes_are_refused() {
    let large = document(&paragraph(&"a".repeat(65 << 20)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", options).expect("an entry can be made");
    archive.write_all(large.as_bytes()).expect("it can be written");
    let large = archive.finish().expect("the archive can be ended").into_inner();
    assert!(refusal(large).contains("64 MiB"));
}

#[test]
fn more_paragraphs_than_a_document_has_are_refused() {
    let many = "<w:p/>".repeat(250_001);
    let noise = (0..9_000).map(|n| format!("{:x}", n * 7_919_u64 * 104_729)).collect::<String>();
    let said = refusal(only("word/document.xml", &document(&(many + &paragraph(&noise)))));
    assert!(said.contains("250000 paragraphs"), "{said}");
}

#[test]
fn too_many_parts_and_two_of_one_name_are_refused() {
    let many: Vec<_> = (0..10_001).map(|n| (format!("x/{n}"), String::new())).collect();
    assert!(refusal(pack(&many)).contains("10000 parts"));
    let bytes = pack(&["word/document.xml", "word/document2xml"].map(|name| (name.to_owned(), document(""))));
    let mut twice = bytes;
    while let Some(at) = twice.windows(17).position(|name| name == b"word/document2xml") {
        twice[at..at + 17].copy_from_slice(b"word/document.xml");
    }
    assert!(refusal(twice).contains("same name"));
}

#[test]
fn names_that_lead_elsewhere_lead_nowhere() {
    let package = Package::new(&paragraph("Fine."))
        .part("../../../../tmp/copydesk-slip", "x")
        .part("/abs", "x")
        .part("..\\win", "x");
    assert!(Source::read(package.bytes(), Format::Docx).is_ok());
    let root = "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"file:///etc/passwd\" \
        TargetMode=\"External\"/></Relationships>";
    let said = refusal(only("_rels/.rels", root));
    assert!(said.contains("no Word document inside"), "{said}");
}
