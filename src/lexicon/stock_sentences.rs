//! Sentences that come again by right: refusals to comment, credits, the items of a list.

use std::sync::OnceLock;

use super::Lists;

/// The lists of `stock-sentences.toml`, in lower case.
pub struct StockSentences {
    /// What stock sentences hold.
    pub phrases: Vec<&'static str>,
    /// How the items of a list open.
    pub ordinals: Vec<&'static str>,
}

/// The lists, read on first use.
pub fn stock_sentences() -> &'static StockSentences {
    static KNOWN: OnceLock<StockSentences> = OnceLock::new();
    KNOWN.get_or_init(|| read(include_str!("stock-sentences.toml")))
}

fn read(toml: &'static str) -> StockSentences {
    let lists = Lists::read(toml);
    let list = |name| lists.phrases(name).collect();
    StockSentences { phrases: list("phrases"), ordinals: list("ordinals") }
}

#[cfg(test)]
mod tests {
    use super::stock_sentences;

    #[test]
    fn every_list_is_read_and_in_lower_case() {
        let known = stock_sentences();
        for list in [&known.phrases, &known.ordinals] {
            assert!(!list.is_empty() && list.iter().all(|words| *words == words.to_lowercase()));
        }
    }
}
