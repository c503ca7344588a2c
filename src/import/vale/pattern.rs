//! Regular expressions as Vale's engine reads them, written as ours reads them.

/// Whether an entry is words and no pattern.
pub fn is_plain(entry: &str) -> bool {
    let good = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’');
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    entry.chars().all(good) && edge(entry.chars().next()) && edge(entry.chars().next_back())
}

/// An entry of a list of words: itself, or a pattern between slashes.
pub fn entry(token: &str) -> String {
    if is_plain(token) { token.to_owned() } else { format!("/{}/", translated(token)) }
}

/// A pattern in our engine's words: lines have their own ends, a bracket in a class means itself.
pub fn translated(pattern: &str) -> String {
    let mut out = String::new();
    let mut characters = pattern.chars().peekable();
    let mut class: Option<usize> = None;
    let mut lines = false;
    while let Some(character) = characters.next() {
        match (character, class) {
            ('\\', _) => {
                out.push('\\');
                match characters.next() {
                    Some('Z') => out.push('z'),
                    Some(sign) if !sign.is_ascii() => {
                        out.pop();
                        out.push(sign);
                    }
                    Some(sign) => out.push(sign),
                    None => {}
                }
                class = class.map(|count| count + 1);
                continue;
            }
            ('[', None) => {
                class = Some(0);
                out.push('[');
                if characters.peek() == Some(&'^') {
                    out.extend(characters.next());
                }
                continue;
            }
            (']', Some(count)) if count > 0 => class = None,
            (']', Some(_)) => out.push('\\'),
            ('[', Some(_)) if characters.peek() != Some(&':') => out.push('\\'),
            ('&' | '~', Some(_)) if characters.peek() == Some(&character) => out.push('\\'),
            ('^' | '$', None) => lines = true,
            _ => {}
        }
        out.push(character);
        class = class.map(|count| count + 1);
    }
    if lines { format!("(?m){out}") } else { out }
}
