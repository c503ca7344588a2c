//! The packs that ship, in the order of their names. Derived: `UPDATE=1 cargo test` rewrites it.

use super::pack::{ShippedFile, ShippedPack};

/// Every pack with its rule files, and what is in them without their being read.
pub const PACKS: &[ShippedPack] = &[
    ShippedPack {
        name: "core",
        version: "0.1",
        description: "Faults that every newsroom wants to hear of: repeated sentences, lost articles, quotations nobody is said to have spoken.",
        licence: "MIT OR Apache-2.0",
        files: &[
            ShippedFile {
                path: "rules/core/altered-quote.toml",
                text: include_str!("../../rules/core/altered-quote.toml"),
                rules: &[
                    ("altered-quote", "quote-pairs"),
                ],
            },
            ShippedFile {
                path: "rules/core/conflicting-rules.toml",
                text: include_str!("../../rules/core/conflicting-rules.toml"),
                rules: &[
                    ("conflicting-rules", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/dangling-quote.toml",
                text: include_str!("../../rules/core/dangling-quote.toml"),
                rules: &[
                    ("dangling-quote", "attribution"),
                ],
            },
            ShippedFile {
                path: "rules/core/doubled-word.toml",
                text: include_str!("../../rules/core/doubled-word.toml"),
                rules: &[
                    ("doubled-word", "repetition"),
                ],
            },
            ShippedFile {
                path: "rules/core/headline-quote.toml",
                text: include_str!("../../rules/core/headline-quote.toml"),
                rules: &[
                    ("headline-quote", "headline-quote"),
                ],
            },
            ShippedFile {
                path: "rules/core/invalid-config.toml",
                text: include_str!("../../rules/core/invalid-config.toml"),
                rules: &[
                    ("invalid-config", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/invalid-rule.toml",
                text: include_str!("../../rules/core/invalid-rule.toml"),
                rules: &[
                    ("invalid-rule", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/invalid-suppression.toml",
                text: include_str!("../../rules/core/invalid-suppression.toml"),
                rules: &[
                    ("invalid-suppression", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/misattributed-quote.toml",
                text: include_str!("../../rules/core/misattributed-quote.toml"),
                rules: &[
                    ("misattributed-quote", "quote-pairs"),
                ],
            },
            ShippedFile {
                path: "rules/core/missing-article.toml",
                text: include_str!("../../rules/core/missing-article.toml"),
                rules: &[
                    ("missing-article", "missing-article"),
                ],
            },
            ShippedFile {
                path: "rules/core/missing-to.toml",
                text: include_str!("../../rules/core/missing-to.toml"),
                rules: &[
                    ("missing-to", "missing-to"),
                ],
            },
            ShippedFile {
                path: "rules/core/mixed-forms.toml",
                text: include_str!("../../rules/core/mixed-forms.toml"),
                rules: &[
                    ("mixed-forms", "consistency"),
                ],
            },
            ShippedFile {
                path: "rules/core/mixed-quote-marks.toml",
                text: include_str!("../../rules/core/mixed-quote-marks.toml"),
                rules: &[
                    ("mixed-quote-marks", "mixed-quote-marks"),
                ],
            },
            ShippedFile {
                path: "rules/core/not-english.toml",
                text: include_str!("../../rules/core/not-english.toml"),
                rules: &[
                    ("not-english", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/quote-punctuation.toml",
                text: include_str!("../../rules/core/quote-punctuation.toml"),
                rules: &[
                    ("quote-punctuation", "quote-punctuation"),
                ],
            },
            ShippedFile {
                path: "rules/core/restated-lede.toml",
                text: include_str!("../../rules/core/restated-lede.toml"),
                rules: &[
                    ("restated-lede", "near-duplicate"),
                ],
            },
            ShippedFile {
                path: "rules/core/restated-sentence.toml",
                text: include_str!("../../rules/core/restated-sentence.toml"),
                rules: &[
                    ("restated-sentence", "near-duplicate"),
                ],
            },
            ShippedFile {
                path: "rules/core/same-sentence-other-figures.toml",
                text: include_str!("../../rules/core/same-sentence-other-figures.toml"),
                rules: &[
                    ("same-sentence-other-figures", "near-duplicate"),
                ],
            },
            ShippedFile {
                path: "rules/core/two-speakers.toml",
                text: include_str!("../../rules/core/two-speakers.toml"),
                rules: &[
                    ("two-speakers", "quote-pairs"),
                ],
            },
            ShippedFile {
                path: "rules/core/unattributed-quote.toml",
                text: include_str!("../../rules/core/unattributed-quote.toml"),
                rules: &[
                    ("unattributed-quote", "attribution"),
                ],
            },
            ShippedFile {
                path: "rules/core/unbalanced-quote.toml",
                text: include_str!("../../rules/core/unbalanced-quote.toml"),
                rules: &[
                    ("unbalanced-quote", "unbalanced-quote"),
                ],
            },
            ShippedFile {
                path: "rules/core/unintroduced-speaker.toml",
                text: include_str!("../../rules/core/unintroduced-speaker.toml"),
                rules: &[
                    ("unintroduced-speaker", "attribution"),
                ],
            },
            ShippedFile {
                path: "rules/core/unread-part.toml",
                text: include_str!("../../rules/core/unread-part.toml"),
                rules: &[
                    ("unread-part", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/unsourced-quote.toml",
                text: include_str!("../../rules/core/unsourced-quote.toml"),
                rules: &[
                    ("unsourced-quote", "quote-pairs"),
                ],
            },
            ShippedFile {
                path: "rules/core/unused-suppression.toml",
                text: include_str!("../../rules/core/unused-suppression.toml"),
                rules: &[
                    ("unused-suppression", "input"),
                ],
            },
            ShippedFile {
                path: "rules/core/verb-form-after-preposition.toml",
                text: include_str!("../../rules/core/verb-form-after-preposition.toml"),
                rules: &[
                    ("verb-form-after-preposition", "verb-form-after-preposition"),
                ],
            },
        ],
    },
];
