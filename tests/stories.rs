//! Literate cases: `tests/stories/*.md`, described in `tests/stories/README.md`, and the examples of shipped rules.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use copydesk::archive::{Memory, Page};
use copydesk::config::read;
use copydesk::document::{Document, Format, Options, Source};
use copydesk::engine::examples::try_all;
use copydesk::finding::Finding;
use copydesk::lexicon::dictionary::{Dictionaries, Files, key};
use copydesk::rule::{Problems, TomlFile, file};
use copydesk::story::{Quote, Story};

use crate::support::{check, derived, desk, every_rule, files, root};

/// A fenced block: its language and its lines.
struct Block<'t> {
    kind: &'t str,
    text: &'t str,
}

#[derive(Default)]
struct Case {
    copy: Option<(Format, String)>,
    config: String,
    rules: String,
    source: Option<String>,
    dictionary: Option<String>,
}

#[test]
fn literate_stories_hold() {
    for path in files(&root().join("tests/stories"), "md") {
        if path.file_name().is_some_and(|name| name == "README.md") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a case file can be read").replace("\r\n", "\n");
        derived(&path, &answered(&text));
    }
}

/// The file as it reads when every answer in it is right.
fn answered(text: &str) -> String {
    let mut out = String::new();
    let mut case = Case::default();
    let mut rest = text;
    while let Some((before, block, after)) = next_block(rest) {
        if before.contains("\n## ") || before.starts_with("## ") {
            case = Case::default();
        }
        out.push_str(before);
        match block.kind {
            "text" => case.copy = Some((Format::PlainText, block.text.to_owned())),
            "markdown" => case.copy = Some((Format::Markdown, block.text.to_owned())),
            "html" => case.copy = Some((Format::Html, block.text.to_owned())),
            "config" => case.config = block.text.to_owned(),
            "rules" => case.rules = block.text.to_owned(),
            "dictionary" => case.dictionary = Some(block.text.to_owned()),
            "source" => case.source = Some(block.text.to_owned()),
            _ => {}
        }
        let answer = match block.kind {
            "findings" => findings(&case),
            "sentences" => sentences(&case),
            "blocks" => blocks(&case),
            "quotes" => quotes(&case),
            _ => block.text.to_owned(),
        };
        let fence = if block.kind == "markdown" { "````" } else { "```" };
        write!(out, "{fence}{}\n{answer}{fence}\n", block.kind).expect("a string takes it");
        rest = after;
    }
    out + rest
}

fn next_block(text: &str) -> Option<(&str, Block<'_>, &str)> {
    let open = if text.starts_with("```") { 0 } else { text.find("\n```")? + 1 };
    let fence = if text[open..].starts_with("````") { "````" } else { "```" };
    let head = open + fence.len();
    let line = head + text[head..].find('\n')?;
    let body = &text[line + 1..];
    let close = if body.starts_with(fence) { 0 } else { body.find(&format!("\n{fence}\n"))? + 1 };
    let after = &body[close + fence.len()..];
    let block = Block { kind: &text[head..line], text: &body[..close] };
    Some((&text[..open], block, after.strip_prefix('\n').unwrap_or(after)))
}

fn findings(case: &Case) -> String {
    let mut problems = Problems::default();
    let toml = |path: &str, text: &str| TomlFile::of_config(path, Source::from_text(text));
    let config = read::read(&toml("copydesk.toml", &case.config), &mut problems).config;
    let rules = match case.rules.as_str() {
        "" => Vec::new(),
        text => file::read(&toml("rule.toml", text), &copydesk::checks::Known, &mut problems),
    };
    let mut desk = desk(config, rules, problems);
    if let Some(source) = &case.source {
        desk = desk.with_archive(Arc::new(Memory::new(vec![Arc::new(page(source))])));
    }
    if let Some(words) = case.dictionary.clone() {
        let mut dictionaries = Dictionaries::default();
        let open = move || Ok(Files::of_words(words.lines()));
        dictionaries.add(key("copydesk.toml", "desk"), Box::new(open));
        desk = desk.with_dictionaries(dictionaries, BTreeMap::new());
    }
    let (format, text) = case.copy.clone().expect("a case has copy before its findings");
    let found = check(&desk, &text, format);
    let mistakes = desk.problems();
    assert!(mistakes.is_empty(), "a case has a mistake in it: {}", mistakes[0].message);
    found.iter().map(line).collect()
}

fn page(source: &str) -> Page {
    let format = if source.starts_with("---") { Format::Markdown } else { Format::PlainText };
    Page::new("source".into(), Document::parse(Source::from_text(source), format, &Options::default()))
}

fn line(finding: &Finding) -> String {
    let place = finding.primary.place;
    let mut line = format!(
        "{}:{}-{}:{} {}[{}]: {}",
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        finding.severity.name(),
        finding.rule,
        finding.message
    );
    for label in &finding.labels {
        write!(line, " | {}:{} {}", label.place.line, label.place.column, label.text)
            .expect("a string takes it");
    }
    for note in &finding.notes {
        write!(line, " | {note}").expect("a string takes it");
    }
    for fix in &finding.fixes {
        write!(line, " | fix: {}", fix.title).expect("a string takes it");
    }
    line + "\n"
}

fn sentences(case: &Case) -> String {
    let document = parsed(case);
    let story = Story::new(&document);
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ") + "\n";
    story.sentences().iter().map(|sentence| one_line(sentence.span.of(story.text()))).collect()
}

fn blocks(case: &Case) -> String {
    let document = parsed(case);
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let blocks = document.blocks().iter();
    blocks
        .map(|block| format!("{}: {}\n", block.role.name(), one_line(block.span.of(document.text()))))
        .collect()
}

/// Every quote: its status, who said it, its first words.
fn quotes(case: &Case) -> String {
    let document = parsed(case);
    let story = Story::new(&document);
    let line = |quote: &Quote| {
        let words: Vec<&str> = quote.span.of(story.text()).split_whitespace().take(5).collect();
        let speaker = quote.speaker.as_ref().map_or("nobody", |speaker| speaker.name.as_str());
        format!("{:?}, {speaker}: {}\n", quote.status, words.join(" "))
    };
    story.quotes().iter().filter(|quote| quote.inside.is_none()).map(line).collect()
}

fn parsed(case: &Case) -> Document {
    let (format, text) = case.copy.clone().expect("a case has copy before its answer");
    Document::parse(Source::from_text(text), format, &Options::default())
}

/// A case whose answers are blanked must get them back: the runner would notice a wrong one.
#[test]
fn the_runner_writes_answers_itself() {
    let case = "## A\n\n```text\nHead\n\nOne thing. Another thing.\n```\n\n```sentences\nwrong\n```\n";
    assert!(answered(case).contains("```sentences\nHead\nOne thing.\nAnother thing.\n```"));
}

#[test]
fn examples_of_shipped_rules_hold() {
    let desk = every_rule();
    let mut problems = Problems::default();
    try_all(&desk, &mut problems);
    let wrong: Vec<_> = problems.0.iter().map(|one| format!("{}: {}", one.file.path, one.message)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
