//! Weights: the embedded ones are what the code reads, and a newsroom can learn its own from its own copy.

use std::fs;
use std::path::Path;

use copydesk::lexicon::article_weights;
use copydesk::model::linear::Linear;

use crate::support::copydesk;

#[test]
fn the_embedded_article_weights_are_what_the_code_reads() {
    let model = Linear::read(article_weights::bytes()).expect("a model of this version");
    assert!(model.is_whole(), "the bytes are not those that were written");
    let shape = model.shape();
    assert!(shape.weights > 100_000 && shape.classes > 5_000, "{shape:?}");
    assert!(shape.calibration.slope > 0.0, "a higher score has to be a surer one: {shape:?}");
    assert!(model.probability(8.0) > 0.5 && model.probability(-8.0) < 0.01, "{shape:?}");
    let mut damaged = article_weights::bytes().to_vec();
    damaged[100_000] ^= 1;
    assert!(!Linear::read(damaged).expect("the header is whole").is_whole());
}

/// Stories of a port whose floating crane has a name of its own, which never stands without its article.
fn publish(folder: &Path) {
    let who = ["harbour master", "crew", "owner", "inspector", "deputy mayor", "foreman"];
    let did = ["repaired", "painted", "inspected", "moved", "sold", "rented"];
    let then = ["on Monday", "before the storm", "for a week", "after a long delay", "in the spring"];
    let also = ["Nobody was hurt.", "The work took a month.", "A second team helped.", "It cost a fortune."];
    fs::create_dir(folder.join("published")).expect("a folder can be made");
    for story in 0..160 {
        let mut text = format!("Port news {story}\n");
        for line in 0..8 {
            let pick = |list: &[&'static str], step: usize| list[(story * step + line * 7) % list.len()];
            let (who, did, then, also) = (pick(&who, 5), pick(&did, 7), pick(&then, 11), pick(&also, 3));
            let number = story * 8 + line;
            text += &format!("\nThe {who} {did} the grumbel {then}, as report {number} says. {also}\n");
        }
        fs::write(folder.join(format!("published/{story:03}.txt")), text).expect("a story can be written");
    }
}

#[test]
fn a_newsroom_learns_from_its_own_copy() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let here = folder.path();
    publish(here);
    let learn = |to: &str| copydesk(here, &["learn", "all", "published", "--to", to, "--threads", "2"]);
    let output = learn("desk.model");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    for part in ["held back: 8 stories", "found at 1 false alarms per 1,000 sentences: ", "found at 5 "] {
        assert!(said.contains(part), "{said}");
    }
    learn("again.model");
    let bytes = fs::read(here.join("desk.model")).expect("the file is there");
    assert!(bytes == fs::read(here.join("again.model")).expect("so is the other"), "chance is not seeded");

    fs::create_dir(here.join("desk")).expect("a folder can be made");
    fs::write(here.join("desk/a.txt"), "Port news\n\nThe crew repaired grumbel on Monday.\n")
        .expect("a draft");
    let check = || copydesk(here, &["check", "desk", "--select", "missing-article", "--format", "short"]);
    assert_eq!(check().status.code(), Some(0), "the shipped weights know no grumbel");
    fs::write(here.join("copydesk.toml"), "[models]\nlearnt = \"desk.model\"\n").expect("a config");
    let output = check();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("desk/a.txt:3:19") && said.contains("grumbel"), "{said}");

    damaged(here, &bytes[..bytes.len() - 1], "it is damaged");
    let mut changed = bytes.clone();
    changed[5_000] ^= 1;
    damaged(here, &changed, "it is damaged");
    changed[8] = 9;
    damaged(here, &changed, "made by another version of copydesk");
}

/// A file of learnt weights that cannot be used is a mistake in the config, and the draft is checked all the same.
fn damaged(folder: &Path, bytes: &[u8], reason: &str) {
    fs::write(folder.join("desk.model"), bytes).expect("the file can be written");
    let output = copydesk(folder, &["check", "desk"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("copydesk.toml:2:10") && said.contains(reason), "{said}");
}
