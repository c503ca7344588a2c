//! Command line cases as data: `tests/cli/*.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use copydesk::rule::value::{Table, Value, parse};

use crate::support::{copydesk, files, root};

/// `name`: what is shown; `files`: what is on the disk; `args`, `stdin`; `exit`; `stdout`, `stderr`: whole, when given;
/// `stdout_has`, `stderr_has`, `stdout_lacks`, `stderr_lacks`: parts; `exists`, `holds`: files afterwards, and their text.
struct Case<'t>(BTreeMap<&'t str, &'t Value>);

#[test]
fn command_line_cases_hold() {
    let mut count = 0;
    for path in files(&root().join("tests/cli"), "toml") {
        let text = fs::read_to_string(&path).expect("a case file can be read").replace("\r\n", "\n");
        let (table, mistakes) = parse(&text);
        assert!(mistakes.is_empty(), "{}: {mistakes:?}", path.display());
        for (key, value) in &table {
            assert_eq!(key.value, "case", "{}", path.display());
            let Value::List(cases) = &value.value else { panic!("{}: no list of cases", path.display()) };
            for case in cases {
                let Value::Table(case) = &case.value else { panic!("{}: no table", path.display()) };
                run(&Case::new(case));
                count += 1;
            }
        }
    }
    assert!(count >= 30, "only {count} cases were found");
}

fn run(case: &Case<'_>) {
    let name = case.text("name").expect("a case has a name");
    let folder = tempfile::tempdir().expect("a folder can be made");
    case.write_files(folder.path());
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(case.list("args"))
        .current_dir(folder.path())
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A case that reads no input may have ended already.
    let _ = child
        .stdin
        .take()
        .expect("input is piped")
        .write_all(case.text("stdin").unwrap_or_default().as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    let stdout = String::from_utf8(output.stdout).expect("the report is Unicode");
    let stderr = String::from_utf8(output.stderr).expect("messages are Unicode");
    let said = format!("case: {name}\n--- stdout\n{stdout}--- stderr\n{stderr}---");
    assert_eq!(output.status.code(), case.number("exit").map(|code| code as i32), "{said}");
    for (stream, text) in [("stdout", &stdout), ("stderr", &stderr)] {
        if let Some(wanted) = case.text(stream) {
            assert_eq!(text.trim_end(), wanted.trim_end(), "{said}");
        }
        for part in case.list(&format!("{stream}_has")) {
            assert!(text.contains(part), "{stream} lacks {part:?}\n{said}");
        }
        for part in case.list(&format!("{stream}_lacks")) {
            assert!(!text.contains(part), "{stream} holds {part:?}\n{said}");
        }
    }
    for path in case.list("exists") {
        assert!(folder.path().join(path).exists(), "{path} is not there\n{said}");
    }
    case.check_files(folder.path(), &said);
}

impl<'t> Case<'t> {
    fn new(table: &'t Table) -> Self {
        let known = [
            "name",
            "files",
            "args",
            "stdin",
            "exit",
            "stdout",
            "stderr",
            "stdout_has",
            "stderr_has",
            "stdout_lacks",
            "stderr_lacks",
            "exists",
            "holds",
        ];
        for (key, _) in table {
            assert!(known.contains(&key.value.as_str()), "a case has no key `{}`", key.value);
        }
        Self(table.iter().map(|(key, value)| (key.value.as_str(), &value.value)).collect())
    }

    fn text(&self, key: &str) -> Option<&'t str> {
        match self.0.get(key)? {
            Value::String(text) => Some(text),
            other => panic!("`{key}` is {}", other.type_name()),
        }
    }

    fn number(&self, key: &str) -> Option<i64> {
        match self.0.get(key)? {
            Value::Integer(number) => Some(*number),
            other => panic!("`{key}` is {}", other.type_name()),
        }
    }

    fn list(&self, key: &str) -> Vec<&'t str> {
        let Some(Value::List(items)) = self.0.get(key) else { return Vec::new() };
        items
            .iter()
            .map(|item| if let Value::String(text) = &item.value { text.as_str() } else { panic!("{key}") })
            .collect()
    }

    fn check_files(&self, folder: &Path, said: &str) {
        let Some(Value::Table(files)) = self.0.get("holds") else { return };
        for (name, text) in files {
            let there = fs::read_to_string(folder.join(&name.value)).expect("the file is there");
            let Value::String(text) = &text.value else { panic!("a file's text is a string") };
            assert_eq!(&there, text, "{}\n{said}", name.value);
        }
    }

    fn write_files(&self, folder: &Path) {
        let Some(Value::Table(files)) = self.0.get("files") else { return };
        for (name, text) in files {
            let path = folder.join(&name.value);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder can be made");
            let Value::String(text) = &text.value else { panic!("a file's text is a string") };
            fs::write(path, text).expect("a file can be written");
        }
    }
}

#[test]
fn sources_are_in_the_encoding_that_the_config_says() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("it is written");
    fs::create_dir(folder.path().join("said")).expect("a folder can be made");
    write("copydesk.toml", b"sources = [\"said\"]\nencoding = \"windows-1252\"\n");
    write(
        "said/council.txt",
        b"Council\n\nBERG: We will mend the old caf\xe9 before the first storm of the winter.\n",
    );
    let quote =
        "“We must mend the old café before the first storm of the winter,” Anna Berg said on Monday.\n";
    write("a.txt", format!("Café to be mended\n\n{quote}").as_bytes());
    let output = copydesk(folder.path(), &["check", "a.txt", "--format", "short"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("worded differently in said/council.txt"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_baseline_that_may_not_be_written_stays_and_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("accepted.toml");
    fs::write(folder.path().join("a.txt"), "A story\n\nThe the mayor spoke.\n").expect("it is written");
    fs::write(&path, "version = 1\n").expect("it is written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("it is ours");
    let output = copydesk(folder.path(), &["baseline", "write", "--baseline", "accepted.toml"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("accepted.toml: it is read-only"), "{said}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), "version = 1\n");
}
