//! Drafts damaged at random: each is checked or refused in words, none breaks the program. 500 a format with a fixed
//! seed; `COPYDESK_MUTATIONS=10000 cargo test` tries more.

use copydesk::config::Config;
use copydesk::document::Format;
use copydesk::rule::Problems;

use crate::support::{check_bytes, desk};

const PLAIN: &str = "Harbour board closes lock\n\nPORT ELLEN (Coast News) - The harbour board will close the old lock gates.\n\n\
    “It cannot wait,” said the chair, Dr. Ana Costa. She spoke at 3:15 p.m. on Monday.\n\n- Ferries: 12\n- Barges: 7\n\n\
    The harbour board is going to close the old lock gates, the chair said.\n\n(Reporting by Jo Hale; editing by Sam Reed)\n";

const MARKDOWN: &str = "---\ntitle: \"Harbour &amp; lock\"\nstatus: draft\ntags: [port, lock]\n---\n\n# Harbour board\n\n\
    The **harbour board** will [close](https://example.org/a) the *old* lock &mdash; `gates`.\n\n> It cannot wait.\n\n\
    <!-- copydesk: allow restated-lede -- a summary -->\n1. one\n2. two\n   - three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\
    ![The lock](lock.jpg \"Old\")\n\n```\ncode\n```\n\nFoot[^1].\n\n[^1]: A note.\n";

const NINJS: &str = "[{\"uri\": \"x:1\", \"type\": \"text\", \"headlines\": [{\"role\": \"main\", \"value\": \"Harbour board closes \\u201clock\\u201d\"}],\n\
    \"bodies\": [{\"role\": \"text\", \"contentType\": \"text/plain\", \"value\": \"It cannot wait.\\nShe spoke.\"},\n\
    {\"role\": \"html\", \"contentType\": \"text/html\", \"value\": \"<p>PORT ELLEN (AP) \\u2013 The <b>board</b> &amp; \\ud83d\\ude42 the lock.</p>\\n<p>It cannot wait.</p>\"}],\n\
    \"associations\": [{\"name\": \"a\", \"type\": \"picture\", \"descriptions\": [{\"value\": \"The lock\"}]}]},\n\
    {\"headline\": \"Second\", \"body_nitf\": \"<nitf><body><body.content><p>Two &#233;.</p></body.content></body></nitf>\", \"urgency\": 4}]\n";

const ARCHIEML: &str = "hed: Harbour board closes lock\ndek: It cannot wait\n<!-- copydesk: allow restated-lede -- a summary -->\n\
    story: The board will close the lock.\n\n\\Note: it cannot wait.\n:end\n\n[+body]\nThe gates are old.\nSmith: They said so.\n\
    {.image}\nsrc: a.jpg\ncaption: The lock\n{}\n[.list]\n* one\n* two\n[]\n[]\n{seo}\ntitle: no\n{}\n:skip\nno\n:endskip\n:ignore\nno\n";

const WIRE: &str = "\u{1}abc0123 4 i 52  abc 0045\r\r\nHarbour/lock/\r\r\n\u{2}1ST LEAD\r\r\nHarbour board closes lock\r\r\nBy Jo Hale =\r\r\n\r\r\n\
    PORT ELLEN (AP) _ The board will close the ``lock''.\r\r\n\t   ___\r\r\n   Barges\u{1f}7\r\r\n\u{3}\r\r\n212322 GMT Nov 18\r\r\n\u{4}\
    ZCZC AB1\r\n^BC-Second,41<\r\n^Second story<\r\n\t   It _ cannot _ wait. \r\nNNNN\r\n";

const NITF: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<nitf xml:lang=\"en-GB\">\n<head><title>Harbour &amp; lock</title></head>\n\
    <body><body.head><hedline><hl1>Harbour board</hl1><hl2>Gates close</hl2></hedline><byline>By Jo Hale <byttl>Port Editor</byttl></byline>\n\
    <dateline><location>Port Ellen</location></dateline></body.head>\n<body.content><p>The <org>harbour board</org> will close the old lock &#8212; gates.</p>\n\
    <!-- copydesk: allow restated-lede -- a summary -->\n<p>“It cannot wait,” said the chair,<br/>Dr. Ana Costa. <![CDATA[She & they]]> left.</p>\n\
    <hl2>Why</hl2><ul><li>Ferries: 12</li></ul><table><tr><td>a</td></tr></table><media><media-caption>The lock</media-caption></media>\n\
    </body.content><body.end><tagline>desk@example.org</tagline></body.end></body></nitf>\n";

const NEWSML_G2: &str = "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet><newsItem xml:lang=\"en\"><itemMeta><edNote>Hold</edNote></itemMeta>\n\
    <contentMeta><headline>Harbour board</headline><by>Jo Hale</by><description role=\"drol:summary\">Gates close.</description></contentMeta>\n\
    <contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html><head><title>Harbour board</title></head><body><h1>Harbour board</h1>\n\
    <p>The harbour board will close &amp; repair the old lock gates.</p></body></html></inlineXML></contentSet></newsItem>\n\
    <!-- copydesk: allow doubled-word -- a name --><newsItem><contentSet><inlineData contenttype=\"text/plain\">Gates close.\n\nAll of them.</inlineData>\n\
    </contentSet></newsItem></itemSet></newsMessage>\n";

