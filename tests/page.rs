//! The page for a browser: every finding has its card and its mark, and nothing from outside becomes more than words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::support::copydesk;

/// Elements without an end.
const VOID: [&str; 2] = ["meta", "input"];

const MILL: &str = "Old mill to reopen as library\n\nHARTLEY (Coast News) - The council pays 3.2 million \
    pounds a year to keep the old mill dry through the winter.\n\nThe vote was nine to four in the the end, and the \
    mayor said nothing. “We would pay again, said Ann Lee.\n\nThe council pays 3.6 million pounds a year to keep the \
    old mill dry through the winter.\n";

const RULES: &str = r#"
[[rule]]
name = "whole-phrase"
check = "phrase"
severity = "error"
message = "“{phrase}” <script>alert(1)</script>"
why = "Because <b>so</b>."
[rule.settings]
phrases = ["in the the end"]

[[rule]]
name = "other-phrase"
check = "phrase"
severity = "note"
message = "“{phrase}”"
why = "For no reason."
[rule.settings]
phrases = ["the end, and"]
"#;

/// An element that has begun.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn is(&self, class: &str) -> bool {
        self.get("class").split(' ').any(|own| own == class)
    }
}

/// A page as a parser reads it: its elements, and the words of its stories without the numbers of marks.
struct Page {
    text: String,
    elements: Vec<Element>,
    words: String,
}

impl Page {
    /// The page of a run over a folder.
    fn of(folder: &Path, arguments: &[&str]) -> Self {
        let output = copydesk(folder, &[arguments, &["--format", "html", "--quiet"]].concat());
        Self::read(String::from_utf8(output.stdout).expect("a page is UTF-8"))
    }

    fn read(text: String) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let (mut elements, mut words, mut open) = (Vec::new(), String::new(), Vec::<(String, bool)>::new());
        for token in Tokenizer::new_with_emitter(text.as_str(), emitter).map(Result::unwrap) {
            match token {
                Token::StartTag(tag) => {
                    let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let attributes = tag.attributes.iter();
                    let attributes = attributes.map(|(name, value)| (string(name), string(&value.value)));
                    let element = Element { name: string(&tag.name), attributes: attributes.collect() };
                    if !VOID.contains(&element.name.as_str()) {
                        let silent = open.last().is_some_and(|(_, silent)| *silent) || element.is("ref");
                        open.push((element.name.clone(), silent || element.is("notes")));
                    }
                    elements.push(element);
                }
                Token::EndTag(tag) => {
                    let (name, _) = open.pop().expect("an end has a beginning");
                    assert_eq!(name.as_bytes(), &**tag.name, "elements lie inside each other");
                }
                Token::String(string) if open.last().is_some_and(|(_, silent)| !silent) => {
                    words.push_str(&String::from_utf8_lossy(&string.value));
                }
                Token::Error(error) => panic!("{:?}", error.value),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?} never end");
        Self { text, elements, words }
    }

    fn count(&self, wanted: impl Fn(&Element) -> bool) -> usize {
        self.elements.iter().filter(|element| wanted(element)).count()
    }

