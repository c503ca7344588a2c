//! What holds for reports of any finding: nothing hostile passes, nothing is too wide, nothing panics.

use super::samples::{finding, label, outcome};
use super::visible::is_hidden;
use super::{FORMS, Form, Style, summary, wrap};
use crate::finding::{Edit, Failure, Finding, Fix, Outcome, Safety, Severity};
use crate::span::{Place, Span};

const HOSTILE: [&str; 12] = [
    "\x1b[2J\x1b[H",
    "\x1b]0;pwned\x07",
    "bad\rgood",
    "\u{202e}evil\u{202c}",
    "\u{9b}2J",
    "\u{e0041}\u{e0042}",
    "\n::error file=x,line=1::forged\n",
    "\n##vso[task.complete result=Succeeded]\n",
    "\n##teamcity[buildStatus status='SUCCESS']\n",
    "%0A::error::forged",
    "a\0\u{8}\u{200b}\u{feff}\u{2028}",
    "x,line=1::b",
];

fn hostile(words: &str) -> Finding {
    let mut finding = finding(label(words, &format!("The [bomb {words} attack] came."), words), words);
    finding.rule = words.into();
    finding.labels.push(label(&format!("{words}/other"), &format!("{words} [again]"), words));
    finding.notes.push(words.to_owned());
    finding.help = Some(words.to_owned());
    let edits = vec![Edit { place: Place::default(), text: words.to_owned(), words: words.to_owned() }];
    finding.fixes.push(Fix { title: words.to_owned(), safety: Safety::Safe, edits });
    finding
}

fn form(name: &str) -> &'static Form {
    Form::named(name).expect("the form exists")
}

