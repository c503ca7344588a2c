//! Edits put into the bytes of a file, and where a place of the file has moved to by them.

use crate::document::Encoding;
use crate::finding::Edit;

/// The bytes with all edits made; `None` where they overlap, do not fit the file, or its encoding lacks their words.
pub fn apply(bytes: &[u8], encoding: Encoding, edits: &[Edit]) -> Option<(Vec<u8>, Moves)> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let mut out = Vec::with_capacity(bytes.len());
    let mut moves = Moves::default();
    let mut done = 0;
    for edit in sorted {
        let (start, end) = (edit.place.start as usize, edit.place.end as usize);
        if start > end || start < done {
            return None;
        }
        let words = encoding.encode(&edit.text)?;
        out.extend(bytes.get(done..start)?);
        out.extend(&words);
        moves.0.push(Move { old: (start, end), new: (out.len() - words.len(), out.len()) });
        done = end;
    }
    out.extend(bytes.get(done..)?);
    Some((out, moves))
}

/// Where the bytes of a file have gone.
#[derive(Clone, Debug, Default)]
pub struct Moves(Vec<Move>);

#[derive(Clone, Copy, Debug)]
struct Move {
    old: (usize, usize),
    new: (usize, usize),
}

impl Moves {
    /// The range that a range of the old bytes has become; new words at its ends belong to it.
    pub fn range(&self, start: u32, end: u32) -> (usize, usize) {
        let (start, end) = (start as usize, end as usize);
        let first =
            self.0.partition_point(|one| one.old.1 < start || (one.old.1 == start && one.old.0 < start));
        let from = match self.0.get(first).filter(|one| one.old.0 < start) {
            Some(inside) => inside.new.0,
            None => behind(first.checked_sub(1).map(|at| self.0[at]), start),
        };
        let last = self.0.partition_point(|one| one.old.1 <= end);
        let to = match self.0.get(last).filter(|one| one.old.0 < end) {
            Some(inside) => inside.new.1,
            None => behind(last.checked_sub(1).map(|at| self.0[at]), end),
        };
        (from, to.max(from))
    }
}

/// Where an offset behind an edit has gone.
fn behind(edit: Option<Move>, offset: usize) -> usize {
    edit.map_or(offset, |edit| edit.new.1 + (offset - edit.old.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Source;
    use crate::span::Place;

    fn edit(start: u32, end: u32, text: &str) -> Edit {
        Edit {
            place: Place { start, end, ..Place::default() },
            text: text.to_owned(),
            words: text.to_owned(),
        }
    }

    #[test]
    fn only_the_bytes_of_the_edits_change() {
        let bytes = b"One two two.\r\nAn hat.";
        let edits = [edit(14, 16, "A"), edit(7, 11, "")];
        let (new, moves) = apply(bytes, Encoding::Utf8, &edits).expect("they fit");
        assert_eq!(new, b"One two.\r\nA hat.");
        assert_eq!(moves.range(4, 11), (4, 7));
        assert_eq!(moves.range(14, 20), (10, 15));
        assert_eq!(moves.range(8, 9), (7, 7));
        assert_eq!(moves.range(0, 3), (0, 3));
    }

    #[test]
    fn an_insertion_belongs_to_the_range_it_touches() {
        let (new, moves) = apply(b"planned attack", Encoding::Utf8, &[edit(8, 8, "an ")]).expect("it fits");
        assert_eq!(new, b"planned an attack");
        assert_eq!(moves.range(8, 14), (8, 17));
        assert_eq!(moves.range(0, 8), (0, 11));
    }

    proptest::proptest! {
        #[test]
        fn every_byte_outside_the_edits_stays(text in "[a-zé🙂 \r\n]{0,60}", cuts in proptest::collection::vec((0..60_usize, "[x-z]{0,3}"), 0..8)) {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut places: Vec<usize> = cuts.iter().map(|(at, _)| ends[at % ends.len()]).collect();
            places.sort_unstable();
            let pairs = places.chunks_exact(2).zip(&cuts);
            let edits: Vec<Edit> = pairs.map(|(ends, (_, words))| edit(ends[0] as u32, ends[1] as u32, words)).collect();
            let mut expected = text.clone();
            edits.iter().rev().for_each(|edit| expected.replace_range(edit.place.start as usize..edit.place.end as usize, &edit.text));
            let (new, _) = apply(text.as_bytes(), Encoding::Utf8, &edits).expect("they fit");
            proptest::prop_assert_eq!(new, expected.into_bytes());
        }
    }

    #[test]
    fn edits_that_do_not_fit_are_refused() {
        assert!(apply(b"abc", Encoding::Utf8, &[edit(1, 9, "")]).is_none());
        assert!(apply(b"abc", Encoding::Utf8, &[edit(0, 2, ""), edit(1, 3, "")]).is_none());
        assert!(apply(b"abc", Encoding::Utf8, &[edit(2, 1, "")]).is_none());
    }

    #[test]
    fn wide_files_stay_wide() {
        let bytes: Vec<u8> = "\u{feff}a b".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let source = Source::decode(bytes.clone()).expect("UTF-16");
        let (new, _) = apply(&bytes, source.encoding(), &[edit(2, 4, "é🙂")]).expect("it fits");
        assert_eq!(Source::decode(new).expect("UTF-16").text(), "é🙂 b");
    }
}
