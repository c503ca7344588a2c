//! Mistakes in rule and config files: each names file, line and column, says what is wrong and what was meant.

use std::fs;

use copydesk::lexicon::{article_weights, word_weights};
use copydesk::model::learnt;
use copydesk::rule::value::{Value, parse};

use crate::support::{copydesk, root};

/// `tests/mistakes.toml` holds the cases: the files, and parts of the drawing they must give.
#[test]
fn every_mistake_is_shown_where_it_stands() {
    let text = fs::read_to_string(root().join("tests/mistakes.toml")).expect("the cases are there");
    let (table, mistakes) = parse(&text);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let Some((_, cases)) = table.first() else { panic!("no cases") };
    let Value::List(cases) = &cases.value else { panic!("cases are a list") };
    assert!(cases.len() >= 15);
    for case in cases {
        let Value::Table(case) = &case.value else { panic!("a case is a table") };
        let get = |key: &str| case.iter().find(|(name, _)| name.value == key).map(|(_, value)| &value.value);
        let text = |key: &str| match get(key) {
            Some(Value::String(text)) => Some(text.as_str()),
            _ => None,
        };
        shows(
            text("name").expect("a name"),
            text("config").unwrap_or("rules = [\"desk\"]\n"),
            text("rules"),
            text("pack"),
            text("command").unwrap_or("check"),
            get("has").expect("parts that the drawing has"),
        );
    }
}

fn shows(name: &str, config: &str, rules: Option<&str>, pack: Option<&str>, command: &str, parts: &Value) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::create_dir(folder.path().join(".git")).expect("a repository's mark");
    fs::create_dir(folder.path().join("desk")).expect("a folder can be made");
    fs::write(folder.path().join("copydesk.toml"), config).expect("a config can be written");
    if let Some(rules) = rules {
        fs::write(folder.path().join("desk/rule.toml"), rules).expect("a rule can be written");
    }
    if let Some(pack) = pack {
        fs::write(folder.path().join("desk/pack.toml"), pack).expect("a pack can be written");
    }
    fs::write(folder.path().join("a.txt"), "Council votes\n\nIt votes on Monday.\n").expect("a draft");
    let checking = command == "check";
    let arguments = if checking { &["check", "."][..] } else { &["rules", "test"] };
    let output = copydesk(folder.path(), arguments);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(if checking { 2 } else { 1 }), "{name}\n{said}");
    let Value::List(parts) = parts else { panic!("`has` is a list") };
    for part in parts {
        let Value::String(part) = &part.value else { panic!("`has` lists text") };
        assert!(said.contains(part.as_str()), "{name}: the drawing lacks {part:?}\n{said}");
    }
    assert!(!checking || said.contains("1 story"), "{name}: the draft was not checked\n{said}");
}

#[test]
fn a_config_that_is_not_unicode_is_named() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("copydesk.toml"), b"ignore = [\"caf\xe9\"]\n")
        .expect("a config can be written");
    fs::write(folder.path().join("a.txt"), "One\n\nTwo.\n").expect("a draft");
    let output = copydesk(folder.path(), &["check", "."]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("copydesk.toml:1:15") && said.contains("UTF-8"), "{said}");
}

/// The config that `init` writes, with every comment that holds a setting taken at its word.
#[test]
fn what_init_suggests_is_no_mistake() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    assert_eq!(copydesk(folder.path(), &["init"]).status.code(), Some(0));
    let path = folder.path().join("copydesk.toml");
    let text = fs::read_to_string(&path).expect("init wrote it");
    let says = |line: &str| line.starts_with("# [") || (line.starts_with("# ") && line.contains(" = "));
    let lines = text.lines().map(|line| if says(line) { &line[2..] } else { line });
    // What it names has to be there.
    let whole = lines.collect::<Vec<_>>().join("\n");
    fs::create_dir_all(folder.path().join("desk/rules")).expect("a folder can be made");
    fs::create_dir_all(folder.path().join("transcripts")).expect("a folder can be made");
    fs::write(folder.path().join("desk/base.toml"), "").expect("a config can be written");
    fs::write(folder.path().join("desk/words.txt"), "harbour\n").expect("words can be written");
    fs::write(folder.path().join("copydesk-baseline.toml"), "version = 1\n")
        .expect("a baseline can be written");
    let learnt = learnt::write(&vec![0; word_weights::BYTES], article_weights::bytes());
    fs::write(folder.path().join("desk.model"), learnt).expect("weights can be written");
    let rule = "[[rule]]\nname = \"a\"\npack = \"my-pack\"\ncheck = \"phrase\"\nmessage = \"m\"\n[rule.settings]\nphrases = [\"x\"]\n";
    fs::write(folder.path().join("desk/rules/a.toml"), rule).expect("a rule can be written");
    fs::write(&path, &whole).expect("a config can be written");
    fs::write(folder.path().join("a.txt"), "One\n\nTwo.\n").expect("a draft");
    let output = copydesk(folder.path(), &["check", "."]);
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{whole}\n{said}");
    assert!(whole.contains("\nselect = ") && whole.contains("\n[[override]]"), "{whole}");
}