fn report(name: &str, findings: Vec<Finding>, style: &Style) -> String {
    let mut out = Vec::new();
    form(name).write(&outcome(findings), style, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are text")
}

#[test]
fn nothing_hostile_passes() {
    for words in HOSTILE {
        for format in FORMS.iter().map(|form| form.name) {
            for width in [20, 33, 80] {
                let style = Style { width, ..Style::default() };
                let text = report(format, vec![hostile(words)], &style);
                let words = if format == "csv" { text.replace("\r\n", "\n") } else { text.clone() };
                assert!(!words.chars().any(|ch| ch != '\n' && is_hidden(ch)), "{format}: {text:?}");
                let own =
                    if format == "azure" { "\n##vso[task.logissue type=" } else { "\n##teamcity[inspection" };
                let others = format!("\n{text}").replace(own, "\n");
                assert!(!others.contains("##vso[") && !others.contains("##teamcity["), "{format}: {text:?}");
                let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
                let forged = text.lines().any(|line| line.trim_start().starts_with("::error"));
                assert!(!forged && commands <= 1 + usize::from(format == "full"), "{format}: {text}");
            }
        }
    }
}

#[test]
fn json_gives_back_what_was_hostile() {
    for words in HOSTILE {
        let text = report("json", vec![hostile(words)], &Style::default());
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        let found = &value["findings"][0];
        assert_eq!(found["message"], words);
        assert_eq!(found["path"], words);
        assert_eq!(found["labels"][0]["text"], words);
        assert_eq!(found["fixes"][0]["edits"][0]["text"], words);
        assert_eq!(found["notes"].as_array().map(Vec::len), Some(1), "the help is the fix's title");
    }
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let texts = [
        "The council [voted on Tuesday] to close the library, [which has stood] on Elm Street since 1921. "
            .repeat(4),
        "市議会は火曜日に[図書館を閉鎖する]ことを決めました。".repeat(8),
        "On 👩\u{200d}🚒 day [❤\u{fe0f} and 🇩🇪 and 👍🏽 came] with\ttabs ".repeat(6),
        format!("{}[{}]{}", "x".repeat(90), "y".repeat(300), "z".repeat(90)),
        format!("{}[a]", "word ".repeat(300)),
        "  [short]".to_owned(),
    ];
    for text in &texts {
        let mut finding = finding(label("a.md", text, "said again here, in words of some length"), text);
        finding.labels.push(label("a.md", &format!("One.\n\n{text}"), "first 日本語 said here"));
        finding.labels.push(label("b.md", text, "and here"));
        finding.notes.push(text.clone());
        for width in (20..=130).chain([200, 400]) {
            let style = Style { width, color: false, unicode: width % 2 == 0 };
            let drawing = report("full", vec![finding.clone()], &style);
            for line in drawing.lines() {
                assert!(wrap::columns(line) <= width, "{width}:\n{line}\n{drawing}");
            }
        }
    }
}

#[test]
fn no_span_can_stop_a_report() {
    let text = "é🙂 a\r\nb\rlonger line of copy\n\n末尾";
    let styles = [20, 80].map(|width| Style { width, color: width == 20, unicode: width == 80 });
    for start in 0..text.len() as u32 + 3 {
        for end in 0..text.len() as u32 + 3 {
            let mut finding = finding(label("a.md", "[x]", "words"), "message");
            finding.primary.excerpt.text = text.to_owned();
            finding.primary.excerpt.marks = vec![Span { start, end }, Span { start: 2, end: 6 }];
            finding.primary.excerpt.cut_start = start % 2 == 0;
            finding.labels.push(finding.primary.clone());
            finding.labels[0].excerpt.marks = vec![Span { start: end, end: start }];
            for style in &styles {
                assert!(report("full", vec![finding.clone()], style).contains("a.md:1:1"));
            }
        }
    }
}

#[test]
fn an_empty_file_can_be_pointed_at() {
    let drawing = report("full", vec![finding(label("a.md", "[]", "a headline"), "none")], &Style::default());
    assert!(drawing.ends_with("  1 |\n    | ^ a headline\n"), "{drawing}");
}

#[test]
fn a_word_at_the_end_of_a_long_line_is_shown_with_what_stands_before_it() {
    let text = format!("{}the last [word].", "Some copy that goes on and on. ".repeat(30));
    let drawing = report("full", vec![finding(label("a.md", &text, ""), "m")], &Style::default());
    assert_eq!(drawing.lines().nth(3), Some("  1 | …the last word."), "{drawing}");
}

#[test]
fn labels_in_one_line_share_its_drawing() {
    let mut finding = finding(label("a.md", "Mr McClain said Mr [McLain] left.", "here"), "two spellings");
    finding.labels.push(label("a.md", "Mr [McClain] said Mr McLain left.", "first spelt so"));
    let drawing = report("full", vec![finding], &Style::default());
    let expected = "
  1 | Mr McClain said Mr McLain left.
    |    -------         ^^^^^^ here
    |    |
    |    first spelt so
";
    assert!(drawing.contains(expected), "{drawing}");
}

#[test]
fn short_and_github_say_all_in_a_line() {
    let mut finding = finding(label("news/a,b.md", "One\ntwo [three]", ""), "100% “three”\nseen");
    finding.labels.push(label("news/b.md", "[Three]", "first said here"));
    let style = Style::default();
    let short = report("short", vec![finding.clone()], &style);
    assert_eq!(short, "news/a,b.md:2:5: warning[sample-rule]: 100% “three” seen\n");
    finding.severity = Severity::Note;
    let github = report("github", vec![finding], &style);
    let expected = "::notice file=news/a%2Cb.md,line=2,endLine=2,col=5,endColumn=10,title=sample-rule\
                    ::100%25 “three” seen%0Afirst said here: news/b.md:1\n";
    assert_eq!(github, expected);
}

#[test]
fn json_keeps_its_contract() {
    let mut finding = finding(label("a.md", "One\ntwo [three]", ""), "seen");
    finding.help = Some("look".to_owned());
    let mut outcome = outcome(vec![finding.clone(), finding]);
    outcome.failed.push(Failure { path: "b.md".to_owned(), reason: "gone".to_owned() });
    let mut out = Vec::new();
    form("json").write(&outcome, &Style::default(), &mut out).expect("memory takes everything");
    let value: serde_json::Value = serde_json::from_slice(&out).expect("valid JSON");
    let span = serde_json::json!(
        { "start": 8, "end": 13, "line": 2, "column": 5, "end_line": 2, "end_column": 10 });
    let found = serde_json::json!({
        "rule": "sample-rule", "check": "sample", "severity": "warning", "path": "a.md", "message": "seen",
        "span": span, "labels": [], "notes": ["look"], "fixes": [],
        "fingerprint": outcome.findings[0].fingerprint() });
    let files = serde_json::json!(
        { "checked": 1, "skipped": 0, "failed": [{ "path": "b.md", "reason": "gone" }] });
    assert_eq!(value, serde_json::json!({ "version": 1, "files": files, "findings": [found, found] }));
}

#[test]
fn the_summary_counts_in_words() {
    let style = Style::default();
    let quiet = Outcome { checked: 14, ..Outcome::default() };
    assert_eq!(summary(&quiet, &style), "14 stories checked, nothing to report");
    let one = finding(label("a.md", "[x]", ""), "m");
    let note = Finding { severity: Severity::Note, primary: label("b.md", "[x]", ""), ..one.clone() };
    let failed = vec![Failure { path: "c.md".to_owned(), reason: "gone".to_owned() }];
    let findings = vec![one.clone(), one.clone(), one.clone(), note];
    let run = Outcome { findings, checked: 14, failed, ..Outcome::default() };
    assert_eq!(summary(&run, &style), "3 warnings and 1 note in 2 of 14 stories; 1 file not checked");
    assert_eq!(summary(&outcome(vec![one]), &style), "1 warning in 1 story");
    assert_eq!(summary(&Outcome::default(), &style), "no stories checked");
}

#[test]
fn a_closed_pipe_is_reported() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let run = outcome(vec![finding(label("a.md", "[x]", ""), "m")]);
    for form in &FORMS {
        let error = form.write(&run, &Style::default(), &mut Closed).map_err(|error| error.kind());
        assert_eq!(error, Err(std::io::ErrorKind::BrokenPipe));
    }
}

