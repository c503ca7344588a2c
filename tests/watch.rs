//! `copydesk watch`: what it says after a draft, a rule, a folder is saved.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

/// A machine may be busy; what is said is waited for so long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A program that watches a folder, and every line that it has said.
struct Watcher {
    program: Child,
    lines: Receiver<String>,
    said: Vec<String>,
    heard: usize,
}

impl Watcher {
    fn of(folder: &Path, more: &[&str]) -> Self {
        let mut program = start(folder, more);
        let (send, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] = [
            Box::new(program.stdout.take().expect("output is piped")),
            Box::new(program.stderr.take().expect("errors are piped")),
        ];
        for stream in streams {
            let send = send.clone();
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    let _ = send.send(line);
                }
            });
        }
        Self { program, lines, said: Vec::new(), heard: 0 }
    }

    /// Waits until each of these has been said since the last time; the two streams have no order between them.
    fn hears(&mut self, all: &[&str]) {
        let is_said = |said: &[String], words: &str| said.iter().any(|line| line.contains(words));
        while !all.iter().all(|words| is_said(&self.said[self.heard..], words)) {
            match self.lines.recv_timeout(PATIENCE) {
                Ok(line) => self.said.push(line),
                Err(error) => panic!("{error}: no {all:?} after {:#?}", &self.said[self.heard..]),
            }
        }
        self.heard = self.said.len();
    }

    /// How many lines held these words, until it was stopped.
    fn count(mut self, words: &str) -> usize {
        self.program.kill().expect("it still runs");
        self.said.extend(self.lines.iter());
        self.said.iter().filter(|line| line.contains(words)).count()
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn start(folder: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["watch", "--no-cache", "--format", "short"])
        .args(more)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    write(folder.path(), "a.txt", "Board meets\n\nThe board met met.\n");
    write(folder.path(), "b.txt", "Pier shut\n\nThe pier is is shut.\n");
    folder
}

/// Saves as many editors do, by putting a new file in the old one's place; nobody ever sees half of it.
fn write(folder: &Path, name: &str, text: &str) {
    let (path, new) = (folder.join(name), folder.join(".new"));
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(&new, text).expect("a file can be written");
    fs::rename(new, path).expect("it can be renamed");
}

#[test]
fn only_what_is_saved_is_reported() {
    let desk = desk();
    let folder = desk.path();
    let mut watcher = Watcher::of(folder, &[]);
    watcher.hears(&["a.txt:3:11", "b.txt:3:10", "in both stories"]);
    write(folder, "a.txt", "Board meets\n\nThe the board met.\n");
    watcher.hears(&["saved: a.txt", "a.txt:3:1", "in 1 story"]);
    fs::write(folder.join("a.txt"), "Board meets\n\nThe board met.\n").expect("it can be written");
    watcher.hears(&["saved: a.txt", "1 story checked, nothing to report"]);
    write(folder, "sport/c.md", "# Cup\n\nThey won won.\n");
    watcher.hears(&["sport/c.md:3:6", "in 1 story"]);
    fs::remove_file(folder.join("b.txt")).expect("it can be removed");
    watcher.hears(&["saved: b.txt (gone)", "no stories checked"]);
    write(folder, "notes.log", "Not not copy.\n");
    write(folder, "a.txt", "Board meets\n\nThe board met twice twice.\n");
    watcher.hears(&["saved: a.txt", "a.txt:3:15"]);
    assert_eq!(watcher.count("b.txt:"), 1, "of b nothing new was to be said");
}

#[test]
fn a_rule_that_is_saved_is_read_anew() {
    let desk = desk();
    let folder = desk.path();
    let rule = |word: &str| {
        format!(
            "[[rule]]\nname = \"no-word\"\ncheck = \"phrase\"\nmessage = \"not {word}\"\n[rule.settings]\nphrases = [\"{word}\"]\n"
        )
    };
    write(folder, "copydesk.toml", "rules = [\"desk\"]\nselect = [\"no-word\"]\n");
    write(folder, "desk/a.toml", &rule("quayside"));
    write(folder, "drafts/a.txt", "Pier shut\n\nThe pier is shut.\n");
    write(folder, "drafts/b.txt", "Pier shut\n\nThe pier was shut.\n");
    let mut watcher = Watcher::of(folder, &["drafts", "desk"]);
    watcher.hears(&["2 stories checked, nothing to report"]);
    write(folder, "desk/a.toml", &rule("pier was"));
    watcher.hears(&["saved: desk/a.toml", "drafts/b.txt:3:5", "in 1 of 2 stories"]);
    write(folder, "copydesk.toml", "rules = [\"desk\"]\nselect = [\"no-wrod\"]\n");
    watcher.hears(&["saved: copydesk.toml", "copydesk.toml:2:"]);
    write(folder, "copydesk.toml", "ignore = [\"doubled-word\"]\n");
    watcher.hears(&["saved: copydesk.toml", "2 stories checked, nothing to report"]);
}

#[test]
fn reports_that_go_to_files_are_whole_and_no_drafts() {
    let desk = desk();
    let folder = desk.path();
    let mut watcher = Watcher::of(folder, &["--format", "json=report.json"]);
    watcher.hears(&["in both stories"]);
    for text in ["Board meets\n\nThe the board met.\n", "Board meets\n\nThe board board met.\n"] {
        write(folder, "a.txt", text);
        watcher.hears(&["saved: a.txt", "in 1 story"]);
        let report = fs::read_to_string(folder.join("report.json")).expect("it is there");
        let report: serde_json::Value = serde_json::from_str(&report).expect("it is whole");
        assert_eq!(report["findings"].as_array().map(Vec::len), Some(2), "{report}");
    }
    assert_eq!(watcher.count("saved:"), 2, "the report itself is nothing new");
}

#[test]
fn a_folder_that_vanishes_and_comes_back_is_watched_again() {
    let desk = tempfile::tempdir().expect("a folder can be made");
    let folder = desk.path();
    write(folder, "drafts/a.txt", "Board meets\n\nThe board met.\n");
    let mut watcher = Watcher::of(folder, &["drafts"]);
    watcher.hears(&["1 story checked, nothing to report"]);
    fs::rename(folder.join("drafts"), folder.join("away")).expect("it can be renamed");
    watcher.hears(&["(gone)", "drafts: there is no such file"]);
    write(folder, "drafts/b.txt", "Board meets\n\nThe board met met.\n");
    watcher.hears(&["drafts/b.txt:3:11"]);
    write(folder, "drafts/b.txt", "Board meets\n\nThe the board met.\n");
    watcher.hears(&["saved: drafts/b.txt", "drafts/b.txt:3:1"]);
}

#[test]
fn whoever_closes_the_pipe_ends_it() {
    let desk = desk();
    let mut program = start(desk.path(), &["--quiet"]);
    let mut output = BufReader::new(program.stdout.take().expect("output is piped"));
    let mut line = String::new();
    output.read_line(&mut line).expect("it can be read");
    drop(output);
    let began = Instant::now();
    let ended = loop {
        if let Some(ended) = program.try_wait().expect("it is ours") {
            break ended;
        }
        if began.elapsed() > PATIENCE {
            let _ = program.kill();
        }
        write(desk.path(), "a.txt", "Board meets\n\nThe board met met.\n");
        thread::sleep(Duration::from_millis(400));
    };
    assert_eq!(ended.code(), Some(0));
    let mut said = String::new();
    program.stderr.take().expect("errors are piped").read_to_string(&mut said).expect("it can be read");
    assert_eq!(said, "", "it ends quietly");
}
