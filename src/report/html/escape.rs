//! Text that cannot become anything but text on a page.

use std::fmt::{Display, Formatter, Result, Write};

use crate::report::visible::show;

/// Text for the page, between tags or inside a quoted attribute: what HTML would read is escaped, what a reader cannot
/// see is spelt out, and commands to a CI system that prints the page are broken. Line breaks are mere spaces.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(pub &'a str);

impl Display for Text<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let mut chars = self.0.chars().peekable();
        let mut before = None;
        while let Some(ch) = chars.next() {
            match ch {
                '\n' | '\r' | '\t' => out.write_char(' ')?,
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                ':' if before != Some(':') => out.write_char(':')?,
                '"' | '\'' | '`' | '[' | ':' => write!(out, "&#{};", ch as u32)?,
                _ => Shown(out).put(ch, before, chars.peek().copied())?,
            }
            before = Some(ch);
        }
        Ok(())
    }
}

/// Escapes the angle brackets of what is spelt out.
struct Shown<'a, 'f>(&'a mut Formatter<'f>);

impl Shown<'_, '_> {
    fn put(&mut self, ch: char, before: Option<char>, after: Option<char>) -> Result {
        let mut spelt = String::new();
        show(&mut spelt, ch, before, after);
        match spelt.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Some(name) => write!(self.0, "&lt;{name}&gt;"),
            None => self.0.write_str(&spelt),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> String {
        Text(words).to_string()
    }

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            text("<script>\"x\" & 'y'</script>`"),
            "&lt;script&gt;&#34;x&#34; &amp; &#39;y&#39;&lt;/script&gt;&#96;"
        );
        assert_eq!(text("&lt;"), "&amp;lt;");
    }

    #[test]
    fn what_cannot_be_seen_is_spelt_out() {
        assert_eq!(text("a\u{202e}b\x1b[2J\0"), "a&lt;U+202E&gt;b␛&#91;2J␀");
        assert_eq!(text("one\r\ntwo\tthree"), "one  two three");
        assert_eq!(text("👩\u{200d}🚒 pay\u{200d}pal"), "👩\u{200d}🚒 pay&lt;U+200D&gt;pal");
    }

    #[test]
    fn plain_words_and_other_scripts_stay() {
        for words in ["The mayor said: “no”.", "שלום عالم 日本語", "12:30"] {
            assert_eq!(text(words), words);
        }
    }

    #[test]
    fn commands_to_a_ci_system_are_broken() {
        assert_eq!(text("::error::x ##vso[a]"), ":&#58;error:&#58;x ##vso&#91;a]");
    }
}
