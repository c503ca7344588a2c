//! Findings kept from run to run: never a stale one, the same report with and without.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::copydesk;

/// More stories than a run has to have for anything to be kept.
const STORIES: usize = 24;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(path, text).expect("a file can be written");
}

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for number in 0..STORIES {
        let said = format!("“It was was the best of {number} days,” said Anna Marsh.");
        write(
            folder.path(),
            &format!("s{number}.md"),
            &format!("# Story {number}\n\n{said}\n\nThe quayside is shut.\n"),
        );
    }
    write(
        folder.path(),
        "copydesk.toml",
        "rules = [\"desk\"]\nvocabulary = [\"words.txt\"]\nsources = [\"talks\"]\n",
    );
    write(folder.path(), "desk/a.toml", rule("quayside").as_str());
    write(folder.path(), "words.txt", "harbour\n");
    write(folder.path(), "talks/a.txt", "ANNA MARSH: It was the best of days.\n");
    folder
}

fn rule(word: &str) -> String {
    format!(
        "[[rule]]\nname = \"no-word\"\ncheck = \"phrase\"\nmessage = \"not {word}\"\n[rule.settings]\nphrases = [\"{word}\"]\n"
    )
}

fn report(folder: &Path, more: &[&str]) -> String {
    let fixed = ["check", "--format", "json", "--fail-on", "never"];
    let output = copydesk(folder, &[&fixed[..], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the report is Unicode")
}

fn kept(folder: &Path, more: &[&str]) -> String {
    report(folder, &[&["--cache-dir", ".kept"], more].concat())
}

fn fresh(folder: &Path, more: &[&str]) -> String {
    report(folder, &[&["--no-cache"], more].concat())
}

fn packs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(".kept")).into_iter().flatten().filter_map(Result::ok);
    let mut packs: Vec<_> = entries.map(|entry| entry.path()).collect();
    packs.sort();
    packs
}

#[test]
fn the_report_is_the_same_with_and_without_and_on_any_number_of_threads() {
    let desk = desk();
    let wanted = fresh(desk.path(), &[]);
    assert!(wanted.contains("\"no-word\"") && wanted.contains("\"doubled-word\""), "{wanted}");
    for threads in ["1", "2", "8", "1", "8"] {
        assert_eq!(kept(desk.path(), &["--threads", threads]), wanted, "{threads} threads");
    }
    assert_eq!(packs(desk.path()).len(), 1);
}

#[test]
fn a_cache_among_the_drafts_is_no_draft() {
    let desk = desk();
    let wanted = fresh(desk.path(), &[]);
    for _ in 0..2 {
        assert_eq!(report(desk.path(), &["--cache-dir", "drawer"]), wanted);
    }
    assert!(desk.path().join("drawer").is_dir());
}

/// A finding that nobody can make anew, put among the kept ones, comes back: so the second run did not look.
#[test]
fn a_story_that_has_not_changed_is_not_looked_at_again() {
    let desk = desk();
    let wanted = kept(desk.path(), &[]);
    let path = &packs(desk.path())[0];
    let before = fs::read(path).expect("it is there");
    assert_eq!(kept(desk.path(), &[]), wanted);
    assert_eq!(fs::read(path).expect("it is there"), before, "nothing was new");
    write(desk.path(), "s3.md", "# Story\n\nThe quayside is shut shut.\n");
    kept(desk.path(), &[]);
    assert_ne!(fs::read(path).expect("it is there"), before, "one story was");
}

