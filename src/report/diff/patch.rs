//! A unified diff that `git apply` and `patch -p1` take.

use std::borrow::Cow;
use std::fmt::Write as _;

use similar::{ChangeTag, TextDiff};

use super::{Pair, lines};
use crate::report::visible::visible;

/// Lines shown around a change.
const CONTEXT: usize = 3;

/// A patch as text.
#[derive(Debug, PartialEq, Eq)]
pub struct Patch {
    /// The text; empty where nothing changes.
    pub text: String,
    /// Whether hidden characters of the draft are spelt out in it, so that it can be read but not applied.
    pub spelt_out: bool,
}

/// The patch from the old text to the new one; `exact` keeps hidden characters, for a file that nobody reads as it is.
#[must_use]
pub fn patch(pair: Pair<'_>, exact: bool) -> Patch {
    let mut out = Patch { text: String::new(), spelt_out: false };
    if pair.old == pair.new {
        return out;
    }
    let (old, new) = (lines(pair.old), lines(pair.new));
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    out.head(pair.path);
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        let _ = writeln!(out.text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            out.line(sign, change.value(), exact);
        }
    }
    out
}

impl Patch {
    fn head(&mut self, path: &str) {
        let path = visible(path.trim_start_matches('/'));
        // Without the tab, `patch` would end a name at its first space.
        let end = if path.contains(' ') { "\t" } else { "" };
        let _ = writeln!(self.text, "--- a/{path}{end}\n+++ b/{path}{end}");
    }

    fn line(&mut self, sign: char, line: &str, exact: bool) {
        let body = line.strip_suffix('\n').unwrap_or(line);
        let (body, end) = body.strip_suffix('\r').map_or((body, ""), |body| (body, "\r"));
        let shown = if exact { Cow::Borrowed(body) } else { plain(body) };
        self.spelt_out |= shown != body;
        self.text.push(sign);
        self.text.extend([&*shown, end, "\n"]);
        if !line.ends_with('\n') {
            self.text.push_str("\\ No newline at end of file\n");
        }
    }
}

/// A line made harmless; tabs and a byte order mark at its start, which are harmless, stay.
fn plain(line: &str) -> Cow<'_, str> {
    let (mark, rest) = line.strip_prefix('\u{feff}').map_or(("", line), |rest| ("\u{feff}", rest));
    let shown = rest.split('\t').map(visible).collect::<Vec<_>>().join("\t");
    if shown == rest { Cow::Borrowed(line) } else { Cow::Owned(format!("{mark}{shown}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Patch {
        patch(Pair { path: "a b.md", old, new }, false)
    }

    #[test]
    fn a_patch_keeps_line_ends_tabs_and_a_byte_order_mark() {
        let patch = shown("\u{feff}One\r\ntwo\ttwo\r\nend", "\u{feff}One\r\ntwo\r\nend");
        let expected = "--- a/a b.md\t\n+++ b/a b.md\t\n@@ -1,3 +1,3 @@\n \u{feff}One\r\n-two\ttwo\r\n+two\r\n end\n\
                        \\ No newline at end of file\n";
        assert_eq!(patch, Patch { text: expected.into(), spelt_out: false });
    }

    #[test]
    fn a_draft_gives_no_commands_through_a_patch() {
        let patch = shown("::error::x\n\x1b[2Ja a\n", "::error::x\n\x1b[2Ja\n");
        assert!(patch.spelt_out && !patch.text.contains('\x1b') && !patch.text.contains(" ::"), "{patch:?}");
        let old = "::error::x\n\x1b[2Ja a\n";
        let exact = super::patch(Pair { path: "a", old, new: "::error::x\n\x1b[2Ja\n" }, true);
        assert!(!exact.spelt_out && exact.text.contains("\n-\x1b[2Ja a\n"));
    }

    #[test]
    fn nothing_changed_is_no_patch() {
        assert_eq!(shown("One\n", "One\n").text, "");
    }
}
