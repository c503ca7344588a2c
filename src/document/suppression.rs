//! Suppressions: comments in the copy that silence a rule, with a reason.

use std::ops::Range;

use super::SourceMap;
use crate::span::Span;

/// A rule's silence that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// The rules by name, and where each name stands in the source.
    pub rules: Vec<(String, Span)>,
    /// Why; a suppression without a reason is also reported as [`Malformed`].
    pub reason: Option<String>,
    /// What it covers.
    pub target: Target,
    /// The whole comment in the source.
    pub source: Span,
}

/// What a suppression covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Every finding of the file.
    File,
    /// From an offset in the story: the whole block that begins there, or the sentence that follows.
    After(u32),
}

/// A comment that speaks to copydesk and is not understood, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The words at fault in the source.
    pub source: Span,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// What the comments of a file ask for.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    pub suppressions: Vec<Suppression>,
    pub malformed: Vec<Malformed>,
}

const FORM: &str = "write `copydesk: allow RULE -- reason`";

impl Wishes {
    /// Reads every comment to copydesk in a range of the source; `next` is the story offset that follows.
    pub fn read_all(&mut self, source: &str, range: Range<usize>, next: usize) {
        let mut at = range.start;
        while let Some(comment) = comment(source, at..range.end) {
            self.read(source, comment.clone(), next);
            at = comment.end;
        }
    }

    /// Reads one comment, marks included; other people's comments are passed over.
    pub fn read(&mut self, source: &str, comment: Range<usize>, next: usize) {
        let Some(order) = inner(source, comment.clone()).and_then(|inner| order(source, inner)) else {
            return;
        };
        if source[comment.clone()].ends_with("-->") {
            return self.obey(source, comment, order, next);
        }
        let whole = Span::new(comment.start, comment.end);
        self.blame(whole, "this comment to copydesk is not closed".to_owned(), Some("end it with `-->`"));
    }

    /// Takes over what the comments of an inner text ask for: its story begins at `shift`, its sources lead back
    /// through `outer`.
    pub fn adopt(&mut self, inner: Self, shift: u32, outer: &SourceMap) {
        for mut one in inner.suppressions {
            one.source = outer.source_span(one.source);
            one.rules.iter_mut().for_each(|(_, span)| *span = outer.source_span(*span));
            if let Target::After(offset) = &mut one.target {
                *offset += shift;
            }
            self.suppressions.push(one);
        }
        let malformed = inner.malformed.into_iter();
        self.malformed
            .extend(malformed.map(|one| Malformed { source: outer.source_span(one.source), ..one }));
    }

    /// Reads a comment of YAML or TOML, from its `#` to the end of its line.
    pub fn read_hash(&mut self, source: &str, comment: Range<usize>, next: usize) {
        if let Some(order) = order(source, comment.start + 1..comment.end) {
            self.obey(source, comment, order, next);
        }
    }

    /// Reads a comment that has no marks of its own, such as one in a Word document.
    pub fn read_bare(&mut self, source: &str, comment: Range<usize>, next: usize) {
        if let Some(order) = order(source, comment.clone()) {
            self.obey(source, comment, order, next);
        }
    }

    /// Reports comments to copydesk that stand among the words of plain text, where they are copy.
    pub fn blame_unread(&mut self, source: &str) {
        let mut at = 0;
        while let Some(comment) = comment(source, at..source.len()) {
            at = comment.end;
            let start = comment.start as u32;
            let read = self.suppressions.iter().any(|one| one.source.start == start)
                || self.malformed.iter().any(|one| one.source.start == start);
            if !read && speaks_to_us(source, comment.clone()) {
                let message = "in plain text it has to stand on a line of its own".to_owned();
                self.blame(Span::new(comment.start, comment.end), message, Some("give it its own line"));
            }
        }
    }

    fn obey(&mut self, source: &str, comment: Range<usize>, order: Range<usize>, next: usize) {
        let whole = Span::new(comment.start, comment.end);
        let (verb, rest) = first_word(source, order);
        let target = match &source[verb.clone()] {
            "allow" => Target::After(next as u32),
            "allow-file" => Target::File,
            other => return self.unknown(other, Span::new(verb.start, verb.end.max(verb.start))),
        };
        let (names, reason) = split_reason(source, rest);
        let rules = names_in(source, names);
        if rules.is_empty() {
            return self.blame(whole, "this suppression names no rule".to_owned(), Some(FORM));
        }
        if reason.is_none() {
            let help = Some("a suppression needs a reason: add `-- why`");
            self.blame(whole, "this suppression gives no reason".to_owned(), help);
        }
        self.suppressions.push(Suppression { rules, reason, target, source: whole });
    }

    fn unknown(&mut self, word: &str, source: Span) {
        let nearest = ["allow", "allow-file"]
            .into_iter()
            .map(|verb| (strsim::damerau_levenshtein(word, verb), verb))
            .min()
            .filter(|(distance, _)| *distance <= 2 && word.len() < 20);
        let help = nearest.map_or_else(|| FORM.to_owned(), |(_, verb)| format!("did you mean `{verb}`?"));
        let message = if word.is_empty() {
            "this comment asks copydesk for nothing".to_owned()
        } else {
            format!("copydesk does not know “{word}”")
        };
        self.malformed.push(Malformed { source, message, help: Some(help) });
    }

