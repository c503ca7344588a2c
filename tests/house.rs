//! The house's own rules: who may know whom, and what every file carries.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{files, root};

fn layers() -> Vec<String> {
    let page = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs is there");
    let first = page.lines().next().expect("it has a first line");
    let (_, list) = first.split_once(':').expect("the first line lists the rooms after a colon");
    list.split_whitespace().map(str::to_owned).collect()
}

fn sources() -> Vec<(PathBuf, String)> {
    let folder = root().join("src");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file can be read").replace("\r\n", "\n");
        (path.strip_prefix(&folder).expect("below src").to_owned(), text)
    };
    files(&folder, "rs").into_iter().map(read).collect()
}

/// The room a file of `src` belongs to; the page and the program's entry belong to none.
fn room(path: &Path) -> Option<String> {
    let first = path.components().next()?.as_os_str().to_string_lossy().into_owned();
    let name = first.trim_end_matches(".rs").to_owned();
    (name != "lib" && name != "main").then_some(name)
}

/// Every `crate::NAME` in code, comments left out; the braces of a grouped `use` are opened.
fn named_rooms(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let parts = group.map_or_else(|| vec![rest], |group| group.split(',').collect());
        for part in parts {
            let name: String = part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.push(name);
        }
    }
    names
}

#[test]
fn a_room_knows_only_rooms_to_its_left() {
    let layers = layers();
    let place = |name: &str| layers.iter().position(|layer| layer == name);
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        let own = place(&room).unwrap_or_else(|| panic!("{} is in no room of src/lib.rs", path.display()));
        for other in named_rooms(&text) {
            if let Some(there) = place(&other) {
                assert!(there <= own, "{}: {room} may not know {other}", path.display());
            }
        }
    }
}

#[test]
fn the_rule_would_notice_a_wrong_use() {
    assert_eq!(
        named_rooms("use crate::{cli, span::Span};\nlet x = crate::report::write;"),
        ["cli", "span", "report"]
    );
}

#[test]
fn two_checks_never_name_each_other() {
    let not_checks = ["mod", "registry", "verb_rules"];
    let of_checks: Vec<_> = sources().into_iter().filter(|(path, _)| path.starts_with("checks")).collect();
    let name = |path: &Path| {
        let second =
            path.components().nth(1).expect("a file of the room").as_os_str().to_string_lossy().into_owned();
        second.trim_end_matches(".rs").to_owned()
    };
    let checks: Vec<String> = of_checks.iter().map(|(path, _)| name(path)).collect();
    for (path, text) in &of_checks {
        let own = name(path);
        for other in checks.iter().filter(|other| **other != own && !not_checks.contains(&other.as_str())) {
            let named = [format!("super::{other}::"), format!("checks::{other}")];
            let clean = own == "mod" || own == "registry" || !named.iter().any(|name| text.contains(name));
            assert!(clean, "{} names the check {other}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{} opens without `//!`", path.display());
    }
}

#[test]
fn only_files_and_cli_touch_the_disk_and_the_streams() {
    let outside = ["std::fs", "std::env", "println!", "eprintln!", "std::net", "std::process"];
    let allowed = ["files", "cli", "archive"];
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        if allowed.contains(&room.as_str()) {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for word in outside {
            assert!(!code.contains(word), "{}: {room} may not use {word}", path.display());
        }
    }
}

#[test]
fn files_stay_small_enough_to_read() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 450, "{} has {lines} lines: is it one room with one purpose?", path.display());
    }
    let readme = fs::read_to_string(root().join("README.md")).expect("README.md is there");
    assert!(readme.lines().count() <= 200, "README.md is longer than a newcomer reads");
}