    /// Everything on the page that its parts say of each other holds.
    fn assert_whole(&self, findings: usize) {
        let cards: BTreeSet<&str> =
            self.elements.iter().filter(|one| one.is("card")).map(|one| one.get("data-f")).collect();
        assert_eq!(self.count(|one| one.is("card")), findings);
        assert_eq!(cards.len(), findings);
        let ids: Vec<&str> =
            self.elements.iter().map(|one| one.get("id")).filter(|id| !id.is_empty()).collect();
        let all: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "no id twice");
        for number in &cards {
            assert!(all.contains(&*format!("f{number}")) && all.contains(&*format!("m{number}")), "{number}");
        }
        for element in &self.elements {
            let number = element.get("data-f");
            assert!(number.is_empty() || cards.contains(number), "{element:?}");
            if let Some(target) = element.get("href").strip_prefix('#') {
                assert!(all.contains(target), "{element:?} leads nowhere");
            }
        }
        for id in all.iter().filter_map(|id| id.strip_prefix('m')) {
            assert!(cards.contains(id.split('-').next().unwrap_or_default()), "m{id} has no card");
        }
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

fn findings(folder: &Path, arguments: &[&str]) -> usize {
    let output = copydesk(folder, &[arguments, &["--format", "short", "--quiet"]].concat());
    String::from_utf8_lossy(&output.stdout).lines().count()
}

#[test]
fn every_finding_has_a_card_and_a_mark() {
    let files =
        [("mill.txt", MILL), ("rules/own.toml", RULES), ("copydesk.toml", "rules = [\"rules\"]\nwhat = 1\n")];
    let folder = folder(&files);
    let (page, count) = (Page::of(folder.path(), &["."]), findings(folder.path(), &["."]));
    assert!(count >= 6, "{count}");
    page.assert_whole(count);
    let nested =
        |one: &Element| one.name == "mark" && one.is("error") && page.text.contains("class=\"warning d1\"");
    assert!(page.count(nested) > 0, "a doubled word inside a phrase is marked inside its mark");
    assert!(page.words.contains("what = 1"), "the config's mistake is shown with its line");
    assert_eq!(page.count(|one| one.name == "section" && one.is("settings")), 1);
}

#[test]
fn a_story_reads_as_it_was_written() {
    let folder = folder(&[("mill.txt", MILL)]);
    let page = Page::of(folder.path(), &["mill.txt"]);
    let words: Vec<&str> = page.words.split_whitespace().collect();
    let story: Vec<&str> = MILL.split_whitespace().collect();
    assert!(words.windows(story.len()).any(|window| window == story), "{}", page.words);
    let headline = page.elements.iter().position(|one| one.name == "h2" && one.is("headline"));
    let body = page.elements.iter().position(|one| one.name == "p" && one.is("body"));
    assert!(headline.is_some() && headline < body);
}

#[test]
fn two_places_lead_to_each_other() {
    let folder = folder(&[("mill.txt", MILL)]);
    let page = Page::of(folder.path(), &["mill.txt", "--select", "same-sentence-other-figures"]);
    page.assert_whole(1);
    let leads = |target: &str| page.count(|one| one.name == "a" && one.get("href") == target);
    assert_eq!((leads("#m1"), leads("#m1-1"), leads("#f1")), (1, 1, 2));
    assert!(page.text.contains("¶1, first said here: "), "the card names the paragraph");
    assert!(page.text.contains("¶3, line 7"), "and its own");
}

#[test]
fn a_repair_shows_the_words_before_and_after() {
    let folder =
        folder(&[("mill.md", "Old mill to reopen\n\nThe *vote* at AT&amp;T was four in the the end.\n")]);
    let page = Page::of(folder.path(), &["mill.md", "--select", "doubled-word"]);
    page.assert_whole(1);
    assert!(page.text.contains("The vote at AT&amp;T was four in the<del> the</del> end."), "{}", page.text);
}

#[test]
fn a_repair_is_said_in_words_and_made_as_the_file_needs_it() {
    let rules = "[[rule]]\nname = \"firm\"\ncheck = \"phrase\"\nmessage = \"the firm has a sign\"\n\
        [rule.settings]\nfix = \"safe\"\nreplacements = { \"Berg and Co\" = \"Berg & Co\" }\n";
    let folder = folder(&[
        ("copydesk.toml", "rules = [\"rules\"]\n"),
        ("rules/firm.toml", rules),
        ("mill.html", "<h1>Mill sold</h1>\n<p>The mill is sold to Berg and\nCo in Hartley.</p>\n"),
    ]);
    let page = Page::of(folder.path(), &["mill.html", "--select", "firm"]);
    assert!(page.text.contains("<ins>&amp;") && !page.text.contains("&amp;amp;"), "{}", page.text);
    copydesk(folder.path(), &["fix", "mill.html", "--select", "firm"]);
    let fixed = fs::read_to_string(folder.path().join("mill.html")).expect("it is there");
    assert!(fixed.contains("sold to Berg &amp; Co in Hartley"), "{fixed}");
}

#[test]
fn a_mark_follows_the_words_through_markup() {
    let draft = "# Old mill\n\nThey vote in **the** [the](https://example.org) end, at AT&amp;T.\n";
    let folder = folder(&[("mill.md", draft)]);
    let page = Page::of(folder.path(), &["mill.md", "--select", "doubled-word"]);
    assert!(page.text.contains("data-f=\"1\">the the</mark>"), "{}", page.text);
}

#[test]
fn what_was_not_checked_comes_first_and_clean_stories_are_only_named() {
    let clean = "Ferry timetable printed\n\nThe new timetable is out on Monday.\n";
    let folder = folder(&[("mill.txt", MILL), ("ferry.txt", clean)]);
    let page = Page::of(folder.path(), &["mill.txt", "ferry.txt", "gone.txt"]);
    let at = |words: &str| page.words.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at("gone.txt") < at("HARTLEY"));
    assert!(at("Ferry timetable printed") > at("through the winter"));
    assert!(!page.words.contains("The new timetable is out"));
}

