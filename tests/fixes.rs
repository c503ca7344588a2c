//! What fixes promise: a draft comes to rest, no finding is new, no kill loses a draft, and the examples of shipped rules
//! are mended as their own good twins say.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use copydesk::checks::Known;
use copydesk::config::{Choice, Config, Models, Named};
use copydesk::document::{Encoding, Format, Source};
use copydesk::engine::Desk;
use copydesk::finding::{Finding, Safety};
use copydesk::fix::{FixError, Reading, Session, first_fix, settle};
use copydesk::rule::{Catalogue, Located, Own, Problems, Shipped, TomlFile};
use copydesk::span::Span;
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngAlgorithm, TestRng, TestRunner};
use similar::{ChangeTag, TextDiff};

use crate::support::{copydesk, files};

/// What stands between the faults of a generated draft.
const BETWEEN: &[&str] = &[
    "\n\n",
    "\n\n",
    "\n\n",
    " ",
    " ",
    "\n",
    "\r\n\r\n",
    "\r\n",
    "\t",
    " é🙂 ",
    " “",
    "” ",
    " *",
    "* ",
    "**",
    " \"",
    "‘",
    "’",
    "&amp;",
    "&#233;",
    "<b>",
    "</b>",
    "\n\n> ",
    "\n- ",
    "# ",
    "the ",
    "that that ",
    "The the ",
    "\u{200b}",
    "東京 ",
    "\u{a0}",
    "<!-- copydesk: allow doubled-word -- why -->\n",
    "`",
    "(",
    ")",
    "no no ",
    "An An ",
];

const FORMATS: &[Format] = &[Format::PlainText, Format::Markdown, Format::Html];
const ENCODINGS: &[Encoding] =
    &[Encoding::Utf8, Encoding::Utf8WithMark, Encoding::Utf16Le, Encoding::Utf16Be];

/// A desk that runs every rule of these packs, with the network left out, which takes its time.
fn desk_of(packs: &[&str]) -> Desk {
    let source = Source::from_text("");
    let file = Arc::new(TomlFile { path: "test".into(), source, reported_as: "test" });
    let named = |name: &&str| Named {
        file: Arc::clone(&file),
        name: Located { value: (*name).to_owned(), span: Span::default() },
    };
    let choice = Choice { select: Some(packs.iter().map(named).collect()), ..Choice::default() };
    let models = Models { encoder: Some(false), ..Models::default() };
    let config = Config { choices: vec![choice], models, ..Config::default() };
    let mut problems = Problems::default();
    let catalogue = Catalogue::new(Own::default(), Shipped::All, &Known, &mut problems);
    Desk::new(config, catalogue, problems)
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let wide = |order: fn(u16) -> [u8; 2]| {
        ['\u{feff}']
            .iter()
            .copied()
            .chain(text.chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(order)
            .collect()
    };
    match encoding {
        Encoding::Utf8WithMark => format!("\u{feff}{text}").into_bytes(),
        Encoding::Utf16Le => wide(u16::to_le_bytes),
        Encoding::Utf16Be => wide(u16::to_be_bytes),
        _ => text.as_bytes().to_vec(),
    }
}

/// A draft before and after.
struct Fixed {
    before: Vec<Finding>,
    after: Vec<Finding>,
    bytes: Vec<u8>,
}

fn fixed(desk: &Desk, bytes: Vec<u8>, format: Format, trusted: Safety) -> Result<Fixed, FixError> {
    let path: Arc<str> = "draft".into();
    let judge = |source| desk.check_all(source, format, &path, "draft");
    let mut session = Session::open(bytes, Reading { format, told: None }, &judge)?;
    let before = session.findings().into_iter().cloned().collect();
    settle(&mut session, trusted)?;
    let after = session.findings().into_iter().cloned().collect();
    Ok(Fixed { before, after, bytes: session.finish().0 })
}

/// The faults of drafts: the bad examples of every shipped rule that offers a fix for one.
fn faults(desk: &Desk) -> Vec<String> {
    let mut faults = Vec::new();
    let path: Arc<str> = "draft".into();
    for rule in desk.catalogue().rules() {
        for bad in rule.examples.iter().filter_map(|example| example.bad.as_ref()) {
            let source = Source::from_text(bad.value.as_str());
            let stories = desk.check_all(source, Format::PlainText, &path, "draft").expect("nothing breaks");
            let mut findings = stories.iter().flat_map(|(_, checked)| &checked.findings);
            if findings.any(|finding| first_fix(finding, Safety::Suggested).is_some()) {
                faults.push(bad.value.clone());
            }
        }
    }
    faults
}

/// The words that a finding points to, as they stand in the text.
fn words_of(finding: &Finding) -> String {
    let label = &finding.primary.excerpt;
    label.marks.iter().map(|mark| mark.of(&label.text)).collect::<Vec<_>>().join(" ")
}

/// Findings of `after` that stand on words which no edit has touched and that were not there before.
fn new_findings(fixed: &Fixed, old: &str) -> Vec<String> {
    let source = Source::decode(fixed.bytes.clone()).expect("it decodes");
    let new = source.text();
    // Where “the the” becomes “the”, either may be the one that went: a change may lie as far off as it is long.
    let mut touched: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut length) = (0_usize, 0);
    for change in TextDiff::from_chars(old, new).iter_all_changes() {
        let bytes = change.value().len();
        length = if change.tag() == ChangeTag::Equal { 0 } else { length + bytes };
        at += if change.tag() == ChangeTag::Delete { 0 } else { bytes };
        if length > 0 {
            touched.push((at.saturating_sub(length), at + length));
        }
    }
    let mut before: BTreeMap<(String, String), usize> = BTreeMap::new();
    for finding in &fixed.before {
        *before.entry((finding.rule.to_string(), words_of(finding))).or_default() += 1;
    }
    let mut rules: BTreeMap<&str, isize> = BTreeMap::new();
    fixed.before.iter().for_each(|finding| *rules.entry(&finding.rule).or_default() += 1);
    let mut new_ones = Vec::new();
    for finding in &fixed.after {
        let place = finding.primary.place;
        let span = line_span(&source, place);
        let is_touched = touched.iter().any(|&(start, end)| start <= span.1 && span.0 <= end);
        let key = (finding.rule.to_string(), words_of(finding));
        let left = before.entry(key).or_default();
        if *left > 0 {
            *left -= 1;
        } else if !is_touched {
            new_ones.push(format!("{}: {}", finding.rule, words_of(finding)));
        }
        let count = rules.entry(&finding.rule).or_default();
        *count -= 1;
        if *count < 0 {
            new_ones.push(format!("one more {}", finding.rule));
        }
    }
    new_ones
}

