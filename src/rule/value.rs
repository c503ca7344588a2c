//! TOML values that remember where they stand in their file.

use toml::de::{DeTable, DeValue};

use crate::span::Span;

/// A value with its place in the file's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A TOML value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text.
    String(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A date or time, kept as written.
    Date(String),
    /// `[…]`.
    List(Vec<Located<Value>>),
    /// `{…}` or `[table]`.
    Table(Table),
}

/// A TOML table in the order of its file.
pub type Table = Vec<(Located<String>, Located<Value>)>;

impl Value {
    /// The value's type in plain words.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::String(_) => "text in quotes",
            Self::Integer(_) => "a whole number",
            Self::Float(number) if number.is_finite() => "a number",
            Self::Float(_) => "no number that can be counted with",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }
}

/// Reads TOML text: the table, and each mistake with its place. What could be read is kept.
#[must_use]
pub fn parse(text: &str) -> (Table, Vec<(Span, String)>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let errors = errors.into_iter().map(|error| (error_span(error.span(), text), error.message().to_owned()));
    (owned(table.get_ref()), errors.collect())
}

/// Where the bytes `inside` of a text's value stand in the file; `value` is the text with its quotation marks.
#[must_use]
pub fn text_place(value: Span, file: &str, inside: Span) -> Span {
    let written = value.of(file);
    let mark = written.chars().next().unwrap_or_default();
    let triple = written.len() >= 6 && written.chars().take(3).all(|c| c == mark);
    let mut from = if triple { 3 } else { 1 };
    if triple {
        from +=
            ["\r\n", "\n"].iter().find(|end| written[from..].starts_with(**end)).map_or(0, |end| end.len());
    }
    let place = |offset: u32| {
        value.start as usize + from + written_length(&written[from..], mark == '"', offset as usize)
    };
    let (start, end) = (place(inside.start), place(inside.end));
    Span::new(start.min(value.end as usize), end.min(value.end as usize))
}

/// How many bytes of `written` make the first `wanted` bytes of its value.
fn written_length(written: &str, escapes: bool, wanted: usize) -> usize {
    let (mut made, mut at) = (0, 0);
    while made < wanted {
        let Some(next) = written[at..].chars().next() else { break };
        let (length, makes) = match (next, written[at..].chars().nth(1)) {
            ('\\', Some(kind)) if escapes => escape(kind, &written[at..]),
            _ => (next.len_utf8(), next.len_utf8()),
        };
        at += length;
        made += makes;
    }
    at.min(written.len())
}

/// Written and made length of an escape in a text in double quotation marks.
fn escape(kind: char, written: &str) -> (usize, usize) {
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => return (1 + kind.len_utf8(), 1),
    };
    let code = written.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
    (2 + digits, code.and_then(char::from_u32).map_or(1, char::len_utf8))
}

/// A mistake at the very end of a file is drawn at its last character.
fn error_span(span: Option<std::ops::Range<usize>>, text: &str) -> Span {
    let span = span.unwrap_or(0..0);
    let end = text.trim_end().len();
    if span.start < text.len() {
        return Span::new(span.start, span.end.min(text.len()).max(span.start));
    }
    let last = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    Span::new(last, end)
}

fn owned(table: &DeTable<'_>) -> Table {
    let mut entries: Table = table
        .iter()
        .map(|(key, value)| {
            let key = Located { value: key.get_ref().to_string(), span: span_of(key.span()) };
            (key, Located { value: owned_value(value.get_ref()), span: span_of(value.span()) })
        })
        .collect();
    entries.sort_by_key(|(key, _)| key.span);
    entries
}

fn owned_value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Float(f64::NAN), Value::Integer),
        DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(value) => Value::Boolean(*value),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Located { value: owned_value(item.get_ref()), span: span_of(item.span()) })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(owned(table)),
    }
}

fn span_of(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
