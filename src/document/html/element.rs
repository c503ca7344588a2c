//! What the elements of HTML mean for the copy.

use super::super::Role;

/// What an element does to the words inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Runs on in its line.
    Inline,
    /// Has no end tag and no words.
    Void,
    /// Begins and ends a block.
    Block,
    /// A block that ends where the next one begins.
    Paragraph,
    /// A heading, by its level.
    Heading(u8),
    /// An entry of a list.
    Item,
    /// A term of a list, or what is said of it.
    Term,
    /// A cell of a table.
    Cell,
    /// A row of a table.
    Row,
    /// Set apart as quoted.
    Quote,
    /// Words under a picture or a table.
    Caption,
    /// Who wrote it.
    Address,
    /// White space counts.
    Preformatted,
    /// The page's title.
    Title,
    /// The story itself: copy whatever stands around it.
    Story,
    /// No copy, in the middle of a line.
    Silent,
    /// No copy, on lines of its own.
    SilentBlock,
}

impl Kind {
    /// The kind of the element with this name, which is in lower case.
    pub fn of(name: &str) -> Self {
        match name {
            "area" | "base" | "br" | "col" | "embed" | "frame" | "hr" | "img" | "input" | "link" | "meta"
            | "param" | "source" | "track" | "wbr" => Self::Void,
            "p" => Self::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading(name.as_bytes()[1] - b'0'),
            "li" => Self::Item,
            "dt" | "dd" => Self::Term,
            "td" | "th" => Self::Cell,
            "tr" => Self::Row,
            "blockquote" => Self::Quote,
            "figcaption" | "caption" => Self::Caption,
            "address" => Self::Address,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Preformatted,
            "title" => Self::Title,
            "article" | "main" => Self::Story,
            "nav" | "footer" | "aside" | "form" | "dialog" => Self::SilentBlock,
            "script" | "style" | "template" | "noscript" | "svg" | "math" | "del" | "s" | "strike" | "rt"
            | "rp" | "button" | "select" | "datalist" | "textarea" | "label" | "legend" | "iframe"
            | "object" | "audio" | "video" | "canvas" | "noframes" | "noembed" => Self::Silent,
            "body" | "center" | "details" | "dir" | "div" | "dl" | "fieldset" | "figure" | "head"
            | "header" | "hgroup" | "html" | "menu" | "ol" | "optgroup" | "option" | "search" | "section"
            | "summary" | "table" | "tbody" | "tfoot" | "thead" | "ul" => Self::Block,
            _ => Self::Inline,
        }
    }

    /// Whether it begins and ends a block.
    pub fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::Void | Self::Silent)
    }

    /// Whether its words are no copy.
    pub fn is_silent(self) -> bool {
        matches!(self, Self::Silent | Self::SilentBlock)
    }

    /// The role that it gives to its words, where it gives one.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Heading(_) => Some(Role::Crosshead),
            Self::Item | Self::Term => Some(Role::ListItem),
            Self::Cell => Some(Role::TableCell),
            Self::Quote => Some(Role::QuoteBlock),
            Self::Caption => Some(Role::Caption),
            Self::Address => Some(Role::Byline),
            Self::Title => Some(Role::Headline),
            _ => None,
        }
    }

    /// Whether an element of this kind ends where one of kind `next` begins.
    pub fn ends_before(self, next: Self) -> bool {
        match self {
            Self::Paragraph => next.is_block(),
            Self::Heading(_) => matches!(next, Self::Heading(_)),
            Self::Item => next == Self::Item,
            Self::Term => next == Self::Term,
            Self::Cell => matches!(next, Self::Cell | Self::Row),
            Self::Row => next == Self::Row,
            _ => false,
        }
    }

    /// Whether an end tag of this name inside an element of this kind means nothing outside it.
    pub fn shields_from(self, name: &str) -> bool {
        let table = ["td", "th", "tr", "table", "tbody", "thead", "tfoot"];
        self == Self::Cell && !table.contains(&name)
    }
}