    fn blame(&mut self, source: Span, message: String, help: Option<&str>) {
        self.malformed.push(Malformed { source, message, help: help.map(str::to_owned) });
    }
}

/// The first HTML comment in a range of the source; one that is never closed runs to the end.
pub(super) fn comment(source: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(range.clone())?;
    let start = memchr::memmem::find(text.as_bytes(), b"<!--")?;
    let end = memchr::memmem::find(&text.as_bytes()[start + 4..], b"-->")
        .map_or(text.len(), |at| start + 4 + at + 3);
    Some(range.start + start..range.start + end)
}

/// Whether a comment, marks included, speaks to copydesk.
pub(super) fn speaks_to_us(source: &str, comment: Range<usize>) -> bool {
    inner(source, comment).and_then(|inner| order(source, inner)).is_some()
}

/// Whether a comment without marks speaks to copydesk. Without a colon it may as well be about copydesk, or by it.
pub(super) fn is_order(comment: &str) -> bool {
    let Some(order) = order(comment, 0..comment.len()) else { return false };
    comment[..order.start].trim_end().ends_with(':') || comment[order].trim_start().starts_with("allow")
}

fn inner(source: &str, comment: Range<usize>) -> Option<Range<usize>> {
    let text = source.get(comment.clone())?.strip_prefix("<!--")?;
    let text = text.strip_suffix("-->").unwrap_or(text);
    Some(comment.start + 4..comment.start + 4 + text.len())
}

/// What stands behind `copydesk:`; a forgotten colon is forgiven.
fn order(source: &str, inner: Range<usize>) -> Option<Range<usize>> {
    let text = source[inner.clone()].trim_start();
    let rest =
        text.get(..8).filter(|name| name.eq_ignore_ascii_case("copydesk")).map(|name| &text[name.len()..])?;
    let rest = rest.trim_start().strip_prefix(':').or_else(|| rest.strip_prefix([' ', '\t']))?;
    Some(inner.end - rest.len()..inner.end)
}

fn first_word(source: &str, range: Range<usize>) -> (Range<usize>, Range<usize>) {
    let text = source[range.clone()].trim_start();
    let start = range.end - text.len();
    let end = start + text.find(char::is_whitespace).unwrap_or(text.len());
    (start..end, end..range.end)
}

fn split_reason(source: &str, range: Range<usize>) -> (Range<usize>, Option<String>) {
    let text = &source[range.clone()];
    let found = ["--", "—", "–"].into_iter().filter_map(|mark| Some((text.find(mark)?, mark.len()))).min();
    let Some((at, length)) = found else { return (range, None) };
    let reason = text[at + length..].trim_matches(|mark: char| mark == '-' || mark.is_whitespace());
    (range.start..range.start + at, (!reason.is_empty()).then(|| reason.to_owned()))
}

fn names_in(source: &str, range: Range<usize>) -> Vec<(String, Span)> {
    let text = &source[range.clone()];
    let separator = |character: char| character == ',' || character.is_whitespace();
    let mut names = Vec::new();
    for name in text.split(separator).filter(|name| !name.is_empty()) {
        let start = range.start + (name.as_ptr() as usize - text.as_ptr() as usize);
        names.push((name.to_owned(), Span::new(start, start + name.len())));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> Wishes {
        let mut wishes = Wishes::default();
        wishes.read_all(source, 0..source.len(), 7);
        wishes
    }

    #[test]
    fn names_places_and_reason_are_read() {
        let source = "<!-- copydesk: allow doubled-word, name-spelling -- the poem's own -->";
        let wishes = read(source);
        let found = &wishes.suppressions[0];
        let places: Vec<_> = found.rules.iter().map(|(_, span)| span.of(source)).collect();
        assert_eq!(places, ["doubled-word", "name-spelling"]);
        assert_eq!(found.reason.as_deref(), Some("the poem's own"));
        assert_eq!(found.target, Target::After(7));
        assert!(wishes.malformed.is_empty());
        assert_eq!(read("<!--copydesk: allow-file x -- y-->").suppressions[0].target, Target::File);
    }

    #[test]
    fn mistakes_are_said_in_plain_words() {
        let help = |source| read(source).malformed[0].help.clone().unwrap_or_default();
        assert_eq!(help("<!-- copydesk: alow x -- y -->"), "did you mean `allow`?");
        assert_eq!(help("<!-- copydesk: allow-fiel x -- y -->"), "did you mean `allow-file`?");
        assert_eq!(help("<!-- copydesk: allow -- y -->"), FORM);
        assert_eq!(help("<!-- copydesk: allow x -->"), "a suppression needs a reason: add `-- why`");
        assert_eq!(read("<!-- copydesk: allow x -->").suppressions.len(), 1);
    }

    #[test]
    fn other_comments_are_left_alone() {
        let wishes = read("<!-- ask the copydesk: is this right? --> <!-- TODO -->");
        assert!(wishes.suppressions.is_empty() && wishes.malformed.is_empty());
    }
}
