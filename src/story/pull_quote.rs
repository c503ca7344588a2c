//! A pull quote with its credit: a paragraph that is one quotation and, without a full stop, the name of who said it.
//!
//! It is set apart as one unit, so it counts as one sentence however many stand between its marks.

/// A longer rest is no credit but copy.
const LONGEST_CREDIT: usize = 12;

/// Whether a block is a quotation and its credit and nothing else.
#[must_use]
pub fn is_pull_quote(block: &str) -> bool {
    let block = block.trim();
    let Some(quoted) = block.strip_prefix(['"', '“']) else { return false };
    let Some((words, rest)) = quoted.split_once(['"', '”']) else { return false };
    words.ends_with(['.', '!', '?', '…']) && is_credit(rest)
}

/// A dash or nothing, then a few words that open with a capital and end without a stop.
fn is_credit(rest: &str) -> bool {
    let credit = rest.trim_start_matches([' ', '-', '–', '—', '~', '\n', '\r']);
    let last = credit.trim_end_matches(['"', '”', ')']);
    credit.starts_with(char::is_uppercase)
        && !last.ends_with(['.', '!', '?', '…', ':', ','])
        && credit.split_whitespace().count() <= LONGEST_CREDIT
}

#[cfg(test)]
mod tests {
    use super::is_pull_quote;

    #[test]
    fn a_quotation_with_its_credit_and_nothing_else() {
        assert!(is_pull_quote("“We lost. We shall win.” — Ana Costa, manager"));
        assert!(is_pull_quote("\"We lost. We shall win.\" Ana Costa"));
        assert!(!is_pull_quote("“We lost,” said Ana Costa"));
        assert!(!is_pull_quote("“We lost.” Ana Costa left the room."));
        assert!(!is_pull_quote("“We lost. We shall win.”"));
    }
}
