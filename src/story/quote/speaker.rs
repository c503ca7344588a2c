//! Whose words a quote holds.

use super::Quote;
use crate::story::Story;
use crate::story::name::Name;

/// Gives every quote its status, speaker and cue.
pub fn attribute(_story: &Story<'_>, _names: &[Name], _quotes: &mut [Quote]) {}
