//! The words that may say who spoke, in one frame: verbs of saying, “according to”, “Name:” and a closing “– Name”.

use super::elements::{Element, What};
use super::subject::{Clause, Subject};
use crate::lexicon::word_classes::Classes;

/// How a cue says who spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A verb with its own subject beside it.
    Own,
    /// A verb that shares the subject of the clause before: “and added”, “saying”.
    Shared,
    /// “according to”.
    According,
    /// A name with a colon, or after a dash.
    Label,
}

/// A cue with its subject.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// Index of its first element.
    pub at: usize,
    /// Index of its last element.
    pub last: usize,
    /// Who it is said of.
    pub subject: Subject,
    /// How it says so.
    pub form: Form,
    /// Whether it needs words to be spoken or written.
    pub strict: bool,
    /// Whether it is a verb of everyday use.
    pub faint: bool,
    /// Whether it is what was done to somebody, or goes on: “was called”, “is telling”.
    pub weak: bool,
}

/// The cues of a frame, in text order.
pub fn cues(clause: &Clause<'_>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    for (at, element) in clause.elements.iter().enumerate() {
        let found = match element.what {
            What::Word if clause.word(at).eq_ignore_ascii_case("according") => according(clause, at),
            What::Word if element.any(Classes::SAYING) => verb(clause, at, &cues),
            What::Colon | What::Dash => label(clause, at),
            _ => None,
        };
        cues.extend(found);
    }
    cues
}

fn according(clause: &Clause<'_>, at: usize) -> Option<Cue> {
    if clause.word(at + 1) != "to" {
        return None;
    }
    let subject = clause.after(at + 1)?;
    Some(Cue { at, last: at + 1, subject, form: Form::According, strict: true, faint: false, weak: false })
}

/// “COSTA: …” at the start of a frame, and “… – Costa” at its end.
fn label(clause: &Clause<'_>, at: usize) -> Option<Cue> {
    let elements = clause.elements;
    let is_quote = |at: usize| matches!(elements.get(at), Some(Element { what: What::Quote(_), .. }));
    let cue = |subject: Subject| Cue {
        at,
        last: at,
        subject,
        form: Form::Label,
        strict: true,
        faint: false,
        weak: false,
    };
    let before = at.checked_sub(1)?;
    if elements[at].what == What::Colon {
        let named = matches!(elements[before].what, What::Name(_)) && !elements[before].any(Classes::PLACE);
        return if is_quote(at + 1) && (named || at <= 4) { clause.ending_at(before).map(cue) } else { None };
    }
    let closes = at > 0 && is_quote(at - 1) && elements.len() - at <= 12;
    let named = matches!(elements.get(at + 1), Some(Element { what: What::Name(_), .. }));
    if closes && named { clause.after(at).map(cue) } else { None }
}

fn verb(clause: &Clause<'_>, at: usize, earlier: &[Cue]) -> Option<Cue> {
    let element = &clause.elements[at];
    if let Some(cue) = possessed(clause, at) {
        return Some(cue);
    }
    if (element.capital && at > 0 && !element.any(Classes::PARTICIPLE)) || !can_be_verb(clause, at) {
        return None;
    }
    let progressive = element.any(Classes::PARTICIPLE);
    let helper = at.checked_sub(1).is_some_and(|before| clause.elements[before].any(Classes::AUXILIARY));
    let passive =
        helper && !progressive && is_form_of_be(clause.word(at - 1)) && !clause.word(at + 1).eq("as");
    let cue = |subject, form| Cue {
        at,
        last: at,
        subject,
        form,
        strict: element.any(Classes::STRICT),
        faint: element.any(Classes::FAINT),
        weak: passive || (progressive && helper) || (helper && is_modal(clause.word(at - 1))),
    };
    if let Some(subject) = beside(clause, at, progressive && !helper) {
        return Some(cue(subject, Form::Own));
    }
    if clause.word(at.wrapping_sub(1)) == "by" {
        return None;
    }
    let shared = || earlier.iter().rev().find(|cue| cue.form == Form::Own).map(|cue| cue.subject);
    let main = clause.main().filter(|subject| subject.last < at);
    let subject = main.or_else(shared)?;
    Some(cue(subject, Form::Shared))
}

/// “his call for …”, “Costa's claim that …”: whose claim it is.
fn possessed(clause: &Clause<'_>, at: usize) -> Option<Cue> {
    let element = &clause.elements[at];
    let before = at.checked_sub(1)?;
    if !element.any(Classes::PLAIN) || element.capital {
        return None;
    }
    let subject = match clause.word(before) {
        "his" | "her" | "His" | "Her" => Subject { first: before, last: before, head: before },
        "'s" | "’s" | "'" | "’" => clause.ending_at(before.checked_sub(1)?)?,
        _ => return None,
    };
    Some(Cue { at, last: at, subject, form: Form::Own, strict: false, faint: false, weak: true })
}

/// The subject next to the verb: after it where a quote stands before, otherwise before it.
fn beside(clause: &Clause<'_>, at: usize, dependent: bool) -> Option<Subject> {
    if dependent {
        return None;
    }
    let mut before = at;
    while before > 0 && clause.elements[before - 1].what == What::Comma {
        before -= 1;
    }
    let after_quote = before > 0 && matches!(clause.elements[before - 1].what, What::Quote(_));
    let hears = clause.elements[at].any(Classes::HEARER) && clause.word(at) != "asked";
    if at == 0 {
        return None;
    }
    if after_quote {
        return if hears { None } else { clause.after(at) };
    }
    let turned = matches!(clause.word(at - 1), "as" | "so" | "As");
    if turned && !hears {
        return clause.after(at);
    }
    if is_turned_at_end(clause, at) {
        return clause.after(at).or_else(|| clause.before(at));
    }
    clause.before(at)
}

/// Whether subject and verb are turned round after a sentence with a quote: “It was ‘a scandal’, he knew, said the mayor.”
fn is_turned_at_end(clause: &Clause<'_>, at: usize) -> bool {
    let elements = clause.elements;
    let is_quote = |element: &Element| matches!(element.what, What::Quote(_));
    elements[at - 1].what == What::Comma
        && elements[at].any(Classes::STRICT)
        && !elements[at].any(Classes::HEARER)
        && elements[..at].iter().rev().take(60).any(is_quote)
        && !elements[at..].iter().take(60).any(is_quote)
        && clause.after(at).is_some()
}

/// A plain form may be a noun (“the claim”): it is a verb after a plural, a pronoun or an auxiliary.
fn can_be_verb(clause: &Clause<'_>, at: usize) -> bool {
    if !clause.elements[at].any(Classes::PLAIN) {
        return true;
    }
    let Some(before) = at.checked_sub(1).map(|before| &clause.elements[before]) else { return false };
    let word = clause.word(at - 1);
    before.any(Classes::PRONOUN.with(Classes::AUXILIARY).with(Classes::GROUP))
        || matches!(word, "to" | "who" | "also" | "and")
        || (word.ends_with('s') && word.len() > 3 && matches!(before.what, What::Word | What::Name(_)))
        || matches!(before.what, What::Quote(_))
}

fn is_modal(word: &str) -> bool {
    matches!(word, "will" | "would" | "can" | "could" | "should" | "must" | "may" | "might" | "’ll" | "'ll")
}

fn is_form_of_be(word: &str) -> bool {
    matches!(word, "was" | "were" | "is" | "are" | "been" | "being" | "be" | "am")
}