#[test]
fn only_the_page_s_own_elements_are_there() {
    let hostile = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\" style=\"x\" <a href=\"javascript:alert(1)\">x</a> \
        <!-- ]]> --> &lt;b&gt; \u{202e}evil\u{2069} {{x}} `x` @desk";
    let name = "a\"onmouseover='x' & <b>.txt";
    let name = if cfg!(windows) { "a & b.txt" } else { name };
    let text = format!("{hostile}\n\nThe vote in the the end {hostile}.\n\nIn the the end, and {hostile}.\n");
    let folder =
        folder(&[(name, &text), ("rules/own.toml", RULES), ("copydesk.toml", "rules = [\"rules\"]\n")]);
    let page = Page::of(folder.path(), &["."]);
    page.assert_whole(findings(folder.path(), &["."]));
    let harmless = Page::of(
        self::folder(&[
            ("mill.txt", MILL),
            ("rules/own.toml", RULES),
            ("copydesk.toml", "rules = [\"rules\"]\n"),
        ])
        .path(),
        &["."],
    );
    let parts = |page: &Page| -> BTreeSet<(String, Vec<String>)> {
        let names = |one: &Element| one.attributes.keys().filter(|name| *name != "id").cloned().collect();
        page.elements.iter().map(|one| (one.name.clone(), names(one))).collect()
    };
    assert!(parts(&page).is_subset(&parts(&harmless)), "{:?}", parts(&page).difference(&parts(&harmless)));
    assert_eq!(page.count(|one| one.name == "script"), 1);
    let addresses = page.elements.iter().flat_map(|one| [one.get("href"), one.get("src")]);
    assert!(addresses.clone().all(|address| address.is_empty() || address.starts_with('#')));
    assert!(!page.text.contains('\u{202e}') && page.words.contains("<U+202E>evil<U+2069>"));
    assert!(page.words.contains("<img src=x onerror=alert(1)>"), "the reader sees what was written");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = folder(&[("mill.txt", MILL), ("other.txt", MILL)]);
    let runs = ["1", "2"].map(|threads| Page::of(folder.path(), &[".", "--threads", threads]).text);
    assert_eq!(runs[0], runs[1]);
}

#[test]
fn a_page_among_the_drafts_is_no_draft_unless_it_is_named() {
    let folder = folder(&[("mill.txt", MILL)]);
    let page = Page::of(folder.path(), &["."]).text;
    fs::write(folder.path().join("page.html"), &page).expect("a file can be written");
    let again = copydesk(folder.path(), &["check", ".", "--format", "short"]);
    assert!(!String::from_utf8_lossy(&again.stdout).contains("page.html"));
    assert!(String::from_utf8_lossy(&again.stderr).contains("1 file of other kinds skipped"));
    let named = copydesk(folder.path(), &["check", "page.html", "--format", "short"]);
    assert!(String::from_utf8_lossy(&named.stdout).contains("page.html:"));
}

#[test]
fn a_long_draft_gives_a_page_of_its_size() {
    let paragraph = "The vote came in the the end, and the the mayor said nothing of it.\n\n";
    let size = |times: usize| {
        let folder = folder(&[("mill.txt", &paragraph.repeat(times))]);
        Page::of(folder.path(), &["mill.txt", "--select", "doubled-word"]).text.len()
    };
    let (one, two, three) = (size(50), size(100), size(200));
    assert!(three - two < (two - one) * 5 / 2, "{one}, {two}, {three}");
}

#[test]
fn rules_explain_themselves_once() {
    let folder =
        folder(&[("mill.txt", MILL), ("rules/own.toml", RULES), ("copydesk.toml", "rules = [\"rules\"]\n")]);
    let page = Page::of(folder.path(), &["."]);
    assert_eq!(page.text.matches("Because &lt;b&gt;so&lt;/b&gt;.").count(), 1);
    let cards = page.count(|one| one.is("card") && one.get("data-rule") == "whole-phrase");
    let rule =
        page.elements.iter().find(|one| one.is("rule") && one.name == "a").expect("a card names its rule");
    assert!(cards == 1 && rule.get("href").starts_with("#r"), "{rule:?}");
}
