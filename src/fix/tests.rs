//! Rounds of fixes with a desk of two words: what is taken, what waits, what is taken back.

use std::sync::Arc;

use super::*;
use crate::document::{Document, Format, Options, Source};
use crate::engine::{Broken, Checked, RuleSet};
use crate::finding::{Edit, Label, Severity};
use crate::rule::Problems;
use crate::span::Span;

const PLAIN: Reading = Reading { format: Format::PlainText, told: None };

/// Proposes `write` wherever `read` stands.
struct Swap {
    rule: &'static str,
    read: &'static str,
    write: &'static str,
    safety: Safety,
}

fn swap(rule: &'static str, read: &'static str, write: &'static str) -> Swap {
    Swap { rule, read, write, safety: Safety::Safe }
}

fn found(swaps: &[Swap], source: Source) -> Result<Stories, Broken> {
    let document = Document::parse(source, Format::PlainText, &Options::default());
    let text = document.source().text().to_owned();
    let mut findings = Vec::new();
    for swap in swaps {
        for (start, _) in text.match_indices(swap.read) {
            let span = Span::new(start, start + swap.read.len());
            let place = document.source().place(span);
            let edit = Edit { place, text: swap.write.to_owned(), words: swap.write.to_owned() };
            let fix =
                Fix { title: format!("write “{}”", swap.write), safety: swap.safety, edits: vec![edit] };
            findings.push(Finding {
                rule: swap.rule.into(),
                check: swap.rule.into(),
                severity: Severity::Note,
                message: String::new(),
                primary: Label::new(&"a".into(), document.source(), span, &[], ""),
                labels: Vec::new(),
                notes: Vec::new(),
                help: None,
                fixes: vec![fix],
                certainty: None,
            });
        }
    }
    findings.sort_by(Finding::order);
    let rules = RuleSet::prepare(Vec::new(), Arc::new([]), &mut Problems::default());
    Ok(vec![(Arc::new(rules), Checked { findings, facts: Vec::new() })])
}

fn fixed(swaps: &[Swap], text: &str, trusted: Safety) -> String {
    let judge = |source: Source| found(swaps, source);
    let mut session = Session::open(text.into(), PLAIN, &judge).expect("it is text");
    settle(&mut session, trusted).expect("it settles");
    String::from_utf8(session.finish().0).expect("it stays text")
}

#[test]
fn fixes_are_made_until_nothing_is_left() {
    let swaps = [swap("once", "the the", "the"), swap("s", "colour", "color")];
    let safe = Safety::Safe;
    assert_eq!(fixed(&swaps, "the the colour the the\r\n", safe), "the color the\r\n");
    assert_eq!(fixed(&swaps, "\u{feff}é the the 🙂", safe), "\u{feff}é the 🙂");
}

#[test]
fn a_fix_that_raises_a_finding_is_taken_back_and_the_others_stay() {
    let swaps = [swap("x", "one", "two"), swap("y", "two", "six"), swap("z", "ten", "six")];
    assert_eq!(fixed(&swaps, "one ten, two", Safety::Safe), "one six, six");
    let circle = [swap("x", "one", "two"), swap("y", "two", "one")];
    assert_eq!(fixed(&circle, "one two one", Safety::Safe), "one two one");
    let same_rule = [swap("x", "one", "two"), swap("x", "two", "one")];
    assert_eq!(fixed(&same_rule, "one two one", Safety::Safe), "one two one");
}

#[test]
fn a_fix_that_touches_another_waits_for_the_next_round() {
    let swaps = [swap("x", "ab", "q"), swap("y", "bc", "r"), swap("z", "cd", "s")];
    assert_eq!(fixed(&swaps, "abcd", Safety::Safe), "qs");
    let never = [swap("x", "ab", "a b"), swap("y", "a b", "ab"), swap("z", "bc", "b")];
    assert_eq!(
        fixed(&never, "abc", Safety::Safe),
        "ab",
        "the first is taken back, so the second has its turn"
    );
}

#[test]
fn what_is_only_suggested_has_to_be_asked_for() {
    let swaps = [Swap { safety: Safety::Suggested, ..swap("x", "one", "two") }];
    assert_eq!(fixed(&swaps, "one", Safety::Safe), "one");
    assert_eq!(fixed(&swaps, "one", Safety::Suggested), "two");
}

#[test]
fn words_that_move_with_a_sentence_are_no_new_finding() {
    // The longer finding stands on words that the fix of the shorter one changes.
    let swaps = [swap("once", "the the", "the")];
    let long = |source: Source| {
        let mut stories = found(&swaps, source)?;
        let mut whole = stories[0].1.findings.clone();
        let text =
            stories[0].1.findings.first().map_or_else(String::new, |one| one.primary.excerpt.text.clone());
        whole.truncate(1);
        for finding in &mut whole {
            finding.rule = "whole".into();
            finding.fixes.clear();
            finding.primary.excerpt.marks = vec![Span::new(0, text.len())];
        }
        stories[0].1.findings.extend(whole);
        Ok(stories)
    };
    let mut session = Session::open("say the the end".into(), PLAIN, &long).expect("it is text");
    settle(&mut session, Safety::Safe).expect("it settles");
    assert_eq!(session.bytes(), b"say the end");
}

#[test]
fn a_container_is_not_written_into() {
    let judge = |source: Source| found(&[], source);
    assert!(matches!(
        Session::open(Vec::new(), Reading { format: Format::Docx, told: None }, &judge),
        Err(FixError::Container)
    ));
}
