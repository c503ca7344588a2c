//! `--changed`: only findings on lines that git says have changed.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::copydesk;

/// Two paragraphs with the same slip, each on its line.
const STORY: &str = "# A story\n\nThe mayor spoke and was was sad.\n\nThe clerk came and was was glad.\n";

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgSign=false"])
        .args(["-c", "protocol.file.allow=always", "-c", "merge.conflictStyle=merge"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", folder.join("no-such-config"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

/// A repository with these files in its first commit.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    files.iter().for_each(|(name, text)| write(folder.path(), name, text));
    commit(folder.path());
    folder
}

fn commit(folder: &Path) {
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message=a change"]);
}

/// The places that the short report names, and the exit code.
fn places(folder: &Path, arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let output = run(folder, arguments);
    let said = String::from_utf8(output.stdout).expect("the report is Unicode");
    let place = |line: &str| line.split(": ").next().unwrap_or_default().to_owned();
    (said.lines().map(place).collect(), output.status.code())
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let fixed = ["check", "--format", "short", "--select", "doubled-word,restated-lede"];
    copydesk(folder, &[&fixed[..], arguments].concat())
}

fn error(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).expect("errors are Unicode")
}

#[test]
fn only_what_touches_a_changed_line_is_reported() {
    let folder = repository(&[("a.md", STORY), ("b.md", STORY)]);
    assert_eq!(places(folder.path(), &["--changed"]), (Vec::new(), Some(0)));
    write(folder.path(), "a.md", &STORY.replace("The clerk", "The new clerk"));
    let only = (vec!["a.md:5:24".to_owned()], Some(1));
    assert_eq!(places(folder.path(), &["--changed"]), only);
    git(folder.path(), &["add", "--all"]);
    assert_eq!(places(folder.path(), &["--changed"]), only, "staged");
    git(folder.path(), &["commit", "--quiet", "--message=a change"]);
    assert_eq!(places(folder.path(), &["--changed"]), (Vec::new(), Some(0)));
    assert_eq!(places(folder.path(), &["--changed=HEAD~1"]), only);
    write(folder.path(), "sport/new.md", STORY);
    let new = ["sport/new.md:3:21", "sport/new.md:5:20"];
    assert_eq!(places(folder.path(), &["--changed"]).0, new, "a file that git does not know");
    let path = folder.path().join("sport/new.md");
    let absolute = places(folder.path(), &["--changed", "HEAD", path.to_str().expect("Unicode")]).0;
    assert_eq!(absolute.len(), 2, "by its absolute path: {absolute:?}");
    assert_eq!(places(&folder.path().join("sport"), &["--changed"]).0, ["new.md:3:21", "new.md:5:20"]);
    write(folder.path(), ".gitignore", "sport/\n");
    assert_eq!(places(folder.path(), &["--changed", "HEAD", "sport/new.md"]).1, Some(0), "ignored by git");
}

#[test]
fn lines_that_went_away_change_no_others() {
    let folder = repository(&[("a.md", STORY)]);
    write(folder.path(), "a.md", &STORY.replace("The mayor spoke and was was sad.\n\n", ""));
    assert_eq!(places(folder.path(), &["--changed"]), (Vec::new(), Some(0)));
}

#[test]
fn a_branch_is_compared_with_where_it_left_the_other() {
    let folder = repository(&[("a.md", STORY), ("b.md", "# Old\n\nNothing.\n")]);
    git(folder.path(), &["switch", "--quiet", "--create", "topic"]);
    write(folder.path(), "c.md", STORY);
    commit(folder.path());
    git(folder.path(), &["switch", "--quiet", "main"]);
    write(folder.path(), "a.md", &STORY.replace("The clerk", "The new clerk"));
    commit(folder.path());
    git(folder.path(), &["switch", "--quiet", "topic"]);
    assert_eq!(places(folder.path(), &["--changed", "main"]).0, ["c.md:3:21", "c.md:5:20"]);
}

#[test]
fn the_second_of_two_places_counts_as_well() {
    let said =
        "The council will vote on the new harbour budget in the town hall on Monday evening, the mayor said.";
    let story = format!("# Vote on harbour\n\n{said}\n\nIt rained.\n");
    let folder = repository(&[("a.md", &story)]);
    write(folder.path(), "a.md", &format!("{story}\n{said}\n"));
    let output = copydesk(folder.path(), &["check", "--format", "json", "--changed", "--fail-on", "never"]);
    let report = String::from_utf8(output.stdout).expect("the report is Unicode");
    assert!(report.contains("\"restated-"), "one of the two is new: {report}");
}

#[cfg(unix)]
#[test]
fn odd_names_are_found_again() {
    let names = ["a b.md", "é🙂.md", "\"q\".md", "tab\there.md", "b/b/a.md", "new\nline.md", "-x.md", " .md"];
    let files: Vec<_> = names.iter().map(|name| (*name, STORY)).collect();
    let folder = repository(&files);
    for name in names {
        write(folder.path(), name, &STORY.replace("The clerk", "The new clerk"));
    }
    let output =
        copydesk(folder.path(), &["check", "--changed", "--format", "json", "--select", "doubled-word"]);
    let report = String::from_utf8(output.stdout).expect("the report is Unicode");
    assert_eq!(report.matches("\"rule\":\"doubled-word\"").count(), names.len(), "{report}");
}

#[test]
fn a_new_name_alone_is_no_change() {
    let folder = repository(&[("a.md", STORY)]);
    git(folder.path(), &["mv", "a.md", "b.md"]);
    assert_eq!(places(folder.path(), &["--changed"]), (Vec::new(), Some(0)));
    write(folder.path(), "b.md", &STORY.replace("The clerk", "The new clerk"));
    assert_eq!(places(folder.path(), &["--changed"]).0, ["b.md:5:24"]);
}

