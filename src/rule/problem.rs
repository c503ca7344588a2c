//! A mistake in a rule or config file: where it stands, what is wrong, what was meant.

use std::sync::Arc;

use crate::document::Source;
use crate::finding::{Finding, INVALID_CONFIG, INVALID_RULE, Label, Severity};
use crate::span::Span;

/// A TOML file with its decoded text, kept so that mistakes can be drawn.
#[derive(Debug)]
pub struct TomlFile {
    /// The file, as the user named it.
    pub path: Arc<str>,
    /// Its text.
    pub source: Source,
    /// The rule that reports its mistakes: `invalid-rule` or `invalid-config`.
    pub reported_as: &'static str,
}

impl TomlFile {
    /// A file of rules.
    #[must_use]
    pub fn of_rules(path: &str, source: Source) -> Arc<Self> {
        Arc::new(Self { path: path.into(), source, reported_as: INVALID_RULE })
    }

    /// A `copydesk.toml`.
    #[must_use]
    pub fn of_config(path: &str, source: Source) -> Arc<Self> {
        Arc::new(Self { path: path.into(), source, reported_as: INVALID_CONFIG })
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The file.
    pub file: Arc<TomlFile>,
    /// Where in the file's text.
    pub span: Span,
    /// What is wrong, in a plain sentence.
    pub message: String,
    /// What was meant, or what to do.
    pub help: Option<String>,
}

/// Mistakes gathered while a file is read; reading goes on after each.
#[derive(Debug, Default)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Notes a mistake.
    pub fn add(
        &mut self,
        file: &Arc<TomlFile>,
        span: Span,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        self.0.push(Problem { file: Arc::clone(file), span, message: message.into(), help });
    }
}

impl Problem {
    /// The mistake as a finding in its file.
    #[must_use]
    pub fn into_finding(self) -> Finding {
        Finding {
            rule: self.file.reported_as.into(),
            check: super::INPUT_CHECK.into(),
            severity: Severity::Error,
            message: self.message,
            primary: Label::new(&self.file.path, &self.file.source, self.span, &[], ""),
            labels: Vec::new(),
            notes: Vec::new(),
            help: self.help,
            fixes: Vec::new(),
            certainty: None,
        }
    }
}

/// The known name nearest to `word`, when one is near enough to have been meant.
#[must_use]
pub fn nearest<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = |name: &str| (strsim::damerau_levenshtein(word, name), name.len().max(word.len()));
    known
        .into_iter()
        .map(|name| (near(name), name))
        .filter(|((distance, longest), _)| distance * 3 <= *longest.max(&3))
        .min_by_key(|((distance, _), name)| (*distance, *name))
        .map(|(_, name)| name)
}

/// "did you mean …?", or the names there are when none is near and they are few.
#[must_use]
pub fn did_you_mean<'n>(word: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let mut known: Vec<_> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    if let Some(name) = nearest(word, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    (!known.is_empty() && known.len() <= 20).then(|| format!("known here: {}", known.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_understood_and_nonsense_is_not() {
        assert_eq!(nearest("restated-leed", ["restated-lede", "phrase"]), Some("restated-lede"));
        assert_eq!(nearest("zebra", ["restated-lede", "phrase"]), None);
    }
}
