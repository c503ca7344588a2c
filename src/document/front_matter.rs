//! Front matter: the lines between fences at the top of a Markdown file, as fields, some of which are copy.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::plain::each_line;
use super::writer::Writer;
use super::{Escapes, Field, Layer, Note, Options, yaml};
use crate::span::Span;

/// Front matter larger than this is left out, in bytes.
const LARGEST: usize = 64 << 10;

/// No config names longer keys, in bytes, and none names what lies deeper.
pub(super) const LONGEST_KEY: usize = 200;
const DEEPEST: usize = 8;

/// A key, with dots between it and those around it, with one of its values, and where the value's words stand in the
/// front matter.
pub(super) struct Entry {
    pub key: String,
    pub value: String,
    pub range: Range<usize>,
    /// What other words would stand in there.
    pub layer: Layer,
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
    writer.escape_as(Escapes::NONE);
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
        writer.escape_as(Escapes::of(entry.layer));
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
    read_table(inner, "", &table, DEEPEST, &mut entries);
    entries.sort_by_key(|entry: &Entry| entry.range.start);
    (entries, None)
}

fn read_table(inner: &str, around: &str, table: &DeTable<'_>, deepest: usize, entries: &mut Vec<Entry>) {
    for (key, value) in table {
        let key =
            if around.is_empty() { key.get_ref().to_string() } else { format!("{around}.{}", key.get_ref()) };
        let values = value.get_ref().as_array();
        let one = values.is_none().then_some(value);
        for value in values.into_iter().flat_map(|values| values.iter()).chain(one) {
            match value.get_ref() {
                DeValue::Table(table) if deepest > 0 => read_table(inner, &key, table, deepest - 1, entries),
                one => entries.extend(entry(inner, &key, one, value.span())),
            }
        }
    }
}

fn entry(inner: &str, key: &str, value: &DeValue<'_>, span: Range<usize>) -> Option<Entry> {
    let raw = inner.get(span.clone()).filter(|_| key.len() <= LONGEST_KEY)?;
    let layer = if raw.starts_with('\'') { Layer::Literal } else { Layer::Json };
    let (value, range) = match value {
        DeValue::Array(_) | DeValue::Table(_) => return None,
        DeValue::String(text) => (text.to_string(), unquoted(raw, span)),
        _ => (raw.to_owned(), span),
    };
    Some(Entry { key: key.to_owned(), value, range, layer })
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
            ("map.title", "no", "no"),
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
    fn a_config_gives_nested_keys_roles_and_its_word_is_the_last() {
        let mut options = Options::default();
        for (key, role) in
            [("seo.title", Role::Deck), ("title", Role::Crosshead), ("images.alt", Role::Caption)]
        {
            options.roles.push((key.to_owned(), role));
        }
        let yaml = "---\ntitle: A\nseo:\n  title: B\n  slug: x\nimages:\n  - {alt: C, src: c.jpg}\n  - alt: |\n      D\n\n      E\nkey_takeaways: [F, \"G\"]\n---\nIt rained.\n";
        let toml = "+++\ntitle = 'A'\nkey_takeaways = ['F', 'G']\n[seo]\ntitle = \"B\"\n[[images]]\nalt = 'C'\n[[images]]\nalt = '''\nD\n\nE'''\n+++\nIt rained.\n";
        use Role::{Body, Caption, Crosshead, Deck, ListItem};
        let own = [(Crosshead, "A"), (Deck, "B"), (Caption, "C"), (Caption, "D\n\nE")];
        let list = [(ListItem, "F"), (ListItem, "G"), (Body, "It rained.")];
        for (text, order) in [(yaml, [0, 1, 2, 3, 4, 5, 6]), (toml, [0, 4, 5, 1, 2, 3, 6])] {
            let document = Document::parse(Source::from_text(text), Format::Markdown, &options);
            let all: Vec<_> = own.iter().chain(&list).copied().collect();
            assert_eq!(copy(&document), order.map(|at: usize| all[at]));
            let end = document.text().find('E').expect("in the story");
            assert_eq!(
                document.source_span(Span::new(end, end + 1)).start as usize,
                text.find('E').expect("there")
            );
        }
    }

    #[test]
    fn other_words_are_written_as_the_value_wants_them() {
        let text =
            "---\ntitle: \"No one\"\ndek: 'No two'\nsummary: No three\nteaser: >\n  No four\n---\nNo five\n";
        let document = read(text);
        let write = |after: &str, words: &str| {
            let start = document.text().find(after).expect("in the story");
            document.write(Span::new(start, start + after.len()), words)
        };
        assert_eq!(write("one", "a \"b\"").as_deref(), Some("a \\\"b\\\""));
        assert_eq!(write("two", "it's").as_deref(), Some("it''s"));
        assert_eq!([write("three", "a: b"), write("four", "a\nb")], [None, None]);
        assert_eq!(write("four", "a: b").as_deref(), Some("a: b"));
        assert_eq!(write("five", "a: \"b\"").as_deref(), Some("a: \"b\""));
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
