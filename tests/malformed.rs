//! Bad input of every kind: each file is checked or named with the reason, and none is slow.

use std::fs;

use crate::support::{are_checked_quickly, copydesk};

const STORY: &str =
    "The mayor resigned on Tuesday. He gave no reason.\n\nShe left the hall by the back door.\n";

/// Name and bytes of files that can be read although they are odd.
fn readable() -> Vec<(String, Vec<u8>)> {
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| {
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
    };
    let mut files = vec![
        ("bom.txt", [b"\xef\xbb\xbf", STORY.as_bytes()].concat()),
        ("utf16le.txt", wide(STORY, u16::to_le_bytes)),
        ("utf16be.txt", wide(STORY, u16::to_be_bytes)),
        ("crlf.txt", STORY.replace('\n', "\r\n").into_bytes()),
        ("cr.txt", STORY.replace('\n', "\r").into_bytes()),
        ("empty.txt", Vec::new()),
        ("only_bom.txt", b"\xef\xbb\xbf".to_vec()),
        ("newlines.txt", vec![b'\n'; 1_000]),
        ("combining.txt", format!("a{}. Next.\n", "\u{301}".repeat(10_000)).into_bytes()),
        ("zero_width.txt", "The ma\u{200b}yor re\u{ad}signed.\n".into()),
        (
            "one_line.txt",
            "The mayor resigned on Tuesday and gave no reason at all, ".repeat(3_300).into_bytes(),
        ),
        ("no_spaces.txt", vec![b'a'; 200_000]),
        ("stops.txt", vec![b'.'; 100_000]),
        ("marks.txt", vec![b'"'; 100_000]),
        ("unbalanced.txt", "\"He said \"she said 'they said \"no. ".repeat(2_000).into_bytes()),
        ("initials.txt", "A. B. C. D. ".repeat(10_000).into_bytes()),
        ("ellipses.txt", "… … . . . ".repeat(10_000).into_bytes()),
        (
            "same.txt",
            "The mayor resigned on Tuesday after a long debate in the town hall.\n\n"
                .repeat(2_000)
                .into_bytes(),
        ),
        ("strong.md", ("*a **a ".repeat(5_000) + "b" + &" a** a*".repeat(5_000)).into_bytes()),
        ("emphasis.md", "_a ".repeat(20_000).into_bytes()),
        ("openers.md", "[a".repeat(20_000).into_bytes()),
        ("brackets.md", ("[".repeat(20_000) + "a" + &"]".repeat(20_000)).into_bytes()),
        ("quotes.md", ("> ".repeat(20_000) + "a").into_bytes()),
        ("lists.md", (0..400).map(|n| "  ".repeat(n) + "* a\n").collect::<String>().into_bytes()),
        ("ticks.md", (1..600).map(|n| format!("e{}", "`".repeat(n))).collect::<String>().into_bytes()),
        ("links.md", "[a](<b".repeat(10_000).into_bytes()),
        ("comment.md", ("</".to_owned() + &"<!--".repeat(20_000)).into_bytes()),
        ("tables.md", format!("{}\n{}\n", "|a".repeat(2_000), "|-".repeat(2_000)).into_bytes()),
        ("open_front.md", format!("---\ntitle: x\n\n{STORY}").into_bytes()),
        ("fence.md", format!("```\n{STORY}").into_bytes()),
        ("deep.json", "[".repeat(1 << 20).into_bytes()),
        ("closed.json", format!("{}{}", "{\"a\":".repeat(200_000), "}".repeat(200_000)).into_bytes()),
        (
            "number.json",
            format!("{{\"headline\": \"One\", \"urgency\": {}}}", "9".repeat(400_000)).into_bytes(),
        ),
        ("nul.json", format!("{{\"body_text\": \"{}\"}}", "a\\u0000\\ud800".repeat(20_000)).into_bytes()),
        ("slashes.json", format!("{{\"body_text\": \"{}", "\\".repeat(400_000)).into_bytes()),
        ("tags.json", format!("{{\"body_text\": \"{}\"}}", "<a ".repeat(100_000)).into_bytes()),
        ("members.json", format!("[{}{{}}]", "{\"headline\": \"A\"},".repeat(5_000)).into_bytes()),
        (
            "twice.json",
            format!("{{{}\"headline\": \"A\"}}", "\"headline\": \"B\", ".repeat(5_000)).into_bytes(),
        ),
        ("dots.aml", format!("{}: a\n{{{}}}\n", "a.".repeat(200_000), "b.".repeat(200_000)).into_bytes()),
        ("scopes.aml", "[.a]\n{.b}\n".repeat(50_000).into_bytes()),
        ("keys.aml", (0..50_000).map(|n| format!("k{n}: v\n")).collect::<String>().into_bytes()),
        ("frames.iptc", "ZCZC\n".repeat(50_000).into_bytes()),
        ("headings.iptc", "\u{1}".repeat(200_000).into_bytes()),
    ];
    let mut similar = String::new();
    for n in 0..2_000 {
        similar +=
            &format!("The mayor resigned on Tuesday after a long debate with {n} aides in the hall.\n\n");
    }
    files.push(("similar.txt", similar.into_bytes()));
    files.into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).collect()
}

