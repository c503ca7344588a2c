//! Each kind of Vale's rules as a check of ours with its settings.

use std::fmt::Write as _;

use super::super::yaml::Yaml;
use super::super::{Imported, Remark, toml};
use super::known::Keys;
use super::pattern::{entry, is_plain, translated};
use super::sequence;

/// A check, and the lines of its settings.
pub struct Body {
    /// The check.
    pub check: &'static str,
    /// Lines of TOML.
    pub settings: String,
}

/// What the gaps of a message of this kind stand for, in their order.
pub fn values(kind: &str) -> Option<&'static [&'static str]> {
    Some(match kind {
        "existence" | "sequence" | "occurrence" => &["phrase"],
        "substitution" => &["replacement", "phrase"],
        "repetition" | "spelling" => &["word"],
        "consistency" => &["form"],
        "conditional" => &["first"],
        "capitalization" => &["words"],
        "metric" | "readability" => &["grade"],
        "script" => &[],
        _ => return None,
    })
}

/// The check and settings of a rule.
///
/// # Errors
/// Says why the rule cannot come through.
pub fn body(kind: &str, name: &str, keys: &mut Keys<'_>, imported: &mut Imported) -> Result<Body, String> {
    action(kind, name, keys, imported);
    match kind {
        "existence" => existence(keys),
        "substitution" => substitution(keys),
        "occurrence" => occurrence(keys),
        "repetition" => repetition(keys),
        "consistency" => consistency(keys),
        "conditional" => conditional(keys),
        "capitalization" => capitalization(keys),
        "metric" => metric(keys),
        "readability" => readability(keys),
        "spelling" => Ok(spelling(keys)),
        _ => sequence::body(keys),
    }
}

/// Replacing is what a substitution does anyway; other actions have no counterpart.
fn action(kind: &str, name: &str, keys: &mut Keys<'_>, imported: &mut Imported) {
    let Some(action) = keys.raw("action") else { return };
    let known = action.table().and_then(|table| table.iter().find(|(key, _)| key == "name"));
    let what = known.and_then(|(_, value)| value.text()).unwrap_or("?");
    if !(kind == "substitution" && what == "replace") {
        let text = format!("the action `{what}` has no counterpart: findings come without a fix");
        imported.notes.push(Remark { about: name.to_owned(), text });
    }
}

fn existence(keys: &mut Keys<'_>) -> Result<Body, String> {
    let (tokens, raw) = (keys.texts("tokens"), keys.texts("raw"));
    let (ignore_case, loose) =
        (keys.yes("ignorecase").unwrap_or(false), keys.yes("nonword").unwrap_or(false));
    let append = keys.yes("append").unwrap_or(false);
    if tokens.is_empty() && raw.is_empty() {
        return Err("it lists no `tokens`".into());
    }
    if raw.is_empty() && !loose {
        let entries: Vec<String> = tokens.iter().map(|token| entry(token)).collect();
        let settings = format!("phrases = {}\n", toml::list(&entries));
        return Ok(Body { check: "phrase", settings: settings + &phrase_flags(&tokens, ignore_case, loose) });
    }
    let mut settings = String::new();
    let raw = translated(&raw.concat());
    match (tokens.is_empty(), raw.is_empty(), append) {
        (true, ..) => settings += &format!("patterns = {}\n", toml::list(&[raw])),
        (_, true, _) => {}
        (_, _, false) => settings += &format!("before = {}\n", toml::text(&raw)),
        (_, _, true) => settings += &format!("after = {}\n", toml::text(&raw)),
    }
    if !tokens.is_empty() {
        let patterns: Vec<String> = tokens.iter().map(|token| translated(token)).collect();
        settings += &format!("patterns = {}\n", toml::list(&patterns));
        if !loose {
            settings += "whole_words = true\n";
        }
    }
    if ignore_case {
        settings += "match_case = false\n";
    }
    Ok(Body { check: "pattern", settings })
}

fn phrase_flags(entries: &[String], ignore_case: bool, loose: bool) -> String {
    let mut flags = String::new();
    if !ignore_case {
        flags += "match_case = true\n";
    }
    if entries.iter().any(|entry| is_plain(entry) && entry.contains(['\'', '’'])) {
        flags += "match_marks = true\n";
    }
    if loose {
        flags += "whole_words = false\n";
    }
    flags
}

