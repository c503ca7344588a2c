//! Findings: what a rule has to say about a place, complete enough to be drawn without the file.

use std::sync::Arc;

use crate::document::{Document, Part, Source};
use crate::span::{Place, Span};

/// The rule that reports a mistake in a rule file.
pub const INVALID_RULE: &str = "invalid-rule";
/// The rule that reports a mistake in a config.
pub const INVALID_CONFIG: &str = "invalid-config";

/// The rule that reports what a baseline accepts and nothing says any more.
pub const STALE_BASELINE: &str = "stale-baseline";
/// The rule that reports a suppression that silences nothing.
pub const UNUSED_SUPPRESSION: &str = "unused-suppression";

/// How loudly a finding speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run by default.
    Note,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The severities by name, quietest first.
    pub const NAMES: [&str; 3] = ["note", "warning", "error"];

    /// Reads a severity's name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "note" => Some(Self::Note),
            "warning" => Some(Self::Warning),
            "error" => Some(Self::Error),
            _ => None,
        }
    }

    /// The name used in rule files and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Whether a fix may be applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Right wherever the finding is right.
    Safe,
    /// A proposal that somebody has to read.
    Suggested,
}

/// How sure a check is of a finding, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Certainty(u8);

impl Certainty {
    /// A share from 0 to 1, rounded to hundredths.
    #[must_use]
    pub fn new(share: f32) -> Self {
        Self((share.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// The share, from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl std::fmt::Display for Certainty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2}", self.share())
    }
}

impl serde::Serialize for Certainty {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}

impl<'d> serde::Deserialize<'d> for Certainty {
    fn deserialize<D: serde::Deserializer<'d>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(|share| Self::new(share as f32))
    }
}

/// Replaces a range of the file's bytes.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Edit {
    /// What is replaced.
    pub place: Place,
    /// What the file has to hold there, in Unicode whatever its encoding: the new words, escaped as its format wants them.
    pub text: String,
    /// The new words, for people.
    pub words: String,
}

/// A repair: edits that belong together.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Fix {
    /// What the repair does, in plain words.
    pub title: String,
    /// Whether it may be applied unseen.
    pub safety: Safety,
    /// The edits, in file order, without overlap.
    pub edits: Vec<Edit>,
}

/// The lines a label shows, taken from the file when the finding is made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Excerpt {
    /// Number of the first line shown, from 1; in a Word document that of the paragraph.
    pub line: u32,
    /// The lines, joined by `\n`.
    pub text: String,
    /// The parts of `text` to underline.
    pub marks: Vec<Span>,
    /// Whether the first line was cut at its start.
    pub cut_start: bool,
    /// Whether the last line was cut at its end.
    pub cut_end: bool,
}

/// A place with words about it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Label {
    /// The file, as the user named it, with `/` between folders.
    pub path: Arc<str>,
    /// Where in the file.
    pub place: Place,
    /// Where in a container such as a Word document.
    pub part: Option<Part>,
    /// What is to be seen there; may be empty.
    pub text: String,
    /// The lines to show.
    pub excerpt: Excerpt,
}

/// One claim on an editor's attention.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: Arc<str>,
    /// The check the rule uses.
    pub check: Arc<str>,
    /// How loudly.
    pub severity: Severity,
    /// What is wrong, in one plain sentence.
    pub message: String,
    /// The place itself.
    pub primary: Label,
    /// Other places it points to.
    pub labels: Vec<Label>,
    /// Further reasons, a sentence each.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Repairs; the first is the one copydesk stands by.
    pub fixes: Vec<Fix>,
    /// How sure the check is, where it can say.
    pub certainty: Option<Certainty>,
}

/// A file that was asked for and could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Failure {
    /// The file, as the user named it.
    pub path: String,
    /// Why, in plain words.
    pub reason: String,
}

/// What a rule says of itself, for reports that explain findings to people who have no copydesk at hand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleText {
    /// The rule's name.
    pub name: Arc<str>,
    /// The check it uses.
    pub check: Arc<str>,
    /// How loudly it speaks where no config says otherwise.
    pub severity: Severity,
    /// The named set it belongs to.
    pub pack: Option<Arc<str>>,
    /// What it looks for and why that matters.
    pub why: String,
    /// Where to read more.
    pub link: Option<String>,
}

/// A story kept whole for reports that print it.
#[derive(Debug)]
pub struct Manuscript {
    /// The file, as the user named it.
    pub path: Arc<str>,
    /// The story.
    pub document: Document,
}

/// What a run has to say: its findings in order, and what became of each file.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by [`Finding::order`].
    pub findings: Vec<Finding>,
    /// The rules that found something, in the order of their names.
    pub rules: Vec<RuleText>,
    /// The stories in the order of their files; kept only for a report that prints them.
    pub stories: Vec<Manuscript>,
    /// Files that were read and checked.
    pub checked: usize,
    /// Files passed over because their format is not known.
    pub skipped: usize,
    /// Findings that a baseline accepts, which are not among the others.
    pub accepted: usize,
    /// Files that were asked for and could not be checked.
    pub failed: Vec<Failure>,
}

/// Text kept on either side of a mark when a line is too long to be kept whole.
const CONTEXT: usize = 400;
/// A longer mark is shown by its beginning and cut.
const LONGEST: usize = 4_000;

impl Label {
    /// A label over `span` of the file's decoded text, underlining `marks` (or all of it when empty).
    #[must_use]
    pub fn new(
        path: &Arc<str>,
        source: &Source,
        span: Span,
        marks: &[Span],
        text: impl Into<String>,
    ) -> Self {
        Self {
            path: Arc::clone(path),
            place: source.place(span),
            part: source.part(span),
            text: text.into(),
            excerpt: Excerpt::of(source, span, marks),
        }
    }

