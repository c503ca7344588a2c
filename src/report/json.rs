//! One JSON object for programs; its fields are a contract with other programs.

use std::io::{Error, Result, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::Style;
use super::visible::is_hidden;
use crate::finding::{Certainty, Edit, Failure, Finding, Fix, Label, Outcome, Safety, Severity};
use crate::span::Place;

/// The version of the contract.
pub(super) const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct Files<'a> {
    checked: usize,
    skipped: usize,
    failed: &'a [Failure],
}

#[derive(Serialize)]
pub(super) struct FindingObject<'a> {
    rule: &'a str,
    check: &'a str,
    severity: Severity,
    path: &'a str,
    message: &'a str,
    span: SpanObject,
    #[serde(flatten)]
    part: PartObject<'a>,
    labels: Vec<LabelObject<'a>>,
    notes: Vec<&'a str>,
    fixes: Vec<FixObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certainty: Option<Certainty>,
    fingerprint: String,
}

#[derive(Serialize)]
struct SpanObject {
    start: u32,
    end: u32,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
struct LabelObject<'a> {
    path: &'a str,
    span: SpanObject,
    #[serde(flatten)]
    part: PartObject<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct FixObject<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    start: u32,
    end: u32,
    text: &'a str,
}

/// Where a span stands inside a container such as a Word document.
#[derive(Serialize)]
struct PartObject<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraph: Option<u32>,
}

/// Writes the object, a finding a line, without building it first.
pub fn write(outcome: &Outcome, _: &Style, out: &mut dyn Write) -> Result<()> {
    write!(out, "{{\"version\":{VERSION},\n\"files\":")?;
    put(&files(outcome), out)?;
    out.write_all(b",\n\"findings\":[")?;
    for (at, finding) in outcome.findings.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        put(&object(finding), out)?;
    }
    out.write_all(b"]}\n")
}

/// Writes one value, with what could steer a terminal escaped.
///
/// # Errors
/// When `out` cannot be written to.
pub fn put(value: &impl Serialize, out: &mut dyn Write) -> Result<()> {
    value.serialize(&mut Serializer::with_formatter(out, Harmless)).map_err(Error::from)
}

/// What became of the files.
pub(super) fn files(outcome: &Outcome) -> Files<'_> {
    Files { checked: outcome.checked, skipped: outcome.skipped, failed: &outcome.failed }
}

/// A finding with everything that it says.
pub(super) fn object(finding: &Finding) -> FindingObject<'_> {
    FindingObject {
        rule: &finding.rule,
        check: &finding.check,
        severity: finding.severity,
        path: &finding.primary.path,
        message: &finding.message,
        span: span(finding.primary.place),
        part: part(&finding.primary),
        labels: finding.labels.iter().map(label).collect(),
        notes: notes(finding),
        fixes: finding.fixes.iter().map(fix).collect(),
        certainty: finding.certainty,
        fingerprint: finding.fingerprint(),
    }
}

fn label(label: &Label) -> LabelObject<'_> {
    LabelObject { path: &label.path, span: span(label.place), part: part(label), text: &label.text }
}

fn span(place: Place) -> SpanObject {
    let Place { start, end, line, column, end_line, end_column, .. } = place;
    SpanObject { start, end, line, column, end_line, end_column }
}

fn fix(fix: &Fix) -> FixObject<'_> {
    let edits = fix.edits.iter().map(edit).collect();
    FixObject { title: &fix.title, safety: fix.safety, edits }
}

fn edit(edit: &Edit) -> EditObject<'_> {
    EditObject { start: edit.place.start, end: edit.place.end, text: &edit.text }
}

fn part(label: &Label) -> PartObject<'_> {
    let part = label.part.as_ref();
    PartObject { part: part.map(|part| &*part.name), paragraph: part.map(|part| part.paragraph) }
}

/// The notes, and last the help where no fix says it.
fn notes(finding: &Finding) -> Vec<&str> {
    let help = finding.help.iter().filter(|help| !finding.fixes.iter().any(|fix| fix.title == **help));
    finding.notes.iter().chain(help).map(String::as_str).collect()
}

/// Compact JSON that a terminal or a CI log can show: what could steer them is escaped, which changes no value.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, fragment: &str) -> Result<()> {
        let mut plain = 0;
        let mut before = '"';
        for (at, ch) in fragment.char_indices() {
            if is_hidden(ch) || (ch == '#' && before == '#') {
                out.write_all(&fragment.as_bytes()[plain..at])?;
                ch.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
                plain = at + ch.len_utf8();
            }
            before = ch;
        }
        out.write_all(&fragment.as_bytes()[plain..])
    }
}
