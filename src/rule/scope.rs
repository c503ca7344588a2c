//! Where in a story a rule looks: roles of blocks, words in or outside quotation marks, and how much it looks at as one.

use super::did_you_mean;
use super::settings::{Mistake, Setting};
use super::value::{Located, Value};
use crate::document::{Block, Role};
use crate::span::Span;
use crate::story::Story;

/// The words of a scope that name no role, with what each does.
const WORDS: [(&str, Word); 6] = [
    ("heading", Word::Headings),
    ("quote", Word::Quotes(Quotes::Only)),
    ("!quote", Word::Quotes(Quotes::Outside)),
    ("sentence", Word::Unit(Unit::Sentence)),
    ("paragraph", Word::Unit(Unit::Paragraph)),
    ("story", Word::Unit(Unit::Story)),
];

/// Where a rule looks, and what it takes as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    roles: Option<Vec<Role>>,
    not: Vec<Role>,
    quotes: Quotes,
    headings: bool,
    /// The stretch that a rule counts in, measures or reads as one.
    pub unit: Unit,
}

/// The stretch of a story that a rule takes as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A sentence.
    Sentence,
    /// A block: a paragraph, a headline, an entry of a list.
    Paragraph,
    /// All blocks that the scope covers, taken together.
    Story,
}

/// Whether quoted words are a rule's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    Any,
    Only,
    Outside,
}

#[derive(Clone, Copy)]
enum Word {
    Role(Role),
    Not(Role),
    Quotes(Quotes),
    /// What the format marks as a heading.
    Headings,
    Unit(Unit),
}

impl Scope {
    /// Every block that is copy: all roles but notes to the desk and boilerplate.
    #[must_use]
    pub fn copy() -> Self {
        Self { roles: None, not: Vec::new(), quotes: Quotes::Any, headings: false, unit: Unit::Paragraph }
    }

    /// Whether the rule looks at the block.
    #[must_use]
    pub fn covers(&self, block: &Block) -> bool {
        self.covers_role(block.role) && (block.heading || !self.headings)
    }

    /// Whether it looks at no block there can be.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !Role::NAMES.iter().filter_map(|name| Role::from_name(name)).any(|role| self.covers_role(role))
    }

    /// Whether there are words that both look at.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let apart = [(Quotes::Only, Quotes::Outside), (Quotes::Outside, Quotes::Only)];
        let mut roles = Role::NAMES.iter().filter_map(|name| Role::from_name(name));
        !apart.contains(&(self.quotes, other.quotes))
            && roles.any(|role| self.covers_role(role) && other.covers_role(role))
    }

    fn covers_role(&self, role: Role) -> bool {
        let named = match &self.roles {
            Some(roles) => roles.contains(&role),
            None => !matches!(role, Role::Note | Role::Boilerplate),
        };
        named && !self.not.contains(&role)
    }

    /// Whether the rule looks at these words of the story.
    #[must_use]
    pub fn covers_span(&self, story: &Story<'_>, span: Span) -> bool {
        story.block_of(span).is_some_and(|block| self.covers(block)) && self.covers_words(story, span)
    }

    /// Whether it looks at these words, whatever block they stand in.
    #[must_use]
    pub fn covers_words(&self, story: &Story<'_>, span: Span) -> bool {
        match self.quotes {
            Quotes::Any => true,
            Quotes::Only => story.is_quoted(span),
            Quotes::Outside => !story.is_quoted(span),
        }
    }

    /// What the rule takes as one, in text order: a sentence or a block each, or all blocks of the story together.
    #[must_use]
    pub fn units(&self, story: &Story<'_>) -> Vec<Vec<Span>> {
        let blocks = || story.blocks().iter().filter(|block| self.covers(block)).map(|block| block.span);
        match self.unit {
            Unit::Story => vec![blocks().collect()],
            Unit::Paragraph => blocks().map(|span| vec![span]).collect(),
            Unit::Sentence => {
                let sentences = story.sentences().iter();
                let covered =
                    sentences.filter(|sentence| self.covers(&story.blocks()[sentence.block as usize]));
                covered.map(|sentence| vec![sentence.span]).collect()
            }
        }
    }

    /// The stretches of text that a pattern sees, in text order: its units, those of a whole story block by block.
    #[must_use]
    pub fn stretches(&self, story: &Story<'_>) -> Vec<Span> {
        self.units(story).into_iter().flatten().collect()
    }

    fn add(&mut self, word: Word) {
        match word {
            Word::Role(role) => self.roles.get_or_insert_default().push(role),
            Word::Not(role) => self.not.push(role),
            Word::Quotes(quotes) => self.quotes = quotes,
            Word::Headings => self.headings = true,
            Word::Unit(unit) => self.unit = unit,
        }
    }

    /// What keeps the scope from covering anything.
    fn contradiction(words: &[(Word, Span, &str)]) -> Option<Mistake> {
        let mut unit: Option<&str> = None;
        let mut quotes: Option<&str> = None;
        for &(word, span, name) in words {
            let seen = match word {
                Word::Unit(_) => &mut unit,
                Word::Quotes(_) => &mut quotes,
                Word::Not(role) => match words.iter().find(|(_, _, other)| *other == role.name()) {
                    Some((.., other)) => return Some(both_at(span, other, name)),
                    None => continue,
                },
                Word::Role(_) | Word::Headings => continue,
            };
            match seen.replace(name) {
                Some(other) if other != name => return Some(both_at(span, other, name)),
                _ => {}
            }
        }
        None
    }
}

fn both_at(span: Span, one: &str, other: &str) -> Mistake {
    let mistake = Mistake::new(format!("holds both `{one}` and `{other}`"));
    Mistake { span: Some(span), help: Some("leave one of them out".into()), ..mistake }
}

impl Word {
    fn from_name(name: &str) -> Option<Self> {
        let known = WORDS.iter().find(|(known, _)| *known == name).map(|(_, word)| *word);
        let negated = || name.strip_prefix('!').and_then(Role::from_name).map(Self::Not);
        known.or_else(|| Role::from_name(name).map(Self::Role)).or_else(negated)
    }
}

impl Setting for Scope {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::List(items) = value else { return Err(Mistake::wrong_type("a list of roles", value)) };
        let words: Vec<(Word, Span, &str)> = items.iter().map(read_word).collect::<Result<_, _>>()?;
        if let Some(mistake) = Self::contradiction(&words) {
            return Err(mistake);
        }
        let mut scope = Self::copy();
        words.into_iter().for_each(|(word, ..)| scope.add(word));
        Ok(scope)
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": { "enum": names() } })
    }

    fn json(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

fn read_word(item: &Located<Value>) -> Result<(Word, Span, &str), Mistake> {
    let Value::String(name) = &item.value else {
        let mut mistake = Mistake::wrong_type("a list of roles in quotes", &item.value);
        mistake.span = Some(item.span);
        return Err(mistake);
    };
    let word = Word::from_name(name).ok_or_else(|| Mistake {
        span: Some(item.span),
        help: did_you_mean(name, names().iter().map(String::as_str)),
        ..Mistake::new(format!("cannot hold `{name}`, which is no role of a block"))
    })?;
    Ok((word, item.span, name))
}

/// Every word that a scope may hold.
fn names() -> Vec<String> {
    let roles = Role::NAMES.iter().map(|role| (*role).to_owned());
    let negated = Role::NAMES.iter().map(|role| format!("!{role}"));
    roles.chain(WORDS.iter().map(|(name, _)| (*name).to_owned())).chain(negated).collect()
}
