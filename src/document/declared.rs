//! What a file says of its own encoding: HTML in a `meta` element, XML in its first line.

use std::ops::Range;

use super::Format;
use super::encoding::Encoding;

/// The name of an encoding, as the file gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub name: String,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is XML, most of whose readers take the name by its word, as browsers do not.
    pub literal: bool,
}

impl Declared {
    /// What the file may hold when `encoding` is what the web reads under the name.
    pub fn meant(&self, encoding: &'static encoding_rs::Encoding) -> Encoding {
        let name = self.name.to_ascii_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
        match encoding.name().starts_with("windows-") {
            true if self.literal && says(&["ascii", "ansi_x3"]) => Encoding::Ascii,
            true if self.literal && !says(&["windows", "cp1", "dos"]) => Encoding::Iso(encoding),
            _ => Encoding::Legacy(encoding),
        }
    }
}

/// Bytes in which a declaration has to stand.
const HEAD: usize = 4096;

/// The encoding that a file of this format declares.
pub(super) fn of(bytes: &[u8], format: Format) -> Option<Declared> {
    let head = &bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let range = match format {
        Format::Html => of_html(head).or_else(|| of_xml(head)),
        Format::Nitf | Format::NewsmlG2 | Format::Newsml | Format::Feed | Format::Xml => of_xml(head),
        _ => None,
    }?;
    let name = String::from_utf8_lossy(&bytes[range.clone()]).into_owned();
    Some(Declared { name, range, literal: format != Format::Html })
}

fn of_xml(head: &[u8]) -> Option<Range<usize>> {
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if !head[start..].starts_with(b"<?xml") {
        return None;
    }
    let end = start + find(&head[start..], b"?>")?;
    value(head, start + find(&head[start..end], b"encoding")? + b"encoding".len()..end)
}

/// The first `meta` element that names a set of characters, outside comments.
fn of_html(head: &[u8]) -> Option<Range<usize>> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'<', &head[at..])?;
        if head[at..].starts_with(b"<!--") {
            at += find(&head[at..], b"-->")?;
        } else if head[at..].starts_with(b"<meta") {
            let end = at + memchr::memchr(b'>', &head[at..])?;
            if let Some(found) = of_meta(head, at..end) {
                return Some(found);
            }
        }
        at += 1;
    }
}

fn of_meta(head: &[u8], tag: Range<usize>) -> Option<Range<usize>> {
    let words = &head[tag.clone()];
    let at = find(words, b"charset")?;
    // In an attribute of another name it is only a word.
    let quoted = words[..at].iter().filter(|byte| matches!(byte, b'"' | b'\'')).count() % 2 == 1;
    let meant = !quoted || find(words, b"http-equiv").is_some();
    value(head, tag.start + at + b"charset".len()..tag.end).filter(|_| meant)
}

/// The name behind an equals sign, without its quotation marks.
fn value(head: &[u8], range: Range<usize>) -> Option<Range<usize>> {
    let skip =
        |at: usize| at + head[at..range.end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let equals = skip(range.start);
    if head.get(equals) != Some(&b'=') {
        return None;
    }
    let mut start = skip(equals + 1);
    if matches!(head.get(start), Some(b'"' | b'\'')) {
        start = skip(start + 1);
    }
    let ends =
        |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b';' | b'/' | b'>' | b'?');
    let length = head[start..range.end].iter().position(ends).unwrap_or(range.end - start);
    (length > 0).then_some(start..start + length)
}

fn find(bytes: &[u8], words: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, format: Format) -> Option<String> {
        of(text.as_bytes(), format).map(|declared| declared.name)
    }

    #[test]
    fn html_and_xml_name_their_encodings() {
        let html = |text| name(text, Format::Html);
        assert_eq!(html("<html><META CharSet=Shift_JIS>").as_deref(), Some("Shift_JIS"));
        assert_eq!(
            html("<meta name=x content='charset=y'><meta http-equiv=Content-Type content='text/html; charset = ISO-8859-1'>").as_deref(),
            Some("ISO-8859-1")
        );
        assert_eq!(html("<!-- <meta charset=a> --><meta charset=\"b\"/>").as_deref(), Some("b"));
        assert_eq!(html("<?xml version='1.0' encoding='c'?><p>").as_deref(), Some("c"));
        assert_eq!(html("<p>charset=d <meta charset>"), None);
        assert_eq!(
            name("<?xml version=\"1.0\" encoding=\"Windows-1252\"?>", Format::Nitf).as_deref(),
            Some("Windows-1252")
        );
        assert_eq!(name("<?xml version=\"1.0\"?><a encoding=\"x\"/>", Format::Xml), None);
        assert_eq!(name("<meta charset=x>", Format::PlainText), None);
    }
}
