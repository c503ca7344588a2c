//! Derived files: `UPDATE=1 cargo test` writes them anew, and the test fails while they are stale.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use sha2::Digest;

use copydesk::checks::Known;
use copydesk::checks::registry::KINDS;
use copydesk::config::rule_schema::rule_schema;
use copydesk::config::schema::schema;
use copydesk::config::{Config, read};
use copydesk::document::Source;
use copydesk::engine::Desk;
use copydesk::rule::file::{KEYS, read_in_pack};
use copydesk::rule::shipped::PACKS;
use copydesk::rule::value::{Value, parse};
use copydesk::rule::{CORE, INPUT_CHECK, Pack, Problems, Rule, TomlFile, pack};

use crate::support::{derived, desk, every_rule, files, root};

#[test]
fn shipped_rule_files_are_listed() {
    let mut text = String::from(
        "//! The packs that ship, in the order of their names. Derived: `UPDATE=1 cargo test` rewrites it.\n\n\
         use super::pack::{ShippedFile, ShippedPack};\n\n\
         /// Every pack with its rule files, and what is in them without their being read.\n\
         #[rustfmt::skip]\npub const PACKS: &[ShippedPack] = &[\n",
    );
    let mut folders: Vec<_> = fs::read_dir(root().join("rules"))
        .expect("the rules are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    folders.sort();
    for folder in folders {
        text.push_str(&pack_entry(&folder));
    }
    text.push_str("];\n");
    derived(&root().join("src/rule/shipped.rs"), &text);
}

/// One pack in the list of those that ship.
fn pack_entry(folder: &Path) -> String {
    let file = |path: &Path| {
        let text = fs::read_to_string(path).expect("a rule file can be read");
        TomlFile::of_rules(&shown(path), Source::from_text(text))
    };
    let mut problems = Problems::default();
    let pack =
        pack::read(&file(&folder.join(pack::FILE_NAME)), &mut problems).expect("a pack says what it is");
    let Pack { name, version, description, licence, .. } = pack;
    assert!(folder.ends_with(&*name), "the pack {name} is named like its folder");
    let licence = licence.expect("a pack that ships has a licence");
    let mut text = format!(
        "    ShippedPack {{\n        name: {name:?}, version: {version:?}, licence: {licence:?},\n        \
         description: {description:?},\n        files: &[\n"
    );
    for path in files(folder, "toml").into_iter().filter(|path| !path.ends_with(pack::FILE_NAME)) {
        let rules = read_in_pack(&file(&path), Some(&name), &Known, &mut problems);
        let rules: Vec<_> = rules.iter().map(|rule| format!("({:?}, {:?})", rule.name, rule.check)).collect();
        let (path, rules) = (shown(&path), rules.join(", "));
        writeln!(
            text,
            "            ShippedFile {{ path: {path:?}, text: include_str!(\"../../{path}\"), rules: &[{rules}] }},"
        )
        .expect("a string takes it");
    }
    assert!(problems.0.is_empty(), "{:#?}", problems.0);
    text + "        ],\n    },\n"
}

/// A path as rule files that ship are called: below the project's folder, with `/`.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("below the project");
    path.to_string_lossy().replace('\\', "/")
}

#[test]
fn checks_are_registered() {
    let mut names: Vec<String> = fs::read_dir(root().join("src/checks"))
        .expect("the room of checks is there")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| is_check(path))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names.dedup();
    let mut text = String::from(
        "//! The checks there are, in the order of their names. Derived: `UPDATE=1 cargo test` rewrites it.\n\n\
         use super::Kind;\n\n/// Every check.\n",
    );
    let list: String = names.iter().map(|name| format!("    &super::{name}::KIND,\n")).collect();
    writeln!(text, "pub const KINDS: &[&Kind] = &[\n{list}];").expect("a string takes it");
    derived(&root().join("src/checks/registry.rs"), &text);
}

fn is_check(path: &Path) -> bool {
    let file = if path.is_dir() { path.join("mod.rs") } else { path.to_owned() };
    fs::read_to_string(file).is_ok_and(|code| code.contains("\npub const KIND: Kind"))
}

#[test]
fn the_readme_is_true() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("README.md is there").replace("\r\n", "\n");
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(["check", "samples/ferry.txt", "--isolated", "--rules", "rules"])
        .current_dir(root())
        .env("COLUMNS", "96")
        .output()
        .expect("the program starts");
    let drawn = String::from_utf8(output.stdout).expect("the report is Unicode");
    let sample = format!("```console\n$ copydesk check samples/ferry.txt\n{}\n```\n", drawn.trim_end());
    let readme = between(&readme, "<!-- sample: derived -->\n", "<!-- end of sample -->", &sample);
    derived(&path, &between(&readme, "<!-- rules: derived -->\n", "<!-- end of rules -->", &rule_table()));
}

