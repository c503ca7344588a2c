//! The features of a token: what the tagger weighs to choose its tag.
//!
//! They are those of the literature on English tagging (Ratnaparkhi 1996, Toutanova and others 2003): the word, its
//! endings and beginnings, shape and case, the words around it, the tags that the next words can have, and the two tags
//! chosen before. Each is a hash of its template's number and what fills it.

use super::form::{Case, Form, mix};

/// Room for the features of a token; there are no more templates than this.
pub const MOST: usize = 64;
/// Stands for the tag before the first token.
pub const START: u8 = 63;

/// A run of tokens, as a rule a sentence.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The words.
    pub forms: Vec<Form>,
    /// For each token: whether it is a mark that opens and closes alike, and which it would do here.
    marks: Vec<u8>,
    /// How the run uses capitals.
    capitals: Capitals,
}

/// How a run uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
enum Capitals {
    /// As sentences do.
    #[default]
    Sentence,
    /// Nearly every long word begins with one.
    Title,
    /// Nothing else.
    All,
}

impl Run {
    /// Takes the words of the next run.
    pub fn fill<'w>(&mut self, words: impl Iterator<Item = &'w str>, form: impl Fn(&str) -> Form) {
        self.forms.clear();
        self.marks.clear();
        let mut open = false;
        let (mut long, mut capital, mut upper) = (0, 0, 0);
        for word in words {
            let form = form(word);
            self.marks.push(mark(word, &mut open));
            if word.len() > 3 && form.case != Case::None {
                long += 1;
                capital += u32::from(matches!(form.case, Case::Title | Case::Upper));
                upper += u32::from(form.case == Case::Upper);
            }
            self.forms.push(form);
        }
        self.capitals = match long - capital {
            0 if upper == long && upper >= 2 => Capitals::All,
            small if capital >= 3 && small * 3 < capital => Capitals::Title,
            _ => Capitals::Sentence,
        };
    }
}

/// 1 and 2 for a straight double mark that opens or closes, 3 for a single one, 0 for all other tokens.
fn mark(word: &str, open: &mut bool) -> u8 {
    match word {
        "\"" => {
            *open = !*open;
            if *open { 1 } else { 2 }
        }
        "“" | "``" => {
            *open = true;
            0
        }
        "”" | "''" => {
            *open = false;
            0
        }
        "'" | "’" | "‘" => 3,
        _ => 0,
    }
}

/// Gives each feature of token `at` to `take`; `before` are the tags chosen for the tokens before it, the nearest first.
#[inline]
pub fn features(run: &Run, at: usize, before: [u8; 2], mut take: impl FnMut(u64)) {
    let edge =
        Form { word: 11, shape: 12, endings: [1; 5], beginnings: [1; 4], class: 13, ..Form::default() };
    let near = |step: isize| at.checked_add_signed(step).and_then(|at| run.forms.get(at)).unwrap_or(&edge);
    let (this, last, next) = (near(0), near(-1), near(1));
    let (before_last, after_next) = (near(-2), near(2));
    let first = u64::from(at == 0) + 2 * u64::from(run.capitals as u8);
    let case = |form: &Form| u64::from(form.case as u8);
    let cased = case(this) * 8 + first;
    let mut number = 0;
    let mut put = |key: u64| {
        number += 1;
        take(mix(number, key));
    };
    put(this.word);
    put(mix(this.word, cased));
    put(mix(this.shape, first));
    this.endings.iter().for_each(|&ending| put(ending));
    this.beginnings.iter().for_each(|&beginning| put(beginning));
    put(mix(this.endings[2], cased));
    put(mix(this.endings[1], this.beginnings[0]));
    [last, next, before_last, after_next].iter().for_each(|form| put(form.word));
    put(mix(last.word, this.word));
    put(mix(this.word, next.word));
    put(mix(last.word, next.word));
    [this, next, after_next].iter().for_each(|form| put(form.class));
    put(mix(this.class, next.class));
    put(mix(next.class, after_next.class));
    put(mix(this.class, cased));
    put(((case(last) * 8 + case(this)) * 8 + case(next)) * 8 + first);
    put(next.endings[2]);
    put(mix(this.shape, this.endings[2]));
    put(mix(this.endings[2], next.class));
    put(mix(this.word, u64::from(run.marks.get(at).copied().unwrap_or_default())));
    let [tag, earlier] = before.map(u64::from);
    let tags = tag * 64 + earlier;
    put(tag);
    put(tags);
    put(mix(this.word, tag));
    put(mix(this.class, tag));
    put(mix(next.class, tag));
    put(mix(next.word, tag));
    put(mix(this.word, tags));
    put(mix(this.endings[2], tag));
    put(mix(this.class, tags));
    put(mix(mix(this.class, next.class), tag));
    put(mix(last.word, tag));
    put(mix(case(this), tags));
    put(mix(next.class, tags));
    put(mix(this.endings[1], tags));
}
