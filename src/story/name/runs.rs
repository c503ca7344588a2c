//! Runs of words with capitals: where a name may stand, without the title before it.

use crate::document::Role;
use crate::lexicon::word_classes::{Classes, classes};
use crate::span::Span;
use crate::story::{Sentence, Story, Token, TokenKind};

/// The most words a name has: a longer run is a headline in capitals.
const LONGEST: usize = 8;

/// Words with capitals that stand together.
#[derive(Clone, Debug)]
pub struct Run {
    /// The words, title left out.
    pub span: Span,
    /// Index of the first token, title left out.
    pub first: usize,
    /// One past the index of the last token.
    pub end: usize,
    /// Whether the capital of its first word may only be that of a sentence.
    pub opens: bool,
    /// The classes of the title before it, none where there is no title.
    pub title: Classes,
    /// All classes of its words together.
    pub all: Classes,
    /// The classes of its first word.
    pub head: Classes,
}

/// The runs of all copy but headlines, whose capitals may mean nothing, in text order.
pub fn runs(story: &Story<'_>) -> Vec<Run> {
    let mut runs = Vec::new();
    for sentence in story.sentences() {
        let role = story.blocks().get(sentence.block as usize).map(|block| block.role);
        let copy = [Role::Body, Role::Caption, Role::ListItem, Role::QuoteBlock];
        if role.is_some_and(|role| copy.contains(&role)) {
            Walk { text: story.text(), tokens: story.tokens() }.sentence(sentence, &mut runs);
        }
    }
    runs
}

struct Walk<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl Walk<'_> {
    fn sentence(&self, sentence: &Sentence, runs: &mut Vec<Run>) {
        let (mut at, end) = (sentence.first_token as usize, sentence.end_token as usize);
        let mut opens = true;
        while at < end {
            let Some(token) = self.tokens.get(at) else { return };
            if token.kind != TokenKind::Word {
                opens |= self.begins_anew(token);
                at += 1;
                continue;
            }
            if !self.is_capital(token) || self.is_no_name(token) {
                (at, opens) = (at + 1, false);
                continue;
            }
            let stop = self.run_end(at, end);
            runs.extend(self.run(at, stop, opens));
            (at, opens) = (stop, false);
        }
    }

    fn begins_anew(&self, token: &Token) -> bool {
        matches!(token.span.of(self.text), "\"" | "“" | ":" | "‘" | "•" | "—")
    }

    fn is_capital(&self, token: &Token) -> bool {
        token.span.of(self.text).chars().next().is_some_and(char::is_uppercase)
    }

    fn is_no_name(&self, token: &Token) -> bool {
        let word = token.span.of(self.text);
        // A letter alone is no name: “posted on X”. An initial has its stop, and “Malcolm X” begins with another word.
        if word.chars().nth(1).is_none() {
            return true;
        }
        classes(word).any(Classes::NO_NAME)
            && !(word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()))
    }

    /// One past the last token of the run that begins at `at`.
    fn run_end(&self, at: usize, end: usize) -> usize {
        let mut stop = at + 1;
        while stop < end && stop - at < LONGEST {
            if !self.is_apart(stop) {
                break;
            }
            if self.continues(stop) {
                stop += 1;
            } else if stop + 1 < end
                && self.is_apart(stop + 1)
                && self.links(stop - 1, stop)
                && self.continues(stop + 1)
            {
                stop += 2;
            } else {
                break;
            }
        }
        stop
    }

    /// Whether one space stands before the token.
    fn is_apart(&self, at: usize) -> bool {
        let (Some(before), Some(token)) = (self.tokens.get(at - 1), self.tokens.get(at)) else {
            return false;
        };
        let gap = Span { start: before.span.end, end: token.span.start };
        matches!(gap.of(self.text), " " | "\n" | "\u{a0}")
    }

    fn continues(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        token.kind == TokenKind::Word && self.is_capital(token) && !self.is_no_name(token)
    }

    /// Whether a small word may stand inside a name: “van”, and “of” after the noun for a body or an office.
    fn links(&self, before: usize, at: usize) -> bool {
        let (word, head) = (self.tokens[at].span.of(self.text), self.tokens[before].span.of(self.text));
        match word {
            "of" | "for" => classes(head).any(Classes::BODY.with(Classes::TITLE)),
            _ => classes(word).any(Classes::PARTICLE),
        }
    }

    fn run(&self, at: usize, end: usize, opens: bool) -> Option<Run> {
        let words = &self.tokens[at..end];
        let of: Vec<Classes> = words.iter().map(|token| classes(token.span.of(self.text))).collect();
        let skipped = title_length(&of, opens);
        let (name, of) = (words.get(skipped..)?, of.get(skipped..)?);
        let (first, last) = (name.first()?, name.last()?);
        let all = of.iter().fold(Classes::default(), |all, &class| all.with(class));
        if name.len() == 1 && is_common(all) {
            return None;
        }
        Some(Run {
            span: Span { start: first.span.start, end: last.span.end },
            first: at + skipped,
            end,
            opens: opens && skipped == 0,
            title: self.title(at, skipped),
            all,
            head: of[0],
        })
    }

    /// The classes of the title: the words taken off, or a small word before (“spokeswoman”).
    fn title(&self, at: usize, skipped: usize) -> Classes {
        let word = match (skipped, at.checked_sub(1)) {
            (0, None) => return Classes::default(),
            (0, Some(before)) if !self.is_apart(at) || self.tokens[before].kind != TokenKind::Word => {
                return Classes::default();
            }
            (0, Some(before)) => self.tokens[before].span.of(self.text),
            _ => self.tokens[at + skipped - 1].span.of(self.text),
        };
        let found = classes(word);
        let titles = if skipped > 0 { Classes::TITLE.with(Classes::ROLE) } else { Classes::ROLE };
        let shown = if found.any(titles) && !found.any(Classes::BODY) { found } else { Classes::default() };
        match word.to_ascii_lowercase().as_str() {
            "mrs." | "mrs" | "ms." | "ms" | "miss" | "lady" | "queen" | "princess" | "sister"
            | "spokeswoman" | "congresswoman" | "councilwoman" | "actress" | "businesswoman" | "mother"
            | "wife" | "daughter" => shown.with(Classes::FEMALE),
            "mr." | "mr" | "lord" | "sir" | "king" | "prince" | "father" | "pope" | "spokesman"
            | "congressman" | "councilman" | "actor" | "businessman" | "husband" | "son" | "brother" => {
                shown.with(Classes::MALE)
            }
            _ => shown,
        }
    }
}

