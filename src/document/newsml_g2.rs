//! NewsML-G2: every news item of a message is a story. Items of other kinds hold no copy.

use super::xml::{Elements, Meaning, Tag, Vocabulary, of_copy, stories};
use super::{Parts, Role};

/// Reads the news items of a file.
pub(super) fn parse(source: &str) -> Vec<Parts> {
    stories(source, &mut NewsItem)
}

struct NewsItem;

impl<'s> Vocabulary<'s> for NewsItem {
    /// A part of an item that somebody has cut out is read as well.
    fn is_story(&self, tag: &Tag<'s>, is_root: bool) -> bool {
        let parts = ["contentMeta", "contentSet", "inlineXML", "inlineData"];
        tag.name.local == "newsItem" || (is_root && parts.contains(&tag.name.local))
    }

    fn meaning(&mut self, tag: &Tag<'s>, story: &mut Elements<'s>) -> Meaning {
        if story.is_in("inlineXML") {
            return content(tag, story);
        }
        let about_the_story = story.parent() == "contentMeta";
        match tag.name.local {
            "newsItem" => {
                story.field("lang", tag, "xml:lang");
                Meaning::Outside
            }
            "language" if about_the_story => {
                story.field("language", tag, "tag");
                Meaning::Skipped
            }
            "headline" | "by" | "dateline" | "description"
                if about_the_story && is_translated(tag, story) =>
            {
                Meaning::Skipped
            }
            "headline" if about_the_story => Meaning::Role(Role::Headline),
            "by" if about_the_story => Meaning::Role(Role::Byline),
            "dateline" if about_the_story => Meaning::Role(Role::Dateline),
            "description" if about_the_story => description(tag),
            "edNote" if story.parent() == "itemMeta" => Meaning::Role(Role::Note),
            "inlineData" if is_text(tag) => Meaning::Preformatted,
            "inlineData" => Meaning::Skipped,
            _ => Meaning::Outside,
        }
    }
}

/// Events, results and other data have elements of their own; their words are no prose.
fn content<'s>(tag: &Tag<'s>, story: &Elements<'s>) -> Meaning {
    match tag.name.local {
        "sports-content" | "events" | "concept" | "conceptSet" => Meaning::Skipped,
        _ => of_copy(tag, story),
    }
}

fn description(tag: &Tag<'_>) -> Meaning {
    let role = tag.attribute("role").unwrap_or_default();
    match role.rsplit(':').next() {
        Some("caption") => Meaning::Role(Role::Caption),
        Some("" | "summary" | "abstract" | "intro" | "synthe") => Meaning::Role(Role::Deck),
        // Shot lists, scripts and the like.
        _ => Meaning::Role(Role::Note),
    }
}

fn is_text(tag: &Tag<'_>) -> bool {
    tag.attribute("encoding").is_none()
        && tag.attribute("contenttype").is_none_or(|kind| kind.starts_with("text/"))
}

/// Whether an element says that it is in another language than the item.
fn is_translated(tag: &Tag<'_>, story: &Elements<'_>) -> bool {
    let code = |language: &str| language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let fields = &story.writer.parts.fields;
    let of_item = fields.iter().rfind(|field| field.key == "language").or_else(|| fields.first());
    match (tag.attribute("xml:lang"), of_item) {
        (Some(own), Some(item)) => code(&own) != code(&item.value),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Options, Source, Target};
    use super::*;

    fn read(source: &str) -> Vec<Document> {
        Document::parse_all(Source::from_text(source), Format::NewsmlG2, &Options::default())
    }

    const MESSAGE: &str = "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2020</sent></header><itemSet>\
        <packageItem><contentMeta><headline>Top news</headline></contentMeta></packageItem>\
        <newsItem xml:lang=\"en-GB\"><itemMeta><edNote>Embargoed</edNote></itemMeta><contentMeta><slugline>PORT</slugline>\
        <headline> Port shut </headline><headline xml:lang=\"fr\">Port fermé</headline><by>Ada Byrne</by><dateline>2020-05-01T10:00:00Z</dateline>\
        <description role=\"drol:summary\">Ships wait.</description><subject><name>Ports</name></subject></contentMeta><contentSet>\
        <inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Port shut</title></head>\
        <body><h1>Port <i>shut</i></h1><p>Ships of AT&amp;T wait.</p><h2>Why</h2><p>Waves.</p></body></html></inlineXML></contentSet></newsItem>\
        <newsItem xml:lang=\"de\"><contentMeta><headline>Hafen zu</headline></contentMeta><contentSet><inlineXML><nitf><body><body.head><hedline>\
        <hl1>Hafen zu!</hl1></hedline></body.head><body.content><p>Schiffe warten.</p></body.content></body></nitf></inlineXML></contentSet></newsItem>\
        <newsItem><contentSet><inlineData contenttype=\"text/plain\">Ships sail\nagain.\n\nAll of them.</inlineData></contentSet>\
        <partMeta><description>no copy</description></partMeta></newsItem></itemSet></newsMessage>";

    #[test]
    fn every_news_item_is_a_story() {
        use Role::{Body, Byline, Crosshead, Deck, Headline, Note};
        let stories = read(MESSAGE);
        assert_eq!(stories.len(), 3);
        let expected = [
            (Note, "Embargoed"),
            (Headline, "Port shut"),
            (Byline, "Ada Byrne"),
            (Deck, "Ships wait."),
            (Body, "Ships of AT&T wait."),
            (Crosshead, "Why"),
            (Body, "Waves."),
        ];
        assert_eq!(blocks(&stories[0]), expected);
        assert_eq!(blocks(&stories[1]), [(Headline, "Hafen zu"), (Body, "Schiffe warten.")]);
        assert_eq!(blocks(&stories[2]), [(Body, "Ships sail\nagain."), (Body, "All of them.")]);
        assert_eq!((stories[0].field("lang"), stories[1].field("lang")), (Some("en-GB"), Some("de")));
    }

    #[test]
    fn items_of_other_kinds_hold_no_copy() {
        for source in [
            "<packageItem><contentMeta/><groupSet><group><itemRef><headline>x</headline></itemRef></group></groupSet></packageItem>",
            "<planningItem><newsCoverageSet><edNote>x</edNote></newsCoverageSet></planningItem>",
            "<conceptItem><concept><name>x</name><definition>y</definition></concept></conceptItem>",
        ] {
            let stories = read(source);
            assert!(stories.len() == 1 && stories[0].blocks().is_empty(), "{source}");
        }
    }

    #[test]
    fn a_comment_outside_the_items_is_for_all_or_for_the_next() {
        let source = "<newsMessage><!-- copydesk: allow-file a -- r --><newsItem><contentSet><inlineXML><p>One.</p></inlineXML></contentSet></newsItem>\
            <!-- copydesk: allow b -- r --><newsItem><!-- copydesk: allow-file c -- r --><contentSet><inlineXML><p>Two.</p></inlineXML></contentSet></newsItem></newsMessage>";
        let named = |document: &Document| -> Vec<(String, bool)> {
            let all = document.suppressions().iter();
            all.map(|one| (one.rules[0].0.clone(), one.target == Target::File)).collect()
        };
        let stories = read(source);
        assert_eq!(named(&stories[0]), [("a".to_owned(), true)]);
        let second = [("b".to_owned(), false), ("c".to_owned(), true), ("a".to_owned(), true)];
        assert_eq!(named(&stories[1]), second);
    }
}
