//! What the elements of NITF and XHTML mean; the two share most of their names.

use super::{Elements, Meaning, Tag};
use crate::document::Role;

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

fn has_class(tag: &Tag<'_>, class: &str) -> bool {
    tag.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}
