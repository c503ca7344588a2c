//! A word as a number: cheap to make, the same for `Word` and `word`, good enough never to confuse two words of a story.

/// Sets the bit that tells a lower-case ASCII letter from a capital. Digits, hyphens and apostrophes have it already,
/// and in UTF-8 it folds the accented capitals of Latin-1 as well.
const LOWER: u64 = 0x2020_2020_2020_2020;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The key of a word, whatever its case.
#[must_use]
pub fn key(word: &str) -> u64 {
    key_within(word.as_bytes(), 0, word.len())
}

/// The key of the word that stands at `start..end` of a text. Most words are read in one go with the bytes after them,
/// which then are masked out: on ordinary copy that is twice as fast as looking at the word alone.
#[must_use]
pub fn key_within(text: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    if length > 8 {
        return text.get(start..end).map_or(0, long_key);
    }
    let Some(chunk) = text.get(start..).and_then(|rest| rest.first_chunk::<8>()) else {
        return text.get(start..end).map_or(0, last_key);
    };
    let kept = u64::MAX.checked_shr(64 - 8 * length as u32).unwrap_or(0);
    mix((u64::from_le_bytes(*chunk) | LOWER) & kept)
}

/// The key of a number: thousands separators do not count.
#[must_use]
pub fn number_key(digits: &str) -> u64 {
    if !digits.contains(',') {
        return key(digits);
    }
    key(&digits.replace(',', ""))
}

/// A short word at the very end of a text.
fn last_key(word: &[u8]) -> u64 {
    let mut padded = [0; 8];
    for (to, byte) in padded.iter_mut().zip(word) {
        *to = byte | 0x20;
    }
    mix(u64::from_le_bytes(padded))
}

/// A word of more than eight bytes, the last eight read together although some were read before.
fn long_key(word: &[u8]) -> u64 {
    let (chunks, _) = word.as_chunks::<8>();
    let last = word.last_chunk::<8>().into_iter();
    let all = chunks.iter().chain(last);
    all.fold(word.len() as u64, |hash, chunk| mix(hash ^ (u64::from_le_bytes(*chunk) | LOWER)))
}

fn mix(value: u64) -> u64 {
    let product = value.wrapping_mul(MIX);
    (product ^ product >> 32).wrapping_mul(MIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_and_letters_do() {
        for (one, other) in [("Cat", "cat"), ("LEGISLATION", "legislation"), ("Élysée", "élysée"), ("A", "a")]
        {
            assert_eq!(key(one), key(other));
        }
        for (one, other) in [("cat", "cab"), ("cart", "cat"), ("legislation", "legislator"), ("a", "an")] {
            assert_ne!(key(one), key(other));
        }
        assert_eq!(number_key("1,200"), number_key("1200"));
    }

    #[test]
    fn a_word_has_the_same_key_wherever_it_stands() {
        let text = "Every lighthouse has a keeper, says the lighthouse";
        for word in ["lighthouse", "a", "keeper", "Every"] {
            for (at, _) in text.match_indices(word) {
                assert_eq!(key_within(text.as_bytes(), at, at + word.len()), key(word));
            }
        }
    }
}
