//! One pair of places gives one finding: of two that point at the same places the more exact one stays.

use crate::finding::{Finding, Label};
use crate::span::Place;

/// The checks whose findings are about two places that say the same.
pub const PAIRS: [&str; 2] = ["near-duplicate", "quote-pairs"];

/// Takes out findings of one check whose two places hold the two places of another check's finding: the sentence that is
/// said again, where the quotation in it has two speakers.
pub fn settle(findings: &mut Vec<Finding>) {
    let is_pair = |finding: &&Finding| PAIRS.contains(&&*finding.check);
    let exact: Vec<(std::sync::Arc<str>, Place, Label)> = findings
        .iter()
        .filter(is_pair)
        .filter_map(|finding| {
            Some((finding.check.clone(), finding.primary.place, finding.labels.first()?.clone()))
        })
        .collect();
    if exact.iter().all(|(check, ..)| *check == exact[0].0) {
        return;
    }
    findings.retain(|finding| {
        let Some(label) = finding.labels.first().filter(|_| is_pair(&finding)) else { return true };
        let around =
            |place: Place| holds(finding.primary.place, place) || holds(place, finding.primary.place);
        !exact.iter().any(|(check, place, other)| {
            let same_places = around(*place)
                && other.path == label.path
                && (holds(label.place, other.place) || holds(other.place, label.place));
            *check != finding.check && same_places && length(*place) < length(finding.primary.place)
        })
    });
}

fn holds(outer: Place, inner: Place) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn length(place: Place) -> u32 {
    place.end - place.start
}
