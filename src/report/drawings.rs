//! What drawings look like, for the shapes that findings have.

use super::Style;
use super::full::draw;
use super::samples::{finding, label};
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::span::{Place, Span};

fn drawn(finding: &Finding, width: usize) -> String {
    format!("\n{}", draw(finding, &Style { width, ..Style::default() }))
}

#[test]
fn long_paragraphs_show_the_rows_that_matter() {
    let story = |first: &str, second: &str| {
        format!(
            "Ferry fares go up\n\nThe board met on Monday. {first}, the third increase in two years. \
                 Islanders were not asked.\n\nThe ferry carries about four hundred people a day, most of them \
                 pupils and nurses who have no other way to the mainland, {second}. A petition has been signed.\n"
        )
    };
    let words = "fares on the island ferry would rise by a fifth from the first of June";
    let again = format!("and [it said that {words}]");
    let primary = label("drafts/ferry.md", &story("", &again), "said again here");
    let first = format!("[It said] on Monday [that {words}]");
    let mut finding = finding(primary, "this says again what line 3 has said");
    finding.labels.push(label("drafts/ferry.md", &story(&first, ""), "first said here"));
    finding.notes.push("14 of 16 words agree".to_owned());
    let expected = "
warning[sample-rule]: this says again what line 3 has said
   --> drafts/ferry.md:5:126
    |
  3 | …It said on Monday that fares on the island ferry would rise by a fifth
    |  -------           ----------------------------------------------------
    | from the first of June, the third increase in two years. Islanders were…
    | ---------------------- first said here
...
  5 | …mainland, and it said that fares on the island ferry would rise by a
    |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    | fifth from the first of June. A petition has been signed.
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ said again here
    |
    = note: 14 of 16 words agree
";
    assert_eq!(drawn(&finding, 80), expected);
}

#[test]
fn words_without_room_beside_their_mark_hang_from_it() {
    let primary = label("a.md", "Asked about it, the mayor of the town [said that he had no words].", "who?");
    let finding = finding(primary, "who said so?");
    let expected = "
warning[sample-rule]: who said so?
   --> a.md:1:39
    |
  1 | Asked about it, the mayor of the town said that he had no words.
    |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^
    |                                       |
    |                                       who?
";
    assert_eq!(drawn(&finding, 75), expected);
    let expected = "
warning[sample-rule]: who said so?
   --> a.md:1:39
    |
  1 | …town said that he had no words.
    |       ^^^^^^^^^^^^^^^^^^^^^^^^^ who?
";
    assert_eq!(drawn(&finding, 50), expected);
}

#[test]
fn a_gap_gets_a_caret_and_a_repair_its_words() {
    let mut finding = finding(label("a.txt", "They planned[] attack.", ""), "an article is missing");
    let edit = Edit {
        place: Place { start: 12, end: 12, ..Place::default() },
        text: " an".to_owned(),
        words: " an".to_owned(),
    };
    let title = "insert the article".to_owned();
    finding.fixes.push(Fix { title, safety: Safety::Suggested, edits: vec![edit] });
    finding.help = Some("insert the article".to_owned());
    let expected = "
warning[sample-rule]: an article is missing
   --> a.txt:1:13
    |
  1 | They planned attack.
    |             ^
    |
    = help: insert the article: “an”
";
    assert_eq!(drawn(&finding, 80), expected);
}

#[test]
fn another_file_gets_a_part_of_its_own() {
    let mut finding = finding(label("b.md", "One\ntwo [three]", ""), "seen before");
    finding.labels.push(label("a.md", "[Three]", "here"));
    let expected = "
warning[sample-rule]: seen before
   --> b.md:2:5
    |
  2 | two three
    |     ^^^^^
    |
   ::: a.md:1:1
    |
  1 | Three
    | ----- here
";
    assert_eq!(drawn(&finding, 80), expected);
}

#[test]
fn a_place_without_lines_is_named() {
    let mut finding = finding(label("b.md", "[three]", ""), "seen before");
    finding.primary.excerpt.marks = vec![Span { start: 2, end: 900 }];
    assert_eq!(drawn(&finding, 80), "\nwarning[sample-rule]: seen before\n   --> b.md:1:1\n");
}

#[test]
fn colours_are_ours_alone_and_end_on_each_line() {
    let finding = finding(label("b.md", "\x1b2J[red]\x1b0m", "\x1b"), "red");
    let drawing = draw(&finding, &Style { color: true, ..Style::default() });
    assert!(drawing.contains("␛2J"), "{drawing}");
    assert!(drawing.lines().all(|line| line.rfind("\x1b[0m") >= line.rfind("\x1b[")), "{drawing}");
}

#[test]
fn files_without_lines_stand_beside_files_with_lines() {
    let mut finding = finding(label("b.md", "[three]", ""), "seen before");
    finding.primary.excerpt.marks.clear();
    finding.labels.push(label("a.md", "[Three]", "here"));
    finding.notes.push("it was seen".to_owned());
    let expected = "
warning[sample-rule]: seen before
   --> b.md:1:1
    |
   ::: a.md:1:1
    |
  1 | Three
    | ----- here
    |
    = note: it was seen
";
    assert_eq!(drawn(&finding, 80), expected);
}

#[test]
fn lines_can_be_drawn_with_characters_made_for_it() {
    let mut finding = finding(label("b.md", "One\n\ntwo [three]", "again"), "seen before");
    finding.labels.push(label("b.md", "[One]\n\ntwo three", "this"));
    finding.labels.push(label("a.md", "[Three]", "here"));
    finding.notes.push("it was seen".to_owned());
    let expected = "
warning[sample-rule]: seen before
    ╭▸ b.md:3:5
    │
  1 │ One
    │ ─── this
    ┆
  3 │ two three
    │     ━━━━━ again
    │
    ⸬  a.md:1:1
    │
  1 │ Three
    │ ───── here
    │
    ╰ note: it was seen
";
    assert_eq!(format!("\n{}", draw(&finding, &Style { unicode: true, ..Style::default() })), expected);
}
