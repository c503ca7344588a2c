//! Documents made at random from the shapes that Word writes: what is read are the words of their runs, and copies read
//! as the document does, or as it does with the change made.

use copydesk::document::docx::{Remark, Signature, annotate};
use copydesk::document::{Format, Source};
use copydesk::span::Span;

use super::package::{Package, unpack};
use super::read;
use crate::mutate::{Random, damaged};

const SIGNATURE: Signature<'_> =
    Signature { author: "copydesk", initials: "cd", date: "2026-11-26T12:00:00Z" };
const WORDS: &[&str] = &[
    "The council ",
    "votes",
    " on Monday",
    ". ",
    "“No,” ",
    "é",
    "🙂",
    "AT&T ",
    "<b>",
    "\t",
    "a\u{301} ",
    " ",
];

/// How many documents; `COPYDESK_MUTATIONS=10000 cargo test` tries more.
fn count() -> usize {
    std::env::var("COPYDESK_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

/// A document under construction, with the lines that it should read as.
struct Maker {
    random: Random,
    next: u32,
}

impl Maker {
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.random.below(from.len())]
    }

    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    /// Blocks and their lines.
    fn body(&mut self, depth: usize) -> (String, Vec<String>) {
        let (mut xml, mut lines) = (String::new(), Vec::new());
        for _ in 0..=self.random.below(4) {
            let (more, own) = self.block(depth);
            xml += &more;
            lines.extend(own);
        }
        (xml, lines)
    }

    fn block(&mut self, depth: usize) -> (String, Vec<String>) {
        match self.random.below(if depth > 2 { 3 } else { 7 }) {
            0 => ("<w:p/>".to_owned(), vec![String::new()]),
            3 => {
                let (inner, lines) = self.body(depth + 1);
                (format!("<w:tbl><w:tr><w:trPr/><w:tc><w:tcPr/>{inner}</w:tc></w:tr></w:tbl>"), lines)
            }
            4 => {
                let (inner, lines) = self.body(depth + 1);
                (format!("<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"), lines)
            }
            5 => self.joined(depth),
            _ => {
                let (inner, text, boxed) = self.inline(depth);
                (format!("<w:p><w:pPr><w:jc/></w:pPr>{inner}</w:p>"), [vec![text], boxed].concat())
            }
        }
    }

    /// Two paragraphs whose mark between them is deleted.
    fn joined(&mut self, depth: usize) -> (String, Vec<String>) {
        let ((a, first, mut boxed), (b, second, more)) = (self.inline(depth), self.inline(depth));
        boxed.extend(more);
        let mark = "<w:pPr><w:rPr><w:del w:id=\"0\"/></w:rPr></w:pPr>";
        (format!("<w:p>{mark}{a}</w:p><w:p>{b}</w:p>"), [vec![first + &second], boxed].concat())
    }

    /// What stands in a paragraph, its words, and the lines of text boxes.
    fn inline(&mut self, depth: usize) -> (String, String, Vec<String>) {
        let (mut xml, mut text, mut boxed) = (String::new(), String::new(), Vec::new());
        for _ in 0..self.random.below(6) {
            let (run, words) = self.run("t");
            let id = self.id();
            let (more, own) = match self.random.below(12) {
                0 => (format!("<w:ins w:id=\"{id}\" w:author=\"Ada\">{run}</w:ins>"), words),
                1 => (format!("<w:moveTo w:id=\"{id}\" w:author=\"Ada\">{run}</w:moveTo>"), words),
                2 => {
                    let deleted = self.run("delText").0;
                    (format!("<w:del w:id=\"{id}\" w:author=\"Ada\">{deleted}</w:del>"), String::new())
                }
                3 => (format!("<w:hyperlink w:id=\"{id}\">{run}</w:hyperlink>"), words),
                4 => (run.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), String::new()),
                5 => {
                    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
                    let code = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
                    (mark("begin") + code + &mark("separate") + &run + &mark("end"), words)
                }
                6 => (format!("<w:bookmarkStart w:id=\"{id}\"/>{run}<w:bookmarkEnd w:id=\"{id}\"/>"), words),
                7 if depth < 3 => {
                    let (inner, lines) = self.body(depth + 2);
                    boxed.extend(lines);
                    (
                        format!("<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>{run}"),
                        words,
                    )
                }
                8 => (format!("<w:r><w:footnoteReference w:id=\"{id}\"/></w:r>{run}"), words),
                _ => (run, words),
            };
            xml += &more;
            text += &own;
        }
        (xml, text, boxed)
    }

    /// A run with words in elements of this name.
    fn run(&mut self, element: &str) -> (String, String) {
        let (mut inner, mut text) = (String::new(), String::new());
        for _ in 0..=self.random.below(3) {
            let words = self.pick(WORDS);
            inner += &match words {
                "\t" => "<w:tab/>".to_owned(),
                words => {
                    let words = words.replace('&', "&amp;").replace('<', "&lt;");
                    format!("<w:{element} xml:space=\"preserve\">{words}</w:{element}>")
                }
            };
            text += words;
        }
        let look = self.pick(&["", "", "<w:rPr><w:b/></w:rPr>"]);
        (
            format!("<w:r>{look}{inner}</w:r>").replace("<w:r><w:rPr><w:b/></w:rPr><w:rPr>", "<w:r><w:rPr>"),
            text,
        )
    }

    /// A span of a text, on boundaries of characters and within one line.
    fn span(&mut self, text: &str) -> Span {
        let edge = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let start = edge(self.random.below(text.len() + 1));
        let line = text[start..].find('\n').map_or(text.len(), |at| start + at);
        Span::new(start, edge(start + self.random.below(line - start + 1)).max(start))
    }
}

