//! What the linear model looks at: words, tags and shapes around a gap, the noun phrase after it, and the rest of the story.

use super::phrases::{Determiner, Phrases, Uses};
use super::{Place, phrases};
use crate::lexicon::word_classes::{self, Classes};
use crate::story::{Story, Tag, Tags};

/// More features than a gap has.
pub const MOST: usize = 64;

/// The features of a gap as hashes.
#[derive(Debug)]
pub struct Features {
    hashes: [u64; MOST],
    count: usize,
}

impl Features {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self { hashes: [0; MOST], count: 0 }
    }

    /// The hashes.
    #[must_use]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes[..self.count]
    }

    fn add(&mut self, number: u64, parts: &[u64]) {
        let joined =
            parts.iter().fold(number.wrapping_mul(0x0000_0100_0000_01b3), |hash, part| join(hash, *part));
        if let Some(place) = self.hashes.get_mut(self.count) {
            *place = finish(joined);
            self.count += 1;
        }
    }

    /// Reads all features of a gap. `class` gives what training knows of a noun; see [`noun_key`].
    pub fn read(&mut self, story: &Story<'_>, known: &Phrases, place: &Place, class: impl Fn(u64) -> u8) {
        let reading = Reading::new(story, known, place, class);
        self.first(&reading);
        self.rest(&reading);
        self.memory(&reading);
    }

    /// Reads the features that decide most, in place of those of another gap.
    pub fn first(&mut self, reading: &Reading<'_>) {
        let Reading { view: v, class } = reading;
        let class = *class;
        self.count = 0;
        let (i, h) = (v.at, v.head);
        let [wp, wi, wh, wn] = [v.word(i, -1), v.word(i, 0), v.word(h, 0), v.word(h, 1)];
        let [tp, ti, th, tn] = [v.tag(i, -1), v.tag(i, 0), v.tag(h, 0), v.tag(h, 1)];
        self.add(2, &[wh, th]);
        self.add(3, &[wp]);
        self.add(5, &[wp, wi]);
        self.add(6, &[wp, wh, th]);
        self.add(7, &[wp, th, v.alone]);
        self.add(10, &[v.word(i, -2), wp, th]);
        self.add(12, &[wh, wn]);
        self.add(13, &[wn, th, class]);
        self.add(17, &[tp, th, tn]);
        self.add(20, &[class, wp]);
        self.add(22, &[class, ti, th]);
        self.add(30, &[v.whole]);
        self.add(31, &[wp, v.whole]);
        self.add(33, &[wp, v.kinds()]);
    }

    /// Adds all others.
    pub fn rest(&mut self, reading: &Reading<'_>) {
        self.words(&reading.view, reading.class);
        self.phrase(&reading.view, reading.class);
    }

    /// Adds what the story says elsewhere of the noun: other sentences are tagged for it.
    pub fn memory(&mut self, reading: &Reading<'_>) {
        let Reading { view: v, class } = reading;
        let seen = v.known.seen(v.story, v.at, v.head);
        let (head, th) = (memory(seen.head), v.tag(v.head, 0));
        let whole = if v.head > v.at { memory(seen.whole) } else { u64::MAX };
        self.add(50, &[head, th, v.alone]);
        self.add(51, &[head, *class]);
        self.add(52, &[whole, th]);
        self.add(53, &[head, v.word(v.at, -1)]);
        self.add(54, &[head, v.tag(v.head, 1), th]);
    }

    fn words(&mut self, v: &View<'_>, class: u64) {
        let (i, h) = (v.at, v.head);
        let [wpp, wp] = [v.word(i, -2), v.word(i, -1)];
        let [wi, wh] = [v.word(i, 0), v.word(h, 0)];
        let [wn, wnn] = [v.word(h, 1), v.word(h, 2)];
        let [tp, ti, th, tn] = [v.tag(i, -1), v.tag(i, 0), v.tag(h, 0), v.tag(h, 1)];
        let alone = v.alone;
        self.add(1, &[wi]);
        self.add(4, &[tp, ti]);
        self.add(8, &[wpp, wp]);
        self.add(9, &[wpp, wp, wh]);
        self.add(11, &[wn]);
        self.add(14, &[wn, wnn]);
        self.add(15, &[wp, wn, th]);
        self.add(16, &[wi, wn]);
        self.add(18, &[v.tag(i, -2), tp, ti, th]);
        self.add(19, &[class, alone]);
        self.add(21, &[class, tp, tn]);
        self.add(23, &[v.verb(), wp, wh]);
        self.add(24, &[v.verb(), wp, th]);
        self.add(25, &[wh, u64::from(i == v.first), u64::from(h + 1 >= v.end)]);
        self.add(26, &[tn, v.tag(h, 2), th, class]);
        self.add(27, &[wh, wn, wnn]);
        self.add(28, &[u64::from(i == v.first), class, th, tn]);
        let office = v.office();
        self.add(29, &[office, wp, alone]);
        self.add(47, &[office, tp, tn, th]);
    }

    fn phrase(&mut self, v: &View<'_>, class: u64) {
        let (i, h) = (v.at, v.head);
        let [wp, wi, wh] = [v.word(i, -1), v.word(i, 0), v.word(h, 0)];
        let [tp, th] = [v.tag(i, -1), v.tag(h, 0)];
        let kinds = v.kinds();
        let (shape, first) = (v.shapes(), u64::from(i == v.first));
        self.add(32, &[tp, kinds]);
        self.add(34, &[shape, tp]);
        self.add(35, &[shape, v.word(h, 1), first]);
        self.add(36, &[shape, wp, th]);
        self.add(37, &[v.suffix(h), th, v.alone]);
        self.add(38, &[v.suffix(h), tp, v.tag(h, 1)]);
        let joined = v.joined();
        self.add(39, &[joined, th, v.alone]);
        self.add(40, &[joined, wp, class]);
        if h > i {
            let before = v.word(h, -1);
            self.add(41, &[wi, v.word(i, 1)]);
            self.add(42, &[wp, wi, v.word(i, 1)]);
            self.add(43, &[wi, th]);
            self.add(44, &[before, wh]);
            self.add(45, &[before, th, class]);
            self.add(46, &[v.suffix(i), v.tag(i, 0), th, class]);
        }
    }
}

