//! Feeds in RSS and Atom, and exports of WordPress: every item is a story.

mod item;

use super::suppression::Wishes;
use super::xml::{Event, Reader, Tag, hand_over, spread};
use super::{Field, Note, Options, Parts};
use crate::span::Span;
use item::Item;

/// Reads all items; at least one story, though it may be empty.
pub(super) fn parse(text: &str, options: &Options) -> Vec<Parts> {
    let mut reader = Reader::new(text);
    let mut feed = Feed {
        source: text,
        options,
        wordpress: false,
        language: None,
        outside: Wishes::default(),
        stories: Vec::new(),
    };
    while let Some(event) = reader.next() {
        match event {
            Event::Open(tag) if matches!(tag.name.local, "item" | "entry") => feed.item(&tag, &mut reader),
            Event::Open(tag) => feed.around(&tag, &mut reader),
            Event::Comment(range) => feed.outside.read(text, range, 0),
            Event::Close(..) | Event::Words(_) => {}
        }
    }
    let mut stories = feed.stories;
    if stories.is_empty() {
        let note = Note { source: Span::new(0, 0), text: "there is no story in this feed".to_owned() };
        stories.push(Parts { notes: vec![note], ..Parts::default() });
    }
    stories[0].notes.append(&mut reader.notes);
    spread(feed.outside, &mut stories);
    stories
}

struct Feed<'s> {
    source: &'s str,
    options: &'s Options,
    /// Whether it is an export of WordPress, with entries that are no posts.
    wordpress: bool,
    /// The language of the items that name none.
    language: Option<Field>,
    /// Comments since the last item.
    outside: Wishes,
    stories: Vec<Parts>,
}

impl<'s> Feed<'s> {
    /// What stands around the items: only what is said of all of them counts.
    fn around(&mut self, tag: &Tag<'s>, reader: &mut Reader<'s>) {
        self.wordpress |= tag.attribute("xmlns:wp").is_some();
        if let Some((value, place)) = tag.attribute("xml:lang").zip(tag.attribute_place("xml:lang")) {
            self.language = Some(language(value.trim(), Span::new(place.start, place.end)));
        }
        if tag.name.local != "language" {
            return;
        }
        if let Some(Event::Words(words)) = reader.next() {
            let source = Span::new(words.range.start, words.range.end);
            self.language = Some(language(words.text.trim(), source));
        }
    }

    fn item(&mut self, tag: &Tag<'s>, reader: &mut Reader<'s>) {
        let item = Item::read(self.source, tag, reader);
        if self.wordpress && !item.is_post() {
            return;
        }
        let mut wishes = Wishes::default();
        hand_over(&mut self.outside, &mut wishes);
        let mut parts = item.write(self.source, self.wordpress, wishes, self.options);
        if parts.fields.is_empty() {
            parts.fields.extend(self.language.clone());
        }
        self.stories.push(parts);
    }
}