#[test]
fn words_of_the_story_are_the_words_of_the_runs() {
    let mut maker = Maker { random: Random::new(), next: 0 };
    for _ in 0..count() {
        let (body, lines) = maker.body(0);
        let text = read(&Package::new(&body).bytes());
        assert_eq!(text.lines().collect::<Vec<_>>(), lines, "{body}");
    }
}

#[test]
fn copies_read_like_the_document_or_with_the_change_made() {
    let mut maker = Maker { random: Random::new(), next: 0 };
    let (mut commented, mut changed) = (0, 0);
    for _ in 0..count() {
        let bytes = Package::new(&maker.body(0).0).bytes();
        let text = read(&bytes);
        let remark = |span, edits| Remark { span, text: "why".to_owned(), edits };
        let remarks: Vec<_> = (0..5).map(|_| remark(maker.span(&text), Vec::new())).collect();
        let copy = annotate(&bytes, &remarks, SIGNATURE).expect("a copy");
        assert_eq!(read(&copy.bytes), text);
        let xml = unpack(&copy.bytes)
            .into_iter()
            .find(|(name, _)| name == "word/document.xml")
            .expect("it is there")
            .1;
        for mark in ["commentRangeStart ", "commentRangeEnd ", "commentReference "] {
            commented += xml.matches(mark).count();
        }
        let span = maker.span(&text);
        let words = maker.pick(&["new", "", "a & b", " "]);
        let copy =
            annotate(&bytes, &[remark(span, vec![(span, words.to_owned())])], SIGNATURE).expect("a copy");
        let fixed = [&text[..span.start as usize], words, &text[span.end as usize..]].concat();
        changed += copy.changes;
        assert_eq!(read(&copy.bytes), if copy.changes == 1 { fixed } else { text }, "{span:?} {words:?}");
    }
    assert!(commented > 10 * count(), "{commented} marks of comments in {} documents", count());
    assert!(changed > count() / 4, "{changed} changes in {} documents", count());
}

#[test]
fn damaged_drafts_in_word_are_read_or_refused() {
    let mut maker = Maker { random: Random::new(), next: 0 };
    let (mut opened, mut refused) = (0, 0);
    for round in 0..count() {
        let package = Package::new(&maker.body(0).0).with("styles", "<w:style w:styleId=\"a\"/>");
        let bytes = if round % 2 == 0 {
            damaged(&package.bytes(), &mut maker.random)
        } else {
            let mut parts = unpack(&package.bytes());
            let at = maker.random.below(parts.len());
            let worse = damaged(parts[at].1.as_bytes(), &mut maker.random);
            parts[at].1 = String::from_utf8_lossy(&worse).into_owned();
            super::package::pack(&parts)
        };
        let Ok(source) = Source::read(bytes.clone(), Format::Docx) else {
            refused += 1;
            continue;
        };
        opened += 1;
        let text = source.text().to_owned();
        let span = maker.span(&text);
        let remark = Remark { span, text: "why".to_owned(), edits: vec![(span, "new".to_owned())] };
        if let Ok(copy) = annotate(&bytes, &[remark], SIGNATURE) {
            assert!(Source::read(copy.bytes, Format::Docx).is_ok(), "a copy of what opens opens");
        }
    }
    assert!(
        opened > count() / 20 && refused > count() / 20,
        "{opened} read, {refused} refused: the damage is one-sided"
    );
}
