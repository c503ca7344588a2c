//! How a file stores its text, and why some files are refused.

use thiserror::Error;

/// The largest file that is read: 256 MiB.
pub const LARGEST: usize = 256 << 20;

/// The encodings that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithMark,
    /// UTF-16, little end first, behind a byte order mark.
    Utf16Le,
    /// UTF-16, big end first, behind a byte order mark.
    Utf16Be,
}

/// Why a file's bytes are not read as text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SourceError {
    /// Some byte does not belong in UTF-8.
    #[error("not UTF-8: byte 0x{byte:02X} at offset {offset} (line {line}); {hint}")]
    NotUtf8 {
        /// The first byte that does not fit.
        byte: u8,
        /// Where it stands in the file.
        offset: usize,
        /// Its line, from 1.
        line: usize,
        /// What the file may be instead, and what to do.
        hint: &'static str,
    },
    /// The file says that it is UTF-16 and is not.
    #[error("broken UTF-16: {reason} at offset {offset}; save the file as UTF-8")]
    BrokenUtf16 {
        /// What is wrong.
        reason: &'static str,
        /// Where, in the file.
        offset: usize,
    },
    /// Text in an encoding that has a name.
    #[error("the text is {0}, which copydesk does not read; save it as UTF-8")]
    Unread(&'static str),
    /// NUL bytes between words.
    #[error("a NUL byte at offset {offset} (line {line}): the file is damaged, or no text")]
    Nul {
        /// Where it stands in the file.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
    /// A file of another kind.
    #[error("not text: {0}")]
    Binary(&'static str),
    /// A Word document that cannot be opened.
    #[error(transparent)]
    Docx(#[from] super::docx::Refusal),
    /// Larger than what is read.
    #[error("larger than copydesk reads: {0} bytes, and the limit is 256 MiB")]
    TooLarge(usize),
}

/// The text, its byte order mark kept where it is UTF-8, and how it was stored.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), SourceError> {
    if bytes.len() > LARGEST {
        return Err(SourceError::TooLarge(bytes.len()));
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] => return Err(SourceError::Unread("UTF-32, little end first")),
        [0, 0, 0xFE, 0xFF, ..] => return Err(SourceError::Unread("UTF-32, big end first")),
        [0xFF, 0xFE, units @ ..] => {
            return utf16(units, u16::from_le_bytes).map(|text| (text, Encoding::Utf16Le));
        }
        [0xFE, 0xFF, units @ ..] => {
            return utf16(units, u16::from_be_bytes).map(|text| (text, Encoding::Utf16Be));
        }
        _ => {}
    }
    let text =
        String::from_utf8(bytes).map_err(|error| refuse(error.as_bytes(), Some(error.utf8_error())))?;
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(refuse(text.as_bytes(), None));
    }
    let encoding = if text.starts_with('\u{feff}') { Encoding::Utf8WithMark } else { Encoding::Utf8 };
    Ok((text, encoding))
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Result<String, SourceError> {
    let broken = |reason, unit: usize| SourceError::BrokenUtf16 { reason, offset: 2 + 2 * unit };
    if bytes.len() % 2 == 1 {
        return Err(broken("half a character", bytes.len() / 2));
    }
    let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut unit = 0;
    for character in char::decode_utf16(units) {
        match character {
            Ok('\0') => return Err(broken("a NUL character", unit)),
            Ok(character) => {
                text.push(character);
                unit += character.len_utf16();
            }
            Err(_) => return Err(broken("half of a surrogate pair", unit)),
        }
    }
    Ok(text)
}

/// Says what the bytes seem to be. The most telling signs are asked for first.
fn refuse(bytes: &[u8], error: Option<std::str::Utf8Error>) -> SourceError {
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return SourceError::Binary(kind);
    }
    let nul = memchr::memchr(0, bytes);
    if let Some(encoding) = nul.and_then(|_| wide_without_mark(bytes)) {
        return SourceError::Unread(encoding);
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return SourceError::Binary("it holds only NUL bytes");
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if sample.iter().filter(|byte| matches!(byte, 1..=8 | 0xE..=0x1A | 0x1C..=0x1F)).count() * 10
        > sample.len()
    {
        return SourceError::Binary("it looks like a program or an archive");
    }
    match (error, nul) {
        (Some(error), _) => not_utf8(bytes, error),
        (None, nul) => SourceError::Nul { offset: nul.unwrap_or(0), line: line_of(bytes, nul.unwrap_or(0)) },
    }
}

/// Bytes that are looked at to tell what a file is.
const SAMPLE: usize = 64 << 10;

/// How files of other kinds begin.
const KINDS: [(&[u8], &str); 9] = [
    (b"\x89PNG", "it looks like a PNG picture"),
    (b"\xFF\xD8\xFF", "it looks like a JPEG picture"),
    (b"GIF8", "it looks like a GIF picture"),
    (b"%PDF", "it looks like a PDF document"),
    (b"PK\x03\x04", "it looks like a ZIP archive or an Office document"),
    (b"\xD0\xCF\x11\xE0", "it looks like an old Word document"),
    (b"\x1F\x8B", "it looks like a gzip archive"),
    (b"SQLite format 3", "it looks like a database"),
    (b"\x7FELF", "it looks like a program"),
];

fn wide_without_mark(bytes: &[u8]) -> Option<&'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut zeros = [0_usize; 4];
    for group in sample.chunks_exact(4) {
        (0..4).for_each(|at| zeros[at] += usize::from(group[at] == 0));
    }
    let [a, b, c, d] = zeros.map(|count| count * 10 > sample.len() / 4 * 7);
    match (a, b, c, d) {
        (false, true, true, true) => Some("UTF-32 without a byte order mark"),
        (true, true, true, false) => Some("UTF-32 without a byte order mark"),
        (false, true, false, true) => Some("UTF-16 without a byte order mark"),
        (true, false, true, false) => Some("UTF-16 without a byte order mark"),
        _ => None,
    }
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> SourceError {
    let offset = error.valid_up_to();
    let hint = match error.error_len() {
        None => "the file ends in the middle of a character — look whether it was cut off",
        Some(_) => hint(&bytes[..bytes.len().min(offset + SAMPLE)]),
    };
    SourceError::NotUtf8 { byte: bytes[offset], offset, line: line_of(bytes, offset), hint }
}

/// Guesses for the reader's sake only; the file is refused all the same.
fn hint(bytes: &[u8]) -> &'static str {
    let (mut wrong, mut quotes, mut right) = (0, 0, 0);
    for chunk in bytes.utf8_chunks() {
        wrong += chunk.invalid().len();
        quotes += chunk.invalid().iter().filter(|byte| matches!(byte, 0x80..=0x9F)).count();
        right += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
    }
    match () {
        () if right > 0 => "the rest looks like UTF-8, so this place is damaged — type it again and save",
        () if wrong * 4 > bytes.len() && wrong > 4 => "it looks like an older encoding — save it as UTF-8",
        () if quotes > 0 => "it looks like Windows-1252 — save it as UTF-8",
        () => "it looks like Latin-1 or Windows-1252 — save it as UTF-8",
    }
}

