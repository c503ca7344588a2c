//! Copy made word by word from a fixed seed: the same bytes on every machine, with the shapes of news.

use std::fmt::Write;

const NAMES: &[&str] = &["Ana Costa", "Jo Hale", "Dr. Sam Reed", "Sen. Lee Ray", "Mr. Abara", "Mia Wong"];
const SUBJECTS: &[&str] = &[
    "The council",
    "A spokeswoman for the harbour board",
    "The ferry company",
    "Residents of the island",
    "The court",
    "A report published on Tuesday",
    "The U.S. government",
    "The firm, Acme Inc.,",
    "Police",
    "The minister",
];
const VERBS: &[&str] = &[
    "rejected",
    "welcomed",
    "delayed",
    "approved",
    "questioned",
    "defended",
    "postponed",
    "criticised",
    "dropped",
];
const OBJECTS: &[&str] = &[
    "a plan to close the old lock gates",
    "the second reading of the budget",
    "higher fares from the first of June",
    "an appeal by the owners of the quarry",
    "its forecast for the coming year",
    "a ban on heavy lorries in the town",
    "the sale of two school playing fields",
    "new rules for short lets",
    "a vote on the future of the library",
];
const ENDS: &[&str] = &[
    "at 3:15 p.m. on Monday",
    "after a debate of four hours",
    "by 12 votes to 9",
    "in spite of 1,204 objections",
    "for now",
    "without giving a reason",
    "at a cost of $4.6 million",
    "on Jan. 14",
];

/// Stories with `sentences` sentences in all, as one text.
pub fn text(sentences: usize) -> String {
    let mut random = Random(0x0c0f_fee5);
    let mut out = String::from("Island news in brief\n\n");
    for n in 0..sentences {
        sentence(&mut out, &mut random);
        out.push_str(if n % 3 == 2 { "\n\n" } else { " " });
    }
    out
}

fn sentence(out: &mut String, random: &mut Random) {
    let (subject, verb) = (random.of(SUBJECTS), random.of(VERBS));
    let (object, end) = (random.of(OBJECTS), random.of(ENDS));
    let tag = random.next() % 90_000 + 10_000;
    let done = match random.next() % 5 {
        0 => write!(out, "“{subject} {verb} {object} {end},” said {} of ward {tag}.", random.of(NAMES)),
        1 => write!(out, "{subject} {verb} {object}, {} told meeting {tag} {end}.", random.of(NAMES)),
        _ => write!(out, "{subject} {verb} {object} {end}, item {tag} of the agenda says."),
    };
    done.expect("a string takes it");
}

/// A xorshift generator.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn of(&mut self, list: &[&'static str]) -> &'static str {
        list[(self.next() % list.len() as u64) as usize]
    }
}
