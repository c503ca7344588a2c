//! NewsML 1: every news item is a story, told in components that play roles.

use super::xml::{Elements, Meaning, Tag, Vocabulary, of_copy, stories};
use super::{Parts, Role};

/// Reads the news items of a file.
pub(super) fn parse(source: &str) -> Vec<Parts> {
    stories(source, &mut NewsItem::default())
}

/// The open item.
#[derive(Default)]
struct NewsItem {
    /// The open components: how many elements are open around each, and its role.
    components: Vec<(usize, String)>,
    /// The kind of the content that comes next.
    kind: String,
}

impl<'s> Vocabulary<'s> for NewsItem {
    fn is_story(&self, tag: &Tag<'s>, _: bool) -> bool {
        tag.name.local == "NewsItem"
    }

    fn meaning(&mut self, tag: &Tag<'s>, story: &mut Elements<'s>) -> Meaning {
        if story.is_in("DataContent") {
            return of_copy(tag, story);
        }
        let depth = story.depth();
        while self.components.pop_if(|(around, _)| *around >= depth).is_some() {}
        let formal_name = || tag.attribute("FormalName").unwrap_or_default().into_owned();
        match tag.name.local {
            "NewsComponent" => self.components.push((depth, String::new())),
            "Role" => {
                if let Some((_, role)) = self.components.last_mut() {
                    *role = formal_name();
                }
            }
            "Language" if story.writer.parts.fields.is_empty() => story.field("language", tag, "FormalName"),
            "ContentItem" => self.kind.clear(),
            "MimeType" => self.kind = formal_name(),
            "DataContent" => return self.content(),
            name if story.parent() == "NewsLines" => return self.line(name),
            _ => {}
        }
        Meaning::Outside
    }
}

impl NewsItem {
    fn role(&self) -> &str {
        self.components.last().map_or("", |(_, role)| role)
    }

    /// The headline of a picture is what stands under it.
    fn line(&self, name: &str) -> Meaning {
        let of_picture = ["Photo", "Picture", "Graphic", "Logo", "Video", "Audio", "Caption"];
        let of_picture = of_picture.iter().any(|role| self.role().eq_ignore_ascii_case(role));
        match name {
            "HeadLine" | "SubHeadLine" if of_picture => Meaning::Role(Role::Caption),
            "HeadLine" => Meaning::Role(Role::Headline),
            "SubHeadLine" => Meaning::Role(Role::Deck),
            "ByLine" => Meaning::Role(Role::Byline),
            "DateLine" => Meaning::Role(Role::Dateline),
            _ => Meaning::Outside,
        }
    }

    fn content(&self) -> Meaning {
        if !self.kind.is_empty() && !["text/", "application/"].iter().any(|kind| self.kind.starts_with(kind))
        {
            return Meaning::Skipped;
        }
        let role = self.role().to_ascii_lowercase();
        match &*role {
            _ if self.kind == "text/css" => Meaning::Skipped,
            "stylesheet" => Meaning::Skipped,
            "headline" => Meaning::Role(Role::Headline),
            "subheadline" => Meaning::Role(Role::Deck),
            "byline" => Meaning::Role(Role::Byline),
            "dateline" => Meaning::Role(Role::Dateline),
            "caption" => Meaning::Role(Role::Caption),
            "abstract" | "summary" => Meaning::Role(Role::Deck),
            "contact" => Meaning::Role(Role::Boilerplate),
            // Plain text has lines of its own; markup brings its elements.
            _ if self.kind == "text/plain" => Meaning::Preformatted,
            _ => Meaning::Block,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Options, Source};
    use super::*;

    fn read(source: &str) -> Vec<Document> {
        Document::parse_all(Source::from_text(source), Format::Newsml, &Options::default())
    }

    fn component(role: &str, kind: &str, content: &str) -> String {
        format!(
            "<NewsComponent><Role FormalName=\"{role}\"/><ContentItem><MimeType FormalName=\"{kind}\"/><DataContent>{content}</DataContent></ContentItem></NewsComponent>\n"
        )
    }

    #[test]
    fn components_play_roles() {
        let xhtml = |words: &str| format!("<html><head><title/></head><body>{words}</body></html>");
        let source = [
            "<NewsML><NewsItem><NewsIdentifier><ProviderId>x.org</ProviderId></NewsIdentifier><NewsComponent><NewsLines><HeadLine>Port shut</HeadLine>\
             <ByLine>By Ada Byrne</ByLine><DateLine>HULL</DateLine><SlugLine>PORT</SlugLine></NewsLines><Language FormalName=\"en\"/>",
            &component("StyleSheet", "text/css", ".a {}"),
            &component("HeadLine", "text/xhtml", &xhtml("<p><b>Port shut</b></p>")),
            &component("SubHeadLine", "text/xhtml", &xhtml("<ul><li>Ships wait</li></ul>")),
            &component("Contact", "text/xhtml", &xhtml("<p>Ada<br/>555-0100</p>")),
            "<NewsComponent><Role FormalName=\"Photo\"/><NewsLines><HeadLine>A ship at sea</HeadLine></NewsLines></NewsComponent>",
            &component("Body", "text/xhtml", &xhtml("<p>HULL (Post) — Ships of AT&amp;T wait.</p>")),
            "</NewsComponent></NewsItem>",
            &format!("<NewsItem>{}</NewsItem></NewsML>", component("Main", "text/plain", "Ships\nsail.\n\nAll.")),
        ]
        .concat();
        use Role::{Body, Boilerplate, Byline, Caption, Dateline, Deck, Headline};
        let stories = read(&source);
        let expected = [
            (Headline, "Port shut"),
            (Byline, "By Ada Byrne"),
            (Dateline, "HULL"),
            (Deck, "Ships wait"),
            (Boilerplate, "Ada\n555-0100"),
            (Caption, "A ship at sea"),
            (Dateline, "HULL (Post) —"),
            (Body, "Ships of AT&T wait."),
        ];
        assert_eq!(blocks(&stories[0]), expected);
        assert_eq!(stories[0].field("language"), Some("en"));
        assert_eq!(blocks(&stories[1]), [(Body, "Ships\nsail."), (Body, "All.")]);
    }
}
