//! Where the forms of a set stand, and which of them is the right one.

use super::{Decide, Prepared, Sink};
use crate::span::Span;
use crate::story::Story;

/// A place where a form stands.
#[derive(Clone, Copy)]
pub struct Mention {
    pub span: Span,
    pub form: usize,
    /// Where its block begins.
    pub block: u32,
}

impl Prepared {
    /// The mentions of each set, in text order.
    pub(super) fn mentions(&self, story: &Story<'_>, sink: &mut Sink<'_>) -> Vec<Vec<Mention>> {
        let mut by_set: Vec<Vec<Mention>> = vec![Vec::new(); self.settings.forms.len()];
        let mut capitals = Capitals { story, last: None };
        for stretch in self.rule.scope.stretches(story) {
            let found = self.finder.find(story.text(), stretch);
            if found.spent {
                sink.spent(&self.rule, stretch);
            }
            for hit in found.hits {
                let (set, form) = self.forms[hit.entry];
                let overlaps = by_set[set].last().is_some_and(|last| hit.span.start < last.span.end);
                if !overlaps && self.counts(story, hit.span, sink) && !capitals.hold(hit.span) {
                    by_set[set].push(Mention { span: hit.span, form, block: stretch.start });
                }
            }
        }
        by_set
    }

    fn counts(&self, story: &Story<'_>, span: Span, sink: &mut Sink<'_>) -> bool {
        self.rule.scope.covers_words(story, span)
            && (self.settings.quotes || !story.is_quoted(span))
            && !sink.excuses(&self.rule, span, false)
    }
}

/// Whether more than one form stands among the mentions.
pub fn is_mixed(mentions: &[Mention]) -> bool {
    mentions.iter().any(|mention| mention.form != mentions[0].form)
}

/// The first mention of the form that decides.
pub fn right(mentions: &[Mention], decide: Decide) -> &Mention {
    if decide == Decide::First {
        return &mentions[0];
    }
    // The first mention of each form, with how many there are.
    let mut forms: Vec<(&Mention, usize)> = Vec::new();
    for mention in mentions {
        match forms.iter_mut().find(|(first, _)| first.form == mention.form) {
            Some((_, count)) => *count += 1,
            None => forms.push((mention, 1)),
        }
    }
    let most = forms.iter().map(|(_, count)| *count).max();
    forms.iter().find(|(_, count)| Some(*count) == most).map_or(&mentions[0], |(first, _)| first)
}

/// Tells sentences that are set in capitals, each looked at once: “HELP US”.
struct Capitals<'s> {
    story: &'s Story<'s>,
    last: Option<(usize, bool)>,
}

impl Capitals<'_> {
    /// Whether the sentence around the words has no small letter.
    fn hold(&mut self, span: Span) -> bool {
        let sentences = self.story.sentences();
        let after = sentences.partition_point(|sentence| sentence.span.start <= span.start);
        let Some(index) = after.checked_sub(1) else { return false };
        if let Some((_, capitals)) = self.last.filter(|(last, _)| *last == index) {
            return capitals;
        }
        let sentence = sentences[index].span;
        let capitals = sentence != span && !sentence.of(self.story.text()).chars().any(char::is_lowercase);
        self.last = Some((index, capitals));
        capitals
    }
}
