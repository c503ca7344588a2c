//! What pairs, what does not, and what is no quotation mark.

use super::*;
use crate::document::{Document, Format, Options, Source};

fn marks_of(text: &str, format: Format) -> (String, Marks) {
    let document = Document::parse(Source::from_text(text), format, &Options::default());
    (document.text().to_owned(), read(document.text(), document.blocks()))
}

/// The quotes of a paragraph; one inside another is put in brackets, one that stays open ends with three stops.
fn quotes(text: &str) -> Vec<String> {
    let (text, marks) = marks_of(text, Format::PlainText);
    let show = |quote: &Quote| {
        let words = quote.span.of(&text);
        let words = if quote.close.is_none() { format!("{words}...") } else { words.to_owned() };
        if quote.inside.is_some() { format!("[{words}]") } else { words }
    };
    marks.quotes.iter().map(show).collect()
}

fn faults(text: &str) -> Vec<(FaultKind, String)> {
    let (text, marks) = marks_of(text, Format::PlainText);
    marks
        .faults
        .iter()
        .map(|fault| (fault.kind, text[fault.mark.start as usize..].chars().take(4).collect()))
        .collect()
}

#[test]
fn pairs_every_kind_of_mark() {
    assert_eq!(quotes("She said \"no\" and “never again,” twice."), ["no", "never again,"]);
    assert_eq!(quotes("She said ``no,'' twice."), ["no,"]);
    assert_eq!(quotes("He wrote ‘maybe later’ and left."), ["maybe later"]);
    assert_eq!(quotes("He wrote 'maybe later', and left."), ["maybe later"]);
    assert_eq!(quotes("She said â€œnoâ€\u{9d} â€” and leftâ€“ for good."), ["no"]);
}

#[test]
fn pairs_marks_inside_marks() {
    assert_eq!(quotes("“He said ‘no’ to us,” she said."), ["He said ‘no’ to us,", "[no]"]);
    assert_eq!(quotes("'He said \"no\" to us,' she said."), ["He said \"no\" to us,", "[no]"]);
    assert_eq!(quotes("\"He said 'No.'\" Then she left."), ["He said 'No.'", "[No.]"]);
    assert_eq!(quotes("\"He said \"no\" to us,\" she said."), ["He said \"no\" to us,", "[no]"]);
}

#[test]
fn straight_marks_may_frame_a_paragraph() {
    assert_eq!(quotes("\"“We left early,” he said before he left.\""), ["We left early,"]);
}

#[test]
fn apostrophes_open_nothing() {
    for text in [
        "Don't sell the Smiths' house, they said in the '90s.",
        "Rock 'n' roll isn’t dead; ’tis asleep, and the Joneses’ band told ’em so.",
        "It was the boys' and the girls' fault.",
    ] {
        assert_eq!(quotes(text), Vec::<String>::new(), "{text}");
        assert_eq!(faults(text), [], "{text}");
    }
    assert_eq!(quotes("‘The Smiths’ house was big,’ he said."), ["The Smiths’ house was big,"]);
}

#[test]
fn feet_and_inches_close_nothing() {
    assert_eq!(quotes("The 6'2\" guard hit a 12\" pipe."), Vec::<String>::new());
    assert_eq!(quotes("\"We saw a 12\" pipe there,\" he said."), ["We saw a 12\" pipe there,"]);
    assert_eq!(quotes("They sang \"Catch 22\" and \"99\" again."), ["Catch 22", "99"]);
    assert_eq!(quotes("“I am 6’2”,” he said."), ["I am 6’2”,"]);
    assert_eq!(faults("He is 6'2\" and she is 5'4\"."), []);
}

#[test]
fn marks_of_markup_are_none() {
    assert_eq!(quotes("See <a href=\"x.html\" title='a \"b\" c'>the \"map\"</a> and class=\"y\"."), ["map"]);
}

#[test]
fn a_quotation_runs_over_paragraphs() {
    let story = "A headline\n\n“We left early.\n\n“Nobody saw us.\n\n“That was all,” he said. “Yes.”";
    let (_, marks) = marks_of(story, Format::PlainText);
    let seen: Vec<_> = marks.quotes.iter().map(|quote| (quote.carried, quote.close.is_some())).collect();
    assert_eq!(seen, [(false, false), (true, false), (true, true), (false, true)]);
    assert_eq!(marks.faults, []);
    let lines = "He said:\n\"We left early.\n\"Nobody saw us,\" he added.";
    assert_eq!(quotes(lines), ["We left early....", "Nobody saw us,"]);
    let run_on = "He said: \"We left early. \"Nobody saw us,\" he added.";
    assert_eq!(quotes(run_on), ["We left early....", "Nobody saw us,"]);
    let closed = "He said: \"We left early.\nNobody saw them.\n\"It was dark,\" he added.";
    assert_eq!(faults(closed), [(FaultKind::Reopened, "\"We ".into())]);
}

#[test]
fn a_quotation_of_paragraphs_in_single_marks() {
    let story = "A headline\n\n‘We left early.\n\n‘Nobody saw us,’ he said.";
    assert_eq!(quotes(story), ["We left early....", "Nobody saw us,"]);
}

#[test]
fn tells_what_is_wrong() {
    let kinds =
        |text| faults(text).into_iter().map(|(kind, mark)| format!("{kind:?} {mark}")).collect::<Vec<_>>();
    assert_eq!(kinds("He said: “We left early. She stayed."), ["Unclosed “We "]);
    assert_eq!(kinds("\"We left, he said. \"She stayed.\""), ["Reopened \"We "]);
    assert_eq!(kinds("He said so. We left early,\" he said."), ["Unopened \" he"]);
    assert_eq!(kinds("“We left early,’ he said."), ["OtherKind “We "]);
    assert_eq!(kinds("“We left early,“ he said."), ["Turned “ he"]);
    assert_eq!(kinds("He said: “We left. “"), ["Turned “"]);
    assert_eq!(kinds("” … so we left,” he said."), ["Turned ” … "]);
    assert_eq!(kinds("Title\n\n“We left.\n\n“We came.\n\nIt ended."), ["NeverClosed “We "]);
    assert_eq!(kinds("Title\n\n“We left.\n\nWe came,” he said."), ["NotReopened ” he"]);
}

#[test]
fn lone_single_marks_are_faults_where_single_marks_quote() {
    let house = "‘We left early,’ he said. ‘It was too late,’ she said. ‘They came at noon,’ he said. ";
    assert_eq!(
        faults(&format!("{house}‘Nobody saw them come. It ended.")),
        [(FaultKind::Unclosed, "‘Nob".into())]
    );
    assert_eq!(faults("‘Nobody saw them come. It ended."), []);
}

#[test]
fn a_quote_block_needs_no_marks() {
    let (text, marks) =
        marks_of("# Title\n\nShe wrote:\n\n> We left early.\n>\n> Nobody saw us.\n", Format::Markdown);
    let words: Vec<_> = marks.quotes.iter().map(|quote| (quote.span.of(&text), quote.carried)).collect();
    assert_eq!(words, [("We left early.", false), ("Nobody saw us.", true)]);
}
