//! Every report of one run, read by readers that are not ours: they say the same, and nothing in a draft, a path or a rule
//! is taken for anything else than words.

use std::fs;
use std::path::Path;

use copydesk::report::FORMS;
use copydesk::report::visible::is_hidden;
use copydesk::rule::value::{Value, parse};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::support::{copydesk, derived, root};

mod count;

use count::{Count, count, markdown};

/// Hostile words by their names: `tests/reports/pieces.toml`.
fn pieces() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("tests/reports/pieces.toml")).expect("the pieces can be read");
    let (table, mistakes) = parse(&text);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let word = |piece: &Value, key: &str| {
        let Value::Table(piece) = piece else { panic!("a piece is a table") };
        let (_, value) = piece.iter().find(|(name, _)| name.value == key).expect("a piece is whole");
        let Value::String(text) = &value.value else { panic!("`{key}` is text") };
        text.clone()
    };
    let Value::List(pieces) = &table[0].1.value else { panic!("a list of pieces") };
    pieces.iter().map(|piece| (word(&piece.value, "name"), word(&piece.value, "text"))).collect()
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let escape = |ch: char| match ch {
        '"' | '\\' => format!("\\{ch}"),
        ' '..='~' => ch.to_string(),
        _ => format!("\\U{:08X}", ch as u32),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// Drafts, names of drafts, rules and missing files that hold every piece, all reports of a run over them, and how many
/// findings and missing files there have to be at least.
fn hostile_run(folder: &Path) -> Vec<String> {
    let pieces = pieces();
    let all: String = pieces.iter().map(|(_, text)| format!("{text} ")).collect();
    let rules = format!(
        "[[rule]]\nname = \"open-and-shut\"\ncheck = \"pattern\"\nmessage = \"{{phrase}}\"\n\
         help = \"{{replacement}}\"\nwhy = {all}\nlink = \"https://example.org/guide\"\n[rule.settings]\n\
         patterns = ['(?<=open )[\\s\\S]*(?= shut)']\nreplacement = \"$0 again\"\n\n\
         [[rule]]\nname = \"registrar\"\ncheck = \"phrase\"\nseverity = \"note\"\nmessage = {all}\nhelp = {all}\n\
         why = \"It says much.\"\nlink = \"javascript:alert(1)\"\n[rule.settings]\nphrases = [\"registrar\"]\n",
        all = quoted(&all)
    );
    fs::create_dir_all(folder.join("rules")).expect("a folder can be made");
    fs::write(folder.join("rules/rules.toml"), rules).expect("a file can be written");
    fs::write(folder.join("copydesk.toml"), "rules = [\"rules\"]\nextends = []\n")
        .expect("a file can be written");
    let draft = |text: &str| format!("Town hall\n\nThe clerk had open {text} shut on Monday.\n");
    for (at, (_, text)) in pieces.iter().enumerate() {
        fs::write(folder.join(format!("{at}.txt")), draft(text)).expect("a file can be written");
        if cfg!(unix) && !text.contains('/') {
            fs::write(folder.join(format!("{text}.txt")), draft("and")).expect("a file can be written");
        }
    }
    fs::write(folder.join("first.txt"), "Town hall\n\nThe registrar came.\n").expect("a file can be written");
    let missing = pieces.iter().map(|(_, text)| format!("gone {text}.txt"));
    let mut arguments: Vec<String> = ["check", ".", "--quiet"].map(str::to_owned).into();
    arguments.extend(missing);
    arguments.extend(FORMS.iter().map(|form| format!("--format={0}={0}.out", form.name)));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = copydesk(folder, &arguments);
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    FORMS.iter().map(|form| read(folder, form.name)).collect()
}

fn read(folder: &Path, form: &str) -> String {
    fs::read_to_string(folder.join(format!("{form}.out"))).expect("the report is there, in Unicode")
}

#[test]
fn every_report_has_the_same_findings() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let reports = hostile_run(folder.path());
    let counts: Vec<(&str, Count)> =
        FORMS.iter().zip(&reports).map(|(form, text)| (form.name, count(form.name, text))).collect();
    let wanted = counts.iter().find(|(name, _)| *name == "json").expect("there is JSON").1;
    assert!(wanted.findings > pieces().len() && wanted.failed == Some(pieces().len()), "{wanted:?}");
    for (name, count) in &counts {
        assert_eq!(count.findings, wanted.findings, "findings in {name}");
        assert!(count.failed.is_none() || count.failed == wanted.failed, "files not checked in {name}");
    }
}

#[test]
fn nothing_in_a_draft_a_path_or_a_rule_is_taken_for_more_than_words() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let reports = hostile_run(folder.path());
    for (form, text) in FORMS.iter().zip(&reports) {
        let line_ends = if form.name == "csv" { "\r\n" } else { "\n" };
        let hidden: Vec<char> = text.chars().filter(|&ch| is_hidden(ch) && !line_ends.contains(ch)).collect();
        assert!(hidden.is_empty(), "{} holds {hidden:?}", form.name);
        let lone = text.replace("\r\n", "\n").contains('\r');
        assert!(!lone, "{} holds a carriage return", form.name);
        text.lines().for_each(|line| assert_harmless(form.name, line));
    }
    let report = |name: &str| &reports[FORMS.iter().position(|form| form.name == name).expect("a form")];
    assert_no_formula(report("csv"));
    assert_only_words(report("markdown"));
}

