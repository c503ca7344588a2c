//! A repair as before and after: the old words struck out, the new ones underlined.

use super::escape::Text;
use super::excerpt::{head, tail};
use super::section::Section;
use super::words::put;
use crate::document::Document;
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::span::Span;

/// Characters shown around an edit.
const AROUND: usize = 32;

/// Writes the first repair with its words, the others by their titles.
pub fn write(section: &Section<'_>, finding: &Finding, out: &mut String) {
    let Some((first, others)) = finding.fixes.split_first() else { return };
    let care = match first.safety {
        Safety::Safe => "",
        Safety::Suggested => " (read it first)",
    };
    put(out, format_args!("<div class=\"repair\"><p dir=\"auto\">Repair{care}: {}</p>", Text(&first.title)));
    if let Some((story, edits)) =
        section.story.and_then(|story| Some((story, places(section, story, first)?)))
    {
        out.push_str("<p class=\"change\" dir=\"auto\">");
        change(story.text(), &edits, out);
        out.push_str("</p>");
    }
    for fix in others {
        put(out, format_args!("<p dir=\"auto\">or: {}</p>", Text(&fix.title)));
    }
    out.push_str("</div>\n");
}

/// Where in the words of the story the edits stand; nothing when one of them stands on none.
fn places<'f>(section: &Section<'_>, story: &Document, fix: &'f Fix) -> Option<Vec<(Span, &'f str)>> {
    let place = |edit: &'f Edit| {
        let words = section.words_of(story.source().span_of(edit.place))?;
        Some((words, edit.words.as_str()))
    };
    fix.edits.iter().map(place).collect()
}

fn change(text: &str, edits: &[(Span, &str)], out: &mut String) {
    let mut at = None;
    for (span, new) in edits {
        let (old, shared) = (span.of(text), common(span.of(text), new));
        let start = span.start as usize + shared.0;
        lead(text, at, start, out);
        let (old, new) = (&old[shared.0..old.len() - shared.1], &new[shared.0..new.len() - shared.1]);
        if !old.is_empty() {
            put(out, format_args!("<del>{}</del>", Text(old)));
        }
        if !new.is_empty() {
            put(out, format_args!("<ins>{}</ins>", Text(new)));
        }
        at = Some(start + old.len());
    }
    let rest = text.get(at.unwrap_or(0)..).unwrap_or_default();
    let shown = head(rest, AROUND);
    put(out, format_args!("{}{}", Text(shown), if shown.len() < paragraph(rest) { " …" } else { "" }));
}

/// The words before an edit, from the one before it on.
fn lead(text: &str, from: Option<usize>, to: usize, out: &mut String) {
    let before = text.get(from.unwrap_or(0)..to).unwrap_or_default();
    let shown = tail(before, AROUND);
    if shown.len() == before.len() {
        return put(out, format_args!("{}", Text(shown)));
    }
    if from.is_some() {
        put(out, format_args!("{}", Text(head(before, AROUND))));
    }
    let begins = before[..before.len() - shown.len()].ends_with(['\n', '\r']);
    put(out, format_args!("{}{}", if begins && from.is_none() { "" } else { "… " }, Text(shown)));
}

/// How far the line goes on.
fn paragraph(rest: &str) -> usize {
    rest.find(['\n', '\r']).unwrap_or(rest.len())
}

/// Bytes at the start and at the end that both have, in whole words.
fn common(old: &str, new: &str) -> (usize, usize) {
    let word = |text: &str, at: usize| {
        at == 0 || at == text.len() || text[..at].ends_with(' ') || text[at..].starts_with(' ')
    };
    let fits =
        |at: usize| old.is_char_boundary(at) && new.is_char_boundary(at) && word(old, at) && word(new, at);
    let same = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let start = (0..=same).rev().find(|&at| fits(at)).unwrap_or(0);
    let (old, new) = (&old[start..], &new[start..]);
    let same = old.bytes().rev().zip(new.bytes().rev()).take_while(|(old, new)| old == new).count();
    let fits = |at: usize| {
        let (old_at, new_at) = (old.len() - at, new.len() - at);
        old.is_char_boundary(old_at) && new.is_char_boundary(new_at) && word(old, old_at) && word(new, new_at)
    };
    (start, (0..=same).rev().find(|&at| fits(at)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, edits: &[(Span, &str)]) -> String {
        let mut out = String::new();
        change(text, edits, &mut out);
        out
    }

    #[test]
    fn only_what_changes_is_struck() {
        let text = "They were planning bomb attack on the hall.";
        assert_eq!(
            changed(text, &[(Span::new(19, 19), "a ")]),
            "They were planning <ins>a </ins>bomb attack on the hall."
        );
        assert_eq!(
            changed(text, &[(Span::new(5, 18), "were plotting")]),
            "They were <del>planning</del><ins>plotting</ins> bomb attack on the hall."
        );
        assert_eq!(changed("the the hall", &[(Span::new(3, 7), "")]), "the<del> the</del> hall");
    }

    #[test]
    fn far_edits_leave_out_what_lies_between() {
        let text = format!("One.{}Two.", " word".repeat(40));
        let end = text.len() - 4;
        let shown = changed(&text, &[(Span::new(0, 3), "First"), (Span::new(end, end + 3), "Last")]);
        assert!(shown.starts_with("<del>One</del><ins>First</ins>. word"), "{shown}");
        assert!(shown.contains("… word") && shown.ends_with("<del>Two</del><ins>Last</ins>."), "{shown}");
        assert!(shown.len() < 200, "{shown}");
    }
}
