//! Files of several stories: each element of a name is one.

use super::{Elements, Event, Meaning, Reader, Tag};
use crate::document::suppression::Wishes;
use crate::document::{Parts, Suppression, Target};

/// What the elements of a story mean in some format; one of it reads one file.
pub(in crate::document) trait Vocabulary<'s> {
    /// Whether an element outside all stories is a story; `is_root` where it is the whole file.
    fn is_story(&self, tag: &Tag<'s>, is_root: bool) -> bool;

    /// What an element is to the open story.
    fn meaning(&mut self, tag: &Tag<'s>, story: &mut Elements<'s>) -> Meaning;
}

/// Reads all stories; at least one, though it may be empty.
pub(in crate::document) fn stories<'s>(source: &'s str, vocabulary: &mut impl Vocabulary<'s>) -> Vec<Parts> {
    let mut reader = Reader::new(source);
    let (mut done, mut outside, mut open) = (Vec::new(), Wishes::default(), None);
    let mut is_root = true;
    while let Some(event) = reader.next() {
        match (&mut open, event) {
            (None, Event::Open(tag)) if vocabulary.is_story(&tag, is_root) => {
                let mut story = Elements::new(source, None);
                hand_over(&mut outside, &mut story.writer.parts.wishes);
                let meaning = vocabulary.meaning(&tag, &mut story);
                story.open(&tag, meaning);
                open = Some(story);
            }
            (None, Event::Comment(range)) => outside.read(source, range, 0),
            (None, event) => is_root &= !matches!(event, Event::Open(_)),
            (Some(story), Event::Open(tag)) => {
                let meaning = vocabulary.meaning(&tag, story);
                story.open(&tag, meaning);
            }
            (Some(story), event) => {
                story.follow(event);
                if story.depth() == 0 {
                    done.extend(open.take().map(Elements::finish));
                }
            }
        }
    }
    if done.is_empty() {
        done.push(Elements::new(source, None).finish());
    }
    done[0].notes.append(&mut reader.notes);
    spread(outside, &mut done);
    done
}

/// What stands before a story and is not for the whole file is for the story's first block.
pub(in crate::document) fn hand_over(outside: &mut Wishes, wishes: &mut Wishes) {
    let (whole, next): (Vec<Suppression>, _) =
        std::mem::take(&mut outside.suppressions).into_iter().partition(|one| one.target == Target::File);
    outside.suppressions = whole;
    wishes.suppressions.extend(next);
    wishes.malformed.append(&mut outside.malformed);
}

/// What stands outside all stories and is for the file holds for each.
pub(in crate::document) fn spread(mut outside: Wishes, stories: &mut [Parts]) {
    if let Some(last) = stories.last_mut() {
        let end = last.prose.as_deref().unwrap_or_default().len() as u32;
        last.wishes.malformed.append(&mut outside.malformed);
        let lost = outside.suppressions.iter().filter(|one| one.target != Target::File).cloned();
        last.wishes.suppressions.extend(lost.map(|one| Suppression { target: Target::After(end), ..one }));
    }
    outside.suppressions.retain(|one| one.target == Target::File);
    for story in stories {
        story.wishes.suppressions.extend(outside.suppressions.iter().cloned());
    }
}
