//! What the elements of NITF and XHTML mean; the two share most of their names.

use super::{Elements, Tag};
use crate::document::Role;

/// What an element is to the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) enum Meaning {
    /// Its words join those around it.
    Inline,
    /// The same, with a space before it where there is none.
    Apart,
    /// A paragraph, or something that holds paragraphs; they have the role of what is around it.
    Block,
    /// A paragraph, or something that holds paragraphs, with a role of its own.
    Role(Role),
    /// The title of a page: a headline where there is no other.
    Title,
    /// Its line breaks and blank lines are meant.
    Preformatted,
    /// The end of a line; two of them end a paragraph.
    Break,
    /// It holds no words of the story itself; elements in it may.
    Outside,
    /// Nothing in it is copy.
    Skipped,
}

/// The meaning of an element of NITF or XHTML at this place of a story.
pub(in crate::document) fn of_copy<'s>(tag: &Tag<'s>, story: &Elements<'s>) -> Meaning {
    use Meaning::{Apart, Block, Break, Inline, Outside, Preformatted, Skipped, Title};
    match tag.name.local {
        "nitf" | "html" | "head" | "body.head" | "hedline" | "docdata" | "identified-content" => Outside,
        "title" => Title,
        "hl1" | "h1" => heading(story),
        "hl2" if story.parent() == "hedline" => Meaning::Role(Role::Deck),
        "hl2" | "h2" | "h3" | "h4" | "h5" | "h6" => Meaning::Role(Role::Crosshead),
        "byline" if has_class(tag, "normalized_byline") => Skipped,
        "byline" => Meaning::Role(Role::Byline),
        "byttl" => Apart,
        "dateline" => Meaning::Role(Role::Dateline),
        "abstract" => Meaning::Role(Role::Deck),
        "note" => Meaning::Role(Role::Note),
        "body" | "body.content" => Meaning::Role(Role::Body),
        "block" if has_class(tag, "lead_paragraph") || has_class(tag, "online_lead_paragraph") => Skipped,
        "div" if is_caption(tag) => Meaning::Role(Role::Caption),
        "p" | "div" | "block" | "section" | "article" | "header" | "footer" | "main" | "aside"
        | "address" | "center" | "hr" | "media" | "figure" | "table" | "nitf-table" | "custom-table"
        | "caption-group" | "thead" | "tbody" | "tfoot" | "tr" | "ol" | "ul" | "dl" | "credit" => Block,
        "bq" | "blockquote" => Meaning::Role(Role::QuoteBlock),
        "li" | "dt" | "dd" | "fn" => Meaning::Role(Role::ListItem),
        "td" | "th" => Meaning::Role(Role::TableCell),
        "media-caption" | "figcaption" | "caption" => Meaning::Role(Role::Caption),
        "media-producer" | "distributor" | "rights" | "datasource" | "body.end" | "tagline"
        | "bibliography" => Meaning::Role(Role::Boilerplate),
        "pre" => Preformatted,
        "br" => Break,
        "script"
        | "style"
        | "template"
        | "noscript"
        | "iframe"
        | "object"
        | "svg"
        | "form"
        | "nav"
        | "select"
        | "textarea"
        | "del"
        | "s"
        | "strike"
        | "media-reference"
        | "media-metadata"
        | "media-object"
        | "nitf-table-metadata" => Skipped,
        _ => Inline,
    }
}

/// The first heading heads the story, and so does one that says the same.
fn heading(story: &Elements<'_>) -> Meaning {
    Meaning::Role(if story.has_headline() && story.parent() != "hedline" {
        Role::Crosshead
    } else {
        Role::Headline
    })
}

/// Whether a division holds a picture and the words about it, as far as its names tell.
fn is_caption(tag: &Tag<'_>) -> bool {
    let names = ["class", "id"].map(|key| tag.attribute(key).unwrap_or_default().to_ascii_lowercase());
    names.iter().any(|names| names.contains("caption") || names.contains("bodyimg"))
}

fn has_class(tag: &Tag<'_>, class: &str) -> bool {
    tag.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}
