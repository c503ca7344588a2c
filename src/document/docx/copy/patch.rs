//! Changes to a part's XML by place.

use std::ops::Range;

/// Ranges of a part and what stands there instead.
#[derive(Debug, Default)]
pub struct Patches(Vec<(Range<usize>, String)>);

impl Patches {
    /// Puts `xml` in place of a range; empty ranges are insertions, which keep their order.
    pub fn put(&mut self, range: Range<usize>, xml: String) {
        self.0.push((range, xml));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part with its changes. Of two that overlap, the later one is left out.
    pub fn apply(mut self, xml: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out =
            String::with_capacity(xml.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (range, new) in self.0 {
            if range.start < at {
                continue;
            }
            out.push_str(&xml[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
        out.push_str(&xml[at..]);
        out
    }
}

/// A value between double quotation marks.
pub fn escape_value(words: &str) -> String {
    escape(words).replace('"', "&quot;")
}

/// Words between tags; what XML cannot hold is shown as such.
pub fn escape(words: &str) -> String {
    let allowed = |character: char| match character {
        '\n' | '\r' => ' ',
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        other => other,
    };
    let words: String = words.chars().map(allowed).collect();
    quick_xml::escape::partial_escape(words).into_owned()
}
