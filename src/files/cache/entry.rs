//! What one file gave as bytes, and back; bytes that say something no check can have said are refused.

use crate::engine::Looked;
use crate::finding::{Finding, Label};

/// The bytes that stand for what a file gave.
pub fn write(looked: &[Looked]) -> Option<Vec<u8>> {
    postcard::to_stdvec(looked).ok()
}

/// What the bytes stand for.
pub fn read(bytes: &[u8]) -> Option<Vec<Looked>> {
    let (looked, rest) = postcard::take_from_bytes::<Vec<Looked>>(bytes).ok()?;
    let sound = |looked: &Looked| {
        let facts = looked.checked.facts.iter().flatten();
        looked.checked.findings.iter().all(is_sound)
            && facts.into_iter().all(|fact| can_be_drawn(&fact.label))
    };
    (rest.is_empty() && looked.iter().all(sound)).then_some(looked)
}

fn is_sound(finding: &Finding) -> bool {
    std::iter::once(&finding.primary).chain(&finding.labels).all(can_be_drawn)
}

/// Whether every mark lies on the lines it marks.
fn can_be_drawn(label: &Label) -> bool {
    label.excerpt.marks.iter().all(|mark| label.excerpt.text.get(mark.range()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Fact;
    use crate::document::Part;
    use crate::engine::Checked;
    use crate::finding::{Certainty, Edit, Excerpt, Fix, Safety, Severity};
    use crate::span::{Place, Span};

    fn label(text: &str) -> Label {
        let excerpt = Excerpt {
            line: 3,
            text: "Café shut".into(),
            marks: vec![Span::new(0, 5), Span::new(6, 6)],
            cut_start: true,
            cut_end: false,
        };
        let place = Place {
            start: 1,
            end: 2,
            line: 3,
            column: 4,
            end_line: 5,
            end_column: 6,
            byte_column: 7,
            end_byte_column: 8,
        };
        Label {
            path: "a.txt".into(),
            place,
            part: Some(Part { name: "word/document.xml".into(), paragraph: 3 }),
            text: text.into(),
            excerpt,
        }
    }

    fn looked() -> Vec<Looked> {
        let finding = |certainty, safety| Finding {
            rule: "a-rule".into(),
            check: "a-check".into(),
            severity: Severity::Warning,
            message: "“Café” is shut".into(),
            primary: label(""),
            labels: vec![label("first said here")],
            notes: vec!["why".into()],
            help: Some("open it".into()),
            fixes: vec![Fix {
                title: "open".into(),
                safety,
                edits: vec![Edit { place: Place::default(), text: "&eacute;".into(), words: "é".into() }],
            }],
            certainty,
        };
        let each = (0..=100).map(|share| finding(Some(Certainty::new(share as f32 / 100.0)), Safety::Safe));
        let checked = Checked {
            findings: each.chain([finding(None, Safety::Suggested)]).collect(),
            facts: vec![Vec::new(), vec![Fact { keys: vec![0, u64::MAX], label: label("there") }]],
        };
        vec![
            Looked { choices: vec![0, 7], checked },
            Looked { choices: Vec::new(), checked: Checked::default() },
        ]
    }

    #[test]
    fn what_was_kept_comes_back_whole() {
        let bytes = write(&looked()).expect("it can be written");
        assert_eq!(read(&bytes), Some(looked()));
    }

    #[test]
    fn damaged_bytes_never_break_anything_and_give_only_what_can_be_drawn() {
        let bytes = write(&looked()[..]).expect("it can be written");
        for at in 0..bytes.len().min(2_000) {
            assert_eq!(read(&bytes[..at]), None, "cut at {at}");
            for flip in [1, 0x80, 0xff] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                for finding in read(&damaged).into_iter().flatten().flat_map(|looked| looked.checked.findings)
                {
                    let _ = (finding.fingerprint(), finding.words());
                }
            }
        }
        let mut beyond = looked();
        beyond[0].checked.findings[0].labels[0].excerpt.marks[0] = Span::new(0, 4);
        assert_eq!(read(&write(&beyond).expect("it can be written")), None, "a mark inside a character");
    }
}
