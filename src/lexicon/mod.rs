//! Embedded word lists and weights, each behind one accessor.

pub mod abbreviations;
pub mod article_prefilter;
pub mod article_weights;
pub mod bare_phrases;
pub mod boilerplate;
pub mod checksum;
pub mod dictionary;
pub mod elisions;
pub mod encoder;
pub mod governors;
pub mod inflections;
pub mod keys;
pub mod names;
pub mod nouns;

pub mod sentence_starters;
pub mod sounds;
pub mod stock_sentences;
pub mod tagger;
pub mod title_case;
pub mod varieties;
pub mod verb_forms;
pub mod verb_weights;
pub mod word_classes;
pub mod word_weights;

use std::borrow::Cow;

use toml::de::{DeTable, DeValue};

/// An embedded TOML file of lists. Its strings hold no escapes, so that they point into the program itself.
struct Lists {
    table: DeTable<'static>,
}

impl Lists {
    fn read(toml: &'static str) -> Self {
        Self { table: DeTable::parse(toml).map(|table| table.into_inner()).unwrap_or_default() }
    }

    /// The words of all groups of `list`: a table whose values are words set apart by white space.
    fn words(&self, list: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let groups = self.table.get(list).and_then(|value| value.as_ref().as_table());
        let texts = groups.into_iter().flat_map(|groups| groups.values());
        texts.filter_map(|text| embedded(text.as_ref())).flat_map(str::split_ascii_whitespace)
    }

    /// The names of the groups of `list`.
    fn groups(&self, list: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let groups = self.table.get(list).and_then(|value| value.as_ref().as_table());
        let names = groups.into_iter().flat_map(|groups| groups.keys());
        names.filter_map(|name| match name.get_ref() {
            Cow::Borrowed(name) => Some(*name),
            Cow::Owned(_) => None,
        })
    }

    /// The words of one group of `list`.
    fn group(&self, list: &str, group: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let groups = self.table.get(list).and_then(|value| value.as_ref().as_table());
        let text = groups.and_then(|groups| groups.get(group)).and_then(|text| embedded(text.as_ref()));
        text.into_iter().flat_map(str::split_ascii_whitespace)
    }

    /// The entries of `list`: an array of strings.
    fn phrases(&self, list: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let array = self.table.get(list).and_then(|value| value.as_ref().as_array());
        array.into_iter().flat_map(|array| array.iter()).filter_map(|text| embedded(text.as_ref()))
    }
}

/// What stands behind the key in sorted lines of a key, a tab and a value; halves them until it is found.
fn line_of(lines: &'static str, key: &str) -> Option<&'static str> {
    let bytes = lines.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        let (found, value) = lines.get(start..end)?.split_once('\t')?;
        match found.cmp(key) {
            std::cmp::Ordering::Equal => return Some(value),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn embedded(value: &DeValue<'static>) -> Option<&'static str> {
    match value {
        DeValue::String(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}
