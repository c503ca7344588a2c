//! HTML: pages, and fragments inside other formats.
//!
//! White space is read as browsers show it. Words in navigation, footers, asides, forms, scripts and the like are no copy,
//! nor is what is hidden or struck out; `docs/formats.md` has the list.

mod element;
mod open;
mod reader;
mod shortcode;
#[cfg(test)]
mod tests;
mod tokens;

use self::reader::Reader;
use super::{Options, Parts, Role, furniture};

/// Reads a page.
pub(super) fn parse(text: &str, options: &Options) -> Parts {
    read(text, options, Use::Page, Role::Body)
}

/// Reads a piece of HTML out of a file of another format, such as the body of a feed's item. It has no headline of its own:
/// all its headings stand inside the story.
pub(super) fn fragment(text: &str, options: &Options) -> Parts {
    read(text, options, Use::Fragment, Role::Body)
}

/// Reads a piece of HTML whose words have a role of their own, such as the title of a feed's item.
pub(super) fn fragment_as(role: Role, text: &str, options: &Options) -> Parts {
    read(text, options, Use::Fragment, role)
}

/// Reads a piece of HTML as WordPress stores it: with blank lines between paragraphs and with shortcodes.
pub(super) fn wordpress(text: &str, options: &Options) -> Parts {
    read(text, options, Use::WordPress, Role::Body)
}

/// What a text of HTML is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    Page,
    Fragment,
    WordPress,
}

fn read(text: &str, options: &Options, purpose: Use, role: Role) -> Parts {
    let xhtml = is_xhtml(text);
    let mut reader = Reader::new(text, options, purpose, xhtml, role);
    tokens::read(text, xhtml, &mut reader);
    let mut parts = reader.finish();
    if role == Role::Body {
        let story = parts.prose.as_deref().unwrap_or_default();
        furniture::assign(story, text, &parts.map, &mut parts.blocks, None);
    }
    parts
}

/// Whether the text is HTML in the form of XML.
fn is_xhtml(text: &str) -> bool {
    const XMLNS: &[u8] = b"http://www.w3.org/1999/xhtml";
    let head = &text.as_bytes()[..text.len().min(4096)];
    text.trim_start().starts_with("<?xml") || memchr::memmem::find(head, XMLNS).is_some()
}
