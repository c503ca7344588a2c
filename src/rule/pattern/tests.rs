//! What patterns find, what they refuse, and what they cost.

use super::Pattern;

fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    let pattern =
        Pattern::new(pattern, true).unwrap_or_else(|mistake| panic!("{pattern}: {}", mistake.message));
    pattern.find_iter(text).map(|span| span.of(text)).collect()
}

#[test]
fn words_are_words_in_any_script() {
    assert_eq!(found(r"\b[eé]lan\b", "élan, “élan” and élans; elan"), ["élan", "élan", "elan"]);
    assert_eq!(found(r"\bcan\b|\bcannot\b", "cannot can"), ["cannot", "can"]);
    assert_eq!(found(r"\w+", "Ærø, naïve"), ["Ærø", "naïve"]);
    assert_eq!(found(r"\Bly\b", "“truly”, ly"), ["ly"]);
}

#[test]
fn the_first_of_several_ways_counts_as_it_does_elsewhere() {
    for text in ["abcd abab", "“abcd” abab"] {
        assert_eq!(found("ab|abcd", text), ["ab", "ab", "ab"]);
        assert_eq!(found("(?:ab)+?", text), ["ab", "ab", "ab"]);
        assert_eq!(found(r"\b(?:ab|abcd)\b", text), ["abcd"]);
        assert_eq!(found("(?:ab){2}", text), ["abab"]);
    }
}

#[test]
fn look_around_looks_both_ways() {
    assert_eq!(found(r"it is(?!\.)", "it is. it is so"), ["it is"]);
    assert_eq!(found(r"(?<=\s)-\d+(?:\.\d+)?\b", "a -4.5 b-3"), ["-4.5"]);
    assert_eq!(found(r"(?<!:[^ ]+?):\s[A-Z]", "a: B :x: C"), [": B"]);
    assert_eq!(found(r"\w+(?=ly\b)", "truly sadly ly"), ["tru", "sad"]);
    assert_eq!(found(r"(?<!un)(?<!in)able", "able unable inable able"), ["able", "able"]);
    assert_eq!(
        found(r"all of (?!a sudden|these)\w+", "all of a sudden, all of these, all of them"),
        ["all of them"]
    );
    assert_eq!(found(r"(?=(?!ab)a)\w\w", "ab ac"), ["ac"]);
    assert_eq!(found(r"(?:(?!b).)+", "aaba"), ["aa", "a"]);
    assert_eq!(found(r"(?<=^|\s)I(?=\s|$)", "I, I"), ["I"]);
}

#[test]
fn both_engines_agree() {
    let copy = "The café’s 12 p.m. opening — “naïve”, says Ms. O'Neil: 1,234 of 5.6% (aka R.S.V.P.) re-re-read it it.\n";
    let patterns = [
        r"\b\w+\b",
        r"\b[A-Z]\w*",
        r"\d+(?:[.,]\d+)*%?",
        r"(\w+)\s+\w+",
        r"[^\s]+ly|it",
        r".+?[.,]",
        r"(?i)MS\.|O'neil",
        r"\s[—–]\s",
        r"“[^”]*”",
        r"(?m)^.|.$",
        r"\b(?:[A-Z]\.){3,}",
        r"\B\w",
        r"(a|ai|naï)(ve)?",
        r"x*",
        r"(?:re-?)+",
        r"\w+’s",
    ];
    for source in patterns {
        let pattern = Pattern::new(source, true).expect("it can be read");
        let quick: Vec<_> = pattern.find_iter(copy).collect();
        let mut slow = pattern.find_iter(copy);
        slow.quick = 0;
        assert_eq!(quick, slow.collect::<Vec<_>>(), "{source}");
        assert!(source == "x*" || !quick.is_empty(), "{source}");
    }
}

#[test]
fn groups_are_told_match_after_match() {
    let pattern = Pattern::new(r"(\d+)(?:-(am|pm))?(?= )", true).expect("a pattern");
    let text = "at 10-pm 11 12-am, 7-pm or";
    let mut groups = pattern.groups_in(text);
    let found: Vec<Vec<_>> = pattern
        .find_iter(text)
        .map(|span| groups.of(span).into_iter().map(|group| group.map(|span| span.of(text))).collect())
        .collect();
    assert_eq!(
        found,
        [
            [Some("10-pm"), Some("10"), Some("pm")],
            [Some("11"), Some("11"), None],
            [Some("7-pm"), Some("7"), Some("pm")]
        ]
    );
}

#[test]
fn groups_are_those_of_the_match() {
    let pattern = Pattern::new(r"\b(\d+)(?: |-)(?:(am)|(pm))\b(?!\.)", true).expect("it can be read");
    let text = "at 10-pm, at 11 am.";
    let span = pattern.find_iter(text).next().expect("it stands there");
    let groups: Vec<_> =
        pattern.groups(text, span).into_iter().map(|group| group.map(|span| span.of(text))).collect();
    assert_eq!(groups, [Some("10-pm"), Some("10"), None, Some("pm")]);
}

#[test]
fn what_is_wrong_is_said_where_it_stands() {
    let cases = [
        ("a(b", 1, "not closed"),
        ("a)", 1, "closes nothing"),
        ("x|*", 2, "nothing here to repeat"),
        (r"(\w)\1", 4, "group again"),
        ("(?>a)", 0, "atomic"),
        ("(?=(?!x)a[)", 9, "not closed"),
        ("(?!ab)c(?=d(e)", 10, "not closed"),
        ("a(?<!b", 5, "look-around is not closed"),
        ("(?=a)[z-a]", 6, "runs backwards"),
        (r"\w{9000}", 0, "too large"),
        (r"(?:(?:(?:a{999}){999}){999}){999}", 0, "too large"),
    ];
    for (pattern, at, words) in cases {
        let mistake = Pattern::new(pattern, true).expect_err(pattern);
        assert!(mistake.message.contains(words), "{pattern}: {}", mistake.message);
        assert_eq!(mistake.inside.map_or(0, |inside| inside.start), at, "{pattern}");
    }
}

#[test]
fn a_sieve_holds_back_only_what_cannot_stand_there() {
    let sources = [
        r"\b(?:[A-Z]\.){3,}",
        "(?i)strasse|street",
        r"\d+(?:st|nd)",
        r"e-?mails?",
        r"[;!]",
        r"(?i)ok\b",
        r"\w+ly",
        "—",
        r"(?:colou?r|cent(?:re|er))s?",
        r"a(?:b|c)d",
        r"(?<!x)able(?!s)",
    ];
    let patterns: Vec<Pattern> =
        sources.iter().map(|source| Pattern::new(source, true).expect(source)).collect();
    let sieve = super::Sieve::new(patterns.iter());
    let copy = [
        "R.S.V.P. by Friday",
        "The STRASSE",
        "ſtreet",
        "on the 2nd",
        "Emails, email and e-mail",
        "Stop!",
        "O\u{212A}",
        "truly",
        "a — b",
        "colors of the centre",
        "abd",
        "acd",
        "able ables",
        "nothing of it",
    ];
    for text in copy {
        let candidates = sieve.candidates(text);
        for (index, pattern) in patterns.iter().enumerate() {
            assert!(candidates.contains(&index) || !pattern.is_match(text), "{} in {text}", pattern.source());
        }
    }
    assert!(sieve.candidates("nothing of it").len() < 5, "{:?}", sieve.candidates("nothing of it"));
}
