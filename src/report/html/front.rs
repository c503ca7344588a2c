//! What stands around the stories: head, title, filters, index, files not checked, rules.

use std::collections::BTreeMap;

use super::Page;
use super::escape::Text;
use super::section::Section;
use super::words::{put, title};
use crate::finding::{Outcome, Severity};
use crate::report::{Style, summary};

/// Loudest first, as a reader wants them.
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// What a browser may load and run: nothing but the style and the script above, by their hashes.
const POLICY: &str = include_str!("policy.txt");

/// What every page begins with and nothing else does.
pub const START: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
                         <meta name=\"generator\" content=\"copydesk\">\n";

/// Writes everything before the stories.
pub fn open(page: &Page<'_>, outcome: &Outcome, out: &mut String) {
    let summary = summary(outcome, &Style::default());
    let name = match page.sections.iter().filter(|section| !section.entries.is_empty()).collect::<Vec<_>>()[..]
    {
        [only] => only.title(),
        _ => "Findings",
    };
    put(
        out,
        format_args!(
            "{START}<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{} – copydesk</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#stories\">Skip to the stories</a>\n\
             <header class=\"mast\">\n<h1>copydesk</h1>\n<p class=\"summary\">{}</p>\n\
             <button type=\"button\" id=\"theme\" hidden>Dark or light</button>\n</header>\n",
            POLICY.trim(),
            Text(name),
            Text(&summary),
        ),
    );
    filters(outcome, out);
}

/// Checkboxes for severities and rules; of use only to the script, which shows them.
fn filters(outcome: &Outcome, out: &mut String) {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    outcome.findings.iter().for_each(|finding| *rules.entry(&finding.rule).or_default() += 1);
    if rules.is_empty() {
        return;
    }
    out.push_str("<form class=\"filters\" id=\"filters\" aria-label=\"Filter findings\" hidden>\n<fieldset><legend class=\"aside\">Severity</legend>\n");
    for severity in SEVERITIES {
        let count = outcome.findings.iter().filter(|finding| finding.severity == severity).count();
        let (name, title) = (severity.name(), title(severity));
        put(
            out,
            format_args!(
                "<label class=\"{name}\"><input type=\"checkbox\" name=\"severity\" value=\"{name}\" checked> \
                 <span class=\"sample\">{title}</span> <output>{count}</output></label>\n"
            ),
        );
    }
    out.push_str("</fieldset>\n<details><summary>Rules</summary><fieldset class=\"rules\"><legend class=\"aside\">Rules</legend>\n");
    for (rule, count) in rules {
        put(
            out,
            format_args!(
                "<label><input type=\"checkbox\" name=\"rule\" value=\"{rule}\" checked> {rule} <output>{count}</output></label>\n",
                rule = Text(rule)
            ),
        );
    }
    out.push_str(
        "</fieldset></details>\n<p id=\"shown\" role=\"status\"></p>\n\
         <p class=\"keys\"><kbd>j</kbd> next <kbd>k</kbd> previous <kbd>Enter</kbd> open <kbd>Esc</kbd> close</p>\n</form>\n",
    );
}

/// Names what could not be checked.
pub fn failures(outcome: &Outcome, out: &mut String) {
    if outcome.failed.is_empty() {
        return;
    }
    out.push_str(
        "<section class=\"failed\" aria-labelledby=\"failed\">\n<h2 id=\"failed\">Not checked</h2>\n<ul>\n",
    );
    for failure in &outcome.failed {
        put(
            out,
            format_args!(
                "<li class=\"gone\" dir=\"auto\"><b>{}</b>: {}</li>\n",
                Text(&failure.path),
                Text(&failure.reason)
            ),
        );
    }
    out.push_str("</ul>\n</section>\n");
}

/// The stories with their counts, where there are several.
pub fn index(sections: &[&(usize, &Section<'_>)], out: &mut String) {
    if sections.len() < 2 {
        return;
    }
    out.push_str(
        "<nav class=\"index\" aria-label=\"Stories\">\n<table>\n<thead><tr><th scope=\"col\">Story</th>\
         <th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n",
    );
    for (number, section) in sections {
        put(
            out,
            format_args!(
                "<tr data-s=\"{number}\"><td dir=\"auto\"><a href=\"#s{number}\">{}</a>",
                Text(section.title())
            ),
        );
        if section.title() != section.path {
            put(out, format_args!(" <span class=\"where\">{}</span>", Text(section.path)));
        }
        out.push_str("</td>");
        for severity in SEVERITIES {
            let count = section.entries.iter().filter(|entry| entry.finding.severity == severity).count();
            put(out, format_args!("<td class=\"{}\">{count}</td>", severity.name()));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</nav>\n");
}

/// Lists the stories in which nothing was found.
pub fn clean(sections: &[&Section<'_>], out: &mut String) {
    if sections.is_empty() {
        return;
    }
    put(
        out,
        format_args!(
            "<section class=\"clean\" aria-labelledby=\"clean\">\n<h2 id=\"clean\">Nothing to report</h2>\n\
             <details><summary>{} {}</summary>\n<ul>\n",
            sections.len(),
            if sections.len() == 1 { "story" } else { "stories" }
        ),
    );
    for section in sections {
        put(out, format_args!("<li dir=\"auto\">{}", Text(section.title())));
        if section.title() != section.path {
            put(out, format_args!(" <span class=\"where\">{}</span>", Text(section.path)));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n</details>\n</section>\n");
}

/// What the rules say of themselves, folded.
pub fn rules(page: &Page<'_>, out: &mut String) {
    if page.rules.is_empty() {
        return;
    }
    out.push_str(
        "<section class=\"explained\" aria-labelledby=\"rules\">\n<h2 id=\"rules\">The rules</h2>\n",
    );
    for (at, rule) in page.rules.iter().enumerate() {
        put(out, format_args!("<details id=\"r{at}\"><summary>{}</summary>\n", Text(&rule.name)));
        for paragraph in rule.why.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            put(out, format_args!("<p dir=\"auto\">{}</p>\n", Text(paragraph.trim())));
        }
        if let Some(link) = rule.link.as_deref().filter(|link| link.starts_with("https://")) {
            let link = Text(link);
            put(out, format_args!("<p><a href=\"{link}\" rel=\"noreferrer noopener\">{link}</a></p>\n"));
        }
        out.push_str("</details>\n");
    }
    out.push_str("</section>\n");
}

/// Ends the page.
pub fn close(out: &mut String) {
    put(out, format_args!("</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"));
}
