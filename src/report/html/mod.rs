//! One page for a browser: every story as it reads, its findings underlined in place, a card beside each.
//!
//! The page needs no server and loads nothing; without JavaScript it is complete, only without filters and keys.
//! Whatever comes from outside is written by [`escape::Text`], and a policy of hashes keeps everything but the page's own
//! style and script from running even if that failed.

pub mod escape;

mod card;
mod excerpt;
mod front;
mod repair;
mod section;
mod story;
mod words;

use std::io::{Result, Write};

use section::Section;
use words::put;

use super::Style;
use crate::finding::{Outcome, RuleText};

/// The page while it is written.
struct Page<'a> {
    sections: Vec<Section<'a>>,
    /// The rules that found something and explain themselves, in the order of their names.
    rules: Vec<&'a RuleText>,
}

/// Writes the page.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(outcome: &Outcome, _style: &Style, out: &mut dyn Write) -> Result<()> {
    let page = Page {
        sections: section::sections(outcome),
        rules: outcome.rules.iter().filter(|rule| !rule.why.trim().is_empty()).collect(),
    };
    let mut text = String::new();
    front::open(&page, outcome, &mut text);
    text.push_str("<main id=\"stories\" tabindex=\"-1\">\n");
    front::failures(outcome, &mut text);
    let (shown, clean): (Vec<_>, Vec<_>) =
        (1..).zip(&page.sections).partition(|(_, section)| section.is_shown());
    let found: Vec<_> = shown.iter().filter(|(_, section)| !section.entries.is_empty()).collect();
    front::index(&found, &mut text);
    for (number, section) in shown {
        page.section(number, section, &mut text);
        out.write_all(text.as_bytes())?;
        text.clear();
    }
    front::clean(&clean.iter().map(|(_, section)| *section).collect::<Vec<_>>(), &mut text);
    front::rules(&page, &mut text);
    front::close(&mut text);
    out.write_all(text.as_bytes())
}

/// Whether a file that begins like this is such a page, and so no draft.
#[must_use]
pub fn is_page(head: &[u8]) -> bool {
    head.starts_with(front::START.as_bytes())
}

impl Page<'_> {
    fn section(&self, number: usize, section: &Section<'_>, out: &mut String) {
        let class = if section.story.is_some() { "story" } else { "story settings" };
        put(
            out,
            format_args!("<section class=\"{class}\" id=\"s{number}\" aria-labelledby=\"t{number}\">\n"),
        );
        story::heading(section, number, out);
        story::write(self, section, out);
        out.push_str("</section>\n");
    }

    /// Where among the explained rules a rule stands.
    fn explained(&self, rule: &str) -> Option<usize> {
        self.rules.binary_search_by(|known| (*known.name).cmp(rule)).ok()
    }
}
