//! HTML: pages, and fragments inside other formats.
//!
//! White space is read as browsers show it. Words in navigation, footers, asides, forms, scripts and the like are no copy,
//! nor is what is hidden or struck out; `docs/formats.md` has the list.

mod element;
mod open;
mod tokens;

use std::ops::Range;

use self::element::Kind;
use self::open::{Open, State};
use self::tokens::{Attribute, Sink, Tag};
use super::writer::Writer;
use super::{Escapes, Field, Layer, Note, Options, Parts, Role, furniture};
use crate::span::Span;

/// Reads a page.
pub(super) fn parse(text: &str, options: &Options) -> Parts {
    read(text, options, true)
}

/// Reads a piece of HTML out of a file of another format, such as the body of a feed's item. It has no headline of its own:
/// all its headings stand inside the story.
pub(super) fn fragment(text: &str, options: &Options) -> Parts {
    read(text, options, false)
}

fn read(text: &str, options: &Options, page: bool) -> Parts {
    let xhtml = is_xhtml(text);
    let mut reader = Reader {
        writer: Writer::escaping(text, Escapes::of(Layer::Markup)),
        options,
        xhtml,
        page,
        open: Open::default(),
        space: None,
        broken: false,
        title: None,
        headed: false,
        left_out: None,
    };
    tokens::read(text, xhtml, &mut reader);
    reader.finish()
}

/// Whether the text is HTML in the form of XML.
fn is_xhtml(text: &str) -> bool {
    const XMLNS: &[u8] = b"http://www.w3.org/1999/xhtml";
    let head = &text.as_bytes()[..text.len().min(4096)];
    text.trim_start().starts_with("<?xml") || memchr::memmem::find(head, XMLNS).is_some()
}

struct Reader<'s> {
    writer: Writer<'s>,
    options: &'s Options,
    /// Whether a tag can end its own element.
    xhtml: bool,
    open: Open,
    /// Whether the text is a whole page, with a title and a headline of its own.
    page: bool,
    /// White space after the last word, not written yet.
    space: Option<Range<usize>>,
    /// Whether the open block ends in a line break.
    broken: bool,
    /// The page's title among the blocks.
    title: Option<usize>,
    headed: bool,
    /// The first words that are no copy because of where they stand.
    left_out: Option<Range<usize>>,
}

