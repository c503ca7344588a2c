//! Paths and links as reports may hold them: percent-encoded, and links of the web only.

use std::fmt::Write as _;

/// A path as a URI: relative to where copydesk ran, or whole with its scheme.
#[must_use]
pub fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    match (path.starts_with('/'), drive && path.as_bytes().get(2) == Some(&b'/')) {
        (true, _) => format!("file://{}", encode(path)),
        (_, true) => format!("file:///{}:{}", &path[..1], encode(&path[2..])),
        _ => encode(path),
    }
}

/// Whether the path leads to below the folder in which copydesk ran.
#[must_use]
pub fn is_below(path: &str) -> bool {
    !uri(path).starts_with("file://") && !path.split('/').any(|part| part == "..")
}

/// The link, when it leads to the web and can stand in any report as it is.
#[must_use]
pub fn web(link: &str) -> Option<&str> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&*+,;=%".contains(&byte);
    (!rest.is_empty() && rest.bytes().all(plain)).then_some(link)
}

fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        for (path, wanted) in [
            ("news/a b%.md", "news/a%20b%25.md"),
            ("é.md", "%C3%A9.md"),
            ("a:b.md", "a%3Ab.md"),
            ("/tmp/a.md", "file:///tmp/a.md"),
            ("C:/copy/a#1.md", "file:///C:/copy/a%231.md"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(uri(path), wanted);
        }
    }

    #[test]
    fn only_links_to_the_web_are_links() {
        assert_eq!(web("https://example.org/guide#commas"), Some("https://example.org/guide#commas"));
        for link in ["javascript:alert(1)", "https://", "https://a.example/\"><b>", "see the guide"] {
            assert_eq!(web(link), None, "{link}");
        }
    }

    #[test]
    fn what_lies_outside_is_known() {
        assert!(is_below("news/a.md") && is_below("a..b.md"));
        assert!(!is_below("../a.md") && !is_below("/a.md") && !is_below("C:/a.md"));
    }
}
