//! Findings drawn the way a compiler shows its errors, for people at a terminal.

use std::io::{Result, Write};

use annotate_snippets::renderer::{DEFAULT_EMPHASIS_STYLE, DecorStyle};
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use super::excerpt::{Mark, Row, Shown, rows};
use super::gutter::{Gutters, Sheet};
use super::paint::{level_style, paint};
use super::visible::{prose, visible};
use super::wrap;
use crate::finding::{Finding, Fix, Label, Outcome, Severity};

/// Places shown with a finding; further ones are counted.
const MOST_LABELS: usize = 20;
/// Digits of a line number for which there is always room, so that most drawings line up.
const DIGITS: usize = 3;
/// How far a title's further rows are set in.
const INDENT: usize = 4;
/// Wider than any row: rows are made to fit before they are drawn.
const ENDLESS: usize = 1 << 20;

/// Writes the findings, a blank line between them.
pub fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> Result<()> {
    for (at, finding) in outcome.findings.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        out.write_all(draw(finding, style).as_bytes())?;
    }
    Ok(())
}

/// One finding as text, ending in a line break.
#[must_use]
pub fn draw(finding: &Finding, style: &Style) -> String {
    let gutters = Gutters { digits: digits(finding), severity: finding.severity, style };
    let sheets = sheets(finding, style.width().saturating_sub(gutters.digits + 4), style);
    let level = level(finding.severity);
    let mut group = Group::with_level(level);
    let mut number = gutters.first();
    for sheet in &sheets {
        group = group.element(element(sheet, number));
        number += sheet.rows.len();
    }
    for (level, name, text) in messages(finding) {
        let used = gutters.digits + name.len() + 5;
        group = group.element(level.message(set(&text, style.width().saturating_sub(used))));
    }
    let drawing = renderer(style).render(&[group]);
    title(finding, style) + &gutters.apply(&drawing, &sheets)
}

/// `warning[rule]: what is wrong`, in as many rows as it takes.
fn title(finding: &Finding, style: &Style) -> String {
    let head = format!("{}[{}]", finding.severity.name(), visible(&finding.rule));
    let text = format!("{head}: {}", prose(&finding.message));
    let mut out = String::new();
    for row in wrap::rows(&text, style.width(), style.width() - INDENT) {
        let (from, split) = (row.start, row.end.min(head.len()).max(row.start));
        if from > 0 {
            out.push_str(&" ".repeat(INDENT));
        }
        out.push_str(&paint(style, level_style(finding.severity), &text[from..split]));
        out.push_str(&paint(style, DEFAULT_EMPHASIS_STYLE, &text[split..row.end]));
        out.push('\n');
    }
    out
}

/// Notes, help and repairs, each with the name it is shown under.
fn messages(finding: &Finding) -> Vec<(Level<'static>, &'static str, String)> {
    let hidden = finding.labels.len().saturating_sub(MOST_LABELS);
    let more =
        (hidden > 0).then(|| format!("and {hidden} more {}", if hidden == 1 { "place" } else { "places" }));
    let help = finding.help.iter().filter(|help| !finding.fixes.iter().any(|fix| fix.title == **help));
    let notes = finding.notes.iter().cloned().chain(more).map(|text| (Level::NOTE, "note", text));
    let help = help.cloned().chain(finding.fixes.iter().map(repair)).map(|text| (Level::HELP, "help", text));
    notes.chain(help).filter(|(_, _, text)| !text.trim().is_empty()).collect()
}

/// What a fix does, with its new words where the title does not say them.
fn repair(fix: &Fix) -> String {
    let words: Vec<_> =
        fix.edits.iter().map(|edit| edit.words.trim()).filter(|words| !words.is_empty()).collect();
    if words.iter().all(|words| fix.title.contains(words)) {
        return fix.title.clone();
    }
    format!("{}: “{}”", fix.title, words.join("” … “"))
}

/// A message in rows, its own line breaks kept.
fn set(text: &str, room: usize) -> String {
    let rows = text.trim().lines().flat_map(|line| {
        let line = prose(line).into_owned();
        wrap::paragraph(&line, 0, room).into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    rows.collect::<Vec<_>>().join("\n")
}

/// The finding's file first, then the others in the order in which labels name them.
fn sheets(finding: &Finding, room: usize, style: &Style) -> Vec<Sheet> {
    let mut files: Vec<(&Label, Vec<Shown<'_>>)> = Vec::new();
    let others = finding.labels.iter().take(MOST_LABELS).map(|label| Shown { label, primary: false });
    for shown in std::iter::once(Shown { label: &finding.primary, primary: true }).chain(others) {
        match files.iter_mut().find(|(first, _)| first.path == shown.label.path) {
            Some((_, labels)) => labels.push(shown),
            None => files.push((shown.label, vec![shown])),
        }
    }
    let sheet = |(first, labels): (&Label, Vec<Shown<'_>>)| Sheet {
        path: visible(&first.path).into_owned(),
        place: first.shown_place().map(|place| visible(&place).into_owned()),
        rows: rows(&labels, room, style.bar()),
    };
    files.into_iter().map(sheet).collect()
}

/// A file's part of the drawing, its rows numbered from `number` on.
fn element(sheet: &Sheet, number: usize) -> Element<'_> {
    if sheet.rows.is_empty() {
        let place = sheet.place.as_ref().map_or_else(String::new, |place| format!(":{place}"));
        return Origin::path(sheet.path.clone() + &place).into();
    }
    let mut source = String::new();
    let mut marks = Vec::new();
    for Row { text, marks: here, .. } in &sheet.rows {
        marks.extend(here.iter().map(|mark| annotation(mark, source.len())));
        source.push_str(text);
        source.push('\n');
    }
    source.pop();
    Snippet::source(source).path(sheet.path.as_str()).line_start(number).fold(false).annotations(marks).into()
}

fn annotation(mark: &Mark, base: usize) -> Annotation<'_> {
    let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let range = mark.range.start + base..mark.range.end + base;
    kind.span(range).label(mark.words.as_deref())
}

/// Digits enough for every line number.
fn digits(finding: &Finding) -> usize {
    let labels = std::iter::once(&finding.primary).chain(finding.labels.iter().take(MOST_LABELS));
    let last = |label: &Label| label.excerpt.line as usize + label.excerpt.text.lines().count();
    labels.map(last).max().unwrap_or(0).to_string().len().max(DIGITS)
}

fn renderer(style: &Style) -> Renderer {
    let renderer = if style.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    let decor = if style.unicode { DecorStyle::Unicode } else { DecorStyle::Ascii };
    renderer.decor_style(decor).term_width(ENDLESS)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}
