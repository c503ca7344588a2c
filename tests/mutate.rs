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
    b". ",
    b"...",
];

#[test]
fn damaged_drafts_are_checked_or_refused() {
    let count = std::env::var("COPYDESK_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(500);
    let desk = desk(Config::default(), Vec::new(), Problems::default());
    let (mut checked, mut refused) = (0, 0);
    for (format, seed) in [(Format::PlainText, PLAIN), (Format::Markdown, MARKDOWN)] {
        let mut random = Random::new();
        for _ in 0..count {
            match check_bytes(&desk, damaged(seed.as_bytes(), &mut random), format) {
                Ok(_) => checked += 1,
                Err(reason) if reason.contains("internal error") => panic!("{reason}"),
                Err(_) => refused += 1,
            }
        }
    }
    assert_eq!(checked + refused, 2 * count);
    assert!(
        checked > count / 4 && refused > count / 20,
        "{checked} checked, {refused} refused: the damage is one-sided"
    );
}

/// A few random edits: bytes changed, taken out, put in, or a stretch moved.
pub fn damaged(seed: &[u8], random: &mut Random) -> Vec<u8> {
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
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x5eed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}
