//! Words that tell a story's furniture (bylines, datelines, credits, notes) from its copy.

use std::sync::OnceLock;

use super::Lists;

/// The lists of `boilerplate.toml`, where each is described. All but `by` are in lower case.
pub struct Boilerplate {
    /// How closing paragraphs begin.
    pub openers: Vec<&'static str>,
    /// Words within closing paragraphs.
    pub phrases: Vec<&'static str>,
    /// Lines that end a story.
    pub ends: Vec<&'static str>,
    /// How notes begin.
    pub notes: Vec<&'static str>,
    /// How notes in square brackets begin.
    pub bracketed: Vec<&'static str>,
    /// How bylines begin.
    pub by: Vec<&'static str>,
    /// Small words of bylines.
    pub in_byline: Vec<&'static str>,
    /// News agencies.
    pub agencies: Vec<&'static str>,
    /// Small words of place names.
    pub in_place: Vec<&'static str>,
    /// Months and weekdays.
    pub calendar: Vec<&'static str>,
}

/// The lists, read on first use.
pub fn boilerplate() -> &'static Boilerplate {
    static KNOWN: OnceLock<Boilerplate> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("boilerplate.toml")))
}

fn read(toml: &'static str) -> Boilerplate {
    let lists = Lists::read(toml);
    let list = |name| lists.phrases(name).collect();
    Boilerplate {
        openers: list("openers"),
        phrases: list("phrases"),
        ends: list("ends"),
        notes: list("notes"),
        bracketed: list("bracketed"),
        by: list("by"),
        in_byline: list("in_byline"),
        agencies: list("agencies"),
        in_place: list("in_place"),
        calendar: list("calendar"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_read_and_in_lower_case() {
        let known = boilerplate();
        let lists = [
            &known.openers,
            &known.phrases,
            &known.ends,
            &known.notes,
            &known.agencies,
            &known.in_place,
            &known.calendar,
        ];
        for list in lists {
            assert!(!list.is_empty() && list.iter().all(|word| *word == word.to_lowercase()));
        }
        assert!(
            known.by.contains(&"By ") && known.in_byline.contains(&"and") && known.bracketed.contains(&"tk")
        );
    }
}
