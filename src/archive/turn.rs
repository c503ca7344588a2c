//! Whose words a page holds where: the `NAME:` turns of a transcript, the `speaker` that front matter names for a whole
//! statement, and the quotes of a story.

use crate::document::{Document, Role};
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::Story;
use crate::story::name::Kind;

/// A quote whose speaker is less sure than this is nobody's in an archive.
const SURE: f32 = 0.7;
/// A label before a colon has at most so many words, and so many bytes.
const LABEL: (usize, usize) = (7, 60);
/// One line of a statement may look like a label; a transcript has more, and not many paragraphs for each.
const LEAST_LABELS: usize = 2;
const MOST_PARAGRAPHS: usize = 4;

/// A stretch of one speaker's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The words.
    pub span: Span,
    /// Who speaks, as the page writes it; nobody where the page gives no name: “Q”, “Moderator”, “a woman”.
    pub speaker: Option<String>,
}

/// The turns of a page, in text order.
#[must_use]
pub fn turns(document: &Document) -> Vec<Turn> {
    let whole = Span::new(0, document.text().len());
    let mut turns: Vec<Turn> = document
        .field("speaker")
        .map(|name| Turn { span: whole, speaker: Some(name.to_owned()) })
        .into_iter()
        .collect();
    let labelled = labelled(document);
    if labelled.is_empty() {
        turns.extend(quoted(document));
    }
    turns.extend(labelled);
    turns.sort_by_key(|turn| (turn.span.start, turn.span.end));
    turns
}

fn quoted(document: &Document) -> Vec<Turn> {
    let story = Story::new(document);
    let turn = |quote: &crate::story::Quote| {
        let speaker = quote.speaker.as_ref()?;
        let name = story.names().get(speaker.person? as usize);
        let named = name.is_some_and(|name| name.kind == Kind::Person) && speaker.confidence >= SURE;
        Some(Turn { span: quote.span, speaker: named.then(|| speaker.name.clone()) })
    };
    story.quotes().iter().filter_map(turn).collect()
}

fn labelled(document: &Document) -> Vec<Turn> {
    let text = document.text();
    let mut labels: Vec<(usize, usize, &str)> = Vec::new();
    for block in document.blocks().iter().filter(|block| block.role != Role::Note) {
        let mut at = block.span.start as usize;
        for line in block.span.of(text).split_inclusive('\n') {
            if let Some(label) = label_of(line) {
                let begin = at + line.find(':').map_or(0, |colon| colon + 1);
                labels.push((at, begin, label));
            }
            at += line.len();
        }
    }
    if labels.len() < LEAST_LABELS || labels.len() * MOST_PARAGRAPHS < document.blocks().len() {
        return Vec::new();
    }
    let ends = labels.iter().skip(1).map(|label| label.0).chain([text.len()]);
    labels.iter().zip(ends).map(|(label, end)| turn(label.1, end, label.2)).collect()
}

fn turn(start: usize, end: usize, label: &str) -> Turn {
    Turn { span: Span::new(start.min(end), end), speaker: is_name(label).then(|| name_of(label).to_owned()) }
}

/// The words before a colon that opens a line, when they read like somebody's name or part: each with a capital.
fn label_of(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(':')?;
    let label = label.trim_matches(|c: char| c.is_whitespace() || c == '*' || c == '_');
    let (most_words, most_bytes) = LABEL;
    if label.is_empty()
        || label.len() > most_bytes
        || rest.starts_with(|c: char| !c.is_whitespace() && c != '*')
    {
        return None;
    }
    let bare = name_of(label);
    let small = ["of", "the", "de", "van", "von", "der", "al", "bin", "da", "la", "di"];
    let part = |word: &str| word.starts_with(char::is_uppercase) || small.contains(&word);
    let capitals = bare.starts_with(char::is_uppercase) && bare.split_whitespace().all(part);
    (capitals && bare.split_whitespace().count() <= most_words).then_some(label)
}

/// The label without what stands in brackets or behind a comma: “(R-TX)”, “, chair”.
fn name_of(label: &str) -> &str {
    label.split([',', '(', '[']).next().unwrap_or_default().trim()
}

/// Whether the label names somebody, and is no part that anybody may have.
fn is_name(label: &str) -> bool {
    const PARTS: [&str; 17] = [
        "q",
        "a",
        "question",
        "answer",
        "reporter",
        "moderator",
        "operator",
        "host",
        "interviewer",
        "speaker",
        "audience",
        "crowd",
        "unidentified",
        "unknown",
        "narrator",
        "anchor",
        "voice",
    ];
    let mut words = name_of(label).split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    let alone = words.next().is_none();
    // “A.” alone gives the answers; before a surname it is an initial.
    let part = PARTS.contains(&first.trim_end_matches('.')) && (alone || !first.ends_with('.'));
    let office = alone && classes(&first).any(Classes::TITLE.with(Classes::ROLE));
    first != "the" && !part && !office
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Format, Options, Source};

    fn spoken(text: &str) -> Vec<(String, String)> {
        let format = if text.starts_with("---") { Format::Markdown } else { Format::PlainText };
        let document = Document::parse(Source::from_text(text), format, &Options::default());
        let said = |turn: Turn| {
            let words = turn.span.of(document.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            (turn.speaker.unwrap_or_default(), words)
        };
        turns(&document).into_iter().map(said).collect()
    }

    fn turn(speaker: &str, words: &str) -> (String, String) {
        (speaker.to_owned(), words.to_owned())
    }

    #[test]
    fn labels_give_the_speakers_of_a_transcript() {
        let text = "Hearing\n\nMAYOR BERG: The pier is safe.\nIt was tested: twice.\n\nQ: Was it?\n\nTom Ray (Harbour): Yes.\n";
        let wanted = [
            turn("MAYOR BERG", "The pier is safe. It was tested: twice."),
            turn("", "Was it?"),
            turn("Tom Ray", "Yes."),
        ];
        assert_eq!(spoken(text), wanted);
    }

    #[test]
    fn an_initial_is_somebody_and_an_office_is_anybody() {
        let text = "Hearing\n\nA. BERG: The pier is safe.\n\nMAYOR: It was tested.\n\nA: Twice.\n";
        let wanted = [turn("A. BERG", "The pier is safe."), turn("", "It was tested."), turn("", "Twice.")];
        assert_eq!(spoken(text), wanted);
    }

    #[test]
    fn front_matter_names_who_speaks_a_statement() {
        let text = "---\nspeaker: Anna Berg\n---\n\nThe pier is safe.\n";
        assert_eq!(spoken(text), [turn("Anna Berg", "The pier is safe.")]);
    }

    #[test]
    fn one_colon_makes_no_transcript() {
        assert_eq!(spoken("Statement\n\nContact: the press office.\n\nThe pier is safe.\n"), []);
    }
}