/// Where a place stands in the decoded text.
fn line_span(source: &Source, place: copydesk::span::Place) -> (usize, usize) {
    let text = source.text();
    let at = |line: u32, column: u32| {
        let range = source.lines().line_range(line as usize - 1, text);
        let rest = &text[range.start..];
        range.start + rest.char_indices().nth(column as usize - 1).map_or(rest.len(), |(at, _)| at)
    };
    (at(place.line, place.column), at(place.end_line, place.end_column))
}

/// 300 drafts; `COPYDESK_DRAFTS=10000 cargo test --release fixed_drafts` tries more.
#[test]
fn fixed_drafts_come_to_rest_and_say_nothing_new() {
    let cases = std::env::var("COPYDESK_DRAFTS").ok().and_then(|text| text.parse().ok()).unwrap_or(300);
    let desks =
        [desk_of(&["core"]), desk_of(&["core", "ap-2019", "us"]), desk_of(&["core", "uk", "us", "plain"])];
    let faults = faults(&desk_of(&["core", "ap-2019", "us", "uk", "plain"]));
    assert!(faults.len() > 100, "only {} examples have fixes", faults.len());
    let between = prop::sample::select(BETWEEN).prop_map(str::to_owned);
    let piece = prop_oneof![2 => prop::sample::select(faults), 3 => between];
    let draft = prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat());
    let choices =
        (0..desks.len(), prop::sample::select(FORMATS), prop::sample::select(ENCODINGS), any::<bool>());
    let failure_persistence = Some(Box::new(FileFailurePersistence::Off) as Box<_>);
    let config = ProptestConfig { cases, failure_persistence, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (changed, given_up) = (Cell::new(0), Cell::new(0));
    let result = runner.run(&(draft, choices), |(text, (desk, format, encoding, suggested))| {
        let trusted = if suggested { Safety::Suggested } else { Safety::Safe };
        let old = encoded(&text, encoding);
        let once = match fixed(&desks[desk], old.clone(), format, trusted) {
            Ok(once) => once,
            Err(FixError::Unsettled) => {
                given_up.set(given_up.get() + 1);
                return Ok(());
            }
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        changed.set(changed.get() + u32::from(once.bytes != old));
        let source =
            Source::decode(once.bytes.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(source.encoding(), encoding);
        let count = |text: &str, one: &str| text.matches(one).count();
        prop_assert!(count(source.text(), "\r\n") <= count(&text, "\r\n"));
        let twice = fixed(&desks[desk], once.bytes.clone(), format, trusted)
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&twice.bytes, &once.bytes);
        let new = new_findings(&once, Source::decode(old).expect("it decodes").text());
        prop_assert!(new.is_empty(), "new: {:?} in {:?}", new, source.text());
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
    let (changed, given_up) = (changed.get(), given_up.get());
    println!("{cases} drafts: {changed} changed, {given_up} given up");
    assert!(changed > cases / 3 && given_up <= cases / 100, "{changed} changed, {given_up} given up");
}

/// Drafts with a fault in each paragraph, in a folder of their own.
fn faulty_drafts(folder: &Path, count: usize) {
    for n in 0..count {
        let paragraph = format!("The harbour board met on on Monday and took vote {n}.\r\n\r\n");
        let text = format!("Board meets {n}\r\n\r\n{}", paragraph.repeat(4));
        fs::write(folder.join(format!("draft-{n:03}.txt")), text).expect("a draft can be written");
    }
}

#[test]
fn a_killed_run_leaves_every_draft_whole() {
    let arguments = ["fix", ".", "--select", "doubled-word"];
    let (folder, twin) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    faulty_drafts(twin.path(), 60);
    let began = Instant::now();
    assert_eq!(copydesk(twin.path(), &arguments).status.code(), Some(0));
    let whole = began.elapsed();
    for point in 0..20 {
        faulty_drafts(folder.path(), 60);
        let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(whole * point / 20 + Duration::from_millis(1));
        // It may have ended already.
        let _ = child.kill();
        child.wait().expect("it ends");
        for path in files(folder.path(), "txt") {
            let text = fs::read_to_string(&path).expect("the draft is there");
            let new =
                fs::read_to_string(twin.path().join(path.file_name().expect("a name"))).expect("its twin");
            assert!(text == new || text == new.replace("met on", "met on on"), "{}: {text}", path.display());
        }
    }
    fs::write(folder.path().join(".draft-000.txt.abcdef.copydesk-tmp"), "half").expect("a leftover");
    assert_eq!(copydesk(folder.path(), &arguments).status.code(), Some(0));
    let entries = fs::read_dir(folder.path()).expect("it can be listed").count();
    assert_eq!(entries, 60, "the next run sweeps what was left");
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    const DRAFT: &str = "Board meets\n\nThe board met on on Monday.\n";
    const GOOD: &str = "Board meets\n\nThe board met on Monday.\n";

    fn said(output: &std::process::Output) -> String {
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).expect("the draft is there")
    }

    #[test]
    fn links_stay_links_and_lead_only_to_what_was_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("asked")).expect("a folder can be made");
        fs::write(at("outside.txt"), DRAFT).expect("a draft");
        fs::set_permissions(at("outside.txt"), fs::Permissions::from_mode(0o600)).expect("it is ours");
        symlink("../outside.txt", at("asked/link.txt")).expect("a link");
        let output = copydesk(folder.path(), &["fix", "asked"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("asked/link.txt: this is a link to"), "{}", said(&output));
        assert_eq!(read(&at("outside.txt")), DRAFT);
        assert_eq!(copydesk(folder.path(), &["fix", "asked/link.txt"]).status.code(), Some(0));
        assert_eq!(read(&at("outside.txt")), GOOD);
        assert!(fs::symlink_metadata(at("asked/link.txt")).expect("it is there").is_symlink());
        assert_eq!(fs::metadata(at("outside.txt")).expect("it is there").mode() & 0o777, 0o600);
    }

    #[test]
    fn a_draft_that_cannot_be_written_stays_and_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("locked.txt"), DRAFT).expect("a draft");
        fs::set_permissions(at("locked.txt"), fs::Permissions::from_mode(0o444)).expect("it is ours");
        fs::write(at("one.txt"), DRAFT).expect("a draft");
        fs::hard_link(at("one.txt"), at("two.txt")).expect("a second name");
        fs::write(at("plain.txt"), DRAFT).expect("a draft");
        let output = copydesk(folder.path(), &["fix", "."]);
        assert_eq!(output.status.code(), Some(2));
        for words in ["locked.txt: it is read-only", "one.txt: it has 2 names", "two.txt: it has 2 names"] {
            assert!(said(&output).contains(words), "{}", said(&output));
        }
        assert_eq!([read(&at("locked.txt")), read(&at("one.txt"))], [DRAFT, DRAFT]);
        assert_eq!(read(&at("plain.txt")), GOOD);
    }

    #[test]
    fn a_disk_without_room_costs_no_draft() {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("{DRAFT}\n{}", "Nothing else was said there.\n\n".repeat(400));
        fs::write(folder.path().join("a.txt"), &text).expect("a draft");
        // The limit counts blocks of 512 or 1,024 bytes; without the trap the system kills the program.
        let script = format!("trap '' XFSZ; ulimit -f 4; '{}' fix a.txt", env!("CARGO_BIN_EXE_copydesk"));
        let output =
            Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().expect("a shell");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("a.txt: the new file would be larger"), "{}", said(&output));
        assert_eq!(read(&folder.path().join("a.txt")), text);
        assert_eq!(
            fs::read_dir(folder.path()).expect("it can be listed").count(),
            1,
            "nothing is left beside it"
        );
    }
}