/// Name and bytes of files that cannot be read as text.
fn refused() -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    vec![
        ("windows.txt", b"\x93We will not,\x94 he said.\n".to_vec()),
        ("latin.txt", b"Caf\xe9 owners agreed.\n".to_vec()),
        ("continuation.txt", b"a\x80b".to_vec()),
        ("overlong.txt", b"a\xc0\xafb".to_vec()),
        ("surrogate.txt", b"a\xed\xa0\x80b".to_vec()),
        ("cut.txt", b"caf\xc3".to_vec()),
        ("utf16_without_mark.txt", utf16(STORY)),
        (
            "utf32.txt",
            [&b"\xff\xfe\0\0"[..], &STORY.chars().flat_map(|c| (c as u32).to_le_bytes()).collect::<Vec<_>>()]
                .concat(),
        ),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\0\x12".to_vec()),
    ]
}

#[test]
fn odd_files_are_checked_and_each_is_quick() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    are_checked_quickly(folder.path(), &readable());
}

#[test]
fn files_that_are_no_text_are_named_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("good.txt"), STORY).expect("a file can be written");
    for (name, bytes) in refused() {
        fs::write(folder.path().join(name), bytes).expect("a file can be written");
    }
    let output = copydesk(folder.path(), &["check", ".", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the report is whole");
    assert_eq!(report["files"]["checked"], 1);
    let failed = report["files"]["failed"].as_array().expect("a list");
    assert_eq!(failed.len(), refused().len(), "{failed:?}");
    for (name, _) in refused() {
        let own =
            failed.iter().find(|one| one["path"] == name).unwrap_or_else(|| panic!("{name} is not named"));
        assert!(own["reason"].as_str().is_some_and(|reason| reason.len() > 10), "{own}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_loops_and_dead_links_are_named() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("good.txt"), STORY).expect("a file can be written");
    symlink("nowhere.txt", path("dead.txt")).expect("a link can be made");
    symlink("self.txt", path("self.txt")).expect("a link can be made");
    symlink(".", path("loop")).expect("a link can be made");
    symlink("good.txt", path("also.txt")).expect("a link can be made");
    let made = std::process::Command::new("mkfifo").arg(path("pipe.md")).status().expect("mkfifo runs");
    assert!(made.success());
    let plain = copydesk(folder.path(), &["check", ".", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&plain.stdout).expect("the report is whole");
    let named: Vec<_> =
        report["files"]["failed"].as_array().expect("a list").iter().map(|one| one["path"].clone()).collect();
    assert_eq!(named, ["dead.txt", "pipe.md", "self.txt"]);
    assert_eq!(report["files"]["checked"], 2, "links to files are followed");
    let follow = copydesk(folder.path(), &["check", ".", "--follow"]);
    let said = String::from_utf8_lossy(&follow.stderr).into_owned();
    assert_eq!(follow.status.code(), Some(2));
    assert!(said.contains("loop: this link leads back"), "{said}");
}

#[cfg(unix)]
#[test]
fn hostile_file_names_forge_nothing() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let names = [
        "a\u{1b}[2Jb.md",
        "a\nb.md",
        "a,line=1::b.md",
        "a%0Ab.md",
        "a\u{202e}gpj.md",
        " .md",
        "=cmd.md",
        "é.md",
        "e\u{301}.md",
    ];
    let draft = "A story\n\n<!-- copydesk: allow no-such-rule -- why -->\nOne.\n";
    for name in names {
        fs::write(folder.path().join(name), draft).expect("a file can be written");
    }
    for format in ["full", "short", "github"] {
        let output = copydesk(folder.path(), &["check", ".", "--format", format]);
        let said =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{format}: {said:?}");
        assert_eq!(output.status.code(), Some(1));
        let lines = said.lines().filter(|line| line.starts_with("b.md")).count();
        assert_eq!(lines, 0, "{format}: a file name breaks the line");
        if format == "github" {
            let commands = said.lines().filter(|line| line.starts_with("::")).count();
            assert_eq!(commands, names.len(), "one command a finding");
        }
    }
    let json = copydesk(folder.path(), &["check", ".", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&json.stdout).expect("the report is whole");
    assert_eq!(report["findings"].as_array().expect("a list").len(), names.len());
}