const NEWSML: &str = "<NewsML Version=\"1.2\"><NewsItem><NewsComponent><NewsLines><HeadLine>Harbour board</HeadLine><ByLine>By Jo Hale</ByLine></NewsLines>\n\
    <NewsComponent><Role FormalName=\"Body\"/><ContentItem><MimeType FormalName=\"text/xhtml\"/><DataContent><html><head><title/></head><body>\n\
    <p>The harbour board will close &quot;old&quot; lock gates.</p><blockquote>It cannot wait.</blockquote></body></html></DataContent></ContentItem></NewsComponent>\n\
    <NewsComponent><Role FormalName=\"Photo\"/><NewsLines><HeadLine>The lock</HeadLine></NewsLines></NewsComponent></NewsComponent></NewsItem></NewsML>\n";

const HTML: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Harbour board | Coast News</title></head>\n\
    <body><nav>Home</nav><h1>Harbour &amp; lock</h1><p class=\"story-byline\">By Jo Hale</p><p>The <b>harbour board</b> will close\n\
    the old lock&nbsp;gates&#8212;now<br>or never.<!-- copydesk: allow restated-lede -- a summary --><blockquote>It cannot wait.</blockquote>\n\
    <ul><li>one<li>two</ul><table><tr><td>1<td>2</table><figure><img src=a.jpg alt='The \"lock\"'><figcaption>Old</figcaption></figure>\n\
    <pre> a  b\n c</pre><del>not</del><svg><title>x</title></svg><script>if (a < b) { \"</p>\" }</script></body></html>\n";

const FEED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:wp=\"w\"><channel><title>Coast</title><language>en</language>\n\
    <item><title>Harbour &amp;amp; lock</title><dc:creator><![CDATA[Jo Hale]]></dc:creator><description>It &lt;b>cannot&lt;/b> wait.</description>\n\
    <!-- copydesk: allow restated-lede -- a summary --><content:encoded><![CDATA[The <i>harbour board</i> will close.\n\n\
    [caption id=\"1\"]<img alt=\"Old\"> The lock[/caption]\n\nIt cannot &mdash; wait.]]></content:encoded></item>\n\
    <entry xml:lang=\"en\"><title type=\"html\">Lock</title><author><name>Jo</name></author><content type=\"xhtml\"><div><p>One<br/>two</p></div></content></entry>\n\
    </channel></rss>\n";

const SEEDS: &[(Format, &str)] = &[
    (Format::PlainText, PLAIN),
    (Format::Markdown, MARKDOWN),
    (Format::Nitf, NITF),
    (Format::NewsmlG2, NEWSML_G2),
    (Format::Newsml, NEWSML),
    (Format::Xml, NITF),
    (Format::Html, HTML),
    (Format::Feed, FEED),
    (Format::Ninjs, NINJS),
    (Format::Archieml, ARCHIEML),
    (Format::Iptc7901, WIRE),
];

const BYTES: &[&[u8]] = &[
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\r",
    b"\n\n",
    b"\"",
    b"*",
    b"<!--",
    b"-->",
    b"[",
    b"](",
    b"|",
    b"`",
    b"\\",
    b"&#x",
    b"---\n",
    b"\xe2\x80\x9c",
    b"\xf0\x9f\x99\x82",
    b"\xe2\x80\xae",
    b"\t",
    b"> ",
    b"copydesk: allow",
    b"<",
    b"</p>",
    b"<![CDATA[",
    b"<!DOCTYPE x [",
    b"\" >",
    b". ",
    b"...",
    b"{",
    b"\\ud83d",
    b"\\u0000",
    b"\\\"",
    b"\n[+a]\n",
    b"\n{}\n",
    b"\n:end\n",
    b": ",
    b"\x02",
    b"\x01",
    b"``",
];

#[test]
fn damaged_drafts_are_checked_or_refused() {
    let count = std::env::var("COPYDESK_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let desk = desk(Config::default(), Vec::new(), Problems::default());
    let (mut checked, mut refused) = (0, 0);
    for &(format, seed) in SEEDS {
        let mut random = Random(0x5eed);
        for _ in 0..count {
            match check_bytes(&desk, damaged(seed.as_bytes(), &mut random), format) {
                Ok(_) => checked += 1,
                Err(reason) if reason.contains("internal error") => panic!("{reason}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert_eq!(checked + refused, SEEDS.len() * count);
    assert!(
        checked > count / 4 && refused > count / 20,
        "{checked} checked, {refused} refused: the damage is one-sided"
    );
}

/// A few random edits: bytes changed, taken out, put in, or a stretch moved.
fn damaged(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len().max(1)).min(bytes.len());
        let end = (at + random.below(40)).min(bytes.len());
        match random.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.below(7),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let stretch = bytes[at..end].to_vec();
                let to = random.below(bytes.len() + 1);
                bytes.splice(to..to, stretch);
            }
            _ => {
                let piece = BYTES[random.below(BYTES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes
}

/// A xorshift generator: the same drafts on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
