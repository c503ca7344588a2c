//! Rooms, each knowing only those to its left: span lexicon model document story archive finding rule checks config baseline engine import learn fix report files cli lsp web
//!
//! # The house of copydesk
//!
//! One reader should be able to walk from the bytes of a draft to the finding on the screen, top to bottom, without
//! doubling back:
//!
//! bytes → [`document`] (text is decoded, a format parser finds the stories and their blocks and keeps a source map) →
//! [`story`] (sentences, tokens, quoted words) → [`checks`] (each run by the rules that configure it, see [`rule`]) →
//! [`finding`]s → suppressions and `[[allow]]` ([`engine`]) → [`baseline`] → [`report`]s, or by way of [`fix`] new bytes.
//!
//! The list in the first line is the dependency rule; `tests/house.rs` reads it. Rooms that it names and that are not
//! here yet have their place kept: `lsp`, `web`.
//!
//! ## What a line of code may touch
//! - [`span`]: byte ranges, lines and columns.
//! - [`lexicon`]: embedded word lists and weights, one accessor each.
//! - [`model`]: numbers in, numbers out; it knows no stories.
//! - [`document`]: bytes to blocks; encodings; one file or folder a format; the source map; suppressions; how words are
//!   written into a format.
//! - [`story`]: text and lexicon; it knows no severity and no wording.
//! - [`archive`]: earlier copy, asked “who said or wrote this before?”; its pages come from whoever opens it.
//! - [`finding`]: what is drawn; complete without the file it came from.
//! - [`rule`]: a rule read from TOML with the place of every word, so that a mistake is a finding in that file.
//! - [`checks`]: the story, the archive where there is one, and their own settings; no paths, no printing, no TOML. Two checks never name each other.
//! - [`config`]: `copydesk.toml`: one struct, one merge, its schema.
//! - [`baseline`]: findings that were accepted, and which of those there are they are; it opens no file.
//! - [`engine`]: documents × rules → sorted findings; suppressions; the panic guard. A [`engine::Desk`] is a config with
//!   all the rules it knows.
//! - [`import`]: rules of other programs as rule files; text in, text out.
//! - [`learn`]: makes embedded weights from copy, with the same features that the checks read.
//! - [`fix`]: bytes and the fixes of findings to new bytes, checked again before they count; it knows no files.
//! - [`report`]: finished findings; it decides nothing and reads nothing. All text passes `report::visible` or what the
//!   form itself has for escaping words.
//! - [`files`]: the disk: walk, read, write whole or not at all, watch; which config holds for which file; what git says
//!   has changed; the cache.
//! - [`cli`]: environment, clock, standard streams. Two front ends never name each other.
//!
//! ## Two kinds of offset
//! A [`span::Span`] of a story counts in [`document::Document::text`]. A [`span::Place`] counts in the bytes of the file,
//! whatever its encoding, with lines and columns (of a Word document, in the text taken out of it, with part and paragraph).
//! Only the document turns one into the other; checks give spans to a [`checks::Sink`], findings hold places. A file may
//! hold several stories, which share its source. Maps chain: markup in a string of JSON is parsed as markup, and its map
//! goes [through][`document::SourceMap::through`] that of the string, byte by byte.
//!
//! ## One check object for many rules
//! A [`checks::Kind`] is a check in the registry. Its `prepare` gets *all* running rules of that check at once and makes
//! one [`checks::Check`], so that the copy is read once, however many rules there are, and one pair of sentences gives
//! one finding although three rules look at it.
//!
//! ## Invariants
//! - Spans lie on character boundaries and are carried from the first byte on; nothing searches the text again.
//! - Every file that was asked for is checked or named with the reason; a run with an unread file never exits 0.
//! - The same input gives the same output bytes, whatever the number of threads.
//! - A parser never fails on bytes that decode: what it cannot understand it keeps as a plain block, with a note.
//! - Nothing typed by a user or found in a draft reaches a terminal or a log unescaped.
//! - A draft is written whole or not at all, only by `copydesk fix`, and outside the bytes of its fixes stays as it was.
//! - A cache changes no report.
//! - No finding without a rule name. Every shipped rule has an example that fires and one that stays silent.
//! - Work grows linearly in the size of the copy, and hardly in the number of rules. What is switched off is not parsed.
//! - A story that is not in English gets only the rules that need no language, and a note.
//!
//! ## Glossary
//! *document*: a parsed file, in *blocks* with a *role* (headline, deck, crosshead, byline, dateline, body, quote block,
//! caption, list item, table cell, boilerplate, note). *source map*: text offset → original byte. *span*, *place*: above.
//! *story*: the analysed document. *sentence*, *token*, *tag* (part of speech). *lexicon*: embedded data. *check*: code that looks. *rule*: a
//! named, configured use of a check. *pack*: a named set of rules. *desk*: a config and the rules it knows. *finding*;
//! *label* (a place with words about it); *severity* (error, warning, note). *fix*: edits that a finding offers, safe or
//! suggested; the room applies them. *suppression*: in the text, with a reason; *allow*: in the config, by path.
//! *baseline*: a file of findings accepted at a time; its *entries*. *archive*: earlier copy, indexed, in *pages* of *turns*; a
//! desk's *sources* are one. *report*: findings in a *form*; the form `html` is also called the page, which is none of an archive's.
//! *manuscript*: a story kept whole for a report that prints it. Not used for types: lint, alert, violation, diagnostic,
//! issue.

pub mod archive;
pub mod baseline;
pub mod checks;
pub mod cli;
pub mod config;
pub mod document;
pub mod engine;
pub mod files;
pub mod finding;
pub mod fix;
pub mod import;
pub mod learn;
pub mod lexicon;
pub mod model;
pub mod report;
pub mod rule;
pub mod span;
pub mod story;
