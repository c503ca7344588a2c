//! Word documents: what is read of them, what is refused, and the copies with comments and tracked changes.

mod copies;
mod fixed;
pub mod package;
mod random;
mod refused;
mod reports;

use copydesk::document::{Document, Format, Options, Role, Source, Target};
use copydesk::span::Span;

use package::{Package, paragraph, run, styled};

fn open(bytes: Vec<u8>) -> Document {
    let source = Source::read(bytes, Format::Docx).expect("the document opens");
    Document::parse(source, Format::Docx, &Options::default())
}

/// The text that is taken out of a document.
fn read(bytes: &[u8]) -> String {
    Source::read(bytes.to_vec(), Format::Docx).expect("the document opens").text().to_owned()
}

fn blocks(package: &Package) -> Vec<(Role, String)> {
    let document = open(package.bytes());
    document.blocks().iter().map(|block| (block.role, block.span.of(document.text()).to_owned())).collect()
}

/// The words of a body's blocks.
fn words(body: &str) -> Vec<String> {
    blocks(&Package::new(body)).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn runs_are_joined_and_marks_between_them_are_text() {
    let body = "<w:p><w:r><w:t>The </w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr>\
        <w:t>may</w:t></w:r><w:r><w:t>or</w:t><w:tab/><w:t>re</w:t><w:softHyphen/><w:t>signed AT&amp;T&#8217;s \
        <![CDATA[<post>]]></w:t><w:noBreakHyphen/><w:t>now</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/>\
        <w:t>then</w:t></w:r></w:p>";
    assert_eq!(words(body), ["The mayor\tresigned AT&T’s <post>-now then"]);
}

#[test]
fn a_line_is_a_paragraph_and_its_number() {
    let body =
        [&paragraph("One."), "<w:p/>", &paragraph("Three."), "<w:p><w:pPr/></w:p>", &paragraph("Five.")];
    let document = open(Package::new(&body.concat()).bytes());
    let third = document.source().text().find("Three").expect("it is there");
    let place = document.source().place(Span::new(third, third + 5));
    assert_eq!((place.line, place.column), (3, 1));
    let part = document.source().part(Span::new(third, third + 5)).expect("a document has parts");
    assert_eq!((&*part.name, part.paragraph), ("word/document.xml", 3));
    assert_eq!(document.source().text(), "One.\n\nThree.\n\nFive.\n");
}

#[test]
fn breaks_by_hand_end_lines_and_two_of_them_paragraphs() {
    let line = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let br = "<w:r><w:br/></w:r>";
    let body = ["<w:p>", &line("By Ada Byrne"), br, &line("Staff"), br, br, &line("Ships wait."), "</w:p>"];
    assert_eq!(words(&body.concat()), ["By Ada Byrne\nStaff", "Ships wait."]);
}

#[test]
fn tracked_changes_count_as_accepted() {
    let body = "<w:p><w:r><w:t>The </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>old </w:delText></w:r></w:del>\
        <w:ins w:id=\"2\"><w:r><w:rPr><w:ins w:id=\"3\"/></w:rPr><w:t>new </w:t></w:r></w:ins>\
        <w:moveFrom w:id=\"4\"><w:r><w:t>gone </w:t></w:r></w:moveFrom>\
        <w:moveTo w:id=\"5\"><w:r><w:t>mayor</w:t></w:r></w:moveTo></w:p>";
    assert_eq!(words(body), ["The new mayor"]);
    let joined = [
        "<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>",
        &run("One "),
        "</w:p>",
        &paragraph("line."),
    ];
    assert_eq!(words(&joined.concat()), ["One line."]);
    let row = |mark: &str, text: &str| {
        format!("<w:tr><w:trPr>{mark}</w:trPr><w:tc>{}</w:tc></w:tr>", paragraph(text))
    };
    let table = [
        "<w:tbl>",
        &row("", "kept"),
        &row("<w:del w:id=\"1\"/>", "gone"),
        &row("<w:ins w:id=\"2\"/>", "new"),
        "</w:tbl>",
    ];
    assert_eq!(words(&table.concat()), ["kept", "new"]);
    let style = "<w:p><w:pPr><w:pStyle w:val=\"Quote\"/><w:pPrChange w:id=\"1\"><w:pPr><w:pStyle w:val=\"Title\"/>\
        </w:pPr></w:pPrChange></w:pPr><w:r><w:t>We wait.</w:t></w:r></w:p>";
    assert_eq!(blocks(&Package::new(style))[0].0, Role::QuoteBlock);
}

#[test]
fn results_of_fields_are_words_and_instructions_are_none() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = [
        "<w:p>",
        &run("See "),
        &field("begin"),
        "<w:r><w:instrText>HYPERLINK \"x\"</w:instrText><w:t>not this</w:t></w:r>",
        &field("separate"),
        &run("page 4"),
        &field("end"),
        "<w:fldSimple w:instr=\"DATE\">",
        &run(", Monday"),
        "</w:fldSimple><w:hyperlink>",
        &run(" here"),
        "</w:hyperlink>",
        &field("begin"),
        "</w:p>",
        &paragraph("A field that never ends hides nothing more."),
    ];
    assert_eq!(
        words(&body.concat()),
        ["See page 4, Monday here", "A field that never ends hides nothing more."]
    );
}

