//! The shortcodes of WordPress: `[caption width="300"]Ships at sea[/caption]`, `[gallery ids="1,2"]`.
//!
//! Square brackets are common in copy, so that only known names count, and what has attributes.

/// A part of a text with shortcodes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Words(&'t str),
    /// The begin of a shortcode around words.
    Start {
        is_caption: bool,
    },
    /// The end of a shortcode around words.
    End,
    /// A shortcode that stands alone.
    Single,
}

/// Shortcodes around words that are no copy: addresses and code.
const AROUND: [&str; 7] = ["embed", "audio", "video", "playlist", "code", "sourcecode", "gist"];
/// Shortcodes that stand alone and need no attributes.
const SINGLE: [&str; 3] = ["gallery", "more", "nextpage"];
/// The longest shortcode, in bytes.
const LONGEST: usize = 2048;

/// The parts of a text, with where each begins.
pub(super) fn parts_of(text: &str) -> Vec<(usize, Part<'_>)> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for at in memchr::memchr_iter(b'[', text.as_bytes()) {
        let Some((length, part)) = (at >= from).then(|| code(&text[at..])).flatten() else { continue };
        parts.push((from, Part::Words(&text[from..at])));
        parts.push((at, part));
        from = at + length;
    }
    parts.push((from, Part::Words(&text[from..])));
    parts
}

/// The shortcode that a text begins with, and its length.
fn code(text: &str) -> Option<(usize, Part<'_>)> {
    let head = &text.as_bytes()[..text.len().min(LONGEST)];
    let end = memchr::memchr(b']', head)?;
    let inner = &text[1..end];
    let is_end = inner.starts_with('/');
    let inner = inner.trim_start_matches('/');
    let name = inner.split(|mark: char| mark.is_ascii_whitespace() || mark == '/').next()?;
    let is_name =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_-".contains(letter);
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let is_caption = matches!(name, "caption" | "wp_caption");
    // Without an end it stands alone: the words behind it are copy.
    let ends = || memchr::memmem::find(&head[end..], format!("[/{name}]").as_bytes()).is_some();
    let around = is_caption || (AROUND.contains(&name) && (is_end || ends()));
    let part = match () {
        () if is_end && around => Part::End,
        () if around => Part::Start { is_caption },
        () if is_end || SINGLE.contains(&name) || inner[name.len()..].contains("=\"") => Part::Single,
        () => return None,
    };
    Some((end + 1, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_brackets_are_no_shortcodes() {
        for text in ["He [sic] said", "[…]", "[1]", "[citation needed]", "[[x", "a ] b ["] {
            assert_eq!(parts_of(text), [(0, Part::Words(text))], "{text}");
        }
        let found = parts_of("a[x y=\"1\"]b[/x][video src=\"v\"][code]");
        let expected = [
            (0, Part::Words("a")),
            (1, Part::Single),
            (10, Part::Words("b")),
            (11, Part::Single),
            (15, Part::Words("")),
            (15, Part::Single),
            (30, Part::Words("[code]")),
        ];
        assert_eq!(found, expected);
        assert_eq!(parts_of("[code]b[/code]")[1], (0, Part::Start { is_caption: false }));
    }
}
