//! Datelines: the place, date and agency before the first words of a wire story.

use crate::lexicon::boilerplate::boilerplate;

/// How far into a paragraph a dateline may reach, in bytes.
const LONGEST: usize = 120;

/// Bytes of the dateline that a paragraph begins with, its dash included: `OSLO, May 3 (AP) —`.
pub(super) fn length(paragraph: &str) -> Option<usize> {
    if !paragraph.starts_with(char::is_uppercase) {
        return None;
    }
    let line = paragraph.lines().next()?;
    let end = (0..=LONGEST.min(line.len())).rev().find(|at| line.is_char_boundary(*at))?;
    let head = &line[..end];
    dashes(head)
        .find(|&(start, end)| is_dateline(head[..start].trim_end(), &paragraph[end..]))
        .map(|(_, end)| end)
}

/// The dashes that could end a dateline, start and end.
fn dashes(head: &str) -> impl Iterator<Item = (usize, usize)> {
    head.char_indices().filter_map(|(start, mark)| {
        let before = head[..start].chars().next_back()?;
        let doubled = if mark == '-' && head[start + 1..].starts_with('-') { 1 } else { 0 };
        let end = start + mark.len_utf8() + doubled;
        let spaced = before == ' ' && head[end..].starts_with([' ', '\t']) || end == head.len();
        match mark {
            '—' | '―' => Some((start, end)),
            '–' | '-' | '_' if spaced || before == ')' => Some((start, end)),
            _ => None,
        }
    })
}

fn is_dateline(head: &str, after: &str) -> bool {
    let (place, agency) = match head.strip_suffix(')').and_then(|head| head.rsplit_once('(')) {
        Some((place, agency)) => (place.trim_end(), Some(agency)),
        None => (head, None),
    };
    let mut parts = place.trim_end_matches(',').split(',').map(str::trim);
    let Some(city) = parts.next().filter(|city| is_place(city)) else { return false };
    let mut dated = false;
    for part in parts {
        let date = is_date(part);
        dated |= date;
        if !date && !is_place(part.trim_end_matches('.')) {
            return false;
        }
    }
    let capitals = is_capitals(city);
    match agency {
        Some(agency) => is_agency(agency) || (capitals && is_short_name(agency)),
        None if after.trim().is_empty() => false,
        None => {
            opens_sentence(after)
                && ((capitals && city.split_whitespace().count() <= 3)
                    || (dated && !city.split_whitespace().any(is_date)))
        }
    }
}

fn is_place(words: &str) -> bool {
    let letters = |mark: char| mark.is_alphabetic() || ".'’/-".contains(mark);
    let fits = |word: &str| {
        word.chars().all(letters)
            && (word.starts_with(char::is_uppercase)
                || boilerplate().in_place.contains(&word)
                || word.starts_with("d'"))
    };
    words.starts_with(char::is_uppercase)
        && words.split_whitespace().count() <= 5
        && words.split_whitespace().all(fits)
}

/// Whether a part between commas is a day or a year: `March 3`, `3 March`, `Mon`, `2024`.
fn is_date(words: &str) -> bool {
    let number =
        |word: &str| word.len() <= 4 && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let named = |word: &str| boilerplate().calendar.contains(&&*word.trim_end_matches('.').to_lowercase());
    let count = words.split_whitespace().count();
    (1..=3).contains(&count) && words.split_whitespace().all(|word| number(word) || named(word))
}

fn is_agency(words: &str) -> bool {
    let known = |name: &str| boilerplate().agencies.contains(&name.trim());
    let words = words.trim().to_lowercase();
    known(&words) || words.split('/').any(known)
}

fn is_short_name(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && words.len() <= 30 && words.split_whitespace().count() <= 3
}

fn is_capitals(city: &str) -> bool {
    let letters = city.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= 4 && !city.contains(char::is_lowercase)
}

/// Behind a bare place in capitals a new sentence has to begin; `NASA — which` is no dateline.
fn opens_sentence(after: &str) -> bool {
    let first = after.trim_start().trim_start_matches(['"', '“', '‘', '\'', '«', '(']);
    first.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_several_houses_are_found() {
        for (dateline, rest) in [
            ("OSLO (AP) —", " Ships sailed."),
            ("Berlin (dpa) -", " Die Schiffe"),
            ("KANO, Nigeria (AP) _", " Ships"),
            ("PARIS, Aug 31 (Reuters) -", " the ships"),
            ("LONDON, March 3 -", " Ships sailed."),
            ("SPRINGFIELD, Ill. (Daily Herald) –", " Ships"),
            ("ST. LOUIS, Mo., Jan. 6, 2024 (Xinhua) --", " Ships"),
            ("STRATFORD-UPON-AVON, England (AP)—", "Ships"),
            ("WASHINGTON —", " “Ships sailed,” he said."),
            ("New York (AFP) –", " Ships"),
        ] {
            assert_eq!(length(&format!("{dateline}{rest}")), Some(dateline.len()), "{dateline}");
        }
    }

    #[test]
    fn sentences_with_dashes_are_no_datelines() {
        for words in [
            "NASA — which launched it — said no.",
            "The mayor (a Democrat) - who left - said so.",
            "Ada Byrne — The Post's critic — left.",
            "Ada Byrne (AP) wrote it.",
            "On Monday, March 3 — the day it rained — he left.",
            "U.S. - China talks",
            "PORT POLLS NOT QUITE WRONG, JUST EARLY - They said so.",
        ] {
            assert_eq!(length(words), None, "{words}");
        }
    }
}