impl Reader<'_> {
    fn close(&mut self) {
        self.writer.close();
        (self.space, self.broken) = (None, false);
    }

    fn write(&mut self, words: &str, range: Range<usize>) {
        self.flush_space();
        self.broken = false;
        self.writer.write(self.open.state().role, false, words, range);
    }

    fn flush_space(&mut self) {
        if let Some(space) = self.space.take().filter(|_| self.writer.is_open() && !self.broken) {
            self.writer.write(self.open.state().role, false, " ", space);
        }
    }

    /// Words without the white space around them, and one space for every white space between them.
    fn collapse(&mut self, words: &str, range: &Range<usize>) {
        let verbatim = words.len() == range.len();
        let part = |from: usize, to: usize| match verbatim {
            true => range.start + from..range.start + to,
            false => range.clone(),
        };
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let end = at + line(&bytes[at..]);
            if end > at {
                self.write(&words[at..end], part(at, end));
            }
            at = end + bytes[end..].iter().take_while(|byte| is_space(**byte)).count();
            if at > end && self.space.is_none() {
                self.space = Some(part(end, at));
            }
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        self.space = None;
        if self.broken {
            return self.close();
        }
        if self.writer.is_open() {
            self.writer.write(self.open.state().role, false, "\n", range);
            self.broken = true;
        }
    }

    fn image(&mut self, tag: &Tag) {
        let Some(alt) = tag.attribute("alt") else { return };
        for (words, range) in alt.pieces() {
            self.writer.write(Role::Caption, true, words, range);
        }
        self.writer.end_caption(true);
        if !self.writer.is_open() {
            self.writer.close();
        }
    }

    fn void(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "br" => self.line_break(tag.range.clone()),
            "hr" => self.close(),
            "img" => self.image(tag),
            _ => {}
        }
    }

    /// What the words inside a new element are.
    fn state_in(&self, tag: &Tag, kind: Kind) -> State {
        let mut state = self.open.state();
        if let Some(role) = self.role_by_attributes(tag, kind).or_else(|| self.role_of(kind)) {
            state.role = role;
        }
        if kind == Kind::Story && state.form {
            (state.silent, state.form) = (false, false);
        }
        if !state.silent {
            state.form = tag.name == "form";
        }
        let silent_title = kind == Kind::Title && !self.page;
        state.silent |= kind.is_silent() || silent_title || tag.attribute("hidden").is_some();
        state.silent |= state.preformatted && tag.name == "code";
        state.preformatted |= kind == Kind::Preformatted;
        state
    }

    fn role_of(&self, kind: Kind) -> Option<Role> {
        match kind {
            Kind::Heading(1) if self.page && !self.headed => Some(Role::Headline),
            kind => kind.role(),
        }
    }

    /// The role that an element's classes or its author mark promise: `class="story-byline"`, `rel="author"`.
    fn role_by_attributes(&self, tag: &Tag, kind: Kind) -> Option<Role> {
        let wanted = match kind {
            Kind::Inline => !self.writer.is_open() && self.open.block() != Some(Kind::Paragraph),
            Kind::Paragraph => true,
            Kind::Heading(level) => level > 1,
            _ => matches!(tag.name.as_str(), "div" | "ul" | "header"),
        };
        if !wanted {
            return None;
        }
        let values = ["class", "rel", "itemprop"].into_iter().filter_map(|name| tag.value(name));
        let words = values.flat_map(|value| value.split(|mark: char| !mark.is_alphanumeric()));
        let mut roles = words.filter_map(|word| self.options.role_of(word));
        roles.find(|role| matches!(role, Role::Byline | Role::Deck | Role::Caption))
    }

    fn language(&mut self, lang: &Attribute) {
        let (Some(value), Some(range)) = (lang.value(), lang.range()) else { return };
        let source = Span::new(range.start, range.end);
        self.writer.parts.fields.push(Field { key: "lang".to_owned(), value: value.to_owned(), source });
    }

    /// A page's title is its headline only where no heading is.
    fn ended(&mut self, kind: Kind) {
        let last = self.writer.parts.blocks.len().checked_sub(1);
        let headline = |at: &usize| self.writer.parts.blocks[*at].role == Role::Headline;
        match kind {
            Kind::Title if self.title.is_none() => self.title = last.filter(headline),
            Kind::Heading(_) => self.headed |= last.filter(headline).is_some_and(|at| self.title != Some(at)),
            _ => {}
        }
    }

    fn finish(mut self) -> Parts {
        self.close();
        let (source, page, headed, title) = (self.writer.source, self.page, self.headed, self.title);
        let mut parts = self.writer.finish();
        let blocks = &mut parts.blocks;
        match (title, blocks.first_mut()) {
            (Some(title), _) if headed => drop(blocks.remove(title)),
            (None, Some(first)) if page && !headed && first.role == Role::Crosshead => {
                first.role = Role::Headline;
            }
            _ => {}
        }
        if let Some(range) = self.left_out.filter(|_| blocks.is_empty()) {
            let text = "all words stand where HTML has no copy, such as in navigation or a form".to_owned();
            parts.notes.push(Note { source: Span::new(range.start, range.end), text });
        }
        furniture::assign(
            parts.prose.as_deref().unwrap_or_default(),
            source,
            &parts.map,
            &mut parts.blocks,
            None,
        );
        parts
    }
}

