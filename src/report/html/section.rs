//! Puts findings on the words of their stories: which story each belongs to, in which order they are read, what is marked.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::document::{Backward, Document, Role};
use crate::finding::{Finding, Label, Manuscript, Outcome, Severity};
use crate::span::Span;

/// Other places shown with a finding; further ones are counted.
pub const MOST_OTHERS: usize = 20;

/// A part of the page: one story, or a file that is no story, with what was found in it.
#[derive(Debug)]
pub struct Section<'a> {
    /// The file.
    pub path: &'a str,
    /// The story; none for rule files and configs.
    pub story: Option<&'a Document>,
    /// Which story of its file it is, from 1; 0 where the file holds only one.
    pub which: usize,
    /// Its findings in the order of its words, those first that stand on none of them.
    pub entries: Vec<Entry<'a>>,
    /// What is marked in its words, in text order, of two at one place the longer first.
    pub marks: Vec<Mark>,
    backward: Option<Backward>,
    /// For each block, how many paragraphs there are up to it.
    paragraphs: Vec<usize>,
}

/// A finding under its number.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Unlike any other on the page.
    pub number: usize,
    /// The finding.
    pub finding: &'a Finding,
    /// Where its first mark stands in the words of the story.
    pub at: Option<u32>,
    /// The other places it points to: the section, and the words there.
    pub others: Vec<(Option<usize>, Option<u32>)>,
}

/// Marked words of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words; none for the place between two of them.
    pub span: Span,
    /// The finding.
    pub number: usize,
    /// Which of the other places it is, from 1; 0 for the finding's own.
    pub other: usize,
    /// Whether it is the first mark of that place.
    pub first: bool,
    /// How loudly the finding speaks.
    pub severity: Severity,
}

/// The sections of a page, stories first, in the order of the run; those without findings and marks among them.
#[must_use]
pub fn sections(outcome: &Outcome) -> Vec<Section<'_>> {
    let mut sections: Vec<_> = outcome.stories.iter().map(Section::of).collect();
    let shelf = Shelf::of(&mut sections);
    let mut found: Vec<Vec<(Option<u32>, &Finding)>> = sections.iter().map(|_| Vec::new()).collect();
    let mut elsewhere: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &outcome.findings {
        let section = shelf.section(&finding.primary, &sections).unwrap_or_else(|| {
            *elsewhere.entry(&finding.primary.path).or_insert_with(|| {
                sections.push(Section::without_story(&finding.primary.path));
                found.push(Vec::new());
                sections.len() - 1
            })
        });
        let at = sections[section].spans(&finding.primary).first().map(|span| span.start);
        found[section].push((at, finding));
    }
    let mut number = 0;
    for (section, mut found) in found.into_iter().enumerate() {
        found.sort_by_key(|(at, _)| *at);
        for (at, finding) in found {
            number += 1;
            let others = finding.labels.iter().take(MOST_OTHERS).map(|label| {
                let section = shelf.section(label, &sections);
                (
                    section,
                    section.and_then(|there| sections[there].spans(label).first().map(|span| span.start)),
                )
            });
            let entry = Entry { number, finding, at, others: others.collect() };
            mark(&entry, section, &mut sections);
            sections[section].entries.push(entry);
        }
    }
    for section in &mut sections {
        section.marks.sort_by_key(|mark| (mark.span.start, Reverse(mark.span.end), mark.number, mark.other));
    }
    sections
}

/// Marks the words of a finding and of the places it points to.
fn mark(entry: &Entry<'_>, own: usize, sections: &mut [Section<'_>]) {
    let others = entry.finding.labels.iter().zip(&entry.others).enumerate();
    let others = others.filter_map(|(at, (label, (section, _)))| Some(((*section)?, label, at + 1)));
    for (section, label, other) in std::iter::once((own, &entry.finding.primary, 0)).chain(others) {
        let spans = sections[section].spans(label);
        let mark = |(at, span)| Mark {
            span,
            number: entry.number,
            other,
            first: at == 0,
            severity: entry.finding.severity,
        };
        sections[section].marks.extend(spans.into_iter().enumerate().map(mark));
    }
}