/// A field that says a story's language.
fn language(value: &str, source: Span) -> Field {
    Field { key: "lang".to_owned(), value: value.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Role, Source, Target};
    use super::*;

    fn read(text: &str) -> Vec<Document> {
        Document::parse_all(Source::from_text(text), Format::Feed, &Options::default())
    }

    use Role::{Body, Byline, Caption, Crosshead, Deck, Headline};

    #[test]
    fn every_item_of_rss_is_a_story() {
        let text = "<?xml version='1.0'?><rss xmlns:dc='d' xmlns:content='c'><channel><title>The Post</title>\
            <description>All news</description><language>en-gb</language>\
            <item><title>Port &amp;amp; ships</title><dc:creator><![CDATA[Ada Byrne]]></dc:creator>\
            <description>Ships &lt;b&gt;wait&lt;/b&gt;.</description>\
            <content:encoded><![CDATA[<h2>Why</h2><p>The AT&amp;T ship waits.</p>]]></content:encoded></item>\
            <item><title>Two</title><description><![CDATA[<p>It&#8217;s shut.]]></description></item></channel></rss>";
        let stories = read(text);
        let expected = [
            (Headline, "Port & ships"),
            (Byline, "Ada Byrne"),
            (Deck, "Ships wait."),
            (Crosshead, "Why"),
            (Body, "The AT&T ship waits."),
        ];
        assert_eq!(blocks(&stories[0]), expected);
        assert_eq!(blocks(&stories[1]), [(Headline, "Two"), (Body, "It’s shut.")]);
        assert_eq!((stories.len(), stories[1].field("lang")), (2, Some("en-gb")));
        let back = |story: &Document, words: &str| {
            let start = story.text().find(words).expect("in the story");
            let span = Span::new(start, start + words.len());
            (story.source_span(span).of(text).to_owned(), story.write(span, "a & b"))
        };
        assert_eq!(back(&stories[0], "&"), ("&amp;amp;".to_owned(), Some("a &amp;amp; b".to_owned())));
        assert_eq!(back(&stories[0], "ships"), ("ships".to_owned(), Some("a &amp;amp; b".to_owned())));
        assert_eq!(back(&stories[0], "AT&T").0, "AT&amp;T");
        assert_eq!(back(&stories[1], "It’s shut").0, "It&#8217;s shut");
        assert_eq!(back(&stories[1], "shut").1.as_deref(), Some("a &amp; b"));
    }

    #[test]
    fn atom_says_by_type_what_its_texts_are() {
        let text = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>The Post</title>\
            <entry xml:lang='en'><title>R&amp;D <!-- x --> &lt;b> is up</title><author><name>Ada Byrne</name><email>a@b.c</email></author>\
            <summary type='html'>Ships &lt;i&gt;wait&lt;/i&gt;</summary><content type='xhtml'>\
            <div xmlns='http://www.w3.org/1999/xhtml'><p>One &amp; two.<br/>Three.</p><p/><p>Four.</p></div></content></entry>\
            <entry><title type='html'>&amp;lt;b&amp;gt;</title><content type='image/png'>iVBOR</content></entry></feed>";
        let stories = read(text);
        let expected = [
            (Headline, "R&D  <b> is up"),
            (Byline, "Ada Byrne"),
            (Deck, "Ships wait"),
            (Body, "One & two.\nThree."),
            (Body, "Four."),
        ];
        assert_eq!(blocks(&stories[0]), expected);
        assert_eq!(blocks(&stories[1]), [(Headline, "<b>")]);
        assert_eq!([stories[0].field("lang"), stories[1].field("lang")], [Some("en"), Some("de")]);
    }

    #[test]
    fn an_export_of_wordpress_has_posts_among_other_entries() {
        let text = "<rss xmlns:wp='w' xmlns:content='c' xmlns:excerpt='e'><channel>\
            <item><title>ship.jpg</title><wp:post_type>attachment</wp:post_type></item>\
            <item><title>Port shut</title><content:encoded><![CDATA[Ships wait.\n\n\
            [caption id=\"1\"]<img src=\"s\" alt=\"\"/> At sea[/caption]\nThey wait.]]></content:encoded>\
            <excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_type><![CDATA[post]]></wp:post_type></item></channel></rss>";
        let stories = read(text);
        let expected =
            [(Headline, "Port shut"), (Body, "Ships wait."), (Caption, "At sea"), (Body, "They wait.")];
        assert_eq!((stories.len(), blocks(&stories[0])), (1, expected.to_vec()));
    }

    #[test]
    fn a_summary_that_is_cut_out_of_the_text_is_not_said_twice() {
        let text = "<rss><item><description>Ships wait. They [&amp;#8230;]</description>\
            <content:encoded>&lt;p>Ships wait.&lt;p>They are late.</content:encoded></item></rss>";
        assert_eq!(blocks(&read(text)[0]), [(Body, "Ships wait."), (Body, "They are late.")]);
    }

    #[test]
    fn comments_are_suppressions() {
        let text = "<rss><!-- copydesk: allow-file f -- r --><!-- copydesk: allow a -- r --><item><title>One</title>\
            <!-- copydesk: allow b -- r --><description><![CDATA[<p>Two <!-- copydesk: allow c -- r --> three.]]></description>\
            </item><item><title>Four</title></item></rss>";
        let stories = read(text);
        let after = |name: &str| {
            let wanted =
                stories[0].suppressions().iter().find(|one| one.rules[0].0 == name).expect("it is read");
            match wanted.target {
                Target::After(offset) => &stories[0].text()[offset as usize..],
                Target::File => "file",
            }
        };
        assert_eq!(
            [after("f"), after("a"), after("b"), after("c")],
            ["file", "One\n\nTwo three.", "Two three.", "three."]
        );
        let names = |story: &Document| {
            story.suppressions().iter().map(|one| one.rules[0].0.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&stories[1]), ["f"]);
    }

    #[test]
    fn a_feed_without_items_is_noted() {
        for text in ["", "<rss><channel><title>x</title></channel></rss>", "<rss><item"] {
            let stories = read(text);
            assert_eq!(stories.len(), 1);
            assert!(stories[0].blocks().is_empty() && stories[0].notes()[0].text.contains("no story"));
        }
    }
}
