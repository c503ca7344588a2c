//! The checks there are, in the order of their names. Derived: `UPDATE=1 cargo test` rewrites it.

use super::Kind;

/// Every check.
pub const KINDS: &[&Kind] = &[
    &super::attribution::KIND,
    &super::capitalization::KIND,
    &super::conditional::KIND,
    &super::consistency::KIND,
    &super::count::KIND,
    &super::headline_quote::KIND,
    &super::length::KIND,
    &super::missing_article::KIND,
    &super::missing_to::KIND,
    &super::mixed_quote_marks::KIND,
    &super::near_duplicate::KIND,
    &super::pattern::KIND,
    &super::phrase::KIND,
    &super::quote_pairs::KIND,
    &super::quote_punctuation::KIND,
    &super::readability::KIND,
    &super::repetition::KIND,
    &super::required::KIND,
    &super::sequence::KIND,
    &super::spelling::KIND,
    &super::unbalanced_quote::KIND,
    &super::verb_form_after_preposition::KIND,
];