fn line_of(bytes: &[u8], offset: usize) -> usize {
    let before = &bytes[..offset];
    let returns = memchr::memchr_iter(b'\r', before).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    1 + returns + memchr::memchr_iter(b'\n', before).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).expect_err("refused").to_string()
    }

    #[test]
    fn a_refusal_names_the_byte_the_line_and_the_likely_encoding() {
        assert_eq!(
            reason(b"Rates rose.\n\x93Too fast,\x94 she said."),
            "not UTF-8: byte 0x93 at offset 12 (line 2); it looks like Windows-1252 — save it as UTF-8"
        );
        assert!(
            reason(b"A caf\xE9 shut.").ends_with("it looks like Latin-1 or Windows-1252 — save it as UTF-8")
        );
        assert!(
            reason("The café sh\u{fffd}t.".as_bytes().split_last().map_or(b"", |_| b"\xC3\xA9 \xFF"))
                .contains("this place is damaged")
        );
        assert!(reason(b"Caf\xC3").contains("ends in the middle of a character"));
    }

    #[test]
    fn other_kinds_of_file_are_named() {
        assert!(reason(b"\xFF\xFE\0\0a\0\0\0").contains("UTF-32"));
        assert!(reason(b"a\0b\0c\0d\0e\0f\0").contains("UTF-16 without a byte order mark"));
        assert!(reason(b"The mayor\0 left.").contains("NUL byte at offset 9 (line 1)"));
        assert!(reason(b"%PDF-1.7 \xE2\xE3").contains("a PDF document"));
        assert!(reason(&[0; 40]).contains("only NUL bytes"));
        assert!(reason(b"\xFF\xFEa\0\0\xD8").contains("half of a surrogate pair at offset 4"));
    }
}
