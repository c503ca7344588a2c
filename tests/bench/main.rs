//! How long the parts take on generated copy, beside `wc -w` on the same text: `cargo bench`. The counts it must give are
//! asserted, so that nothing gets faster by doing less; times are printed, never asserted.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and runs `wc`")]

mod copy;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use copydesk::checks::Known;
use copydesk::config::Config;
use copydesk::document::{Document, Format, Options, Source};
use copydesk::engine::Desk;
use copydesk::model::encoder::kernel::Kernel;
use copydesk::model::encoder::shipped;
use copydesk::rule::{self, Catalogue, Own, Problems, Shipped, TomlFile};
use copydesk::story::pieces::Pieces;
use copydesk::story::{Sentence, Story};

/// Sentences of generated copy.
const SENTENCES: usize = 100_000;
/// Tokens in it.
const TOKENS: usize = 2_434_119;
/// Quotes in it.
const QUOTES: usize = 20_031;
/// Sentences that the encoder reads, and their pieces.
const READ: usize = 200;
const PIECES: usize = 6_451;
/// Of them those that are timed: the plainest kernel takes its time.
const TIMED: usize = 20;
const RUNS: usize = 7;

fn main() {
    let text = copy::text(SENTENCES);
    let file = tempfile::NamedTempFile::new().expect("a file can be made");
    std::fs::write(file.path(), &text).expect("the copy can be written");
    println!("{:.1} MB of generated copy, best of {RUNS} runs", text.len() as f64 / 1e6);
    let wc = words(file.path());
    row("wc -w", wc, wc, text.len());
    row("parse", best(|| drop(document(&text))), wc, text.len());
    let parsed = document(&text);
    row("sentences and tokens", best(|| drop(Story::new(&parsed).sentences().to_vec())), wc, text.len());
    let story = Story::new(&parsed);
    assert_eq!(story.quotes().len(), QUOTES, "quotes");
    // The headline is the one sentence more.
    assert_eq!(story.sentences().len(), SENTENCES + 1, "sentences");
    row("… names and quotes", best(|| drop(Story::new(&parsed).quotes().to_vec())), wc, text.len());
    encoder(&story);
    let tokens = story.tokens().len();
    assert_eq!((tokens, story.tags().len()), (TOKENS, TOKENS), "tags");
    let tags = best(|| drop(Story::new(&parsed).tags()));
    row("… tags", tags, wc, text.len());
    println!("{:22} {:8.2} million tokens/s", "", tokens as f64 / 1e6 / tags.as_secs_f64().max(1e-9));
    let mut problems = Problems::default();
    let core = Shipped::Wanted(&|_| false);
    let catalogue = Catalogue::new(Own::default(), core, &Known, &mut problems);
    let desk = Desk::new(Config::default(), catalogue, problems);
    let whole = best(|| {
        let source = Source::from_text(text.as_str());
        let checked = desk.check(source, Format::PlainText, &"bench".into(), "bench").expect("it is checked");
        assert!(!checked[0].0.rules().is_empty());
    });
    row("all default rules", whole, wc, text.len());
    phrases(&text, wc);
}

/// What a hundred and thirteen thousand phrase rules cost, and how long the latter take to be read.
fn phrases(text: &str, wc: Duration) {
    let mut times = Vec::new();
    for count in [100, 13_000] {
        let rules = phrase_rules(count);
        let desk = || {
            let mut problems = Problems::default();
            let toml = TomlFile::of_rules("bench.toml", Source::from_text(rules.as_str()));
            let rules = rule::file::read(&toml, &Known, &mut problems);
            assert!(problems.0.is_empty() && rules.len() == count, "{count} rules");
            let own = Own { rules, ..Own::default() };
            let catalogue = Catalogue::new(own, Shipped::Unknown, &Known, &mut problems);
            let desk = Desk::new(Config::default(), catalogue, problems);
            let _ = desk.default_rules();
            desk
        };
        let ready = desk();
        let check = || ready.check(Source::from_text(text), Format::PlainText, &"bench".into(), "bench");
        assert_eq!(check().expect("it is checked")[0].1.findings.len(), 0, "findings");
        times.push(best(|| drop(check())));
        row(&format!("{count} phrase rules"), times[times.len() - 1], wc, text.len());
        println!("{:22} {:8.1} ms to read them", "", best(|| drop(desk())).as_secs_f64() * 1e3);
    }
    println!(
        "13000 phrase rules cost {:.2} times what 100 cost",
        times[1].as_secs_f64() / times[0].as_secs_f64()
    );
}

/// The encoder on each kind of processor that this one can stand for.
fn encoder(story: &Story<'_>) {
    let network = shipped().expect("the embedded weights can be read");
    let cut = |sentence: &Sentence| Pieces::of(network, story.text(), sentence.span);
    let pieces: Vec<_> = story.sentences().iter().take(READ).map(cut).collect();
    let count: usize = pieces.iter().map(|pieces| pieces.ids.len()).sum();
    assert_eq!(count, PIECES, "pieces");
    for kernel in Kernel::all() {
        let time = best(|| {
            pieces[..TIMED]
                .iter()
                .for_each(|pieces| drop(network.scores_on(kernel, &pieces.ids, &pieces.cases)))
        });
        let each = time.as_secs_f64() * 1e3 / TIMED as f64;
        println!("encoder, {kernel:?}: {each:.2} ms a sentence of {} pieces", count / READ);
    }
}

/// Rules whose words begin like those of the copy and are never there.
fn phrase_rules(count: usize) -> String {
    let commonest = ["the", "council", "of the", "on", "the harbour", "for", "said the", "ferry"];
    let rule = |number: usize| {
        let first = commonest[number % commonest.len()];
        format!(
            "[[rule]]\nname = \"rule-{number}\"\ncheck = \"phrase\"\nmessage = \"not “{{phrase}}”\"\n[rule.settings]\n\
             phrases = [\"{first} zq{number}\"]\nreplacements = {{ \"zk{number} {first}\" = \"x\", '/vq{number}(?:s|ed)?/' = \"y\" }}\n"
        )
    };
    (0..count).map(rule).collect()
}

fn document(text: &str) -> Document {
    Document::parse(Source::from_text(text), Format::PlainText, &Options::default())
}

fn best(mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    (0..RUNS).map(time).min().unwrap_or_default()
}

/// What `wc -w` takes; nothing to compare with where there is no `wc`.
fn words(path: &Path) -> Duration {
    best(|| {
        let _ =
            Command::new("wc").arg("-w").arg(path).env("LC_ALL", "C.UTF-8").stdout(Stdio::null()).status();
    })
}

fn row(name: &str, time: Duration, wc: Duration, bytes: usize) {
    let rate = bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9);
    let ratio = time.as_secs_f64() / wc.as_secs_f64().max(1e-9);
    println!("{name:22} {:8.1} ms  {rate:7.1} MB/s  {ratio:5.2} times wc -w", time.as_secs_f64() * 1e3);
}
