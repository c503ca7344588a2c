//! References of XML: `&amp;`, `&#8211;`, `&nbsp;`.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest name of an entity is 31 letters.
const LONGEST: usize = 32;

/// What begins with an ampersand.
pub(super) enum Reference {
    /// What it stands for, and its length in the text.
    Known(Cow<'static, str>, usize),
    /// A name or a number that means nothing, and the length with its marks.
    Unknown(usize),
    /// An ampersand of the words.
    Bare,
}

/// Reads what stands at the start of `text`, an ampersand. The names of HTML are understood besides the five of XML.
pub(super) fn read(text: &str) -> Reference {
    let bytes = text.as_bytes();
    let Some(length) = memchr::memchr(b';', &bytes[1..bytes.len().min(LONGEST + 2)]) else {
        return Reference::Bare;
    };
    let name = &text[1..=length];
    let length = length + 2;
    if let Some(number) = name.strip_prefix('#') {
        return match character(number) {
            Some(character) => Reference::Known(Cow::Owned(character.into()), length),
            None => Reference::Unknown(length),
        };
    }
    if !name.starts_with(char::is_alphabetic) || !name.chars().all(char::is_alphanumeric) {
        return Reference::Bare;
    }
    match resolve_html5_entity(name) {
        Some(words) => Reference::Known(Cow::Borrowed(words), length),
        None => Reference::Unknown(length),
    }
}

/// The text with its references read; those that mean nothing stay.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    let Some(mut next) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let (mut words, mut from) = (String::with_capacity(text.len()), 0);
    loop {
        words.push_str(&text[from..next]);
        from = next + 1;
        match read(&text[next..]) {
            Reference::Known(meaning, length) => {
                words.push_str(&meaning);
                from = next + length;
            }
            Reference::Unknown(_) | Reference::Bare => words.push('&'),
        }
        match memchr::memchr(b'&', &text.as_bytes()[from..]) {
            Some(at) => next = from + at,
            None => break,
        }
    }
    words.push_str(&text[from..]);
    Cow::Owned(words)
}

/// The character of a number; control characters are none. Numbers of Windows-1252 mean what browsers show for them.
fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let code = code.ok().filter(|_| !number.contains('+'))?;
    if let 0x80..=0x9F = code {
        let byte = [code as u8];
        let (character, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return character.chars().next().filter(|character| !character.is_control());
    }
    char::from_u32(code).filter(|&character| !character.is_control() || "\t\n\r".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stand_for_characters() {
        assert_eq!(decode("AT&amp;T &#8211; &#x2019;&nbsp;&eacute; &#146;"), "AT&T – ’\u{a0}é ’");
        assert_eq!(decode("no references"), "no references");
    }

    #[test]
    fn what_means_nothing_stays() {
        for text in
            ["AT&T", "a & b; c", "&foo;", "&#0;", "&#x1b;", "&#xD800;", "&#x110000;", "&#+65;", "&#;", "&"]
        {
            assert_eq!(decode(text), text);
        }
    }
}
