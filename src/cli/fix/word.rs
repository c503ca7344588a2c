//! Word documents: the draft stays as it is, and a copy with comments is written.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::draft::{Job, Mended};
use crate::cli::drafts::Draft;
use crate::cli::fix_docx::{beside, copy, stamp};
use crate::engine::keep_limits;
use crate::files::path::shown;
use crate::files::write;
use crate::finding::Finding;
use crate::fix::{Stories, first_fix};

/// A copy that was written.
pub struct Copied {
    /// Where; `None` for standard output.
    pub path: Option<String>,
    /// Its comments.
    pub comments: usize,
    /// Its tracked changes: findings that have some.
    pub changes: usize,
}

impl Job<'_> {
    /// Writes a copy with a comment at every finding; none where there is nothing to say, and none for `--diff`.
    ///
    /// # Errors
    /// In plain words, when the copy cannot be made or written.
    pub fn annotate(&self, draft: &Draft, old: &[u8], mut stories: Stories) -> Result<Mended, String> {
        stories.iter_mut().for_each(|(rules, checked)| keep_limits(rules, &mut checked.findings));
        let mut findings: Vec<Finding> =
            stories.iter().flat_map(|(_, checked)| checked.findings.iter().cloned()).collect();
        findings.sort_by(Finding::order);
        let mut mended = Mended::unchanged(stories);
        if findings.is_empty() || self.fix.diff {
            return Ok(mended);
        }
        let trusted = self.trusted();
        let tracked = |finding: &Finding| self.fix.tracked && first_fix(finding, trusted).is_some();
        let copy =
            copy(old, &findings, tracked, &stamp(SystemTime::now())).map_err(|error| error.to_string())?;
        let to = self.destination(draft)?;
        match &to {
            Some(path) => write::replace(path, &copy.bytes, None)
                .map_err(|error| format!("the copy {}: {error}", shown(path)))?,
            None => mended.text = copy.bytes,
        }
        let path = to.as_deref().map(shown);
        mended.copied = Some(Copied { path, comments: copy.comments, changes: copy.changes });
        Ok(mended)
    }

    /// Where the copy goes; `None` is standard output.
    fn destination(&self, draft: &Draft) -> Result<Option<PathBuf>, String> {
        let path: &Path = &draft.found.path;
        match &self.fix.output {
            Some(output) if !draft.is_standard_input() && write::real(output) == write::real(path) => {
                Err("the copy would replace the document itself; name another file with --output".to_owned())
            }
            Some(output) => Ok(Some(output.clone())),
            None if draft.is_standard_input() => Ok(None),
            None => Ok(Some(beside(path))),
        }
    }
}
