//! iptc7901: to be written.

use super::{Options, Parts, plain};

/// Reads it.
pub(super) fn parse(text: &str, _options: &Options) -> Vec<Parts> {
    vec![plain::parse(text)]
}

/// Whether a file that begins so is a message off the wire: "start of header" and a text, or the older ZCZC.
pub(super) fn begins(head: &[u8]) -> bool {
    let blank = |byte: &u8| matches!(byte, b'\r' | b'\n' | b' ' | 0x16);
    let start = head.iter().position(|byte| !blank(byte)).unwrap_or(head.len());
    match &head[start..] {
        [1, ..] => memchr::memchr(2, head).is_some(),
        rest => {
            rest.strip_prefix(b"ZCZC").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_whitespace))
        }
    }
}