/// How many words at the start are a title and no part of the name.
fn title_length(of: &[Classes], opens: bool) -> usize {
    let spoken =
        usize::from(opens && of.len() > 1 && of[0].any(Classes::SAYING) && !of[0].any(Classes::GIVEN));
    let title = of
        .iter()
        .rposition(|class| class.any(Classes::TITLE.with(Classes::ADJECTIVE)) && !class.any(Classes::GIVEN));
    // “Engineer Olav Bakke”: any word for what somebody does may stand before a given name.
    let does = of.len() > 2 && of[0].any(Classes::ROLE) && of[1].any(Classes::GIVEN);
    let title = title.or(does.then_some(0));
    // A title word at the end is a surname after a given name: “Michael Green”.
    let title = title.filter(|&at| at + 1 < of.len() || !of[0].any(Classes::GIVEN));
    let after = title.map_or(0, |at| at + 1);
    if of[after..].iter().any(|class| class.any(Classes::BODY)) {
        return spoken;
    }
    if after > 0 {
        return after;
    }
    // “Fox News Megyn Kelly” and “House Paul Ryan” have a body before the name.
    let given = of.iter().position(|class| class.any(Classes::GIVEN)).unwrap_or(0);
    let bodies = of[..given].iter().any(|class| class.any(Classes::BODY));
    if bodies && given + 1 < of.len() { given } else { spoken }
}

/// Whether one word alone is no name although it has a capital: “Republicans”, “President”, “American”.
fn is_common(class: Classes) -> bool {
    let common = Classes::TITLE
        .with(Classes::ADJECTIVE)
        .with(Classes::GROUP)
        .with(Classes::CALENDAR)
        .with(Classes::SUFFIX)
        .with(Classes::ROLE);
    class.any(common) && !class.any(Classes::GIVEN)
}
