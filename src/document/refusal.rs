//! Says of bytes that are not read what they seem to be.

use super::SourceError;

/// Says what the bytes seem to be. The most telling signs are asked for first.
pub(super) fn refuse(bytes: &[u8], error: Option<std::str::Utf8Error>) -> SourceError {
    if let Some(other) = no_text(bytes) {
        return other;
    }
    match (error, memchr::memchr(0, bytes)) {
        (Some(error), _) => not_utf8(bytes, error),
        (None, nul) => SourceError::Nul { offset: nul.unwrap_or(0), line: line_of(bytes, nul.unwrap_or(0)) },
    }
}

/// What bytes are that cannot be text with one byte or two for a character.
pub(super) fn no_text(bytes: &[u8]) -> Option<SourceError> {
    if let Some((_, kind)) = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(SourceError::Binary(kind));
    }
    let nul = memchr::memchr(0, bytes);
    if let Some(encoding) = nul.and_then(|_| wide_without_mark(bytes)) {
        return Some(SourceError::Unread(encoding));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Some(SourceError::Binary("it holds only NUL bytes"));
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let control = sample.iter().filter(|byte| matches!(byte, 1..=8 | 0xE..=0x1A | 0x1C..=0x1F)).count();
    (control * 10 > sample.len()).then_some(SourceError::Binary("it looks like a program or an archive"))
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
        () if wrong * 4 > bytes.len() && wrong > 4 => {
            "it looks like an older encoding — save it as UTF-8, or name its `encoding` in copydesk.toml"
        }
        () if quotes > 0 => {
            "it looks like Windows-1252 — save it as UTF-8, or name its `encoding` in copydesk.toml"
        }
        () => {
            "it looks like Latin-1 or Windows-1252 — save it as UTF-8, or name its `encoding` in copydesk.toml"
        }
    }
}

pub(super) fn line_of(bytes: &[u8], offset: usize) -> usize {
    let before = &bytes[..offset];
    let returns = memchr::memchr_iter(b'\r', before).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    1 + returns + memchr::memchr_iter(b'\n', before).count()
}
