//! Where in a story a rule looks: roles of blocks, and whether quoted words are its business.

use super::did_you_mean;
use super::settings::{Mistake, Setting};
use super::value::Value;
use crate::document::{Block, Role};
use crate::span::Span;
use crate::story::Story;

/// The word that leaves quoted words alone.
const OUTSIDE_QUOTES: &str = "!quote";

/// Roles a rule looks at, and whether it skips what stands in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    roles: Option<Vec<Role>>,
    /// Whether words in quotation marks are left alone.
    pub outside_quotes: bool,
}

impl Scope {
    /// Every block that is copy: all roles but notes to the desk and boilerplate.
    #[must_use]
    pub fn copy() -> Self {
        Self { roles: None, outside_quotes: false }
    }

    /// Whether the rule looks at the block.
    #[must_use]
    pub fn covers(&self, block: &Block) -> bool {
        match &self.roles {
            Some(roles) => roles.contains(&block.role),
            None => !matches!(block.role, Role::Note | Role::Boilerplate),
        }
    }

    /// Whether the rule looks at these words of the story.
    #[must_use]
    pub fn covers_span(&self, story: &Story<'_>, span: Span) -> bool {
        story.block_of(span).is_some_and(|block| self.covers(block))
            && !(self.outside_quotes && story.is_quoted(span))
    }
}

impl Setting for Scope {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::List(items) = value else { return Err(Mistake::wrong_type("a list of roles", value)) };
        let mut scope = Self::copy();
        for item in items {
            let Value::String(word) = &item.value else {
                let mut mistake = Mistake::wrong_type("a list of roles in quotes", &item.value);
                mistake.span = Some(item.span);
                return Err(mistake);
            };
            if word == OUTSIDE_QUOTES {
                scope.outside_quotes = true;
                continue;
            }
            let role = Role::from_name(word).ok_or_else(|| Mistake {
                span: Some(item.span),
                help: did_you_mean(word, words()),
                ..Mistake::new(format!("cannot hold `{word}`, which is no role of a block"))
            })?;
            scope.roles.get_or_insert_default().push(role);
        }
        Ok(scope)
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": { "enum": words().collect::<Vec<_>>() } })
    }

    fn json(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

fn words() -> impl Iterator<Item = &'static str> {
    Role::NAMES.iter().copied().chain([OUTSIDE_QUOTES])
}