/// A line gives no command to a CI system but the report's own.
fn assert_harmless(form: &str, line: &str) {
    let own = match form {
        "azure" => line.strip_prefix("##vso[task.logissue type="),
        "teamcity" => line.strip_prefix("##teamcity[inspection"),
        "github" => line.strip_prefix("::"),
        _ => None,
    };
    let rest = own.unwrap_or(line);
    for command in ["##vso[", "##teamcity[", "##["] {
        assert!(!rest.contains(command), "{form}: {line}");
    }
    let begins =
        rest.trim_start().strip_prefix("::").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    assert!(!begins, "{form}: {line}");
    assert!(
        !["azure", "teamcity", "github"].contains(&form) || own.is_some(),
        "{form}: a line of its own: {line}"
    );
    if form == "teamcity" {
        let ends = rest.replace("||", "").replace("|]", "").matches(']').count();
        assert_eq!(ends, 1, "a message ends once: {line}");
    }
}

fn assert_no_formula(text: &str) {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.records() {
        for cell in &row.expect("a row is whole") {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
}

/// Rendered, there is nothing but headings, tables, lists, words and code.
fn assert_only_words(text: &str) {
    let mut cells = 0;
    for event in markdown(text) {
        match event {
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough,
            )
            | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::FootnoteDefinition(_))
            | Event::Html(_)
            | Event::Rule
            | Event::FootnoteReference(_) => panic!("{event:?}"),
            Event::InlineHtml(tag) => assert_eq!(&*tag, "<br>"),
            Event::Text(words) => {
                for mark in ["@", "http", "www", "#", "~", "://", "<"] {
                    assert!(!words.contains(mark), "{words:?}");
                }
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => assert_eq!(std::mem::take(&mut cells), 4),
            _ => {}
        }
    }
}

#[test]
fn samples_of_every_report_are_true() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let rules = "[[rule]]\nname = \"no-utilise\"\ncheck = \"phrase\"\nmessage = \"“{phrase}” is a long word\"\n\
                 help = \"write “{replacement}”\"\nwhy = \"\"\"\nShort words are read faster. The long one says no more.\n\"\"\"\n\
                 link = \"https://example.org/guide#words\"\n[rule.settings]\nreplacements = { utilise = \"use\" }\n";
    let draft = "# Hall\n\nCafé 🙂 owners utilise the hall. “We utilise it,” one said.\n\n\
                 <!-- copydesk: allow restated-lede -- an old reason -->\nWardens shut the old hall on Friday after a storm tore tiles from its roof. Nobody was hurt.\n\n\
                 Wardens closed the old hall on Friday after a storm had torn tiles from its roof.\n";
    fs::create_dir_all(folder.path().join("rules")).expect("a folder can be made");
    fs::write(folder.path().join("rules/a.toml"), rules).expect("a file can be written");
    fs::write(folder.path().join("copydesk.toml"), "rules = [\"rules\"]\n").expect("a file can be written");
    fs::write(folder.path().join("hall 1.md"), draft).expect("a file can be written");
    let mut arguments: Vec<String> = ["check", "hall 1.md", "gone.md", "--quiet"].map(str::to_owned).into();
    arguments.extend(FORMS.iter().map(|form| format!("--format={0}={0}.out", form.name)));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert_eq!(copydesk(folder.path(), &arguments).status.code(), Some(2));
    for form in &FORMS {
        let sample = root().join(format!("tests/reports/{}.sample", form.name));
        let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
        let text = read(folder.path(), form.name).replace(&version, "\"VERSION\"").replace("\r\n", "\n");
        derived(&sample, &without_script(&text));
    }
}

/// A page without what is the same on every page, which has files of its own.
fn without_script(text: &str) -> String {
    let part = |name: &str| {
        let path = root().join("src/report/html").join(name);
        fs::read_to_string(path).expect("it can be read").replace("\r\n", "\n")
    };
    let parts = ["page.css", "page.js", "policy.txt"].map(part);
    parts.iter().fold(text.to_owned(), |text, part| text.replace(part.trim_end(), "…"))
}

#[cfg(unix)]
#[test]
fn a_link_to_a_draft_is_no_place_for_a_report() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("draft.txt"), "Port shut\n\nShips wait.\n").expect("a file can be written");
    std::os::unix::fs::symlink("draft.txt", folder.path().join("out.json")).expect("a link can be made");
    let output = copydesk(folder.path(), &["draft.txt", "--format", "json=out.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a report would overwrite it"));
    let kept = fs::read_to_string(folder.path().join("draft.txt")).expect("it is there");
    assert_eq!(kept, "Port shut\n\nShips wait.\n");
}