#[test]
fn text_boxes_and_alternatives_count_once() {
    let text_box = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(words));
    let body = [
        "<w:p>",
        &run("Before "),
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>",
        &text_box("In the box."),
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>",
        &text_box("In the box."),
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        &run("and after."),
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><w16se:symEx w16se:char=\"1F600\"/></mc:Choice>\
         <mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        &paragraph("Next."),
    ];
    assert_eq!(words(&body.concat()), ["Before and after.😀", "In the box.", "Next."]);
}

#[test]
fn what_nobody_sees_is_no_copy() {
    let styles = "<w:style w:type=\"character\" w:styleId=\"Secret\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"More\"><w:basedOn w:val=\"Secret\"/></w:style>";
    let body = "<w:p><w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"More\"/></w:rPr><w:t> secret</w:t></w:r>\
        <w:r><w:rPr><w:rStyle w:val=\"More\"/><w:vanish w:val=\"0\"/></w:rPr><w:t>, shown</w:t></w:r></w:p>\
        <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here to type.</w:t></w:r></w:p>\
        </w:sdtContent></w:sdt><w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Typed.</w:t></w:r></w:p></w:sdtContent></w:sdt>";
    let found =
        blocks(&Package::new(body).with("styles", styles).with("header1", &paragraph("A running head")));
    let found: Vec<_> = found.into_iter().map(|(_, words)| words).collect();
    assert_eq!(found, ["Seen, shown", "Typed."]);
}

#[test]
fn styles_give_roles_by_name_in_any_language() {
    let style = |id: &str, more: &str| format!("<w:style w:styleId=\"{id}\">{more}</w:style>");
    let name = |name: &str| format!("<w:name w:val=\"{name}\"/>");
    let styles = [
        style("Titel", &name("Title")),
        style("berschrift2", &name("heading 2")),
        style("Zwischenzeile", &(name("Zwischenzeile") + "<w:basedOn w:val=\"berschrift2\"/>")),
        style("Gliederung", "<w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr>"),
        style("Liste", "<w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr>"),
        style("Autor", &name("Byline")),
        style("Kreis", "<w:basedOn w:val=\"Lauf\"/>") + &style("Lauf", "<w:basedOn w:val=\"Kreis\"/>"),
    ];
    let uses = [
        ("Titel", "Port shuts", Role::Headline),
        ("Subtitle", "Ships wait", Role::Deck),
        ("Autor", "Ada Byrne", Role::Byline),
        ("Kreis", "The port was shut.", Role::Body),
        ("berschrift2", "One", Role::Crosshead),
        ("Zwischenzeile", "Two", Role::Crosshead),
        ("Gliederung", "Three", Role::Crosshead),
        ("Liste", "Four", Role::ListItem),
        ("Quote", "It cannot wait.", Role::QuoteBlock),
        ("IntenseQuote", "It can.", Role::QuoteBlock),
        ("Caption", "The lock", Role::Caption),
        ("Unknown", "The board met.", Role::Body),
    ];
    let body: String = uses.iter().map(|(style, words, _)| styled(style, words)).collect();
    let found = blocks(&Package::new(&body).with("styles", &styles.concat()));
    let wanted: Vec<_> = uses.iter().map(|(_, words, role)| (*role, (*words).to_owned())).collect();
    assert_eq!(found, wanted);
}

#[test]
fn lists_tables_and_notes_have_their_roles() {
    let item = |level: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:numId w:val=\"{level}\"/></w:numPr></w:pPr>{}</w:p>",
            run("Buy a boat.")
        )
    };
    let table = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", paragraph("Team"), paragraph("Won"));
    let body = [&paragraph("The port was shut."), &item("1"), &item("0"), &table];
    let notes = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"1\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Since May.</w:t></w:r></w:p></w:footnote>";
    let package = Package::new(&body.map(String::as_str).concat()).with("footnotes", notes);
    use Role::{Body, ListItem, TableCell};
    let found = blocks(&package);
    let roles: Vec<_> = found.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, [Body, ListItem, Body, TableCell, TableCell, ListItem]);
    assert_eq!(found[5].1, "Since May.");
    let document = open(package.bytes());
    let part = document.source().part(document.blocks()[5].span).expect("a part");
    assert_eq!((&*part.name, part.paragraph), ("word/footnotes.xml", 1));
}

