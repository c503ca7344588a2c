//! What two sentences share when the order of their words is left aside.

use super::terms::{CONTENT, Kind, Term, Terms};

/// Two sentences as bags of words. Pairs are (earlier, later).
#[derive(Clone, Copy, Debug, Default)]
pub struct Overlap {
    /// Words in each.
    pub words: (u32, u32),
    /// Words that stand in both.
    pub matched: u32,
    /// How telling the words are that stand in both.
    pub shared: f32,
    /// Other telling words of each that the other does not have.
    pub words_alone: (u32, u32),
    /// Figures of each that the other does not have.
    pub figures: (u32, u32),
    /// Names of each that the other does not have.
    pub names: (u32, u32),
}

/// Counts words; kept between pairs, since every count goes back to zero.
#[derive(Debug)]
pub struct Counter {
    counts: Vec<u16>,
}

impl Counter {
    /// For the words of one story.
    #[must_use]
    pub fn new(terms: &Terms) -> Self {
        Self { counts: vec![0; terms.words()] }
    }

    /// Compares two sentences.
    pub fn overlap(&mut self, terms: &Terms, earlier: &[Term], later: &[Term]) -> Overlap {
        let mut overlap = Overlap { words: (earlier.len() as u32, later.len() as u32), ..Overlap::default() };
        for term in earlier {
            self.counts[term.word as usize] += 1;
        }
        for term in later {
            let weight = terms.entry(*term).damped;
            let count = &mut self.counts[term.word as usize];
            if *count > 0 {
                *count -= 1;
                overlap.matched += 1;
                overlap.shared += weight;
                continue;
            }
            overlap.words_alone.1 += u32::from(is_telling(terms, term));
            overlap.figures.1 += u32::from(term.kind == Kind::Figure);
            overlap.names.1 += u32::from(term.kind == Kind::Name);
        }
        for term in earlier {
            let count = &mut self.counts[term.word as usize];
            if *count > 0 {
                *count -= 1;
                overlap.words_alone.0 += u32::from(is_telling(terms, term));
                overlap.figures.0 += u32::from(term.kind == Kind::Figure);
                overlap.names.0 += u32::from(term.kind == Kind::Name);
            }
        }
        overlap
    }
}

impl Overlap {
    /// The part of their words that the two share, light ones included, from 0 to 1.
    #[must_use]
    pub fn matched_part(&self) -> f32 {
        2.0 * self.matched as f32 / (self.words.0 + self.words.1) as f32
    }

    /// Telling words, neither figures nor names, that stand in one of the two only.
    #[must_use]
    pub fn words_changed(&self) -> u32 {
        self.words_alone.0 + self.words_alone.1
    }

    /// Figures that stand against other figures.
    #[must_use]
    pub fn figures_changed(&self) -> u32 {
        self.figures.0.min(self.figures.1)
    }

    /// Names that stand against other names.
    #[must_use]
    pub fn names_changed(&self) -> u32 {
        self.names.0.min(self.names.1)
    }
}

/// A first word is left out: its capital may be a name's.
fn is_telling(terms: &Terms, term: &Term) -> bool {
    term.kind == Kind::Word && !term.first && terms.entry(*term).weight >= CONTENT
}
