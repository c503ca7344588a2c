//! The file of learnt weights that a newsroom's config names: word weights and the linear model of articles in one.
//!
//! A header of [`HEADER`] bytes, then the two tables as they are embedded in the program. The header holds the mark, the
//! version, the length of the first table and a checksum, all of the lowest byte first.

use super::Models;
use super::linear::{Linear, NoModel};
use crate::lexicon::checksum::checksum;
use crate::lexicon::word_weights::WordWeights;

/// What the file begins with.
const MAGIC: [u8; 8] = *b"copydesk";
/// The version of the format; files of another are refused.
const VERSION: u32 = 1;
/// Bytes before the tables.
const HEADER: usize = 24;

/// The bytes of a file with both tables.
#[must_use]
pub fn write(words: &[u8], articles: &[u8]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((words.len() as u32).to_le_bytes());
    bytes.extend(checksum([words, articles]).to_le_bytes());
    bytes.extend(words);
    bytes.extend(articles);
    bytes
}

/// Reads a file of learnt weights.
///
/// # Errors
/// When it is something else, was made by another version, or is damaged.
pub fn read(bytes: &[u8]) -> Result<Models, NoModel> {
    let Some((header, tables)) = bytes.split_at_checked(HEADER) else { return Err(other_or_short(bytes)) };
    if !header.starts_with(&MAGIC) {
        return Err(NoModel::Other);
    }
    let number =
        |at: usize| header.get(at..).and_then(<[u8]>::first_chunk).map(|four| u32::from_le_bytes(*four));
    if let Some(version) = number(8).filter(|&version| version != VERSION) {
        return Err(NoModel::Version(version));
    }
    let length = number(12).ok_or(NoModel::Damaged)? as usize;
    let (words, articles) = tables.split_at_checked(length).ok_or(NoModel::Damaged)?;
    if header.get(16..) != Some(&checksum([words, articles]).to_le_bytes()) {
        return Err(NoModel::Damaged);
    }
    let words = WordWeights::learnt(words.to_vec()).ok_or(NoModel::Damaged)?;
    Ok(Models { words, articles: Some(Linear::read(articles.to_vec())?), second_opinion: true })
}

fn other_or_short(bytes: &[u8]) -> NoModel {
    if bytes.is_empty() || !MAGIC.starts_with(bytes.get(..MAGIC.len()).unwrap_or(bytes)) {
        return NoModel::Other;
    }
    NoModel::Damaged
}
