//! One draft: read, checked, fixed, and written where it was asked for.

use std::path::PathBuf;

use super::word::Copied;
use crate::cli::args::Fix;
use crate::cli::drafts::Draft;
use crate::document::{Encoding, Format};
use crate::files::path::shown;
use crate::files::write;
use crate::finding::Safety;
use crate::fix::{self, Applied, Reading, Session, Stories, first_fix};
use crate::report::Style;
use crate::report::diff::{self, Pair};

/// What is done with every draft of a run.
pub struct Job<'a> {
    /// What was asked for.
    pub fix: &'a Fix,
    /// How changes are drawn.
    pub style: Style,
    /// The real paths that were asked for.
    pub asked: Vec<PathBuf>,
}

/// What became of a draft.
pub struct Mended {
    /// What is found in it now.
    pub stories: Stories,
    /// The fixes made.
    pub applied: Vec<Applied>,
    /// What goes to standard output: the draft itself, or what would change in it.
    pub text: Vec<u8>,
    /// Whether that is a patch which cannot be applied.
    pub unusable: bool,
    /// Fixes that would raise findings.
    pub left_out: usize,
    /// Fixes with characters that the draft's encoding lacks.
    pub foreign: usize,
    /// Fixes that are only suggested and were not asked for.
    pub suggested: usize,
    /// The copy of a Word document.
    pub copied: Option<Copied>,
}

impl Job<'_> {
    /// Fixes a draft as far as that can be done unseen.
    ///
    /// # Errors
    /// In plain words, when it cannot be read, checked, fixed or written; it then is what it was.
    pub fn mend(&self, draft: &Draft) -> Result<Mended, String> {
        let trusted = self.trusted();
        self.with_session(draft, |session| {
            fix::settle(session, trusted).map_err(|error| error.to_string())?;
            let left = session.findings().into_iter().filter_map(|finding| first_fix(finding, trusted));
            Ok(left.filter(|fix| session.has_characters_of(fix)).count())
        })
    }

    /// The least trusted fixes that are made unseen.
    pub fn trusted(&self) -> Safety {
        if self.fix.suggested { Safety::Suggested } else { Safety::Safe }
    }

    /// Reads and checks a draft, has it changed by `change`, which says how many fixes it had to leave out, and writes it.
    ///
    /// # Errors
    /// As for [`Self::mend`].
    pub fn with_session(
        &self,
        draft: &Draft,
        change: impl FnOnce(&mut Session<'_>) -> Result<usize, String>,
    ) -> Result<Mended, String> {
        let old = draft.bytes().map_err(|error| error.to_string())?;
        let found = &draft.found;
        let desk = &found.desk.desk;
        let judge = |source| desk.check_all(source, found.format, &found.shown, &found.relative);
        let reading = reading(draft);
        if found.format == Format::Docx {
            let source = reading.read(old.clone()).map_err(|error| error.to_string())?;
            let stories = judge(source).map_err(|error| error.to_string())?;
            return self.annotate(draft, &old, stories);
        }
        let mut session = Session::open(old.clone(), reading, &judge).map_err(|error| error.to_string())?;
        let left_out = change(&mut session)?;
        let trusted = self.trusted();
        let is_suggested = |finding: &&_| {
            first_fix(finding, trusted).is_none() && first_fix(finding, Safety::Suggested).is_some()
        };
        let suggested = session.findings().into_iter().filter(is_suggested).count();
        let left = session.findings().into_iter().filter_map(|finding| first_fix(finding, trusted));
        let foreign = left.filter(|fix| !session.has_characters_of(fix)).count();
        let (new, stories, applied) = session.finish();
        let mended = Mended { left_out, foreign, suggested, applied, ..Mended::unchanged(stories) };
        self.deliver(draft, &old, new, mended)
    }

    /// Writes the new bytes where they were asked for.
    fn deliver(&self, draft: &Draft, old: &[u8], new: Vec<u8>, mut mended: Mended) -> Result<Mended, String> {
        let path = &draft.found.path;
        let changed = new != *old;
        if changed && !draft.is_standard_input() && self.fix.output.is_none() {
            self.is_within(path)?;
        }
        let written = match &self.fix.output {
            _ if self.fix.diff => {
                (mended.text, mended.unusable) = self.difference(draft, old, &new);
                Ok(())
            }
            Some(output) if draft.is_standard_input() || write::real(output) != write::real(path) => {
                write::replace(output, &new, None).map_err(|error| format!("{}: {error}", shown(output)))
            }
            None if draft.is_standard_input() => {
                mended.text = new;
                Ok(())
            }
            _ if changed => write::replace(path, &new, Some(old)).map_err(|error| error.to_string()),
            _ => Ok(()),
        };
        written?;
        Ok(mended)
    }

    /// A link found in a folder may lead to a file that nobody asked to have changed.
    fn is_within(&self, path: &std::path::Path) -> Result<(), String> {
        let real = write::real(path);
        if self.asked.iter().any(|asked| real.starts_with(asked)) {
            return Ok(());
        }
        Err(format!(
            "this is a link to {}, which was not asked for; name that file to have it fixed",
            shown(&real)
        ))
    }

    /// What would change: drawn in colours, or as a patch; and whether the patch is only for reading.
    fn difference(&self, draft: &Draft, old: &[u8], new: &[u8]) -> (Vec<u8>, bool) {
        let reading = reading(draft);
        let (Some((old, encoding)), Some((new, _))) = (text(old, reading), text(new, reading)) else {
            return (Vec::new(), false);
        };
        let pair = Pair { path: &draft.found.shown, old: &old, new: &new };
        let exact = self.fix.output.is_some();
        if self.style.color && !exact {
            return (diff::draw(pair, &self.style).into_bytes(), false);
        }
        let patch = diff::patch(pair, exact);
        let wide = !matches!(encoding, Encoding::Utf8 | Encoding::Utf8WithMark) && !patch.text.is_empty();
        (patch.text.into_bytes(), patch.spelt_out || wide)
    }
}

impl Mended {
    /// A draft that was left as it was.
    pub fn unchanged(stories: Stories) -> Self {
        Self {
            stories,
            applied: Vec::new(),
            text: Vec::new(),
            unusable: false,
            left_out: 0,
            foreign: 0,
            suggested: 0,
            copied: None,
        }
    }
}

/// How the bytes of a draft are read.
pub fn reading(draft: &Draft) -> Reading {
    let found = &draft.found;
    Reading { format: found.format, told: found.desk.desk.encoding_of(&found.relative) }
}

/// The text of a file with its byte order mark, as a patch has to hold it.
pub fn text(bytes: &[u8], reading: Reading) -> Option<(String, Encoding)> {
    let source = reading.read(bytes.to_vec()).ok()?;
    let mark = if source.encoding() == Encoding::Utf8WithMark { "\u{feff}" } else { "" };
    Some((format!("{mark}{}", source.text()), source.encoding()))
}