impl Sink for Reader<'_> {
    fn words(&mut self, words: &str, range: Range<usize>) {
        let state = self.open.state();
        if state.silent {
            if self.left_out.is_none() && words.contains(char::is_alphabetic) {
                self.left_out = Some(range);
            }
        } else if state.preformatted {
            self.write(words, range);
        } else {
            self.collapse(words, &range);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let kind = Kind::of(&tag.name);
        if tag.name == "html"
            && let Some(lang) = tag.attribute("lang").or_else(|| tag.attribute("xml:lang"))
        {
            self.language(lang);
        }
        if kind == Kind::Void {
            if !self.open.state().silent {
                self.void(tag);
            }
            return;
        }
        if kind.is_block() {
            self.close();
        }
        self.open.make_room(kind);
        if self.xhtml && tag.self_closing {
            return;
        }
        let state = self.state_in(tag, kind);
        self.open.push(&tag.name, kind, state);
    }

    fn end(&mut self, name: &str, range: Range<usize>) {
        if name == "br" {
            return self.line_break(range);
        }
        if Kind::of(name).is_block() {
            self.close();
        }
        if matches!(name, "html" | "body") {
            return;
        }
        if let Some(kind) = self.open.pop(name) {
            self.ended(kind);
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        self.flush_space();
        self.writer.wish(range);
    }
}

/// Bytes up to the first white space that is more than one space between two words.
fn line(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| is_space(*byte)).unwrap_or(bytes.len() - at);
        match &bytes[at..] {
            [b' ', next, ..] if at > 0 && !is_space(*next) => at += 1,
            _ => return at,
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0xC)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, Source, Target};
    use super::*;

    fn read(text: &str) -> Document {
        Document::parse(Source::from_text(text), Format::Html, &Options::default())
    }

    fn blocks(text: &str) -> Vec<(Role, String)> {
        let document = read(text);
        let blocks = document.blocks().iter();
        blocks.map(|block| (block.role, block.span.of(document.text()).to_owned())).collect()
    }

    fn words(text: &str) -> Vec<String> {
        blocks(text).into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn blocks_have_roles() {
        let text = "<!DOCTYPE html><html lang=en><head><title>Port shut | The Post</title></head><body>\
            <h1>Port shut</h1><p class='story__standfirst'>Ships wait</p><address>Ada Byrne</address>\
            <p>OSLO (AP) — Ships waited.<h2>Why</h2><blockquote><p>Too deep</blockquote>\
            <ul><li>one<li>two<ul><li>three</ul></ul><dl><dt>Tide<dd>High</dl>\
            <table><tr><td>1<td>2<tr><th>3</table>\
            <figure><img src=s.jpg alt='Ships at sea'><figcaption>The port</figcaption></figure><div>End</div>";
        use Role::{
            Body, Byline, Caption, Crosshead, Dateline, Deck, Headline, ListItem, QuoteBlock, TableCell,
        };
        let expected = [
            (Headline, "Port shut"),
            (Deck, "Ships wait"),
            (Byline, "Ada Byrne"),
            (Dateline, "OSLO (AP) —"),
            (Body, "Ships waited."),
            (Crosshead, "Why"),
            (QuoteBlock, "Too deep"),
            (ListItem, "one"),
            (ListItem, "two"),
            (ListItem, "three"),
            (ListItem, "Tide"),
            (ListItem, "High"),
            (TableCell, "1"),
            (TableCell, "2"),
            (TableCell, "3"),
            (Caption, "Ships at sea"),
            (Caption, "The port"),
            (Body, "End"),
        ];
        assert_eq!(blocks(text), expected.map(|(role, words)| (role, words.to_owned())));
        assert_eq!(read(text).field("lang"), Some("en"));
    }

    #[test]
    fn a_title_is_the_headline_where_no_heading_is() {
        assert_eq!(
            blocks("<title>Port shut</title><p>Ships wait.")[0],
            (Role::Headline, "Port shut".to_owned())
        );
        assert_eq!(blocks("<title>T</title><p>Ships wait.<h1>Port shut</h1>")[0].0, Role::Body);
        assert_eq!(blocks("<h1>Port shut</h1><h1>Ships wait</h1>")[1].0, Role::Crosshead);
        assert_eq!(blocks("<h2>Port shut</h2><p>Ships wait.")[0].0, Role::Headline);
    }

    #[test]
    fn white_space_is_read_as_it_is_shown() {
        assert_eq!(words("<p>\r\n  Ships\r\n\twait <b> in </b> port.\n</p>"), ["Ships wait in port."]);
        assert_eq!(words("<p><b>T</b>he <i>p</i>ort<p>is"), ["The port", "is"]);
        assert_eq!(words("<p>one<br>two<br /> <br>three"), ["one\ntwo", "three"]);
        assert_eq!(words("<pre>\na  b\n c\n</pre>"), ["a  b\n c"]);
        assert_eq!(words("a <!-- x --> b<p>c&nbsp; d"), ["a b", "c\u{a0} d"]);
    }

    #[test]
    fn what_is_not_shown_is_no_copy() {
        let text = "<p>Ships <script>no()</script><del>lie</del><ins>wait</ins> <s>x</s> here.<p hidden>no<nav>no</nav>\
            <svg><title>no</title></svg><template><p>no</template><style>no</style><footer><p>no</footer><form><p>no</form>\
            <noscript><p>no</p></noscript><textarea><p>no</textarea><pre><code>no</code></pre><p>End";
        assert_eq!(words(text), ["Ships wait here.", "End"]);
        assert_eq!(
            words("<form><nav>no</nav><article><p>Ships wait.</article><p>no</form>"),
            ["Ships wait."]
        );
        assert_eq!(read("<form><p>Ships wait.</form>").notes().len(), 1);
    }

    #[test]
    fn words_lead_back_to_where_they_stood() {
        let text = "<p title='a>b'>The AT&amp;T <i>&#x201c;deal&#8221;</i> at\r\ncaf&eacute &lt;here&gt; &bogus; é&é<é> &#128; <img alt=\"Q&amp;A's\">";
        let document = read(text);
        assert_eq!(
            document.text(),
            "The AT&T “deal” at café <here> &bogus; é&é<é> €\n\nQ&A's".replace("<é>", "<é>")
        );
        for (words, source) in [
            ("AT&T", "AT&amp;T"),
            ("“", "&#x201c;"),
            ("deal", "deal"),
            ("at café", "at\r\ncaf&eacute"),
            ("<here>", "&lt;here&gt;"),
            ("&bogus;", "&bogus;"),
            ("é&é<é>", "é&é<é>"),
            ("€", "&#128;"),
            ("Q&A's", "Q&amp;A's"),
        ] {
            let start = document.text().find(words).expect("in the story");
            assert_eq!(document.source_span(Span::new(start, start + words.len())).of(text), source);
        }
    }

    #[test]
    fn comments_are_suppressions() {
        let document = read("<!-- copydesk: allow a -- r --><p>One. <!-- copydesk: allow b -- r --> Two.");
        let after = |at: usize| match document.suppressions()[at].target {
            Target::After(offset) => &document.text()[offset as usize..],
            Target::File => "file",
        };
        assert_eq!([after(0), after(1)], ["One. Two.", "Two."]);
    }

    #[test]
    fn broken_pages_keep_their_words() {
        assert!(blocks("").is_empty());
        assert_eq!(words("<P>Ships<P>wait</DIV></b>"), ["Ships", "wait"]);
        assert_eq!(words("a < b </> c <3 d"), ["a < b c <3 d"]);
        assert_eq!(words(&"<div>".repeat(20_000)).len(), 0);
        let deep = format!("{}Ships wait.{}End.", "<div><b>".repeat(20_000), "</x></b></div>".repeat(20_000));
        assert_eq!(words(&deep), ["Ships wait.", "End."]);
        assert_eq!(words(&"<".repeat(100_000))[0].len(), 100_000);
        assert_eq!(words("<?xml version='1.0'?><p>a<script/> b<![CDATA[ <c]d> ]]>"), ["a b <c]d>"]);
    }
}
