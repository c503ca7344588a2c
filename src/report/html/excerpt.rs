//! The lines that a finding holds of its file, for what stands in no printed story.

use super::escape::Text;
use super::section::{Entry, Mark};
use super::words::{self, Part, put};
use crate::finding::Excerpt;
use crate::span::{LineIndex, Span};

/// Characters of a cited place, and of the words around a short one.
const MOST_CITED: usize = 240;
const AROUND: usize = 50;

/// Writes the lines of a finding's own place, marked.
pub fn write(entry: &Entry<'_>, out: &mut String) {
    let label = &entry.finding.primary;
    let excerpt = &label.excerpt;
    out.push_str("<figure class=\"excerpt\">");
    if label.place.line > 0 {
        put(out, format_args!("<figcaption>line {}</figcaption>", label.place.line));
    }
    out.push_str("<p dir=\"auto\">");
    let mut marks = excerpt.marks.clone();
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    if marks.is_empty() {
        marks.push(Span::default());
    }
    let lines = LineIndex::new(&excerpt.text);
    let mut first = true;
    for line in 0..lines.count() {
        let range = lines.line_range(line, &excerpt.text);
        let mut parts = Vec::new();
        for span in &marks {
            let (from, to) = (span.start as usize, span.end as usize);
            let (start, end) = (from.max(range.start), to.min(range.end));
            if start < end || (from == to && range.contains(&from)) || (from == to && from == range.end) {
                let mark = Mark {
                    span: *span,
                    number: entry.number,
                    other: 0,
                    first,
                    severity: entry.finding.severity,
                };
                parts.push(Part { start: start - range.start, end: end - range.start, mark, opens: first });
                first = false;
            }
        }
        put(out, format_args!("<span class=\"line\">"));
        words::write(&excerpt.text[range], &parts, out);
        out.push_str("</span>");
    }
    if first {
        put(out, format_args!("<span id=\"m{}\"></span>", entry.number));
    }
    out.push_str("</p></figure>");
}

/// Writes the words that an excerpt underlines, on one line, cut where they are many.
pub fn cite(excerpt: &Excerpt, out: &mut String) {
    let (Some(first), Some(last)) = (excerpt.marks.first(), excerpt.marks.last()) else { return };
    let text = &excerpt.text;
    let (start, end) = (first.start as usize, (last.end as usize).max(first.end as usize));
    let Some(words) = text.get(start..end) else { return };
    let short = words.chars().count() < AROUND;
    let before = if short { tail(&text[..start], AROUND) } else { "" };
    let after = if short { head(&text[end..], AROUND) } else { "" };
    let shown = head(words, MOST_CITED);
    let cut = |cut: bool| if cut { "…" } else { "" };
    put(
        out,
        format_args!(
            "<q dir=\"auto\">{}{}<b>{}{}</b>{}{}</q>",
            cut(short && before.len() < start),
            Text(before),
            Text(shown),
            cut(shown.len() < words.len()),
            Text(after),
            cut(short && end + after.len() < text.len()),
        ),
    );
}

/// The first characters, to the end of a word; never beyond the line.
pub fn head(text: &str, most: usize) -> &str {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let line = if most >= MOST_CITED { text } else { line };
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    line[..end].rfind(' ').map_or(&line[..end], |space| &line[..space])
}

/// The last characters, from the start of a word; never beyond the line.
pub fn tail(text: &str, most: usize) -> &str {
    let line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    let Some((start, _)) = line.char_indices().rev().nth(most) else { return line };
    line[start..].find(' ').map_or(&line[start..], |space| &line[start + space + 1..])
}
