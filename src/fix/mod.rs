//! Fixes: the bytes of a draft and the edits that its findings propose, to the bytes of a better draft.
//!
//! Only the first fix of a finding counts, and a fix is applied whole or not at all. What a fix makes of the draft is
//! parsed and checked again before it counts: where a finding stands that was not there before, the fix is taken back. A
//! fix takes its own finding away, so that the findings grow fewer with each round and the rounds come to an end; the last
//! one tries all that is left on the bytes that stay. Fixing a draft twice therefore gives the same bytes as fixing it once.

mod compare;
mod edits;
mod session;

use std::collections::BTreeMap;

pub use session::{Applied, Attempt, FixError, Judge, Reading, Session, Stories};

use crate::finding::{Edit, Finding, Fix, Safety};

/// Trials of one round after which a draft is given up: its fixes raise too many findings to be told apart.
const MOST_TRIALS: usize = 500;

/// The fix of a finding that counts, where it is trusted as far as `trusted` goes.
#[must_use]
pub fn first_fix(finding: &Finding, trusted: Safety) -> Option<&Fix> {
    let is_trusted = |fix: &&Fix| fix.safety == Safety::Safe || trusted == Safety::Suggested;
    finding.fixes.first().filter(is_trusted).filter(|fix| !fix.edits.is_empty())
}

/// Applies every fix that is trusted and raises no new finding, until nothing changes.
///
/// # Errors
/// When the fixes cannot be told apart; what the session holds then is not to be written.
pub fn settle(session: &mut Session<'_>, trusted: Safety) -> Result<(), FixError> {
    while round(session, trusted)? {}
    Ok(())
}

/// One round over the findings as they stand; whether a fix was applied.
fn round(session: &mut Session<'_>, trusted: Safety) -> Result<bool, FixError> {
    let findings = session.findings();
    let mut waiting: Vec<usize> =
        (0..findings.len()).filter(|&at| first_fix(findings[at], trusted).is_some()).collect();
    let mut trials = 0;
    let mut chosen: Vec<usize> = Vec::new();
    let mut best = None;
    // Those that touch another wait until it has been tried, in the order of the findings.
    loop {
        let mut taken = Taken::default();
        chosen.iter().for_each(|&at| taken.add(&findings[at].fixes[0]));
        let (layer, rest): (Vec<usize>, Vec<usize>) =
            waiting.into_iter().partition(|&at| taken.adds(&findings[at].fixes[0]));
        if layer.is_empty() {
            break;
        }
        waiting = rest;
        let mut groups = vec![layer];
        while let Some(group) = groups.pop() {
            trials += 1;
            if trials > MOST_TRIALS {
                return Err(FixError::Unsettled);
            }
            let together = [&chosen[..], &group].concat();
            if let Attempt::Good(state) = session.attempt(&together) {
                (chosen, best) = (together, Some(state));
            } else if group.len() > 1 {
                let (first, second) = group.split_at(group.len() / 2);
                groups.extend([second.to_vec(), first.to_vec()]);
            }
        }
    }
    let Some(state) = best else { return Ok(false) };
    session.take(&chosen, state);
    Ok(true)
}

/// The ranges of the file that are spoken for, by their starts.
#[derive(Default)]
struct Taken(BTreeMap<u32, u32>);

impl Taken {
    fn add(&mut self, fix: &Fix) {
        self.0.extend(fix.edits.iter().map(|edit| (edit.place.start, edit.place.end)));
    }

    /// Adds a fix unless one of its edits overlaps or touches a range that is spoken for.
    fn adds(&mut self, fix: &Fix) -> bool {
        let is_free = |edit: &Edit| {
            self.0.range(..=edit.place.end).next_back().is_none_or(|(_, &end)| end < edit.place.start)
        };
        let free = fix.edits.iter().all(is_free);
        if free {
            self.add(fix);
        }
        free
    }
}

#[cfg(test)]
mod tests;
