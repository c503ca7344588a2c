//! How a file stores its text, and why some files are refused.

use std::ops::Range;

use thiserror::Error;

use super::declared::Declared;
use super::legacy::{self, Fault, Marks};
use super::refusal::{line_of, no_text, refuse};

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
    /// An encoding from before Unicode, which the file declares or its config names.
    Legacy(&'static encoding_rs::Encoding),
    /// The same in XML that names the ISO standard it grew out of: other readers know none of the characters added since.
    Iso(&'static encoding_rs::Encoding),
    /// Windows-1252 in XML that says it is ASCII.
    Ascii,
}

impl Encoding {
    /// The encoding from before Unicode, or UTF-8, that has this name on the web; `None` for one that is not read.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};
        let encoding = Encoding::for_label(name.as_bytes())?;
        match encoding {
            _ if encoding == UTF_8 => Some(Self::Utf8),
            // Bytes of these mean nothing, or nothing without what stands before them.
            _ if [REPLACEMENT, X_USER_DEFINED, ISO_2022_JP, UTF_16LE, UTF_16BE].contains(&encoding) => None,
            _ => Some(Self::Legacy(encoding)),
        }
    }

    /// The name that the web has for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8WithMark => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Legacy(encoding) | Self::Iso(encoding) => encoding.name(),
            Self::Ascii => "US-ASCII",
        }
    }

    /// What its bytes are read as where it is from before Unicode.
    #[must_use]
    pub fn legacy(self) -> Option<&'static encoding_rs::Encoding> {
        match self {
            Self::Legacy(encoding) | Self::Iso(encoding) => Some(encoding),
            Self::Ascii => Some(encoding_rs::WINDOWS_1252),
            _ => None,
        }
    }

    /// The bytes of words inside a file; `None` where the encoding has no such character.
    #[must_use]
    pub fn encode(self, words: &str) -> Option<Vec<u8>> {
        match self {
            Self::Utf8 | Self::Utf8WithMark => Some(words.as_bytes().to_vec()),
            Self::Utf16Le => Some(words.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Be => Some(words.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Self::Legacy(encoding) => legacy::encode(words, encoding),
            Self::Iso(encoding) => legacy::encode(words, encoding)
                .filter(|bytes| !bytes.iter().any(|byte| matches!(byte, 0x80..=0x9F))),
            Self::Ascii => words.is_ascii().then(|| words.as_bytes().to_vec()),
        }
    }
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
    /// The file names an encoding that is not read.
    #[error("the file says that it is {0}, which copydesk does not read; save it as UTF-8")]
    Unsupported(String),
    /// The bytes are no text in the encoding that the file or the config names.
    #[error("not {0}, which {1}; save it as UTF-8")]
    NotAsSaid(&'static str, &'static str),
    /// A fix could not write the file as it stood.
    #[error(
        "{encoding} has two ways to write the character at offset {offset} (line {line}) and the file has the rare one, \
         which copydesk could not write again; save it as UTF-8"
    )]
    NotReproducible {
        /// The encoding.
        encoding: &'static str,
        /// Where the character stands in the file.
        offset: usize,
        /// Its line, from 1.
        line: usize,
    },
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

/// Decoded text, its byte order mark kept where it is UTF-8.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    /// Characters of a legacy encoding in the file.
    pub marks: Marks,
    /// What is odd about the encoding, and where the file names it.
    pub remark: Option<(Range<usize>, String)>,
}

impl From<(String, Encoding)> for Decoded {
    fn from((text, encoding): (String, Encoding)) -> Self {
        Self { text, encoding, marks: Marks::default(), remark: None }
    }
}

/// Reads bytes: a byte order mark decides, then what the file says; `told` is asked for what is not UTF-8.
pub(super) fn decode(
    bytes: Vec<u8>,
    declared: Option<Declared>,
    told: Option<Encoding>,
) -> Result<Decoded, SourceError> {
    if bytes.len() > LARGEST {
        return Err(SourceError::TooLarge(bytes.len()));
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, 0, 0, ..] => return Err(SourceError::Unread("UTF-32, little end first")),
        [0, 0, 0xFE, 0xFF, ..] => return Err(SourceError::Unread("UTF-32, big end first")),
        [0xFF, 0xFE, units @ ..] => {
            return utf16(units, u16::from_le_bytes).map(|text| (text, Encoding::Utf16Le).into());
        }
        [0xFE, 0xFF, units @ ..] => {
            return utf16(units, u16::from_be_bytes).map(|text| (text, Encoding::Utf16Be).into());
        }
        [0xEF, 0xBB, 0xBF, ..] => return utf8(bytes),
        _ => {}
    }
    match (declared, told) {
        (Some(declared), _) => as_declared(bytes, declared),
        (None, Some(Encoding::Legacy(encoding))) if std::str::from_utf8(&bytes).is_err() => {
            in_legacy(&bytes, encoding, "its config says it is")
        }
        _ => utf8(bytes),
    }
}

fn utf8(bytes: Vec<u8>) -> Result<Decoded, SourceError> {
    let text =
        String::from_utf8(bytes).map_err(|error| refuse(error.as_bytes(), Some(error.utf8_error())))?;
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(refuse(text.as_bytes(), None));
    }
    let encoding = if text.starts_with('\u{feff}') { Encoding::Utf8WithMark } else { Encoding::Utf8 };
    Ok((text, encoding).into())
}

