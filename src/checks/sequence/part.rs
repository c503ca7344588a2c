//! A part of a sequence: how it is written in a rule, and the test it makes of a word.

use std::collections::HashSet;

use super::tags::Tags;
use crate::lexicon::inflections;
use crate::rule::settings::Mistake;
use crate::rule::words::Word;
use crate::rule::{Located, Pattern, Setting, Value, did_you_mean};
use crate::span::Span;
use crate::story::sentence::segment;
use crate::story::{Tag, Token};

/// The keys that a part may have.
const KEYS: [&str; 9] = ["words", "pattern", "lemma", "tag", "skip", "min", "max", "not", "target"];
/// The most that may be skipped or repeated.
const MOST: usize = 100;

/// A part as a rule gives it.
#[derive(Clone, Debug)]
pub struct Part {
    words: Vec<Word>,
    pattern: Option<Pattern>,
    lemmas: Vec<String>,
    tags: Option<Tags>,
    skip: usize,
    min: usize,
    max: usize,
    /// Whether the word must not be what the part says.
    pub not: bool,
    target: bool,
}

/// A part made ready to be asked about words.
pub struct Test {
    /// Words in lower case, or as they are where capitals count; none when the part names no words.
    words: Option<HashSet<String>>,
    /// Patterns that stand beside `words`.
    among: Vec<Pattern>,
    pattern: Option<Pattern>,
    tags: Option<Tags>,
    match_case: bool,
    pub skip: usize,
    pub min: usize,
    pub max: usize,
    pub not: bool,
    pub target: bool,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            pattern: None,
            lemmas: Vec::new(),
            tags: None,
            skip: 0,
            min: 1,
            max: 1,
            not: false,
            target: false,
        }
    }
}

impl Part {
    /// Whether it may be missing.
    pub fn is_optional(&self) -> bool {
        self.min == 0
    }

    /// The part as a test.
    pub fn test(&self, match_case: bool) -> Test {
        let mut words = HashSet::new();
        let mut among = Vec::new();
        for word in &self.words {
            match word {
                Word::Literal(text) => {
                    words.insert(folded(text.trim(), match_case));
                }
                Word::Pattern(pattern) => among.extend(whole(pattern, match_case)),
            }
        }
        words.extend(self.lemmas.iter().flat_map(|lemma| inflections::forms(lemma)));
        let named = !self.words.is_empty() || !self.lemmas.is_empty();
        Test {
            words: named.then_some(words),
            among,
            pattern: self.pattern.as_ref().and_then(|pattern| whole(pattern, match_case)),
            tags: self.tags,
            match_case,
            skip: self.skip,
            min: self.min,
            max: self.max,
            not: self.not,
            target: self.target,
        }
    }

    fn set(&mut self, key: &str, value: &Value) -> Result<(), Mistake> {
        match key {
            "words" => self.words = words(value)?,
            "pattern" => self.pattern = Some(Pattern::read(value)?),
            "lemma" => self.lemmas = one_or_more(value)?,
            "tag" => self.tags = Some(tags(value)?),
            "skip" => self.skip = number(value)?,
            "min" => self.min = number(value)?,
            "max" => self.max = number(value)?,
            "not" => self.not = bool::read(value)?,
            "target" => self.target = bool::read(value)?,
            _ => {
                return Err(Mistake { help: did_you_mean(key, KEYS), ..Mistake::new("is no key of a part") });
            }
        }
        Ok(())
    }
}

impl Test {
    /// Whether it asks for the part of speech.
    pub fn needs_tag(&self) -> bool {
        self.tags.is_some()
    }

    /// The words it takes, where it has to be there and takes no others.
    pub fn needed(&self) -> Option<&HashSet<String>> {
        let sure = !self.not && self.min > 0 && self.among.is_empty() && !self.match_case;
        self.words.as_ref().filter(|_| sure)
    }

    /// Whether the word is what the part asks for. Without a tag the part of speech is taken to be right, so that a part
    /// which must not be so is taken to hold. `spent` is set where a pattern took too much work.
    pub fn takes(&self, word: &str, tag: Option<Tag>, spent: &mut bool) -> bool {
        let is_so = self.is_so(word, spent);
        match (self.tags, tag) {
            (Some(_), None) => self.not || is_so,
            (Some(tags), Some(tag)) => (is_so && tags.hold(tag)) != self.not,
            (None, _) => is_so != self.not,
        }
    }

