//! What the first bytes of a file show of its format.

use std::borrow::Cow;

use super::{Format, iptc7901};

/// Bytes that are enough to tell.
pub const HEAD: usize = 4096;

/// The format of a file that begins with these bytes, where they leave no doubt.
pub(super) fn format(head: &[u8]) -> Option<Format> {
    let head = &head[..head.len().min(HEAD)];
    if head.starts_with(b"PK\x03\x04") {
        return memchr::memmem::find(head, b"word/").map(|_| Format::Docx);
    }
    if iptc7901::begins(head) {
        return Some(Format::Iptc7901);
    }
    let text = decode(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    match text.as_bytes().first()? {
        b'<' => markup(text),
        b'{' | b'[' => is_ninjs(text).then_some(Format::Ninjs),
        _ => None,
    }
}

/// The format as which a text is read: a message off the wire is one, though it is filed as plain text.
pub(super) fn settle(format: Format, text: &str) -> Format {
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    if format == Format::PlainText && iptc7901::begins(head) { Format::Iptc7901 } else { format }
}

fn decode(head: &[u8]) -> Cow<'_, str> {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = head[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units))
    };
    match head {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(head),
    }
}

fn markup(text: &str) -> Option<Format> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        rest = if rest.starts_with("<?") {
            after(rest, "?>")?
        } else if rest.starts_with("<!--") {
            after(rest, "-->")?
        } else if let Some(declaration) = rest.strip_prefix("<!") {
            let mut words = declaration.split(|mark: char| mark.is_ascii_whitespace() || mark == '>');
            if words.next()?.eq_ignore_ascii_case("doctype") && words.next()?.eq_ignore_ascii_case("html") {
                return Some(Format::Html);
            }
            let end = declaration.find('>')?;
            let subset = declaration[..end].contains('[');
            after(declaration, if subset { "]>" } else { ">" })?
        } else {
            return of_root(rest);
        };
    }
}

fn after<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    text.find(mark).map(|at| &text[at + mark.len()..])
}

fn of_root(text: &str) -> Option<Format> {
    let tag = text.strip_prefix('<')?;
    let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
    let name = tag.split(|mark: char| mark.is_ascii_whitespace() || mark == '/').next()?;
    let local = name.rsplit(':').next()?;
    match local {
        "nitf" => Some(Format::Nitf),
        "NewsML" => Some(Format::Newsml),
        "newsMessage" | "newsItem" | "packageItem" | "conceptItem" | "knowledgeItem" | "planningItem"
        | "catalogItem" => tag.contains("iptc.org/std/nar/").then_some(Format::NewsmlG2),
        "rss" => Some(Format::Feed),
        "RDF" => tag.contains("purl.org/rss/").then_some(Format::Feed),
        "feed" => {
            (tag.contains("w3.org/2005/Atom") || tag.contains("purl.org/atom/")).then_some(Format::Feed)
        }
        _ => local.eq_ignore_ascii_case("html").then_some(Format::Html),
    }
}

/// Whether an object, or the first of an array, names itself news in JSON or has a story's members.
fn is_ninjs(text: &str) -> bool {
    const STORY: [&str; 10] = [
        "versioncreated",
        "headline",
        "headlines",
        "body_text",
        "body_html",
        "body_xhtml",
        "body_nitf",
        "bodies",
        "representationtype",
        "pubstatus",
    ];
    let keys = keys(text);
    let has = |name: &str| keys.contains(&name);
    let named = has("$standard") && text.contains("ninjs");
    named || (has("uri") && STORY.into_iter().any(has))
}

/// The keys of the outermost object, or of the first object of an array, as far as the text goes.
fn keys(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let wanted = if text.starts_with('[') { 2 } else { 1 };
    let (mut depth, mut at, mut keys) = (0, 0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == wanted => return keys,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let Some(end) = string_end(bytes, at + 1) else { return keys };
                let is_key = text[end + 1..].trim_start().starts_with(':');
                if is_key && depth == wanted {
                    keys.push(&text[at + 1..end]);
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    keys
}

fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_by_its_root() {
        let of = |text: &str| format(text.as_bytes());
        let prolog = "\u{feff}<?xml version=\"1.0\"?>\n<!-- a > b -->\n";
        assert_eq!(
            of(&format!("{prolog}<!DOCTYPE nitf SYSTEM \"x\" [ <!ENTITY a \"b\"> ]><nitf>")),
            Some(Format::Nitf)
        );
        let g2 = "xmlns=\"http://iptc.org/std/nar/2006-10-01/\"";
        assert_eq!(of(&format!("{prolog}<newsItem\n {g2} guid=\"x\">")), Some(Format::NewsmlG2));
        assert_eq!(
            of("<g2:newsMessage xmlns:g2=\"http://iptc.org/std/nar/2006-10-01/\">"),
            Some(Format::NewsmlG2)
        );
        assert_eq!(of("<newsItem>"), None);
        assert_eq!(of("<NewsML Version=\"1.2\">"), Some(Format::Newsml));
        assert_eq!(of("<rss version=\"2.0\">"), Some(Format::Feed));
        assert_eq!(of("<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\">"), Some(Format::Feed));
        assert_eq!(of("<rdf:RDF xmlns:owl=\"x\">"), None);
        assert_eq!(of("<feed xmlns=\"http://www.w3.org/2005/Atom\">"), Some(Format::Feed));
        assert_eq!(of("<!doctype HTML><p>"), Some(Format::Html));
        assert_eq!(of("<HTML lang=en>"), Some(Format::Html));
        assert_eq!(of("<project><p>"), None);
        assert_eq!(of("<!-- never closed"), None);
    }

    #[test]
    fn wide_text_is_looked_into() {
        let bytes: Vec<u8> = "\u{feff}<nitf>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format(&bytes), Some(Format::Nitf));
    }

    #[test]
    fn ninjs_is_told_from_other_json() {
        let of = |text: &str| format(text.as_bytes());
        assert_eq!(of(r#"{"uri": "x", "body_html": "<p>\"Hi"#), Some(Format::Ninjs));
        assert_eq!(of(r#"[ {"uri": "x", "headlines": [{"value": "y"}]}, {}]"#), Some(Format::Ninjs));
        assert_eq!(of(r#"{"$standard": {"name": "ninjs", "version": "3.0"}}"#), Some(Format::Ninjs));
        assert_eq!(of(r#"{"name": "x", "version": "1", "repository": {"uri": "x", "headline": "y"}}"#), None);
        assert_eq!(of(r#"{"compilerOptions": {}, "files": ["uri", "headline"]}"#), None);
        assert_eq!(
            of(r#"{"type": "FeatureCollection", "features": [{"properties": {"headline": 1}}]}"#),
            None
        );
        assert_eq!(of("[1, 2"), None);
        assert_eq!(of(r#"{"a\"#), None);
    }

    #[test]
    fn the_wire_and_word_are_told_by_their_marks() {
        assert_eq!(format(b"\x01ABC012 4 POL\r\n\x02Port shut"), Some(Format::Iptc7901));
        assert_eq!(format(b"ZCZC ABC012\r\nPort shut"), Some(Format::Iptc7901));
        assert_eq!(format(b"ZCZCs are letters"), None);
        assert_eq!(settle(Format::PlainText, "ZCZC A1\nPort"), Format::Iptc7901);
        assert_eq!(settle(Format::Markdown, "ZCZC A1\nPort"), Format::Markdown);
        assert_eq!(format(b"PK\x03\x04....word/document.xml"), Some(Format::Docx));
        assert_eq!(format(b"PK\x03\x04....xl/workbook.xml"), None);
        assert_eq!(format(b""), None);
    }
}