#[test]
fn findings_without_a_line_are_in_every_report() {
    let mut nowhere = finding(label("a.md", "[x]", ""), "the file has a fault");
    nowhere.primary.place = Place::default();
    nowhere.labels.push(label("../b %.docx", "[y]", ""));
    nowhere.labels[0].place = Place::default();
    for form in &FORMS {
        let text = report(form.name, vec![nowhere.clone()], &Style::default());
        assert!(text.contains("the file has a fault"), "{}", form.name);
        for zero in
            ["\"startLine\":0", "line=\"0\"", "line='0'", "\"line\":0,\"column\":0}", "linenumber=0", ":0:0"]
        {
            assert!(!text.contains(zero), "{}: {text}", form.name);
        }
    }
}

#[test]
fn reports_keep_to_the_limits_of_those_who_read_them() {
    let one = finding(label("a.md", "[x]", ""), "seen");
    let mut findings = vec![one.clone(); 25_010];
    findings[25_009].severity = Severity::Error;
    let sarif = report("sarif", findings.clone(), &Style::default());
    let value: serde_json::Value = serde_json::from_str(&sarif).expect("valid JSON");
    let run = &value["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    assert_eq!(run["results"][0]["level"], "error", "the worst come first where not all are shown");
    let told = run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].as_str();
    assert!(told.is_some_and(|told| told.starts_with("10 findings are left out")), "{told:?}");
    let markdown = report("markdown", findings, &Style::default());
    assert!(markdown.len() <= 65_536 && markdown.contains("Left out"), "{}", markdown.len());
}
