//! ninjs, versions 1 to 3: one item, a list of them, or a message with items in it. Every item with text is a story.
//!
//! Of a headline, a description and a body that come in several roles and forms one is read: the main one, in its richest
//! form. A body may be plain text, HTML or a whole NITF document; its words are looked up in the string, and from there in
//! the file. Texts of pictures that go with an item are its captions; other members are no copy, but fields.

mod form;
mod item;
mod story;

use jsonc_parser::ast::Value;

use self::item::{Item, Member, Text};
use super::{Note, Options, Parts, json};
use crate::span::Span;

/// Reads ninjs.
pub(super) fn parse(source: &str, options: &Options) -> Vec<Parts> {
    let readable = json::readable(source);
    let (items, notes) = match json::parse(&readable) {
        Ok(Some(value)) => {
            let mut items = Vec::new();
            find(source, &value, options, &mut items);
            let foreign = items.is_empty().then(|| foreign(source));
            (items, foreign.into_iter().collect())
        }
        Ok(None) => (Vec::new(), Vec::new()),
        Err(mistake) => {
            let text = format!(
                "this JSON is damaged: {}; its texts are read as far as they make sense",
                mistake.message
            );
            (vec![salvage(source, options)], vec![Note { source: mistake.at, text }])
        }
    };
    let mut stories: Vec<Parts> = items
        .into_iter()
        .flat_map(with_own_stories)
        .map(|item| story::write(source, item, options))
        .collect();
    stories.retain(|story| !story.blocks.is_empty() || !story.notes.is_empty());
    if stories.is_empty() {
        stories.push(Parts { prose: Some(String::new()), ..Parts::default() });
    }
    stories[0].notes.extend(notes);
    stories
}

/// Finds the items in a value; inside an item are only those that go with it. The parser has seen to it that the value is
/// not deep.
fn find(source: &str, value: &Value<'_>, options: &Options, items: &mut Vec<Item>) {
    match value {
        Value::Object(object) if Item::is_one(object) => items.push(Item::read(source, object, options)),
        Value::Object(object) => {
            object.properties.iter().for_each(|one| find(source, &one.value, options, items))
        }
        Value::Array(list) => list.elements.iter().for_each(|one| find(source, one, options, items)),
        _ => {}
    }
}

/// The item, and those of its associations that are whole stories.
fn with_own_stories(mut item: Item) -> Vec<Item> {
    let associations = std::mem::take(&mut item.associations);
    let (stories, pictures): (Vec<_>, Vec<_>) =
        associations.into_iter().partition(|one| !one.bodies.is_empty());
    item.associations = pictures;
    let mut all = vec![item];
    all.extend(stories.into_iter().flat_map(with_own_stories));
    all
}

fn foreign(source: &str) -> Note {
    let start = source.len() - source.trim_start().len();
    let end = source[start..].chars().next().map_or(start, |first| start + first.len_utf8());
    let text = "this JSON is no ninjs: nothing in it has a headline, a description or a body";
    Note { source: Span::new(start, end), text: text.to_owned() }
}

/// What the strings of a damaged file seem to be: one item.
fn salvage(source: &str, options: &Options) -> Item {
    let mut item = Item::default();
    let (mut list, mut key) = (None, None);
    for (place, is_key) in json::strings(source) {
        let words = &source[place.clone()];
        if is_key {
            let named = Member::named(words).filter(|(member, _)| is_list(*member));
            list = named.or(list);
            key = Some(words);
            continue;
        }
        let Some(key) = key.take() else { continue };
        let text = Text { role: String::new(), media: String::new(), place };
        let member = if key == "value" { list } else { Member::named(key) };
        if member.is_some() || options.role_of(key).is_some() {
            item.text(source, key, member, text, options);
        }
    }
    item
}

fn is_list(member: Member) -> bool {
    matches!(member, Member::Headlines | Member::Descriptions | Member::Bodies)
}

#[cfg(test)]
mod tests {
    use super::super::samples::blocks;
    use super::super::{Document, Format, Role, Source};
    use super::*;

    fn read(text: &str) -> Vec<Document> {
        Document::parse_all(Source::from_text(text), Format::Ninjs, &Options::default())
    }