#[test]
fn whatever_changes_gives_fresh_findings() {
    let desk = desk();
    let folder = desk.path();
    let mut seen = vec![kept(folder, &[])];
    let mut expect_new = |what: &str, more: &[&str]| {
        let now = kept(folder, more);
        assert_eq!(now, fresh(folder, more), "{what}");
        assert!(!seen.contains(&now), "{what} changes nothing");
        seen.push(now);
    };
    write(folder, "s1.md", "# Story\n\nThe quayside quayside is shut.\n");
    expect_new("a story", &[]);
    write(folder, "desk/a.toml", &rule("shut"));
    expect_new("a rule", &[]);
    let config = "rules = [\"desk\"]\nvocabulary = [\"words.txt\"]\nsources = [\"talks\"]\n";
    write(folder, "copydesk.toml", &format!("{config}[severity]\nno-word = \"error\"\n"));
    expect_new("a severity", &[]);
    write(folder, "words.txt", "harbour\nshut\n");
    expect_new("the vocabulary", &[]);
    write(folder, "words.txt", "harbour\n");
    expect_new("a selection", &["--select", "restated-lede"]);
    expect_new("another rule that is ignored", &["--ignore", "doubled-word"]);
    expect_new("other paths", &[folder.to_str().expect("Unicode")]);
    write(folder, "talks/a.txt", "ANNA MARSH: It was indeed the very best of 7 days.\n");
    let by_sources = ["--select", "altered-quote,unsourced-quote,misattributed-quote"];
    let sources = kept(folder, &by_sources);
    write(folder, "talks/a.txt", "TOMAS HALE: It was was the best of 7 days.\n");
    let others = kept(folder, &by_sources);
    assert_eq!(others, fresh(folder, &by_sources));
    assert_ne!(others, sources, "the sources");
    fs::rename(folder.join("s2.md"), folder.join("s2.txt")).expect("it can be renamed");
    expect_new("a name", &[]);
}

#[test]
fn overrides_and_what_the_config_allows_hold_for_kept_findings() {
    let desk = desk();
    let config = "rules = [\"desk\"]\n[[override]]\npaths = [\"s1*.md\"]\nignore = [\"no-word\"]\n\
        [[allow]]\npaths = [\"s2*.md\"]\nrules = [\"no-word\", \"restated-lede\"]\nreason = \"so\"\n";
    write(desk.path(), "copydesk.toml", config);
    let wanted = fresh(desk.path(), &[]);
    assert!(wanted.contains("unused-suppression"), "{wanted}");
    assert_eq!(kept(desk.path(), &[]), wanted);
    assert_eq!(kept(desk.path(), &[]), wanted);
}

#[test]
fn a_damaged_cache_is_made_anew_without_a_word() {
    let desk = desk();
    let wanted = kept(desk.path(), &[]);
    let path = packs(desk.path())[0].clone();
    let whole = fs::read(&path).expect("it is there");
    let cuts = [0, 1, 16, 39, 40, 200, whole.len() / 2, whole.len() - 1];
    let flips = [0, 17, 30, 60, 1_300, whole.len() / 2, whole.len() - 1];
    let cut = cuts.iter().map(|&at| whole[..at].to_vec());
    let flip = flips.iter().map(|&at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        bytes
    });
    for damaged in cut.chain(flip).chain([b"copydesk cache 2".to_vec(), vec![0xff; whole.len()]]) {
        fs::write(&path, &damaged).expect("it can be written");
        let output = copydesk(
            desk.path(),
            &["--cache-dir", ".kept", "--format", "json", "--quiet", "--fail-on", "never"],
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout), wanted);
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_ne!(fs::read(&path).expect("it is there"), damaged, "it is made anew");
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_no_fault() {
    let desk = desk();
    write(desk.path(), "taken", "no folder");
    let wanted = fresh(desk.path(), &[]);
    assert_eq!(report(desk.path(), &["--cache-dir", "taken"]), wanted);
    assert_eq!(report(desk.path(), &["--cache-dir", "taken/below"]), wanted);
}

#[test]
fn few_stories_and_desks_with_a_mistake_keep_nothing() {
    let desk = desk();
    kept(desk.path(), &["s1.md", "s2.md"]);
    assert!(packs(desk.path()).is_empty());
    write(desk.path(), "copydesk.toml", "rules = [\"desk\"]\nignor = []\n");
    let output = copydesk(desk.path(), &["--cache-dir", ".kept"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(packs(desk.path()).is_empty());
}

#[test]
fn two_runs_at_once_disturb_nobody() {
    let desk = desk();
    let wanted = fresh(desk.path(), &[]);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| kept(desk.path(), &[]))).collect();
        for run in runs {
            assert_eq!(run.join().expect("it ends"), wanted);
        }
    });
    assert_eq!(packs(desk.path()).len(), 1, "nothing is left lying about");
}
