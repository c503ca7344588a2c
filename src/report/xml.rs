//! Words inside XML: no tag, no entity and no line of theirs can begin, and every character is one that XML allows.

use std::fmt::Write as _;

use super::visible::{is_hidden, visible};

/// The words for an attribute or between tags. What XML 1.0 forbids becomes visible, what hides becomes a reference.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = '"';
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // Two of them begin a command to a CI system that reads the log.
            '#' if before == '#' => out.push_str("&#35;"),
            _ if is_forbidden(ch) => out.push_str(&visible(ch.encode_utf8(&mut [0; 4])).replace('<', "&lt;")),
            _ if is_hidden(ch) => drop(write!(out, "&#{};", ch as u32)),
            _ => out.push(ch),
        }
        before = ch;
    }
    out
}

/// Characters that no XML 1.0 document may hold, not even as references.
fn is_forbidden(ch: char) -> bool {
    matches!(ch, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            escape("a <b c=\"d\"> & 'e' ]]>"),
            "a &lt;b c=&quot;d&quot;&gt; &amp; &apos;e&apos; ]]&gt;"
        );
        assert_eq!(escape("one\ntwo\u{202e}"), "one&#10;two&#8238;");
        assert_eq!(escape("\x1b[2J\u{ffff}"), "␛[2J&lt;U+FFFF>");
        assert_eq!(escape("##vso[x]"), "#&#35;vso[x]");
    }
}