impl Default for Features {
    fn default() -> Self {
        Self::new()
    }
}

/// The key by which training knows a noun: its word and whether it is singular, plural or a name.
#[must_use]
pub fn noun_key(noun: u64, tag: Tag) -> u64 {
    finish(join(noun, tag as u64 + 1))
}

/// A gap whose features are read.
pub struct Reading<'r> {
    view: View<'r>,
    class: u64,
}

impl<'r> Reading<'r> {
    /// Nothing is read yet. `class` gives what training knows of a noun; see [`noun_key`].
    pub fn new(story: &'r Story<'r>, known: &'r Phrases, place: &Place, class: impl Fn(u64) -> u8) -> Self {
        let view = View::new(story, known, place);
        let class = u64::from(class(noun_key(known.keys[place.head], view.tags[place.head])));
        Self { view, class }
    }
}

/// Where features are read from; places outside the sentence are its edges.
struct View<'v> {
    text: &'v str,
    story: &'v Story<'v>,
    known: &'v Phrases,
    tags: Tags<'v>,
    first: usize,
    end: usize,
    at: usize,
    head: usize,
    alone: u64,
    whole: u64,
}

/// Stands for what is before or after a sentence.
const EDGE: u64 = 0x0ed6_e000;

impl<'v> View<'v> {
    fn new(story: &'v Story<'v>, known: &'v Phrases, place: &Place) -> Self {
        let length = place.head - place.token;
        Self {
            text: story.text(),
            story,
            known,
            tags: story.tags_around(place.first),
            first: place.first,
            end: place.end,
            at: place.token,
            head: place.head,
            alone: length.min(3) as u64,
            whole: phrases::whole(&known.keys[place.token..=place.head]),
        }
    }

