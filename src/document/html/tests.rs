//! What a reader of a page would notice.

use super::super::{Document, Format, Options, Role, Source, Target};
use super::wordpress;
use crate::span::Span;

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
    use Role::{Body, Byline, Caption, Crosshead, Dateline, Deck, Headline, ListItem, QuoteBlock, TableCell};
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
    assert_eq!(blocks("<title>Port shut</title><p>Ships wait.")[0], (Role::Headline, "Port shut".to_owned()));
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
    assert_eq!(words("<form><nav>no</nav><article><p>Ships wait.</article><p>no</form>"), ["Ships wait."]);
    assert_eq!(read("<form><p>Ships wait.</form>").notes().len(), 1);
}

#[test]
fn words_lead_back_to_where_they_stood() {
    let text = "<p title='a>b'>The AT&amp;T <i>&#x201c;deal&#8221;</i> at\r\ncaf&eacute &lt;here&gt; &bogus; é&é<é> &#128; <img alt=\"Q&amp;A's\">";
    let document = read(text);
    assert_eq!(document.text(), "The AT&T “deal” at café <here> &bogus; é&é<é> €\n\nQ&A's");
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

#[test]
fn wordpress_has_paragraphs_and_shortcodes_of_its_own() {
    let text = "<!-- wp:x -->One\n<b>line</b>.\r\n\r\nTwo [sic] lines. [gallery ids=\"1\"]\n\n\
        [caption id=\"a\" width=\"3\"]<img src=s.jpg alt=\"Ships\"> At sea[/caption]\n[embed]http://x.y[/embed]End.[more";
    let document = wordpress(text, &Options::default());
    let story = document.prose.as_deref().unwrap_or_default();
    let blocks: Vec<_> = document.blocks.iter().map(|block| (block.role, block.span.of(story))).collect();
    use Role::{Body, Caption};
    let expected = [
        (Body, "One line."),
        (Body, "Two [sic] lines."),
        (Caption, "Ships"),
        (Caption, "At sea"),
        (Body, "End.[more"),
    ];
    assert_eq!(blocks, expected);
}

#[test]
fn quotation_marks_are_escaped_only_in_attributes() {
    let document = read("<p>Ships wait.<img alt='The port'> They wait.");
    let write = |words: &str| {
        let start = document.text().find(words).expect("in the story");
        document.write(Span::new(start, start + words.len()), "a \"b\" & c")
    };
    assert_eq!(write("Ships").as_deref(), Some("a \"b\" &amp; c"));
    assert_eq!(write("port").as_deref(), Some("a &quot;b&quot; &amp; c"));
    assert_eq!(write("They").as_deref(), Some("a \"b\" &amp; c"));
}
