//! Front matter: the lines between fences at the top of a Markdown file, as fields, some of which are copy.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::plain::each_line;
use super::writer::Writer;
use super::{Field, Note, Options, yaml};
use crate::span::Span;

/// Front matter larger than this is left out, in bytes.
const LARGEST: usize = 64 << 10;

/// A key with one of its values, and where the value's words stand in the front matter.
pub(super) struct Entry {
    pub key: String,
    pub value: String,
    pub range: Range<usize>,
}

/// What is wrong with a front matter, and where in it.
pub(super) struct Mistake {
    pub at: Range<usize>,
    pub message: String,
}

/// Reads the front matter and writes its copy; returns where the story begins in the source.
pub(super) fn read(source: &str, options: &Options, writer: &mut Writer<'_>) -> usize {
    let Some((toml, fenced)) = split(source, writer) else { return 0 };
    let inner = &source[fenced.lines.clone()];
    let read = match toml {
        _ if inner.len() > LARGEST => Some((Vec::new(), Some(too_large(inner)))),
        true => Some(read_toml(inner)),
        false => yaml::read(inner),
    };
    // Words without keys between two rules are copy.
    let Some((entries, mistake)) = read else { return 0 };
    let start = fenced.lines.start;
    if let Some(mistake) = mistake {
        let text = format!("the front matter is not understood: {}", mistake.message);
        let at = Span::new(start + mistake.at.start, start + mistake.at.end);
        writer.parts.notes.push(Note { source: at, text });
    }
    let mut comments = comments(source, fenced.lines).into_iter().peekable();
    for entry in entries {
        while let Some(comment) = comments.next_if(|comment| comment.start < start + entry.range.start) {
            writer.wish_hash(comment);
        }
        write(entry, start, options, writer);
    }
    comments.for_each(|comment| writer.wish_hash(comment));
    fenced.end
}

/// The lines that are comments, from their `#`.
fn comments(source: &str, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    each_line(&source[lines.clone()], |line| {
        let line = line.start + lines.start..line.end + lines.start;
        let words = source[line.clone()].trim();
        if words.starts_with('#') {
            let start = line.end - source[line.clone()].trim_start().len();
            found.push(start..start + words.len());
        }
    });
    found
}

fn write(entry: Entry, start: usize, options: &Options, writer: &mut Writer<'_>) {
    let range = start + entry.range.start..start + entry.range.end;
    let value = entry.value.trim().to_owned();
    if let Some(role) = options.role_of(&entry.key).filter(|_| !value.is_empty()) {
        writer.write_aligned(role, &value, range.clone());
    }
    writer.parts.fields.push(Field { key: entry.key, value, source: Span::new(range.start, range.end) });
}

/// The lines between the fences, and the end of the closing fence's line.
struct Fenced {
    lines: Range<usize>,
    end: usize,
}

/// Finds the fences; whether they are those of TOML. A blank second line makes the first a mere rule.
fn split(source: &str, writer: &mut Writer<'_>) -> Option<(bool, Fenced)> {
    let line_end = if memchr::memchr(b'\n', source.as_bytes()).is_some() { '\n' } else { '\r' };
    let mut lines = source.split_inclusive(line_end);
    let first = lines.next()?;
    let toml = match first.trim_end() {
        "---" => false,
        "+++" => true,
        _ => return None,
    };
    let second = source[first.len()..].split(line_end).next()?.trim();
    if second.is_empty() {
        return None;
    }
    let mut at = first.len();
    for line in lines {
        let fence = line.trim_end();
        if (toml && fence == "+++") || (!toml && matches!(fence, "---" | "...")) {
            return Some((toml, Fenced { lines: first.len()..at, end: at + line.len() }));
        }
        at += line.len();
    }
    if second.contains([':', '=']) {
        let text = format!("the front matter is not closed: a second line `{}` is missing", first.trim_end());
        writer.parts.notes.push(Note { source: Span::new(0, first.trim_end().len()), text });
    }
    None
}

fn too_large(inner: &str) -> Mistake {
    Mistake {
        at: 0..inner.lines().next().unwrap_or_default().len(),
        message: "it is larger than 64 KiB".to_owned(),
    }
}

fn read_toml(inner: &str) -> (Vec<Entry>, Option<Mistake>) {
    let table = match DeTable::parse(inner) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().filter(|at| inner.get(at.clone()).is_some()).unwrap_or(0..0);
            return (Vec::new(), Some(Mistake { at, message: error.message().to_owned() }));
        }
    };
    let mut entries = Vec::new();
    for (key, value) in &table {
        match value.get_ref() {
            DeValue::Array(values) => {
                entries.extend(
                    values.iter().filter_map(|one| entry(inner, key.get_ref(), one.get_ref(), one.span())),
                );
            }
            one => entries.extend(entry(inner, key.get_ref(), one, value.span())),
        }
    }
    entries.sort_by_key(|entry: &Entry| entry.range.start);
    (entries, None)
}

