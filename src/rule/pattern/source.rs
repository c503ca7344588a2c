//! Takes look-around out of a pattern, since the automaton has none: a stand-in character keeps its place.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::Hir;

use super::plain_words;
use crate::rule::settings::Mistake;
use crate::span::Span;

/// Stand-ins are the characters from here on, which are nobody's copy.
const FIRST_STAND_IN: u32 = 0x0F_0000;
const MOST_LOOKS: usize = 200;

/// A pattern without its look-around.
pub struct Parts {
    text: String,
    /// Where runs of `text` come from: offset in it, offset in the whole pattern.
    origins: Vec<(usize, usize)>,
    /// The look-around, by the number of its stand-in.
    pub looks: Vec<LookSource>,
}

/// One look-around.
pub struct LookSource {
    /// Whether it looks at what follows.
    pub ahead: bool,
    /// Whether it must not stand there.
    pub negative: bool,
    /// What it looks for.
    pub body: Parts,
}

/// The number of the look-around that a character stands in for.
pub fn look_of(character: char) -> Option<usize> {
    let number = (character as u32).checked_sub(FIRST_STAND_IN)? as usize;
    (number < MOST_LOOKS).then_some(number)
}

/// Splits a pattern into itself and its look-around.
///
/// # Errors
/// Says what cannot be used, and where.
pub fn split(pattern: &str) -> Result<Parts, Mistake> {
    let mut splitter = Splitter { pattern, at: 0, looks: Vec::new() };
    let (text, origins) = splitter.part(false, 0)?;
    Ok(Parts { text, origins, looks: splitter.looks })
}

struct Splitter<'p> {
    pattern: &'p str,
    at: usize,
    /// Look-around of every depth: the numbers of stand-ins are the whole pattern's.
    looks: Vec<LookSource>,
}

impl Splitter<'_> {
    /// Copies up to the end, or up to the bracket that closes a look-around.
    fn part(&mut self, inside: bool, depth: usize) -> Result<(String, Vec<(usize, usize)>), Mistake> {
        let open = self.at;
        let mut text = String::new();
        let mut origins = vec![(0, self.at)];
        let mut groups = 0;
        while let Some(next) = self.pattern[self.at..].chars().next() {
            if let Some((length, ahead, negative)) = self.look_here() {
                let look = self.look(length, ahead, negative, depth)?;
                text.push(look);
                origins.push((text.len(), self.at));
                continue;
            }
            self.refuse()?;
            let end = match next {
                '\\' => self.after_escape(),
                '[' => self.after_class()?,
                _ => self.at + next.len_utf8(),
            };
            match next {
                '(' => groups += 1,
                ')' if groups == 0 && inside => return Ok((text, origins)),
                ')' => groups = groups.max(1) - 1,
                _ => {}
            }
            text.push_str(&self.pattern[self.at..end]);
            self.at = end;
        }
        if inside {
            return Err(plain_words::at(
                Span::new(open, self.pattern.len()),
                "this look-around is not closed",
                None,
            ));
        }
        Ok((text, origins))
    }

    fn look(&mut self, length: usize, ahead: bool, negative: bool, depth: usize) -> Result<char, Mistake> {
        let open = self.at;
        self.at += length;
        if depth > 4 || self.looks.len() >= MOST_LOOKS {
            return Err(plain_words::at(
                Span::new(open, self.at),
                "there is too much look-around in it",
                None,
            ));
        }
        let (text, origins) = self.part(true, depth + 1)?;
        self.at += 1;
        let body = Parts { text, origins, looks: Vec::new() };
        self.looks.push(LookSource { ahead, negative, body });
        let number = FIRST_STAND_IN + self.looks.len() as u32 - 1;
        Ok(char::from_u32(number).unwrap_or_default())
    }

    /// Length, direction and sense of the look-around that opens here.
    fn look_here(&self) -> Option<(usize, bool, bool)> {
        let rest = &self.pattern[self.at..];
        [("(?=", true, false), ("(?!", true, true), ("(?<=", false, false), ("(?<!", false, true)]
            .into_iter()
            .find(|(open, ..)| rest.starts_with(open))
            .map(|(open, ahead, negative)| (open.len(), ahead, negative))
    }

    /// What no engine of linear cost has.
    fn refuse(&self) -> Result<(), Mistake> {
        let rest = &self.pattern[self.at..];
        let mistake = |length: usize, what: &str, help: &str| {
            Err(plain_words::at(Span::new(self.at, self.at + length), what, Some(help)))
        };
        if rest.starts_with("(?>") {
            return mistake(3, "an atomic group `(?>…)` cannot be used", "write `(?:…)`");
        }
        if rest.starts_with("(?(") {
            return mistake(3, "a condition `(?(…)…)` cannot be used", "write the two cases as two patterns");
        }
        let mut characters = rest.chars();
        if characters.next() != Some('\\') {
            return Ok(());
        }
        match characters.next() {
            Some(digit @ '1'..='9') => {
                let what = format!(
                    "`\\{digit}` asks for the words of a group again, which cannot be done in bounded time"
                );
                mistake(2, &what, "write the words out; the check `repetition` finds doubled words")
            }
            Some('k') => mistake(
                2,
                "`\\k` asks for the words of a group again, which cannot be done in bounded time",
                "write the words out",
            ),
            _ => Ok(()),
        }
    }

    fn after_escape(&self) -> usize {
        let escaped = self.pattern[self.at + 1..].chars().next();
        self.at + 1 + escaped.map_or(0, char::len_utf8)
    }

    /// The end of a class `[…]`, which may hold others; its first character may be a bracket.
    fn after_class(&self) -> Result<usize, Mistake> {
        let mut depth = 0;
        let mut fresh = false;
        let mut characters = self.pattern[self.at..].char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => drop(characters.next()),
                '[' => {
                    depth += 1;
                    fresh = true;
                    continue;
                }
                '^' if fresh => continue,
                ']' if !fresh => depth -= 1,
                _ => {}
            }
            fresh = false;
            if depth == 0 {
                return Ok(self.at + at + 1);
            }
        }
        let open = Span::new(self.at, self.at + 1);
        Err(plain_words::at(open, "this square bracket is not closed", None))
    }
}

impl Parts {
    /// Reads the pattern, stand-ins and all.
    ///
    /// # Errors
    /// Says what is wrong with it, and where in the whole pattern.
    pub fn parse(&self, match_case: bool) -> Result<Hir, Mistake> {
        let mut parser = ParserBuilder::new().case_insensitive(!match_case).nest_limit(100).build();
        parser.parse(&self.text).map_err(|error| plain_words::of(&error, |offset| self.origin(offset)))
    }

    fn origin(&self, offset: usize) -> usize {
        let run = self.origins.partition_point(|&(start, _)| start <= offset).max(1) - 1;
        let (start, origin) = self.origins[run];
        origin + (offset - start)
    }
}
