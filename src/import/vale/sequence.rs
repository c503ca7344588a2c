//! Vale's sequences of words and parts of speech.

use super::super::toml;
use super::super::yaml::Yaml;
use super::kinds::Body;
use super::known::Keys;
use super::pattern::translated;

/// The check and settings of a sequence.
///
/// # Errors
/// Says why it cannot come through.
pub fn body(keys: &mut Keys<'_>) -> Result<Body, String> {
    let tokens = match keys.raw("tokens") {
        Some(Yaml::List(tokens)) if !tokens.is_empty() => tokens,
        _ => return Err("it lists no `tokens`".into()),
    };
    let mut lines = String::from("parts = [\n");
    for token in tokens {
        let table = token.table().ok_or("a token of it is no table")?;
        lines += &format!("    {{ {} }},\n", part(table)?.join(", "));
    }
    lines += "]\n";
    if !keys.yes("ignorecase").unwrap_or(false) {
        lines += "match_case = true\n";
    }
    Ok(Body { check: "sequence", settings: lines })
}

fn part(table: &[(String, Yaml)]) -> Result<Vec<String>, String> {
    let mut keys = Vec::new();
    for (key, value) in table {
        let text = value.text().unwrap_or_default();
        let yes = matches!(text, "true" | "yes" | "on");
        match key.as_str() {
            "pattern" => keys.push(format!("pattern = {}", toml::text(&anywhere(&translated(text))))),
            "tag" => keys.push(format!("tag = {}", toml::text(&text.replace(".*", "*")))),
            "upos" => keys.push(format!("tag = {}", toml::text(universal(text)?))),
            "skip" => keys.push(format!("skip = {}", count(key, text)?)),
            "min" => keys.push(format!("min = {}", count(key, text)?)),
            "negate" if yes => keys.push("not = true".to_owned()),
            "target" if yes => keys.push("target = true".to_owned()),
            "negate" | "target" => {}
            other => return Err(format!("a token of it has the key `{other}`, which has no counterpart")),
        }
    }
    Ok(keys)
}

/// Vale looks for the pattern anywhere in a token; ours covers all of it.
fn anywhere(pattern: &str) -> String {
    match pattern.strip_prefix('^').and_then(|inner| inner.strip_suffix('$')) {
        Some(_) => pattern.to_owned(),
        None => format!(r"\S*(?:{pattern})\S*"),
    }
}

fn count<'t>(key: &str, text: &'t str) -> Result<&'t str, String> {
    text.parse::<usize>().map(|_| text).map_err(|_| format!("its `{key}` is no number: {text}"))
}

/// Our word for a universal part of speech.
fn universal(name: &str) -> Result<&'static str, String> {
    Ok(match name {
        "NOUN" => "noun",
        "PROPN" => "name",
        "VERB" | "AUX" => "verb",
        "ADJ" => "adjective",
        "ADV" => "adverb",
        "NUM" => "number",
        "PRON" => "pronoun",
        "ADP" => "preposition",
        "DET" => "determiner",
        "CCONJ" | "SCONJ" => "conjunction",
        "PART" => "particle",
        "PUNCT" => "punctuation",
        other => return Err(format!("it asks for the part of speech `{other}`, which has no counterpart")),
    })
}
