//! How alike two sentences of a story are: text in, numbers out, no opinion.
//!
//! Words become [keys](key::key) and weights ([`terms`]); sentences that share telling words become candidate pairs
//! without comparing each with each ([`candidates`]); a pair is then measured as two bags of words ([`overlap`]) and,
//! where order matters, aligned word by word ([`alignment`]). Quoted words are read more closely: [`wording`] remembers cuts
//! and brackets, [`comparison`] says which words differ, and [`edits`] which of them a writer may change.

pub mod alignment;
pub mod candidates;
pub mod comparison;
pub mod edits;
pub mod key;
pub mod overlap;
pub mod terms;
pub mod wording;