/// What may be written instead: Vale's `a|b`, or a list in words such as “a, b or c”, as many styles have it.
fn choices(better: &str) -> Vec<&str> {
    if better.contains('|') || !better.contains(", ") {
        return better.split('|').map(str::trim).collect();
    }
    let parts = better.split(", ").flat_map(|part| part.split(" or "));
    let bare = parts.map(|part| part.trim_start_matches("or ").trim().trim_matches('\''));
    bare.filter(|part| !part.is_empty()).collect()
}

fn substitution(keys: &mut Keys<'_>) -> Result<Body, String> {
    let Some(swap) = keys.raw("swap").and_then(Yaml::table).filter(|swap| !swap.is_empty()) else {
        return Err("it has no `swap`".into());
    };
    let (ignore_case, loose) =
        (keys.yes("ignorecase").unwrap_or(false), keys.yes("nonword").unwrap_or(false));
    // Our replacements take the case of their place, asked for or not.
    let _ = keys.yes("capitalize");
    let phrases: Vec<String> = swap.iter().map(|(phrase, _)| phrase.clone()).collect();
    let mut settings = phrase_flags(&phrases, ignore_case, loose);
    settings += "[rule.settings.replacements]\n";
    for (phrase, better) in swap {
        let words = choices(better.text().unwrap_or_default());
        let better = if let [one] = words.as_slice() { toml::text(one) } else { toml::list(&words) };
        let _ = writeln!(settings, "{} = {better}", toml::key(&entry(phrase)));
    }
    Ok(Body { check: "phrase", settings })
}

fn occurrence(keys: &mut Keys<'_>) -> Result<Body, String> {
    let token = keys.text("token").filter(|token| !token.is_empty()).ok_or("it has no `token`")?;
    let mut settings = format!("pattern = {}\nat = \"first\"\n", toml::text(&cased(&token, keys)));
    for limit in ["max", "min"] {
        let number = keys
            .number(limit)
            .filter(|number| number.parse::<usize>().is_ok_and(|n| n > 0 || limit == "max"));
        settings.extend(number.map(|number| format!("{limit} = {number}\n")));
    }
    Ok(Body { check: "count", settings })
}

/// A pattern, for any case where the rule says so.
fn cased(pattern: &str, keys: &mut Keys<'_>) -> String {
    let any = keys.yes("ignorecase").unwrap_or(false);
    format!("{}{}", if any { "(?i)" } else { "" }, translated(pattern))
}

fn repetition(keys: &mut Keys<'_>) -> Result<Body, String> {
    let tokens = keys.texts("tokens");
    if tokens.is_empty() {
        return Err("it lists no `tokens`".into());
    }
    let ways: Vec<String> = tokens.iter().map(|token| translated(token)).collect();
    let mut settings = format!("pattern = {}\n", toml::text(&ways.join("|")));
    settings.extend(keys.number("max").map(|max| format!("max = {max}\n")));
    if !keys.yes("ignorecase").unwrap_or(false) {
        settings += "match_case = true\n";
    }
    settings += &format!("letters_only = {}\nacross_lines = false\n", keys.yes("alpha").unwrap_or(false));
    Ok(Body { check: "repetition", settings })
}

fn consistency(keys: &mut Keys<'_>) -> Result<Body, String> {
    let Some(either) = keys.raw("either").and_then(Yaml::table).filter(|either| !either.is_empty()) else {
        return Err("it has no `either`".into());
    };
    let loose = keys.yes("nonword").unwrap_or(false);
    let any_case = keys.yes("ignorecase").unwrap_or(false);
    let form = |form: &str| match () {
        () if is_plain(form) && !loose => form.to_owned(),
        () if loose => format!("/{}/", translated(form)),
        () => format!(r"/\b(?:{})\b/", translated(form)),
    };
    let mut settings =
        format!("match_case = {}\ndecide = \"first\"\nreport = \"block\"\nforms = [\n", !any_case);
    for (one, other) in either {
        let _ =
            writeln!(settings, "    {},", toml::list(&[form(one), form(other.text().unwrap_or_default())]));
    }
    Ok(Body { check: "consistency", settings: settings + "]\n" })
}