/// Which sections hold the stories of a file, and from where in the file each begins.
struct Shelf<'a>(BTreeMap<&'a str, Vec<(u32, usize)>>);

impl<'a> Shelf<'a> {
    /// Shelves the stories, and counts those that share a file.
    fn of(sections: &mut [Section<'a>]) -> Self {
        let mut shelf: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
        for (at, section) in sections.iter().enumerate() {
            let start = section.backward.as_ref().map_or(0, |backward| backward.extent().start);
            shelf.entry(section.path).or_default().push((start, at));
        }
        for stories in shelf.values_mut().filter(|stories| stories.len() > 1) {
            stories.iter().enumerate().for_each(|(which, (_, at))| sections[*at].which = which + 1);
            stories.sort_unstable();
        }
        Self(shelf)
    }

    /// The section of a label's story.
    fn section(&self, label: &Label, sections: &[Section<'_>]) -> Option<usize> {
        let stories = self.0.get(&*label.path)?;
        let source = sections[stories[0].1].story?.source();
        let start = label.source_spans(source).first().map_or(0, |span| span.start);
        let after = stories.partition_point(|(first, _)| *first <= start);
        Some(stories[after.max(1) - 1].1)
    }
}

impl<'a> Section<'a> {
    fn of(manuscript: &'a Manuscript) -> Self {
        let document = &manuscript.document;
        let mut paragraphs = 0;
        let count = |block: &crate::document::Block| {
            paragraphs += usize::from(matches!(block.role, Role::Body | Role::QuoteBlock | Role::ListItem));
            paragraphs
        };
        Self {
            story: Some(document),
            backward: Some(document.backward()),
            paragraphs: document.blocks().iter().map(count).collect(),
            ..Self::without_story(&manuscript.path)
        }
    }

    fn without_story(path: &'a str) -> Self {
        Self {
            path,
            story: None,
            which: 0,
            entries: Vec::new(),
            marks: Vec::new(),
            backward: None,
            paragraphs: Vec::new(),
        }
    }

    /// Whether it is printed: something in it is marked.
    #[must_use]
    pub fn is_shown(&self) -> bool {
        !self.entries.is_empty() || !self.marks.is_empty()
    }

    /// The words of the story that a label underlines.
    fn spans(&self, label: &Label) -> Vec<Span> {
        let (Some(story), Some(backward)) = (self.story, &self.backward) else { return Vec::new() };
        let spans = label.source_spans(story.source());
        spans.into_iter().flat_map(|span| backward.spans(span)).collect()
    }

    /// The words of the story that a range of the file's decoded text became.
    #[must_use]
    pub fn words_of(&self, source: Span) -> Option<Span> {
        let spans = self.backward.as_ref()?.spans(source);
        Some(Span { start: spans.first()?.start, end: spans.last()?.end })
    }

    /// What the story is called: its headline, else its file.
    #[must_use]
    pub fn title(&self) -> &str {
        let Some(story) = self.story else { return self.path };
        let headline = story.blocks().iter().find(|block| block.role == Role::Headline);
        headline.map_or(self.path, |block| block.span.of(story.text()))
    }

    /// What a place in the story is called: `¶3`, `the headline`.
    #[must_use]
    pub fn name_of(&self, at: u32) -> Option<String> {
        let blocks = self.story?.blocks();
        let index = blocks.partition_point(|block| block.span.end <= at).min(blocks.len().checked_sub(1)?);
        Some(match blocks[index].role {
            Role::Body | Role::QuoteBlock | Role::ListItem => format!("¶{}", self.paragraphs[index]),
            Role::Dateline => format!("¶{}", self.paragraphs[index] + 1),
            Role::TableCell => "the table".to_owned(),
            Role::Boilerplate => "the last lines".to_owned(),
            role => format!("the {}", role.name()),
        })
    }
}
