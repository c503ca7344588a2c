//! Patterns that were made to hang a linter. What counts is work, which is the same on every machine, and never time.

use super::Pattern;

/// What one pattern may do on one text, for each byte of it; see `matches.rs` and `machine.rs`.
const WORK_A_BYTE: usize = 350;

/// Shapes that make engines try the same thing again and again; ①, ② and ③ are parts.
const SHAPES: [&str; 20] = [
    "(①+)+②",
    "(①*)*②",
    "(?:①|②)*③",
    "①*①*①*①*②",
    "①.*[^D-Y]|[D-Y]",
    "(?:①|①①)+③",
    "①.*②.*③",
    "①{1,40}②{1,40}③",
    "(?:①|②)*①(?:①|②){12}",
    "(?=.*③)①",
    "①(?!.*③)",
    "(?<=①+)②",
    r"\b(?:①+\s*)+\b③",
    "(?:①+②?)+$",
    "(?m)^.*①.*$|②",
    "(?:(?:①|②)+③?)+x",
    "①+?②*?③",
    "(?<!①*)②",
    "(?i)(①|②|③)+?y",
    r"(?:①(?=②|①))+③",
];
const PARTS: [[&str; 3]; 10] = [
    ["a", "b", "c"],
    ["[a-z]", "[0-9]", "!"],
    [r"\w", r"\s", r"\d"],
    [".", "a", "q"],
    ["(?:a|aa)", "ab", "x"],
    [r"\pL", "é", "—"],
    ["[^z]", "z", "zz"],
    ["a?", "a", "b"],
    ["[A-Z]", "[a-zA-Z]", "[.]"],
    ["(?:ab|ba)", "[ab]", "ß"],
];

/// Copy that none of them likes: 100 KB each.
fn texts() -> Vec<String> {
    ["a", "ab", "A", "a b ", "Word é— ", "aé", "0a!", "zz. "]
        .iter()
        .map(|unit| unit.repeat(100_000 / unit.len()))
        .collect()
}

#[test]
fn no_pattern_hangs_a_run() {
    let texts = texts();
    let (mut tried, mut stopped) = (0, 0);
    for (number, shape) in SHAPES.iter().enumerate() {
        for (at, parts) in PARTS.iter().enumerate() {
            let source = shape.replace('①', parts[0]).replace('②', parts[1]).replace('③', parts[2]);
            let Ok(pattern) = Pattern::new(&source, true) else { panic!("{source} can be read") };
            let text = &texts[(number + at) % texts.len()];
            let mut matches = pattern.find_iter(text);
            let found = matches.by_ref().count();
            assert!(matches.work() <= WORK_A_BYTE * text.len(), "{source}: {} for {found}", matches.work());
            tried += 1;
            stopped += usize::from(matches.spent());
        }
    }
    assert_eq!(tried, 200);
    assert!(stopped < 20, "{stopped} patterns were stopped");
}