fn conditional(keys: &mut Keys<'_>) -> Result<Body, String> {
    let (Some(first), Some(second)) = (keys.text("first"), keys.text("second")) else {
        return Err("it lacks `first` or `second`".into());
    };
    let (first, second) = (cased(&first, keys), cased(&second, keys));
    let settings =
        format!("first = {}\nsecond = {}\nreport = \"each\"\n", toml::text(&first), toml::text(&second));
    Ok(Body { check: "conditional", settings })
}

fn capitalization(keys: &mut Keys<'_>) -> Result<Body, String> {
    let wanted = keys.text("match").ok_or("it has no `match`")?;
    let mut settings = match wanted.as_str() {
        "$title" => "case = \"title\"\n".to_owned(),
        "$sentence" => "case = \"sentence\"\n".to_owned(),
        "$lower" => "case = \"lower\"\n".to_owned(),
        "$upper" => "case = \"upper\"\n".to_owned(),
        pattern => format!("case = \"pattern\"\npattern = {}\n", toml::text(&translated(pattern))),
    };
    if wanted == "$title" {
        let chicago = keys.text("style").is_some_and(|style| style.eq_ignore_ascii_case("chicago"));
        settings += if chicago { "style = \"chicago\"\n" } else { "style = \"ap\"\n" };
    }
    let marks = keys.texts("indicators");
    if wanted == "$sentence" {
        settings += &format!("after = {}\nnames = false\n", toml::list(&marks));
    }
    settings
        .extend(keys.text("prefix").map(|prefix| format!("prefix = {}\n", toml::text(&translated(&prefix)))));
    let share = keys.number("threshold").unwrap_or_else(|| "0.8".to_owned());
    if matches!(wanted.as_str(), "$title" | "$sentence") {
        settings += &format!("agree = {share}\n");
    }
    Ok(Body { check: "capitalization", settings })
}

fn metric(keys: &mut Keys<'_>) -> Result<Body, String> {
    let formula = keys.text("formula").ok_or("it has no `formula`")?;
    let condition = keys.text("condition").ok_or("it has no `condition`")?;
    let (sign, number) = condition
        .trim()
        .split_at(condition.trim().find(|c: char| c.is_ascii_digit() || c == '-').unwrap_or(0));
    let limit = match sign.trim() {
        ">" | ">=" => "max",
        "<" | "<=" => "min",
        _ => return Err(format!("its condition `{condition}` is none that copydesk has")),
    };
    let formula = counts(&formula);
    let settings =
        format!("formula = {}\n{limit} = {}\nmin_words = 0\n", toml::text(formula.trim()), number.trim());
    Ok(Body { check: "readability", settings })
}

/// A formula with our names for what Vale counts.
fn counts(formula: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let mut out = String::new();
    let mut rest = formula;
    while let Some(start) = rest.find(is_name) {
        let end = rest[start..].find(|c| !is_name(c)).map_or(rest.len(), |length| start + length);
        out.push_str(&rest[..start]);
        out.push_str(match &rest[start..end] {
            "list" => "list_items",
            "blockquote" => "quotes",
            name if name.starts_with("heading") => "headings",
            name => name,
        });
        rest = &rest[end..];
    }
    out + rest
}

fn readability(keys: &mut Keys<'_>) -> Result<Body, String> {
    let measures: Vec<String> =
        keys.texts("metrics").iter().map(|name| name.to_ascii_lowercase().replace([' ', '_'], "-")).collect();
    let grade = keys.number("grade").ok_or("it has no `grade`")?;
    let settings = format!("measures = {}\nmax = {grade}\nmin_words = 0\n", toml::list(&measures));
    Ok(Body { check: "readability", settings })
}

fn spelling(keys: &mut Keys<'_>) -> Body {
    let filters: Vec<String> = keys.texts("filters").iter().map(|filter| translated(filter)).collect();
    let mut settings = String::from(
        "# Name a Hunspell dictionary, without .aff and .dic: dictionaries = [\"/usr/share/hunspell/en_US\"]\n",
    );
    if !filters.is_empty() {
        settings += &format!("ignore = {}\n", toml::list(&filters));
    }
    settings += "names = false\n";
    Body { check: "spelling", settings }
}
