//! What really changes between two wordings: whole words, without those that both begin or end with.

use std::ops::Range;

/// The range of `old` that changes, and the range of `new` that takes its place.
pub fn narrow(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8());
    let mut start = same.sum::<usize>();
    while !(is_edge(old, start) && is_edge(new, start)) {
        start -= old[..start].chars().next_back().map_or(start, char::len_utf8);
    }
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let same = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b);
    let mut tail = same.map(|(a, _)| a.len_utf8()).sum::<usize>();
    while !(is_edge(old, old.len() - tail) && is_edge(new, new.len() - tail)) {
        tail -= old[old.len() - tail..].chars().next().map_or(tail, char::len_utf8);
    }
    (start..old.len() - tail, start..new.len() - tail)
}

/// Whether a word may end or begin at an offset.
fn is_edge(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn only_whole_words_change() {
        let change = |old, new| {
            let (from, to) = narrow(old, new);
            (&old[from], &new[to])
        };
        assert_eq!(change("bomb attack", "a bomb attack"), ("", "a "));
        assert_eq!(change("they was late", "they were late"), ("was", "were"));
        assert_eq!(change("bomb", "bombs"), ("bomb", "bombs"));
        assert_eq!(change("the the", "the"), (" the", ""));
        assert_eq!(change("same", "same"), ("", ""));
        assert_eq!(change("Zoë café", "Zoë cafés"), ("café", "cafés"));
    }
}
