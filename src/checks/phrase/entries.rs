//! What one rule looks for, made ready to be found together with the entries of all others.

use std::collections::HashSet;

use super::Settings;
use crate::checks::FixSafety;
use crate::rule::words::{Case, Word};
use crate::rule::{Pattern, Problems, Rule, Setting};

/// One phrase of one rule.
pub struct Entry {
    /// The number of its rule.
    pub rule: usize,
    /// What to write instead, best first; empty when nothing is known.
    pub replacements: Vec<String>,
    /// Whether they stand as they are, since capitals are the rule's business.
    pub as_written: bool,
    /// How far that is to be trusted.
    pub fix: FixSafety,
}

/// The entries of a rule with what each is found by; mistakes are reported.
pub fn entries_of(
    index: usize,
    rule: &Rule,
    settings: &Settings,
    problems: &mut Problems,
) -> Vec<(Entry, (Word, Case))> {
    let mut seen = HashSet::new();
    let listed = settings.phrases.iter().map(|phrase| (&phrase.value, phrase.span, [].as_slice()));
    let replaced =
        settings.replacements.0.iter().map(|(phrase, words)| (phrase, rule.span, words.as_slice()));
    let mut entries = Vec::new();
    for (phrase, span, replacements) in replaced.chain(listed) {
        if !seen.insert(phrase.json().to_string()) {
            continue;
        }
        match sought(phrase, settings) {
            Ok(sought) => {
                let replacements = replacements.to_vec();
                let entry =
                    Entry { rule: index, replacements, as_written: settings.match_case, fix: settings.fix };
                entries.push((entry, sought));
            }
            Err(message) => problems.add(&rule.file, span, message, None),
        }
    }
    entries
}

/// What finds a phrase: words are found as whole words with either apostrophe, anything else is made a pattern.
fn sought(phrase: &Word, settings: &Settings) -> Result<(Word, Case), String> {
    let case = if settings.match_case { Case::Written } else { Case::Any };
    let pattern = match phrase {
        Word::Literal(text)
            if settings.whole_words && !(settings.match_marks && text.contains(['\'', '’'])) =>
        {
            return Ok((Word::Literal(text.clone()), case));
        }
        Word::Literal(text) => {
            let words: Vec<String> = text.split_whitespace().map(regex_syntax::escape).collect();
            Pattern::new(&words.join(r"\s+"), settings.match_case)
        }
        Word::Pattern(pattern) => pattern.with_case(settings.match_case),
    };
    let pattern = pattern.map_err(|mistake| format!("this phrase {}", mistake.message))?;
    if pattern.hir().properties().minimum_len() == Some(0) {
        return Err(format!("the pattern `{}` also matches no words at all", pattern.source()));
    }
    let pattern = if settings.whole_words { pattern.as_words() } else { Ok(pattern) };
    pattern
        .map(|pattern| (Word::Pattern(pattern), case))
        .map_err(|mistake| format!("this phrase {}", mistake.message))
}
