//! `copydesk fix` for Word documents: a copy with a comment at every finding and, where they are wanted, tracked changes.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::day::{DAY, day};
use crate::document::docx::{Annotated, Remark, Signature, annotate};
use crate::document::{Format, SourceError};
use crate::finding::{Finding, Label};
use crate::report::visible::prose;
use crate::span::Span;

/// Words of another place that a comment quotes, in characters.
const LONGEST_QUOTE: usize = 200;

/// A copy of a document with a comment at each of its findings. The first fix of those that `tracked` picks becomes a
/// tracked change; `date` is when, as in `2026-11-26T12:00:00Z`.
///
/// # Errors
/// When the document cannot be read, or cannot be written again.
pub fn copy(
    bytes: &[u8],
    findings: &[Finding],
    tracked: impl Fn(&Finding) -> bool,
    date: &str,
) -> Result<Annotated, SourceError> {
    let remark = |finding: &Finding| Remark {
        span: Span { start: finding.primary.place.start, end: finding.primary.place.end },
        text: words(finding),
        edits: if tracked(finding) { edits(finding) } else { Vec::new() },
    };
    let remarks: Vec<_> = findings.iter().map(remark).collect();
    annotate(bytes, &remarks, Signature { author: "copydesk", initials: "cd", date })
}

/// Where the copy goes if nobody says: `story.docx` becomes `story.copydesk.docx`. The ending stays, since Word opens no
/// document with macros under another.
#[must_use]
pub fn beside(path: &Path) -> PathBuf {
    let own = path.extension().and_then(|own| own.to_str());
    let ending = own.filter(|_| Format::of_path(path) == Some(Format::Docx)).unwrap_or("docx");
    path.with_extension(format!("copydesk.{ending}"))
}

/// A time as Word writes it, to the second.
#[must_use]
pub fn stamp(time: SystemTime) -> String {
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let rest = seconds % DAY;
    format!("{}T{:02}:{:02}:{:02}Z", day(seconds / DAY), rest / 3_600, rest / 60 % 60, rest % 60)
}

/// What the comment says: the finding, the places it points to, what to do, and whose rule it is.
fn words(finding: &Finding) -> String {
    let labels = finding.labels.iter().filter(|label| !label.text.is_empty()).map(pointer);
    let fixes = finding.fixes.iter().map(|fix| fix.title.clone());
    let help = finding.help.iter().filter(|help| !finding.fixes.iter().any(|fix| fix.title == **help));
    let lines = std::iter::once(finding.message.clone())
        .chain(labels)
        .chain(finding.notes.iter().cloned())
        .chain(help.cloned())
        .chain(fixes)
        .chain(std::iter::once(format!("({}: {})", finding.severity.name(), finding.rule)));
    lines.map(|line| prose(&line).into_owned()).collect::<Vec<_>>().join("\n")
}

fn pointer(label: &Label) -> String {
    let marks = label.excerpt.marks.iter().map(|mark| mark.of(&label.excerpt.text));
    let words = marks.collect::<Vec<_>>().join(" … ");
    if words.trim().is_empty() || label.text.contains(&words) {
        return label.text.clone();
    }
    let short: String = words.chars().take(LONGEST_QUOTE).collect();
    let cut = if short.len() < words.len() { "…" } else { "" };
    format!("{}: “{short}{cut}”", label.text)
}

fn edits(finding: &Finding) -> Vec<(Span, String)> {
    let edits = finding.fixes.first().map(|fix| fix.edits.as_slice()).unwrap_or_default();
    edits
        .iter()
        .map(|edit| (Span { start: edit.place.start, end: edit.place.end }, edit.text.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_dates() {
        let at = |seconds| stamp(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00Z");
        assert_eq!(at(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(at(1_795_694_400), "2026-11-26T12:00:00Z");
    }

    #[test]
    fn the_copy_lies_beside_the_document() {
        let beside = |path| beside(Path::new(path)).to_string_lossy().into_owned();
        let copies = ["a/story.docx", "a/story.docm", "a/story"].map(beside);
        assert_eq!(copies, ["a/story.copydesk.docx", "a/story.copydesk.docm", "a/story.copydesk.docx"]);
    }
}