    /// The ranges of the file's decoded text that the excerpt underlines.
    #[must_use]
    pub fn source_spans(&self, source: &Source) -> Vec<Span> {
        if self.place.line == 0 {
            return Vec::new();
        }
        let (text, place) = (source.text(), source.span_of(self.place));
        let line = source.lines().line_range(self.excerpt.line.saturating_sub(1) as usize, text).start;
        let start = if self.excerpt.cut_start { cut_before(text, line, place.start as usize) } else { line };
        let shifted = |mark: &Span| {
            let at = |offset: u32| (start + offset as usize).min(text.len());
            Span::new(at(mark.start), at(mark.end))
        };
        self.excerpt.marks.iter().map(shifted).collect()
    }
}

/// Where an excerpt of a long line begins that is about words at `span`.
fn cut_before(text: &str, line: usize, span: usize) -> usize {
    floor(text, line.max(span.saturating_sub(CONTEXT)))
}

impl Label {
    /// The line and column as a report says them behind the path: `12:5`; in a Word document the paragraph, `¶12:5`,
    /// with the part if it is not the story itself. `None` where only the file is meant.
    #[must_use]
    pub fn shown_place(&self) -> Option<String> {
        let Place { line, column, .. } = self.place;
        if line == 0 {
            return None;
        }
        let Some(part) = &self.part else { return Some(format!("{line}:{column}")) };
        let file = part.name.rsplit('/').next().unwrap_or_default();
        let file = file.strip_suffix(".xml").filter(|file| *file != "document");
        let file = file.map_or_else(String::new, |file| format!("{file}:"));
        Some(format!("{file}¶{}:{column}", part.paragraph))
    }
}

impl Excerpt {
    /// The lines around `span`, cut so that a file written on one line stays cheap to report.
    fn of(source: &Source, span: Span, marks: &[Span]) -> Self {
        let (text, lines) = (source.text(), source.lines());
        let first = lines.line_of(span.start as usize);
        let shown = span.start as usize..(span.end as usize).min(span.start as usize + LONGEST);
        let last = lines.line_of(shown.end.max(shown.start + 1) - 1);
        let whole = lines.line_range(first, text).start..lines.line_range(last, text).end.max(shown.start);
        let start = cut_before(text, whole.start, shown.start);
        let end = ceil(text, whole.end.min(shown.end + CONTEXT)).max(start);
        let all = [span];
        let marks = if marks.is_empty() { &all[..] } else { marks };
        let inside = |mark: &Span| {
            let (from, to) = (mark.start as usize, mark.end as usize);
            let (from, to) = (floor(text, from.clamp(start, end)), floor(text, to.clamp(start, end)));
            Span::new(from - start, to - start)
        };
        let paragraph = source.part(Span::new(whole.start, whole.start)).map(|part| part.paragraph);
        Self {
            line: paragraph.unwrap_or(first as u32 + 1),
            text: text[start..end].to_owned(),
            marks: marks.iter().map(inside).collect(),
            cut_start: start > whole.start,
            cut_end: end < whole.end || shown.end < span.end as usize,
        }
    }
}

impl Finding {
    /// A key that survives edits elsewhere in the file: a hash of the rule and the words it points to.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("{:016x}", self.hash().0)
    }

    /// A key for one of several findings that say the same: of its file, with `before` others like it there before it.
    #[must_use]
    pub fn fingerprint_here(&self, before: u32) -> String {
        let mut hash = self.hash();
        hash.word(&self.primary.path);
        hash.word(&before.to_string());
        format!("{:016x}", hash.0)
    }

    fn hash(&self) -> Fnv {
        let mut hash = Fnv::default();
        hash.word(&self.rule);
        for label in std::iter::once(&self.primary).chain(&self.labels) {
            for mark in &label.excerpt.marks {
                mark.of(&label.excerpt.text).split_whitespace().for_each(|word| hash.word(word));
            }
        }
        hash
    }

    /// The words it points to, one space between them.
    #[must_use]
    pub fn words(&self) -> String {
        let Label { excerpt, .. } = &self.primary;
        let words = excerpt.marks.iter().flat_map(|mark| mark.of(&excerpt.text).split_whitespace());
        words.collect::<Vec<_>>().join(" ")
    }

    /// Whether it says that a rule file, a config or a baseline cannot be followed as it stands.
    #[must_use]
    pub fn is_mistake(&self) -> bool {
        [INVALID_RULE, INVALID_CONFIG].contains(&&*self.rule)
    }

    /// Whether it stands in a rule file, a config or a baseline and not in a story; all of those are TOML, and no copy is.
    #[must_use]
    pub fn is_about_rules(&self) -> bool {
        let of_input = [STALE_BASELINE, UNUSED_SUPPRESSION].contains(&&*self.rule);
        self.is_mistake() || (of_input && self.primary.path.ends_with(".toml"))
    }

    /// The order of every report: path, place, rule, then words, so that equal runs give equal bytes.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let key = |finding: &'_ Self| (finding.primary.place.start, finding.primary.place.end);
        (self.primary.path.cmp(&other.primary.path))
            .then(self.primary.place.start.cmp(&other.primary.place.start))
            .then(self.rule.cmp(&other.rule))
            .then(key(self).cmp(&key(other)))
            .then(self.message.cmp(&other.message))
    }
}

/// FNV-1a over words, 64 bits: stable across versions, which a baseline relies on.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn word(&mut self, word: &str) {
        for byte in word.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}
