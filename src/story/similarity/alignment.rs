//! Two sentences word by word: the words that stand in both in the same order, and the longest clause said in both.

use std::ops::Range;

use super::terms::{Kind, Term, Terms};

/// A longer sentence is no sentence but a list or a table, and is not aligned.
const LONGEST: usize = 400;
/// Every aligned word counts a little beyond its weight, so that light words are aligned too.
const LIGHT: f32 = 0.05;

/// Words that stand in both sentences: places in the earlier and in the later one, both rising.
pub type Aligned = Vec<(u32, u32)>;

/// A stretch that both sentences say, save for a few words.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    /// Its terms in the earlier sentence.
    pub earlier: Range<usize>,
    /// Its terms in the later sentence.
    pub later: Range<usize>,
    /// Words that stand in both.
    pub matched: u32,
    /// How telling these are in English at large.
    pub weight: f32,
    /// How many of them are figures.
    pub figures: u32,
}

/// Aligns the pairs of one story; holds nothing but room to work in.
#[derive(Debug, Default)]
pub struct Aligner {
    table: Vec<f32>,
    above: Vec<Cell>,
    current: Vec<Cell>,
}

impl Aligner {
    /// The heaviest common subsequence of two sentences.
    pub fn align(&mut self, terms: &Terms, earlier: &[Term], later: &[Term]) -> Aligned {
        let same = |(one, other): &(&Term, &Term)| one.word == other.word;
        let begin = earlier.iter().zip(later).take_while(same).count();
        let (one, other) = (&earlier[begin..], &later[begin..]);
        let end = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
        let (one, other) = (&one[..one.len() - end], &other[..other.len() - end]);
        let mut aligned: Aligned = (0..begin as u32).map(|at| (at, at)).collect();
        if one.len() <= LONGEST && other.len() <= LONGEST {
            self.align_middle(terms, one, other, begin as u32, &mut aligned);
        }
        let (first, second) = (earlier.len() - end, later.len() - end);
        aligned.extend((0..end).map(|at| ((first + at) as u32, (second + at) as u32)));
        aligned
    }

    fn align_middle(
        &mut self,
        terms: &Terms,
        one: &[Term],
        other: &[Term],
        offset: u32,
        aligned: &mut Aligned,
    ) {
        let width = other.len() + 1;
        self.table.clear();
        self.table.resize((one.len() + 1) * width, 0.0);
        // Filled from the end, so that reading it from the start gives the places in order.
        for (row, term) in one.iter().enumerate().rev() {
            let gain = terms.entry(*term).damped + LIGHT;
            let (head, below) = self.table.split_at_mut((row + 1) * width);
            let cells = &mut head[row * width..];
            let mut right = 0.0;
            for (column, against) in other.iter().enumerate().rev() {
                let best = if term.word == against.word {
                    below[column + 1] + gain
                } else {
                    below[column].max(right)
                };
                cells[column] = best;
                right = best;
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < one.len() && column < other.len() {
            if one[row].word == other[column].word {
                aligned.push((row as u32 + offset, column as u32 + offset));
                row += 1;
                column += 1;
            } else if self.table[(row + 1) * width + column] >= self.table[row * width + column + 1] {
                row += 1;
            } else {
                column += 1;
            }
        }
    }

    /// The heaviest stretch that both say (local alignment): each word left out on either side costs `gap`.
    pub fn clause(&mut self, terms: &Terms, earlier: &[Term], later: &[Term], gap: f32) -> Clause {
        let mut best = Cell::default();
        let mut found = Clause::default();
        if earlier.len() > LONGEST || later.len() > LONGEST {
            return found;
        }
        self.above.clear();
        self.above.resize(later.len() + 1, Cell::default());
        self.current.clone_from(&self.above);
        for (row, term) in earlier.iter().enumerate() {
            let gain = terms.entry(*term).weight + 0.5;
            for (column, against) in later.iter().enumerate() {
                let (above, left) = (self.above[column + 1], self.current[column]);
                let mut cell = if above.score >= left.score { above } else { left };
                cell.score -= gap;
                if cell.score <= 0.0 {
                    cell = Cell::default();
                }
                if term.word == against.word && self.above[column].score + gain >= cell.score {
                    cell = self.above[column].with(gain, row, column, term.kind == Kind::Figure);
                    if cell.score > best.score {
                        best = cell;
                        found.earlier = cell.start.0 as usize..row + 1;
                        found.later = cell.start.1 as usize..column + 1;
                    }
                }
                self.current[column + 1] = cell;
            }
            std::mem::swap(&mut self.above, &mut self.current);
        }
        Clause { matched: best.matched, weight: best.score, figures: best.figures, ..found }
    }
}

/// The best stretch that ends here.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    score: f32,
    start: (u16, u16),
    matched: u32,
    figures: u32,
}

impl Cell {
    fn with(mut self, gain: f32, row: usize, column: usize, figure: bool) -> Self {
        if self.matched == 0 {
            self.start = (row as u16, column as u16);
        }
        self.score += gain;
        self.matched += 1;
        self.figures += u32::from(figure);
        self
    }
}
