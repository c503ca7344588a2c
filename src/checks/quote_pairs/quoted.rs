//! The quotes of a story as they are compared: long enough, somebody's, each with its words.

use std::collections::HashMap;

use crate::span::Span;
use crate::story::quote::Status;
use crate::story::similarity::comparison::Words;
use crate::story::similarity::wording::{Wording, keys};
use crate::story::{Quote, Story};

/// A key in more quotes than this is a slogan or a chorus.
const CHORUS: usize = 12;

/// A longer quotation is one that lost its closing mark, and comparing it would take long.
const LONGEST: usize = 1_500;

/// A quote with its words.
pub struct Quoted<'s> {
    /// The quote.
    pub quote: &'s Quote,
    /// Its words.
    pub wording: Wording,
    /// The number of the speech it is part of: a paragraph with quotes in it, or several with one quotation.
    pub speech: usize,
}

impl Quoted<'_> {
    /// The words with the text they stand in.
    #[must_use]
    pub fn words<'a>(&'a self, text: &'a str) -> Words<'a> {
        Words::all(text, &self.wording)
    }
}

/// The quotes of at least `shortest` words that `covers` lets through, in text order.
#[must_use]
pub fn quoted<'s>(story: &'s Story<'_>, shortest: usize, covers: impl Fn(Span) -> bool) -> Vec<Quoted<'s>> {
    let told =
        |quote: &Quote| quote.inside.is_none() && quote.status != Status::Mention && covers(quote.span);
    let whole = story.quotes().iter().zip(speeches(story.quotes())).filter(|(quote, _)| told(quote));
    let wording = |quote: &Quote| Wording::of(story.text(), quote.span);
    let quoted = whole.map(|(quote, speech)| Quoted { quote, wording: wording(quote), speech });
    quoted.filter(|quoted| (shortest..=LONGEST).contains(&quoted.wording.len())).collect()
}

/// The number of each quote's speech.
fn speeches(quotes: &[Quote]) -> Vec<usize> {
    let mut speech = 0;
    let mut block = None;
    let mut number = |quote: &Quote| {
        let goes_on = quote.carried || quote.inside.is_some() || block == Some(quote.block);
        speech += usize::from(!goes_on);
        block = Some(quote.block);
        speech
    };
    quotes.iter().map(&mut number).collect()
}

/// Pairs of quotes that share words in a row: the later one, and the earlier ones from the likeliest on.
#[must_use]
pub fn candidates(quoted: &[Quoted<'_>]) -> Vec<(usize, Vec<usize>)> {
    let mut seen: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (later, one) in quoted.iter().enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (key, _) in keys(&one.wording.words) {
            let earlier = seen.entry(key).or_default();
            if earlier.len() < CHORUS {
                earlier
                    .iter()
                    .filter(|&&other| other != later)
                    .for_each(|&other| *shared.entry(other).or_default() += 1);
            }
            if earlier.last() != Some(&later) {
                earlier.push(later);
            }
        }
        let mut earlier: Vec<(usize, usize)> = shared.into_iter().collect();
        earlier.sort_unstable_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
        if !earlier.is_empty() {
            pairs.push((later, earlier.into_iter().map(|(other, _)| other).collect()));
        }
    }
    pairs
}
