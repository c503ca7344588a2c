//! The rule files that ship, in the order of their names. Derived: `UPDATE=1 cargo test` rewrites it.

/// Name and text of each file of `rules/`.
pub const FILES: &[(&str, &str)] = &[
    ("altered-quote", include_str!("../../rules/altered-quote.toml")),
    ("dangling-quote", include_str!("../../rules/dangling-quote.toml")),
    ("headline-quote", include_str!("../../rules/headline-quote.toml")),
    ("invalid-config", include_str!("../../rules/invalid-config.toml")),
    ("invalid-rule", include_str!("../../rules/invalid-rule.toml")),
    ("invalid-suppression", include_str!("../../rules/invalid-suppression.toml")),
    ("misattributed-quote", include_str!("../../rules/misattributed-quote.toml")),
    ("missing-article", include_str!("../../rules/missing-article.toml")),
    ("missing-to", include_str!("../../rules/missing-to.toml")),
    ("mixed-quote-marks", include_str!("../../rules/mixed-quote-marks.toml")),
    ("not-english", include_str!("../../rules/not-english.toml")),
    ("quote-punctuation", include_str!("../../rules/quote-punctuation.toml")),
    ("restated-lede", include_str!("../../rules/restated-lede.toml")),
    ("restated-sentence", include_str!("../../rules/restated-sentence.toml")),
    ("same-sentence-other-figures", include_str!("../../rules/same-sentence-other-figures.toml")),
    ("two-speakers", include_str!("../../rules/two-speakers.toml")),
    ("unattributed-quote", include_str!("../../rules/unattributed-quote.toml")),
    ("unbalanced-quote", include_str!("../../rules/unbalanced-quote.toml")),
    ("unintroduced-speaker", include_str!("../../rules/unintroduced-speaker.toml")),
    ("unread-part", include_str!("../../rules/unread-part.toml")),
    ("unsourced-quote", include_str!("../../rules/unsourced-quote.toml")),
    ("unused-suppression", include_str!("../../rules/unused-suppression.toml")),
    ("verb-form-after-preposition", include_str!("../../rules/verb-form-after-preposition.toml")),
];
