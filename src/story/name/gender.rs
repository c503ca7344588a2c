//! Whether the story says he or she of a person whose name and title do not tell.

use super::{Gender, Kind, Name};
use crate::story::Story;

/// How many tokens after a mention are listened to.
const REACH: usize = 30;

/// Gives people without gender that of the pronoun that most often follows their mentions, with nobody in between.
pub fn listen(story: &Story<'_>, names: &mut [Name]) {
    let people = names.iter().enumerate().filter(|(_, name)| name.kind == Kind::Person);
    let mut mentions: Vec<(u32, u32, usize)> = people
        .flat_map(|(at, name)| name.mentions.iter().map(move |span| (span.start, span.end, at)))
        .collect();
    mentions.sort_unstable();
    let mut votes = vec![0i32; names.len()];
    let tokens = story.tokens();
    let mut from = 0;
    for (at, &(_, end, name)) in mentions.iter().enumerate() {
        if names[name].gender.is_some() {
            continue;
        }
        from += tokens[from..].partition_point(|token| token.span.start < end);
        let until = mentions.get(at + 1).map_or(u32::MAX, |&(start, ..)| start);
        let near = tokens[from..].iter().take(REACH).take_while(|token| token.span.start < until);
        votes[name] +=
            near.map(|token| vote(token.span.of(story.text()))).find(|&vote| vote != 0).unwrap_or(0);
    }
    for (name, votes) in names.iter_mut().zip(votes) {
        if name.gender.is_none() && votes != 0 {
            name.gender = Some(if votes > 0 { Gender::Female } else { Gender::Male });
        }
    }
}

fn vote(word: &str) -> i32 {
    match word {
        "she" | "She" | "her" | "Her" => 1,
        "he" | "He" | "his" | "His" | "him" => -1,
        _ => 0,
    }
}