/// `text` with `new` between two marks.
fn between(text: &str, begin: &str, end: &str, new: &str) -> String {
    let start = text.find(begin).expect("the beginning is marked") + begin.len();
    let stop = text.find(end).expect("the end is marked");
    format!("{}{new}{}", &text[..start], &text[stop..])
}

/// One line a check: what it looks for, and the rules that use it; one for all checks that no rule uses yet.
fn rule_table() -> String {
    let mut table = String::from("| looks for | rules (off by default in brackets) |\n|---|---|\n");
    let desk = every_rule();
    let about = KINDS.iter().map(|kind| (kind.name, kind.about));
    let mut unused = Vec::new();
    for (check, about) in about.chain([(INPUT_CHECK, "Mistakes in configs, rules, suppressions and files.")])
    {
        let own = desk.catalogue().rules().iter().filter(|rule| *rule.check == *check && is_core(rule));
        let name = |rule: &Arc<Rule>| match rule.runs_by_default() {
            true => format!("`{}`", rule.name),
            false => format!("(`{}`)", rule.name),
        };
        let names: Vec<_> = own.map(name).collect();
        if names.is_empty() {
            unused.push(format!("`{check}`"));
            continue;
        }
        writeln!(table, "| {about} | {} |", names.join(", ")).expect("a string takes it");
    }
    writeln!(
        table,
        "| Packs that are off until the config names them, with the number of their rules. | {} |",
        packs_off("docs/packs/")
    )
    .expect("a string takes it");
    if !unused.is_empty() {
        writeln!(table, "| Whatever your own rules say, with {}. | yours |", unused.join(", "))
            .expect("a string takes it");
    }
    table
}

fn is_core(rule: &Rule) -> bool {
    rule.pack.as_deref() == Some(CORE)
}

/// The rules of a pack.
fn rules_of<'d>(desk: &'d Desk, pack: &'d str) -> impl Iterator<Item = &'d Arc<Rule>> {
    desk.catalogue().rules().iter().filter(move |rule| rule.pack.as_deref() == Some(pack))
}

