//! `--changed`: of the findings, those that touch a changed line.
//!
//! A finding counts when its own place or any other place that it points to has changed: of two sentences that say the
//! same, the second may be the new one although the finding stands at the first. Mistakes in configs, rules and baselines
//! are always reported, since the run did not do what was asked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::examine::Examined;
use crate::document::Format;
use crate::files::git::{Changed, GitError};
use crate::finding::{Finding, Label};

/// Leaves the findings that touch lines changed since a revision.
///
/// # Errors
/// When it cannot be said what has changed.
pub fn keep(examined: &mut Examined, revision: &str) -> Result<(), GitError> {
    let files = examined.files.iter().map(|(draft, _)| draft).filter(|draft| !draft.is_standard_input());
    let named: HashMap<&str, (&Path, Format)> =
        files.map(|draft| (&*draft.found.shown, (&*draft.found.path, draft.found.format))).collect();
    let others = examined.outcome.findings.iter().filter(|finding| !finding.is_mistake());
    let others = others.flat_map(labels).map(|label| &*label.path).filter(|path| !named.contains_key(path));
    let others: Vec<PathBuf> = others.map(PathBuf::from).filter(|path| path.is_file()).collect();
    let files = named.values().map(|(path, _)| *path);
    let changed = Changed::since(revision, files, others.iter().map(PathBuf::as_path))?;
    let touches = |label: &Label| {
        let (path, format) =
            named.get(&*label.path).copied().unwrap_or((Path::new(&*label.path), Format::PlainText));
        // Lines of a container are lines of what was taken out of it.
        let lines = if format == Format::Docx { 1..=u32::MAX } else { lines(label) };
        changed.touches(path, &lines)
    };
    examined.outcome.findings.retain(|finding| finding.is_mistake() || labels(finding).any(&touches));
    Ok(())
}

fn labels(finding: &Finding) -> impl Iterator<Item = &Label> {
    std::iter::once(&finding.primary).chain(&finding.labels)
}

/// The lines of a place; one that ends before the first column of a line does not touch it.
fn lines(label: &Label) -> std::ops::RangeInclusive<u32> {
    let place = label.place;
    let last = if place.end_column <= 1 { place.end_line.saturating_sub(1) } else { place.end_line };
    place.line..=last.max(place.line)
}
