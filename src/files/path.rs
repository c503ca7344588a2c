//! Paths as findings show them: as the user named them, with `/` between folders on every system.

use std::path::{Component, Path, PathBuf};

/// The path as reports show it, without a leading `./`.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if std::path::MAIN_SEPARATOR == '\\' { text.replace('\\', "/").into() } else { text };
    match text.strip_prefix("./") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => text.into_owned(),
    }
}

/// The absolute path without `.` and `..`, links left as they are.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut out = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// `path` relative to `folder` with `/`, or the whole path when it lies elsewhere. Both are absolute.
#[must_use]
pub fn relative(path: &Path, folder: &Path) -> String {
    shown(path.strip_prefix(folder).unwrap_or(path))
}

/// `path` as it is named from `folder`, with `..` where it lies elsewhere. Both are absolute.
#[must_use]
pub fn from(folder: &Path, path: &Path) -> String {
    let shared = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    shown(&up.chain(path.components().skip(shared)).collect::<PathBuf>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_named_from_beside_it_and_from_above() {
        let from = |folder, path| from(Path::new(folder), Path::new(path));
        assert_eq!(from("/paper", "/paper/sport/a.txt"), "sport/a.txt");
        assert_eq!(from("/paper/desk", "/paper/a.txt"), "../a.txt");
        assert_eq!(from("/paper/desk", "/other/a.txt"), "../../other/a.txt");
    }
}
