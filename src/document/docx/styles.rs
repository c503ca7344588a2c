//! A document's styles: what a paragraph's style says of its role, and which styles hide words.

use std::collections::BTreeMap;

use super::super::{Options, Role};
use super::markup::{Piece, Scanner, Tag};
use super::package::Part;
use super::refusal::Refusal;

/// Styles that are based on each other; Word itself allows eleven.
const LONGEST_CHAIN: usize = 32;
/// The first level of an outline that stands for words of the body.
const BODY_LEVEL: u32 = 9;

/// The styles of a document, by the names that paragraphs use.
#[derive(Debug, Default)]
pub struct Styles {
    numbers: BTreeMap<String, u32>,
    styles: Vec<Style>,
}

#[derive(Debug, Default)]
struct Style {
    /// The name that people see; English for those that come with Word, whatever its language.
    name: String,
    based_on: Option<String>,
    heading: Option<bool>,
    list: Option<bool>,
    hidden: Option<bool>,
}

impl Styles {
    /// Reads the part that holds them.
    pub fn read(part: &Part) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut scanner = Scanner::new(part);
        let mut open: Vec<bool> = Vec::new();
        while let Some(piece) = scanner.read()? {
            match piece {
                Piece::Open(tag) => {
                    // What a table's style says of single cells, and what a style was before a change, is not read.
                    let aside = open.last() == Some(&true)
                        || (tag.word && (tag.local == "tblStylePr" || tag.local.ends_with("Change")));
                    open.push(aside);
                    if tag.word && !aside {
                        styles.see(&tag);
                    }
                }
                Piece::Close(_) => drop(open.pop()),
                Piece::Words(_) => {}
            }
        }
        Ok(styles)
    }

    fn see(&mut self, tag: &Tag<'_>) {
        let value = || tag.attribute("val").unwrap_or_default();
        if tag.local == "style" {
            let id = tag.attribute("styleId").unwrap_or_default().into_owned();
            self.numbers.entry(id.clone()).or_insert(self.styles.len() as u32);
            self.styles.push(Style { name: id, ..Style::default() });
            return;
        }
        let Some(style) = self.styles.last_mut() else { return };
        match tag.local {
            "name" => style.name = value().into_owned(),
            "basedOn" => style.based_on = Some(value().into_owned()),
            "outlineLvl" => style.heading = Some(is_heading_level(&value())),
            "numId" => style.list = Some(value() != "0"),
            "vanish" => style.hidden = Some(tag.is_on()),
            _ => {}
        }
    }

    /// The number of a style; one that is used and not described gets a number, too.
    pub fn number(&mut self, id: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.styles.len() as u32;
        self.numbers.insert(id.to_owned(), number);
        self.styles.push(Style { name: id.to_owned(), ..Style::default() });
        number
    }

    /// Whether words in this style are not to be seen.
    pub fn hides(&self, number: u32) -> bool {
        self.chain(number).find_map(|style| style.hidden).unwrap_or(false)
    }

    /// Whether paragraphs of this style are items of a list.
    pub fn is_list(&self, number: u32) -> bool {
        self.chain(number).find_map(|style| style.list).unwrap_or(false)
    }

    /// The role that the style's name gives, or that of the style it is based on. A desk's own styles count by the names
    /// that its config gives a role.
    pub fn role(&self, number: u32, options: &Options) -> Option<Role> {
        let named = self.chain(number).find_map(|style| role_of_name(&style.name, options));
        let heading = || self.chain(number).find_map(|style| style.heading).unwrap_or(false);
        named.or_else(|| heading().then_some(Role::Crosshead))
    }

    fn chain(&self, number: u32) -> impl Iterator<Item = &Style> {
        let parent = |style: &&Style| {
            let number = self.numbers.get(style.based_on.as_ref()?)?;
            self.styles.get(*number as usize)
        };
        std::iter::successors(self.styles.get(number as usize), parent).take(LONGEST_CHAIN)
    }
}

/// Whether an outline level is one of a heading's.
pub fn is_heading_level(level: &str) -> bool {
    level.trim().parse().is_ok_and(|level: u32| level < BODY_LEVEL)
}

fn role_of_name(name: &str, options: &Options) -> Option<Role> {
    if let Some(role) = options.role_of(name) {
        return Some(role);
    }
    // As paragraphs name styles, and as the styles call themselves: `Heading1` and `heading 1`.
    let plain: String = name.chars().filter(|letter| *letter != ' ').flat_map(char::to_lowercase).collect();
    match plain.as_str() {
        "title" => Some(Role::Headline),
        "subtitle" => Some(Role::Deck),
        "caption" => Some(Role::Caption),
        "quote" | "intensequote" => Some(Role::QuoteBlock),
        name => {
            let level = name.strip_prefix("heading")?;
            (level.len() == 1 && level.bytes().all(|digit| digit.is_ascii_digit())).then_some(Role::Crosshead)
        }
    }
}
