//! Writes the story of one item.

use super::form::{Form, Opened, is_itself, richest, says_the_same};
use super::item::{Item, Text};
use crate::document::json;
use crate::document::writer::Writer;
use crate::document::{Block, Escapes, Layer, Options, Parts, Role, furniture, html, nitf};

/// Writes an item: headline, deck, byline, body, captions, notes.
pub(super) fn write(source: &str, item: Item, options: &Options) -> Parts {
    let mut scribe = Scribe { source, options, writer: Writer::new(source) };
    scribe.headlines(&item);
    scribe.descriptions(&item.descriptions, item.is_visual());
    scribe.plain(Role::Byline, &item.bylines);
    for (role, text) in &item.added {
        scribe.as_role(*role, Opened::new(source, text));
    }
    let plain = scribe.bodies(&item.bodies);
    item.associations.iter().for_each(|picture| scribe.picture(picture));
    scribe.plain(Role::Note, &item.notes);
    let mut parts = scribe.writer.finish();
    parts.fields = item.fields;
    parts.notes.extend(item.odd);
    if plain {
        let story = parts.prose.as_deref().unwrap_or_default();
        furniture::assign(story, source, &parts.map, &mut parts.blocks, None);
    }
    parts
}

struct Scribe<'s> {
    source: &'s str,
    options: &'s Options,
    writer: Writer<'s>,
}

impl Scribe<'_> {
    /// The main headline; others say the same in other words, unless their role is that of a deck.
    fn headlines(&mut self, item: &Item) {
        let with_words = || item.headlines.iter().filter(|text| !text.place.is_empty());
        let main = with_words()
            .find(|text| is_itself(&text.role))
            .or_else(|| with_words().next())
            .or(item.title.as_ref());
        if let Some(main) = main {
            self.as_role(Role::Headline, Opened::new(self.source, main));
        }
        for text in with_words().filter(|text| self.options.role_of(&text.role) == Some(Role::Deck)) {
            if main.is_none_or(|main| main.place != text.place) {
                self.as_role(Role::Deck, Opened::new(self.source, text));
            }
        }
    }

    /// What describes the item and what stands under its picture, each once.
    fn descriptions(&mut self, descriptions: &[Text], visual: bool) {
        for wanted in [Role::Deck, Role::Caption] {
            let is_wanted =
                |text: &&Text| role_of_description(&text.role, visual, self.options) == Some(wanted);
            let forms = descriptions.iter().filter(is_wanted).map(|text| Opened::new(self.source, text));
            if let Some(best) = richest(forms.collect()) {
                self.as_role(wanted, best);
            }
        }
    }

    fn plain(&mut self, role: Role, texts: &[Text]) {
        for text in texts {
            let inner = json::inner(self.source, text.place.clone());
            self.writer.nest_plain(role, &inner, Escapes::of(Layer::Json));
        }
    }

    /// The words of a picture that goes with the story.
    fn picture(&mut self, picture: &Item) {
        let main = picture.headlines.iter().find(|text| is_itself(&text.role)).or(picture.headlines.first());
        if let Some(main) = main {
            self.as_role(Role::Caption, Opened::new(self.source, main));
        }
        self.descriptions(&picture.descriptions, true);
    }

    /// The body, and other bodies that say something else; whether the story is plain text.
    fn bodies(&mut self, bodies: &[Text]) -> bool {
        let opened = bodies.iter().map(|text| Opened::new(self.source, text));
        let (itself, others): (Vec<_>, Vec<_>) = opened.partition(|opened| opened.itself);
        let mut others = others.into_iter();
        let Some(main) = richest(itself).or_else(|| others.next()) else { return false };
        let words = main.inner.text.clone();
        let plain = main.form == Form::Plain;
        self.body(main);
        for other in others.filter(|other| !says_the_same(&other.inner.text, &words)) {
            self.body(other);
        }
        plain
    }

    fn body(&mut self, body: Opened) {
        let (shift, headed) = (self.writer.parts.blocks.len(), self.writer.has_headline());
        match body.form {
            Form::Plain => {
                let inner = body.in_paragraphs(self.source);
                self.writer.nest_plain(Role::Body, &inner, Escapes::of(Layer::Json));
            }
            Form::Html => {
                let parts = html::fragment(&body.inner.text, self.options);
                self.writer.nest(parts, &body.inner, Escapes::of(Layer::Json));
            }
            Form::Nitf => {
                let parts = nitf::parse(&body.inner.text);
                self.writer.nest(parts, &body.inner, Escapes::of(Layer::Json));
            }
        }
        if headed {
            self.drop_repeats(shift);
        }
    }

    /// A whole document inside an item brings its headline, its byline and its deck along: they are the item's once more.
    fn drop_repeats(&mut self, shift: usize) {
        let story = self.writer.text().to_owned();
        let blocks = &mut self.writer.parts.blocks;
        let known: Vec<String> = blocks[..shift].iter().map(|block| bare(block.span.of(&story))).collect();
        let top = blocks.len().min(shift + TOP);
        let repeats = |block: &Block| known.contains(&bare(block.span.of(&story)));
        let mut at = shift;
        for _ in shift..top {
            if repeats(&blocks[at]) {
                blocks.remove(at);
                continue;
            }
            if blocks[at].role == Role::Headline {
                blocks[at].role = Role::Crosshead;
            }
            at += 1;
        }
    }

    /// A text with one role, whatever its form.
    fn as_role(&mut self, role: Role, text: Opened) {
        let layers = Escapes::of(Layer::Json);
        if text.form == Form::Plain {
            return self.writer.nest_plain(role, &text.inner, layers);
        }
        let mut parts = html::fragment(&text.inner.text, self.options);
        let heading = matches!(role, Role::Headline | Role::Crosshead);
        parts.blocks.iter_mut().for_each(|block| *block = Block { role, heading, ..*block });
        self.writer.nest(parts, &text.inner, layers);
    }
}

/// Blocks of a body among which its own headline, byline and deck are looked for.
const TOP: usize = 6;

/// Words without what may differ between two copies of them.
fn bare(words: &str) -> String {
    let words = words.trim().strip_prefix("By ").unwrap_or(words);
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn role_of_description(role: &str, visual: bool, options: &Options) -> Option<Role> {
    let caption = || role.split('_').any(|part| options.role_of(part) == Some(Role::Caption));
    let deck = || is_itself(role) || options.role_of(role) == Some(Role::Deck);
    match () {
        () if caption() => Some(Role::Caption),
        () if deck() && visual => Some(Role::Caption),
        () if deck() => Some(Role::Deck),
        () => None,
    }
}
