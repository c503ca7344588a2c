//! How many findings a report has, counted by readers of its format that are not ours.

use pulldown_cmark::{Event, Options, Parser, TagEnd};
use quick_xml::events::Event as Xml;
use serde_json::Value as Json;

/// What reports call files that could not be checked.
const NOT_CHECKED: &str = "not-checked";

/// What a report lists; those for people leave the files that could not be checked to standard error.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    /// What was found.
    pub findings: usize,
    /// Files that could not be checked, where the report names them.
    pub failed: Option<usize>,
}

/// Counts with a reader of the format.
pub fn count(form: &str, text: &str) -> Count {
    let split = |named: Vec<String>| {
        let failed = named.iter().filter(|name| name.contains(NOT_CHECKED)).count();
        Count { findings: named.len() - failed, failed: Some(failed) }
    };
    let json = || serde_json::from_str::<Json>(text).expect("valid JSON");
    let names = |list: &Json, name: &dyn Fn(&Json) -> &Json| {
        list.as_array().expect("a list").iter().map(|item| name(item).to_string()).collect::<Vec<_>>()
    };
    let lines = |start: &str, mark: &str| -> Count {
        let all: Vec<&str> = text.lines().filter(|line| line.starts_with(start)).collect();
        let failed = all.iter().filter(|line| line.contains(mark)).count();
        Count { findings: all.len() - failed, failed: Some(failed) }
    };
    match form {
        "full" => {
            let starts = ["error[", "warning[", "note["];
            let is_title = |line: &&str| starts.iter().any(|start| line.starts_with(start));
            Count { findings: text.lines().filter(is_title).count(), failed: None }
        }
        "short" => Count { findings: text.lines().count(), failed: None },
        "json" => {
            let value = json();
            let failed = value["files"]["failed"].as_array().map(Vec::len);
            Count { findings: names(&value["findings"], &|item| &item["rule"]).len(), failed }
        }
        "jsonl" => {
            let parse = |line| serde_json::from_str::<Json>(line).expect("a line is JSON");
            let values: Vec<Json> = text.lines().map(parse).collect();
            let (end, findings) = values.split_last().expect("an end");
            assert!(findings.iter().all(|finding| finding["rule"].is_string()));
            Count { findings: findings.len(), failed: end["files"]["failed"].as_array().map(Vec::len) }
        }
        "sarif" => {
            let run = &json()["runs"][0];
            let failed = run["invocations"][0]["toolExecutionNotifications"].as_array().map(Vec::len);
            Count { findings: names(&run["results"], &|item| &item["ruleId"]).len(), failed }
        }
        "gitlab" => {
            let value = json();
            let mut prints = names(&value, &|item| &item["fingerprint"]);
            let all = prints.len();
            prints.sort();
            prints.dedup();
            assert_eq!(prints.len(), all, "every fingerprint stands once");
            split(names(&value, &|item| &item["check_name"]))
        }
        "sonar" => split(names(&json()["issues"], &|item| &item["ruleId"])),
        "rdjson" => split(names(&json()["diagnostics"], &|item| &item["code"]["value"])),
        "github" => lines("::", "title=not checked::"),
        "azure" => lines("##vso[task.logissue ", ";code=not-checked;"),
        "teamcity" => lines("##teamcity[inspection ", " typeId='not-checked' "),
        "checkstyle" => split(elements(text, "error", "source")),
        "junit" => {
            let found =
                elements(text, "failure", "message").len() + elements(text, "skipped", "message").len();
            Count { findings: found, failed: Some(elements(text, "error", "message").len()) }
        }
        "csv" => {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let rows = reader.records().map(|row| row.expect("a row is whole")[6].to_owned());
            split(rows.collect())
        }
        "html" => Count {
            findings: text.matches("<details class=\"card ").count(),
            failed: Some(text.matches("<li class=\"gone\"").count()),
        },
        "markdown" => {
            let is_row = |event: &Event<'_>| matches!(event, Event::End(TagEnd::TableRow));
            let is_item = |event: &Event<'_>| matches!(event, Event::End(TagEnd::Item));
            let events: Vec<Event<'_>> = markdown(text).collect();
            let count = |is: &dyn Fn(&Event<'_>) -> bool| events.iter().filter(|event| is(event)).count();
            Count { findings: count(&is_row), failed: Some(count(&is_item)) }
        }
        _ => panic!("{form}: say here how to count its findings"),
    }
}

/// Markdown as GitHub reads it.
pub fn markdown(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES)
}

/// The attribute of every element of this name, decoded; all the XML has to be well-formed.
fn elements(text: &str, name: &str, attribute: &str) -> Vec<String> {
    let known = ["checkstyle", "file", "error", "testsuites", "testsuite", "testcase", "failure", "skipped"];
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_comments = true;
    let mut found = Vec::new();
    let mut depth = 0_i32;
    loop {
        let event = reader.read_event().expect("well-formed");
        let (Xml::Start(tag) | Xml::Empty(tag)) = &event else {
            match event {
                Xml::Eof => break,
                Xml::End(_) => depth -= 1,
                Xml::CData(_) | Xml::Comment(_) | Xml::PI(_) | Xml::DocType(_) => panic!("{event:?}"),
                Xml::GeneralRef(name) => {
                    let known = ["amp", "lt", "gt", "quot", "apos"];
                    assert!(name.is_char_ref() || known.contains(&&*name), "{name:?}");
                }
                _ => {}
            }
            continue;
        };
        depth += i32::from(matches!(event, Xml::Start(_)));
        let own = tag.name().as_ref().to_owned();
        assert!(known.contains(&own.as_str()), "an element <{own}>");
        for pair in tag.attributes() {
            let pair = pair.expect("an attribute is well-formed");
            let value =
                quick_xml::escape::unescape(&pair.value).expect("only entities that exist").into_owned();
            assert!(value.chars().all(|ch| ch >= ' ' || "\t\r\n".contains(ch)), "{value:?}");
            if own == name && pair.key.as_ref() == attribute {
                found.push(value);
            }
        }
    }
    assert_eq!(depth, 0, "every element ends");
    found
}
