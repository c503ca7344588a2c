//! Which pairs of sentences are worth a closer look, found through the words they share and not by trying all pairs.
//!
//! A word that one sentence uses makes no pair, and a word that very many use tells nothing, so the work grows with
//! the length of the story and not with its square.

use super::terms::{CONTENT, Terms};

/// A word in more sentences than this makes no candidates.
const MOST_SENTENCES: u32 = 24;
/// Where a word without a list would have its list.
const UNLISTED: u32 = u32::MAX;
/// Pairs must share this much weight…
const LEAST_SHARED: f32 = 6.0;
/// …and this part of their content: none of 581 planted pairs that are found shares less.
const LEAST_DICE: f32 = 0.3;

/// Two sentences that share telling words.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Number of the earlier sentence.
    pub earlier: u32,
    /// Number of the later sentence.
    pub later: u32,
    /// How much of their content the two share, from 0 to 1 (Dice).
    pub shared: f32,
    /// The same between one of the two and the third sentence that is most like it.
    pub elsewhere: f32,
}

/// The pairs of sentences that share enough, by the later one.
#[must_use]
pub fn candidates(terms: &Terms) -> Vec<Candidate> {
    let mut index = Index::new(terms);
    let mut pairs = Vec::new();
    for later in 0..terms.len() {
        index.add(terms, later, &mut pairs);
    }
    for pair in &mut pairs {
        pair.elsewhere = index.elsewhere(pair);
    }
    pairs
}

/// The sentence most like another, and the next.
#[derive(Clone, Copy, Debug, Default)]
struct Alike {
    best: (f32, u32),
    second: f32,
}

struct Index {
    /// Where the sentences of each word begin in `posted`, and how many stand there.
    lists: Vec<(u32, u32)>,
    posted: Vec<u32>,
    /// For each word the last sentence that was added or compared, so that a word counts once a sentence.
    seen: Vec<u32>,
    /// Weight of content in each sentence, each word once.
    content: Vec<f32>,
    shared: Vec<f32>,
    touched: Vec<u32>,
    alike: Vec<Alike>,
}

impl Index {
    fn new(terms: &Terms) -> Self {
        let mut posted = 0;
        let lists: Vec<(u32, u32)> = terms
            .entries()
            .map(|entry| {
                let start = posted;
                let wanted = entry.weight >= CONTENT && (2..=MOST_SENTENCES).contains(&entry.sentences);
                posted += if wanted { entry.sentences } else { 0 };
                (if wanted { start } else { UNLISTED }, 0)
            })
            .collect();
        Self {
            lists,
            posted: vec![0; posted as usize],
            seen: vec![0; terms.words()],
            content: vec![0.0; terms.len()],
            shared: vec![0.0; terms.len()],
            touched: Vec::new(),
            alike: vec![Alike::default(); terms.len()],
        }
    }

    /// Sums up what sentence `later` shares with each sentence added before, and adds `later`.
    fn add(&mut self, terms: &Terms, later: usize, pairs: &mut Vec<Candidate>) {
        let mut content = 0.0;
        for &term in terms.sentence(later) {
            let word = term.word as usize;
            let entry = terms.entry(term);
            let everywhere = entry.sentences > MOST_SENTENCES;
            if entry.weight < CONTENT || everywhere || self.seen[word] == later as u32 + 1 {
                continue;
            }
            self.seen[word] = later as u32 + 1;
            content += entry.weight;
            let (start, count) = self.lists[word];
            if start == UNLISTED {
                continue;
            }
            for &earlier in &self.posted[start as usize..(start + count) as usize] {
                let shared = &mut self.shared[earlier as usize];
                if *shared == 0.0 {
                    self.touched.push(earlier);
                }
                *shared += entry.weight;
            }
            self.posted[(start + count) as usize] = later as u32;
            self.lists[word].1 += 1;
        }
        self.content[later] = content;
        self.judge(later, pairs);
    }

    fn judge(&mut self, later: usize, pairs: &mut Vec<Candidate>) {
        for earlier in self.touched.drain(..) {
            let sum = std::mem::take(&mut self.shared[earlier as usize]);
            let (one, other) = (self.content[earlier as usize], self.content[later]);
            let shared = 2.0 * sum / (one + other);
            note(&mut self.alike[earlier as usize], shared, later as u32);
            note(&mut self.alike[later], shared, earlier);
            if sum >= LEAST_SHARED && shared >= LEAST_DICE {
                pairs.push(Candidate { earlier, later: later as u32, shared, elsewhere: 0.0 });
            }
        }
    }

    fn elsewhere(&self, pair: &Candidate) -> f32 {
        let other = |of: u32, partner: u32| {
            let alike = self.alike[of as usize];
            if alike.best.1 == partner { alike.second } else { alike.best.0 }
        };
        other(pair.earlier, pair.later).max(other(pair.later, pair.earlier))
    }
}

fn note(alike: &mut Alike, shared: f32, partner: u32) {
    if shared > alike.best.0 {
        alike.second = alike.best.0;
        alike.best = (shared, partner);
    } else if shared > alike.second {
        alike.second = shared;
    }
}