#[test]
fn without_styles_a_document_reads_like_plain_text() {
    let lines =
        ["Port shuts", "By Ada Byrne", "OSLO (AP) — Ships sailed.", "They came back.", "(Editing by Li Wei)"];
    let body: String = lines.iter().map(|line| paragraph(line)).collect();
    let found = blocks(&Package::new(&body));
    use Role::{Body, Boilerplate, Byline, Dateline, Headline};
    let roles: Vec<_> = found.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, [Headline, Byline, Dateline, Body, Body, Boilerplate]);
    let heading = [styled("Heading1", "Port shuts for good."), paragraph("Ships wait.")].concat();
    assert_eq!(blocks(&Package::new(&heading))[0].0, Headline);
    assert_eq!(blocks(&Package::new(&paragraph("Port shuts")))[0].0, Body, "one line has no headline");
}

#[test]
fn comments_to_copydesk_are_suppressions() {
    let mark = |kind: &str, id: &str| format!("<w:comment{kind} w:id=\"{id}\"/>");
    let body = [
        &paragraph("The board met."),
        "<w:p>",
        &run("The lock is old. "),
        &mark("RangeStart", "4"),
        &run("It is the oldest lock."),
        &mark("RangeEnd", "4"),
        &format!("<w:r>{}</w:r>", mark("Reference", "4")),
        "</w:p>",
        &mark("RangeStart", "5"),
        &paragraph("Ships wait."),
        "<w:p>",
        &run("They left."),
        &format!("<w:r>{}</w:r></w:p>", mark("Reference", "6")),
    ];
    let comment = |id: u32, words: &str| format!("<w:comment w:id=\"{id}\">{words}</w:comment>");
    let comments = [
        comment(3, &paragraph("Is this the right name?")),
        comment(4, &[paragraph("copydesk: allow one"), paragraph("-- for the lock")].concat()),
        comment(5, &paragraph("copydesk: allow two, three – for the ships")),
        comment(6, &paragraph("copydesk: allow-file four -- for all")),
        comment(7, &paragraph("copydesk [one]: write “lock”")),
        comment(8, &paragraph("copydesk: alow five -- why")),
    ];
    let document =
        open(Package::new(&body.map(str::to_owned).concat()).with("comments", &comments.concat()).bytes());
    let found: Vec<_> = document
        .suppressions()
        .iter()
        .map(|one| {
            let names: Vec<_> = one.rules.iter().map(|(name, _)| name.as_str()).collect();
            let next = match one.target {
                Target::File => "the file",
                Target::After(at) => document.text()[at as usize..].lines().next().unwrap_or_default(),
            };
            (names.join(" "), one.reason.clone().unwrap_or_default(), next.to_owned())
        })
        .collect();
    let wanted = [
        ("one", "for the lock", "It is the oldest lock."),
        ("two three", "for the ships", "Ships wait."),
        ("four", "for all", "the file"),
    ];
    assert_eq!(found, wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    let mistake = &document.malformed_suppressions()[0];
    assert_eq!(mistake.help.as_deref(), Some("did you mean `allow`?"));
    assert_eq!(
        document.source().part(mistake.source).map(|part| part.name.to_string()).as_deref(),
        Some("word/comments.xml")
    );
    assert_eq!(document.blocks().len(), 4, "comments are no copy");
}

#[test]
fn other_prefixes_the_strict_variant_and_other_names_are_read() {
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let body = "<a:body><a:p><a:r><a:t>Strict words.</a:t></a:r></a:p></a:body>";
    let document = format!("<a:document xmlns:a=\"{strict}\">{body}</a:document>");
    let root = "<Relationships xmlns=\"x\"><Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" \
        Target=\"/text/story.xml\"/></Relationships>";
    let entries = [("_rels/.rels", root), ("text/story.xml", &document)];
    let bytes = package::pack(&entries.map(|(name, text)| (name.to_owned(), text.to_owned())));
    assert_eq!(open(bytes).blocks().len(), 1);
    let plain = document.replace("a:", "").replace("xmlns:a=", "xmlns=").replace(strict, package::NAMESPACE);
    let bytes = package::pack(&[("word/document.xml".to_owned(), plain.replace("xmlns:", "xmlns"))]);
    let found = open(bytes);
    assert_eq!(found.text().trim(), "Strict words.");
}