fn entry(inner: &str, key: &str, value: &DeValue<'_>, span: Range<usize>) -> Option<Entry> {
    let raw = inner.get(span.clone())?;
    let (value, range) = match value {
        DeValue::Array(_) | DeValue::Table(_) => return None,
        DeValue::String(text) => (text.to_string(), unquoted(raw, span)),
        _ => (raw.to_owned(), span),
    };
    Some(Entry { key: key.to_owned(), value, range })
}

/// The range of a TOML string inside its quotation marks.
fn unquoted(raw: &str, span: Range<usize>) -> Range<usize> {
    let marks = if raw.len() >= 6 && (raw.starts_with("\"\"\"") || raw.starts_with("'''")) { 3 } else { 1 };
    let inside = raw.get(marks..raw.len().saturating_sub(marks)).unwrap_or_default();
    let start = span.start + marks + (inside.len() - inside.trim_start().len());
    start..start + inside.trim().len()
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Role, Source};
    use super::*;

    fn read(text: &str) -> Document {
        Document::parse(Source::from_text(text), Format::Markdown, &Options::default())
    }

    fn fields(document: &Document) -> Vec<(&str, &str, &str)> {
        let text = document.source().text();
        document.fields().iter().map(|field| (&*field.key, &*field.value, field.source.of(text))).collect()
    }

    fn copy(document: &Document) -> Vec<(Role, &str)> {
        document.blocks().iter().map(|block| (block.role, block.span.of(document.text()))).collect()
    }

    #[test]
    fn yaml_fields_have_values_places_and_roles() {
        let text = "---\ntitle: \"Café \\\"shut\\\"\"\nstatus: ready # now\nauthor:\n  - Ada Byrne\n  - 'Li''s Desk'\ndek: >\n  Rain on\n  the port\nmap: {title: no}\n---\n\n# Rain\n\nIt rained.\n";
        let document = read(text);
        let expected = [
            ("title", "Café \"shut\"", "Café \\\"shut\\\""),
            ("status", "ready", "ready"),
            ("author", "Ada Byrne", "Ada Byrne"),
            ("author", "Li's Desk", "Li''s Desk"),
            ("dek", "Rain on the port", "Rain on\n  the port"),
        ];
        assert_eq!(fields(&document), expected);
        use Role::{Body, Byline, Crosshead, Deck, Headline};
        let roles: Vec<_> = copy(&document).into_iter().map(|(role, _)| role).collect();
        assert_eq!(roles, [Headline, Byline, Byline, Deck, Crosshead, Body]);
        let port = document.text().find("port").expect("in the story");
        assert_eq!(
            document.source_span(Span::new(port, port + 4)).start as usize,
            text.find("port").expect("there")
        );
    }

    #[test]
    fn toml_fields_come_in_file_order() {
        let text =
            "+++\ntitle = 'Port shut'\ndate = 2024-05-01\ntags = [\"sea\", \"rain\"]\n+++\nIt rained.\n";
        let document = read(text);
        let expected = [
            ("title", "Port shut", "Port shut"),
            ("date", "2024-05-01", "2024-05-01"),
            ("tags", "sea", "sea"),
            ("tags", "rain", "rain"),
        ];
        assert_eq!(fields(&document), expected);
        assert_eq!(document.field("Title"), Some("Port shut"));
        assert_eq!(copy(&document), [(Role::Headline, "Port shut"), (Role::Body, "It rained.")]);
    }

    #[test]
    fn comments_between_keys_are_suppressions() {
        let text = "---\ntitle: A\n# copydesk: allow doubled-word -- a name\ndek: B B\n# ordinary\n---\nC.\n";
        let document = read(text);
        let super::super::Target::After(offset) = document.suppressions()[0].target else {
            panic!("not for the file")
        };
        assert!(document.text()[offset as usize..].starts_with("B B"));
        assert_eq!(document.suppressions().len(), 1);
    }

    #[test]
    fn a_broken_one_is_noted_and_no_copy() {
        for text in ["---\ntitle: \"open\nx: [\n---\n\nIt rained.\n", "+++\ntitle = \n+++\n\nIt rained.\n"] {
            let document = read(text);
            assert_eq!(copy(&document), [(Role::Body, "It rained.")]);
            assert!(document.notes()[0].text.starts_with("the front matter is not understood"));
        }
    }

    #[test]
    fn rules_and_open_fences_are_copy() {
        assert_eq!(copy(&read("---\n\nIt rained.\n\n---\n\nIt poured.\n")).len(), 2);
        assert_eq!(copy(&read("---\nIt rained.\n\n---\n\nIt poured.\n")).len(), 2);
        let document = read("---\ntitle: x\n\nIt rained.\n");
        assert!(document.notes()[0].text.contains("not closed"));
        assert_eq!(copy(&document).last(), Some(&(Role::Body, "It rained.")));
    }
}