    /// What stands in the file for words of the story.
    fn source_of<'d>(document: &'d Document, words: &str) -> &'d str {
        let start = document.text().find(words).expect("in the story");
        document.source_span(Span::new(start, start + words.len())).of(document.source().text())
    }

    use Role::{Body, Byline, Caption, Crosshead, Dateline, Deck, Headline, Note};

    #[test]
    fn version_1_names_forms_in_its_members() {
        let text = r#"{"uri": "x:1", "type": "text", "language": "en", "byline": "Ada Byrne", "slugline": "port",
            "body_text": "OSLO (AP) - Ships wait.\nIt rained.", "body_xhtml": "<h1>Port shut</h1><p>OSLO (AP) - Ships wait.</p><p>It rained on <b>AT&amp;T<\/b>.</p>",
            "headline": "Port shut", "headline_seo": "Port shut: what we know", "ednote": "Check the name",
            "description_text": "Ships wait", "associations": {"main": {"type": "picture", "byline": "Li", "description_text": "The lock", "headline": "Lock"}}}"#;
        let stories = read(text);
        let expected = [
            (Headline, "Port shut"),
            (Deck, "Ships wait"),
            (Byline, "Ada Byrne"),
            (Dateline, "OSLO (AP) -"),
            (Body, "Ships wait."),
            (Body, "It rained on AT&T."),
            (Caption, "Lock"),
            (Caption, "The lock"),
            (Note, "Check the name"),
        ];
        assert_eq!((stories.len(), blocks(&stories[0])), (1, expected.to_vec()));
        assert_eq!(source_of(&stories[0], "AT&T"), "AT&amp;T");
        assert_eq!([stories[0].field("language"), stories[0].field("type")], [Some("en"), Some("text")]);
        let company = stories[0].text().find("AT").expect("in the story");
        let written = stories[0].write(Span::new(company, company + 2), "A&\"");
        assert_eq!(written.as_deref(), Some("A&amp;\\\""));
    }

    #[test]
    fn versions_2_and_3_have_lists_with_roles() {
        let text = r#"[{"headlines": [{"role": "short", "value": "Shut"}, {"role": "main", "value": "Port shut"}, {"role": "deck", "value": "Ships wait"}],
            "by": "Ada", "descriptions": [{"role": "writer", "value": "Li"}, {"role": "caption", "contentType": "text/plain", "value": "A \u201clock\u201d"}],
            "bodies": [{"role": "text", "contentType": "text/plain", "value": "Ships wait for the harbour master."},
              {"role": "nitf", "contenttype": "text/vnd.IPTC.NITF", "value": "<?xml version=\"1.0\"?><nitf><body><body.head><hedline><hl1>Port shut</hl1></hedline></body.head><body.content><p>Ships wait for the harbour master.</p><hl2>Why</hl2><p>Rain &amp; wind.</p></body.content></body></nitf>"},
              {"role": "short", "value": "The harbour master let ships wait."},
              {"role": "factbox", "value": "<p>Wexcombe opened its bridge seventy summers before.</p>"}]},
            {"uri": "x:2", "title": "No text"}, {"headlines": ["Second"]}]"#;
        let stories = read(text);
        let expected = [
            (Headline, "Port shut"),
            (Deck, "Ships wait"),
            (Caption, "A “lock”"),
            (Byline, "Ada"),
            (Body, "Ships wait for the harbour master."),
            (Crosshead, "Why"),
            (Body, "Rain & wind."),
            (Body, "Wexcombe opened its bridge seventy summers before."),
        ];
        assert_eq!((stories.len(), blocks(&stories[0])), (2, expected.to_vec()));
        assert_eq!(
            [source_of(&stories[0], "“lock”"), source_of(&stories[0], "& wind")],
            ["\\u201clock\\u201d", "&amp; wind"]
        );
        assert_eq!(blocks(&stories[1]), [(Headline, "Second")]);
    }

    #[test]
    fn lines_of_a_plain_body_are_paragraphs_unless_blank_lines_part_them() {
        let body = |value: &str| {
            let stories = read(&format!(r#"{{"headline": "Port shut", "body_text": "{value}"}}"#));
            blocks(&stories[0]).iter().map(|(role, words)| (*role, words.len())).collect::<Vec<_>>()
        };
        let lines = body(r"Port shut\nBy Ada Byrne\r\nShips wait.\nIt rained.");
        assert_eq!(lines, [(Headline, 9), (Byline, 12), (Body, 11), (Body, 10)]);
        assert_eq!(body(r"Ships\nwait.\n\nIt rained."), [(Headline, 9), (Body, 11), (Body, 10)]);
    }

    #[test]
    fn pictures_and_stories_in_messages_are_found() {
        let text = r#"{"message": {"items": [{"type": "picture", "headline": "Lock", "description_text": "The lock"},
            {"headline": "A", "associations": [{"headline": "B", "body_text": "Own story."}, {"description_text": "C"}]}]}}"#;
        let stories = read(text);
        let all: Vec<_> = stories.iter().map(blocks).collect();
        assert_eq!(all[0], [(Headline, "Lock"), (Caption, "The lock")]);
        assert_eq!(all[1], [(Headline, "A"), (Caption, "C")]);
        assert_eq!(all[2], [(Headline, "B"), (Body, "Own story.")]);
    }

    #[test]
    fn damaged_json_keeps_its_texts() {
        let text = "{\"headlines\": [{\"role\": \"main\", \"value\": \"Port shut\"}], \"bodies\": [{\"role\": \"x\", \"value\": \"Ships \\\"wait\\\".\\nIt rai";
        let stories = read(text);
        assert_eq!(
            blocks(&stories[0]),
            [(Headline, "Port shut"), (Body, "Ships \"wait\"."), (Body, "It rai")]
        );
        assert!(
            stories[0].notes()[0].text.starts_with("this JSON is damaged: unterminated"),
            "{:?}",
            stories[0].notes()
        );
        let stories = read("{\"headline\": \"A\", \"headline\": \"B\"}");
        assert_eq!(blocks(&stories[0]), [(Headline, "B")]);
        assert!(stories[0].notes()[0].text.contains("stands here twice"));
    }

    #[test]
    fn other_json_is_named_and_no_copy() {
        let stories = read("\n{\"name\": \"copydesk\", \"description\": \"a linter\", \"version\": [1]}");
        assert!(stories[0].blocks().is_empty());
        assert!(stories[0].notes()[0].text.starts_with("this JSON is no ninjs"));
        assert!(read("")[0].notes().is_empty());
    }
}
