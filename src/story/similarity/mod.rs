//! How alike two sentences of a story are: text in, numbers out, no opinion.
//!
//! Words become [keys](key::key) and weights ([`terms`]); sentences that share telling words become candidate pairs
//! without comparing each with each ([`candidates`]); a pair is then measured as two bags of words ([`overlap`]) and,
//! where order matters, aligned word by word ([`alignment`]).

pub mod alignment;
pub mod candidates;
pub mod key;
pub mod overlap;
pub mod terms;
