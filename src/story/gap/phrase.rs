//! Where a noun phrase begins and ends, told from tags.

use crate::story::{Tag, Tags};

/// The last word of the noun phrase that begins at `from`, before `end`; none when nothing there can be one.
#[must_use]
pub fn head(tags: Tags<'_>, from: usize, end: usize) -> Option<usize> {
    let mut noun = None;
    let mut at = from;
    while at < end {
        let tag = tags.get(at)?;
        let inside = match tag {
            tag if tag.is_noun() => {
                noun = Some(at);
                true
            }
            Tag::FW | Tag::Hyphen | Tag::Currency => true,
            _ if noun.is_some() => false,
            Tag::JJ | Tag::JJR | Tag::JJS | Tag::CD | Tag::VBN | Tag::VBG | Tag::RBS => true,
            Tag::RB | Tag::RBR => tags.get(at + 1).is_some_and(is_modifier),
            Tag::Comma | Tag::CC => {
                at > from
                    && is_modifier(tags[at - 1])
                    && at + 1 < end
                    && tags.get(at + 1).is_some_and(is_modifier)
            }
            _ => false,
        };
        if !inside {
            break;
        }
        at += 1;
    }
    let last = at.checked_sub(1).filter(|&last| last >= from);
    noun.or_else(|| {
        last.filter(|&last| matches!(tags[last], Tag::JJ | Tag::JJS | Tag::CD | Tag::VBG | Tag::VBN))
    })
}

/// Whether a noun phrase that lacks its article may begin at `at`, in a sentence that begins at `first`.
#[must_use]
pub fn opens(tags: Tags<'_>, at: usize, first: usize) -> bool {
    let Some(tag) = tags.get(at) else { return false };
    let may = tag.is_noun()
        || matches!(
            tag,
            Tag::JJ
                | Tag::JJR
                | Tag::JJS
                | Tag::CD
                | Tag::VBN
                | Tag::VBG
                | Tag::RB
                | Tag::RBS
                | Tag::RBR
                | Tag::FW
                | Tag::Currency
        );
    may && (at == first || !holds_on(tags[at - 1]))
}

/// Whether the word before belongs to the same noun phrase, so that no article can follow it.
fn holds_on(before: Tag) -> bool {
    before.is_noun()
        || matches!(
            before,
            Tag::DT
                | Tag::PRPS
                | Tag::WPS
                | Tag::POS
                | Tag::JJ
                | Tag::JJR
                | Tag::JJS
                | Tag::CD
                | Tag::Currency
                | Tag::Hyphen
                | Tag::AFX
                | Tag::RBS
        )
}

fn is_modifier(tag: Tag) -> bool {
    matches!(tag, Tag::JJ | Tag::JJR | Tag::JJS | Tag::VBN | Tag::VBG | Tag::RB | Tag::CD)
}