#[test]
fn users_settings_of_git_change_nothing() {
    let folder = repository(&[("a.md", STORY), ("sport/b.md", STORY)]);
    let settings = [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "false"),
        ("diff.interHunkContext", "9"),
        ("diff.relative", "true"),
        ("diff.context", "9"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
        ("core.quotePath", "false"),
    ];
    for (key, value) in settings {
        git(folder.path(), &["config", key, value]);
    }
    let changed = STORY.replace("The clerk", "The new clerk").replace("# A story", "# A new story");
    write(folder.path(), "a.md", &changed);
    write(folder.path(), "sport/b.md", &changed);
    assert_eq!(places(folder.path(), &["--changed"]).0, ["a.md:5:24", "sport/b.md:5:24"]);
    assert_eq!(places(&folder.path().join("sport"), &["--changed"]).0, ["b.md:5:24"]);
}

#[test]
fn nothing_committed_yet_means_that_all_is_new() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    git(folder.path(), &["init", "--quiet", "--initial-branch=main"]);
    write(folder.path(), "a.md", STORY);
    assert_eq!(places(folder.path(), &["--changed"]).0.len(), 2);
    git(folder.path(), &["add", "--all"]);
    assert_eq!(places(folder.path(), &["--changed"]).0.len(), 2, "staged");
}

#[test]
fn what_git_cannot_count_is_changed_as_a_whole() {
    let folder = repository(&[("a.md", STORY), ("b.txt", "A story\n\nAll well.\n")]);
    let wide = |text: &str| -> Vec<u8> {
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
    };
    fs::write(folder.path().join("a.md"), wide(STORY)).expect("a file can be written");
    fs::write(folder.path().join("b.txt"), STORY.replace('\n', "\r")).expect("a file can be written");
    assert_eq!(places(folder.path(), &["--changed"]).0.len(), 4, "UTF-16, and lone carriage returns");
}

#[test]
fn a_story_with_two_versions_in_it_is_changed() {
    let folder = repository(&[("a.md", STORY)]);
    git(folder.path(), &["switch", "--quiet", "--create", "topic"]);
    write(folder.path(), "a.md", &STORY.replace("glad", "merry"));
    commit(folder.path());
    git(folder.path(), &["switch", "--quiet", "main"]);
    write(folder.path(), "a.md", &STORY.replace("glad", "jolly"));
    commit(folder.path());
    let merge = Command::new("git").args(["merge", "topic"]).current_dir(folder.path()).output();
    assert!(!merge.expect("git starts").status.success(), "the merge has a conflict");
    let found = places(folder.path(), &["--changed"]).0;
    assert!(found.iter().any(|place| place.starts_with("a.md:")), "{found:?}");
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let inner = repository(&[("a.md", STORY)]);
    let outer = repository(&[("b.md", STORY)]);
    let from = inner.path().to_str().expect("Unicode");
    git(outer.path(), &["submodule", "--quiet", "add", from, "wire"]);
    commit(outer.path());
    assert_eq!(places(outer.path(), &["--changed"]), (Vec::new(), Some(0)));
    write(outer.path(), "wire/a.md", &STORY.replace("The clerk", "The new clerk"));
    assert_eq!(places(outer.path(), &["--changed"]).0, ["wire/a.md:5:24"]);
}

#[test]
fn a_hook_says_where_the_repository_is() {
    let folder = repository(&[("a.md", STORY)]);
    write(folder.path(), "a.md", &STORY.replace("The clerk", "The new clerk"));
    let moved = folder.path().join("elsewhere");
    fs::rename(folder.path().join(".git"), &moved).expect("it can be moved");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "a.md", "--format", "short", "--select", "doubled-word", "--changed"])
        .current_dir(folder.path())
        .env("GIT_DIR", "elsewhere")
        .output()
        .expect("the program starts");
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("a.md:5:24") && said.lines().count() == 2, "{said}");
}

#[test]
fn revisions_that_are_not_there_are_named_with_what_was_meant() {
    let folder = repository(&[("a.md", STORY), ("drafts/b.md", STORY)]);
    git(folder.path(), &["branch", "harbour"]);
    assert!(error(folder.path(), &["--changed", "harbuor"]).contains("did you mean `harbour`?"));
    assert!(error(folder.path(), &["--changed", "drafts"]).contains("write `--changed=HEAD drafts`"));
    assert!(
        error(folder.path(), &["--changed", "main..harbour"])
            .contains("there is no revision `main..harbour`")
    );
    git(folder.path(), &["switch", "--quiet", "--orphan", "island"]);
    write(folder.path(), "c.md", STORY);
    commit(folder.path());
    assert!(error(folder.path(), &["--changed", "main"]).contains("have no commit in common"));
}

#[test]
fn a_clone_of_the_last_commit_alone_says_what_to_fetch() {
    let origin = repository(&[("a.md", STORY)]);
    git(origin.path(), &["switch", "--quiet", "--create", "topic"]);
    for word in ["new", "old", "third"] {
        write(origin.path(), "a.md", &STORY.replace("The clerk", &format!("The {word} clerk")));
        commit(origin.path());
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let url = format!("file://{}", origin.path().display());
    let clone = ["clone", "--quiet", "--depth=1", "--no-single-branch", "--branch=topic", &url, "here"];
    git(folder.path(), &clone);
    let here = folder.path().join("here");
    assert_eq!(places(&here, &["--changed"]), (Vec::new(), Some(0)));
    assert!(error(&here, &["--changed", "origin/main"]).contains("git fetch --unshallow"));
}
