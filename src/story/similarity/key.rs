//! A word as a number: cheap to make, the same for `Word` and `word`, good enough never to confuse two words of a story.

/// Sets the bit that tells a lower-case ASCII letter from a capital. Digits, hyphens and apostrophes have it already,
/// and in UTF-8 it folds the accented capitals of Latin-1 as well.
const LOWER: u64 = 0x2020_2020_2020_2020;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The key of a word, whatever its case.
#[must_use]
pub fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut hash = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        hash = mix(hash ^ (u64::from_le_bytes(*chunk) | LOWER));
        rest = after;
    }
    mix(hash ^ tail(rest))
}

/// The key of a number: thousands separators do not count.
#[must_use]
pub fn number_key(digits: &str) -> u64 {
    if !digits.contains(',') {
        return key(digits);
    }
    key(&digits.replace(',', ""))
}

/// The last bytes of a word, up to seven.
fn tail(rest: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return (u64::from(first) << 32 | u64::from(last)) | LOWER;
    }
    match *rest {
        [] => 0,
        [a] => u64::from(a) | LOWER,
        [a, b] => u64::from(a) << 8 | u64::from(b) | LOWER,
        [a, .., b, c] => u64::from(a) << 16 | u64::from(b) << 8 | u64::from(c) | LOWER,
    }
}

fn mix(value: u64) -> u64 {
    let product = value.wrapping_mul(MIX);
    product ^ product >> 32
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
}
