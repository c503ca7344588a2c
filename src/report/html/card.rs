//! The card of a finding: what is wrong, why, where else to look, what to do.

use super::escape::Text;
use super::section::{Entry, MOST_OTHERS, Section};
use super::words::{name, put, title};
use super::{Page, excerpt, repair};
use crate::finding::{Finding, Label};

/// Writes the card of a finding, opened; the page's script closes it.
pub fn write(page: &Page<'_>, section: &Section<'_>, entry: &Entry<'_>, out: &mut String) {
    let Entry { number, finding, .. } = entry;
    let severity = finding.severity.name();
    put(
        out,
        format_args!(
            "<details class=\"card {severity}\" id=\"f{number}\" data-f=\"{number}\" data-rule=\"{rule}\" open>\
             <summary><span class=\"no\">{number}</span> <b>{title}</b> <span class=\"message\" dir=\"auto\">{message}</span></summary>\n",
            rule = Text(&finding.rule),
            title = title(finding.severity),
            message = Text(&finding.message),
        ),
    );
    notes(finding, out);
    others(page, section, entry, out);
    help(finding, out);
    repair::write(section, finding, out);
    foot(page, section, entry, out);
    out.push_str("</details>\n");
}

fn notes(finding: &Finding, out: &mut String) {
    let notes: Vec<_> = finding.notes.iter().filter(|note| !note.trim().is_empty()).collect();
    if notes.is_empty() {
        return;
    }
    out.push_str("<ul class=\"reasons\">");
    notes.iter().for_each(|note| put(out, format_args!("<li dir=\"auto\">{}</li>", Text(note.trim()))));
    out.push_str("</ul>\n");
}

/// The other places, and the words of the finding's own where they explain themselves.
fn others(page: &Page<'_>, section: &Section<'_>, entry: &Entry<'_>, out: &mut String) {
    let finding = entry.finding;
    if finding.labels.is_empty() && finding.primary.text.trim().is_empty() {
        return;
    }
    out.push_str("<ul class=\"places\">");
    if !finding.primary.text.trim().is_empty() {
        put(out, format_args!("<li dir=\"auto\">{}</li>", Text(finding.primary.text.trim())));
    }
    for (at, (label, there)) in finding.labels.iter().zip(&entry.others).enumerate() {
        out.push_str("<li dir=\"auto\">");
        other(page, section, (entry.number, at + 1), label, *there, out);
        out.push_str("</li>");
    }
    match finding.labels.len().saturating_sub(MOST_OTHERS) {
        0 => {}
        1 => out.push_str("<li>and 1 more place</li>"),
        more => put(out, format_args!("<li>and {more} more places</li>")),
    }
    out.push_str("</ul>\n");
}

/// `12a ¶1, first said here: “…”`, linked where the place is on the page.
fn other(
    page: &Page<'_>,
    own: &Section<'_>,
    (number, which): (usize, usize),
    label: &Label,
    there: (Option<usize>, Option<u32>),
    out: &mut String,
) {
    let (section, at) = there;
    let section = section.map(|section| &page.sections[section]);
    let is_own = section.is_some_and(|section| std::ptr::eq(section, own));
    let named = section.zip(at).and_then(|(section, at)| section.name_of(at));
    if at.is_some() {
        put(out, format_args!("<a href=\"#m{number}-{which}\">{}</a> ", name(number, which)));
    }
    if !is_own {
        put(out, format_args!("<span class=\"where\">{}</span>, ", Text(&label.path)));
    }
    match named {
        Some(named) => put(out, format_args!("{named}")),
        None => put(out, format_args!("line {}", label.place.line)),
    }
    let text = label.text.trim();
    put(out, format_args!("{}{}: ", if text.is_empty() { " says" } else { ", " }, Text(text)));
    excerpt::cite(&label.excerpt, out);
}

/// The help, where no repair says it.
fn help(finding: &Finding, out: &mut String) {
    let said = |help: &str| finding.fixes.first().is_some_and(|fix| fix.title == help);
    if let Some(help) = finding.help.as_deref().filter(|help| !help.trim().is_empty() && !said(help)) {
        put(out, format_args!("<p class=\"help\" dir=\"auto\">{}</p>\n", Text(help.trim())));
    }
}

/// The rule, the place, and what a reader can do with the card.
fn foot(page: &Page<'_>, section: &Section<'_>, entry: &Entry<'_>, out: &mut String) {
    let Entry { number, finding, at, .. } = entry;
    let rule = Text(&finding.rule);
    out.push_str("<p class=\"foot\">");
    match page.explained(&finding.rule) {
        Some(at) => put(out, format_args!("<a class=\"rule\" href=\"#r{at}\">{rule}</a>")),
        None => put(out, format_args!("<span class=\"rule\">{rule}</span>")),
    }
    if let Some(certainty) = finding.certainty {
        put(out, format_args!(", {:.0} % sure", certainty.share() * 100.0));
    }
    let named = at.and_then(|at| section.name_of(at)).unwrap_or_else(|| "the place".to_owned());
    put(out, format_args!(" <a class=\"back\" href=\"#m{number}\">{named}"));
    if finding.primary.place.line > 0 {
        put(out, format_args!(", line {}", finding.primary.place.line));
    }
    out.push_str("</a></p>\n<p class=\"tools\" hidden><button type=\"button\" class=\"copy-text\">Copy as text</button> ");
    out.push_str("<label><input type=\"checkbox\" class=\"done\"> Done</label></p>");
}
