//! Names that need “the”: the United States, the Central Intelligence Agency.

use super::gap::Gap;
use crate::story::{Sentence, Story};

/// Adds the gaps before names of one sentence.
pub fn look(_story: &Story<'_>, _sentence: &Sentence, _gaps: &mut Vec<Gap>) {}
