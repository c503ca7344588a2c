//! Encodings from before Unicode: bytes to text, and which byte of the file each character began at.

use std::collections::HashMap;

use encoding_rs::Encoding;

/// Text out of an older encoding.
#[derive(Debug)]
pub(super) struct Legacy {
    pub text: String,
    pub marks: Marks,
}

/// Why bytes are not read as an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// They are no text in it.
    Malformed,
    /// The character that begins at this byte would be written in other bytes.
    Another(usize),
}

/// Reads bytes that stand for the same text when they are written again.
pub(super) fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<Legacy, Fault> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(Fault::Malformed)?;
    let text = text.into_owned();
    let marks = Marks::of(&text, bytes, encoding)?;
    Ok(Legacy { text, marks })
}

/// The bytes of words; `None` where the encoding has no such character.
pub(super) fn encode(words: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let (bytes, _, lossy) = encoding.encode(words);
    (!lossy).then(|| bytes.into_owned())
}

/// Where some characters begin in the text, and in the file. One byte a character needs no marks.
#[derive(Debug, Default)]
pub(super) struct Marks {
    marks: Vec<(u32, u32)>,
}

/// Characters between two marks.
const STEP: usize = 32;

impl Marks {
    /// Follows the text through the file; each character is encoded once, since tables of thousands are slow to search.
    pub fn of(text: &str, bytes: &[u8], encoding: &'static Encoding) -> Result<Self, Fault> {
        let mut known: HashMap<char, Vec<u8>> = HashMap::new();
        let mut marks = vec![(0, 0)];
        let mut at = 0;
        for (number, (offset, character)) in text.char_indices().enumerate() {
            if number % STEP == 0 && !encoding.is_single_byte() {
                marks.push((offset as u32, at as u32));
            }
            if character.is_ascii() {
                if bytes.get(at) != Some(&(character as u8)) {
                    return Err(Fault::Another(at));
                }
                at += 1;
                continue;
            }
            let written = known
                .entry(character)
                .or_insert_with(|| encode(character.encode_utf8(&mut [0; 4]), encoding).unwrap_or_default());
            if written.is_empty() || !bytes[at..].starts_with(written) {
                return Err(Fault::Another(at));
            }
            at += written.len();
        }
        if at == bytes.len() { Ok(Self { marks }) } else { Err(Fault::Another(at)) }
    }

    /// The byte of the file at which the character at an offset of the text begins.
    pub fn byte_in_file(&self, text: &str, offset: usize, encoding: &'static Encoding) -> u32 {
        let next = self.marks.partition_point(|(start, _)| *start as usize <= offset);
        let (start, byte) = self.marks[next.max(1) - 1];
        let between = text.get(start as usize..offset).and_then(|words| encode(words, encoding));
        byte + between.unwrap_or_default().len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_would_change_are_refused() {
        // Big5 reads these two bytes as a letter and a mark, which it cannot write.
        assert_eq!(decode(b"a\x88\x62", encoding_rs::BIG5).err(), Some(Fault::Another(1)));
        assert_eq!(decode(b"a\x81", encoding_rs::SHIFT_JIS).err(), Some(Fault::Malformed));
        assert_eq!(encode("Łódź", encoding_rs::WINDOWS_1252), None);
    }

    #[test]
    fn every_character_is_found_in_the_file() {
        let text = "港は閉鎖。The port ｶﾅ 是 port. ".repeat(40);
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::GB18030] {
            let bytes = encode(&text, encoding).expect("it has these characters");
            let legacy = decode(&bytes, encoding).expect("it is read");
            assert_eq!(legacy.text, text);
            for (offset, character) in text.char_indices() {
                let byte = legacy.marks.byte_in_file(&text, offset, encoding) as usize;
                let written = encode(&character.to_string(), encoding).expect("it has it");
                assert!(bytes[byte..].starts_with(&written), "{character} in {}", encoding.name());
            }
        }
    }
}
