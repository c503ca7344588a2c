//! What `git diff` prints, read by its grammar: a hunk says how many lines it holds, so that no line of a story can be
//! taken for a header.

use std::ops::RangeInclusive;
use std::path::PathBuf;

/// The changed lines of each file in a diff without context. A file that only lost lines has none.
pub fn changed_lines(diff: &[u8]) -> Vec<(PathBuf, Vec<RangeInclusive<u32>>)> {
    let mut files: Vec<(PathBuf, Vec<RangeInclusive<u32>>)> = Vec::new();
    let mut left = 0_u64;
    let mut is_open = false;
    for line in diff.split(|&byte| byte == b'\n') {
        if left > 0 && line.first() != Some(&b'\\') {
            left -= 1;
        } else if line.starts_with(b"diff --git ") {
            is_open = false;
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            is_open = name != b"/dev/null";
            if is_open {
                files.push((path_of(&new_name(name)), Vec::new()));
            }
        } else if let Some((old, start, count)) = hunk(line) {
            left = u64::from(old) + u64::from(count);
            if let Some((_, lines)) = files.last_mut().filter(|_| is_open && count > 0) {
                lines.push(start..=start.saturating_add(count - 1));
            }
        }
    }
    files
}

/// `@@ -12,0 +13,2 @@`: lines taken out, first line put in, lines put in.
fn hunk(line: &[u8]) -> Option<(u32, u32, u32)> {
    let line = std::str::from_utf8(line.strip_prefix(b"@@ -")?.split(|&byte| byte == b'@').next()?).ok()?;
    let (old, new) = line.trim_end().split_once(" +")?;
    let range = |text: &str| {
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let ((_, old), (start, count)): ((u32, u32), (u32, u32)) = (range(old)?, range(new)?);
    Some((old, start, count))
}

/// The name after `+++ `, without its `b/`; git quotes one with odd characters and ends one with a space with a tab.
fn new_name(name: &[u8]) -> Vec<u8> {
    let name = match name.strip_prefix(b"\"").and_then(|name| name.strip_suffix(b"\"")) {
        Some(quoted) => unquoted(quoted),
        None => name.strip_suffix(b"\t").unwrap_or(name).to_vec(),
    };
    name.strip_prefix(b"b/").map_or_else(|| name.clone(), <[u8]>::to_vec)
}

/// Takes C's escapes out of a name.
fn unquoted(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(&byte) = name.get(at) {
        let digits = name.get(at + 1..at + 4).and_then(|digits| std::str::from_utf8(digits).ok());
        let octal = digits.and_then(|digits| u8::from_str_radix(digits, 8).ok());
        match (byte, octal, name.get(at + 1)) {
            (b'\\', Some(byte), _) => {
                plain.push(byte);
                at += 4;
            }
            (b'\\', None, Some(&letter)) => {
                let codes = [b'a', b'b', b't', b'n', b'v', b'f', b'r'];
                let code = codes.iter().position(|&code| code == letter);
                plain.push(code.map_or(letter, |code| 7 + code as u8));
                at += 2;
            }
            _ => {
                plain.push(byte);
                at += 1;
            }
        }
    }
    plain
}

/// The files of `--numstat -z` whose lines git does not count.
pub fn binary_files(numstat: &[u8]) -> Vec<PathBuf> {
    let mut fields = numstat.split(|&byte| byte == 0);
    let mut files = Vec::new();
    while let Some(entry) = fields.next().filter(|entry| !entry.is_empty()) {
        let mut parts = entry.splitn(3, |&byte| byte == b'\t');
        let is_binary = parts.next() == Some(b"-");
        let name = parts.nth(1).unwrap_or_default();
        // A renamed file has both of its names in fields of their own.
        let name = if name.is_empty() { fields.nth(1).unwrap_or_default() } else { name };
        if is_binary {
            files.push(path_of(name));
        }
    }
    files
}

/// A name as git has it: bytes.
#[cfg(unix)]
pub fn path_of(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(name).into()
}

/// A name as git has it: Unicode, with `/` between folders.
#[cfg(not(unix))]
pub fn path_of(name: &[u8]) -> PathBuf {
    String::from_utf8_lossy(name).replace('/', std::path::MAIN_SEPARATOR_STR).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(diff: &str) -> Vec<(String, Vec<RangeInclusive<u32>>)> {
        let shown = |path: PathBuf| path.to_string_lossy().into_owned();
        changed_lines(diff.as_bytes()).into_iter().map(|(path, lines)| (shown(path), lines)).collect()
    }

    #[test]
    fn hunks_give_the_new_lines() {
        let diff = "diff --git a/a b.txt b/a b.txt\nindex 1..2 100644\n--- a/a b.txt\t\n+++ b/a b.txt\t\n\
            @@ -3 +3,2 @@ Mayor @@ speaks\n-old\n+new\n+newer\n@@ -9,2 +9,0 @@\n-gone\n-gone\n@@ -20,0 +19 @@\n+last\n\
            \\ No newline at end of file\n\
            diff --git a/gone.txt b/gone.txt\n--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        assert_eq!(lines(diff), [("a b.txt".to_owned(), vec![3..=4, 19..=19])]);
    }

    #[test]
    fn words_of_a_story_are_never_headers() {
        let diff = "--- a/a\n+++ b/a\n@@ -0,0 +1,3 @@\n+++ b/other\n+@@ -0,0 +7 @@\n+diff --git a/x b/x\n@@ -4 +8 @@\n-x\n+y\n";
        assert_eq!(lines(diff), [("a".to_owned(), vec![1..=3, 8..=8])]);
    }

    #[test]
    fn odd_names_are_read_as_git_writes_them() {
        let name = |name: &str| String::from_utf8(new_name(name.as_bytes())).expect("Unicode");
        assert_eq!(name(r#""b/caf\303\251 \"a\"\t\\.txt""#), "café \"a\"\t\\.txt");
        assert_eq!(name("b/b/plain.txt"), "b/plain.txt");
    }

    #[test]
    fn files_without_lines_are_named_and_renames_keep_step() {
        let numstat = b"1\t2\ta.txt\0-\t-\tb.docx\x000\t0\t\0old\0new\0-\t-\t\0old.docx\0new.docx\0";
        assert_eq!(binary_files(numstat), [PathBuf::from("b.docx"), PathBuf::from("new.docx")]);
    }
}