    fn is_so(&self, word: &str, spent: &mut bool) -> bool {
        let mut matches = |pattern: &Pattern| {
            let mut found = pattern.find_iter(word);
            let is_match = found.next().is_some();
            *spent |= found.spent();
            is_match
        };
        if self.pattern.as_ref().is_some_and(|pattern| !matches(pattern)) {
            return false;
        }
        let Some(words) = &self.words else { return true };
        words.contains(word)
            || (!is_plain(word) && words.contains(&folded(word, self.match_case)))
            || self.among.iter().any(matches)
    }
}

impl Setting for Part {
    fn read(value: &Value) -> Result<Self, Mistake> {
        let Value::Table(entries) = value else {
            return Err(Mistake::wrong_type("a table such as `{ words = \"…\" }`", value));
        };
        let mut part = Self::default();
        for (key, value) in entries {
            let place = if KEYS.contains(&key.value.as_str()) { value.span } else { key.span };
            part.set(&key.value, &value.value).map_err(|mistake| {
                let span = mistake.span.or(Some(place));
                Mistake {
                    span,
                    message: format!("has a `{}` that {}", key.value, mistake.message),
                    ..mistake
                }
            })?;
        }
        if part.min > part.max && !entries.iter().any(|(key, _)| key.value == "max") {
            part.max = part.min;
        }
        if part.min > part.max || part.max == 0 {
            let message = format!("can never be there: its `min` is {}, its `max` {}", part.min, part.max);
            return Err(Mistake::new(message));
        }
        Ok(part)
    }

    fn schema() -> serde_json::Value {
        let texts = serde_json::json!({ "type": ["string", "array"], "items": { "type": "string" } });
        let count = serde_json::json!({ "type": "integer", "minimum": 0, "maximum": MOST });
        serde_json::json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "words": texts, "pattern": Pattern::schema(), "lemma": texts, "tag": texts,
                "skip": count, "min": count, "max": count,
                "not": bool::schema(), "target": bool::schema(),
            },
        })
    }

    fn json(&self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

fn words(value: &Value) -> Result<Vec<Word>, Mistake> {
    let words = match value {
        Value::List(items) if items.is_empty() => return Err(Mistake::new("is an empty list")),
        Value::List(_) => Vec::<Located<Word>>::read(value)?,
        _ => vec![Located { value: Word::read(value)?, span: Span::default() }],
    };
    for word in &words {
        let Word::Literal(text) = &word.value else { continue };
        let pieces = pieces(text);
        if pieces.len() > 1 {
            let span = Some(word.span).filter(|span| !span.is_empty());
            let message = format!(
                "names “{text}”, which is {} words to copydesk: {}",
                pieces.len(),
                pieces.join(" + ")
            );
            return Err(Mistake {
                span,
                help: Some("make each a part of its own".into()),
                ..Mistake::new(message)
            });
        }
    }
    Ok(words.into_iter().map(|word| word.value).collect())
}

/// The tokens of a word.
fn pieces(text: &str) -> Vec<String> {
    let (mut tokens, mut sentences): (Vec<Token>, _) = (Vec::new(), Vec::new());
    segment(text, Span::new(0, text.len()), 0, &mut tokens, &mut sentences);
    tokens.iter().map(|token| format!("“{}”", token.span.of(text))).collect()
}

fn one_or_more(value: &Value) -> Result<Vec<String>, Mistake> {
    match value {
        Value::List(items) if items.is_empty() => Err(Mistake::new("is an empty list")),
        Value::List(_) => Vec::read(value),
        _ => String::read(value).map(|text| vec![text]),
    }
}

fn tags(value: &Value) -> Result<Tags, Mistake> {
    let texts = one_or_more(value)?;
    let sets: Vec<Tags> = texts.iter().map(|text| Tags::read(text)).collect::<Result<_, _>>()?;
    sets.into_iter().reduce(Tags::with).ok_or_else(|| Mistake::new("is an empty list"))
}

fn number(value: &Value) -> Result<usize, Mistake> {
    let number = usize::read(value)?;
    if number <= MOST {
        Ok(number)
    } else {
        Err(Mistake::new(format!("has to be {MOST} or less, not {number}")))
    }
}

/// The pattern, to match a whole word.
fn whole(pattern: &Pattern, match_case: bool) -> Option<Pattern> {
    Pattern::new(&format!(r"\A(?:{})\z", pattern.source()), match_case).ok()
}

/// Whether the word is its own folded form.
pub fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
}

/// The word with straight apostrophes, in lower case unless capitals count.
pub fn folded(word: &str, match_case: bool) -> String {
    let plain = word.replace('’', "'");
    if match_case { plain } else { plain.to_lowercase() }
}
