//! What several tests need: a desk of shipped rules, a draft checked, the project's own files.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Instant;

use copydesk::checks::Known;
use copydesk::config::Config;
use copydesk::document::{Format, Source};
use copydesk::engine::Desk;
use copydesk::finding::Finding;
use copydesk::rule::{Catalogue, Own, Problems, Rule, Shipped};

/// The project's folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A desk with the shipped rules, `extra` ones and a config.
pub fn desk(config: Config, extra: Vec<Rule>, mut problems: Problems) -> Desk {
    let own = Own { rules: extra, ..Own::default() };
    let wanted = |rule: &_| config.switches_on(rule);
    let catalogue = Catalogue::new(own, Shipped::Wanted(&wanted), &Known, &mut problems);
    Desk::new(config, catalogue, problems)
}

/// A desk that has read every shipped rule, also those that are off.
pub fn every_rule() -> Desk {
    let mut problems = Problems::default();
    let catalogue = Catalogue::new(Own::default(), Shipped::All, &Known, &mut problems);
    Desk::new(Config::default(), catalogue, problems)
}

/// What a desk says about a draft.
pub fn check(desk: &Desk, text: &str, format: Format) -> Vec<Finding> {
    check_bytes(desk, text.as_bytes().to_vec(), format).expect("text decodes")
}

/// What a desk says about the bytes of a file.
pub fn check_bytes(desk: &Desk, bytes: Vec<u8>, format: Format) -> Result<Vec<Finding>, String> {
    let source = Source::read(bytes, format).map_err(|error| error.to_string())?;
    let path: Arc<str> = "draft".into();
    let checked = desk.check(source, format, &path, "draft").map_err(|error| error.to_string())?;
    Ok(checked.into_iter().flat_map(|(_, checked)| checked.findings).collect())
}

/// Runs the program in a folder.
pub fn copydesk(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        // What tests look at is not kept among what the developer's own runs keep.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the program starts")
}

/// Checks odd drafts one by one: none is refused, none is slow, and none has no end of findings.
pub fn are_checked_quickly(folder: &Path, drafts: &[(impl AsRef<str>, impl AsRef<[u8]>)]) {
    let check = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).expect("a file can be written");
        let began = Instant::now();
        let output = copydesk(folder, &["check", name, "--format", "json"]);
        (output, began.elapsed())
    };
    // Good copy of half a megabyte is the measure, whatever the machine: nothing blows up.
    let (_, good) = check("good.txt", crate::copy::text(4_000).as_bytes());
    for (name, bytes) in drafts {
        let name = name.as_ref();
        let (output, took) = check(name, bytes.as_ref());
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {said}");
        assert!(took < good * 10, "{name} took {took:?}, good copy {good:?}");
        assert!(output.stdout.len() < 2_000_000, "{name} drowns the desk: {} bytes", output.stdout.len());
    }
}

/// Files below `folder` whose names end with `extension`, sorted.
pub fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|own| own == extension))
        .collect();
    found.sort();
    found
}

/// Whether derived files are to be written anew: `UPDATE=1 cargo test`.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// Compares a derived file with what it should hold, or writes it.
pub fn derived(path: &Path, wanted: &str) {
    let there = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    if there == wanted {
        return;
    }
    if update() {
        std::fs::write(path, wanted).expect("the derived file can be written");
        return;
    }
    panic!("{} is stale: run `UPDATE=1 cargo test`\n--- wanted\n{wanted}", path.display());
}
