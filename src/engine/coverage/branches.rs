//! The branches of a pattern: each way through its alternations, written as a pattern of its own.

use crate::span::Span;

/// A stretch between two brackets, or the whole pattern.
struct Group {
    span: Span,
    branches: Vec<Branch>,
}

struct Branch {
    span: Span,
    groups: Vec<Group>,
}

/// Every innermost branch with its place in the pattern, and the pattern in which it and what it stands in are the only
/// branches there are. A pattern without alternation has none.
pub fn branches(pattern: &str) -> Vec<(Span, String)> {
    let mut reader = Reader { text: pattern, at: 0 };
    ways(&reader.group(), pattern)
}

fn ways(group: &Group, pattern: &str) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for branch in &group.branches {
        let before = found.len();
        for inner in &branch.groups {
            let head = Span { start: branch.span.start, end: inner.span.start }.of(pattern);
            let tail = Span { start: inner.span.end, end: branch.span.end }.of(pattern);
            let around = |(place, way): (Span, String)| (place, format!("{head}{way}{tail}"));
            found.extend(ways(inner, pattern).into_iter().map(around));
        }
        if found.len() == before && group.branches.len() > 1 {
            found.push((branch.span, branch.span.of(pattern).to_owned()));
        }
    }
    found
}

struct Reader<'p> {
    text: &'p str,
    at: usize,
}

impl Reader<'_> {
    /// Reads up to the bracket that closes the group, or to the end.
    fn group(&mut self) -> Group {
        let start = self.at;
        let mut branches = Vec::new();
        let mut from = start;
        let mut groups = Vec::new();
        while let Some(next) = self.text[self.at..].chars().next() {
            match next {
                ')' => break,
                '|' => {
                    let span = Span::new(from, self.at);
                    branches.push(Branch { span, groups: std::mem::take(&mut groups) });
                    from = self.at + 1;
                    self.at += 1;
                }
                '(' => {
                    let looks_away = self.open();
                    let inner = self.group();
                    self.at = (self.at + 1).min(self.text.len());
                    // What must not stand there is no way to match.
                    groups.extend(Some(inner).filter(|_| !looks_away));
                }
                '[' => self.class(),
                '\\' => self.escape(),
                other => self.at += other.len_utf8(),
            }
        }
        branches.push(Branch { span: Span::new(from, self.at), groups });
        Group { span: Span::new(start, self.at), branches }
    }

    /// Passes an opening bracket and what it says of its group; whether the group must not match.
    fn open(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let heads = ["(?<!", "(?<=", "(?!", "(?="];
        if let Some(head) = heads.iter().find(|head| rest.starts_with(**head)) {
            self.at += head.len();
            return head.ends_with('!');
        }
        let close = match rest.strip_prefix("(?") {
            Some(name) if name.starts_with(['<', 'P']) => name.find('>'),
            Some(flags) => flags.find([':', ')']).filter(|&at| flags[at..].starts_with(':')),
            None => None,
        };
        self.at += close.map_or(1, |at| at + 3);
        false
    }

    fn class(&mut self) {
        self.at += 1;
        let mut first = true;
        while let Some(next) = self.text[self.at..].chars().next() {
            match next {
                '\\' => self.escape(),
                '[' => self.class(),
                '^' if first => {
                    self.at += 1;
                    continue;
                }
                ']' if !first => {
                    self.at += 1;
                    return;
                }
                other => self.at += other.len_utf8(),
            }
            first = false;
        }
    }

    fn escape(&mut self) {
        let length = self.text[self.at..].chars().take(2).map(char::len_utf8).sum::<usize>();
        self.at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::branches;

    fn said(pattern: &str) -> Vec<(String, String)> {
        branches(pattern).into_iter().map(|(span, way)| (span.of(pattern).to_owned(), way)).collect()
    }

    #[test]
    fn every_innermost_branch_is_a_pattern_of_its_own() {
        let wanted = [("a", r"\b(?:a)s"), ("c", r"\b(?:b(c))s"), ("d", r"\b(?:b(d))s")];
        let wanted = wanted.map(|(branch, way)| (branch.to_owned(), way.to_owned()));
        assert_eq!(said(r"\b(?:a|b(c|d))s"), wanted);
        assert_eq!(said("x|y").len(), 2);
        assert_eq!(said(r"(?<name>x|y)(?i:z)").len(), 2);
    }

    #[test]
    fn marks_that_divide_nothing_do_not_count() {
        assert!(said(r"[a|b] \| (c) [^]|] (?!d|e) (?<!f|g)").is_empty());
        assert!(said("(?i)word [[:alpha:]|]").is_empty());
        assert!(said("(unclosed [").is_empty());
    }
}
