//! The archive that is made anew for every run: all pages in memory, found by every four words in a row.

use std::sync::Arc;

use super::{Archive, Page, Passage};
use crate::span::Span;
use crate::story::similarity::wording::{Word, Wording, keys};

/// A key that stands in more places tells nothing: “one of the most”.
const COMMON: usize = 256;
/// Words that a passage may have more or fewer than the words it was found by, between two keys: a story interrupts a quote
/// by saying who speaks.
const DRIFT: i64 = 20;
/// Words shown to the asker on either side of a passage.
const AROUND: i64 = 3;
/// Passages given for one question.
const MOST: usize = 8;

/// Pages in memory.
#[derive(Debug, Default)]
pub struct Memory {
    pages: Vec<Arc<Page>>,
    /// Where the words of each page begin.
    starts: Vec<Vec<u32>>,
    /// Every key with its place, sorted.
    index: Vec<Entry>,
}

/// A key, the number of its page, and the number of its first word there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    key: u64,
    page: u32,
    word: u32,
}

impl Memory {
    /// Indexes the pages.
    #[must_use]
    pub fn new(pages: Vec<Arc<Page>>) -> Self {
        let mut memory = Self { pages, ..Self::default() };
        for (page, number) in memory.pages.iter().zip(0..) {
            let wording = Wording::of(page.text(), Span::new(0, page.text().len()));
            let entry = |(key, word)| Entry { key, page: number, word: word as u32 };
            memory.index.extend(keys(&wording.words).map(entry));
            memory.starts.push(wording.words.iter().map(|word| word.span.start).collect());
        }
        memory.index.sort_unstable();
        memory
    }

    /// Whether it holds no page.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// Where the key stands; nowhere when it stands everywhere.
    fn places(&self, key: u64) -> &[Entry] {
        let first = self.index.partition_point(|entry| entry.key < key);
        let count = self.index[first..].iter().take(COMMON + 1).take_while(|entry| entry.key == key).count();
        if count > COMMON { &[] } else { &self.index[first..first + count] }
    }

    fn passage(&self, group: &Group, words: usize) -> Option<Passage> {
        let page = self.pages.get(group.page as usize)?;
        let starts = self.starts.get(group.page as usize)?;
        let first = (group.least - AROUND).max(0) as usize;
        let end = (group.most + words as i64 + AROUND).max(0) as usize;
        let start = *starts.get(first)? as usize;
        let end = starts.get(end).map_or(page.text().len(), |&end| end as usize);
        Some(Passage { page: Arc::clone(page), span: Span::new(start, end) })
    }
}

/// Keys of one page that all stand about as far from where they stand in the question.
struct Group {
    page: u32,
    least: i64,
    most: i64,
    keys: usize,
}

impl Archive for Memory {
    fn like(&self, words: &[Word]) -> Vec<Passage> {
        let mut shifts: Vec<(u32, i64)> = Vec::new();
        for (key, at) in keys(words) {
            shifts
                .extend(self.places(key).iter().map(|entry| (entry.page, i64::from(entry.word) - at as i64)));
        }
        shifts.sort_unstable();
        let mut groups: Vec<Group> = Vec::new();
        for (page, shift) in shifts {
            match groups.last_mut() {
                Some(group) if group.page == page && shift - group.most <= DRIFT => {
                    group.most = shift;
                    group.keys += 1;
                }
                _ => groups.push(Group { page, least: shift, most: shift, keys: 1 }),
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.keys));
        groups.iter().take(MOST).filter_map(|group| self.passage(group, words.len())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Format, Options, Source};

    fn page(path: &str, text: &str) -> Arc<Page> {
        let document = Document::parse(Source::from_text(text), Format::PlainText, &Options::default());
        Arc::new(Page::new(path.into(), document))
    }

    fn found(memory: &Memory, words: &str) -> Vec<(String, String)> {
        let wording = Wording::of(words, Span::new(0, words.len()));
        let said = |passage: &Passage| {
            (passage.page.path().to_string(), passage.span.of(passage.page.text()).to_owned())
        };
        memory.like(&wording.words).iter().map(said).collect()
    }

    #[test]
    fn like_words_are_found_with_a_little_around_them() {
        let text = "Hearing\n\nBERG: I have said before that we will mend the old pier before winter, and so we shall one day.\n";
        let memory =
            Memory::new(vec![page("other.txt", "Nothing\n\nof the kind.\n"), page("hearing.txt", text)]);
        let wanted = (
            "hearing.txt".to_owned(),
            "said before that we will mend the old pier before winter, and so we ".to_owned(),
        );
        assert_eq!(found(&memory, "We will mend the old pier before winter"), [wanted]);
        assert_eq!(found(&memory, "We will mend the new pier before winter").len(), 1);
        assert_eq!(found(&memory, "We will paint the old boat"), []);
    }

    #[test]
    fn what_stands_everywhere_finds_nothing() {
        let text = format!("Refrain\n\n{}\n", "one of the most. ".repeat(COMMON + 1));
        let memory = Memory::new(vec![page("a.txt", &text)]);
        assert_eq!(found(&memory, "one of the most"), []);
    }
}
