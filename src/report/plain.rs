//! Words inside Markdown that stay words: no link, mention, image, tag, emphasis or table cell of theirs can begin.

use super::visible::prose;

/// Running words. Those that could mean something to Markdown, or to a site that looks for names and links in it, are
/// set as code, where nothing means anything.
#[must_use]
pub fn words(text: &str) -> String {
    let text = prose(text);
    let words: Vec<&str> = text.split(' ').collect();
    let runs = words.chunk_by(|one, other| is_plain(one) == is_plain(other));
    let set = |run: &[&str]| match run.join(" ") {
        text if is_plain(run[0]) || is_code(&text) => text,
        text => code(&text),
    };
    runs.map(set).collect::<Vec<_>>().join(" ")
}

/// Words as code, with marks around it that do not occur in it. A bar would end a table's cell even there.
#[must_use]
pub fn code(text: &str) -> String {
    let text = prose(text).replace('|', "\\|");
    let longest = text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0);
    let marks = "`".repeat(longest + 1);
    let space =
        if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{marks}{space}{text}{space}{marks}")
}

/// Whether it is set as code already.
fn is_code(text: &str) -> bool {
    let inner = text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['`', '|']))
}

/// Whether a word holds nothing but letters, digits, and punctuation where running text has it.
fn is_plain(word: &str) -> bool {
    let is_opening = |ch: char| "“‘(\"'«–—".contains(ch);
    let is_closing = |ch: char| "”’)\"'»–—.,;:!?…%".contains(ch);
    let bare = word.trim_start_matches(is_opening).trim_end_matches(is_closing);
    let chars: Vec<char> = bare.chars().collect();
    let joins = |at: usize| {
        let (before, after) = (chars.get(at.wrapping_sub(1)), chars.get(at + 1));
        let both = |is: fn(char) -> bool| before.is_some_and(|&ch| is(ch)) && after.is_some_and(|&ch| is(ch));
        match chars[at] {
            '’' | '\'' | '-' | '–' | '—' => both(char::is_alphabetic),
            '.' | ',' | ':' => both(|ch| ch.is_ascii_digit()),
            _ => false,
        }
    };
    (0..chars.len()).all(|at| chars[at].is_alphanumeric() || joins(at)) && !is_hash(bare)
}

/// Sites turn what looks like the hash of a commit into a link.
fn is_hash(word: &str) -> bool {
    word.len() >= 7
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{code, words};

    #[test]
    fn running_words_are_left_alone() {
        for text in [
            "“bomb attack” seems to lack an article",
            "The mayor's 10,000 well-read people (at 10:30) said: no!",
            "said “Это” – 4.5% of them",
        ] {
            assert_eq!(words(text), text);
        }
    }

    #[test]
    fn whatever_could_mean_something_is_code() {
        for (text, wanted) in [
            ("see [x](javascript:alert(1)) there", "see `[x](javascript:alert(1))` there"),
            ("hello @everyone, and #12", "hello `@everyone,` and `#12`"),
            ("<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"),
            ("on www.evil.example", "on `www.evil.example`"),
            ("a | b", "a `\\|` b"),
            ("*very* `odd`", "`` *very* `odd` ``"),
            ("silence `a-rule` here", "silence `a-rule` here"),
            ("at deadbeef1", "at `deadbeef1`"),
            ("&lt; &#64;all", "`&lt; &#64;all`"),
        ] {
            assert_eq!(words(text), wanted, "{text}");
        }
    }

    #[test]
    fn code_cannot_be_left() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a|b\n\x1b"), "`a\\|b ␛`");
    }
}
