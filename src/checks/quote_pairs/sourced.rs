//! What the archive says about a quote: who spoke the words, and whether they read so.

use std::sync::Arc;

use super::likeness::{Likeness, Pair, likeness};
use super::speakers::are_two;
use crate::archive::{Archive, Page, Passage};
use crate::story::similarity::comparison::Words;
use crate::story::similarity::wording::{KEY_WORDS, Word, Wording};

/// What the archive says.
pub enum Answer {
    /// A page holds the words, and nobody else is said to have spoken them.
    Held,
    /// A page gives the words to somebody else, and none to the speaker.
    Other(Witness, String),
    /// A page holds the quote with other words, and none with these.
    Altered(Witness),
    /// No page holds anything like it.
    Nothing,
}

/// The words of a page that tell.
pub struct Witness {
    /// The page.
    pub page: Arc<Page>,
    /// Its words around the passage.
    pub wording: Wording,
    /// The words of the quote that were asked about.
    pub asked: Vec<Word>,
}

impl Witness {
    /// The page's words beside the quote's.
    #[must_use]
    pub fn pair<'a>(&'a self, text: &'a str) -> Option<Pair<'a>> {
        let asked = Words { text, words: &self.asked, is_cut: false };
        Pair::of(Words::all(self.page.text(), &self.wording), asked)
    }
}

/// Asks about a quote; `speaker` is the person who surely speaks it. A quote with an ellipsis is asked about piece by
/// piece: the first piece that is not as it should be decides.
#[must_use]
pub fn ask(
    archive: &dyn Archive,
    text: &str,
    wording: &Wording,
    speaker: Option<&str>,
    shortest: usize,
) -> Answer {
    let mut missing = false;
    for piece in pieces(&wording.words).filter(|piece| piece.len() > KEY_WORDS) {
        match ask_piece(archive, text, &piece, speaker, shortest) {
            Answer::Held => {}
            Answer::Nothing => missing = true,
            answer => return answer,
        }
    }
    if missing { Answer::Nothing } else { Answer::Held }
}

/// The words between one ellipsis and the next, without those in brackets at either end.
fn pieces(words: &[Word]) -> impl Iterator<Item = Vec<Word>> + '_ {
    let pieces = words.chunk_by(|_, next| !next.after_cut);
    pieces.map(|piece| {
        let start = piece.iter().take_while(|word| word.bracketed).count();
        let end = piece.len() - piece[start..].iter().rev().take_while(|word| word.bracketed).count();
        piece[start..end].to_vec()
    })
}

fn ask_piece(
    archive: &dyn Archive,
    text: &str,
    piece: &[Word],
    speaker: Option<&str>,
    shortest: usize,
) -> Answer {
    let (mut held, mut other, mut altered) = (false, None, None);
    for passage in archive.like(piece) {
        let Some((witness, likeness)) = read(passage, text, piece, shortest) else { continue };
        let Some(pair) = witness.pair(text) else { continue };
        let named = witness.page.turn_of(pair.spans().0).and_then(|turn| turn.speaker.clone());
        let known = speaker.zip(named.as_deref()).map(|(speaker, name)| are_two(speaker, name));
        match (likeness, known) {
            (Likeness::Same, Some(false)) => return Answer::Held,
            (Likeness::Same, None) => held = true,
            (Likeness::Same, Some(true)) => other = other.or(named.map(|name| (witness, name))),
            (Likeness::Altered, None | Some(false)) => altered = altered.or(Some(witness)),
            _ => {}
        }
    }
    match (other, altered) {
        (Some((witness, name)), _) => Answer::Other(witness, name),
        (None, Some(witness)) if !held => Answer::Altered(witness),
        _ if held => Answer::Held,
        _ => Answer::Nothing,
    }
}

/// The words of a passage as they are most like the piece: all of them, or those in quotation marks, since a story may say
/// in the middle of a quote who speaks.
fn read(passage: Passage, text: &str, piece: &[Word], shortest: usize) -> Option<(Witness, Likeness)> {
    let Passage { page, span } = passage;
    let all = Wording::of(page.text(), span);
    let mut quoted = all.clone();
    quoted.words.retain(|word| page.is_quoted(word.span));
    let readings =
        [quoted, all].map(|wording| Witness { page: Arc::clone(&page), wording, asked: piece.to_vec() });
    let judged = readings.into_iter().filter_map(|witness| {
        let likeness = likeness(&witness.pair(text)?.comparison, shortest.min(piece.len()));
        Some((witness, likeness))
    });
    judged.max_by_key(|(_, likeness)| match likeness {
        Likeness::Same => 2,
        Likeness::Altered => 1,
        Likeness::Other => 0,
    })
}
