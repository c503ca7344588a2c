//! All forms of a word: “go”, “goes”, “went”, “gone”, “going”.

use super::{Lists, verb_forms};

/// The word and its forms as verb, noun or adjective, in lower case: irregular ones from a list, others by the rules of
/// spelling. A form that is none does no harm where forms are looked for in copy.
#[must_use]
pub fn forms(base: &str) -> Vec<String> {
    let base = base.to_lowercase();
    let lists = Lists::read(include_str!("irregular-forms.toml"));
    let mut forms = vec![base.clone()];
    let of_verb: Vec<_> = lists.group("verbs", &base).map(str::to_owned).collect();
    let of_noun: Vec<_> = lists.group("nouns", &base).map(str::to_owned).collect();
    if of_verb.is_empty() {
        forms.extend(verb_forms::forms(&base));
    }
    if of_noun.is_empty() {
        forms.extend(verb_forms::forms(&base).into_iter().take(1));
    }
    let of_adjective: Vec<_> = lists.group("adjectives", &base).map(str::to_owned).collect();
    if of_adjective.is_empty() && base.len() <= LONGEST_COMPARED {
        let past = &verb_forms::forms(&base)[1];
        forms.extend(past.strip_suffix('d').map(|stem| format!("{stem}r")));
        forms.extend(past.strip_suffix('d').map(|stem| format!("{stem}st")));
    }
    forms.extend(of_verb.into_iter().chain(of_noun).chain(of_adjective));
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Letters of the longest adjective that takes -er and -est.
const LONGEST_COMPARED: usize = 6;

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn words_have_all_their_forms() {
        for (base, some) in [
            ("be", "is are was 's been being"),
            ("plan", "plans planned planning"),
            ("city", "city cities"),
            ("Woman", "woman women"),
            ("big", "bigger biggest"),
            ("easy", "easier easiest"),
            ("large", "larger largest"),
            ("good", "better best"),
            ("say", "says said saying"),
        ] {
            let all = forms(base);
            for form in some.split(' ') {
                assert!(all.iter().any(|one| one == form), "{base} lacks {form}: {all:?}");
            }
        }
        assert!(!forms("say").iter().any(|form| form == "sayed"));
    }
}