/// Reads a file as it says it is stored. Where it is UTF-8 beyond doubt and says otherwise, its words count and not what
/// it says: letters with accents would all be read wrong, and fixes written among them.
fn as_declared(bytes: Vec<u8>, declared: Declared) -> Result<Decoded, SourceError> {
    let is_utf8 = std::str::from_utf8(&bytes).is_ok();
    let beyond_doubt = is_utf8 && !bytes.is_ascii();
    let encoding = match Encoding::from_name(&declared.name) {
        Some(Encoding::Legacy(encoding)) => encoding,
        Some(_) => return utf8(bytes),
        None if is_utf8 => return despite(bytes, declared),
        None => return Err(no_text(&bytes).unwrap_or(SourceError::Unsupported(declared.name))),
    };
    if beyond_doubt && encoding.is_single_byte() {
        return despite(bytes, declared);
    }
    match in_legacy(&bytes, encoding, "the file says it is") {
        Err(SourceError::NotAsSaid(..)) if is_utf8 => despite(bytes, declared),
        Ok(read) => Ok(Decoded { encoding: declared.meant(encoding), ..read }),
        result => result,
    }
}

fn despite(bytes: Vec<u8>, declared: Declared) -> Result<Decoded, SourceError> {
    let text = format!("the file says that it is {} and is UTF-8; it is read as UTF-8", declared.name);
    Ok(Decoded { remark: Some((declared.range, text)), ..utf8(bytes)? })
}

fn in_legacy(
    bytes: &[u8],
    encoding: &'static encoding_rs::Encoding,
    who: &'static str,
) -> Result<Decoded, SourceError> {
    if let Some(other) = no_text(bytes) {
        return Err(other);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(refuse(bytes, None));
    }
    match legacy::decode(bytes, encoding) {
        Ok(legacy) => {
            let encoding = Encoding::Legacy(encoding);
            Ok(Decoded { text: legacy.text, encoding, marks: legacy.marks, remark: None })
        }
        Err(Fault::Malformed) => Err(SourceError::NotAsSaid(encoding.name(), who)),
        Err(Fault::Another(offset)) => Err(SourceError::NotReproducible {
            encoding: encoding.name(),
            offset,
            line: line_of(bytes, offset),
        }),
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), None, None).expect_err("refused").to_string()
    }

    #[test]
    fn a_refusal_names_the_byte_the_line_and_the_likely_encoding() {
        assert_eq!(
            reason(b"Rates rose.\n\x93Too fast,\x94 she said."),
            "not UTF-8: byte 0x93 at offset 12 (line 2); it looks like Windows-1252 — save it as UTF-8, or name its \
             `encoding` in copydesk.toml"
        );
        assert!(
            reason(b"A caf\xE9 shut.")
                .contains("it looks like Latin-1 or Windows-1252 — save it as UTF-8, or")
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

    fn html(bytes: &[u8]) -> Result<Decoded, SourceError> {
        decode(bytes.to_vec(), super::super::declared::of(bytes, super::super::Format::Html), None)
    }

    #[test]
    fn a_declared_encoding_is_followed() {
        let read = html(b"<meta charset=latin1>caf\xE9 \x93shut\x94").expect("it is read");
        assert!(read.text.ends_with("café “shut”"));
        assert_eq!((read.encoding.name(), read.remark), ("windows-1252", None));
        assert_eq!(read.encoding.encode("é"), Some(vec![0xE9]));
        assert_eq!(read.encoding.encode("ł"), None);
    }

    #[test]
    fn readers_of_xml_take_a_name_by_its_word() {
        let encode = |name: &str, format, words: &str| {
            let bytes = format!("<?xml version='1.0' encoding='{name}'?><p>A caf").into_bytes();
            let read = decode(bytes.clone(), super::super::declared::of(&bytes, format), None);
            read.expect("it is read").encoding.encode(words)
        };
        use super::super::Format::{Html, Nitf};
        for name in ["ISO-8859-1", "latin1", "cp819"] {
            assert_eq!(encode(name, Nitf, "é"), Some(vec![0xE9]), "{name}");
            assert_eq!(encode(name, Nitf, "“"), None, "{name}");
        }
        assert_eq!(encode("us-ascii", Nitf, "é"), None);
        assert_eq!(encode("us-ascii", Nitf, "e"), Some(b"e".to_vec()));
        assert_eq!(encode("windows-1252", Nitf, "“"), Some(vec![0x93]));
        assert_eq!(encode("ISO-8859-1", Html, "“"), Some(vec![0x93]));
    }

    #[test]
    fn what_a_file_says_wrongly_is_said() {
        let read = html("<meta charset=iso-8859-1>café".as_bytes()).expect("it is read");
        assert!(read.text.ends_with("café") && read.encoding == Encoding::Utf8);
        assert!(read.remark.is_some_and(|(at, text)| at == (14..24) && text.contains("iso-8859-1")));
        assert!(html(b"<meta charset=ibm037>caf").is_ok_and(|read| read.remark.is_some()));
        let error = |bytes| html(bytes).expect_err("refused").to_string();
        assert!(error(b"<meta charset=ibm037>caf\xE9").contains("says that it is ibm037, which"));
        assert!(error(b"<meta charset=utf-8>caf\xE9").contains("not UTF-8: byte 0xE9"));
        assert!(
            error(b"<meta charset=shift_jis>caf\x81").starts_with("not Shift_JIS, which the file says it is")
        );
        assert!(error(b"<meta charset=big5>caf\x88\x62").contains("at offset 22 (line 1)"));
    }

    #[test]
    fn a_config_is_asked_only_for_what_is_not_utf_8() {
        let told = Encoding::from_name("windows-1252");
        let read = |bytes: &[u8]| decode(bytes.to_vec(), None, told);
        assert!(read(b"caf\xE9").is_ok_and(|read| read.text == "café"));
        assert!(read("café".as_bytes()).is_ok_and(|read| read.encoding == Encoding::Utf8));
        assert!(read(b"%PDF-1.7 \xE2\xE3").is_err() && read(b"a\0\xE9").is_err());
    }
}