/// The packs that are off, each with a link to its page and the number of its rules.
fn packs_off(pages: &str) -> String {
    let desk = every_rule();
    let off = desk.catalogue().packs().iter().filter(|pack| *pack.name != *CORE);
    let link = |Pack { name, .. }: &Pack| {
        format!("[`{name}`]({pages}{name}.md) ({})", rules_of(&desk, name).count())
    };
    off.map(link).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_pages_of_packs_are_true() {
    let desk = every_rule();
    for pack in desk.catalogue().packs().iter().filter(|pack| *pack.name != *CORE) {
        let folder = root().join("docs/packs");
        fs::create_dir_all(&folder).expect("the folder can be made");
        derived(&folder.join(format!("{}.md", pack.name)), &pack_page(&desk, pack));
    }
}

fn pack_page(desk: &Desk, pack: &Pack) -> String {
    let Pack { name, version, description, .. } = pack;
    let mut table = String::from("| rule | severity | speaks on |\n|---|---|---|\n");
    let mut whys = String::new();
    for rule in rules_of(desk, name) {
        let (rule_name, severity) = (&rule.name, rule.severity.name());
        let state = if rule.enabled { "" } else { ", off in the pack" };
        let bad = rule.examples.iter().find_map(|example| example.bad.as_ref());
        let bad = bad.map(|bad| bad.value.split_whitespace().collect::<Vec<_>>().join(" "));
        let bad = bad.unwrap_or_default().replace('|', "\\|");
        writeln!(table, "| [{rule_name}](#{rule_name}) | {severity}{state} | {bad} |")
            .expect("a string takes it");
        write!(whys, "\n## {rule_name}\n\n{}\n", rule.why.trim()).expect("a string takes it");
    }
    format!(
        "# The pack `{name}`, version {version}\n\n\
         <!-- copydesk: allow-file restated-sentence -- each rule is read by itself -->\n\n\
         {description}\n\nOff until `copydesk.toml` says `packs = [\"{name}\"]`. Derived from `rules/{name}/`.\n\n\
         {table}{whys}"
    )
}

#[test]
fn the_page_of_rules_is_true() {
    let mut page = String::from(
        "# The rules of the pack `core`\n\n\
         <!-- copydesk: allow-file restated-sentence -- each rule is read by itself -->\n\n\
         Derived from `rules/core/`; `copydesk explain RULE` says more. The packs that are off have pages of their own: PACKS.\n",
    )
    .replace("PACKS", &packs_off("packs/"));
    for rule in every_rule().catalogue().rules().iter().filter(|rule| is_core(rule)) {
        let state = if rule.runs_by_default() { "" } else { ", off by default" };
        let (name, severity) = (&rule.name, rule.severity.name());
        write!(page, "\n## {name}\n\n{severity}, check `{}`{state}\n\n{}\n", rule.check, rule.why.trim())
            .expect("a string takes it");
    }
    derived(&root().join("docs/rules.md"), &page);
}

#[test]
fn the_schema_knows_every_setting() {
    let desk = every_rule();
    let text = serde_json::to_string_pretty(&schema(desk.catalogue())).expect("a schema is JSON") + "\n";
    derived(&root().join("copydesk.schema.json"), &text);
}

#[test]
fn the_schema_of_rule_files_knows_every_check() {
    let schema = rule_schema();
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    derived(&root().join("copydesk-rules.schema.json"), &text);
    for path in files(&root().join("rules"), "toml").iter().filter(|path| !path.ends_with(pack::FILE_NAME)) {
        let text = fs::read_to_string(path).expect("a rule file can be read");
        let (table, mistakes) = parse(&text);
        assert!(mistakes.is_empty(), "{}: {mistakes:?}", path.display());
        let Value::List(rules) = &table[0].1.value else { panic!("{}: no rules", path.display()) };
        for rule in rules {
            let Value::Table(rule) = &rule.value else { panic!("{}: no rule", path.display()) };
            for (key, _) in rule {
                assert!(
                    KEYS.iter().any(|(known, _)| *known == key.value),
                    "the schema lacks `{}`",
                    key.value
                );
            }
        }
    }
}

#[test]
fn packs_that_are_off_are_not_parsed() {
    let off = desk(Config::default(), Vec::new(), Problems::default());
    let read: Vec<_> = off.catalogue().rules().iter().filter(|rule| !is_core(rule)).collect();
    assert!(read.is_empty(), "{} rules of packs that are off were read", read.len());
    let known = off.catalogue().identities().count();
    assert_eq!(known, every_rule().catalogue().rules().len(), "their names are known");
    for pack in PACKS.iter().filter(|pack| pack.name != CORE) {
        let text = format!("packs = [\"{}\"]\n", pack.name);
        let file = TomlFile::of_config("copydesk.toml", Source::from_text(text));
        let config = read::read(&file, &mut Problems::default()).config;
        let on = desk(config, Vec::new(), Problems::default());
        assert_eq!(rules_of(&on, pack.name).count(), rules_of(&every_rule(), pack.name).count());
        assert!(
            on.catalogue()
                .rules()
                .iter()
                .all(|rule| is_core(rule) || rule.pack.as_deref() == Some(pack.name))
        );
        let runs = on.default_rules();
        assert!(rules_of(&on, pack.name).all(|rule| rule.enabled == runs.rule(&rule.name).is_some()));
    }
}

#[test]
fn shipped_rules_have_no_mistakes_and_both_kinds_of_example() {
    let desk = every_rule();
    let _ = desk.default_rules();
    let mistakes: Vec<_> =
        desk.problems().into_iter().map(|one| format!("{}: {}", one.file.path, one.message)).collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    assert!(
        KINDS.iter().all(|kind| kind.name != INPUT_CHECK),
        "the name `{INPUT_CHECK}` belongs to the engine"
    );
    for rule in desk.catalogue().rules() {
        assert!(!rule.why.trim().is_empty(), "{} has no `why`", rule.name);
        assert!(rule.examples.iter().any(|one| one.bad.is_some()), "{} has no example that fires", rule.name);
        assert!(
            rule.examples.iter().any(|one| one.good.is_some()),
            "{} has no example that is silent",
            rule.name
        );
    }
}

/// What the page's browser may run: the page's own style and script, by their hashes, and nothing else.
#[test]
fn the_page_allows_its_own_style_and_script() {
    let folder = root().join("src/report/html");
    let hash = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).expect("it is there").replace("\r\n", "\n");
        format!("'sha256-{}'", base64(&sha2::Sha256::digest(text.as_bytes())))
    };
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'\n",
        hash("page.css"),
        hash("page.js")
    );
    derived(&folder.join("policy.txt"), &policy);
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for digit in 0..=three.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit)) as usize & 63]));
        }
    }
    text + &"=".repeat((3 - bytes.len() % 3) % 3)
}