    fn place(&self, from: usize, step: isize) -> Option<usize> {
        from.checked_add_signed(step).filter(|&at| at >= self.first && at < self.end)
    }

    fn word(&self, from: usize, step: isize) -> u64 {
        self.place(from, step).map_or(EDGE, |at| self.known.keys[at])
    }

    fn tag(&self, from: usize, step: isize) -> u64 {
        self.place(from, step).map_or(EDGE, |at| self.tags[at] as u64)
    }

    /// The verb or noun that the preposition before the gap belongs to, or the verb before it.
    fn verb(&self) -> u64 {
        let from = self.at.saturating_sub(6).max(self.first);
        let before = (from..self.at).rev();
        before.clone().find(|&at| self.tags[at].is_verb()).map_or(EDGE, |at| self.known.keys[at])
    }

    /// The tags of the phrase, all in one.
    fn kinds(&self) -> u64 {
        self.tags.span(self.at, self.head).iter().fold(0, |hash, tag| join(hash, *tag as u64))
    }

    fn shapes(&self) -> u64 {
        let shape = |at: usize| shape(self.story.tokens()[at].span.of(self.text));
        let next = self.place(self.head, 1).map_or(7, shape);
        shape(self.at) << 6 | shape(self.head) << 3 | next
    }

    /// What the head is to the search for speakers: offices stand bare after “as” and “became”.
    fn office(&self) -> u64 {
        let classes = word_classes::classes(self.story.tokens()[self.head].span.of(self.text));
        let kinds = [Classes::ROLE, Classes::TITLE, Classes::BODY, Classes::GROUP, Classes::PLACE];
        kinds.iter().fold(0, |code, &kind| code << 1 | u64::from(classes.any(kind)))
    }

    /// The last three bytes of a word.
    fn suffix(&self, at: usize) -> u64 {
        let word = self.story.tokens()[at].span.of(self.text).as_bytes();
        let end = word.iter().rev().take(3);
        end.fold(0, |hash, byte| hash << 8 | u64::from(byte | 0x20))
    }

    /// How the phrase before a conjunction or comma is determined: a shared article needs no second one.
    fn joined(&self) -> u64 {
        let Some(before) = self.place(self.at, -1) else { return 0 };
        if !matches!(self.tags[before], Tag::CC | Tag::Comma) {
            return 0;
        }
        let mut at = before;
        let mut words = 0;
        while at > self.first && words < 8 {
            at -= 1;
            words += 1;
            match self.tags[at] {
                Tag::DT => return 1 + self.known.keys[at] % 251,
                Tag::PRPS | Tag::POS | Tag::WPS => return 300,
                tag if tag.is_noun()
                    || matches!(tag, Tag::JJ | Tag::CD | Tag::VBN | Tag::VBG | Tag::Comma) => {}
                Tag::IN => return 301,
                tag if tag.is_verb() => return 302,
                _ => return 303,
            }
        }
        304
    }
}

/// What the story has seen, in few steps; the phrase itself, which stands bare, is not counted.
fn memory(seen: Uses) -> u64 {
    let bare = seen.with(Determiner::None).saturating_sub(1).min(2);
    let a = seen.with(Determiner::A).min(1);
    let the = seen.with(Determiner::The).min(2);
    let other = seen.with(Determiner::Other).min(1);
    u64::from(bare) | u64::from(a) << 2 | u64::from(the) << 3 | u64::from(other) << 5
}

fn shape(word: &str) -> u64 {
    let mut bytes = word.bytes();
    match (bytes.next().unwrap_or_default(), bytes.next().unwrap_or_default()) {
        (b'A'..=b'Z', b'A'..=b'Z' | b'.') => 2,
        (b'A'..=b'Z', _) => 1,
        (b'a'..=b'z', _) => 0,
        (b'0'..=b'9', _) => 3,
        _ => 4,
    }
}

fn join(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(5) ^ part).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn finish(hash: u64) -> u64 {
    let folded = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    folded ^ folded >> 29
}
