//! The encoder gives what the program that trained it gives: `tests/foreign/encoder/export.py` writes the scores.

use copydesk::model::encoder::kernel::Kernel;
use copydesk::model::encoder::shipped;
use copydesk::span::Span;
use copydesk::story::pieces::Pieces;
use serde_json::Value;

/// Activations of eight bits move a score by less.
const NEAR: f64 = 0.6;

#[test]
fn scores_are_those_of_the_trained_network() {
    let network = shipped().expect("the embedded weights can be read");
    let mut worst = 0.0f64;
    for line in include_str!("encoder.jsonl").lines() {
        let case: Value = serde_json::from_str(line).expect("a line is JSON");
        let text = case["text"].as_str().expect("a text");
        let pieces = Pieces::of(network, text, Span::new(0, text.len()));
        let scores = network.scores(&pieces.ids, &pieces.cases);
        let got: Vec<_> =
            pieces.gaps.iter().zip(scores).filter_map(|(gap, score)| Some(((*gap)?, score))).collect();
        let wanted = case["gaps"].as_array().expect("gaps");
        assert_eq!(got.len(), wanted.len(), "{text}");
        for ((start, [none, a, the]), want) in got.iter().zip(wanted) {
            assert_eq!(Some(u64::from(*start)), want[0].as_u64(), "{text}");
            for (got, want) in [(a - none, &want[1]), (the - none, &want[2])] {
                let want = want.as_f64().expect("a score");
                worst = worst.max((f64::from(got) - want).abs());
                assert!((f64::from(got) - want).abs() < NEAR, "{text}: at {start} {got}, trained {want}");
            }
        }
    }
    assert!(worst > 0.0, "something was compared");
}

#[test]
fn every_kernel_gives_the_same_bits() {
    let network = shipped().expect("the embedded weights can be read");
    let text = "Police said they were searching old warehouse near the harbour, which \u{201c}nobody\u{201d} had entered for years.";
    let pieces = Pieces::of(network, text, Span::new(0, text.len()));
    let first = network.scores_on(Kernel::Plain, &pieces.ids, &pieces.cases);
    for kernel in Kernel::all() {
        assert_eq!(network.scores_on(kernel, &pieces.ids, &pieces.cases), first, "{kernel:?}");
    }
}

#[test]
fn a_sentence_of_any_length_is_read() {
    let network = shipped().expect("the embedded weights can be read");
    for text in ["", "Rain", &"rain ".repeat(5_000), &"x".repeat(10_000), "日本 🎉 \u{301}\u{301}"] {
        let pieces = Pieces::of(network, text, Span::new(0, text.len()));
        let scores = network.scores(&pieces.ids, &pieces.cases);
        assert_eq!(scores.len(), pieces.ids.len().min(network.longest()), "{}", text.len());
        assert!(scores.iter().flatten().all(|score| score.is_finite()));
    }
}
